//! Speakers and statements found, against the rows of a labelled transcript.

pub mod gates;

use std::collections::BTreeMap;

use livesite::attribution::resolve::EntrySpeech;
use livesite::base::name_key::name_key;
use livesite::source::entry::Entry;
use serde_json::Value;

/// A text without quotation marks and with single blanks.
fn bare(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|c| {
            !matches!(
                c,
                '"' | '“' | '”' | '„' | '«' | '»' | '‹' | '›' | '‘' | '’' | '\'' | '‚'
            )
        })
        .collect();
    kept.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_string()
}

/// Found, right, wanted and hit statements of a labelled set.
#[derive(Debug, Default, Clone, Copy)]
pub struct Tally {
    pub found: usize,
    pub right: usize,
    pub wanted: usize,
    pub hit: usize,
}

impl Tally {
    pub fn precision(self) -> f64 {
        if self.found == 0 {
            1.0
        } else {
            self.right as f64 / self.found as f64
        }
    }

    pub fn recall(self) -> f64 {
        if self.wanted == 0 {
            1.0
        } else {
            self.hit as f64 / self.wanted as f64
        }
    }
}

impl Tally {
    pub fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 {
            0.0
        } else {
            2.0 * precision * recall / (precision + recall)
        }
    }

    pub fn add(&mut self, other: Self) {
        self.found += other.found;
        self.right += other.right;
        self.wanted += other.wanted;
        self.hit += other.hit;
    }
}

/// The names that stand for another in a gold file.
fn aliases_of(gold: &Value) -> BTreeMap<String, String> {
    let people = gold["people"].as_array().into_iter().flatten();
    let entries = gold["entries"].as_array().into_iter().flatten();
    let marks = entries.flat_map(|entry| {
        ["speakers", "ambiguous_speakers"]
            .into_iter()
            .flat_map(|list| entry[list].as_array().into_iter().flatten())
    });
    let mut aliases = BTreeMap::new();
    for person in people.chain(marks) {
        for alias in person["aliases"].as_array().into_iter().flatten() {
            aliases.insert(
                name_key(alias.as_str().unwrap()),
                name_key(person["name"].as_str().unwrap()),
            );
        }
    }
    aliases
}

/// The entries of a gold file, oldest first.
fn oldest_first(gold: &Value) -> Vec<&Value> {
    let mut entries: Vec<&Value> = gold["entries"].as_array().unwrap().iter().collect();
    if gold["order"] != "oldest first" {
        entries.reverse();
    }
    entries
}

/// Compares the speakers with those of a gold file, entry by entry.
pub fn speakers(gold: &Value, speeches: &[EntrySpeech], tell: bool) -> Tally {
    let aliases = aliases_of(gold);
    let canonical = |name: &str| {
        let key = name_key(name);
        aliases.get(&key).cloned().unwrap_or(key)
    };
    let mut tally = Tally::default();
    for (gold, speech) in oldest_first(gold).into_iter().zip(speeches) {
        let of = |list: &str| -> Vec<String> {
            let marks = gold[list].as_array().into_iter().flatten();
            marks
                .filter_map(|mark| Some(canonical(mark["name"].as_str()?)))
                .collect()
        };
        let (wanted, unclear) = (of("speakers"), of("ambiguous_speakers"));
        let mut found: Vec<String> = (speech.speakers.iter())
            .map(|speaker| canonical(&speaker.name))
            .filter(|name| !unclear.contains(name) || wanted.contains(name))
            .collect();
        found.sort();
        found.dedup();
        tally.found += found.len();
        tally.right += found.iter().filter(|name| wanted.contains(name)).count();
        tally.wanted += wanted.len();
        tally.hit += wanted.iter().filter(|name| found.contains(name)).count();
        if tell {
            for name in found.iter().filter(|name| !wanted.contains(name)) {
                println!("    no speaker of entry {}: {name}", gold["n"]);
            }
            for name in wanted.iter().filter(|name| !found.contains(name)) {
                println!("    speaker missed in entry {}: {name}", gold["n"]);
            }
        }
    }
    tally
}

/// Compares statements with the rows of a gold file, entry by entry.
pub fn statements(gold: &Value, entries: &[Entry], speeches: &[EntrySpeech], tell: bool) -> Tally {
    let aliases = aliases_of(gold);
    let canonical = |name: &str| {
        let key = name_key(name);
        aliases.get(&key).cloned().unwrap_or(key)
    };
    // Two texts overlap where a piece of one (to the next stop or quotation mark) stands in the other.
    let pieces = |text: &str| -> Vec<String> {
        let cut = text.split(['.', '!', '?', '…', '"', '“', '”', '„', '«', '»', ':']);
        let pieces: Vec<String> = cut.map(bare).filter(|piece| piece.contains(' ')).collect();
        if pieces.is_empty() {
            vec![bare(text)]
        } else {
            pieces
        }
    };
    let overlaps = |one: &str, other: &str| {
        let (whole_one, whole_other) = (bare(one), bare(other));
        !whole_one.is_empty()
            && !whole_other.is_empty()
            && (pieces(one)
                .iter()
                .any(|piece| !piece.is_empty() && whole_other.contains(piece.as_str()))
                || pieces(other)
                    .iter()
                    .any(|piece| !piece.is_empty() && whole_one.contains(piece.as_str())))
    };
    let mut tally = Tally::default();
    for ((gold, entry), speech) in oldest_first(gold).into_iter().zip(entries).zip(speeches) {
        let of = |list: &str| -> Vec<(String, String)> {
            gold[list]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|row| {
                    Some((
                        canonical(row["speaker"].as_str()?),
                        row["sentence"].as_str()?.to_string(),
                    ))
                })
                .collect()
        };
        let (rows, unclear) = (of("statements"), of("ambiguous_statements"));
        let unclear_people: Vec<String> = gold["ambiguous_speakers"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| Some(canonical(one["name"].as_str()?)))
            .collect();
        let mut hit = vec![false; rows.len()];
        for statement in &speech.statements {
            let speaker = canonical(&statement.speaker);
            let mut right = false;
            for ((name, sentence), hit) in rows.iter().zip(&mut hit) {
                if *name == speaker && overlaps(sentence, &statement.text) {
                    right = true;
                    *hit = true;
                }
            }
            let doubtful = unclear_people.contains(&speaker)
                || unclear
                    .iter()
                    .any(|(_, sentence)| overlaps(sentence, &statement.text));
            if right || !doubtful {
                tally.found += 1;
                tally.right += usize::from(right);
            }
            if !right && !doubtful && tell {
                println!(
                    "    wrong {} {:?} [{}]: {} -- {}",
                    gold["n"], entry.headline, statement.rule, statement.speaker, statement.text
                );
            }
        }
        for ((name, sentence), hit) in rows.iter().zip(&hit) {
            tally.wanted += 1;
            tally.hit += usize::from(*hit);
            if !hit && tell {
                println!("    missed {}: {name} -- {sentence}", gold["n"]);
            }
        }
    }
    tally
}
