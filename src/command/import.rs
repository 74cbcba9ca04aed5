//! `livesite import`: captures of live pages into entries.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono_tz::Tz;
use serde_json::Value;

use super::Outcome;
use super::memory::read_profiles;
use super::terminal::{Terminal, plural, print};
use crate::archive::{self, Archive, Choice};
use crate::base::address::BaseUrl;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics, has_errors, nearest, sort};
use crate::base::source_text::SourceText;
use crate::base::{fs, slug, zone};
use crate::capture::{self, Profiles, Reading};
use crate::cli::{Import, ImportFormat};
use crate::render::dataset::coverage_data;
use crate::source::config::{Outputs, SiteConfig};
use crate::source::content::Content;
use crate::source::coverage::{Coverage, Settings};
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
    for path in &arguments.captures {
        let Some(source) = read_capture(path, &mut diagnostics) else {
            continue;
        };
        let beside = Beside::of(&arguments.root, path, &mut diagnostics);
        let settings = over(&beside.settings, &settings);
        if arguments.explain {
            explain(&source, &settings, &profiles);
        }
        if let Some(archive) = import(&source, &settings, &profiles, &mut diagnostics) {
            read.push(Imported {
                path: path.clone(),
                source,
                beside,
                archive,
            });
        }
    }
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
                    terminal.line(&format!(
                        "{}: {} entries",
                        coverage.shown,
                        coverage.entries.len()
                    ));
                }
            }
        }
        ImportFormat::Files => return super::import_files::write(arguments, &read, terminal),
    }
    Outcome::Clean
}

/// A capture that was read.
#[derive(Debug)]
pub struct Imported {
    /// Where it was read from.
    pub path: PathBuf,
    /// Its text.
    pub source: Arc<SourceText>,
    /// What stood beside it.
    pub beside: Beside,
    /// Its one coverage.
    pub archive: Archive,
}

/// The settings that stand beside a transcript in `content/`: they were written for it.
#[derive(Debug, Default)]
pub struct Beside {
    /// Whether the capture stands at the top of `content/`, as a coverage of its own.
    pub in_content: bool,
    /// `<coverage>.toml`, where there is one.
    pub path: Option<PathBuf>,
    /// What it says.
    pub settings: Settings,
}

impl Beside {
    fn of(root: &Path, capture: &Path, diagnostics: &mut Diagnostics) -> Self {
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

fn read_capture(path: &Path, diagnostics: &mut Diagnostics) -> Option<Arc<SourceText>> {
    let shown = path.to_string_lossy().replace('\\', "/");
    match fs::read_text(path, &shown) {
        Ok(source) if source.text.trim().is_empty() => {
            diagnostics.push(
                Diagnostic::error(Code::EmptyFile, format!("{shown} is empty")).in_file(shown),
            );
            None
        }
        Ok(source) => Some(source),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    }
}

/// One capture as an archive of its own.
fn import(
    source: &Arc<SourceText>,
    settings: &Settings,
    profiles: &Arc<Profiles>,
    diagnostics: &mut Diagnostics,
) -> Option<Archive> {
    let name = source.path.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let coverage = Coverage {
        slug: slug::slugify(stem).unwrap_or_else(|| "coverage".into()),
        name: stem.into(),
        shown: source.path.clone(),
        settings: settings.clone(),
        entries: Vec::new(),
        transcripts: vec![Arc::clone(source)],
        captures: Vec::new(),
    };
    let content = Content {
        coverages: vec![Arc::new(coverage)],
        ..Content::default()
    };
    let archive = archive::resolve(
        &outside_a_site()?,
        content,
        profiles,
        Choice { drafts: true },
        &mut archive::Memory::default(),
        diagnostics,
    );
    (!archive.coverages.is_empty()).then_some(archive)
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

/// Every line of the capture with what it was taken for, then the counts.
fn explain(source: &Arc<SourceText>, settings: &Settings, profiles: &Profiles) {
    let options =
        archive::capture_options(settings, settings.time_zone.as_ref().map(|zone| zone.value));
    let mut unheard = Vec::new();
    let Some(reading) = capture::read(source, &options, profiles, &mut unheard) else {
        return;
    };
    print(&explained(source, &reading));
}

fn explained(source: &SourceText, reading: &Reading) -> String {
    let mut text = String::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let lines: Vec<&str> = source.text.lines().collect();
    for placed in &reading.lines {
        let class = placed.class.to_string();
        let line = lines.get(placed.number - 1).copied().unwrap_or_default();
        text.push_str(&format!("{:>6}  {class:<24}  {line}\n", placed.number));
        *counts.entry(class).or_default() += 1;
    }
    let runner_up = reading
        .runner_up
        .as_ref()
        .map_or_else(String::new, |name| format!(", next best {name}"));
    text.push_str(&format!(
        "\nprofile {}{runner_up}; {}\n",
        reading.profile,
        plural(reading.lines.len(), "line")
    ));
    for (class, count) in counts {
        text.push_str(&format!("{count:>6}  {class}\n"));
    }
    text
}
