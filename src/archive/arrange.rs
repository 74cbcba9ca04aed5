//! A coverage's entries in order, each with its time and id.

use super::entry_id::{IdSource, entry_ids};
use super::gather::{Gathered, GatheredEntry};
use super::model::{Coverage, Published};
use super::order::{OrderKey, in_order};
use super::times::{CoverageZone, end_of};
use crate::base::diagnostic::Diagnostics;
use crate::base::source_text::Place;
use crate::markdown;
use crate::source::coverage::MediaFile;

/// A coverage in order, not yet joined with the others.
#[derive(Debug)]
pub struct Arranged {
    /// What is known of the coverage itself.
    pub head: Coverage,
    /// The zone its local times are in.
    pub zone: CoverageZone,
    /// Its entries, oldest first.
    pub entries: Vec<ArrangedEntry>,
    /// Entry files that were left out as drafts.
    pub drafts: Vec<String>,
    /// Captures to be published.
    pub captures: Vec<MediaFile>,
}

/// An entry in its place.
#[derive(Debug)]
pub struct ArrangedEntry {
    /// As it was gathered.
    pub gathered: GatheredEntry,
    /// When it was published.
    pub published: Option<Published>,
    /// Its id.
    pub id: String,
}

/// Puts a coverage in order: time, then position, then file name.
pub fn arrange(gathered: Gathered, diagnostics: &mut Diagnostics) -> Arranged {
    let Gathered {
        head,
        zone,
        entries,
        drafts,
        captures,
    } = gathered;
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
            written: (entry.file_name().to_string(), entry.number),
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
                .unwrap_or_else(|| markdown::first_words(&entry.outline.plain_text(), 8)),
        })
        .collect();
    let ids = entry_ids(&id_sources, diagnostics);
    let entries = ordered
        .into_iter()
        .zip(ids)
        .map(|((gathered, published), id)| ArrangedEntry {
            gathered,
            published,
            id,
        })
        .collect();
    Arranged {
        head,
        zone,
        entries,
        drafts,
        captures,
    }
}

/// A day without a time of day orders nothing where the capture says what the entry stood between.
fn has_own_place(published: Published, position: Option<i64>) -> bool {
    matches!(published, Published::At(_)) || position.is_none()
}
