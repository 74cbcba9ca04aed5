//! Names as numbers: what one archive leaves to the next, so that a name that was met before is no text to be folded,
//! slugged and compared again.

use std::collections::HashMap;
use std::sync::Arc;

use crate::base::name_key::name_key;
use crate::base::slug::slugify;

/// A name as it was asked for.
#[derive(Debug, Clone, Copy)]
pub struct Name {
    /// The number of its text.
    pub number: u32,
    /// The number of what it has in common with other spellings (`base::name_key`).
    pub key: u32,
    /// The number of its slug: what the archive knows a person or topic by. `None` where it gives no slug.
    pub slug: Option<u32>,
}

/// The numbers of all names, keys and slugs that there ever were.
#[derive(Debug, Default)]
pub struct Numbers {
    names: HashMap<Arc<str>, Name>,
    texts: Vec<Arc<str>>,
    keys: HashMap<String, u32>,
    slugs: HashMap<Arc<str>, u32>,
    slug_texts: Vec<Arc<str>>,
}

impl Numbers {
    /// The numbers of a name, given now where it is new.
    pub fn name(&mut self, name: &str) -> Name {
        let text = name.trim();
        if let Some(&known) = self.names.get(text) {
            return known;
        }
        let keys = narrow(self.keys.len());
        let named = Name {
            number: narrow(self.texts.len()),
            key: *self.keys.entry(name_key(text)).or_insert(keys),
            slug: slugify(text).map(|slug| self.slug(&slug)),
        };
        let text: Arc<str> = text.into();
        self.texts.push(Arc::clone(&text));
        self.names.insert(text, named);
        named
    }

    /// The number of a slug, given now where it is new.
    pub fn slug(&mut self, slug: &str) -> u32 {
        if let Some(&known) = self.slugs.get(slug) {
            return known;
        }
        let (number, text): (u32, Arc<str>) = (narrow(self.slug_texts.len()), slug.into());
        self.slug_texts.push(Arc::clone(&text));
        self.slugs.insert(text, number);
        number
    }

    /// A name as it was asked for, without white space around it.
    pub fn text(&self, name: Name) -> Arc<str> {
        let text = self.texts.get(name.number as usize);
        text.map_or_else(Arc::default, Arc::clone)
    }

    /// The slug with a number.
    pub fn slug_text(&self, number: u32) -> Arc<str> {
        let text = self.slug_texts.get(number as usize);
        text.map_or_else(Arc::default, Arc::clone)
    }
}

/// A number of names. Four thousand million of them would not fit into memory.
pub fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_numbers() {
        let mut numbers = Numbers::default();
        let ada = numbers.name(" Ada Quill");
        let other = numbers.name("ada  quill");
        assert_eq!(ada.key, other.key);
        assert_eq!(ada.slug, other.slug);
        assert_ne!(ada.number, other.number);
        assert_eq!(&*numbers.text(ada), "Ada Quill");
        assert_eq!(
            ada.slug.map(|slug| numbers.slug_text(slug)).as_deref(),
            Some("ada-quill")
        );
        assert_eq!(ada.slug, Some(numbers.slug("ada-quill")));
        assert_eq!(numbers.name("Ada Quill").number, ada.number);
        assert_eq!(numbers.name("…").slug, None);
    }
}
