//! The spellings of full names in a coverage, with what speaks for a person.

use std::collections::HashMap;

use super::findings::{Findings, Gender};
use super::variant::Spot;

/// A spelling of a full name over a whole coverage.
pub(super) struct Spelling<'a> {
    /// As written where it stands first.
    pub name: &'a str,
    /// To compare by.
    pub key: &'a str,
    pub gender: Gender,
    pub person: bool,
    pub thing: bool,
    pub inside: bool,
    pub given: bool,
    pub body: bool,
    pub count: usize,
    pub place: Spot,
}

impl Spelling<'_> {
    /// Its last word, to compare by.
    pub fn last(&self) -> &str {
        self.key.rsplit(' ').next().unwrap_or_default()
    }

    pub fn is_person(&self) -> bool {
        self.person || self.given || self.body && !self.thing
    }
}

/// The spellings of full names in a coverage, in a fixed order.
pub(super) fn spellings<'a>(entries: &[&'a Findings]) -> Vec<Spelling<'a>> {
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut all: Vec<Spelling<'a>> = Vec::new();
    for (entry, findings) in entries.iter().enumerate() {
        for name in &findings.names {
            if !name.is_full() {
                continue;
            }
            let index = *known.entry(&name.key).or_insert_with(|| {
                all.push(Spelling {
                    name: &name.written,
                    key: &name.key,
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
