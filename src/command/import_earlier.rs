//! What an earlier import of a coverage left: the captures it was read from, and the entry files it has.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::import_beside::Beside;
use super::import_given::Given;
use super::import_read::{self, Held, Read};
use super::terminal::Terminal;
use crate::base::diagnostic::Diagnostics;
use crate::base::fs;
use crate::capture::Profiles;
use crate::capture::markup::address::bare;
use crate::source::entry::Entry;
use crate::source::entry_file;
use crate::source::ledger::Ledger;

/// The files, and those that the coverage was imported from before, read as they were then.
pub fn with_earlier(
    folder: &Path,
    ledger: &Ledger,
    mut reads: Vec<Read>,
    profiles: &Arc<Profiles>,
    terminal: &Terminal,
    diagnostics: &mut Diagnostics,
) -> Vec<Read> {
    // One file given twice, or under two names, is one; a container may hold several captures of one page.
    let mut given: BTreeMap<String, PathBuf> = BTreeMap::new();
    reads.retain(|read| {
        let sum = fs::sha256(&read.path, "capture").unwrap_or_default();
        *given.entry(sum).or_insert_with(|| read.path.clone()) == read.path
    });
    let addresses: Vec<String> = reads.iter().filter_map(address_of).collect();
    for known in &ledger.captures {
        let path = folder.join("captures").join(&known.file);
        if given.contains_key(&known.sha256) || !fs::exists(&path) {
            continue;
        }
        let mut earlier = import_read::read(
            &Given::file(&path),
            Beside::default(),
            known.settings(|name| profiles.iter().any(|profile| profile.name == name)),
            profiles,
            None,
            terminal,
            diagnostics,
        );
        // A container may hold other live pages besides this one.
        if earlier.len() > 1 {
            earlier.retain(|read| {
                addresses.is_empty() || address_of(read).is_some_and(|own| addresses.contains(&own))
            });
        }
        reads.extend(earlier);
    }
    reads
}

/// The name of each capture in `captures/`, and its sum: its own name, or with the beginning of its sum where another
/// has that. The order of the captures makes no difference.
pub fn kept_names(folder: &Path, reads: &[Read]) -> BTreeMap<PathBuf, (String, String)> {
    let mut paths: Vec<(String, &Path)> = reads
        .iter()
        .map(|read| {
            let sum = fs::sha256(&read.path, "capture").unwrap_or_default();
            (sum, read.path.as_path())
        })
        .collect();
    paths.sort();
    paths.dedup_by(|a, b| a.1 == b.1);
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    let mut names = BTreeMap::new();
    for (sum, path) in paths {
        let name = path.file_name().map_or_else(
            || "capture.txt".into(),
            |name| name.to_string_lossy().into_owned(),
        );
        let there = folder.join("captures").join(&name);
        let free = match owners.get(&name) {
            Some(owner) => *owner == sum,
            None => !fs::exists(&there) || fs::sha256(&there, &name).is_ok_and(|own| own == sum),
        };
        let mark = sum.get(..8).unwrap_or_default();
        let name = match name.rsplit_once('.') {
            _ if free => name,
            Some((stem, ending)) => format!("{stem}-{mark}.{ending}"),
            None => format!("{name}-{mark}"),
        };
        owners.insert(name.clone(), sum.clone());
        names.insert(path.to_path_buf(), (name, sum));
    }
    names
}

/// The address of a page that was read.
fn address_of(read: &Read) -> Option<String> {
    match &read.held {
        Held::Page(page) => page
            .address
            .as_deref()
            .map(|address| bare(address).to_string()),
        Held::Transcript(_) => None,
    }
}

/// The entry files that stand in a coverage, for their ids.
pub fn on_disk(folder: &Path) -> Vec<Entry> {
    let mut unheard = Vec::new();
    fs::names_in(folder)
        .into_iter()
        .filter_map(|name| {
            let stem = name.strip_suffix(".md")?.to_string();
            let text = fs::read_text(&folder.join(&name), &name).ok()?;
            Some(entry_file::read(&text, &stem, &mut unheard))
        })
        .collect()
}
