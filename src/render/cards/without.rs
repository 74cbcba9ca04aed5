//! A program without the feature `cards`: no site of it has any, so there are none to be drawn.

use std::path::Path;

use super::Colours;
use crate::page::cards::{CardFace, Letters};

/// The fonts of cards.
#[derive(Debug)]
pub struct Fonts;

impl Fonts {
    /// Reads nothing.
    #[must_use]
    pub fn read<'a>(_files: impl Iterator<Item = (&'a str, &'a [u8])>) -> (Self, Vec<String>) {
        (Self, Vec::new())
    }

    /// No letter.
    #[must_use]
    pub fn letters(&self) -> Letters {
        Letters::default()
    }
}

/// The cards of a site.
#[derive(Debug)]
pub struct Cards;

impl Cards {
    /// Those of the site in `root`.
    #[must_use]
    pub fn of_site(_root: &Path) -> Self {
        Self
    }

    /// No bytes.
    #[must_use]
    pub fn card(&self, _face: &CardFace, _colours: &Colours, _fonts: &Fonts) -> Vec<u8> {
        Vec::new()
    }

    /// Forgets nothing.
    pub fn forget_all_but(
        &self,
        _faces: impl Iterator<Item = CardFace>,
        _colours: &Colours,
        _fonts: &Fonts,
    ) {
    }
}
