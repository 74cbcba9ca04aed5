//! From what was written and captured to the archive: times, order, ids, names, topics, days.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::arrange::{Arranged, ArrangedEntry, arrange};
use super::books::Books;
use super::evidence::{self, ExplainedEntry, Spellings, Survey};
use super::gather::{Gathered, GatheredEntry, gather};
use super::ids::EntryId;
use super::kinds::{implied_key, implied_kind};
use super::model::{Archive, Coverage, Entry, Listed};
use super::speech::{self, HeardCoverage};
use super::times::CoverageZone;
use crate::attribution::Resolved;
use crate::attribution::resolve::EntrySpeech;
use crate::base::diagnostic::Diagnostics;
use crate::capture::Profiles;
use crate::source;
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
    mut content: Content,
    profiles: &Profiles,
    choice: Choice,
    diagnostics: &mut Diagnostics,
) -> Archive {
    let coverages = std::mem::take(&mut content.coverages);
    let arranged = arrange_all(config, coverages, profiles, choice, diagnostics);
    let spoken = listen(config, &arranged, &content, diagnostics);
    join(arranged, spoken, content, diagnostics)
}

/// The archive with the ground of what was found in its texts.
pub fn survey(
    config: &SiteConfig,
    mut content: Content,
    profiles: &Profiles,
    choice: Choice,
    diagnostics: &mut Diagnostics,
) -> Survey {
    let coverages = std::mem::take(&mut content.coverages);
    let arranged = arrange_all(config, coverages, profiles, choice, diagnostics);
    let spoken = listen(config, &arranged, &content, diagnostics);
    let found = evidence::found(&arranged, &spoken.heard, &spoken.resolved);
    let spellings = spoken.spellings.clone();
    let archive = join(arranged, spoken, content, diagnostics);
    Survey {
        evidence: evidence::filed(&archive, found),
        spellings,
        archive,
    }
}

/// Each sentence of one file of the content with who was found to speak. Empty when no entry stands there.
pub fn explain(
    config: &SiteConfig,
    mut content: Content,
    profiles: &Profiles,
    file: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<ExplainedEntry> {
    let choice = Choice { drafts: true };
    let coverages = std::mem::take(&mut content.coverages);
    let arranged = arrange_all(config, coverages, profiles, choice, diagnostics);
    let spoken = listen(config, &arranged, &content, &mut Vec::new());
    let mut explained = Vec::new();
    for ((coverage, heard), speeches) in
        (arranged.iter().zip(&spoken.heard)).zip(&spoken.resolved.coverages)
    {
        for ((entry, heard), speech) in coverage.entries.iter().zip(&heard.entries).zip(speeches) {
            if entry.gathered.written.source().path == file {
                explained.push(evidence::explained(entry, heard, speech));
            }
        }
    }
    explained
}

/// Who was found to speak, in all coverages.
#[derive(Default)]
struct Spoken {
    heard: Vec<HeardCoverage>,
    resolved: Resolved,
    spellings: Vec<Spellings>,
}

/// Finds who speaks. Spellings that look like one person are said.
fn listen(
    config: &SiteConfig,
    arranged: &[Arranged],
    content: &Content,
    diagnostics: &mut Diagnostics,
) -> Spoken {
    if !config.outputs.attribution {
        return Spoken::default();
    }
    let heard = speech::hear_all(arranged);
    let resolved = speech::resolve_all(&heard, &content.speakers);
    let spellings: Vec<Spellings> = resolved
        .variants
        .iter()
        .filter_map(|variant| evidence::spellings(arranged, variant))
        .collect();
    diagnostics.extend(spellings.iter().map(speech::two_spellings));
    Spoken {
        heard,
        resolved,
        spellings,
    }
}

/// Puts the coverages and what was found in them into an archive.
fn join(
    arranged: Vec<Arranged>,
    spoken: Spoken,
    content: Content,
    diagnostics: &mut Diagnostics,
) -> Archive {
    let Content {
        speakers: people,
        topics: subjects,
        media,
        ..
    } = content;
    let mut archive = Archive {
        media,
        ..Archive::default()
    };
    let mut books = Books::new(&people, &subjects);
    let mut speeches = spoken.resolved.coverages.into_iter();
    for coverage in arranged {
        let speeches = speeches.next().unwrap_or_default();
        enter(coverage, speeches, &mut archive, &mut books, diagnostics);
    }
    books.finish(&mut archive, &people, &subjects, &spoken.spellings);
    file_days(&mut archive);
    archive
}

/// Every coverage gathered and put in order.
fn arrange_all(
    config: &SiteConfig,
    coverages: Vec<source::coverage::Coverage>,
    profiles: &Profiles,
    choice: Choice,
    diagnostics: &mut Diagnostics,
) -> Vec<Arranged> {
    let gathered: Vec<(Option<Gathered>, Diagnostics)> = coverages
        .into_par_iter()
        .map(|coverage| {
            let mut said = Vec::new();
            let gathered = gather(config, coverage, profiles, choice, &mut said);
            (gathered, said)
        })
        .collect();

    let mut arranged = Vec::new();
    for (gathered, said) in gathered {
        diagnostics.extend(said);
        arranged.extend(gathered.map(|gathered| arrange(gathered, diagnostics)));
    }
    arranged
}

/// Puts one coverage into the archive, with people and topics.
fn enter(
    arranged: Arranged,
    speeches: Vec<EntrySpeech>,
    archive: &mut Archive,
    books: &mut Books,
    diagnostics: &mut Diagnostics,
) {
    archive.media.extend(arranged.captures);
    archive.drafts.extend(arranged.drafts);
    let mut speeches = speeches.into_iter();
    let entries: Vec<Entry> = arranged
        .entries
        .into_iter()
        .map(|entry| {
            let speech = speeches.next().unwrap_or_default();
            finish_entry(entry, speech, arranged.zone, books, diagnostics)
        })
        .collect();
    let files = (0..).zip(&entries).filter_map(|(number, entry)| {
        let path = entry.content_path.as_ref()?;
        Some((path.nfc().collect(), number))
    });
    let instants = entries.iter().filter_map(Entry::instant);
    let (first, last) = (instants.clone().min(), instants.max());
    archive.coverages.push(Arc::new(Coverage {
        files: files.collect(),
        entries,
        first,
        last,
        ..arranged.head
    }));
}

fn finish_entry(
    entry: ArrangedEntry,
    speech: EntrySpeech,
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
    } = entry.gathered;
    let (published, id) = (entry.published, entry.id);
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
    let speakers = match &written.speakers {
        // What a person wrote is complete.
        Some(marks) => books.speaking(marks, place, diagnostics),
        None => books.found(&speech.speakers, place),
    };
    let statements = books.statements(speech.statements, &speakers);
    let topics = match &written.topics {
        Some(topics) => books.filed(topics, place, diagnostics),
        None => books.matched(headline.unwrap_or_default(), &outline.plain_text),
    };
    let listed = Listed {
        speakers: written.speakers.is_some(),
        topics: written.topics.is_some(),
    };
    Entry {
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
        statements,
        topics,
        listed,
        corrections,
        provenance: written.provenance,
        position,
        body: Arc::new(written.body),
        outline: Arc::new(outline),
        extra: written.extra,
        place: written.place,
        content_path,
    }
}

fn file_days(archive: &mut Archive) {
    let mut days: BTreeMap<_, Vec<EntryId>> = BTreeMap::new();
    for id in archive.entry_ids() {
        if let Some(date) = archive.entry(id).date() {
            days.entry(date).or_default().push(id);
        }
    }
    for ids in days.values_mut() {
        ids.sort_by_key(|&id| {
            let instant = archive.entry(id).instant();
            (instant.is_none(), instant, id)
        });
    }
    archive.days = (days.into_iter())
        .map(|(date, entries)| (date, Arc::new(entries)))
        .collect();
}
