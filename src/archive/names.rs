//! Which names mean the same person or topic: the registry's names and aliases first, then names as they come.
//!
//! Two names are one when their keys are (`base::name_key`). Two names that differ and would share an address are
//! an error: which of them the address belongs to is for a person to say.

use std::collections::HashMap;

use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::name_key::name_key;
use crate::base::slug::slugify;
use crate::base::source_text::Place;

/// A person or topic while names are being collected.
#[derive(Debug, Clone)]
pub struct Named {
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

/// The names known so far.
#[derive(Debug, Default)]
pub struct NameBook {
    /// Everything named so far, the registry's first.
    pub named: Vec<Named>,
    by_key: HashMap<String, usize>,
    by_slug: HashMap<String, usize>,
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
    ) {
        let index = self.named.len();
        self.named.push(Named {
            slug: slug.into(),
            name: name.into(),
            registered: Some(registered),
            seen: place.clone(),
            written: true,
        });
        self.by_slug.entry(slug.into()).or_insert(index);
        for name in std::iter::once(name).chain(aliases) {
            self.by_key.entry(name_key(name)).or_insert(index);
        }
    }

    /// The person or topic that a name means, if it is known.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.by_key.get(&name_key(name)).copied()
    }

    /// The person or topic that a name means; entered when the name is new.
    pub fn find_or_enter(
        &mut self,
        name: &str,
        place: &Place,
        diagnostics: &mut Diagnostics,
    ) -> Option<usize> {
        let key = name_key(name);
        if let Some(&index) = self.by_key.get(&key) {
            self.write(index, name, place);
            return Some(index);
        }
        let Some(slug) = slugify(name) else {
            diagnostics.push(
                Diagnostic::error(
                    Code::BadName,
                    format!("`{name}` has neither letter nor digit, so it can have no page"),
                )
                .at_place(place.clone()),
            );
            return None;
        };
        if let Some(&index) = self.by_slug.get(&slug) {
            if self.write(index, name, place) {
                self.by_key.insert(key, index);
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
        Some(self.enter(name, key, slug, place, true))
    }

    /// Enters a name that is new.
    fn enter(
        &mut self,
        name: &str,
        key: String,
        slug: String,
        place: &Place,
        written: bool,
    ) -> usize {
        let index = self.named.len();
        self.named.push(Named {
            slug: slug.clone(),
            name: name.trim().into(),
            registered: None,
            seen: place.clone(),
            written,
        });
        self.by_key.insert(key, index);
        self.by_slug.insert(slug, index);
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

    /// The person whom a name found in a text means; entered when it is new. Prose is never an error: two spellings
    /// that give one address (`Jean-Luc`, `Jean Luc`) are one person, and a name that gives none is nobody's.
    pub fn find_or_enter_found(&mut self, name: &str, place: &Place) -> Option<usize> {
        let key = name_key(name);
        if let Some(&index) = self.by_key.get(&key) {
            return Some(index);
        }
        let slug = slugify(name)?;
        if let Some(&index) = self.by_slug.get(&slug) {
            self.by_key.insert(key, index);
            return Some(index);
        }
        Some(self.enter(name, key, slug, place, false))
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
