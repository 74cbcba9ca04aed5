//! What `import` writes: a folder of entry files that somebody can edit, with the capture kept beside them.
//!
//! Nothing that stands there is overwritten: a file with other words in it is somebody's work. A transcript that
//! stood in `content/` moves into the coverage's `captures/`, so that it is not read twice.

use std::path::Path;

use super::Outcome;
use super::import::Imported;
use super::terminal::{Terminal, plural};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::{fs, slug};
use crate::cli::Import;
use crate::render::entry_markdown::written;
use crate::source::{coverage_writer, entry, entry_writer};

/// Writes every coverage that was read.
pub fn write(arguments: &Import, read: &[Imported], terminal: &Terminal) -> Outcome {
    let mut said = Vec::new();
    for imported in read {
        if let Err(diagnostic) = write_one(arguments, imported, terminal, &mut said) {
            said.push(*diagnostic);
            terminal.diagnostics(&said);
            return Outcome::Mistakes;
        }
    }
    terminal.diagnostics(&said);
    Outcome::Clean
}

fn write_one(
    arguments: &Import,
    imported: &Imported,
    terminal: &Terminal,
    said: &mut Diagnostics,
) -> Result<(), Box<Diagnostic>> {
    let Some(coverage) = imported.archive.coverages.first() else {
        return Ok(());
    };
    let name = match &arguments.into {
        Some(name) => slug::slugify(name).unwrap_or_else(|| coverage.slug.clone()),
        None => coverage.slug.clone(),
    };
    let folder = arguments.root.join("content").join(&name);
    let (mut added, mut kept) = (0, 0);
    for (file, text) in files(imported) {
        let path = folder.join(&file);
        let shown = format!("content/{name}/{file}");
        if !fs::exists(&path) {
            fs::write(&path, &shown, text.as_bytes())?;
            added += 1;
        } else if fs::read_bytes(&path, &shown)? == text.as_bytes() {
            kept += 1;
        } else {
            said.push(
                Diagnostic::warning(
                    Code::OutputNotOurs,
                    format!("{shown} stands there with other words; it was left as it is"),
                )
                .in_file(shown)
                .hint("see what the capture says with --dry-run --format json, or import --into another coverage"),
            );
        }
    }
    if imported.beside.in_content {
        // Everything of the two stands in the coverage's folder by now.
        for path in std::iter::once(&imported.path).chain(&imported.beside.path) {
            fs::remove_file(path, &path.to_string_lossy())?;
        }
    }
    terminal.say(&format!(
        "content/{name}: {} added, {kept} unchanged",
        plural(added, "file")
    ));
    Ok(())
}

/// The files of a coverage: path below its folder, and text.
fn files(imported: &Imported) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let settings = settings_text(imported);
    if !settings.trim().is_empty() {
        files.push(("coverage.toml".to_string(), settings));
    }
    for resolved in imported.archive.entries_of(0) {
        // Who speaks and what it is about is found at every build, the same way each time.
        let found = entry::Entry {
            speakers: None,
            topics: None,
            ..written(&imported.archive, resolved)
        };
        files.push((format!("{}.md", resolved.id), entry_writer::to_text(&found)));
    }
    let name = imported
        .path
        .file_name()
        .unwrap_or_else(|| Path::new("capture.txt").as_os_str());
    files.push((
        format!("captures/{}", name.to_string_lossy()),
        imported.source.text.clone(),
    ));
    files
}

/// What stood in the settings beside the capture, word for word, after what only the capture says.
fn settings_text(imported: &Imported) -> String {
    let Some(coverage) = imported.archive.coverages.first() else {
        return String::new();
    };
    let there = &imported.beside.settings;
    let new = coverage_writer::to_text(coverage_writer::Written {
        title: coverage.title.as_deref().filter(|_| there.title.is_none()),
        summary: if there.summary.is_empty() {
            &coverage.summary
        } else {
            &[]
        },
        byline: if there.byline.is_empty() {
            &coverage.byline
        } else {
            &[]
        },
        introduction: if there.introduction.is_empty() {
            &coverage.introduction
        } else {
            &[]
        },
        time_zone: coverage.time_zone.filter(|_| there.time_zone.is_none()),
        language: Some(coverage.language.as_str())
            .filter(|language| *language != "und" && there.language.is_none()),
        publisher: coverage
            .origin
            .publisher
            .as_deref()
            .filter(|_| there.text.is_none()),
    });
    match &there.text {
        Some(text) => format!("{new}{}", text.text.trim_start_matches('\u{feff}')),
        None => new,
    }
}
