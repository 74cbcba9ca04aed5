//! A whole site as it was written: `site.toml` and everything in `content/`, read in parallel and kept
//! in the order of its names. With a memory only what changed is read again.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::change::Changed;
use super::config::SiteConfig;
use super::coverage::{Coverage, MediaFile, Settings};
use super::ledger::Ledger;
use super::memory::{CoverageRead, FileRead, Memory, Text};
use super::registry::{SpeakerRegistry, TopicRegistry, read_speakers, read_topics};
use super::walk::{FoundCoverage, FoundFile, Tree, walk};
use super::{config_file, coverage_file, entry_file, front_matter, media, misplaced};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::SourceText;
use crate::base::{encoding, fs, parallel};

/// Everything in `content/`. A coverage that did not change is the one of the reading before.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// The coverages by name, drafts among them.
    pub coverages: Vec<Arc<Coverage>>,
    /// `speakers.toml`.
    pub speakers: Arc<SpeakerRegistry>,
    /// `topics.toml`.
    pub topics: Arc<TopicRegistry>,
    /// The files of every `media/` folder, by path.
    pub media: Vec<MediaFile>,
}

/// Reads a site for the first time, or for the only one.
pub fn read_site(root: &Path, diagnostics: &mut Diagnostics) -> Option<(SiteConfig, Content)> {
    let (mut memory, changed) = (Memory::default(), Changed::Anything);
    read_site_again(root, &changed, &mut memory, diagnostics)
}

/// Reads what changed of a site. `None` when there is no `site.toml` to read; every other mistake is said, and what
/// could be understood is kept, so that later phases find their mistakes in the same run.
pub fn read_site_again(
    root: &Path,
    changed: &Changed,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Option<(SiteConfig, Content)> {
    let path = root.join("site.toml");
    if !fs::exists(&path) {
        diagnostics.push(
            Diagnostic::error(Code::NoSite, "there is no site.toml here")
                .in_file("site.toml")
                .hint("go into a site's folder, or begin one with `livesite init DIR`"),
        );
        *memory = Memory::default();
        return None;
    }
    let config = match fs::read_text(&path, "site.toml") {
        Ok(text) => config_file::read(&text, diagnostics),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    };
    let content = read_content(root, changed, memory, diagnostics);
    config.map(|config| (config, content))
}

/// Reads `content/` below a site's root.
pub fn read_content(
    root: &Path,
    changed: &Changed,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Content {
    if !fs::is_folder(&root.join("content")) {
        diagnostics.push(
            Diagnostic::error(Code::NoSite, "there is no folder content/ here")
                .in_file("content")
                .hint(
                    "make it and put a coverage into it, or begin a site with `livesite init DIR`",
                ),
        );
        *memory = Memory::default();
        return Content::default();
    }
    let before = diagnostics.len();
    let tree = walk(root, changed, memory, diagnostics);
    if tree.coverages.is_empty() && diagnostics.len() == before {
        // A site that is suddenly empty would take every page of the published one away.
        diagnostics.push(
            Diagnostic::error(Code::NoSite, "content/ holds no coverage")
                .in_file("content")
                .hint("put a folder of entry files or a transcript into it; `livesite help content` says how"),
        );
    }
    let Tree {
        speakers, topics, ..
    } = &tree;
    let known = &mut memory.speakers;
    let speakers = read_registry(
        speakers.as_ref(),
        read_speakers,
        changed,
        known,
        diagnostics,
    );
    let known = &mut memory.topics;
    let topics = read_registry(topics.as_ref(), read_topics, changed, known, diagnostics);
    let media = all_media(&tree, changed, memory, diagnostics);
    let mut before = std::mem::take(&mut memory.coverages);
    let looked_at = tree.coverages.iter().map(|found| {
        let known = before.take(&found.shown);
        let holds = (known.as_ref()).is_some_and(|known| known.holds(found, changed));
        (found, known, holds)
    });
    let read = parallel::map(
        looked_at.collect(),
        |(.., holds)| !holds,
        |(found, known, holds)| match known {
            Some(known) if holds => known,
            before => Arc::new(read_coverage(found, before.as_deref(), changed)),
        },
    );
    let mut coverages = Vec::with_capacity(read.len());
    for read in read {
        coverages.extend(read.coverage.clone());
        diagnostics.extend(read.said.iter().cloned());
        memory.coverages.put(read);
    }
    Content {
        coverages,
        speakers,
        topics,
        media,
    }
}

/// A registry: the one of before where its file did not change.
fn read_registry<T: Default>(
    found: Option<&FoundFile>,
    read: impl Fn(&Arc<SourceText>, &mut Diagnostics) -> T,
    changed: &Changed,
    memory: &mut Option<(Option<FoundFile>, Arc<T>, Diagnostics)>,
    diagnostics: &mut Diagnostics,
) -> Arc<T> {
    let same = |known: Option<&FoundFile>| {
        known == found && !found.is_some_and(|found| changed.touches(&found.shown))
    };
    let known = memory.take().filter(|(of, ..)| same(of.as_ref()));
    let (_, registry, said) = memory.insert(known.unwrap_or_else(|| {
        let mut said = Vec::new();
        let registry = read_toml(found, read, &mut said);
        (found.cloned(), Arc::new(registry), said)
    }));
    diagnostics.extend(said.iter().cloned());
    Arc::clone(registry)
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

fn all_media(
    tree: &Tree,
    changed: &Changed,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Vec<MediaFile> {
    let of_coverages = tree.coverages.iter().flat_map(|coverage| &coverage.media);
    let mut media: Vec<&MediaFile> = tree.media.iter().chain(of_coverages).collect();
    media.sort();
    let before = std::mem::take(&mut memory.media);
    let described: Vec<(&MediaFile, (Option<MediaFile>, Diagnostics))> = media
        .into_par_iter()
        .map(|file| {
            let known = before.get(&file.content_path);
            let shown = format!("content/{}", file.content_path);
            if let Some(known) = known.filter(|_| !changed.touches(&shown)) {
                return (file, known.clone());
            }
            let mut said = Vec::new();
            let described = media::describe(file.clone(), &mut said);
            (file, (described, said))
        })
        .collect();
    let mut kept = Vec::with_capacity(described.len());
    for (file, (described, said)) in described {
        kept.extend(described.clone());
        diagnostics.extend(said.iter().cloned());
        let path = file.content_path.clone();
        memory.media.insert(path, (described, said));
    }
    kept
}

impl CoverageRead {
    /// Whether reading the coverage again would give the same.
    fn holds(&self, found: &Arc<FoundCoverage>, changed: &Changed) -> bool {
        let settings = found.settings.as_ref();
        (Arc::ptr_eq(&self.found, found) || self.found == *found)
            && !changed.touches(&found.shown)
            && !settings.is_some_and(|settings| changed.touches(&settings.shown))
    }
}

/// What import remembers of a coverage's captures.
fn ledger(found: &FoundCoverage) -> Ledger {
    let beside = found.captures.iter().find_map(|file| {
        let folder = file.disk_path.parent()?;
        (folder.file_name()? == "captures").then(|| folder.parent())?
    });
    beside.map(Ledger::read).unwrap_or_default()
}

/// Reads one coverage. A coverage without an address is checked all the same, then left out.
fn read_coverage(
    found: &Arc<FoundCoverage>,
    before: Option<&CoverageRead>,
    changed: &Changed,
) -> CoverageRead {
    let mut said = Vec::new();
    let settings: Settings = read_toml(found.settings.as_ref(), coverage_file::read, &mut said);
    let windows_1252 = settings.windows_1252;
    let before = before.filter(|before| before.windows_1252 == windows_1252);
    let before: HashMap<&str, &FileRead> = before.map_or_else(HashMap::new, |before| {
        let paths = before.found.texts.iter().map(|file| file.shown.as_str());
        paths.zip(&before.files).collect()
    });
    let known = |file: &FoundFile| {
        let known = *before.get(file.shown.as_str())?;
        (!changed.touches(&file.shown)).then(|| known.clone())
    };
    let files = parallel::map(
        found.texts.iter().collect(),
        |file| known(file).is_none(),
        |file| known(file).unwrap_or_else(|| read_file(file, windows_1252, found.single)),
    );
    let (mut entries, mut transcripts) = (Vec::new(), Vec::new());
    let mut reported = found.reported;
    for read in &files {
        match &read.text {
            Some(Text::Entry(entry)) => entries.push(Arc::clone(entry)),
            Some(Text::Transcript(text)) => transcripts.push(Arc::clone(text)),
            None => reported = true,
        }
        said.extend(read.said.iter().cloned());
    }
    if entries.is_empty() && transcripts.is_empty() && !reported {
        said.push(
            Diagnostic::error(
                Code::EmptyCoverage,
                format!("{} holds no entry", found.shown),
            )
            .in_file(found.shown.as_str())
            .hint("add an entry file or a transcript (.md or .txt), or remove the folder"),
        );
    }
    let coverage = found.slug.clone().map(|slug| {
        Arc::new(Coverage {
            slug,
            name: found.name.clone(),
            shown: found.shown.clone(),
            settings,
            entries,
            transcripts,
            captures: found.captures.clone(),
            known: ledger(found),
        })
    });
    CoverageRead {
        found: Arc::clone(found),
        coverage,
        files,
        windows_1252,
        said,
    }
}

/// Reads a text file.
fn read_file(file: &FoundFile, windows_1252: bool, at_top: bool) -> FileRead {
    let mut said = Vec::new();
    let text = read_characters(file, windows_1252)
        .map_err(|diagnostic| said.push(*diagnostic))
        .ok()
        .and_then(|text| understand(file, text, at_top, &mut said));
    FileRead { text, said }
}

/// What a text is; `None` after a diagnostic that says why it counts for nothing.
fn understand(
    file: &FoundFile,
    text: Arc<SourceText>,
    at_top: bool,
    diagnostics: &mut Diagnostics,
) -> Option<Text> {
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
    Some(Text::Entry(Arc::new(entry)))
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
    let text = encoding::decode_windows_1252(&bytes);
    Ok(SourceText::new(file.shown.as_str(), text))
}
