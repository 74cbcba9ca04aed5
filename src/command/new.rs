//! `livesite new COVERAGE [HEADLINE]`: an entry file with the right name, time and front matter.

use std::sync::Arc;

use chrono::{DateTime, DurationRound, FixedOffset, Local, NaiveDateTime, TimeDelta};

use super::Outcome;
use super::terminal::Terminal;
use crate::base::diagnostic::{Code, Diagnostic, sort};
use crate::base::source_text::{Place, SourceText, Spanned};
use crate::base::zone::{self, LocalTime};
use crate::base::{fs, slug};
use crate::cli::New;
use crate::source::content::read_site;
use crate::source::entry::{Body, Entry, Moment};
use crate::source::entry_writer;

/// Writes the file and prints its path.
#[must_use]
pub fn run(arguments: &New, terminal: &Terminal) -> Outcome {
    match file(arguments) {
        Ok((path, shown, text)) => match fs::write(&path, &shown, text.as_bytes()) {
            Ok(()) => {
                super::terminal::print(&format!("{shown}\n"));
                Outcome::Clean
            }
            Err(diagnostic) => failed(terminal, &diagnostic, Outcome::Mistakes),
        },
        Err(diagnostic) => failed(terminal, &diagnostic, Outcome::BadCall),
    }
}

fn failed(terminal: &Terminal, diagnostic: &Diagnostic, outcome: Outcome) -> Outcome {
    terminal.diagnostics(std::slice::from_ref(diagnostic));
    outcome
}

fn file(arguments: &New) -> Result<(std::path::PathBuf, String, String), Box<Diagnostic>> {
    // Mistakes elsewhere in the site are not this command's to report.
    let mut unheard = Vec::new();
    let Some((config, content)) = read_site(&arguments.root, &mut unheard) else {
        sort(&mut unheard);
        return Err(Box::new(unheard.remove(0)));
    };
    let known = content.coverages.iter().find(|coverage| {
        coverage.slug == arguments.coverage || coverage.name == arguments.coverage
    });
    let folder = match known {
        Some(coverage) if coverage.shown.ends_with(".txt") => {
            return Err(Box::new(
                Diagnostic::error(
                    Code::MisplacedFile,
                    format!(
                        "{} is one transcript, which takes no entry files",
                        coverage.shown
                    ),
                )
                .hint(format!(
                    "turn it into entry files first: livesite import {}",
                    coverage.shown
                )),
            ));
        }
        Some(coverage) => coverage.name.clone(),
        None => slug::slugify(&arguments.coverage).ok_or_else(|| {
            Box::new(Diagnostic::error(
                Code::BadName,
                format!("`{}` has neither letter nor digit", arguments.coverage),
            ))
        })?,
    };
    let zone = known
        .and_then(|coverage| coverage.settings.time_zone.as_ref().map(|zone| zone.value))
        .or(config.time_zone);
    let published = match &arguments.at {
        None => {
            // To the minute, as a live page gives its times.
            let now = Local::now().fixed_offset();
            let now = now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(now);
            zone.map_or(now, |zone| zone::in_zone(now, zone))
        }
        Some(written) => given_time(written, zone)?,
    };
    let headline = arguments
        .headline
        .clone()
        .filter(|headline| !headline.trim().is_empty());
    let words = headline.as_deref().unwrap_or("entry");
    let id = slug::with_prefix(&published.format("%Y-%m-%d-%H%M").to_string(), words);
    let shown = format!("content/{folder}/{id}.md");
    let path = arguments
        .root
        .join("content")
        .join(&folder)
        .join(format!("{id}.md"));
    if fs::exists(&path) {
        return Err(Box::new(
            Diagnostic::error(Code::OutputNotOurs, format!("{shown} is there already"))
                .in_file(shown)
                .hint("give it another headline or time"),
        ));
    }
    let source = SourceText::new(shown.as_str(), "");
    let entry = Entry {
        headline,
        published: Some(Spanned::new(Moment::Instant(published), 0..0)),
        body: Arc::new(Body::Made("Write here.".into())),
        ..Entry::empty(Place::start_of(&source))
    };
    Ok((path, shown, entry_writer::to_text(&entry)))
}

/// A time as somebody types it: with an offset, or in the coverage's zone.
fn given_time(
    written: &str,
    zone: Option<chrono_tz::Tz>,
) -> Result<DateTime<FixedOffset>, Box<Diagnostic>> {
    let written = written.trim().replacen(' ', "T", 1);
    if let Ok(instant) = DateTime::parse_from_rfc3339(&written) {
        return Ok(instant);
    }
    let local = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(&written, form).ok());
    let bad = |code, message: String| {
        Box::new(Diagnostic::error(code, message).hint(
            "write it as --at 2031-03-04T13:42, or with an offset, --at 2031-03-04T13:42:00+01:00",
        ))
    };
    let Some(local) = local else {
        return Err(bad(Code::BadDate, format!("--at {written} is not a time")));
    };
    let Some(zone) = zone else {
        return Err(bad(
            Code::MissingZone,
            format!("--at {written} has no offset, and no time zone is known here"),
        ));
    };
    match zone::resolve(local, zone) {
        LocalTime::Single(instant) => Ok(instant),
        LocalTime::Gap => Err(bad(
            Code::TimeGap,
            format!("--at {written} did not happen in {zone}"),
        )),
        LocalTime::Overlap(..) => Err(bad(
            Code::TimeOverlap,
            format!("--at {written} happened twice in {zone}"),
        )),
    }
}
