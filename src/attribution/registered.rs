//! The registry of speakers, to look names up in: who is meant by a name, and who held an office on a day.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::findings::RolePhrase;
use super::language::Language;
use super::role::{fit, role_phrase};
use super::unit::Text;
use crate::base::name_key::name_key;
use crate::source::registry::{RoleSpan, SpeakerRegistry};

/// The registry, to look names up in.
#[derive(Debug, Clone, Default)]
pub struct Registered {
    people: Vec<String>,
    names: HashMap<String, usize>,
    no_people: HashSet<String>,
    /// The offices of each language, by the word that says what the person is.
    offices: HashMap<(String, String), Vec<Office>>,
}

/// An office that somebody held.
#[derive(Debug, Clone)]
struct Office {
    person: usize,
    phrase: RolePhrase,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

impl Office {
    /// Whether it was held on a day; without a day, whether it was always held.
    fn on(&self, day: Option<NaiveDate>) -> bool {
        match day {
            Some(day) => {
                self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
            }
            None => self.from.is_none() && self.to.is_none(),
        }
    }
}

impl Registered {
    /// Reads off a registry what attribution asks.
    #[must_use]
    pub fn of(registry: &SpeakerRegistry) -> Self {
        let mut registered = Self::default();
        for (index, person) in registry.people.iter().enumerate() {
            registered.people.push(person.name.value.clone());
            for name in std::iter::once(&person.name).chain(&person.aliases) {
                registered.names.insert(name_key(&name.value), index);
            }
            for role in &person.roles {
                registered.add_office(index, role);
            }
        }
        registered.no_people = registry
            .not_a_person
            .iter()
            .map(|name| name_key(name))
            .collect();
        registered
    }

    /// A role is read in every language: nothing says in which it is written.
    fn add_office(&mut self, person: usize, role: &RoleSpan) {
        for language in Language::all() {
            let text = Text::read(&role.role, language);
            let phrase = role_phrase(&text, &(0..text.tokens.len()), language);
            if phrase.head.is_empty() {
                continue;
            }
            let key = (language.tag.clone(), phrase.head.clone());
            self.offices.entry(key).or_default().push(Office {
                person,
                phrase,
                from: role.from,
                to: role.to,
            });
        }
    }

    /// The names that pages show.
    pub fn people(&self) -> impl Iterator<Item = &str> {
        self.people.iter().map(String::as_str)
    }

    /// The registered name of a name or alias.
    #[must_use]
    pub fn name_of(&self, key: &str) -> Option<&str> {
        self.people.get(*self.names.get(key)?).map(String::as_str)
    }

    /// Whether somebody said that the name is no person's.
    #[must_use]
    pub fn is_no_person(&self, key: &str) -> bool {
        self.no_people.contains(key)
    }

    fn offices<'a>(
        &'a self,
        asked: &'a RolePhrase,
        language: &str,
    ) -> impl Iterator<Item = (usize, &'a Office)> {
        let key = (language.to_string(), asked.head.clone());
        self.offices
            .get(&key)
            .into_iter()
            .flatten()
            .filter_map(|office| Some((fit(asked, &office.phrase)?, office)))
    }

    /// Who held an office on a day: the only one whom it fits, or whom it fits best.
    #[must_use]
    pub fn holder(
        &self,
        asked: &RolePhrase,
        language: &str,
        day: Option<NaiveDate>,
    ) -> Option<&str> {
        let held: Vec<(usize, usize)> = self
            .offices(asked, language)
            .filter(|(_, office)| office.on(day))
            .map(|(fit, office)| (fit, office.person))
            .collect();
        let most = held.iter().map(|(fit, _)| *fit).max()?;
        let mut people = held.iter().filter(|(fit, _)| *fit == most);
        let (_, person) = people.next()?;
        people
            .all(|(_, other)| other == person)
            .then(|| self.people.get(*person).map(String::as_str))?
    }

    /// Whether somebody can have held an office on a day: not where the registry says that it was on others.
    #[must_use]
    pub fn may_hold(
        &self,
        name: &str,
        asked: &RolePhrase,
        language: &str,
        day: Option<NaiveDate>,
    ) -> bool {
        let mut of_person = self
            .offices(asked, language)
            .filter(|(_, office)| {
                self.people
                    .get(office.person)
                    .is_some_and(|known| known == name)
            })
            .peekable();
        day.is_none() || of_person.peek().is_none() || of_person.any(|(_, office)| office.on(day))
    }
}
