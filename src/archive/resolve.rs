//! From what was written and captured to the archive: times, order, ids, names, topics, days.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::books::Books;
use super::entry_id::{IdSource, entry_ids};
use super::gather::{Gathered, GatheredEntry, gather};
use super::kinds::{implied_key, implied_kind};
use super::model::{Archive, Coverage, Entry, Listed, Published};
use super::order::{OrderKey, in_order};
use super::times::{CoverageZone, end_of};
use crate::base::diagnostic::Diagnostics;
use crate::base::source_text::Place;
use crate::capture::Profiles;
use crate::markdown;
use crate::source::config::SiteConfig;
use crate::source::content::Content;

/// What of the content goes into the archive.
#[derive(Debug, Clone, Copy, Default)]
pub struct Choice {
    /// Drafts too.
    pub drafts: bool,
}

/// Joins everything into the archive. Problems are pushed; what could be understood is in the archive.
pub fn resolve(
    config: &SiteConfig,
    content: Content,
    profiles: &Profiles,
    choice: Choice,
    diagnostics: &mut Diagnostics,
) -> Archive {
    let Content {
        coverages,
        speakers: people,
        topics: subjects,
        media,
    } = content;
    let gathered: Vec<(Option<Gathered>, Diagnostics)> = coverages
        .into_par_iter()
        .map(|coverage| {
            let mut said = Vec::new();
            let gathered = gather(config, coverage, profiles, choice, &mut said);
            (gathered, said)
        })
        .collect();

    let mut archive = Archive {
        media,
        ..Archive::default()
    };
    let mut books = Books::new(&people, &subjects);
    for (gathered, said) in gathered {
        diagnostics.extend(said);
        if let Some(gathered) = gathered {
            enter(gathered, &mut archive, &mut books, diagnostics);
        }
    }
    books.finish(&mut archive, &people, &subjects);
    file_days(&mut archive);
    archive
}

/// Puts one coverage into the archive: its entries in order, with ids, people and topics.
fn enter(
    gathered: Gathered,
    archive: &mut Archive,
    books: &mut Books,
    diagnostics: &mut Diagnostics,
) {
    let Gathered {
        head,
        zone,
        entries,
        drafts,
        captures,
    } = gathered;
    archive.media.extend(captures);
    archive.drafts.extend(drafts);
    let coverage = archive.coverages.len();
    let zone = CoverageZone { zone };

    let times: Vec<Option<Published>> = entries
        .iter()
        .map(|entry| {
            let published = entry.written.published.as_ref()?;
            zone.published(published, &entry.written.place, diagnostics)
        })
        .collect();
    let keys: Vec<OrderKey> = entries
        .iter()
        .zip(&times)
        .map(|(entry, published)| OrderKey {
            time: published
                .filter(|published| has_own_place(*published, entry.position))
                .map(|published| end_of(published, zone)),
            position: entry.position,
            written: entry.written_at.clone(),
        })
        .collect();
    let order = in_order(&keys);

    let mut slots: Vec<Option<(GatheredEntry, Option<Published>)>> =
        entries.into_iter().zip(times).map(Some).collect();
    let ordered: Vec<(GatheredEntry, Option<Published>)> = order
        .into_iter()
        .filter_map(|index| slots.get_mut(index).and_then(Option::take))
        .collect();
    let id_sources: Vec<IdSource> = ordered
        .iter()
        .map(|(entry, published)| IdSource {
            given: entry.written.id.as_ref().map(|id| {
                (
                    id.value.clone(),
                    Place::new(entry.written.source(), id.span.clone()),
                )
            }),
            stem: entry.written.stem.clone(),
            published: *published,
            words: entry
                .written
                .headline
                .clone()
                .unwrap_or_else(|| markdown::first_words(&entry.outline.plain_text, 8)),
        })
        .collect();
    let ids = entry_ids(&id_sources, diagnostics);

    let start = archive.entries.len();
    for ((entry, published), id) in ordered.into_iter().zip(ids) {
        let entry = finish_entry(entry, published, id, coverage, zone, books, diagnostics);
        archive.entries.push(entry);
    }
    let instants = archive.entries[start..].iter().filter_map(Entry::instant);
    let (first, last) = (instants.clone().min(), instants.max());
    archive.coverages.push(Coverage {
        entries: start..archive.entries.len(),
        first,
        last,
        ..head
    });
}

/// A day without a time of day orders nothing where the capture says what the entry stood between.
fn has_own_place(published: Published, position: Option<i64>) -> bool {
    matches!(published, Published::At(_)) || position.is_none()
}

fn finish_entry(
    entry: GatheredEntry,
    published: Option<Published>,
    id: String,
    coverage: usize,
    zone: CoverageZone,
    books: &mut Books,
    diagnostics: &mut Diagnostics,
) -> Entry {
    let GatheredEntry {
        written,
        outline,
        content_path,
        position,
        ..
    } = entry;
    let place = &written.place;
    let updated = written
        .updated
        .as_ref()
        .and_then(|updated| zone.published(updated, place, diagnostics));
    let corrections = written
        .corrections
        .iter()
        .filter_map(|correction| {
            Some((
                zone.published(&correction.at, place, diagnostics)?,
                correction.note.clone(),
            ))
        })
        .collect();
    let label = written.label.clone();
    let headline = written.headline.as_deref();
    let kind = written
        .kind
        .unwrap_or_else(|| implied_kind(label.as_deref(), headline));
    let key = written.key.unwrap_or_else(|| implied_key(label.as_deref()));
    let speakers = books.speaking(
        written.speakers.as_deref().unwrap_or(&[]),
        place,
        diagnostics,
    );
    let topics = match &written.topics {
        Some(topics) => books.filed(topics, place, diagnostics),
        None => books.matched(headline.unwrap_or_default(), &outline.plain_text),
    };
    let listed = Listed {
        speakers: written.speakers.is_some(),
        topics: written.topics.is_some(),
    };
    Entry {
        coverage,
        id,
        headline: written.headline,
        published,
        clock: written.clock,
        updated,
        label,
        kind,
        key,
        byline: written.byline,
        speakers,
        topics,
        listed,
        corrections,
        provenance: written.provenance,
        position,
        body: written.body,
        outline,
        extra: written.extra,
        place: written.place,
        content_path,
    }
}

fn file_days(archive: &mut Archive) {
    let mut days: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (id, entry) in archive.entries.iter().enumerate() {
        if let Some(date) = entry.date() {
            days.entry(date).or_default().push(id);
        }
    }
    for ids in days.values_mut() {
        ids.sort_by_key(|&id| {
            let instant = archive.entries[id].instant();
            (instant.is_none(), instant, id)
        });
    }
    archive.days = days;
}
