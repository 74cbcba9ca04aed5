//! A whole site as it was written: `site.toml` and everything in `content/`, read in parallel and kept
//! in the order of its names.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::config::SiteConfig;
use super::coverage::{Coverage, MediaFile, Settings};
use super::entry::Entry;
use super::registry::{SpeakerRegistry, TopicRegistry, read_speakers, read_topics};
use super::walk::{FoundCoverage, FoundFile, Tree, walk};
use super::{config_file, coverage_file, entry_file, front_matter, media, misplaced};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::fs;
use crate::base::source_text::SourceText;

/// Everything in `content/`.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// The coverages by name, drafts among them.
    pub coverages: Vec<Coverage>,
    /// `speakers.toml`.
    pub speakers: SpeakerRegistry,
    /// `topics.toml`.
    pub topics: TopicRegistry,
    /// The files of every `media/` folder, by path.
    pub media: Vec<MediaFile>,
}

/// Reads a site. `None` when there is no `site.toml` to read; every other mistake is said, and what
/// could be understood is kept, so that later phases find their mistakes in the same run.
pub fn read_site(root: &Path, diagnostics: &mut Diagnostics) -> Option<(SiteConfig, Content)> {
    let path = root.join("site.toml");
    if !fs::exists(&path) {
        diagnostics.push(
            Diagnostic::error(Code::NoSite, "there is no site.toml here")
                .in_file("site.toml")
                .hint("go into a site's folder, or begin one with `livesite init DIR`"),
        );
        return None;
    }
    let config = match fs::read_text(&path, "site.toml") {
        Ok(text) => config_file::read(&text, diagnostics),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    };
    let content = read_content(root, diagnostics);
    config.map(|config| (config, content))
}

/// Reads `content/` below a site's root.
pub fn read_content(root: &Path, diagnostics: &mut Diagnostics) -> Content {
    if !fs::is_folder(&root.join("content")) {
        diagnostics.push(
            Diagnostic::error(Code::NoSite, "there is no folder content/ here")
                .in_file("content")
                .hint(
                    "make it and put a coverage into it, or begin a site with `livesite init DIR`",
                ),
        );
        return Content::default();
    }
    let before = diagnostics.len();
    let tree = walk(root, diagnostics);
    if tree.coverages.is_empty() && diagnostics.len() == before {
        // A site that is suddenly empty would take every page of the published one away.
        diagnostics.push(
            Diagnostic::error(Code::NoSite, "content/ holds no coverage")
                .in_file("content")
                .hint("put a folder of entry files or a transcript into it; `livesite help content` says how"),
        );
    }
    let speakers = read_toml(tree.speakers.as_ref(), read_speakers, diagnostics);
    let topics = read_toml(tree.topics.as_ref(), read_topics, diagnostics);
    let media = all_media(&tree, diagnostics);
    let read: Vec<(Option<Coverage>, Diagnostics)> = tree
        .coverages
        .into_par_iter()
        .map(|found| {
            let mut said = Vec::new();
            (read_coverage(found, &mut said), said)
        })
        .collect();
    let mut coverages = Vec::with_capacity(read.len());
    for (coverage, mut said) in read {
        coverages.extend(coverage);
        diagnostics.append(&mut said);
    }
    Content {
        coverages,
        speakers,
        topics,
        media,
    }
}

fn read_toml<T: Default>(
    found: Option<&FoundFile>,
    read: impl Fn(&Arc<SourceText>, &mut Diagnostics) -> T,
    diagnostics: &mut Diagnostics,
) -> T {
    match found.map(|found| fs::read_text(&found.path, &found.shown)) {
        Some(Ok(text)) => read(&text, diagnostics),
        Some(Err(diagnostic)) => {
            diagnostics.push(*diagnostic);
            T::default()
        }
        None => T::default(),
    }
}

fn all_media(tree: &Tree, diagnostics: &mut Diagnostics) -> Vec<MediaFile> {
    let of_coverages = tree.coverages.iter().flat_map(|coverage| &coverage.media);
    let mut media: Vec<MediaFile> = tree.media.iter().chain(of_coverages).cloned().collect();
    media.sort();
    let described: Vec<(Option<MediaFile>, Diagnostics)> = media
        .into_par_iter()
        .map(|file| {
            let mut said = Vec::new();
            (media::describe(file, &mut said), said)
        })
        .collect();
    let mut kept = Vec::with_capacity(described.len());
    for (file, mut said) in described {
        kept.extend(file);
        diagnostics.append(&mut said);
    }
    kept
}

/// What a text file turned out to be.
enum Text {
    Entry(Box<Entry>),
    Transcript(Arc<SourceText>),
}

/// Reads one coverage. A coverage without an address is checked all the same, then left out.
fn read_coverage(found: FoundCoverage, diagnostics: &mut Diagnostics) -> Option<Coverage> {
    let settings: Settings = read_toml(found.settings.as_ref(), coverage_file::read, diagnostics);
    let read: Vec<(Option<Text>, Diagnostics)> = found
        .texts
        .par_iter()
        .map(|file| {
            let mut said = Vec::new();
            (
                read_file(file, settings.windows_1252, found.single, &mut said),
                said,
            )
        })
        .collect();
    let mut entries = Vec::new();
    let mut transcripts = Vec::new();
    let mut reported = found.reported;
    for (text, mut said) in read {
        match text {
            Some(Text::Entry(entry)) => entries.push(*entry),
            Some(Text::Transcript(text)) => transcripts.push(text),
            None => reported = true,
        }
        diagnostics.append(&mut said);
    }
    if entries.is_empty() && transcripts.is_empty() && !reported {
        diagnostics.push(
            Diagnostic::error(
                Code::EmptyCoverage,
                format!("{} holds no entry", found.shown),
            )
            .in_file(found.shown.as_str())
            .hint("add an entry file or a transcript (.md or .txt), or remove the folder"),
        );
    }
    Some(Coverage {
        slug: found.slug?,
        name: found.name,
        shown: found.shown,
        settings,
        entries,
        transcripts,
        captures: found.captures,
    })
}

/// Reads a text file; `None` after a diagnostic that says why it counts for nothing.
fn read_file(
    file: &FoundFile,
    windows_1252: bool,
    at_top: bool,
    diagnostics: &mut Diagnostics,
) -> Option<Text> {
    let text = match read_characters(file, windows_1252) {
        Ok(text) => text,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            return None;
        }
    };
    let name = file.shown.rsplit('/').next().unwrap_or(&file.shown);
    if text.text.trim_start_matches('\u{feff}').trim().is_empty() {
        diagnostics.push(
            Diagnostic::error(Code::EmptyFile, format!("{} is empty", file.shown))
                .in_file(file.shown.as_str())
                .hint("write the entry, or remove the file"),
        );
        return None;
    }
    if !front_matter::opens_entry(&text.text) {
        return Some(Text::Transcript(text));
    }
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let entry = entry_file::read(&text, stem, diagnostics);
    if at_top {
        diagnostics.push(misplaced::entry_at_top(entry.place, name));
        return None;
    }
    Some(Text::Entry(Box::new(entry)))
}

/// The characters of a file. A byte-order mark says UTF-8 whatever the settings say.
fn read_characters(
    file: &FoundFile,
    windows_1252: bool,
) -> Result<Arc<SourceText>, Box<Diagnostic>> {
    if !windows_1252 {
        return fs::read_text(&file.path, &file.shown);
    }
    let bytes = fs::read_bytes(&file.path, &file.shown)?;
    if bytes.starts_with("\u{feff}".as_bytes()) {
        return fs::read_text(&file.path, &file.shown);
    }
    let text = fs::decode_windows_1252(&bytes);
    Ok(SourceText::new(file.shown.as_str(), text))
}
