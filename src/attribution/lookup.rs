//! Whom a name, a role or a pronoun means where it stands.

use std::borrow::Cow;

use super::findings::{Gender, RolePhrase, Who};
use super::reading::{Found, Last, Reading};
use super::role::{fit, takes_up};

impl<'a> Reading<'a> {
    pub fn find(&self, who: &Who) -> Result<Found<'a>, &'static str> {
        match who {
            Who::Name(index, role) => self.name(*index, role.is_some()),
            // Headlines drop articles: a role of one word tells nobody who is meant.
            Who::Role { phrase, known, .. } => {
                let bare = self.in_headline && phrase.beside.is_empty();
                self.role(phrase, *known && !bare)
            }
            Who::Pronoun(gender) => self.pronoun(*gender),
            Who::Last => self.same(false),
            Who::Nobody => Err("no person"),
        }
    }

    pub(super) fn person(
        &self,
        person: usize,
        certain: bool,
        because: &'static str,
    ) -> Result<Found<'a>, &'static str> {
        let known = self.people.people.get(person).ok_or("no person")?;
        Ok(Found {
            person: Some(person),
            name: Cow::Borrowed(&known.name),
            certain,
            because,
        })
    }

    fn role(&self, asked: &RolePhrase, known: bool) -> Result<Found<'a>, &'static str> {
        let candidates = |here: bool| -> Vec<(usize, usize)> {
            self.people
                .of_head(&asked.head)
                .iter()
                .filter_map(|&person| {
                    let roles = &self.people.people.get(person)?.roles;
                    let best = roles
                        .iter()
                        .filter(|role| !here || role.entries.binary_search(&self.entry).is_ok())
                        .filter_map(|role| fit(asked, &role.phrase))
                        .max()?;
                    Some((best, person))
                })
                .collect()
        };
        if let Some(person) = best(&candidates(true)) {
            return self.person(person, known, "role, named with it in this entry");
        }
        if !known {
            return Err("somebody who is not named");
        }
        if asked.spokesperson {
            return Err("a spokesperson who is not named");
        }
        // Who just spoke with such a role is meant by it, whoever else has one.
        if let Some(found) = self.speaking_with(asked) {
            return Ok(found);
        }
        // Who held the office on the day, where the registry says so: it also says who did not.
        let holder = self
            .registered
            .holder(asked, self.language, self.day)
            .map(|name| (self.people.shown_as(name), name));
        let mut elsewhere = candidates(false);
        elsewhere.retain(|(_, person)| {
            self.people.people.get(*person).is_some_and(|person| {
                self.registered
                    .may_hold(&person.name, asked, self.language, self.day)
            })
        });
        let here: Vec<(usize, usize)> = elsewhere
            .iter()
            .copied()
            .filter(|(_, person)| self.present.binary_search(person).is_ok())
            .collect();
        if let Some(person) = best(&here) {
            return self.person(
                person,
                true,
                "role, named in this entry, with it in another",
            );
        }
        if let Some(found) = self.taken_up(asked) {
            return Ok(found);
        }
        if let Some(person) = self.of_the_office(asked) {
            return self.person(person, false, "role, another word for an office named here");
        }
        match (best(&elsewhere), holder) {
            (Some(person), Some((Some(holder), _))) if person == holder => {
                self.person(person, true, "role, held on that day, says speakers.toml")
            }
            (Some(person), _) => self.person(person, false, "role, named with it in another entry"),
            (None, Some((person, name))) => Ok(Found {
                person,
                name: name.into(),
                certain: true,
                because: "role, held on that day, says speakers.toml",
            }),
            (None, None) => match self.people.titled_as(&asked.head) {
                // `the judge`, where `Mr Justice Quill` has no other name
                Some(name) => Ok(Found {
                    person: None,
                    name: name.into(),
                    certain: false,
                    because: "role, in the title of a single name",
                }),
                None => Err("a role that no name is tied to"),
            },
        }
    }

    /// Whoever spoke last in this entry, where a text gave that person the role.
    fn speaking_with(&self, asked: &RolePhrase) -> Option<Found<'a>> {
        let Last::Somebody(found) = &self.last else {
            return None;
        };
        let person = self.people.people.get(found.person?)?;
        let fits = person
            .roles
            .iter()
            .any(|role| fit(asked, &role.phrase).is_some());
        fits.then(|| Found {
            because: "role of who spoke last",
            ..found.clone()
        })
    }

    /// The one person named here whose office another word says: `the barrister`, where `Ada Quill KC` was named.
    fn of_the_office(&self, asked: &RolePhrase) -> Option<usize> {
        /// In an entry that names more, nobody is meant.
        const MOST: usize = 16;
        let bare = asked.beside.is_empty() && !self.in_headline;
        if !bare || asked.generic || asked.spokesperson || self.present.len() > MOST {
            return None;
        }
        let mut holders = self.present.iter().copied().filter(|&person| {
            self.people.people.get(person).is_some_and(|person| {
                let roles: Vec<&RolePhrase> =
                    person.roles.iter().map(|role| &role.phrase).collect();
                takes_up(asked, &roles)
            })
        });
        let one = holders.next()?;
        holders.next().is_none().then_some(one)
    }

    /// Whoever spoke last, where the role takes up somebody.
    fn taken_up(&self, asked: &RolePhrase) -> Option<Found<'a>> {
        let found = match (&self.last, &self.focus) {
            (Last::Somebody(found), _) | (_, Some(found)) => found,
            _ => return None,
        };
        let person = self.people.people.get(found.person?)?;
        let roles: Vec<&RolePhrase> = person.roles.iter().map(|role| &role.phrase).collect();
        let alone = self
            .out
            .speakers
            .iter()
            .all(|speaker| speaker.name == found.name);
        // Whoever is the only one named in the entry may have a place or body beside the role.
        let only = self.present.len() == 1;
        if asked.guessed && !only {
            return None;
        }
        let unknown = roles.is_empty()
            && (asked.beside.is_empty() || only)
            && !asked.spokesperson
            && self.people.of_head(&asked.head).is_empty();
        (alone && (unknown || takes_up(asked, &roles))).then(|| Found {
            certain: false,
            because: "role that takes up who spoke last",
            ..found.clone()
        })
    }
}

/// The candidate that fits best; `None` where two fit as well.
fn best(candidates: &[(usize, usize)]) -> Option<usize> {
    let most = candidates.iter().map(|(fit, _)| *fit).max()?;
    let mut of_most = candidates.iter().filter(|(fit, _)| *fit == most);
    let (_, person) = of_most.next()?;
    of_most.next().is_none().then_some(*person)
}

pub(super) fn fits(one: Gender, other: Gender) -> bool {
    one == other || one == Gender::Unknown || other == Gender::Unknown
}
