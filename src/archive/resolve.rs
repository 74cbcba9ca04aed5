//! From what was written and captured to the archive: times, order, ids, names, topics, days.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use xxhash_rust::xxh3::Xxh3;

use super::arrange::{ArrangedEntry, arrange};
use super::books::Books;
use super::evidence::{self, ExplainedEntry, Survey};
use super::gather::{GatheredEntry, gather};
use super::kinds::{implied_key, implied_kind};
use super::memory::{Known, Linked, MadeFrom, Memory, Prepared, Remembered};
use super::model::{Archive, Coverage, Entry, Listed};
use super::portraits::portraits;
use super::proposals;
use super::speech::{self, HeardCoverage};
use super::spoken::{Spoken, listen};
use super::times::CoverageZone;
use crate::attribution::resolve::EntrySpeech;
use crate::base::diagnostic::Diagnostics;
use crate::base::parallel;
use crate::capture::Profiles;
use crate::source::config::SiteConfig;
use crate::source::content::Content;
use crate::source::coverage::Coverage as ReadCoverage;

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
    profiles: &Arc<Profiles>,
    choice: Choice,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Archive {
    let prepared = prepare_all(config, &content, profiles, choice, memory, diagnostics);
    let spoken = spoken(config, &prepared, &content, memory, diagnostics);
    join(&prepared, &spoken, content, memory, diagnostics)
}

/// Who speaks, where that is asked for.
fn spoken(
    config: &SiteConfig,
    prepared: &[Arc<Prepared>],
    content: &Content,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Spoken {
    if config.outputs.attribution {
        let propose = !content.topics.written;
        listen(prepared, &content.speakers, propose, memory, diagnostics)
    } else {
        Spoken::default()
    }
}

/// The archive with the ground of what was found in its texts.
pub fn survey(
    config: &SiteConfig,
    content: Content,
    profiles: &Arc<Profiles>,
    choice: Choice,
    diagnostics: &mut Diagnostics,
) -> Survey {
    let memory = &mut Memory::default();
    let prepared = prepare_all(config, &content, profiles, choice, memory, diagnostics);
    let spoken = spoken(config, &prepared, &content, memory, diagnostics);
    let found = evidence::found(&prepared, &spoken.coverages);
    let archive = join(&prepared, &spoken, content, memory, diagnostics);
    Survey {
        evidence: evidence::filed(&archive, found),
        spellings: spoken.spellings,
        archive,
    }
}

/// Each sentence of one file of the content with who was found to speak. Empty when no entry stands there.
pub fn explain(
    config: &SiteConfig,
    content: &Content,
    profiles: &Arc<Profiles>,
    file: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<ExplainedEntry> {
    let (choice, memory) = (Choice { drafts: true }, &mut Memory::default());
    let prepared = prepare_all(config, content, profiles, choice, memory, diagnostics);
    let spoken = spoken(config, &prepared, content, memory, &mut Vec::new());
    let mut explained = Vec::new();
    for (coverage, speeches) in prepared.iter().zip(&spoken.coverages) {
        let entries = coverage
            .arranged
            .entries
            .iter()
            .zip(&coverage.heard.entries);
        for ((entry, heard), speech) in entries.zip(&speeches.entries) {
            if entry.gathered.written.source().path == file {
                explained.push(evidence::explained(entry, heard, speech));
            }
        }
    }
    explained
}

/// Puts the coverages and what was found in them into an archive.
fn join(
    prepared: &[Arc<Prepared>],
    spoken: &Spoken,
    content: Content,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Archive {
    let Content {
        speakers: people,
        topics,
        media,
        ..
    } = content;
    let subjects = proposals::or_proposed(topics, &spoken.proposed);
    let mut archive = Archive {
        media,
        ..Archive::default()
    };
    let numbers = std::mem::take(&mut memory.numbers);
    let mut books = Books::new(&people, &subjects, numbers);
    let filed_by = memory.same_subjects(&subjects);
    let mut before = std::mem::take(&mut memory.linked);
    for (number, coverage) in prepared.iter().enumerate() {
        let shown = &coverage.arranged.head.shown;
        let (made_from, known) = (
            MadeFrom {
                prepared: Arc::clone(coverage),
                speech: spoken.coverages.get(number).cloned(),
                subjects: Arc::clone(&filed_by),
            },
            before.take(shown),
        );
        let linked = match known.filter(|known| known.made_from.is(&made_from)) {
            Some(known) if books.asks_again(&known.asked) && !known.was_refused() => known,
            _ => link(made_from, &mut books),
        };
        diagnostics.extend(linked.said.iter().cloned());
        let arranged = &coverage.arranged;
        archive.media.extend(arranged.captures.iter().cloned());
        archive.drafts.extend(arranged.drafts.iter().cloned());
        archive.coverages.push(Arc::clone(&linked.coverage));
        memory.linked.put(linked);
    }
    let portraits = portraits(&people, &archive.media, diagnostics);
    memory.filed.update(&archive.coverages);
    let filed = &memory.filed;
    let spellings = &spoken.spellings;
    memory.numbers = books.finish(
        &mut archive,
        &people,
        &subjects,
        spellings,
        filed,
        portraits,
    );
    archive.days = (filed.days.iter())
        .map(|(&date, entries)| (date, Arc::clone(entries)))
        .collect();
    archive
}

/// Every coverage that is to be published, gathered and put in order.
fn prepare_all(
    config: &SiteConfig,
    content: &Content,
    profiles: &Arc<Profiles>,
    choice: Choice,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Vec<Arc<Prepared>> {
    memory.prepare_for(config, profiles, choice);
    let mut before = std::mem::take(&mut memory.coverages);
    let holds = |(coverage, known): &(&Arc<ReadCoverage>, Option<Remembered>)| {
        (known.as_ref()).is_some_and(|known| Arc::ptr_eq(&known.read, coverage))
    };
    let coverages = content.coverages.iter();
    let prepared: Vec<Remembered> = parallel::map(
        coverages
            .map(|coverage| (coverage, before.take(&coverage.shown)))
            .collect(),
        |one| !holds(one),
        |one| {
            let same = holds(&one);
            let (coverage, known) = match one {
                (_, Some(known)) if same => return known,
                other => other,
            };
            let known = known.as_ref().and_then(|known| known.prepared.as_deref());
            let known = Known::of(known);
            let mut said = Vec::new();
            let gathered = gather(config, coverage, profiles, choice, &known, &mut said);
            let prepared = gathered.map(|gathered| {
                let arranged = arrange(gathered, &mut said);
                let heard = if config.outputs.attribution {
                    speech::hear(&arranged, &known)
                } else {
                    HeardCoverage::default()
                };
                Arc::new(Prepared { arranged, heard })
            });
            Remembered {
                read: Arc::clone(coverage),
                prepared,
                said,
            }
        },
    );
    let mut all = Vec::with_capacity(prepared.len());
    for remembered in prepared {
        diagnostics.extend(remembered.said.iter().cloned());
        all.extend(remembered.prepared.clone());
        memory.coverages.put(remembered);
    }
    all
}

/// Gives one coverage its people and topics.
fn link(made_from: MadeFrom, books: &mut Books<'_>) -> Linked {
    books.begin_record();
    let arranged = &made_from.prepared.arranged;
    let speech = made_from.speech.as_ref();
    let mut speeches = speech.map_or(&[][..], |speech| &speech.entries).iter();
    let silence = EntrySpeech::default();
    let mut said = Vec::new();
    let entries: Vec<Entry> = arranged
        .entries
        .iter()
        .map(|entry| {
            let speech = speeches.next().unwrap_or(&silence);
            finish_entry(entry, speech, arranged.zone, books, &mut said)
        })
        .collect();
    let files = (0..).zip(&entries).filter_map(|(number, entry)| {
        let path = entry.content_path.as_ref()?;
        let composed = match is_nfc_quick(path.chars()) {
            IsNormalized::Yes => Arc::clone(path),
            _ => path.nfc().collect::<String>().into(),
        };
        Some((composed, number))
    });
    let mut key = Xxh3::new();
    for part in [&arranged.head.slug, &arranged.head.shown] {
        part.hash(&mut key);
    }
    for entry in &entries {
        (&entry.id, &entry.content_path).hash(&mut key);
    }
    let instants = entries.iter().filter_map(Entry::instant);
    let (first, last) = (instants.clone().min(), instants.max());
    let coverage = Coverage {
        files: files.collect(),
        key: key.finish(),
        entries,
        first,
        last,
        ..arranged.head.clone()
    };
    Linked {
        coverage: Arc::new(coverage),
        asked: books.begin_record(),
        said,
        made_from,
    }
}

fn finish_entry(
    entry: &ArrangedEntry,
    speech: &EntrySpeech,
    zone: CoverageZone,
    books: &mut Books<'_>,
    diagnostics: &mut Diagnostics,
) -> Entry {
    let GatheredEntry {
        written,
        outline,
        content_path,
        position,
        draft,
        ..
    } = &entry.gathered;
    let (published, id) = (entry.published, entry.id.clone());
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
    let statements = books.statements(&speech.statements, &speakers);
    let topics = match &written.topics {
        Some(topics) => books.filed(topics, place, diagnostics),
        None => books.matched(headline.unwrap_or_default(), outline),
    };
    let listed = Listed {
        speakers: written.speakers.is_some(),
        topics: written.topics.is_some(),
    };
    Entry {
        id,
        headline: written.headline.clone(),
        published,
        clock: written.clock.clone(),
        updated,
        label,
        kind,
        key,
        byline: written.byline.clone(),
        speakers,
        statements,
        names: speech.names.clone(),
        topics,
        listed,
        corrections,
        provenance: written.provenance.clone(),
        position: *position,
        body: Arc::clone(&written.body),
        outline: Arc::clone(outline),
        extra: written.extra.clone(),
        place: written.place.clone(),
        content_path: content_path.clone(),
        draft: *draft,
    }
}
