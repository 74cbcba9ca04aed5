//! Names looked up: in the entry, in the coverage up and down, in the whole archive, in the registry.
//!
//! Four steps, each a pure function of what stands on its line, so that a program that stays awake can keep every
//! answer whose question did not change:
//!
//! | step | depends on | for one edited entry |
//! |---|---|---|
//! | [`Registered::of`] | `speakers.toml` | kept |
//! | [`people_of`] | a coverage's findings, the registry | once, for its coverage |
//! | [`Surnames::of`] | the names of all people | again: it reads names only |
//! | [`resolve_coverage`] | the coverage, its people, the registry, the surnames it [asked](CoverageSpeech::asked) for | its coverage, and those whose [answers](Surnames::still_answers) changed |
//!
//! [`resolve`] is all of them, for a whole archive.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::called::Called;
use super::findings::{Findings, Kind};
use super::language::Language;
use super::people::People;
use super::reading::Reading;
use super::registered::Registered;
use super::surnames::Surnames;
use super::variant::Variant;
use crate::source::entry::SpeakerMark;
use crate::source::registry::SpeakerRegistry;

/// One entry's findings and what is known of the entry.
#[derive(Debug, Clone, Copy)]
pub struct EntryFindings<'a> {
    /// What reading it gave.
    pub findings: &'a Findings,
    /// The names of those who wrote it.
    pub byline: &'a [String],
    /// The speakers that somebody wrote in front matter: complete, and they win.
    pub speakers: Option<&'a [SpeakerMark]>,
    /// The day it was published, where that is known: who held an office depends on it.
    pub day: Option<NaiveDate>,
}

/// A coverage's entries, oldest first.
#[derive(Debug, Clone, Default)]
pub struct CoverageFindings<'a> {
    /// The entries.
    pub entries: Vec<EntryFindings<'a>>,
    /// The language that they were read in.
    pub language: Option<&'a Language>,
    /// Its title and summary, read like an entry: they name people, and nobody speaks there.
    pub about: Option<&'a Findings>,
}

/// Who speaks in a whole archive.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resolved {
    /// For each coverage its entries, in the order given.
    pub coverages: Vec<Vec<EntrySpeech>>,
    /// Spellings that look like one person.
    pub variants: Vec<Variant>,
    /// For each coverage its people, speakers or not.
    pub people: Vec<People>,
}

/// Who speaks in one coverage.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CoverageSpeech {
    /// Its entries, in the order given.
    pub entries: Vec<EntrySpeech>,
    /// The surnames that it did not know itself, with what the rest of the archive answered.
    pub asked: BTreeMap<String, Option<String>>,
}

/// Who speaks in an entry, and what.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EntrySpeech {
    /// The people whose words it gives, in the order of the text.
    pub speakers: Vec<Speaker>,
    /// Their words.
    pub statements: Vec<Statement>,
    /// What it calls people.
    pub names: Vec<Called>,
    /// What became of each claim, for `explain`.
    pub decisions: Vec<Decision>,
}

/// A person's part in an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// The full name.
    pub name: String,
    /// The role as written here.
    pub role: Option<String>,
    /// `false` where it rests on inference.
    pub certain: bool,
}

/// Where a statement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stands {
    /// In the headline.
    Headline,
    /// In the body.
    Body,
}

/// One piece of speech with its speaker.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Who, by full name.
    pub speaker: String,
    /// In quotation marks or not.
    pub kind: Kind,
    /// The words, as they stand in the text.
    pub text: String,
    /// Where it stands.
    pub place: Stands,
    /// The passage of the body.
    pub passage: Option<usize>,
    /// The bytes of `text` there.
    pub span: Range<usize>,
    /// The bytes of the sentence there.
    pub sentence: Range<usize>,
    /// `false` where it rests on inference.
    pub certain: bool,
    /// The rule that found it.
    pub rule: &'static str,
}

/// What became of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Index of the sentence.
    pub sentence: usize,
    /// The rule that saw speech.
    pub rule: &'static str,
    /// How the text puts the speaker.
    pub as_written: String,
    /// Who that was found to be.
    pub speaker: Option<String>,
    /// Why that person, or why nobody.
    pub because: &'static str,
    /// `false` where it rests on inference.
    pub certain: bool,
}

/// Resolves every coverage of an archive.
#[must_use]
pub fn resolve(coverages: &[CoverageFindings<'_>], registry: &SpeakerRegistry) -> Resolved {
    let registered = Registered::of(registry);
    let people: Vec<People> = coverages
        .par_iter()
        .map(|coverage| people_of(coverage, &registered))
        .collect();
    let surnames = Surnames::of(&people, &registered);
    let speech = coverages
        .par_iter()
        .zip(&people)
        .map(|(coverage, people)| {
            resolve_coverage(coverage, people, &registered, &surnames).entries
        })
        .collect();
    let variants = people.iter().enumerate().flat_map(|(index, people)| {
        let of_coverage = move |variant: &Variant| Variant {
            coverage: index,
            ..variant.clone()
        };
        people.variants.iter().map(of_coverage)
    });
    Resolved {
        variants: variants.collect(),
        coverages: speech,
        people,
    }
}

/// The people of one coverage: everybody whom its entries name in full.
#[must_use]
pub fn people_of(coverage: &CoverageFindings<'_>, registered: &Registered) -> People {
    let entries = coverage.entries.iter().map(|entry| entry.findings);
    let entries: Vec<&Findings> = entries.collect();
    People::gather(&entries, coverage.about, registered)
}

/// Who speaks in one coverage, its people known.
#[must_use]
pub fn resolve_coverage(
    coverage: &CoverageFindings<'_>,
    people: &People,
    registered: &Registered,
    surnames: &Surnames,
) -> CoverageSpeech {
    let asked = RefCell::default();
    let mut entries = Vec::with_capacity(coverage.entries.len());
    let tag = coverage.language.map_or("", |language| &language.tag);
    for (index, entry) in coverage.entries.iter().enumerate() {
        let mut reading = Reading::new(index, entry, people, registered, surnames, &asked);
        reading.language = tag;
        reading.run();
        entries.push(reading.finish(entry));
    }
    CoverageSpeech {
        entries,
        asked: asked.into_inner(),
    }
}
