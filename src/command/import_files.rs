//! What `import` writes: a folder of entry files that somebody can edit, with the capture kept beside them.
//!
//! Nothing that stands there is overwritten: a file with other words in it is somebody's work.

use super::Outcome;
use super::terminal::{Terminal, plural};
use crate::archive::Archive;
use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::{fs, slug};
use crate::cli::Import;
use crate::render::entry_markdown::written;
use crate::source::{coverage_writer, entry, entry_writer};

/// Writes every coverage that was read.
pub fn write(arguments: &Import, archives: &[Archive], terminal: &Terminal) -> Outcome {
    let mut outcome = Outcome::Clean;
    for (archive, capture) in archives.iter().zip(&arguments.captures) {
        let Some(coverage) = archive.coverages.first() else {
            continue;
        };
        let name = match &arguments.into {
            Some(name) => slug::slugify(name).unwrap_or_else(|| coverage.slug.clone()),
            None => coverage.slug.clone(),
        };
        let folder = arguments.root.join("content").join(&name);
        let mut files = vec![(
            String::from("coverage.toml"),
            coverage_writer::to_text(coverage_settings(archive)),
        )];
        for resolved in archive.entries_of(0) {
            // Who speaks and what it is about is found at every build, the same way each time.
            let found = entry::Entry {
                speakers: None,
                topics: None,
                ..written(archive, resolved)
            };
            files.push((format!("{}.md", resolved.id), entry_writer::to_text(&found)));
        }
        if let Some(capture_name) = capture.file_name().map(|name| name.to_string_lossy())
            && let Ok(text) = fs::read_text(capture, &capture_name)
        {
            files.push((format!("captures/{capture_name}"), text.text.clone()));
        }
        let mut added = 0;
        let mut kept = 0;
        for (file, text) in files {
            let path = folder.join(&file);
            let shown = format!("content/{name}/{file}");
            match fs::read_bytes(&path, &shown) {
                Ok(bytes) if bytes == text.as_bytes() => kept += 1,
                Ok(_) => {
                    let diagnostic = Diagnostic::warning(Code::OutputNotOurs, format!("{shown} stands there with other words; it was left as it is"))
                        .in_file(shown)
                        .hint("compare the two with --dry-run --format json, or import --into another coverage");
                    terminal.diagnostics(&[diagnostic]);
                    outcome = Outcome::Mistakes;
                }
                Err(_) => match fs::write(&path, &shown, text.as_bytes()) {
                    Ok(()) => added += 1,
                    Err(diagnostic) => {
                        terminal.diagnostics(&[*diagnostic]);
                        return Outcome::Mistakes;
                    }
                },
            }
        }
        terminal.say(&format!(
            "content/{name}: {} added, {kept} unchanged",
            plural(added, "file")
        ));
    }
    outcome
}

fn coverage_settings(archive: &Archive) -> coverage_writer::Written<'_> {
    let coverage = &archive.coverages[0];
    coverage_writer::Written {
        title: coverage.title.as_deref(),
        summary: &coverage.summary,
        byline: &coverage.byline,
        introduction: &coverage.introduction,
        time_zone: coverage.time_zone,
        language: Some(coverage.language.as_str()).filter(|language| *language != "und"),
        source: &coverage.origin,
    }
}
