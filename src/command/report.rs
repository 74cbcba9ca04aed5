//! `livesite report`: what a coverage seems to lack, by what its entries tell and by what its captures do.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use serde_json::json;

use super::Outcome;
use super::import_beside::Beside;
use super::import_given::Given;
use super::import_read::{self, Held};
use super::memory::read_profiles;
use super::speakers::coverage_named;
use super::terminal::{Terminal, plural, print};
use crate::archive::completeness::{Lacks, lacks};
use crate::archive::{self, Choice};
use crate::base::diagnostic::{Diagnostics, has_errors};
use crate::capture::completeness::Lacking;
use crate::capture::{self, Profiles};
use crate::cli::{ListFormat, Report};
use crate::source::content::read_site;
use crate::source::coverage::Coverage;

/// Names of entries that are shown in one line; more are counted.
const SHOWN: usize = 8;

/// A capture of the coverage and what it tells of what it does not hold.
#[derive(Debug, Serialize)]
struct Told {
    file: String,
    page: Option<(usize, usize)>,
    skipped_numbers: Vec<(u64, u64)>,
    lines: Option<usize>,
    unplaced_lines: Vec<usize>,
    #[serde(skip)]
    key_events: Vec<String>,
}

/// Prints what a coverage lacks.
#[must_use]
pub fn run(arguments: &Report, terminal: &Terminal) -> Outcome {
    let mut said = Vec::new();
    let Some((config, content)) = read_site(&arguments.root, &mut said) else {
        terminal.diagnostics(&said);
        return Outcome::BadCall;
    };
    let profiles = Arc::new(read_profiles(&arguments.root, &mut said));
    let sources = content.coverages.clone();
    let archive = archive::resolve(
        &config,
        content,
        &profiles,
        Choice { drafts: true },
        &mut archive::Memory::default(),
        &mut said,
    );
    if has_errors(&said) {
        terminal.diagnostics(&said);
        return Outcome::Mistakes;
    }
    let coverage = match coverage_named(&archive, &arguments.coverage) {
        Ok(id) => &archive.coverages[id],
        Err(message) => {
            terminal.line(&message);
            return Outcome::BadCall;
        }
    };
    let told: Vec<Told> = sources
        .iter()
        .filter(|source| source.slug == coverage.slug)
        .flat_map(|source| told(source, config.time_zone, &profiles, terminal))
        .collect();
    let listed: Vec<String> = told.iter().flat_map(|one| one.key_events.clone()).collect();
    let lacks = lacks(coverage, &listed);
    print(&match arguments.format {
        ListFormat::Json => {
            let value = json!({
                "coverage": coverage.slug,
                "entries": coverage.entries.len(),
                "captures": told,
                "lacks": lacks,
            });
            format!(
                "{}\n",
                serde_json::to_string_pretty(&value).unwrap_or_default()
            )
        }
        ListFormat::Table => in_words(coverage, &told, &lacks),
    });
    Outcome::Clean
}

/// What the captures of a coverage tell: the transcripts in it, and what import kept, read again as it was then.
fn told(
    source: &Coverage,
    site_zone: Option<chrono_tz::Tz>,
    profiles: &Arc<Profiles>,
    terminal: &Terminal,
) -> Vec<Told> {
    let mut unheard: Diagnostics = Vec::new();
    let zone = source.settings.time_zone.as_ref().map(|zone| zone.value);
    let options = archive::capture_options(&source.settings, zone.or(site_zone));
    let mut all = Vec::new();
    for text in &source.transcripts {
        if let Some(reading) = capture::read(text, &options, profiles, &mut unheard) {
            all.push(of(&text.path, Lacking::of_text(&reading, text)));
        }
    }
    for kept in &source.captures {
        let name = kept.content_path.rsplit('/').next().unwrap_or_default();
        let known = source
            .known
            .captures
            .iter()
            .find(|known| known.file == name);
        let settings = known.map_or_else(Default::default, |known| {
            known.settings(|name| profiles.iter().any(|profile| profile.name == name))
        });
        let read = import_read::read(
            &Given::file(&kept.disk_path),
            Beside::default(),
            settings,
            profiles,
            None,
            terminal,
            &mut unheard,
        );
        for one in read {
            let options = archive::capture_options(
                &one.settings,
                one.settings.time_zone.as_ref().map(|zone| zone.value),
            );
            match &one.held {
                Held::Page(page) => all.push(of(name, Lacking::of_page(page))),
                Held::Transcript(text) => {
                    if let Some(reading) = capture::read(text, &options, profiles, &mut unheard) {
                        all.push(of(name, Lacking::of_text(&reading, text)));
                    }
                }
            }
        }
    }
    all
}

fn of(path: &str, lacking: Lacking) -> Told {
    let file = Path::new(path).file_name();
    Told {
        file: file.map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        page: lacking.page_of,
        skipped_numbers: lacking.skipped,
        lines: lacking.lines,
        unplaced_lines: lacking.unplaced,
        key_events: lacking.key_events,
    }
}

/// The report as people read it. What is whole is said too.
fn in_words(coverage: &archive::Coverage, told: &[Told], lacks: &Lacks) -> String {
    let mut text = format!("{}: {}", coverage.shown, entries(coverage.entries.len()));
    if let (Some(first), Some(last)) = (coverage.first, coverage.last) {
        let form = "%Y-%m-%d %H:%M";
        let _ = write!(text, ", {} to {}", first.format(form), last.format(form));
    }
    text.push('\n');
    for one in told {
        let mut facts = Vec::new();
        if let Some((page, all)) = one.page {
            facts.push(format!("page {page} of {all}"));
        }
        match (one.lines, one.unplaced_lines.as_slice()) {
            (Some(lines), []) => facts.push(format!("{}, each placed", plural(lines, "line"))),
            (Some(lines), unplaced) => facts.push(format!(
                "{}, {} of them unplaced: {}",
                plural(lines, "line"),
                unplaced.len(),
                some(unplaced.iter().map(ToString::to_string))
            )),
            (None, _) => {}
        }
        if !one.skipped_numbers.is_empty() {
            let stretches = one.skipped_numbers.iter();
            let stretches = stretches.map(|(first, last)| match first == last {
                true => first.to_string(),
                false => format!("{first} to {last}"),
            });
            facts.push(format!("numbers that are missing: {}", some(stretches)));
        }
        if facts.is_empty() {
            facts.push("says of nothing that it is missing".into());
        }
        let _ = writeln!(text, "  {}: {}", one.file, facts.join("; "));
    }
    let mut lines = sentences(lacks);
    if lines.is_empty() {
        lines.push("nothing else is known to be missing".into());
    }
    for line in lines {
        let _ = writeln!(text, "{line}");
    }
    text
}

/// What a coverage lacks, a sentence each.
#[must_use]
pub fn sentences(lacks: &Lacks) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for gap in &lacks.gaps {
        let wait = gap.before - gap.after;
        lines.push(format!(
            "nothing between {} and {} ({} h {:02} min)",
            gap.after.format("%Y-%m-%d %H:%M"),
            gap.before.format("%Y-%m-%d %H:%M"),
            wait.num_hours(),
            wait.num_minutes() % 60
        ));
    }
    for point in &lacks.unsupported {
        lines.push(format!("the summary says, and no entry does: {point}"));
    }
    for event in &lacks.absent_key_events {
        lines.push(format!(
            "listed as a key event, and no entry is called so: {event}"
        ));
    }
    for (ids, what) in [
        (&lacks.without_text, "without text"),
        (&lacks.without_time, "without a time"),
        (&lacks.vanished, "that a later capture does not hold"),
    ] {
        if !ids.is_empty() {
            let names = some(ids.iter().cloned());
            lines.push(format!("{} {what}: {names}", entries(ids.len())));
        }
    }
    for (counts, what) in [
        (&lacks.lost_media, "picture or film"),
        (&lacks.lost_embeds, "embedded post"),
    ] {
        let count: usize = counts.iter().map(|(_, count)| count).sum();
        if count > 0 {
            let names = some(counts.iter().map(|(id, _)| id.clone()));
            lines.push(format!("{} not in the archive: {names}", many(count, what)));
        }
    }
    lines
}

fn entries(count: usize) -> String {
    many(count, "entry")
}

fn many(count: usize, what: &str) -> String {
    match (count, what) {
        (1, what) => format!("1 {what}"),
        (count, "entry") => format!("{count} entries"),
        (count, "picture or film") => format!("{count} pictures or films"),
        (count, what) => format!("{count} {what}s"),
    }
}

/// The first few of a list.
fn some(names: impl ExactSizeIterator<Item = String>) -> String {
    let more = names.len().saturating_sub(SHOWN);
    let shown: Vec<String> = names.take(SHOWN).collect();
    match more {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
