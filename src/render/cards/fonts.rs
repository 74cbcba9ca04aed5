//! The fonts of a theme's cards. Those of the machine are never asked, so that a card has the same bytes everywhere.

use std::fmt;
use std::hash::Hasher as _;
use std::sync::Arc;

use resvg::usvg::fontdb::{Database, ID, Source};
use skrifa::{FontRef, MetadataProvider as _};
use xxhash_rust::xxh3::Xxh3;

use crate::page::cards::Letters;

/// Fonts, in the order in which a letter is looked for.
pub struct Fonts {
    /// All of them, as the drawer has them.
    pub(super) database: Arc<Database>,
    /// Each of them, and the letters it has.
    pub(super) each: Vec<(ID, Letters)>,
    all: Vec<char>,
    /// What they are known by.
    pub(super) key: u64,
}

impl Fonts {
    /// Reads files in WOFF2, TrueType or OpenType; the names of those that cannot be read.
    #[must_use]
    pub fn read<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> (Self, Vec<String>) {
        let (mut database, mut each, mut all) = (Database::new(), Vec::new(), Vec::new());
        let (mut broken, mut key) = (Vec::new(), Xxh3::new());
        for (name, bytes) in files {
            key.write(bytes);
            let font = match bytes.starts_with(b"wOF2") {
                true => wuff::decompress_woff2(bytes).ok(),
                false => Some(bytes.to_vec()),
            };
            let letters = font.as_deref().map(letters_of).unwrap_or_default();
            let font = font.filter(|_| !letters.is_empty());
            let loaded = font.map(|font| database.load_font_source(Source::Binary(Arc::new(font))));
            match loaded.and_then(|ids| ids.first().copied()) {
                Some(id) => {
                    each.push((id, Letters::new(letters.iter().copied())));
                    all.extend(letters);
                }
                None => broken.push(name.to_string()),
            }
        }
        let database = Arc::new(database);
        let key = key.digest();
        (
            Self {
                database,
                each,
                all,
                key,
            },
            broken,
        )
    }

    /// The letters that one of them has.
    #[must_use]
    pub fn letters(&self) -> Letters {
        Letters::new(self.all.iter().copied())
    }

    /// The first of them that has a letter and is none of those that were tried.
    pub(super) fn with_letter(&self, letter: char, tried: &[ID]) -> Option<ID> {
        let has = |(id, letters): &&(ID, Letters)| {
            !tried.contains(id) && letters.lacking(letter.encode_utf8(&mut [0; 4])).is_none()
        };
        self.each.iter().find(has).map(|(id, _)| *id)
    }
}

impl fmt::Debug for Fonts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Fonts({:016x})", self.key)
    }
}

/// The characters of a font.
fn letters_of(font: &[u8]) -> Vec<char> {
    let Ok(font) = FontRef::from_index(font, 0) else {
        return Vec::new();
    };
    let letters = font.charmap().mappings();
    letters
        .filter_map(|(letter, _)| char::from_u32(letter))
        .collect()
}
