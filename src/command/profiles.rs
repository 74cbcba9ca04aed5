//! `livesite profiles`: which profiles there are, and what they make of a capture.

use std::path::Path;
use std::sync::Arc;

use super::Outcome;
use super::memory::{read_profile_file, read_profiles};
use super::terminal::{Terminal, plural, print};
use crate::base::diagnostic::{Code, Diagnostic, has_errors};
use crate::base::fs;
use crate::base::source_text::SourceText;
use crate::capture::Profiles as Known;
use crate::capture::survey::{Survey, Surveyed, survey};
use crate::cli::Profiles;

/// The most numbers of unplaced lines that are shown.
const MOST_NUMBERS: usize = 20;

/// Lists the profiles, or tests them on a capture.
#[must_use]
pub fn run(arguments: &Profiles, terminal: &Terminal) -> Outcome {
    let mut said = Vec::new();
    let mut profiles = read_profiles(&arguments.root, &mut said);
    if let Some(file) = &arguments.with {
        profiles = read_profile_file(profiles, file, &mut said);
    }
    let text = match &arguments.capture {
        None => Some(list(&profiles)),
        Some(capture) => match fs::read_text(capture, &shown(capture)) {
            Ok(source) => tested(&source, &profiles, &mut said),
            Err(diagnostic) => {
                said.push(*diagnostic);
                None
            }
        },
    };
    if let Some(text) = text {
        print(&text);
    }
    terminal.diagnostics(&said);
    if has_errors(&said) {
        Outcome::Mistakes
    } else {
        Outcome::Clean
    }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Name and description of every profile; a site's own stand first.
fn list(profiles: &Known) -> String {
    let width = profiles.iter().map(|one| one.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for profile in profiles.iter() {
        let own = if profiles.is_own(profile) {
            " (the site's own)"
        } else {
            ""
        };
        let description = profile.description.as_deref().unwrap_or("no description");
        text.push_str(&format!("{:<width$}  {description}{own}\n", profile.name));
    }
    text
}

/// What each profile makes of a capture, then the lines of the one that is taken.
fn tested(
    source: &Arc<SourceText>,
    profiles: &Known,
    said: &mut Vec<Diagnostic>,
) -> Option<String> {
    let survey = survey(source, profiles);
    let Some(taken) = survey.profiles.first().filter(|_| survey.taken.is_some()) else {
        said.push(
            Diagnostic::error(
                Code::NoEntries,
                "no profile finds an entry in this capture".to_string(),
            )
            .at(source, 0..0)
            .hint("`livesite help profiles` shows how to describe the layout of a page"),
        );
        return None;
    };
    let mut text = table(&survey);
    text.push_str(&format!(
        "\n{} takes the {} for:\n",
        taken.profile,
        plural(taken.classes.values().sum(), "line")
    ));
    for (class, count) in &taken.classes {
        text.push_str(&format!("{count:>6}  {class}\n"));
    }
    if !taken.unplaced.is_empty() {
        let numbers: Vec<String> = taken
            .unplaced
            .iter()
            .take(MOST_NUMBERS)
            .map(usize::to_string)
            .collect();
        let more = if taken.unplaced.len() > MOST_NUMBERS {
            ", …"
        } else {
            ""
        };
        text.push_str(&format!("unplaced: {}{more}\n", numbers.join(", ")));
    }
    Some(text)
}

fn table(survey: &Survey) -> String {
    let names = survey.profiles.iter().map(|one| one.profile.len());
    let width = names.max().unwrap_or(0).max("profile".len());
    let mut text = format!("{:<width$}  signs  entries  unplaced\n", "profile");
    for one in &survey.profiles {
        let place = match Some(&one.profile) {
            name if name == survey.taken.as_ref() => "  taken",
            name if name == survey.runner_up.as_ref() => "  runner-up",
            _ => "",
        };
        text.push_str(&format!(
            "{:<width$}  {:>5}  {:>7}  {:>8}{place}\n",
            one.profile,
            signs(one),
            one.entries,
            one.unplaced.len()
        ));
    }
    text
}

fn signs(one: &Surveyed) -> String {
    one.signs
        .map_or_else(|| "-".to_string(), |signs| signs.to_string())
}
