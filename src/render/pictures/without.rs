//! A program without the feature `pictures`: no site of it names copies, so there are none to be made.

use std::path::Path;

use crate::base::diagnostic::Diagnostic;
use crate::page::pictures::Smaller;
use crate::render::Content;
use crate::source::coverage::MediaFile;

/// The copies of a site's pictures.
#[derive(Debug)]
pub struct Pictures;

impl Pictures {
    /// Those of the site in `root`.
    #[must_use]
    pub fn of_site(_root: &Path) -> Self {
        Self
    }

    /// Makes nothing.
    pub fn make(&self, _file: &MediaFile, _copies: &[Smaller], _quality: u8) {}

    /// The picture itself.
    ///
    /// # Errors
    /// None.
    pub fn content(
        &self,
        file: &MediaFile,
        _copy: &Smaller,
        _quality: u8,
    ) -> Result<Content, Box<Diagnostic>> {
        Ok(Content::Copy(file.disk_path.clone()))
    }

    /// Forgets nothing.
    pub fn forget_all_but<'a>(
        &self,
        _kept: impl Iterator<Item = (&'a MediaFile, &'a Smaller)>,
        _quality: u8,
    ) {
    }
}
