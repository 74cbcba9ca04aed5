//! Copies that were made, in a folder of the site that nobody else needs.

use std::collections::HashSet;
use std::io::Read as _;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::encode;
use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::fs;
use crate::page::pictures::{RECIPE, Smaller};
use crate::render::Content;
use crate::render::cache::Cache;
use crate::source::coverage::MediaFile;

/// Pixels of a picture from which on only one is in memory at a time.
const LARGE: u64 = 30_000_000;

/// The copies of a site's pictures.
#[derive(Debug)]
pub struct Pictures {
    cache: Cache,
    /// Held by who makes a copy for a reader: a page with many pictures leaves a core to those who save.
    turn: Mutex<()>,
    /// Held while a large picture is in memory.
    large: Mutex<()>,
}

impl Pictures {
    /// Those of the site in `root`.
    #[must_use]
    pub fn of_site(root: &Path) -> Self {
        Self {
            cache: Cache::new(root, "pictures"),
            turn: Mutex::default(),
            large: Mutex::default(),
        }
    }

    /// Makes those copies of a picture that are not there yet, reading it once. What fails is said by
    /// [`content`](Self::content).
    pub fn make(&self, file: &MediaFile, copies: &[Smaller], quality: u8) {
        let absent: Vec<&Smaller> = copies
            .iter()
            .filter(|copy| !self.has(&name_of(file, copy, quality)))
            .collect();
        if let Ok(made) = self.made(file, &absent, quality) {
            for (copy, bytes) in absent.into_iter().zip(&made) {
                self.cache.keep(&name_of(file, copy, quality), bytes);
            }
        }
    }

    /// A copy of a picture.
    ///
    /// # Errors
    /// `unreadable-file`, where the picture is broken.
    pub fn content(
        &self,
        file: &MediaFile,
        copy: &Smaller,
        quality: u8,
    ) -> Result<Content, Box<Diagnostic>> {
        let name = name_of(file, copy, quality);
        let known = || self.has(&name).then(|| self.cache.read(&name))?;
        if let Some(bytes) = known() {
            return Ok(Content::Bytes(bytes));
        }
        let _turn = lock(&self.turn);
        // Who had the turn before may have made it.
        if let Some(bytes) = known() {
            return Ok(Content::Bytes(bytes));
        }
        let made = self.made(file, &[copy], quality)?;
        let bytes = made.into_iter().next().unwrap_or_default();
        self.cache.keep(&name, &bytes);
        Ok(Content::Bytes(bytes))
    }

    /// Removes the copies that are kept and that no page names any more.
    pub fn forget_all_but<'a>(
        &self,
        named: impl Iterator<Item = (&'a MediaFile, &'a Smaller)>,
        quality: u8,
    ) {
        let named: HashSet<String> = named
            .map(|(file, copy)| name_of(file, copy, quality))
            .collect();
        self.cache.forget_all_but(&named);
    }

    fn made(
        &self,
        file: &MediaFile,
        copies: &[&Smaller],
        quality: u8,
    ) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
        let Some(still) = file.still.filter(|_| !copies.is_empty()) else {
            return Ok(Vec::new());
        };
        let pixels = u64::from(file.width.unwrap_or(0)) * u64::from(file.height.unwrap_or(0));
        let _alone = (pixels > LARGE).then(|| lock(&self.large));
        let shown = format!("content/{}", file.content_path);
        let bytes = fs::read_bytes(&file.disk_path, &shown)?;
        let sizes: Vec<(u32, u32)> = copies
            .iter()
            .map(|copy| (copy.width, copy.height))
            .collect();
        encode::smaller(&bytes, still, &sizes, quality).map_err(|reason| {
            Box::new(
                Diagnostic::error(
                    Code::UnreadableFile,
                    format!("cannot read the picture {shown}: {reason}"),
                )
                .in_file(shown)
                .hint("replace it by a whole file, or name it in `except` under `[pictures]`: then it is published as it is"),
            )
        })
    }

    /// Whether all of a copy is there: a WebP says how long it is. One that was cut off, as by a full disk, is made again.
    fn has(&self, name: &str) -> bool {
        let place = self.cache.place(name);
        let mut head = [0; 8];
        let read = fs::open_at(&place, name, 0).map(|mut file| file.read_exact(&mut head));
        let said = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
        matches!(read, Ok(Ok(()))) && fs::length(&place) == Some(u64::from(said) + 8)
    }
}

/// What a copy is kept as: all that its bytes follow from.
fn name_of(file: &MediaFile, copy: &Smaller, quality: u8) -> String {
    let (sum, width, height) = (file.checksum, copy.width, copy.height);
    format!("{sum:016x}-{width}x{height}-{quality}-{RECIPE}.webp")
}

fn lock(turn: &Mutex<()>) -> MutexGuard<'_, ()> {
    // It guards no data.
    turn.lock().unwrap_or_else(PoisonError::into_inner)
}
