//! The smaller copies of a picture: how large each is, where it stands, and how a page names them.

use xxhash_rust::xxh3::xxh3_64;

use super::plan::Plan;
use crate::base::address::{BaseUrl, SitePath};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::markdown::Copies;
use crate::source::coverage::MediaFile;
use crate::source::pictures::Pictures;

/// The edition of the recipe by which copies are made. Another one gives them other names, so that what a browser or
/// a cache has under a name never is another picture.
pub const RECIPE: u32 = 1;
/// Pixels of a picture of which copies are made. A hostile file of a few kilobytes can claim any number.
const MOST_PIXELS: u64 = 120_000_000;
/// WebP has no larger sides.
const LONGEST_SIDE: u32 = 16_383;

/// A smaller copy of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Smaller {
    /// Its address.
    pub path: SitePath,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// The copies that a file gets; `address` makes an address of a path below `content/` and a fingerprint.
pub(super) fn copies_of(
    file: &MediaFile,
    settings: &Pictures,
    address: impl Fn(&str, &str) -> SitePath,
) -> Vec<Smaller> {
    let path = &file.content_path;
    let (Some(_), Some(width), Some(height)) = (file.still, file.width, file.height) else {
        return Vec::new();
    };
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS || settings.except.iter().any(|one| one.value == *path) {
        return Vec::new();
    }
    let stem = path
        .rsplit_once('.')
        .map_or(path.as_str(), |(stem, _)| stem);
    widths(width, &settings.widths)
        .into_iter()
        .map(|narrow| (narrow, scaled(height, narrow, width)))
        .filter(|(_, low)| *low <= LONGEST_SIDE)
        .map(|(width, height)| {
            let key = format!(
                "{path} {:016x} {width} {} {RECIPE}",
                file.checksum, settings.quality
            );
            let fingerprint = format!("{:016x}", xxh3_64(key.as_bytes()));
            Smaller {
                path: address(&format!("{stem}-{width}.webp"), &fingerprint[..8]),
                width,
                height,
            }
        })
        .collect()
}

/// How wide the copies of a picture are: never wider than it is, and the widest as wide as it is where that is less than
/// the site's widest, so that no screen gets less than before. A width that saves next to nothing is left out.
fn widths(width: u32, wanted: &[u32]) -> Vec<u32> {
    let (Some(&narrowest), Some(&widest)) = (wanted.first(), wanted.last()) else {
        return Vec::new();
    };
    let last = width.min(widest);
    let saves = |narrow: u32| u64::from(narrow) * 10 < u64::from(last) * 9;
    if width <= narrowest {
        return Vec::new();
    }
    let mut widths: Vec<u32> = wanted.iter().copied().filter(|one| saves(*one)).collect();
    widths.push(last);
    widths
}

/// A height that shrinks as the width does, rounded, and never nothing.
fn scaled(height: u32, narrow: u32, width: u32) -> u32 {
    let (height, narrow, width) = (u64::from(height), u64::from(narrow), u64::from(width));
    let scaled = (height * narrow + width / 2) / width.max(1);
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

impl Plan {
    /// The copies of a file as an `<img>` names them; `None` where there are none.
    pub(super) fn copies(&self, index: usize) -> Option<Copies> {
        let copies = self.addresses.copies(index);
        (!copies.is_empty()).then(|| Copies {
            srcset: srcset(copies, &self.config.base_url),
            sizes: self.picture_sizes.clone(),
        })
    }

    /// Says which of the pictures that the settings except are none.
    pub(super) fn report_exceptions(&self, diagnostics: &mut Diagnostics) {
        let except = self.config.pictures.iter().flat_map(|one| &one.except);
        let files = || {
            self.archive
                .media
                .iter()
                .map(|file| file.content_path.as_str())
        };
        for path in except {
            if files().any(|file| file == path.value) {
                continue;
            }
            let diagnostic = Diagnostic::error(
                Code::MissingMedia,
                format!("there is no file content/{}", path.value),
            )
            .at(&self.config.text, path.span.clone());
            diagnostics.push(match nearest(&path.value, files()) {
                Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                None => {
                    diagnostic.hint("a picture is named from content/: `harbour/media/map.png`")
                }
            });
        }
    }
}

/// Addresses and widths. A comma within an address is written out: it could end the address.
fn srcset(copies: &[Smaller], base_url: &BaseUrl) -> String {
    let each = copies.iter().map(|copy| {
        let href = base_url.href(&copy.path).replace(',', "%2C");
        format!("{href} {}w", copy.width)
    });
    each.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_picture_gets_the_widths_that_save_something() {
        let wanted = [480, 960, 1440];
        for (width, expected) in [
            (4000, &[480, 960, 1440][..]),
            (1440, &[480, 960, 1440]),
            (1000, &[480, 1000]),
            (1100, &[480, 960, 1100]),
            (500, &[500]),
            (480, &[]),
            (1, &[]),
        ] {
            assert_eq!(widths(width, &wanted), expected, "{width}");
        }
        assert_eq!(widths(4000, &[]), [0_u32; 0]);
    }

    #[test]
    fn a_height_keeps_its_proportion() {
        assert_eq!(scaled(3000, 480, 4000), 360);
        assert_eq!(scaled(1, 480, 4000), 1);
        assert_eq!(scaled(u32::MAX, 16, u32::MAX), 16);
    }

    proptest! {
        #[test]
        fn no_copy_is_wider_than_its_picture(width in 1..20_000_u32, mut wanted in proptest::collection::vec(16..16_384_u32, 1..5)) {
            wanted.sort_unstable();
            let widths = widths(width, &wanted);
            prop_assert!(widths.iter().all(|one| *one <= width));
            prop_assert!(widths.is_sorted_by(|one, next| one < next));
            prop_assert_eq!(widths.is_empty(), width <= wanted[0]);
        }
    }
}
