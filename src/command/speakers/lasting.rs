//! Additions that change nothing but the file: a build after them has the same people on the same entries.
//!
//! A table says more than a text does: its name is known wherever it stands. So what is to be added is tried first,
//! and whatever would change who speaks in some entry becomes a suggestion that says so.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::additions::{Candidate, candidates, questions};
use crate::archive::{self, Archive, Choice, Survey};
use crate::base::diagnostic::{Diagnostic, has_errors};
use crate::base::fs;
use crate::base::source_text::SourceText;
use crate::command::memory::read_profiles;
use crate::command::registry_file::with_tables;
use crate::source::content::read_site;
use crate::source::registry::read_speakers;

/// How often additions are tried; what still changes something after that is suggested only.
const TRIES: usize = 8;

/// What is to be added.
pub struct Added {
    /// Tables and suggestions, as they stand in the file.
    pub blocks: Vec<String>,
    /// How many of them are people's tables.
    pub people: usize,
}

/// What can be added to `speakers.toml` without changing who speaks where.
///
/// # Errors
/// The file is there and cannot be read.
pub fn lasting(root: &Path, survey: &Survey) -> Result<Added, Box<Diagnostic>> {
    let path = root.join("content/speakers.toml");
    let before = if fs::exists(&path) {
        fs::read_text(&path, "content/speakers.toml")?.text.clone()
    } else {
        String::new()
    };
    let mut all = candidates(survey);
    let wanted = who_speaks(&survey.archive);
    for tried in 0..TRIES {
        let tables: Vec<String> = all
            .iter()
            .filter(|one| one.table)
            .map(Candidate::block)
            .collect();
        if tables.is_empty() {
            break;
        }
        let got = archive_with(root, with_tables(before.clone(), &tables))
            .map(|archive| who_speaks(&archive));
        if got.as_ref() == Some(&wanted) {
            break;
        }
        let changed = got.map_or_else(Vec::new, |got| changed(&wanted, &got));
        doubt(&mut all, &changed, tried + 1 == TRIES);
    }
    let people = all.iter().filter(|one| one.table).count();
    let tables = all.iter().filter(|one| one.table).map(Candidate::block);
    let suggestions = all
        .iter()
        .filter(|one| !one.table && !before.contains(&one.mark()))
        .map(Candidate::block);
    let questions = questions(survey, &all)
        .into_iter()
        .filter(|question| !before.contains(question.lines().next().unwrap_or_default()));
    Ok(Added {
        blocks: tables.chain(suggestions).chain(questions).collect(),
        people,
    })
}

/// Of each entry: where it is, and who says what, how surely.
type WhoSpeaks = Vec<(String, Vec<(String, bool, String)>)>;

fn who_speaks(archive: &Archive) -> WhoSpeaks {
    archive
        .entry_ids()
        .map(|id| {
            let entry = archive.entry(id);
            let slug = |speaker| archive.speakers[speaker].slug.clone();
            let people = entry
                .speakers
                .iter()
                .map(|one| (slug(one.speaker), one.certain, String::new()));
            let statements = entry
                .statements
                .iter()
                .map(|one| (slug(one.speaker), one.certain, one.text.clone()));
            let place = format!(
                "{}:{}",
                entry.source().path,
                entry.place.line_and_column().0
            );
            (place, people.chain(statements).collect())
        })
        .collect()
}

/// The people of whom something is otherwise, each with the first entry where it is.
fn changed(wanted: &WhoSpeaks, got: &WhoSpeaks) -> Vec<(String, String)> {
    let mut changed: Vec<(String, String)> = Vec::new();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for ((place, before), (_, after)) in wanted.iter().zip(got) {
        let differs = before.iter().filter(|one| !after.contains(one));
        let differs = differs.chain(after.iter().filter(|one| !before.contains(one)));
        for (slug, _, _) in differs {
            if known.insert(slug) {
                changed.push((slug.clone(), place.clone()));
            }
        }
    }
    changed
}

/// Takes back what changes something: aliases first, then the table. Everything, where nothing of it is known to.
fn doubt(all: &mut [Candidate], changed: &[(String, String)], last: bool) {
    let mut touched = false;
    for one in all.iter_mut().filter(|one| one.table) {
        let Some((_, place)) = changed.iter().find(|(slug, _)| *slug == one.slug) else {
            continue;
        };
        touched = true;
        if one.aliases.is_empty() || last {
            one.table = false;
            one.doubt = format!("a table changes who speaks in other entries: {place}");
        } else {
            one.aliases.clear();
        }
    }
    if !touched || last {
        for one in all.iter_mut().filter(|one| one.table) {
            one.table = false;
            one.doubt = "a table changes who speaks in other entries".into();
        }
    }
}

/// The archive that a build would make with another `speakers.toml`; `None` where it has errors.
fn archive_with(root: &Path, speakers: String) -> Option<Archive> {
    let mut said = Vec::new();
    let (config, mut content) = read_site(root, &mut said)?;
    let text = SourceText::new("content/speakers.toml", speakers);
    content.speakers = Arc::new(read_speakers(&text, &mut said));
    let profiles = Arc::new(read_profiles(root, &mut said));
    let archive = archive::resolve(
        &config,
        content,
        &profiles,
        Choice::default(),
        &mut archive::Memory::default(),
        &mut said,
    );
    (!has_errors(&said)).then_some(archive)
}
