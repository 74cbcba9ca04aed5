//! On what ground people were found to speak, with places: what `livesite speakers` and `livesite explain` show.

use std::collections::HashMap;
use std::sync::Arc;

use super::arrange::ArrangedEntry;
use super::ids::SpeakerId;
use super::lines::Lines;
use super::memory::Prepared;
use super::model::Archive;
use super::speech::{Heard, entry_text};
use crate::attribution::explain;
use crate::attribution::resolve::{CoverageSpeech, Decision, EntrySpeech};
use crate::attribution::variant::{Spot, Variant};
use crate::base::name_key::name_key;
use crate::base::slug::slugify;
use crate::base::source_text::Place;

/// The rule that stands for what a person wrote in an entry's front matter.
pub const FRONT_MATTER: &str = "front matter";

/// An archive with the ground of everything that was found in its texts.
#[derive(Debug)]
pub struct Survey {
    /// The archive.
    pub archive: Archive,
    /// For each entry, who was found to speak where.
    pub evidence: Vec<Vec<Evidence>>,
    /// Spellings that look like one person.
    pub spellings: Vec<Spellings>,
}

/// Somebody speaks here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Who.
    pub speaker: SpeakerId,
    /// Where.
    pub place: Place,
    /// Its line in the file.
    pub line: usize,
    /// How the text puts the speaker.
    pub as_written: String,
    /// The rule that saw speech, or [`FRONT_MATTER`].
    pub rule: &'static str,
    /// Why it is this person.
    pub because: &'static str,
    /// `false` where it rests on inference.
    pub certain: bool,
}

/// Two spellings that look like one person, each with a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spellings {
    /// The one that stands more often.
    pub name: String,
    /// Where, and in which line.
    pub name_place: (Place, usize),
    /// The other.
    pub variant: String,
    /// Where, and in which line.
    pub variant_place: (Place, usize),
    /// Whether they were taken for one.
    pub folded: bool,
}

/// A sentence of an entry and what was decided about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedSentence {
    /// Its line in the file.
    pub line: usize,
    /// Whether it is the headline.
    pub headline: bool,
    /// Its words.
    pub text: String,
    /// What was decided; empty where nobody was seen to speak.
    pub decisions: Vec<Decision>,
}

/// An entry and its sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedEntry {
    /// Its id.
    pub id: String,
    /// The line where it begins.
    pub line: usize,
    /// The people whom front matter names, where it does: they hold, whatever was found.
    pub written: Option<Vec<String>>,
    /// Its sentences.
    pub sentences: Vec<ExplainedSentence>,
}

/// Every sentence of an entry with its line.
pub(super) fn explained(
    entry: &ArrangedEntry,
    heard: &Heard,
    speech: &EntrySpeech,
) -> ExplainedEntry {
    let mut lines = Lines::of(&entry.gathered.written);
    let sentences = explain(&entry_text(entry), &heard.findings, speech)
        .into_iter()
        .map(|explained| ExplainedSentence {
            line: lines.find(explained.text).1,
            headline: explained.passage.is_none(),
            text: explained.text.trim().to_string(),
            decisions: explained.decisions.into_iter().cloned().collect(),
        })
        .collect();
    ExplainedEntry {
        id: entry.id.clone(),
        line: lines.at(entry.gathered.written.place.span.clone()).1,
        written: heard
            .speakers
            .as_ref()
            .map(|marks| marks.iter().map(|mark| mark.name.clone()).collect()),
        sentences,
    }
}

/// What was found before the people had their place in the archive: whose name, and the rest.
pub(super) type Found = Vec<Vec<(String, Evidence)>>;

/// Where everybody was found to speak, entry by entry.
pub(super) fn found(coverages: &[Arc<Prepared>], spoken: &[Arc<CoverageSpeech>]) -> Found {
    let entries = (coverages.iter()).flat_map(|coverage| &coverage.arranged.entries);
    let heard = coverages
        .iter()
        .flat_map(|coverage| &coverage.heard.entries);
    let speeches = spoken.iter().flat_map(|coverage| &coverage.entries);
    entries
        .zip(heard)
        .zip(speeches)
        .map(|((entry, heard), speech)| found_in(entry, heard, speech))
        .collect()
}

fn found_in(entry: &ArrangedEntry, heard: &Heard, speech: &EntrySpeech) -> Vec<(String, Evidence)> {
    let written = &entry.gathered.written;
    let mut lines = Lines::of(written);
    let mut found = Vec::new();
    for mark in written.speakers.iter().flatten() {
        let (place, line) = lines.at(mark.span.clone());
        let evidence = Evidence {
            speaker: SpeakerId::new(0),
            place,
            line,
            as_written: mark.value.name.clone(),
            rule: FRONT_MATTER,
            because: "somebody wrote it",
            certain: mark.value.certain,
        };
        found.push((mark.value.name.clone(), evidence));
    }
    if speech
        .decisions
        .iter()
        .all(|decision| decision.speaker.is_none())
    {
        return found;
    }
    for explained in explain(&entry_text(entry), &heard.findings, speech) {
        let (place, line) = lines.find(explained.text);
        for decision in explained.decisions {
            let Some(name) = &decision.speaker else {
                continue;
            };
            let evidence = Evidence {
                speaker: SpeakerId::new(0),
                place: place.clone(),
                line,
                as_written: decision.as_written.clone(),
                rule: decision.rule,
                because: decision.because,
                certain: decision.certain,
            };
            found.push((name.clone(), evidence));
        }
    }
    found
}

/// Gives each piece of evidence its person; what is nobody's in the archive is left out.
pub(super) fn filed(archive: &Archive, found: Found) -> Vec<Vec<Evidence>> {
    let mut by_name: HashMap<String, SpeakerId> = HashMap::new();
    for id in archive.speakers.ids() {
        let speaker = &archive.speakers[id];
        for name in std::iter::once(&speaker.name).chain(&speaker.aliases) {
            by_name.entry(name_key(name)).or_insert(id);
        }
    }
    let by_slug = |name: &str| {
        let slug = slugify(name)?;
        archive
            .speakers
            .find(&slug, |speaker| speaker.slug.as_str())
    };
    found
        .into_iter()
        .zip(archive.entry_ids().map(|id| archive.entry(id)))
        .map(|(found, entry)| {
            found
                .into_iter()
                .filter_map(|(name, evidence)| {
                    let known = by_name.get(&name_key(&name)).copied();
                    let speaker = known.or_else(|| by_slug(&name))?;
                    let speaks = entry.speakers.iter().any(|one| one.speaker == speaker);
                    speaks.then_some(Evidence {
                        speaker,
                        ..evidence
                    })
                })
                .collect()
        })
        .collect()
}

/// The places of two spellings.
pub(super) fn spellings(coverages: &[Arc<Prepared>], variant: &Variant) -> Option<Spellings> {
    let coverage = &coverages.get(variant.coverage)?.arranged;
    let place = |spot: &Spot, name: &str| -> Option<(Place, usize)> {
        let (entry, passage, span) = spot;
        let entry = coverage.entries.get(*entry)?;
        let text = match passage {
            None => entry.gathered.written.headline.as_deref()?,
            Some(passage) => &*entry.gathered.outline.passages.get(*passage)?.text,
        };
        let mut lines = Lines::of(&entry.gathered.written);
        // The text before it tells the place of the name among others like it.
        let before = text.get(..span.start).unwrap_or_default();
        let near = before.char_indices().rev().nth(80).map_or(0, |(at, _)| at);
        lines.find(before.get(near..).unwrap_or_default());
        Some(lines.find(text.get(span.clone()).unwrap_or(name)))
    };
    Some(Spellings {
        name: variant.name.clone(),
        name_place: place(&variant.name_place, &variant.name)?,
        variant: variant.variant.clone(),
        variant_place: place(&variant.variant_place, &variant.variant)?,
        folded: variant.folded,
    })
}
