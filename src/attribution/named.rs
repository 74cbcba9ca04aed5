//! Whom a name means: a full name, a surname among namesakes, the last words or the first word of a name.

use std::borrow::Cow;

use super::findings::Gender;
use super::lookup::fits;
use super::people::Person;
use super::reading::{Found, Reading};
use super::role::fit;

impl<'a> Reading<'a> {
    /// Whom a name means.
    pub fn name(&self, index: usize, has_role: bool) -> Result<Found<'a>, &'static str> {
        self.known_name(index, has_role)
            .unwrap_or_else(|| self.single_name(index, has_role))
    }

    /// Whom a name means here, as far as the coverage and the registry know. `None` where they know nobody of a
    /// name that stands alone.
    pub fn known_name(
        &self,
        index: usize,
        has_role: bool,
    ) -> Option<Result<Found<'a>, &'static str>> {
        let name = self.findings.names.get(index)?;
        if self.registered.is_no_person(&name.key) {
            return Some(Err("never a person, says speakers.toml"));
        }
        if let Some((person, folded)) = self.full.get(index).copied().flatten() {
            let because = if folded {
                "a spelling of the name"
            } else {
                "full name"
            };
            return Some(self.person(person, !folded, because));
        }
        let word = name.last();
        if name.is_full() {
            let ends = self.by_ending(&name.key).ok_or("no person's name");
            return Some(
                ends.and_then(|person| self.person(person, true, "the last words of a name")),
            );
        }
        // `Sir Ada`
        if name.first
            && let [person] = self.people.of_first(word)
        {
            return Some(self.person(*person, true, "first word of the name, after its title"));
        }
        let all = self.people.of_surname(word);
        let here: Vec<usize> = all
            .iter()
            .copied()
            .filter(|person| self.present.binary_search(person).is_ok())
            .collect();
        match (here.as_slice(), all) {
            ([person], _) => {
                return Some(self.person(*person, true, "surname, named in this entry"));
            }
            (_, [person]) => {
                return Some(self.person(*person, true, "surname, named in this coverage"));
            }
            ([], []) => {}
            (here, all) => {
                let among = if here.is_empty() { all } else { here };
                let fitting: Vec<usize> = among
                    .iter()
                    .copied()
                    .filter(|person| {
                        self.people
                            .people
                            .get(*person)
                            .is_some_and(|person| fits(person.gender, name.gender))
                    })
                    .collect();
                if let ([person], true) = (fitting.as_slice(), name.gender != Gender::Unknown) {
                    return Some(self.person(*person, true, "surname and title"));
                }
                if let Some(found) = self.by_tie(index, among) {
                    return Some(self.person(found, true, "surname and role"));
                }
                if let Some(Found {
                    person: Some(person),
                    ..
                }) = self.focus
                    && among.contains(&person)
                {
                    return Some(self.person(person, false, "surname, whoever the text was about"));
                }
                return Some(Err("two people have this surname"));
            }
        }
        // `Halyard says`, where `Halyard Shells` are a make of shoe.
        let people = &self.people.people;
        let titled = name.person || has_role;
        let evident =
            |person: usize| titled || people.get(person).is_some_and(|known| known.evident);
        let firsts: Vec<usize> = self
            .people
            .of_first(word)
            .iter()
            .copied()
            .filter(|&person| self.present.binary_search(&person).is_ok() && evident(person))
            .collect();
        if let [person] = firsts.as_slice() {
            return Some(self.person(*person, true, "first word of the name"));
        }
        if let ([person], false) = (self.people.of_first(word), name.given)
            && evident(*person)
        {
            return Some(self.person(*person, false, "first word of a name in this coverage"));
        }
        if let Some(name) = self.registered.name_of(&name.key) {
            return Some(Ok(Found {
                person: None,
                name: name.into(),
                certain: true,
                because: "speakers.toml",
            }));
        }
        None
    }

    /// Whom a name means that stands alone and that the coverage does not know. Never certain.
    fn single_name(&self, index: usize, has_role: bool) -> Result<Found<'a>, &'static str> {
        let name = self.findings.names.get(index).ok_or("no person")?;
        let word = name.last();
        if let Some(name) = self.people.titled(word) {
            return Ok(Found {
                person: None,
                name: name.into(),
                certain: false,
                because: "title before a single name",
            });
        }
        if let Some(name) = self.elsewhere(word) {
            return Ok(Found {
                person: None,
                name: name.into(),
                certain: false,
                because: "surname, named in another coverage",
            });
        }
        if name.person || has_role || name.given {
            return Ok(Found {
                person: None,
                name: match &name.title {
                    Some(title) => format!("{title} {}", name.written).into(),
                    None => Cow::Borrowed(name.written.as_str()),
                },
                certain: false,
                because: "title or role before a single name",
            });
        }
        Err("a single name, never given in full")
    }

    /// The one person of a surname in the other coverages and the registry.
    fn elsewhere(&self, surname: &str) -> Option<&'a str> {
        let answer = self.surnames.only(surname);
        let mut asked = self.asked.borrow_mut();
        if !asked.contains_key(surname) {
            asked.insert(surname.to_string(), answer.map(str::to_string));
        }
        answer
    }

    /// The one person whose name ends with these words: `Van der Plas`.
    fn by_ending(&self, words: &str) -> Option<usize> {
        let ends = |person: &Person| {
            let mut known = person.words.iter().rev();
            words
                .rsplit(' ')
                .all(|word| known.next().is_some_and(|known| known == word))
        };
        let mut ending = self
            .people
            .of_surname(words.rsplit(' ').next()?)
            .iter()
            .copied()
            .filter(|person| self.people.people.get(*person).is_some_and(ends));
        let person = ending.next()?;
        ending.next().is_none().then_some(person)
    }

    /// The namesake whose role is the one beside the name here.
    fn by_tie(&self, name: usize, among: &[usize]) -> Option<usize> {
        let ties = self.findings.ties.iter().filter(|tie| tie.name == name);
        let mut fitting: Vec<usize> = ties
            .flat_map(|tie| {
                among.iter().copied().filter(|person| {
                    self.people.people.get(*person).is_some_and(|person| {
                        person
                            .roles
                            .iter()
                            .any(|role| fit(&tie.phrase, &role.phrase).is_some())
                    })
                })
            })
            .collect();
        fitting.sort_unstable();
        fitting.dedup();
        match fitting.as_slice() {
            [person] => Some(*person),
            _ => None,
        }
    }
}
