//! Which names mean the same person or topic: the registry's names and aliases first, then names as they come.
//!
//! Two names are one when their keys are (`base::name_key`). Two names that differ and would share an address are
//! an error: which of them the address belongs to is for a person to say.

use std::collections::{HashMap, HashSet};

use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::name_key::name_key;
use crate::base::slug::slugify;
use crate::base::source_text::Place;

/// A person or topic while names are being collected.
#[derive(Debug, Clone)]
pub struct Named {
    /// What the archive knows it by: the same for a slug as long as the memory lasts.
    pub number: usize,
    /// Last part of the address.
    pub slug: String,
    /// The name to show.
    pub name: String,
    /// Index in the registry, where it stands there.
    pub registered: Option<usize>,
    /// Where the name was first seen.
    pub seen: Place,
    /// Whether a person wrote the name; else it was found in a text.
    pub written: bool,
}

/// How somebody asked for a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum How {
    Find,
    Enter,
    EnterFound,
}

/// A name that somebody asked for, ready to be asked for again.
#[derive(Debug, Clone)]
struct Asked {
    how: How,
    name: String,
    key: String,
    slug: Option<String>,
    place: Option<Place>,
}

/// What a coverage asked of a book, each thing once, with the answers.
#[derive(Debug, Clone, Default)]
pub struct Questions {
    asked: Vec<(Asked, Option<usize>)>,
    known: HashSet<(How, String)>,
}

impl Questions {
    /// Whether a name that somebody wrote was refused: the message about it speaks of other coverages.
    pub fn was_refused(&self) -> bool {
        let mut asked = self.asked.iter();
        asked.any(|(asked, answer)| asked.how == How::Enter && answer.is_none())
    }
}

/// The names known so far.
#[derive(Debug, Default)]
pub struct NameBook {
    /// Everything named so far, the registry's first.
    pub named: Vec<Named>,
    by_key: HashMap<String, usize>,
    by_slug: HashMap<String, usize>,
    /// The number of every slug that there ever was.
    pub numbers: HashMap<String, usize>,
    /// What was asked since the record began.
    record: Questions,
}

impl NameBook {
    /// Enters a table of a registry with all its names.
    pub fn register<'a>(
        &mut self,
        registered: usize,
        slug: &str,
        name: &'a str,
        aliases: impl Iterator<Item = &'a str>,
        place: &Place,
        written: bool,
    ) {
        let index = self.named.len();
        let number = self.number_of(slug);
        self.named.push(Named {
            number,
            slug: slug.into(),
            name: name.into(),
            registered: Some(registered),
            seen: place.clone(),
            written,
        });
        self.by_slug.entry(slug.into()).or_insert(index);
        for name in std::iter::once(name).chain(aliases) {
            self.by_key.entry(name_key(name)).or_insert(index);
        }
    }

    /// A book in which the slugs of before keep their numbers.
    pub fn with_numbers(numbers: HashMap<String, usize>) -> Self {
        Self {
            numbers,
            ..Self::default()
        }
    }

    fn number_of(&mut self, slug: &str) -> usize {
        if let Some(&number) = self.numbers.get(slug) {
            return number;
        }
        let number = self.numbers.len();
        self.numbers.insert(slug.into(), number);
        number
    }

    /// The person or topic that a name means, if it is known.
    pub fn find(&mut self, name: &str) -> Option<usize> {
        self.ask(How::Find, name, None, &mut Vec::new())
    }

    /// The person or topic that a name means; entered when the name is new.
    pub fn find_or_enter(
        &mut self,
        name: &str,
        place: &Place,
        diagnostics: &mut Diagnostics,
    ) -> Option<usize> {
        self.ask(How::Enter, name, Some(place), diagnostics)
    }

    /// The person whom a name found in a text means; entered when it is new. Prose is never an error: two spellings
    /// that give one address (`Jean-Luc`, `Jean Luc`) are one person, and a name that gives none is nobody's.
    pub fn find_or_enter_found(&mut self, name: &str, place: &Place) -> Option<usize> {
        self.ask(How::EnterFound, name, Some(place), &mut Vec::new())
    }

    /// Begins to record what is asked, and hands over what was asked before.
    pub fn begin_record(&mut self) -> Questions {
        std::mem::take(&mut self.record)
    }

    /// Asks the same again: names that are new in this book are entered. Whether every answer is the same.
    pub fn asks_again(&mut self, questions: &Questions) -> bool {
        let mut same = true;
        for (asked, answer) in &questions.asked {
            same &= self.answer(asked, &mut Vec::new()) == *answer;
        }
        same
    }

    fn ask(
        &mut self,
        how: How,
        name: &str,
        place: Option<&Place>,
        diagnostics: &mut Diagnostics,
    ) -> Option<usize> {
        let asked = Asked {
            how,
            name: name.trim().into(),
            key: name_key(name),
            slug: (how != How::Find).then(|| slugify(name)).flatten(),
            place: place.cloned(),
        };
        let answer = self.answer(&asked, diagnostics);
        if self.record.known.insert((how, asked.name.clone())) {
            self.record.asked.push((asked, answer));
        }
        answer
    }

    fn answer(&mut self, asked: &Asked, diagnostics: &mut Diagnostics) -> Option<usize> {
        let known = self.by_key.get(&asked.key).copied();
        let index = match (asked.how, &asked.place) {
            (How::Enter, Some(place)) => self.written(asked, known, place, diagnostics),
            (How::EnterFound, Some(place)) => known.or_else(|| self.found(asked, place)),
            _ => known,
        };
        index.map(|index| self.named[index].number)
    }

    fn written(
        &mut self,
        asked: &Asked,
        known: Option<usize>,
        place: &Place,
        diagnostics: &mut Diagnostics,
    ) -> Option<usize> {
        let name = &asked.name;
        if let Some(index) = known {
            self.write(index, name, place);
            return Some(index);
        }
        let Some(slug) = &asked.slug else {
            diagnostics.push(
                Diagnostic::error(
                    Code::BadName,
                    format!("`{name}` has neither letter nor digit, so it can have no page"),
                )
                .at_place(place.clone()),
            );
            return None;
        };
        if let Some(&index) = self.by_slug.get(slug) {
            if self.write(index, name, place) {
                self.by_key.insert(asked.key.clone(), index);
                return Some(index);
            }
            let other = &self.named[index];
            diagnostics.push(
                Diagnostic::error(
                    Code::AddressCollision,
                    format!("`{name}` and `{}` would share the address `{slug}`", other.name),
                )
                .at_place(place.clone())
                .related(other.seen.clone(), "the other one")
                .hint(format!(
                    "if they are one, give `[{slug}]` in the registry `aliases = [\"{name}\"]`; if not, give one a table with a slug of its own"
                )),
            );
            return None;
        }
        Some(self.enter(asked, slug, place, true))
    }

    fn found(&mut self, asked: &Asked, place: &Place) -> Option<usize> {
        let slug = asked.slug.as_ref()?;
        if let Some(&index) = self.by_slug.get(slug) {
            self.by_key.insert(asked.key.clone(), index);
            return Some(index);
        }
        Some(self.enter(asked, slug, place, false))
    }

    /// Enters a name that is new.
    fn enter(&mut self, asked: &Asked, slug: &str, place: &Place, written: bool) -> usize {
        let index = self.named.len();
        let number = self.number_of(slug);
        self.named.push(Named {
            number,
            slug: slug.into(),
            name: asked.name.clone(),
            registered: None,
            seen: place.clone(),
            written,
        });
        self.by_key.insert(asked.key.clone(), index);
        self.by_slug.insert(slug.into(), index);
        index
    }

    /// What a person wrote holds over what a text spelled so, or almost so. Says whether it was a text's name.
    fn write(&mut self, index: usize, name: &str, place: &Place) -> bool {
        let Some(known) = self.named.get_mut(index).filter(|known| !known.written) else {
            return false;
        };
        known.name = name.trim().into();
        known.seen = place.clone();
        known.written = true;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::source_text::SourceText;

    #[test]
    fn prose_is_no_mistake_and_what_a_person_wrote_holds() {
        let place = Place::start_of(&SourceText::new("content/x/a.md", ""));
        let mut book = NameBook::default();
        let mut said = Vec::new();
        let found = book.find_or_enter_found("Jean Luc Pell", &place);
        assert_eq!(book.find_or_enter_found("Jean-Luc Pell", &place), found);
        assert_eq!(book.find_or_enter_found("…", &place), None);
        assert_eq!(
            book.find_or_enter("Jean-luc  Pell", &place, &mut said),
            found
        );
        let written = book.find_or_enter("Jean–Luc Pell", &place, &mut said);
        assert_eq!(found.map(|index| book.named[index].written), Some(true));
        assert!(
            written.is_none() && said.len() == 1,
            "two spellings that people wrote are asked about"
        );
    }
}
