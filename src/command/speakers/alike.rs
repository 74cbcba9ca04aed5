//! Names that look like one person: spellings within a coverage, and people of the whole archive compared.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use crate::archive::{Evidence, SpeakerId, Survey};
use crate::attribution::variant::{Likeness, likeness};
use crate::base::name_key::name_key;

/// How many namesakes are compared with each other.
const NAMESAKES: usize = 24;

/// Two names that look like one person.
#[derive(Debug, Serialize)]
pub struct Alike {
    /// The two.
    pub names: [NameAt; 2],
    /// Whether they were taken for one person.
    pub taken_for_one: bool,
    /// What they have in common.
    pub why: &'static str,
}

/// A name and a place where it stands.
#[derive(Debug, Serialize)]
pub struct NameAt {
    /// The name.
    pub name: String,
    /// The file.
    pub file: String,
    /// The line in it.
    pub line: usize,
}

/// Every pair, those of one coverage first.
pub fn alike(survey: &Survey) -> Vec<Alike> {
    let mut pairs: Vec<Alike> = Vec::new();
    let mut known: BTreeSet<[String; 2]> = BTreeSet::new();
    for spellings in &survey.spellings {
        if known.insert(pair(&spellings.name, &spellings.variant)) {
            let at =
                |name: &str, (place, line): &(crate::base::source_text::Place, usize)| NameAt {
                    name: name.to_string(),
                    file: place.source.path.clone(),
                    line: *line,
                };
            pairs.push(Alike {
                names: [
                    at(&spellings.name, &spellings.name_place),
                    at(&spellings.variant, &spellings.variant_place),
                ],
                taken_for_one: spellings.folded,
                why: "spelled almost alike",
            });
        }
    }
    let first = first_evidence(survey);
    for (one, other, why) in compared(survey) {
        let (Some(a), Some(b)) = (first.get(&one), first.get(&other)) else {
            continue;
        };
        let speakers = &survey.archive.speakers;
        let (one, other) = (&speakers[one], &speakers[other]);
        if known.insert(pair(&one.name, &other.name)) {
            let at = |name: &str, evidence: &Evidence| NameAt {
                name: name.to_string(),
                file: evidence.place.source.path.clone(),
                line: evidence.line,
            };
            pairs.push(Alike {
                names: [at(&one.name, a), at(&other.name, b)],
                taken_for_one: false,
                why,
            });
        }
    }
    pairs
}

fn pair(one: &str, other: &str) -> [String; 2] {
    let mut pair = [name_key(one), name_key(other)];
    pair.sort();
    pair
}

fn first_evidence(survey: &Survey) -> HashMap<SpeakerId, &Evidence> {
    let mut first = HashMap::new();
    for evidence in survey.evidence.iter().flatten() {
        first.entry(evidence.speaker).or_insert(evidence);
    }
    first
}

/// The people of the archive compared: those of one surname, and those of one given name.
fn compared(survey: &Survey) -> Vec<(SpeakerId, SpeakerId, &'static str)> {
    let speakers = &survey.archive.speakers;
    let mut by_last: BTreeMap<String, Vec<(SpeakerId, Vec<String>)>> = BTreeMap::new();
    let mut by_first = by_last.clone();
    for id in speakers.ids() {
        let key = name_key(&speakers[id].name);
        let words: Vec<String> = key.split(' ').map(str::to_string).collect();
        if let Some(last) = words.last() {
            by_last
                .entry(last.clone())
                .or_default()
                .push((id, words.clone()));
        }
        if let Some(first) = words.first().filter(|_| words.len() > 1) {
            by_first
                .entry(first.clone())
                .or_default()
                .push((id, words.clone()));
        }
    }
    let mut found = Vec::new();
    for group in by_last.values().chain(by_first.values()) {
        let group = group.get(..group.len().min(NAMESAKES)).unwrap_or_default();
        for (at, (one, words)) in group.iter().enumerate() {
            for (other, others) in group.get(at + 1..).unwrap_or_default() {
                let why = match (words.as_slice(), others.as_slice()) {
                    ([only], [.., last]) | ([.., last], [only]) if only == last => {
                        "a surname alone, and a full name with it"
                    }
                    _ => match likeness(words, others) {
                        Likeness::Same => "one surname, and given names that fit",
                        Likeness::Close => "spelled almost alike",
                        Likeness::Apart => continue,
                    },
                };
                found.push((*one, *other, why));
            }
        }
    }
    found
}
