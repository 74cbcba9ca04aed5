//! Cards that were drawn, kept under what they follow from.

use std::collections::HashSet;
use std::path::Path;

use xxhash_rust::xxh3::xxh3_128;

use super::draw::drawn;
use super::{Colours, Fonts};
use crate::page::cards::CardFace;
use crate::render::cache::Cache;

/// The edition of the drawing. Another one draws every card anew.
const RECIPE: u32 = 1;
/// What a PNG ends with.
const END: &[u8] = b"IEND\xae\x42\x60\x82";

/// The cards of a site.
#[derive(Debug)]
pub struct Cards {
    cache: Cache,
}

impl Cards {
    /// Those of the site in `root`.
    #[must_use]
    pub fn of_site(root: &Path) -> Self {
        Self {
            cache: Cache::new(root, "cards"),
        }
    }

    /// A card as a PNG.
    #[must_use]
    pub fn card(&self, face: &CardFace, colours: &Colours, fonts: &Fonts) -> Vec<u8> {
        let name = name_of(face, colours, fonts);
        let kept = self.cache.read(&name);
        // One that was cut off, as by a full disk, is drawn again.
        if let Some(kept) = kept.filter(|bytes| bytes.ends_with(END)) {
            return kept;
        }
        let bytes = drawn(face, colours, fonts);
        self.cache.keep(&name, &bytes);
        bytes
    }

    /// Removes the cards that are kept and that no coverage has any more.
    pub fn forget_all_but(
        &self,
        faces: impl Iterator<Item = CardFace>,
        colours: &Colours,
        fonts: &Fonts,
    ) {
        let named: HashSet<String> = faces.map(|face| name_of(&face, colours, fonts)).collect();
        self.cache.forget_all_but(&named);
    }
}

/// What a card is kept as: all that it follows from.
fn name_of(face: &CardFace, colours: &Colours, fonts: &Fonts) -> String {
    let all = format!("{face:?} {colours:?} {:016x} {RECIPE}", fonts.key);
    format!("{:032x}.png", xxh3_128(all.as_bytes()))
}
