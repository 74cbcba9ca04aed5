//! `livesite import`: captures of live pages into entries.

use std::path::Path;
use std::sync::Arc;

use chrono_tz::Tz;
use rayon::prelude::*;
use serde_json::Value;

use super::Outcome;
use super::import_beside::Beside;
use super::import_given;
use super::import_group::{self, Ground, Imported};
use super::import_read::{self, Read};
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
    let Some((given, kept)) = import_given::given(&arguments.captures, &mut diagnostics) else {
        terminal.diagnostics(&diagnostics);
        return Outcome::Mistakes;
    };
    terminal.begin("read", given.iter().map(|one| one.pieces).sum());
    let read: Vec<(Vec<Read>, Diagnostics, String)> = given
        .par_iter()
        .map(|one| {
            let mut said = Vec::new();
            let mut told = String::new();
            let beside = Beside::of(&arguments.root, &one.path, &mut said);
            let settings = over(&beside.settings, &settings);
            let explain = arguments.explain.then_some(&mut told);
            let read = import_read::read(
                one, beside, settings, &profiles, explain, terminal, &mut said,
            );
            (read, said, told)
        })
        .collect();
    let mut good = Vec::new();
    for (read, said, told) in read {
        explained(arguments, terminal, &told);
        if !has_errors(&said) {
            good.extend(read);
        }
        diagnostics.extend(said);
    }
    if arguments.into.is_some() && has_errors(&diagnostics) {
        // A coverage without one of its captures would be another.
        good.clear();
    }
    let ground = Ground {
        root: &arguments.root,
        profiles: &profiles,
        terminal,
        attribution: arguments.format == ImportFormat::Json,
    };
    let (made, live_pages) =
        import_group::group(&ground, arguments.into.as_deref(), good, &mut diagnostics);
    sort(&mut diagnostics);
    terminal.diagnostics(&diagnostics);
    let written = match arguments.format {
        ImportFormat::Json => print_json(&made, live_pages.max(given.len()) > 1),
        ImportFormat::Files if arguments.dry_run => counted(&made, terminal),
        ImportFormat::Files => super::import_files::write(arguments, &made, terminal),
    };
    drop(kept);
    match written {
        Outcome::Clean if has_errors(&diagnostics) => Outcome::Mistakes,
        outcome => outcome,
    }
}

/// What each line was taken for: beside JSON it is no part of the output.
fn explained(arguments: &Import, terminal: &Terminal, told: &str) {
    match arguments.format {
        _ if told.is_empty() => {}
        ImportFormat::Json => terminal.line(told),
        ImportFormat::Files => print(told),
    }
}

fn counted(made: &[Imported], terminal: &Terminal) -> Outcome {
    for Imported { archive, .. } in made {
        for coverage in &archive.coverages {
            let entries = match coverage.entries.len() {
                1 => "1 entry".to_string(),
                many => format!("{many} entries"),
            };
            terminal.line(&format!("{}: {entries}", coverage.shown));
        }
    }
    Outcome::Clean
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
/// the language of the site it goes into says anything about it. Who speaks and what it is about is found only where
/// somebody wants to see it (`attribution`).
pub(super) fn outside_a_site(attribution: bool) -> Option<SiteConfig> {
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
        cards: false,
        pictures: None,
        outputs: Outputs {
            attribution,
            ..Outputs::default()
        },
        theme_options: None,
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

/// One coverage as an object, several as an array of them.
fn print_json(made: &[Imported], several: bool) -> Outcome {
    let mut data: Vec<Value> = made
        .iter()
        .map(|imported| {
            serde_json::to_value(coverage_data(&imported.archive, 0)).unwrap_or_default()
        })
        .collect();
    let value = match data.pop() {
        None => return Outcome::Clean,
        Some(one) if data.is_empty() && !several => one,
        Some(last) => {
            data.push(last);
            Value::Array(data)
        }
    };
    print(&format!(
        "{}\n",
        serde_json::to_string_pretty(&value).unwrap_or_default()
    ));
    Outcome::Clean
}
