//! What is said in an entry, as templates see it: each statement with its speaker and its anchor.

use std::collections::HashMap;

use super::Composer;
use crate::archive::{Entry, EntryId, Manner, SpeakerId, Statement};
use crate::markdown::marks::places;
use crate::page::addresses::Addresses;
use crate::page::view::{QuotedView, StatementView};

/// A statement that pages show, with its anchor.
struct Shown<'a> {
    statement: &'a Statement,
    anchor: String,
}

impl Composer<'_> {
    /// Everything that is said in an entry with this body, in the order of the text.
    pub(super) fn statements(&self, id: EntryId, html: &str) -> Vec<StatementView> {
        let shown = shown(self.archive.entry(id));
        let texts: Vec<&str> = shown
            .iter()
            .map(|one| one.statement.text.as_str())
            .collect();
        let places = places(html, &texts);
        shown
            .into_iter()
            .zip(places)
            .map(|(Shown { statement, anchor }, place)| {
                let speaker = &self.archive.speakers[statement.speaker];
                StatementView {
                    text: as_shown(&statement.text),
                    kind: statement.manner.as_str().into(),
                    speaker: speaker.name.clone(),
                    speaker_href: speaker
                        .has_page
                        .then(|| self.href(&Addresses::speaker(self.archive, statement.speaker))),
                    certain: statement.certain,
                    anchor,
                    in_text: place.is_some(),
                }
            })
            .collect()
    }

    /// What one person says in an entry, each with the link to where it stands.
    pub(super) fn said_by(&self, id: EntryId, speaker: SpeakerId) -> Vec<QuotedView> {
        let page = self.href(&self.addresses.entry(id));
        shown(self.archive.entry(id))
            .into_iter()
            .filter(|shown| shown.statement.speaker == speaker)
            .map(|Shown { statement, anchor }| QuotedView {
                text: as_shown(&statement.text),
                kind: statement.manner.as_str().into(),
                certain: statement.certain,
                href: format!("{page}#{anchor}"),
            })
            .collect()
    }

    /// How many statements of a person pages show: in quotation marks, and in the words of reporters.
    pub(super) fn said_counts(&self, speaker: SpeakerId) -> (usize, usize) {
        let entries = &self.archive.speakers[speaker].entries;
        let mut counts = (0, 0);
        for &entry in entries.iter() {
            for shown in shown(self.archive.entry(entry)) {
                match shown.statement.manner {
                    _ if shown.statement.speaker != speaker => {}
                    Manner::Direct => counts.0 += 1,
                    Manner::Reported => counts.1 += 1,
                }
            }
        }
        counts
    }
}

/// The statements that pages show. A headline says in short what the body gives in full: its quotation is left out
/// where the body holds it, its report where the body gives anything of that person.
fn shown(entry: &Entry) -> Vec<Shown<'_>> {
    let mut in_body: HashMap<SpeakerId, String> = HashMap::new();
    if entry
        .statements
        .iter()
        .any(|statement| statement.in_headline)
    {
        for statement in entry.statements.iter().filter(|one| !one.in_headline) {
            let words = in_body.entry(statement.speaker).or_default();
            words.push_str(&statement.text);
            words.push('\n');
        }
    }
    let repeats = |statement: &Statement| {
        statement.in_headline
            && in_body.get(&statement.speaker).is_some_and(|words| {
                statement.manner == Manner::Reported
                    || words.contains(statement.text.trim_end_matches(['.', ',']))
            })
    };
    let mut times: HashMap<u64, usize> = HashMap::new();
    entry
        .statements
        .iter()
        .filter(|statement| !repeats(statement))
        .map(|statement| Shown {
            statement,
            anchor: anchor(&statement.text, &mut times),
        })
        .collect()
}

/// The words as they are shown alone: without the comma that stands before `she said`.
fn as_shown(text: &str) -> String {
    text.trim_end().trim_end_matches([',', '،']).to_string()
}

/// The anchor of a statement: `s-` and 8 hex digits (XXH3) of its words, white space aside; the same words a second
/// time get `-2`.
fn anchor(text: &str, times: &mut HashMap<u64, usize>) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let hash = xxhash_rust::xxh3::xxh3_64(words.join(" ").as_bytes()) >> 32;
    let times = times.entry(hash).or_default();
    *times += 1;
    match *times {
        1 => format!("s-{hash:08x}"),
        many => format!("s-{hash:08x}-{many}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_hold_whatever_else_is_said() {
        let mut alone = HashMap::new();
        let mut among = HashMap::new();
        let first = anchor("We would rather be early.", &mut alone);
        anchor("Something before it.", &mut among);
        assert_eq!(anchor("We  would rather\nbe early.", &mut among), first);
        assert_eq!(
            anchor("We would rather be early.", &mut among),
            format!("{first}-2")
        );
        assert_eq!(first.len(), "s-".len() + 8);
    }
}
