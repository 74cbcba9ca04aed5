//! `livesite explain FILE`: each sentence with who was found to speak, and by which rule.

use std::path::Path;
use std::sync::Arc;

use super::Outcome;
use super::import::outside_a_site;
use super::memory::read_profiles;
use super::terminal::{Terminal, print};
use crate::archive::{self, ExplainedEntry};
use crate::attribution::resolve::Decision;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::SourceText;
use crate::base::{fs, slug};
use crate::cli::Explain;
use crate::source::content::{Content, read_site};
use crate::source::coverage::{Coverage, Settings};
use crate::source::ledger::Ledger;
use crate::source::{entry_file, front_matter};

/// Prints what was decided. A file of the site is read with the whole site: names may stand in other entries.
#[must_use]
pub fn run(arguments: &Explain, terminal: &Terminal) -> Outcome {
    let mut said = Vec::new();
    let profiles = Arc::new(read_profiles(&arguments.root, &mut said));
    let read = match file_of_site(&arguments.root, &arguments.file) {
        Some(file) => {
            read_site(&arguments.root, &mut said).map(|(config, content)| (config, content, file))
        }
        None => alone(&arguments.file, &mut said)
            .and_then(|(content, file)| Some((outside_a_site(true)?, content, file))),
    };
    let Some((config, content, file)) = read else {
        terminal.diagnostics(&said);
        return Outcome::BadCall;
    };
    let explained = archive::explain(&config, &content, &profiles, &file, &mut said);
    if explained.is_empty() {
        // What is wrong with the file says why, where anything is.
        said.retain(|diagnostic| concerns(diagnostic, &file));
        if said.is_empty() {
            said.push(
                Diagnostic::error(Code::NoEntries, format!("no entry stands in {file}"))
                    .in_file(file)
                    .hint("name an entry file or a transcript of content/"),
            );
        }
        terminal.diagnostics(&said);
        return Outcome::Mistakes;
    }
    print(&as_text(&file, &explained));
    Outcome::Clean
}

fn concerns(diagnostic: &Diagnostic, file: &str) -> bool {
    match (&diagnostic.place, &diagnostic.path) {
        (Some(place), _) => place.source.path == file,
        (None, path) => path.as_deref() == Some(file),
    }
}

/// Each entry with its lines, and under each sentence what was decided.
fn as_text(file: &str, entries: &[ExplainedEntry]) -> String {
    let mut text = String::new();
    for entry in entries {
        text.push_str(&format!("{file}:{}  {}\n", entry.line, entry.id));
        if let Some(names) = &entry.written {
            let names = if names.is_empty() {
                "nobody".into()
            } else {
                names.join(", ")
            };
            text.push_str(&format!(
                "      front matter says who speaks, and holds: {names}\n"
            ));
        }
        for sentence in &entry.sentences {
            let what = if sentence.headline { "headline: " } else { "" };
            let words = sentence
                .text
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            text.push_str(&format!("{:>5} {what}{words}\n", sentence.line));
            for decision in &sentence.decisions {
                text.push_str(&decided(decision));
            }
        }
        text.push('\n');
    }
    text
}

fn decided(decision: &Decision) -> String {
    let speaker = decision.speaker.as_deref().unwrap_or("nobody");
    let doubt = match (&decision.speaker, decision.certain) {
        (Some(_), false) => ", probably",
        _ => "",
    };
    format!(
        "      → {speaker}{doubt}: `{}`, written \"{}\"; {}\n",
        decision.rule, decision.as_written, decision.because
    )
}

/// The path as the site names it; `None` for a file that is not in its `content/`.
fn file_of_site(root: &Path, file: &Path) -> Option<String> {
    let root = fs::canonical(root)?;
    let file = fs::canonical(file)?;
    file.starts_with(root.join("content"))
        .then(|| fs::shown(&root, &file))
}

/// A file that belongs to no site, as a coverage of its own.
fn alone(file: &Path, diagnostics: &mut Diagnostics) -> Option<(Content, String)> {
    let shown = file.to_string_lossy().replace('\\', "/");
    let text = match fs::read_text(file, &shown) {
        Ok(text) => text,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            return None;
        }
    };
    let stem = file
        .file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let entry = front_matter::opens_entry(&text.text);
    let coverage = Coverage {
        slug: slug::slugify(&stem).unwrap_or_else(|| "coverage".into()),
        name: stem.clone(),
        shown: shown.clone(),
        // Half a reading is better than none here: nothing is published.
        settings: Settings {
            untimed: true,
            ..Settings::default()
        },
        entries: if entry {
            vec![Arc::new(entry_file::read(&text, &stem, diagnostics))]
        } else {
            Vec::new()
        },
        transcripts: if entry {
            Vec::new()
        } else {
            vec![SourceText::new(shown.clone(), text.text.clone())]
        },
        captures: Vec::new(),
        known: Ledger::default(),
    };
    let content = Content {
        coverages: vec![Arc::new(coverage)],
        ..Content::default()
    };
    Some((content, shown))
}
