//! Several captures of one live page become one: added, changed and vanished entries, each with when it was seen.
//!
//! The result does not depend on the order in which the captures are given: they are put in order first, by when they
//! were saved, else by their latest entry, else by their name. What an entry says is what the latest capture that holds
//! it says; what earlier ones said otherwise is kept as an earlier version.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::join::folded;
use super::live_page::plain_key;
use super::structured::Captured;
use crate::source::entry::{Entry, Moment};

/// Entries further apart than this are two, whatever their words.
const SAME_TIME: i64 = 90;
/// So large a share of words must agree for two texts at one time to be one entry.
const ALIKE: f64 = 0.6;

/// One live page from all its captures.
#[derive(Debug)]
pub struct Merged {
    /// What is known of the page: the latest capture's word first.
    pub page: Captured,
    /// The entries, oldest first.
    pub entries: Vec<MergedEntry>,
    /// What each capture is known by, earliest first: when it was saved, or its file.
    pub seen_in: Vec<String>,
}

/// An entry with its history.
#[derive(Debug, Clone)]
pub struct MergedEntry {
    /// What it says in the latest capture that holds it.
    pub entry: Entry,
    /// What earlier captures said, where that is something else; oldest first.
    pub earlier: Vec<Entry>,
    /// The captures that hold it, by their number, earliest first.
    pub seen: Vec<usize>,
    /// Whether a later capture reaches around its time and does not hold it.
    pub vanished: bool,
}

/// The order in which captures are taken: see above.
fn rank(
    page: &Captured,
) -> (
    Option<DateTime<FixedOffset>>,
    Option<DateTime<FixedOffset>>,
    String,
) {
    let latest = page.entries.iter().filter_map(last_change).max();
    (page.captured, latest, page.source.path.clone())
}

fn last_change(entry: &Entry) -> Option<DateTime<FixedOffset>> {
    let updated = entry.updated.as_ref().and_then(|at| match at.value {
        Moment::Instant(at) => Some(at),
        _ => None,
    });
    updated.max(instant(entry))
}

/// When an entry was published, where that is one instant.
#[must_use]
pub fn instant(entry: &Entry) -> Option<DateTime<FixedOffset>> {
    match entry.published.as_ref()?.value {
        Moment::Instant(at) => Some(at),
        _ => None,
    }
}

/// Merges captures of one page; `None` for no captures.
#[must_use]
pub fn merge(mut pages: Vec<Captured>) -> Option<Merged> {
    pages.sort_by_cached_key(rank);
    let mut entries: Vec<MergedEntry> = Vec::new();
    let mut spans = Vec::new();
    for (number, page) in pages.iter_mut().enumerate() {
        let own = std::mem::take(&mut page.entries);
        spans.push(span(&own));
        entries = with_capture(entries, own, number);
    }
    for entry in &mut entries {
        entry.vanished = has_vanished(entry, &spans);
    }
    let seen_in = pages.iter().map(known_by).collect();
    let latest = pages.pop()?;
    let page = pages.into_iter().rev().fold(latest, complete);
    for (entry, position) in entries.iter_mut().zip(1..) {
        entry.entry.position = Some(position);
    }
    Some(Merged {
        page,
        entries,
        seen_in,
    })
}

fn known_by(page: &Captured) -> String {
    let file = page.source.path.rsplit('/').next().unwrap_or_default();
    page.captured
        .map_or_else(|| file.to_string(), |at| at.to_rfc3339())
}

/// From the first to the last instant that a capture holds.
fn span(entries: &[Entry]) -> Option<(DateTime<FixedOffset>, DateTime<FixedOffset>)> {
    let instants = || entries.iter().filter_map(instant);
    instants().min().zip(instants().max())
}

/// A later capture that has entries before it and after it, and not it.
fn has_vanished(
    entry: &MergedEntry,
    spans: &[Option<(DateTime<FixedOffset>, DateTime<FixedOffset>)>],
) -> bool {
    let (Some(at), Some(last)) = (instant(&entry.entry), entry.seen.last()) else {
        return false;
    };
    spans
        .iter()
        .skip(last + 1)
        .flatten()
        .any(|(first, latest)| *first < at && at < *latest)
}

/// What the later page does not know of itself the earlier one may.
fn complete(mut later: Captured, earlier: Captured) -> Captured {
    later.title = later.title.or(earlier.title);
    later.publisher = later.publisher.or(earlier.publisher);
    later.address = later.address.or(earlier.address);
    later.language = later.language.or(earlier.language);
    later.time_zone = later.time_zone.or(earlier.time_zone);
    for (own, other) in [
        (&mut later.summary, earlier.summary),
        (&mut later.introduction, earlier.introduction),
    ] {
        if own.is_empty() {
            *own = other;
        }
    }
    if later.contributors.is_empty() {
        later.contributors = earlier.contributors;
    }
    later.pictures.extend(earlier.pictures);
    for (what, count) in earlier.accounting {
        *later.accounting.entry(what).or_default() += count;
    }
    later
}

/// The entries so far with those of a later capture, in one line.
fn with_capture(known: Vec<MergedEntry>, own: Vec<Entry>, number: usize) -> Vec<MergedEntry> {
    let partners = partners(known.iter().map(|merged| &merged.entry), &own);
    let mut known: Vec<Option<MergedEntry>> = known.into_iter().map(Some).collect();
    let mut line: Vec<MergedEntry> = Vec::new();
    let mut next = 0;
    for (entry, partner) in own.into_iter().zip(partners) {
        let Some(at) = partner else {
            line.push(MergedEntry {
                entry,
                earlier: Vec::new(),
                seen: vec![number],
                vanished: false,
            });
            continue;
        };
        // What stood between two that both hold, and the later one does not, keeps its place.
        while next < at {
            line.extend(known.get_mut(next).and_then(Option::take));
            next += 1;
        }
        if let Some(before) = known.get_mut(at).and_then(Option::take) {
            line.push(changed(before, entry, number));
        }
        next = next.max(at + 1);
    }
    line.extend(known.into_iter().flatten());
    in_order(line)
}

/// By time where all have one; an entry without a time stays behind the one it followed.
fn in_order(line: Vec<MergedEntry>) -> Vec<MergedEntry> {
    let mut keyed: Vec<(Option<DateTime<FixedOffset>>, usize, MergedEntry)> = Vec::new();
    let mut last = None;
    for (at, merged) in line.into_iter().enumerate() {
        let own = instant(&merged.entry);
        last = own.or(last);
        keyed.push((last, at, merged));
    }
    keyed.sort_by(|a, b| {
        a.0.cmp(&b.0)
            .then_with(|| ties(&a.2, &b.2))
            .then(a.1.cmp(&b.1))
    });
    keyed.into_iter().map(|(_, _, merged)| merged).collect()
}

/// Entries of one instant from two captures stand in the order of the capture that holds both; else by their words.
fn ties(a: &MergedEntry, b: &MergedEntry) -> std::cmp::Ordering {
    let together = a.seen.iter().any(|number| b.seen.contains(number));
    if together || instant(&a.entry) != instant(&b.entry) {
        return std::cmp::Ordering::Equal;
    }
    words(&a.entry).cmp(&words(&b.entry))
}

fn changed(before: MergedEntry, now: Entry, number: usize) -> MergedEntry {
    let MergedEntry {
        entry: was,
        mut earlier,
        mut seen,
        ..
    } = before;
    let entry = kept_from(&was, now);
    if says(&was) != says(&entry) {
        earlier.push(was);
    }
    seen.push(number);
    MergedEntry {
        entry,
        earlier,
        seen,
        vanished: false,
    }
}

/// What the later capture does not tell of an entry the earlier one does.
fn kept_from(was: &Entry, mut now: Entry) -> Entry {
    now.headline = now.headline.or_else(|| was.headline.clone());
    now.published = match (instant(&now), &was.published) {
        (None, Some(before)) if now.published.is_none() => Some(before.clone()),
        _ => now.published,
    };
    now.clock = now.clock.or_else(|| was.clock.clone());
    now.label = now.label.or_else(|| was.label.clone());
    now.key = now.key.or(was.key);
    now.kind = now.kind.or(was.kind);
    now.updated = now.updated.or_else(|| was.updated.clone());
    if now.byline.is_empty() {
        now.byline.clone_from(&was.byline);
    }
    if now.body.markdown().is_empty() {
        now.body.clone_from(&was.body);
    }
    if let (Some(own), Some(other)) = (&mut now.provenance, &was.provenance) {
        let own = Arc::make_mut(own);
        own.id = own.id.take().or_else(|| other.id.clone());
        own.url = own.url.take().or_else(|| other.url.clone());
    }
    now
}

/// The words of an entry, for telling whether it was edited.
fn says(entry: &Entry) -> (Option<String>, String) {
    (
        entry.headline.as_deref().map(folded),
        folded(entry.body.markdown()),
    )
}

fn words(entry: &Entry) -> String {
    folded(&format!(
        "{}{}",
        entry.headline.as_deref().unwrap_or_default(),
        entry.body.markdown()
    ))
}

/// Which of the known entries each of the others is: by id, by address, else by time and words.
#[must_use]
pub fn partners<'a>(
    known: impl Iterator<Item = &'a Entry>,
    others: &[Entry],
) -> Vec<Option<usize>> {
    let known: Vec<&Entry> = known.collect();
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    let mut by_address: HashMap<&str, usize> = HashMap::new();
    let mut by_minute: HashMap<i64, Vec<usize>> = HashMap::new();
    let mut by_words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, entry) in known.iter().enumerate() {
        if let Some(id) = id_of(entry) {
            by_id.entry(id).or_insert(at);
        }
        if let Some(address) = entry
            .provenance
            .as_ref()
            .and_then(|from| from.url.as_deref())
        {
            by_address.entry(address).or_insert(at);
        }
        if let Some(instant) = instant(entry) {
            by_minute
                .entry(instant.timestamp().div_euclid(60))
                .or_default()
                .push(at);
        }
        by_words.entry(words(entry)).or_default().push(at);
    }
    let mut taken: HashSet<usize> = HashSet::new();
    let mut partners: Vec<Option<usize>> = others
        .iter()
        .map(|entry| {
            let id = id_of(entry).and_then(|id| by_id.get(id));
            let address = entry
                .provenance
                .as_ref()
                .and_then(|from| from.url.as_deref())
                .and_then(|address| by_address.get(address));
            let found = *id.or(address)?;
            taken.insert(found).then_some(found)
        })
        .collect();
    for (entry, partner) in others.iter().zip(&mut partners) {
        if partner.is_some() {
            continue;
        }
        let free = |at: &&usize| !taken.contains(*at) && !ids_differ(known[**at], entry);
        let found = match instant(entry) {
            Some(time) => {
                let minute = time.timestamp().div_euclid(60);
                (minute - 2..=minute + 2)
                    .filter_map(|minute| by_minute.get(&minute))
                    .flatten()
                    .filter(free)
                    .filter_map(|at| Some((likeness(known[*at], entry)?, *at)))
                    .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
                    .map(|(_, at)| at)
            }
            None => None,
        };
        // The same words, where one of the two has no time.
        let found = found.or_else(|| {
            let same = by_words.get(&words(entry))?;
            same.iter()
                .filter(free)
                .find(|at| instant(entry).is_none() || instant(known[**at]).is_none())
                .copied()
        });
        if let Some(found) = found {
            taken.insert(found);
            *partner = Some(found);
        }
    }
    partners
}

fn id_of(entry: &Entry) -> Option<&str> {
    let id = entry.provenance.as_ref()?.id.as_deref()?;
    Some(plain_key(id)).filter(|key| !key.is_empty())
}

/// Two entries that their outlet calls differently are two.
fn ids_differ(one: &Entry, other: &Entry) -> bool {
    match (id_of(one), id_of(other)) {
        (Some(one), Some(other)) => one != other,
        _ => false,
    }
}

/// How alike two entries are that stand close in time; `None` where they are two.
fn likeness(one: &Entry, other: &Entry) -> Option<f64> {
    let (at, then) = (instant(one)?, instant(other)?);
    let apart = (at - then).num_seconds().abs();
    if apart > SAME_TIME {
        return None;
    }
    let (a, b) = (bag(one), bag(other));
    let common = a.intersection(&b).count();
    let share = match a.len().min(b.len()) {
        0 => return (a.len() == b.len()).then_some(1.0),
        fewer => common as f64 / fewer as f64,
    };
    let headline = matches!((&one.headline, &other.headline), (Some(one), Some(other)) if folded(one) == folded(other));
    (share >= ALIKE || headline).then_some(share + f64::from(u8::from(headline)))
}

fn bag(entry: &Entry) -> HashSet<String> {
    let text = format!(
        "{} {}",
        entry.headline.as_deref().unwrap_or_default(),
        entry.body.markdown()
    );
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| word.chars().count() > 2)
        .map(str::to_lowercase)
        .collect()
}
