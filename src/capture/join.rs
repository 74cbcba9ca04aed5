//! What a page shows and what its data says, joined by id into one list: the union of both.
//!
//! A page may show thirty entries and carry four hundred in its data, while author and key event stand only in what it
//! shows. Where both say something, what people saw counts.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, FixedOffset};

use super::live_page::{LivePage, Update};
use crate::source::entry::Moment;

/// What was noticed while joining.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Noticed {
    /// Entries whose two times are further apart than a minute: byte, shown time, time in the data.
    pub times_differ: Vec<(usize, DateTime<FixedOffset>, DateTime<FixedOffset>)>,
    /// Entries that stood twice, as a pinned one does.
    pub doubled: usize,
    /// Entries that stand only in the data.
    pub only_in_data: usize,
}

/// Joins a page with its data.
#[must_use]
pub fn join(mut shown: LivePage, mut data: LivePage) -> (LivePage, Noticed) {
    let mut noticed = Noticed {
        doubled: without_doubles(&mut shown.updates) + without_doubles(&mut data.updates),
        ..Noticed::default()
    };
    let updates = std::mem::take(&mut data.updates);
    let partners = partners(&shown.updates, &updates);
    let mut both: Vec<Option<Update>> = updates.into_iter().map(Some).collect();
    let mut joined: Vec<(Update, Option<usize>)> = Vec::new();
    for (own, partner) in std::mem::take(&mut shown.updates).into_iter().zip(partners) {
        let other = partner.and_then(|at| both.get_mut(at)?.take());
        let update = match other {
            Some(other) => merged(own, other, &mut noticed),
            None => own,
        };
        joined.push((update, partner));
    }
    noticed.only_in_data = both.iter().flatten().count();
    shown.updates = in_line(joined, both);
    shown.complete(data);
    (shown, noticed)
}

/// Which update of the data is which of the page's: by id, else by the same instant, else by the same headline.
fn partners(shown: &[Update], data: &[Update]) -> Vec<Option<usize>> {
    let mut by_key: HashMap<&str, usize> = HashMap::new();
    let mut by_time: HashMap<i64, Vec<usize>> = HashMap::new();
    let mut by_headline: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, update) in data.iter().enumerate() {
        for key in update.keys() {
            by_key.entry(key).or_insert(at);
        }
        if let Some(Moment::Instant(time)) = update.published {
            by_time.entry(time.timestamp()).or_default().push(at);
        }
        if let Some(headline) = &update.headline {
            by_headline.entry(folded(headline)).or_default().push(at);
        }
    }
    let mut taken: HashSet<usize> = HashSet::new();
    let mut partners: Vec<Option<usize>> = shown
        .iter()
        .map(|update| {
            let found = update
                .keys()
                .into_iter()
                .find_map(|key| by_key.get(key).copied())?;
            taken.insert(found).then_some(found)
        })
        .collect();
    for (update, partner) in shown.iter().zip(&mut partners) {
        if partner.is_some() {
            continue;
        }
        let time = match update.published {
            Some(Moment::Instant(time)) => by_time.get(&time.timestamp()),
            _ => None,
        };
        let headline = update
            .headline
            .as_deref()
            .and_then(|headline| by_headline.get(&folded(headline)));
        // Two entries of one second are told apart by their headline, else by their order.
        let both = time.and_then(|times| {
            times
                .iter()
                .find(|at| !taken.contains(at) && headline.is_some_and(|same| same.contains(at)))
        });
        let free = |list: Option<&Vec<usize>>| {
            list.and_then(|list| list.iter().find(|at| !taken.contains(at)).copied())
        };
        let alone = headline.filter(|list| list.len() == 1);
        let found = both.copied().or_else(|| free(time)).or_else(|| free(alone));
        if let Some(found) = found {
            taken.insert(found);
            *partner = Some(found);
        }
    }
    partners
}

/// A text for comparing: no case, no white space, no punctuation.
#[must_use]
pub fn folded(text: &str) -> String {
    text.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn merged(own: Update, other: Update, noticed: &mut Noticed) -> Update {
    let published = match (own.published, other.published) {
        (Some(Moment::Instant(shown)), Some(Moment::Instant(data))) => {
            if shown == data || shown.timestamp() == data.timestamp() {
                // The same instant; the data keeps its offset and its fractions.
                Some(Moment::Instant(data))
            } else {
                if (shown - data).num_seconds().abs() > 60 {
                    noticed.times_differ.push((own.offset, shown, data));
                }
                Some(Moment::Instant(shown))
            }
        }
        (Some(Moment::Local(_) | Moment::Day(_)) | None, Some(data)) => Some(data),
        (own, other) => own.or(other),
    };
    Update {
        id: own.id.or(other.id),
        address: own.address.or(other.address),
        headline: own.headline.or(other.headline),
        published,
        clock: own.clock.or(other.clock),
        updated: own.updated.or(other.updated),
        byline: if own.byline.is_empty() {
            other.byline
        } else {
            own.byline
        },
        label: own.label.or(other.label),
        kind: own.kind.or(other.kind),
        key: own.key || other.key,
        // The page may hold an entry's box whose text was to be loaded later.
        body: if folded(&own.body).len() * 2 < folded(&other.body).len() {
            other.body
        } else {
            own.body
        },
        offset: own.offset.max(other.offset),
    }
}

/// The entries in one line: what stands only in the data comes after what it follows there.
fn in_line(shown: Vec<(Update, Option<usize>)>, rest: Vec<Option<Update>>) -> Vec<Update> {
    let mut after: HashMap<Option<usize>, Vec<Update>> = HashMap::new();
    let placed: HashSet<usize> = shown.iter().filter_map(|(_, at)| *at).collect();
    let mut last = None;
    for (at, update) in rest.into_iter().enumerate() {
        if placed.contains(&at) {
            last = Some(at);
        }
        if let Some(update) = update {
            after.entry(last).or_default().push(update);
        }
    }
    let mut line = after.remove(&None).unwrap_or_default();
    for (update, partner) in shown {
        line.push(update);
        if partner.is_some() {
            line.extend(after.remove(&partner).unwrap_or_default());
        }
    }
    line
}

/// Takes out entries that stand a second time; of a pinned one the copy in its place is kept. Returns how many.
fn without_doubles(updates: &mut Vec<Update>) -> usize {
    let before = updates.len();
    let mut last: HashMap<(String, String), usize> = HashMap::new();
    let mut drop: HashSet<usize> = HashSet::new();
    for (at, update) in updates.iter().enumerate() {
        let words = folded(&format!(
            "{}{}",
            update.headline.as_deref().unwrap_or_default(),
            update.body
        ));
        let key = match update.keys().first() {
            Some(key) => ((*key).to_string(), words.chars().take(80).collect()),
            // Without an id only the same words at the same time are the same entry.
            None if update.published.is_some() && !words.is_empty() => {
                (format!("{:?}", update.published), words)
            }
            None => continue,
        };
        if let Some(first) = last.insert(key, at) {
            drop.insert(first);
        }
    }
    let mut at = 0;
    updates.retain(|_| {
        at += 1;
        !drop.contains(&(at - 1))
    });
    before - updates.len()
}
