//! `livesite import`: captures of live pages into entries.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono_tz::Tz;
use serde_json::Value;

use super::Outcome;
use super::import_group::{self, Imported};
use super::import_read;
use super::memory::read_profiles;
use super::terminal::{Terminal, print};
use crate::base::address::BaseUrl;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics, has_errors, nearest, sort};
use crate::base::source_text::SourceText;
use crate::base::{fs, zone};
use crate::capture::Profiles;
use crate::cli::{Import, ImportFormat};
use crate::render::dataset::coverage_data;
use crate::source::config::{Outputs, SiteConfig};
use crate::source::coverage::Settings;
use crate::source::coverage_file;

/// Reads the captures and gives what the flags ask for.
#[must_use]
pub fn run(arguments: &Import, terminal: &Terminal) -> Outcome {
    let mut diagnostics = Vec::new();
    let mut profiles = read_profiles(&arguments.root, &mut diagnostics);
    let Some(settings) = settings(arguments, &mut profiles, &mut diagnostics) else {
        terminal.diagnostics(&diagnostics);
        return Outcome::BadCall;
    };
    let profiles = Arc::new(profiles);
    let mut read = Vec::new();
    let mut given = std::collections::BTreeSet::new();
    for path in &arguments.captures {
        if !given.insert(fs::canonical(path).unwrap_or_else(|| path.clone())) {
            continue;
        }
        let beside = Beside::of(&arguments.root, path, &mut diagnostics);
        let settings = over(&beside.settings, &settings);
        read.extend(import_read::read(
            path,
            beside,
            settings,
            &profiles,
            arguments.explain,
            &mut diagnostics,
        ));
    }
    let read = import_group::group(
        &arguments.root,
        arguments.into.as_deref(),
        read,
        &profiles,
        &mut diagnostics,
    );
    sort(&mut diagnostics);
    terminal.diagnostics(&diagnostics);
    if has_errors(&diagnostics) {
        return Outcome::Mistakes;
    }
    match arguments.format {
        ImportFormat::Json => print_json(&read),
        ImportFormat::Files if arguments.dry_run => {
            for Imported { archive, .. } in &read {
                for coverage in &archive.coverages {
                    let entries = match coverage.entries.len() {
                        1 => "1 entry".to_string(),
                        many => format!("{many} entries"),
                    };
                    terminal.line(&format!("{}: {entries}", coverage.shown));
                }
            }
        }
        ImportFormat::Files => return super::import_files::write(arguments, &read, terminal),
    }
    Outcome::Clean
}

/// The settings that stand beside a transcript in `content/`: they were written for it.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// Whether the capture stands at the top of `content/`, as a coverage of its own.
    pub in_content: bool,
    /// `<coverage>.toml`, where there is one.
    pub path: Option<PathBuf>,
    /// What it says.
    pub settings: Settings,
}

impl Beside {
    /// The pictures that a browser saved with a page, in `<name>_files` or `<name>.files` beside it: each under the
    /// address by which the page may name it, with a name for `media/` and its place.
    #[must_use]
    pub fn pictures(capture: &Path) -> BTreeMap<String, (String, PathBuf)> {
        let mut pictures = BTreeMap::new();
        let (Some(folder), Some(stem)) = (capture.parent(), capture.file_stem()) else {
            return pictures;
        };
        let stem = stem.to_string_lossy();
        for ending in [
            "_files",
            ".files",
            "-Dateien",
            "_fichiers",
            "_archivos",
            "_file",
        ] {
            let name = format!("{stem}{ending}");
            for file in fs::names_in(&folder.join(&name)) {
                if !is_picture(&file) {
                    continue;
                }
                let place = folder.join(&name).join(&file);
                let encoded = |text: &str| crate::base::address::percent_encode(text);
                for address in [
                    format!("{name}/{file}"),
                    format!("{}/{}", encoded(&name), encoded(&file)),
                ] {
                    for start in ["", "./"] {
                        pictures.insert(format!("{start}{address}"), (file.clone(), place.clone()));
                    }
                }
            }
        }
        pictures
    }

    /// The settings beside a capture, and whether it stands in `content/`.
    #[must_use]
    pub fn of(root: &Path, capture: &Path, diagnostics: &mut Diagnostics) -> Self {
        let content = fs::canonical(&root.join("content"));
        let folder = fs::canonical(capture).and_then(|path| path.parent().map(Path::to_path_buf));
        if content.is_none() || content != folder {
            return Self::default();
        }
        let path = capture.with_extension("toml");
        if !fs::exists(&path) {
            return Self {
                in_content: true,
                ..Self::default()
            };
        }
        let shown = path.to_string_lossy().replace('\\', "/");
        match fs::read_text(&path, &shown) {
            Ok(text) => {
                let settings = coverage_file::read(&text, diagnostics);
                Self {
                    in_content: true,
                    path: Some(path),
                    settings,
                }
            }
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                Self {
                    in_content: true,
                    ..Self::default()
                }
            }
        }
    }
}

/// Whether a file is a picture by its name, as the page's own scripts and styles are not.
fn is_picture(name: &str) -> bool {
    let ending = name
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    matches!(
        ending.as_str(),
        "jpg"
            | "jpeg"
            | "png"
            | "gif"
            | "webp"
            | "avif"
            | "svg"
            | "mp4"
            | "webm"
            | "mp3"
            | "m4a"
            | "ogg"
    )
}

/// The flags over the settings that stand beside the capture.
fn over(beside: &Settings, flags: &Settings) -> Settings {
    let mut settings = beside.clone();
    settings.time_zone = flags.time_zone.clone().or(settings.time_zone);
    settings.zones.extend(flags.zones.clone());
    settings.date = flags.date.or(settings.date);
    settings.year = flags.year.or(settings.year);
    settings.untimed |= flags.untimed;
    if flags.profile.is_some() {
        // Its place would be one in the settings' text.
        settings.profile.clone_from(&flags.profile);
        settings.text = None;
    }
    settings
}

/// Settings that add nothing to what a capture says: an imported page comes from elsewhere, so neither the zone nor
/// the language of the site it goes into says anything about it.
pub(super) fn outside_a_site() -> Option<SiteConfig> {
    Some(SiteConfig {
        text: SourceText::new("", ""),
        title: String::new(),
        base_url: BaseUrl::parse("https://example.org/").ok()?,
        time_zone: None,
        language: "und".into(),
        description: None,
        theme: String::new(),
        per_page: 50,
        feed_limit: 50,
        smart_punctuation: false,
        publish_captures: false,
        outputs: Outputs::default(),
        theme_options: BTreeMap::new(),
        extra: Value::Null,
    })
}

/// The flags as a coverage's settings; `None` where one cannot be understood.
fn settings(
    arguments: &Import,
    profiles: &mut Profiles,
    diagnostics: &mut Diagnostics,
) -> Option<Settings> {
    let mut settings = Settings {
        date: arguments.date,
        year: arguments.year,
        untimed: arguments.untimed,
        ..Settings::default()
    };
    for option in &arguments.zone {
        let (word, name) = match option.split_once('=') {
            Some((word, name)) => (Some(word.trim()), name),
            None => (None, option.as_str()),
        };
        let zone = zone_option(option, name, diagnostics)?;
        let spanned = crate::base::source_text::Spanned::new(zone, 0..0);
        match word {
            Some(word) => {
                settings.zones.insert(word.into(), spanned);
            }
            None => settings.time_zone = Some(spanned),
        }
    }
    let mut profile = arguments.profile.clone();
    if profile.ends_with(".toml") {
        let text = match fs::read_text(Path::new(&profile), &profile) {
            Ok(text) => text,
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                return None;
            }
        };
        *profiles = std::mem::take(profiles).with(&text, diagnostics);
        if has_errors(diagnostics) {
            return None;
        }
        profile = profiles.iter().next()?.name.clone();
    } else if profile != "auto" {
        profiles.named(&profile, None, diagnostics)?;
    }
    if profile != "auto" {
        settings.profile = Some(crate::base::source_text::Spanned::new(profile, 0..0));
    }
    Some(settings)
}

fn zone_option(option: &str, name: &str, diagnostics: &mut Diagnostics) -> Option<Tz> {
    let zone = zone::parse_zone(name);
    if zone.is_none() {
        let mut diagnostic = Diagnostic::error(
            Code::UnknownZone,
            format!("--zone {option}: there is no time zone `{name}`"),
        );
        if let Some(near) = nearest(name, zone::zone_names()) {
            diagnostic = diagnostic.hint(format!("did you mean `{near}`?"));
        }
        diagnostics.push(diagnostic.hint("zones are named by place, as `Europe/London` (IANA)"));
    }
    zone
}

fn print_json(read: &[Imported]) {
    let mut data: Vec<Value> = read
        .iter()
        .map(|imported| {
            serde_json::to_value(coverage_data(&imported.archive, 0)).unwrap_or_default()
        })
        .collect();
    let value = if data.len() == 1 {
        data.remove(0)
    } else {
        Value::Array(data)
    };
    print(&format!(
        "{}\n",
        serde_json::to_string_pretty(&value).unwrap_or_default()
    ));
}
