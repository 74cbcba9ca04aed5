//! Containers: files that hold pages and their pictures. WARC, the WACZ around it, MHTML.
//!
//! A container is read as a stream, more than once: first which pictures it holds, then its pages one by one, then
//! the pictures that those show. Never more than one record is in memory, however large the container is.

use std::collections::{BTreeMap, BTreeSet};

use super::structured::Captured;

pub mod http;
pub mod mhtml;
pub mod transfer;
pub mod warc;
pub mod zip;

/// The largest picture that is taken along.
const LARGEST_PICTURE: usize = 64 << 20;

/// What a container held.
#[derive(Debug, Default)]
pub struct Contained {
    /// The live pages.
    pub pages: Vec<Captured>,
    /// The pictures that they show.
    pub pictures: Vec<Picture>,
}

/// A picture out of a container.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The address by which its page names it.
    pub address: String,
    /// Its name in `media/`.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The file names of pictures, by address: their own, with a number where two have the same.
#[derive(Debug, Default)]
pub struct Names {
    by_address: BTreeMap<String, String>,
    taken: BTreeSet<String>,
}

impl Names {
    /// Gives the picture at an address a name.
    pub fn add(&mut self, address: &str, media_type: &str) {
        if self.by_address.contains_key(address) {
            return;
        }
        let path = super::markup::address::bare(address);
        let last = path.rsplit('/').next().unwrap_or_default();
        let (stem, ending) = match last.rsplit_once('.') {
            Some((stem, ending))
                if ending.len() <= 5 && ending.bytes().all(|byte| byte.is_ascii_alphanumeric()) =>
            {
                (stem, ending.to_ascii_lowercase())
            }
            _ => (last, ending_of(media_type).to_string()),
        };
        let stem = crate::base::slug::slugify(stem).unwrap_or_else(|| "picture".into());
        let mut name = format!("{stem}.{ending}");
        let mut number = 1;
        while !self.taken.insert(name.clone()) {
            number += 1;
            name = format!("{stem}-{number}.{ending}");
        }
        self.by_address.insert(address.to_string(), name);
    }

    /// All of them.
    #[must_use]
    pub fn map(&self) -> &BTreeMap<String, String> {
        &self.by_address
    }
}

/// Whether a media type is one of pictures, films or sounds that go into `media/`.
#[must_use]
pub fn is_picture(media_type: &str) -> bool {
    ["image/", "video/", "audio/"]
        .iter()
        .any(|start| media_type.starts_with(start))
}

fn ending_of(media_type: &str) -> &str {
    let kind = media_type
        .split([';', '+'])
        .next()
        .unwrap_or_default()
        .trim();
    match kind.rsplit('/').next().unwrap_or_default() {
        "jpeg" | "pjpeg" => "jpg",
        "svg" => "svg",
        "mpeg" if kind.starts_with("audio") => "mp3",
        "" => "bin",
        other if other.len() <= 5 => other,
        _ => "bin",
    }
}
