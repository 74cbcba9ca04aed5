//! Which names mean the same person or topic: the registry's names and aliases first, then names as they come.
//!
//! Two names are one when their keys are (`base::name_key`). Two names that differ and would share an address are
//! an error: which of them the address belongs to is for a person to say.

use std::collections::HashSet;
use std::sync::Arc;

use super::numbers::{Name, Numbers, narrow};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::Place;

/// A person or topic while names are being collected.
#[derive(Debug, Clone)]
pub struct Named {
    /// What the archive knows it by: the same for a slug as long as the memory lasts.
    pub number: usize,
    /// Last part of the address.
    pub slug: Arc<str>,
    /// The name to show.
    pub name: Arc<str>,
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

/// What a coverage asked of a book, each thing once, with the answers. All coverages ask again at every edit, so a
/// question is a few numbers; what they stand for is in [`Numbers`].
#[derive(Debug, Clone, Default)]
pub struct Questions {
    asked: Vec<Question>,
    /// Where each name was asked for; nowhere where it was only looked up.
    places: Vec<Option<Place>>,
}

#[derive(Debug, Clone, Copy)]
struct Question {
    how: How,
    name: Name,
    answer: Option<u32>,
}

impl Questions {
    /// Whether a name that somebody wrote was refused: the message about it speaks of other coverages.
    pub fn was_refused(&self) -> bool {
        let mut asked = self.asked.iter();
        asked.any(|asked| asked.how == How::Enter && asked.answer.is_none())
    }
}

/// The names known so far.
#[derive(Debug, Default)]
pub struct NameBook {
    /// Everything named so far, the registry's first.
    pub named: Vec<Named>,
    /// What nearly every question is answered from: small enough to stay close to the processor.
    briefs: Vec<Brief>,
    /// By the number of a key, and by the number of a slug.
    by_key: Index,
    by_slug: Index,
    /// The number of every name, key and slug that there ever was.
    pub numbers: Numbers,
    /// What was asked since the record began.
    record: Questions,
    recorded: HashSet<(How, u32)>,
}

/// Of a name what questions ask for.
#[derive(Debug, Clone, Copy)]
struct Brief {
    number: u32,
    written: bool,
}

/// Which of the names a number means.
#[derive(Debug, Default)]
struct Index(Vec<Option<u32>>);

impl Index {
    fn get(&self, number: u32) -> Option<u32> {
        self.0.get(number as usize).copied().flatten()
    }

    fn set(&mut self, number: u32, named: u32) {
        let place = number as usize;
        if self.0.len() <= place {
            self.0.resize(place + 1, None);
        }
        self.0[place] = Some(named);
    }

    fn set_first(&mut self, number: u32, named: u32) {
        if self.get(number).is_none() {
            self.set(number, named);
        }
    }
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
        let number = self.numbers.slug(slug);
        let index = self.push(Named {
            number: number as usize,
            slug: slug.into(),
            name: name.into(),
            registered: Some(registered),
            seen: place.clone(),
            written,
        });
        self.by_slug.set_first(number, index);
        for name in std::iter::once(name).chain(aliases) {
            let key = self.numbers.name(name).key;
            self.by_key.set_first(key, index);
        }
    }

    /// A book in which the slugs of before keep their numbers.
    pub fn with_numbers(numbers: Numbers) -> Self {
        Self {
            numbers,
            ..Self::default()
        }
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
        self.recorded.clear();
        let mut record = std::mem::take(&mut self.record);
        record.asked.shrink_to_fit();
        record.places.shrink_to_fit();
        record
    }

    /// Asks the same again: names that are new in this book are entered. Whether every answer is the same.
    pub fn asks_again(&mut self, questions: &Questions) -> bool {
        let mut same = true;
        for (number, asked) in questions.asked.iter().enumerate() {
            let answer = self.settled(asked).or_else(|| {
                let place = questions.places.get(number).and_then(Option::as_ref);
                self.answer(*asked, place, &mut Vec::new())
            });
            same &= answer == asked.answer;
        }
        same
    }

    /// The answer to a question that enters nothing and changes nothing; `None` where it may.
    fn settled(&self, asked: &Question) -> Option<u32> {
        let brief = self.briefs[self.by_key.get(asked.name.key)? as usize];
        (brief.written || asked.how != How::Enter).then_some(brief.number)
    }

    fn ask(
        &mut self,
        how: How,
        name: &str,
        place: Option<&Place>,
        diagnostics: &mut Diagnostics,
    ) -> Option<usize> {
        let mut question = Question {
            how,
            name: self.numbers.name(name),
            answer: None,
        };
        question.answer = self.answer(question, place, diagnostics);
        if self.recorded.insert((how, question.name.number)) {
            self.record.asked.push(question);
            self.record.places.push(place.cloned());
        }
        if how != How::Find && question.answer.is_some() {
            // A name that was entered is found from then on: there is no need to ask.
            self.recorded.insert((How::Find, question.name.number));
        }
        question.answer.map(|number| number as usize)
    }

    /// The number of who or what is meant.
    fn answer(
        &mut self,
        asked: Question,
        place: Option<&Place>,
        diagnostics: &mut Diagnostics,
    ) -> Option<u32> {
        let (name, known) = (asked.name, self.by_key.get(asked.name.key));
        let index = match (asked.how, place) {
            (How::Enter, Some(place)) => self.written(name, known, place, diagnostics),
            (How::EnterFound, Some(place)) => known.or_else(|| self.found(name, place)),
            _ => known,
        };
        index.map(|index| self.briefs[index as usize].number)
    }

    fn written(
        &mut self,
        asked: Name,
        known: Option<u32>,
        place: &Place,
        diagnostics: &mut Diagnostics,
    ) -> Option<u32> {
        if let Some(index) = known {
            self.write(index, asked, place);
            return Some(index);
        }
        let Some(slug) = asked.slug else {
            let name = self.numbers.text(asked);
            diagnostics.push(
                Diagnostic::error(
                    Code::BadName,
                    format!("`{name}` has neither letter nor digit, so it can have no page"),
                )
                .at_place(place.clone()),
            );
            return None;
        };
        if let Some(index) = self.by_slug.get(slug) {
            if self.write(index, asked, place) {
                self.by_key.set(asked.key, index);
                return Some(index);
            }
            let (name, slug) = (self.numbers.text(asked), self.numbers.slug_text(slug));
            let other = &self.named[index as usize];
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

    fn found(&mut self, asked: Name, place: &Place) -> Option<u32> {
        let slug = asked.slug?;
        if let Some(index) = self.by_slug.get(slug) {
            self.by_key.set(asked.key, index);
            return Some(index);
        }
        Some(self.enter(asked, slug, place, false))
    }

    /// Puts a name at the end.
    fn push(&mut self, named: Named) -> u32 {
        let index = narrow(self.named.len());
        self.briefs.push(Brief {
            number: narrow(named.number),
            written: named.written,
        });
        self.named.push(named);
        index
    }

    /// Enters a name that is new.
    fn enter(&mut self, asked: Name, slug: u32, place: &Place, written: bool) -> u32 {
        let index = self.push(Named {
            number: slug as usize,
            slug: self.numbers.slug_text(slug),
            name: self.numbers.text(asked),
            registered: None,
            seen: place.clone(),
            written,
        });
        self.by_key.set(asked.key, index);
        self.by_slug.set(slug, index);
        index
    }

    /// What a person wrote holds over what a text spelled so, or almost so. Says whether it was a text's name.
    fn write(&mut self, index: u32, name: Name, place: &Place) -> bool {
        let index = index as usize;
        let (Some(brief), Some(known)) = (self.briefs.get_mut(index), self.named.get_mut(index))
        else {
            return false;
        };
        if std::mem::replace(&mut brief.written, true) {
            return false;
        }
        known.name = self.numbers.text(name);
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
        let named = book.named.iter().find(|named| Some(named.number) == found);
        assert!(named.is_some_and(|named| named.written));
        assert!(
            written.is_none() && said.len() == 1,
            "two spellings that people wrote are asked about"
        );
    }
}
