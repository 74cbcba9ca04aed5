//! Surnames over a whole archive: the one thing that crosses coverages.

use std::collections::{BTreeMap, HashMap};

use super::key::key;
use super::people::People;
use super::registered::Registered;

/// Whose a surname is, where all coverages and the registry know one person of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surnames {
    /// `None` where two people have it.
    by_last: HashMap<String, Option<String>>,
}

impl Surnames {
    /// Gathers the surnames of everybody.
    #[must_use]
    pub fn of<'a>(people: impl IntoIterator<Item = &'a People>, registered: &Registered) -> Self {
        let mut surnames = Self::default();
        for name in registered.people() {
            if let Some(last) = name.split_whitespace().next_back() {
                surnames.enter(&key(last), name);
            }
        }
        for person in people.into_iter().flat_map(|people| &people.people) {
            if let Some(last) = person.words.last() {
                surnames.enter(last, &person.name);
            }
        }
        surnames
    }

    fn enter(&mut self, last: &str, name: &str) {
        match self.by_last.get_mut(last) {
            Some(known) if known.as_deref() == Some(name) => {}
            Some(known) => *known = None,
            None => {
                self.by_last.insert(last.into(), Some(name.into()));
            }
        }
    }

    /// The one person of a surname.
    #[must_use]
    pub fn only(&self, surname: &str) -> Option<&str> {
        self.by_last.get(surname)?.as_deref()
    }

    /// Whether every answer that a coverage got still holds: what was resolved with them can be kept.
    #[must_use]
    pub fn still_answers(&self, asked: &BTreeMap<String, Option<String>>) -> bool {
        asked
            .iter()
            .all(|(surname, answer)| self.only(surname) == answer.as_deref())
    }
}
