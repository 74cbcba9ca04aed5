//! What `import` writes: a folder of entry files that somebody can edit, with the captures kept beside them.
//!
//! A file that nobody touched since import wrote it is brought up to date; one that somebody edited is left as it is,
//! and said where the captures now say something else. A transcript that stood in `content/` moves into the
//! coverage's `captures/`, so that it is not read twice.

use std::path::Path;

use super::Outcome;
use super::import_group::Imported;
use super::import_read::Picture;
use super::terminal::{Terminal, plural};
use crate::base::checksum::sha256;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::fs;
use crate::cli::Import;
use crate::render::entry_markdown::written;
use crate::source::ledger::{Ledger, Written};
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

/// What became of the files of one import.
#[derive(Debug, Default)]
struct Counts {
    added: usize,
    updated: usize,
    unchanged: usize,
    left: usize,
}

fn write_one(
    arguments: &Import,
    imported: &Imported,
    terminal: &Terminal,
    said: &mut Diagnostics,
) -> Result<(), Box<Diagnostic>> {
    let name = &imported.slug;
    let folder = arguments.root.join("content").join(name);
    let mut ledger = Ledger::read(&folder);
    ledger.livesite = env!("CARGO_PKG_VERSION").into();
    let mut counts = Counts::default();
    for (file, text) in files(imported) {
        let shown = format!("content/{name}/{file}");
        let now = Written::of(&text);
        let before = ledger.files.get(&file).cloned();
        let path = folder.join(&file);
        if !fs::exists(&path) {
            if before.is_some() {
                // Somebody took it away, and that is an edit too.
                counts.left += 1;
                continue;
            }
            fs::write(&path, &shown, text.as_bytes())?;
            counts.added += 1;
        } else {
            let there = sha256(&fs::read_bytes(&path, &shown)?);
            if there == now.whole {
                counts.unchanged += 1;
            } else if before.as_ref().is_some_and(|before| before.whole == there) {
                fs::write(&path, &shown, text.as_bytes())?;
                counts.updated += 1;
            } else {
                counts.left += 1;
                if before.is_none_or(|before| before.said != now.said) {
                    said.push(edited(&shown));
                }
                // Its words stay; what the captures say by now is remembered, and not said again.
                if let Some(known) = ledger.files.get_mut(&file) {
                    known.said = now.said;
                }
                continue;
            }
        }
        ledger.files.insert(file, now);
    }
    copy_along(imported, &folder, &mut ledger, &mut counts, said)?;
    ledger.write(&folder, name)?;
    for file in imported.files.iter().filter(|file| file.in_content) {
        // Everything of the two stands in the coverage's folder by now.
        for path in std::iter::once(&file.path).chain(&file.settings_path) {
            fs::remove_file(path, &path.to_string_lossy())?;
        }
    }
    let mut summary = format!(
        "content/{name}: {} added, {} unchanged",
        plural(counts.added, "file"),
        counts.unchanged
    );
    if counts.updated > 0 {
        summary.push_str(&format!(", {} brought up to date", counts.updated));
    }
    if counts.left > 0 {
        summary.push_str(&format!(", {} left as somebody made them", counts.left));
    }
    terminal.say(&summary);
    Ok(())
}

/// The captures and their pictures, as they are.
fn copy_along(
    imported: &Imported,
    folder: &Path,
    ledger: &mut Ledger,
    counts: &mut Counts,
    said: &mut Diagnostics,
) -> Result<(), Box<Diagnostic>> {
    let name = &imported.slug;
    let mut captures = Vec::new();
    for file in &imported.files {
        let kept = &file.known.file;
        let to = folder.join("captures").join(kept);
        if fs::exists(&to) {
            counts.unchanged += 1;
        } else {
            fs::copy(&file.path, &to, &format!("content/{name}/captures/{kept}"))?;
            counts.added += 1;
        }
        let mut known = file.known.clone();
        let read = imported.archive.coverages.iter();
        if let Some(read) = read
            .flat_map(|coverage| &coverage.captures)
            .find(|read| read.file == known.file)
        {
            known.reader.clone_from(&read.reader);
        }
        captures.push(known);
    }
    captures.sort_by(|a, b| a.file.cmp(&b.file));
    captures.dedup_by(|a, b| a.file == b.file);
    ledger.captures = captures;
    for (file, picture) in &imported.media {
        let path = folder.join("media").join(file);
        let shown = format!("content/{name}/media/{file}");
        let there = fs::exists(&path);
        let same = there
            && match picture {
                Picture::File(from) => fs::same_bytes(from, &path, &shown)?,
                Picture::Bytes(bytes) => fs::read_bytes(&path, &shown)? == *bytes,
            };
        match picture {
            _ if same => counts.unchanged += 1,
            _ if there => {
                counts.left += 1;
                said.push(edited(&shown));
            }
            Picture::File(from) => {
                fs::copy(from, &path, &shown)?;
                counts.added += 1;
            }
            Picture::Bytes(bytes) => {
                fs::write(&path, &shown, bytes)?;
                counts.added += 1;
            }
        }
    }
    for (file, text) in &imported.earlier {
        let path = folder.join("captures").join(file);
        if fs::exists(&path) {
            counts.unchanged += 1;
        } else {
            fs::write(
                &path,
                &format!("content/{name}/captures/{file}"),
                text.as_bytes(),
            )?;
            counts.added += 1;
        }
    }
    Ok(())
}

fn edited(shown: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::OutputNotOurs,
        format!("{shown} stands there with other words; it was left as it is"),
    )
    .in_file(shown)
    .hint(
        "see what the captures say with --dry-run --format json, or import --into another coverage",
    )
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
    files
}

/// What stood in the settings beside the capture, word for word, after what only the capture says.
fn settings_text(imported: &Imported) -> String {
    let Some(coverage) = imported.archive.coverages.first() else {
        return String::new();
    };
    let there = &imported.settings;
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
        origin: Some(&coverage.origin).filter(|_| there.text.is_none()),
    });
    match &there.text {
        Some(text) => format!("{new}{}", text.text.trim_start_matches('\u{feff}')),
        None => new,
    }
}
