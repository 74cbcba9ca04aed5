//! `livesite speakers`: who was found, how often, on what ground; `--write` adds the missing to `speakers.toml`.

mod additions;
mod alike;
mod lasting;
mod report;
mod roles;
mod text;

use std::sync::Arc;

use super::Outcome;
use super::memory::read_profiles;
use super::registry_file::add_tables;
use super::terminal::{Terminal, plural, print};
use crate::archive::{self, Archive, Choice, CoverageId, Survey};
use crate::base::diagnostic::{Severity, nearest};
use crate::cli::{ListFormat, Speakers};
use crate::source::content::read_site;
use lasting::lasting;
use report::{Filter, report};

/// Prints who was found; with `--write` adds who is missing to `speakers.toml`.
#[must_use]
pub fn run(arguments: &Speakers, terminal: &Terminal) -> Outcome {
    let mut said = Vec::new();
    let Some((config, content)) = read_site(&arguments.root, &mut said) else {
        terminal.diagnostics(&said);
        return Outcome::BadCall;
    };
    let profiles = Arc::new(read_profiles(&arguments.root, &mut said));
    let survey = archive::survey(&config, content, &profiles, Choice::default(), &mut said);
    // Spellings and the like stand in the table; what is wrong must be known.
    said.retain(|diagnostic| diagnostic.severity == Severity::Error);
    terminal.diagnostics(&said);
    let ended = if said.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Mistakes
    };
    if arguments.write {
        if ended == Outcome::Mistakes {
            terminal.line("Nothing was added: mend the errors first.");
            return ended;
        }
        return write(arguments, &survey, terminal);
    }
    let coverage = match &arguments.coverage {
        None => None,
        Some(name) => match coverage_named(&survey.archive, name) {
            Ok(coverage) => Some(coverage),
            Err(message) => {
                terminal.line(&message);
                return Outcome::BadCall;
            }
        },
    };
    let filter = Filter {
        coverage,
        uncertain: arguments.uncertain,
    };
    let report = report(&survey, filter);
    match arguments.format {
        ListFormat::Table => {
            print(&text::drawn(&report, terminal.is_verbose()));
            terminal.say(&text::summary(&report));
        }
        ListFormat::Json => {
            let json = serde_json::to_string_pretty(&report).unwrap_or_default();
            print(&format!("{json}\n"));
        }
    }
    ended
}

fn write(arguments: &Speakers, survey: &Survey, terminal: &Terminal) -> Outcome {
    let added = match lasting(&arguments.root, survey) {
        Ok(added) => added,
        Err(diagnostic) => {
            terminal.diagnostics(&[*diagnostic]);
            return Outcome::Mistakes;
        }
    };
    if let Err(diagnostic) = add_tables(&arguments.root, "speakers.toml", &added.blocks) {
        terminal.diagnostics(&[*diagnostic]);
        return Outcome::Mistakes;
    }
    terminal.say(&if added.blocks.is_empty() {
        "Nothing is missing in content/speakers.toml.".to_string()
    } else {
        format!(
            "{} and {} added to content/speakers.toml.",
            plural(added.people, "person").replace("persons", "people"),
            plural(added.blocks.len() - added.people, "suggestion"),
        )
    });
    Outcome::Clean
}

/// A coverage by its address or its folder's name.
pub(super) fn coverage_named(archive: &Archive, name: &str) -> Result<CoverageId, String> {
    let wanted = name.trim_end_matches('/');
    let wanted = wanted.rsplit('/').next().unwrap_or_default();
    let found = archive
        .coverages
        .iter()
        .position(|coverage| coverage.slug == wanted || coverage.name == wanted);
    found.ok_or_else(|| {
        let names = archive
            .coverages
            .iter()
            .map(|coverage| coverage.name.as_str());
        let near = nearest(wanted, names)
            .map_or_else(String::new, |near| format!(" Did you mean `{near}`?"));
        format!("There is no coverage `{name}`.{near}")
    })
}
