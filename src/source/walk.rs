//! The tree of `content/`: which file is what, told by names alone. Nothing is read here.

use std::collections::BTreeMap;
use std::collections::hash_map::{Entry, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::change::Changed;
use super::coverage::MediaFile;
use super::links::{MEND, is_inside, link_back, report_failure};
use super::memory::Memory;
use super::misplaced;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::fs::{canonical, listed, shown};
use crate::base::slug;

/// The names that the site's own pages stand under.
pub const RESERVED_NAMES: [&str; 8] = [
    "media", "days", "speakers", "topics", "search", "data", "assets", "page",
];

/// A file with the path that people read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// Where it stands on disk.
    pub path: PathBuf,
    /// The path below the site's root, with `/`.
    pub shown: String,
}

/// The files of one coverage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundCoverage {
    /// The folder's name or the transcript's stem.
    pub name: String,
    /// The address; `None` for a name that gives none, whose files are still checked.
    pub slug: Option<String>,
    /// The path below the site's root, for messages.
    pub shown: String,
    /// Whether it is one transcript at the top of `content/`.
    pub single: bool,
    /// Its settings.
    pub settings: Option<FoundFile>,
    /// Entry files and transcripts.
    pub texts: Vec<FoundFile>,
    /// Pictures and other files.
    pub media: Vec<MediaFile>,
    /// What was imported.
    pub captures: Vec<MediaFile>,
    /// Whether something in it was reported already, so that "empty" would say it twice.
    pub reported: bool,
}

/// What stands in `content/`.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// `speakers.toml`.
    pub speakers: Option<FoundFile>,
    /// `topics.toml`.
    pub topics: Option<FoundFile>,
    /// The coverages, by name.
    pub coverages: Vec<Arc<FoundCoverage>>,
    /// Files shared by all coverages.
    pub media: Vec<MediaFile>,
    /// Settings at the top level, by stem, until their transcripts are found.
    settings: BTreeMap<String, FoundFile>,
    /// What was said of each coverage's folder.
    pub(super) said: BTreeMap<String, Diagnostics>,
}

/// Whether a name is passed over: hidden files, drafts and the traces of editors.
#[must_use]
pub fn is_ignored(name: &str) -> bool {
    name.starts_with(['.', '_', '#']) || name.ends_with('~')
}

/// Walks `content/` below a site's root. Names are sorted by their bytes, so that the order of a
/// folder on disk never matters; a link that leaves `content/` is reported and not followed.
///
/// A coverage's folder in which no name came or went is taken from memory and not walked into.
#[must_use]
pub fn walk(
    root: &Path,
    changed: &Changed,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Tree {
    let mut remembered = std::mem::take(&mut memory.found);
    let content = root.join("content");
    let home = canonical(&content);
    let mut tree = Tree::default();
    let names = listed(&content, "content").unwrap_or_else(|diagnostic| {
        diagnostics.push(diagnostic.hint(MEND));
        Vec::new()
    });
    for name in names {
        // A link is looked at each time: what it leads to may change without anything below `content/` changing.
        let known = name
            .to_str()
            .and_then(|name| remembered.take(name))
            .filter(|known| known.holds(root, changed));
        if let Some(known) = known {
            diagnostics.extend(known.said.iter().cloned());
            if !known.said.is_empty() {
                tree.said.insert(known.coverage.name.clone(), known.said);
            }
            tree.coverages.push(known.coverage);
            continue;
        }
        let below = WalkDir::new(content.join(name))
            .follow_links(true)
            .sort_by_file_name()
            .into_iter();
        tree.walk_below(root, &content, home.as_deref(), below, diagnostics);
    }
    tree.remember(memory);
    tree.pair_settings(diagnostics);
    tree.check_addresses(diagnostics);
    tree
}

impl Tree {
    /// Walks through one file or folder at the top of `content/`.
    fn walk_below(
        &mut self,
        root: &Path,
        content: &Path,
        home: Option<&Path>,
        mut entries: walkdir::IntoIter,
        diagnostics: &mut Diagnostics,
    ) {
        while let Some(next) = entries.next() {
            let before = diagnostics.len();
            let (path, go_on) = match &next {
                Ok(entry) if leads_home(entry, home) => {
                    diagnostics.push(link_back(root, entry.path(), content));
                    (Some(entry.path()), false)
                }
                Ok(entry) => {
                    let go_on = self.place(root, content, home, entry, diagnostics);
                    (Some(entry.path()), go_on || !entry.file_type().is_dir())
                }
                // An editor's lock file is a link that leads nowhere.
                Err(error)
                    if error
                        .path()
                        .and_then(Path::file_name)
                        .is_some_and(|name| name.to_str().is_some_and(is_ignored)) =>
                {
                    continue;
                }
                Err(error) => {
                    report_failure(root, error, diagnostics);
                    (error.path(), true)
                }
            };
            if !go_on {
                entries.skip_current_dir();
            }
            if diagnostics.len() > before {
                self.mark_reported(path.and_then(|path| path.strip_prefix(content).ok()));
                let parts = path.and_then(|path| parts_of(content, path));
                self.remember_said(parts, &diagnostics[before..]);
            }
        }
    }

    /// Puts a file or folder where it belongs; `false` when nothing below it counts.
    fn place(
        &mut self,
        root: &Path,
        content: &Path,
        home: Option<&Path>,
        entry: &DirEntry,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        if entry.file_name().to_str().is_some_and(is_ignored) {
            return false;
        }
        let found = FoundFile {
            path: entry.path().to_path_buf(),
            shown: shown(root, entry.path()),
        };
        let Some(parts) = parts_of(content, entry.path()) else {
            diagnostics.push(
                Diagnostic::error(
                    Code::BadName,
                    format!("the name of {} is not UTF-8", found.shown),
                )
                .in_file(found.shown)
                .hint("rename it with letters that every system can show"),
            );
            return false;
        };
        if entry.path_is_symlink() && !is_inside(home, entry.path()) {
            diagnostics.push(
                Diagnostic::error(
                    Code::LinkOutside,
                    format!("{} is a link that leaves content/", found.shown),
                )
                .in_file(found.shown)
                .hint("copy what it points at into content/"),
            );
            return false;
        }
        let folder = entry.file_type().is_dir();
        if !folder && !entry.file_type().is_file() {
            diagnostics.push(misplaced::neither_file_nor_folder(&found.shown));
            return false;
        }
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        match (parts.as_slice(), folder) {
            (["media"] | ["media", ..], true) => true,
            (["media", _, ..], false) => {
                self.media.push(media_file(&parts, found.path));
                true
            }
            ([name], true) => {
                self.coverages.push(Arc::new(FoundCoverage {
                    name: (*name).into(),
                    slug: slug::slugify(name),
                    shown: found.shown,
                    ..FoundCoverage::default()
                }));
                true
            }
            ([name], false) => {
                self.place_at_top(name, found, diagnostics);
                true
            }
            ([_, "media" | "captures", ..], true) => true,
            ([_, below @ ..], _) => match self.coverages.last_mut() {
                Some(coverage) => {
                    let coverage = Arc::make_mut(coverage);
                    coverage.place(below, &parts, found, folder, diagnostics)
                }
                None => false,
            },
            ([], _) => true,
        }
    }

    fn place_at_top(&mut self, name: &str, found: FoundFile, diagnostics: &mut Diagnostics) {
        match (name, stem_and_ending(name)) {
            ("speakers.toml", _) => self.speakers = Some(found),
            ("topics.toml", _) => self.topics = Some(found),
            ("permalinks.lock", _) => {}
            (_, Some((stem, ending))) if ending == "txt" => {
                self.coverages.push(Arc::new(FoundCoverage {
                    name: stem.into(),
                    slug: slug::slugify(stem),
                    shown: found.shown.clone(),
                    single: true,
                    texts: vec![found],
                    ..FoundCoverage::default()
                }));
            }
            (_, Some((stem, ending))) if ending == "toml" => {
                self.settings.insert(stem.into(), found);
            }
            _ => diagnostics.push(misplaced::at_top(name, &found.shown)),
        }
    }

    /// Gives each single transcript the settings beside it; settings beside nothing are misplaced.
    fn pair_settings(&mut self, diagnostics: &mut Diagnostics) {
        for coverage in self.coverages.iter_mut().filter(|one| one.single) {
            if let Some(settings) = self.settings.remove(&coverage.name) {
                Arc::make_mut(coverage).settings = Some(settings);
            }
        }
        for (stem, found) in std::mem::take(&mut self.settings) {
            let folder = self.coverages.iter().find(|one| one.name == stem);
            diagnostics.push(misplaced::lonely_settings(
                &stem,
                &found.shown,
                folder.is_some(),
            ));
        }
    }

    /// Takes from each coverage an address that cannot be its own, and says so.
    fn check_addresses(&mut self, diagnostics: &mut Diagnostics) {
        let mut owners: HashMap<&str, &str> = HashMap::with_capacity(self.coverages.len());
        let mut refused = Vec::new();
        for (index, coverage) in self.coverages.iter().enumerate() {
            let said = match coverage.slug.as_deref() {
                None => Diagnostic::error(
                    Code::BadName,
                    format!("`{}` gives no address", coverage.name),
                )
                .hint("rename it with a letter or digit in its name"),
                Some(slug) if RESERVED_NAMES.contains(&slug) => Diagnostic::error(
                    Code::BadName,
                    format!("the address /{slug}/ is one of the site's own"),
                )
                .hint(format!("rename it, for example to `{slug}-coverage`")),
                Some(slug) => match owners.entry(slug) {
                    Entry::Vacant(free) => {
                        free.insert(&coverage.shown);
                        continue;
                    }
                    Entry::Occupied(owner) => {
                        let (owner, shown) = (owner.get(), &coverage.shown);
                        Diagnostic::error(
                            Code::AddressCollision,
                            format!("{owner} and {shown} both give the address /{slug}/"),
                        )
                        .hint("rename one of them")
                    }
                },
            };
            diagnostics.push(said.in_file(coverage.shown.as_str()));
            refused.push(index);
        }
        for index in refused {
            Arc::make_mut(&mut self.coverages[index]).slug = None;
        }
    }

    /// Remembers that the coverage at hand was reported on.
    fn mark_reported(&mut self, below_content: Option<&Path>) {
        let name = below_content.and_then(|path| path.iter().next());
        let coverage = self.coverages.last_mut().filter(|one| !one.single);
        if let (Some(name), Some(coverage)) = (name, coverage)
            && name.to_string_lossy() == coverage.name
        {
            Arc::make_mut(coverage).reported = true;
        }
    }
}

impl FoundCoverage {
    /// Puts a file or folder of a coverage's folder; `false` when nothing below it counts.
    fn place(
        &mut self,
        below: &[&str],
        parts: &[&str],
        found: FoundFile,
        folder: bool,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        match (below, folder) {
            (["media", _, ..], false) => self.media.push(media_file(parts, found.path)),
            (["captures", _, ..], false) => self.captures.push(media_file(parts, found.path)),
            (["coverage.toml"], false) => self.settings = Some(found),
            ([name], false)
                if stem_and_ending(name)
                    .is_some_and(|(_, ending)| ending == "md" || ending == "txt") =>
            {
                self.texts.push(found);
            }
            ([name], false) => {
                diagnostics.push(misplaced::in_coverage(name, &self.shown, &found.shown));
            }
            ([name, ..], true) => {
                diagnostics.push(misplaced::folder_in_coverage(
                    name,
                    &self.shown,
                    &found.shown,
                ));
                return false;
            }
            _ => return false,
        }
        true
    }
}

fn media_file(parts: &[&str], disk_path: PathBuf) -> MediaFile {
    MediaFile::unseen(parts.join("/"), disk_path)
}

/// Whether an entry is a link to `content/` itself, in which it stands.
fn leads_home(entry: &DirEntry, home: Option<&Path>) -> bool {
    entry.path_is_symlink() && home.is_some() && canonical(entry.path()).as_deref() == home
}

/// The names below `content/`; `None` where one is not UTF-8.
fn parts_of(content: &Path, path: &Path) -> Option<Vec<String>> {
    let below = path.strip_prefix(content).ok()?;
    below
        .iter()
        .map(|part| part.to_str().map(String::from))
        .collect()
}

/// A file name's stem and its ending in lower case.
pub fn stem_and_ending(name: &str) -> Option<(&str, String)> {
    let (stem, ending) = name.rsplit_once('.')?;
    Some((stem, ending.to_ascii_lowercase()))
}
