//! The spellings of full names in a coverage, with what speaks for a person.

use std::collections::HashMap;

use super::findings::{Findings, Gender};
use super::variant::Spot;

/// A spelling of a full name over a whole coverage.
pub(super) struct Spelling {
    pub name: String,
    pub words: Vec<String>,
    pub gender: Gender,
    pub person: bool,
    pub thing: bool,
    pub inside: bool,
    pub given: bool,
    pub body: bool,
    pub count: usize,
    pub place: Spot,
}

/// Whether words are more than a surname: `von der Leyen` is not.
#[must_use]
pub fn is_full(words: &[String]) -> bool {
    words.len() > 1
        && !words
            .first()
            .is_some_and(|first| first.starts_with(char::is_lowercase))
}

pub(super) fn is_person(spelling: &Spelling) -> bool {
    if spelling.person || spelling.given {
        return true;
    }
    spelling.body && !spelling.thing
}

/// The spellings of full names in a coverage, in a fixed order.
pub(super) fn spellings(entries: &[&Findings]) -> Vec<Spelling> {
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut all: Vec<Spelling> = Vec::new();
    for (entry, findings) in entries.iter().enumerate() {
        for name in &findings.names {
            if !is_full(&name.words) {
                continue;
            }
            let index = *known.entry(&name.key).or_insert_with(|| {
                all.push(Spelling {
                    name: name.words.join(" "),
                    words: name.keys.clone(),
                    gender: Gender::Unknown,
                    person: false,
                    thing: false,
                    inside: false,
                    given: false,
                    body: false,
                    count: 0,
                    place: (entry, name.place.0, name.place.1.clone()),
                });
                all.len() - 1
            });
            let Some(spelling) = all.get_mut(index) else {
                continue;
            };
            if spelling.gender == Gender::Unknown {
                spelling.gender = name.gender;
            }
            spelling.person |= name.person;
            spelling.thing |= name.thing;
            spelling.given |= name.given;
            spelling.inside |= name.inside;
            spelling.body |= name.body;
            spelling.count += name.count.max(1);
        }
    }
    all
}
