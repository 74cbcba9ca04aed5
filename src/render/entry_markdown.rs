//! `index.md` beside each entry: the entry as the file it could have been written in.

use crate::archive::{Entry, EntryId, Published, implied_key, implied_kind};
use crate::base::source_text::Spanned;
use crate::page::compose::Composer;
use crate::source::entry::{Correction, Moment, SpeakerMark};
use crate::source::{entry, entry_writer};

/// The text of an entry file that says everything the archive knows of the entry.
#[must_use]
pub fn text(composer: &Composer<'_>, id: EntryId) -> String {
    entry_writer::to_text(&written(composer.archive, composer.archive.entry(id)))
}

/// An entry of the archive in the form in which somebody would have written it.
#[must_use]
pub fn written(archive: &crate::archive::Archive, resolved: &Entry) -> entry::Entry {
    let moment = |published: Published| {
        Spanned::new(
            match published {
                Published::At(instant) => Moment::Instant(instant),
                Published::On(date) => Moment::Day(date),
            },
            0..0,
        )
    };
    let speakers: Vec<Spanned<SpeakerMark>> = resolved
        .speakers
        .iter()
        .map(|speaking| SpeakerMark {
            name: archive.speakers[speaking.speaker].name.clone(),
            role: speaking.role.clone(),
            certain: speaking.certain,
        })
        .map(|mark| Spanned::new(mark, 0..0))
        .collect();
    let topics: Vec<Spanned<String>> = resolved
        .topics
        .iter()
        .map(|&topic| Spanned::new(archive.topics[topic].name.clone(), 0..0))
        .collect();
    let (label, headline) = (resolved.label.as_deref(), resolved.headline.as_deref());
    entry::Entry {
        headline: resolved.headline.clone(),
        published: resolved.published.map(moment),
        clock: resolved.clock.clone(),
        updated: resolved.updated.map(moment),
        label: resolved.label.clone(),
        // What is implied need not be said; what would be implied and is not so must be.
        kind: Some(resolved.kind).filter(|kind| *kind != implied_kind(label, headline)),
        key: Some(resolved.key).filter(|key| *key != implied_key(label)),
        byline: resolved.byline.clone(),
        speakers: (resolved.listed.speakers || !speakers.is_empty()).then_some(speakers),
        topics: (resolved.listed.topics || !topics.is_empty()).then_some(topics),
        id: Some(Spanned::new(resolved.id.clone(), 0..0)),
        position: resolved.position,
        corrections: resolved
            .corrections
            .iter()
            .map(|(at, note)| Correction {
                at: moment(*at),
                note: note.clone(),
            })
            .collect(),
        provenance: resolved.provenance.clone(),
        extra: resolved.extra.clone(),
        body: resolved.body.clone(),
        ..entry::Entry::empty(resolved.place.clone())
    }
}
