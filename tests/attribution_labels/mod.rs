//! Statements found, against the rows of a labelled transcript.

use livesite::attribution::resolve::EntrySpeech;
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

/// Compares statements with the rows of a gold file, entry by entry.
pub fn statements(gold: &Value, entries: &[Entry], speeches: &[EntrySpeech], tell: bool) -> Tally {
    let key = |name: &str| name.to_lowercase();
    let mut aliases = std::collections::BTreeMap::new();
    let people = gold["people"].as_array().into_iter().flatten();
    let marks = gold["entries"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|entry| {
            ["speakers", "ambiguous_speakers"]
                .into_iter()
                .flat_map(|list| entry[list].as_array().into_iter().flatten())
        });
    for person in people.chain(marks) {
        for alias in person["aliases"].as_array().into_iter().flatten() {
            aliases.insert(
                key(alias.as_str().unwrap()),
                key(person["name"].as_str().unwrap()),
            );
        }
    }
    let canonical = |name: &str| {
        aliases
            .get(&key(name))
            .cloned()
            .unwrap_or_else(|| key(name))
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
    let mut gold_entries: Vec<&Value> = gold["entries"].as_array().unwrap().iter().collect();
    if gold["order"] != "oldest first" {
        gold_entries.reverse();
    }
    for ((gold, entry), speech) in gold_entries.iter().zip(entries).zip(speeches) {
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
