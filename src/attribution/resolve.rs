//! Names looked up: in the entry, in the coverage up and down, in the whole archive, in the registry.

use std::ops::Range;

use super::findings::{Findings, Kind};
use super::people::People;
use super::reading::{Archive, Reading};
use super::registered::Registered;
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
}

/// A coverage's entries, oldest first.
#[derive(Debug, Clone, Default)]
pub struct CoverageFindings<'a> {
    /// The entries.
    pub entries: Vec<EntryFindings<'a>>,
}

/// Who speaks in a whole archive.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resolved {
    /// For each coverage its entries, in the order given.
    pub coverages: Vec<Vec<EntrySpeech>>,
    /// Spellings that look like one person.
    pub variants: Vec<Variant>,
}

/// Who speaks in an entry, and what.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EntrySpeech {
    /// The people whose words it gives, in the order of the text.
    pub speakers: Vec<Speaker>,
    /// Their words.
    pub statements: Vec<Statement>,
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
    let all: Vec<People> = coverages
        .iter()
        .enumerate()
        .map(|(index, coverage)| {
            let entries: Vec<&Findings> = coverage
                .entries
                .iter()
                .map(|entry| entry.findings)
                .collect();
            People::gather(index, &entries, &registered)
        })
        .collect();
    let archive = Archive::of(&all);
    let mut resolved = Resolved::default();
    for (coverage, people) in coverages.iter().zip(&all) {
        let entries = coverage
            .entries
            .iter()
            .enumerate()
            .map(|(index, entry)| {
                let mut reading = Reading::new(index, entry, people, &registered, &archive);
                reading.run();
                reading.finish(entry)
            })
            .collect();
        resolved.coverages.push(entries);
        resolved.variants.extend(people.variants.iter().cloned());
    }
    resolved
}
