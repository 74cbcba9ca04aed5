//! What import remembers of a coverage, in `captures/_import.json`: which captures it was read from and how, and what
//! it wrote, so that a file that somebody edited since is told from one that nobody touched. A build takes from it
//! where the entries come from.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::coverage::Settings;
use crate::base::checksum::sha256;
use crate::base::diagnostic::Diagnostic;
use crate::base::fs;
use crate::base::source_text::Spanned;
use crate::base::zone::parse_zone;

/// The file's name below `captures/`.
pub const FILE: &str = "_import.json";

/// The ledger of one coverage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Who wrote it.
    pub livesite: String,
    /// The captures, by file name.
    pub captures: Vec<Known>,
    /// What was written: path below the coverage's folder.
    pub files: BTreeMap<String, Written>,
}

/// A capture, and what was known of it besides.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Its name in `captures/`.
    pub file: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Where its page stood, as it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was saved, as it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captured: Option<DateTime<FixedOffset>>,
    /// How it was read: `profile bbc 3f2a9c11`, `HTML, layout reach`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader: Option<String>,
    /// `--zone`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// `--zone WORD=…`
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub zones: BTreeMap<String, String>,
    /// `--date`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<chrono::NaiveDate>,
    /// `--year`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// `--untimed`
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub untimed: bool,
    /// `--profile`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
}

impl Known {
    /// A capture with the settings it was read with.
    #[must_use]
    pub fn new(file: String, sha256: String, settings: &Settings) -> Self {
        Self {
            file,
            sha256,
            url: None,
            captured: None,
            reader: None,
            zone: settings
                .time_zone
                .as_ref()
                .map(|zone| zone.value.name().to_string()),
            zones: settings
                .zones
                .iter()
                .map(|(word, zone)| (word.clone(), zone.value.name().to_string()))
                .collect(),
            date: settings.date,
            year: settings.year,
            untimed: settings.untimed,
            profile: settings
                .profile
                .as_ref()
                .map(|profile| profile.value.clone()),
        }
    }

    /// The settings it was read with; a profile that is no more (`is_profile`) is left to be found anew.
    #[must_use]
    pub fn settings(&self, is_profile: impl Fn(&str) -> bool) -> Settings {
        let spanned = |name: &String| parse_zone(name).map(|zone| Spanned::new(zone, 0..0));
        Settings {
            time_zone: self.zone.as_ref().and_then(spanned),
            zones: self
                .zones
                .iter()
                .filter_map(|(word, name)| Some((word.clone(), spanned(name)?)))
                .collect(),
            date: self.date,
            year: self.year,
            untimed: self.untimed,
            profile: self
                .profile
                .clone()
                .filter(|name| is_profile(name))
                .map(|name| Spanned::new(name, 0..0)),
            ..Settings::default()
        }
    }
}

/// A file as it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// SHA-256 of the whole.
    pub whole: String,
    /// SHA-256 without what changes with the entries around it.
    pub said: String,
}

impl Written {
    /// What a text is remembered by.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let said: Vec<&str> = text
            .lines()
            .filter(|line| !line.starts_with("position = ") && !line.starts_with("source = "))
            .collect();
        Self {
            whole: sha256(text.as_bytes()),
            said: sha256(said.join("\n").as_bytes()),
        }
    }
}

impl Ledger {
    /// The ledger of a coverage; an empty one where there is none, or none that can be read.
    #[must_use]
    pub fn read(folder: &Path) -> Self {
        let path = folder.join("captures").join(FILE);
        if !fs::exists(&path) {
            return Self::default();
        }
        fs::read_bytes(&path, FILE)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Writes it; unchanged bytes are not written again.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, folder: &Path, name: &str) -> Result<(), Box<Diagnostic>> {
        let path = folder.join("captures").join(FILE);
        let text = format!(
            "{}\n",
            serde_json::to_string_pretty(self).unwrap_or_default()
        );
        let same = fs::read_bytes(&path, FILE).is_ok_and(|bytes| bytes == text.as_bytes());
        if same {
            return Ok(());
        }
        fs::write(
            &path,
            &format!("content/{name}/captures/{FILE}"),
            text.as_bytes(),
        )
    }
}
