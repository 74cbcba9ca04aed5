//! Who was found, as data: what is drawn as a table and given as JSON.

use std::collections::HashMap;

use serde::Serialize;

use super::alike::{Alike, alike};
use super::roles::{Disagreement, RoleUsed, disagreements, roles_used};
use crate::archive::{CoverageId, EntryId, Evidence, Manner, SpeakerId, Survey};

/// Which of the people are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// Those of one coverage.
    pub coverage: Option<CoverageId>,
    /// Those of whom something rests on inference, with that only.
    pub uncertain: bool,
}

/// What `livesite speakers` says.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The people, who speaks most first.
    pub speakers: Vec<Person>,
    /// Names that look like one person.
    pub alike: Vec<Alike>,
    /// Tables of `speakers.toml` under which nobody speaks.
    pub unused: Vec<UnusedTable>,
    /// People whose roles do not agree.
    pub roles_disagree: Vec<Disagreement>,
}

/// One person.
#[derive(Debug, Serialize)]
pub struct Person {
    /// The last part of the address.
    pub slug: String,
    /// The name.
    pub name: String,
    /// Whether `speakers.toml` has a table for the person.
    pub registered: bool,
    /// Whether the person has a page: not where everything rests on inference.
    pub page: bool,
    /// Other names, from `speakers.toml`.
    pub aliases: Vec<String>,
    /// Other spellings in texts that were taken for the name.
    pub spellings: Vec<String>,
    /// Entries in which the person speaks.
    pub entries: usize,
    /// Those of them where that rests on inference.
    pub uncertain: usize,
    /// Statements in quotation marks.
    pub direct: usize,
    /// Statements in the reporter's words.
    pub reported: usize,
    /// The coverages with the number of entries in each.
    pub coverages: Vec<InCoverage>,
    /// The roles that texts give.
    pub roles: Vec<RoleUsed>,
    /// Where the person was found, and by what.
    pub evidence: Vec<Ground>,
}

/// How often in a coverage.
#[derive(Debug, Serialize)]
pub struct InCoverage {
    /// Its address.
    pub coverage: String,
    /// Entries of it.
    pub entries: usize,
}

/// A place, and why it was taken for the person's speech.
#[derive(Debug, Clone, Serialize)]
pub struct Ground {
    /// The file.
    pub file: String,
    /// The line in it.
    pub line: usize,
    /// How the text puts the speaker.
    pub as_written: String,
    /// The rule that saw speech.
    pub rule: &'static str,
    /// Why it is this person.
    pub because: &'static str,
    /// `false` where it rests on inference.
    pub certain: bool,
}

impl Ground {
    /// `file:line`.
    pub fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

impl From<&Evidence> for Ground {
    fn from(evidence: &Evidence) -> Self {
        Self {
            file: evidence.place.source.path.clone(),
            line: evidence.line,
            as_written: evidence.as_written.clone(),
            rule: evidence.rule,
            because: evidence.because,
            certain: evidence.certain,
        }
    }
}

/// A table under which nobody speaks.
#[derive(Debug, Serialize)]
pub struct UnusedTable {
    /// Its key.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The file.
    pub file: String,
    /// The line in it.
    pub line: usize,
}

/// What of the survey concerns one person.
#[derive(Default)]
pub struct Part<'a> {
    /// The entries, by coverage and time.
    pub entries: Vec<EntryId>,
    /// What was found in them.
    pub evidence: Vec<(EntryId, &'a Evidence)>,
}

/// The parts of everybody, as far as a filter lets them through.
pub fn parts(survey: &Survey, filter: Filter) -> HashMap<SpeakerId, Part<'_>> {
    let mut parts: HashMap<SpeakerId, Part<'_>> = HashMap::new();
    for (id, evidence) in survey.archive.entry_ids().zip(&survey.evidence) {
        if filter.coverage.is_some_and(|only| only != id.coverage()) {
            continue;
        }
        for speaking in &survey.archive.entry(id).speakers {
            parts.entry(speaking.speaker).or_default().entries.push(id);
        }
        for evidence in evidence {
            if !(filter.uncertain && evidence.certain) {
                let part = parts.entry(evidence.speaker).or_default();
                part.evidence.push((id, evidence));
            }
        }
    }
    parts
}

/// Says who was found.
pub fn report(survey: &Survey, filter: Filter) -> Report {
    let parts = parts(survey, filter);
    let archive = &survey.archive;
    let mut speakers: Vec<Person> = archive
        .speakers
        .ids()
        .filter_map(|id| Some(person(survey, id, parts.get(&id)?)))
        .filter(|person| !filter.uncertain || person.uncertain > 0)
        .collect();
    speakers.sort_by(|a, b| (b.entries, &a.slug).cmp(&(a.entries, &b.slug)));
    let shown = |name: &str| speakers.iter().any(|person| person.name == name);
    let whole = filter.coverage.is_none() && !filter.uncertain;
    let mut alike = alike(survey);
    alike.retain(|pair| whole || pair.names.iter().any(|name| shown(&name.name)));
    let roles_disagree = archive
        .speakers
        .ids()
        .filter(|id| shown(&archive.speakers[*id].name))
        .filter_map(|id| disagreements(survey, id, parts.get(&id)?))
        .collect();
    let unused = archive.unused_speakers.iter().filter(|_| whole);
    let unused = unused
        .map(|table| UnusedTable {
            slug: table.slug.clone(),
            name: table.name.clone(),
            file: table.place.source.path.clone(),
            line: table.place.line_and_column().0,
        })
        .collect();
    Report {
        speakers,
        alike,
        unused,
        roles_disagree,
    }
}

/// One person with all that a part holds.
pub fn person(survey: &Survey, id: SpeakerId, part: &Part<'_>) -> Person {
    let archive = &survey.archive;
    let speaker = &archive.speakers[id];
    let entries = || part.entries.iter().map(|&entry| archive.entry(entry));
    let spoken = |manner: Manner| {
        entries()
            .flat_map(|entry| &entry.statements)
            .filter(|one| one.speaker == id && one.manner == manner)
            .count()
    };
    let uncertain = entries()
        .flat_map(|entry| &entry.speakers)
        .filter(|speaking| speaking.speaker == id && !speaking.certain)
        .count();
    let mut coverages: Vec<InCoverage> = Vec::new();
    for entry in &part.entries {
        let slug = &archive.coverage_of(*entry).slug;
        match coverages.last_mut().filter(|last| last.coverage == *slug) {
            Some(last) => last.entries += 1,
            None => coverages.push(InCoverage {
                coverage: slug.clone(),
                entries: 1,
            }),
        }
    }
    Person {
        slug: speaker.slug.clone(),
        name: speaker.name.clone(),
        registered: speaker.registered,
        page: speaker.has_page,
        aliases: speaker.aliases.clone(),
        spellings: speaker.spellings.clone(),
        entries: part.entries.len(),
        uncertain,
        direct: spoken(Manner::Direct),
        reported: spoken(Manner::Reported),
        coverages,
        roles: roles_used(survey, id, part),
        evidence: part.evidence.iter().map(|(_, one)| (*one).into()).collect(),
    }
}
