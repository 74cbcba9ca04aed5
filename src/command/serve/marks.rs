//! Where the entries of a page are written, and what is to be known about them while editing.

use std::collections::HashSet;

use serde::Serialize;

use super::edition::{Edition, File, Served, Shows};
use super::editor::Editor;
use super::problems::{Spot, spot};
use crate::archive::{Archive, Coverage, Entry};
use crate::base::address::{percent_decode, percent_encode};

/// The mark of one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The entry's own page, as people read it.
    pub path: String,
    /// What to call it.
    pub title: String,
    /// Where it is written.
    pub spot: Spot,
    /// Whether it is a draft, which `build` leaves out.
    pub draft: bool,
    /// Speakers who were only inferred.
    pub uncertain: Vec<String>,
}

/// The entries that the page at `path` links to, itself among them where it is one.
#[must_use]
pub fn of_page(edition: &Edition, path: &str, editor: Option<&Editor>) -> Vec<Mark> {
    let Shows::Site(served) = &edition.shows else {
        return Vec::new();
    };
    let mut linked = links_of(served, edition, path);
    linked.insert(path.into());
    entries_of(edition, served, |coverage, base| {
        let folder = format!("{base}{}/", coverage.slug);
        linked.iter().any(|link| link.starts_with(&folder))
    })
    .filter(|(path, _)| linked.contains(path))
    .map(|(path, entry)| mark(path, entry, &served.site().archive, editor))
    .collect()
}

/// Every entry with a speaker who was only inferred.
#[must_use]
pub fn to_confirm(edition: &Edition, editor: Option<&Editor>) -> Vec<Mark> {
    let Shows::Site(served) = &edition.shows else {
        return Vec::new();
    };
    entries_of(edition, served, |_, _| true)
        .filter(|(_, entry)| entry.speakers.iter().any(|speaking| !speaking.certain))
        .map(|(path, entry)| mark(path, entry, &served.site().archive, editor))
        .collect()
}

/// The pages of the entry or coverage that a file of the site holds, percent-encoded: its own and its coverage's.
#[must_use]
pub fn shown_at(edition: &Edition, file: &str) -> Vec<String> {
    let Shows::Site(served) = &edition.shows else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for coverage in &served.site().archive.coverages {
        let home = format!("{}{}/", edition.base, coverage.slug);
        let entry = coverage
            .entries
            .iter()
            .find(|entry| entry.content_path.is_some() && entry.place.source.path == file);
        if let Some(entry) = entry {
            found.push(percent_encode(&format!("{home}{}/", entry.id)));
        }
        if entry.is_some()
            || file == coverage.shown
            || file.starts_with(&format!("{}/", coverage.shown))
        {
            found.push(percent_encode(&home));
            break;
        }
    }
    found
}

/// The place of a saved entry on its coverage's page.
#[must_use]
pub fn in_context(pages: &[String]) -> Option<(String, String)> {
    let [entry, coverage] = pages else {
        return None;
    };
    let id = entry.strip_prefix(coverage.as_str())?.trim_end_matches('/');
    Some((entry.clone(), format!("{coverage}#{id}")))
}

fn entries_of<'a>(
    edition: &'a Edition,
    served: &'a Served,
    wanted: impl Fn(&Coverage, &str) -> bool + 'a,
) -> impl Iterator<Item = (String, &'a Entry)> {
    let base = edition.base.as_str();
    let coverages = served.site().archive.coverages.iter();
    coverages
        .filter(move |coverage| wanted(coverage, base))
        .flat_map(move |coverage| {
            let entries = coverage.entries.iter();
            entries.map(move |entry| (format!("{base}{}/{}/", coverage.slug, entry.id), entry))
        })
}

fn mark(path: String, entry: &Entry, archive: &Archive, editor: Option<&Editor>) -> Mark {
    let uncertain = entry.speakers.iter().filter(|speaking| !speaking.certain);
    Mark {
        path,
        title: entry.title(),
        spot: spot(&entry.place, editor),
        draft: entry.draft,
        uncertain: uncertain
            .map(|speaking| archive.speakers[speaking.speaker].name.clone())
            .collect(),
    }
}

/// Where the links of a page lead, as people read it: what is marked is told from the page itself, whatever its theme.
fn links_of(served: &Served, edition: &Edition, path: &str) -> HashSet<String> {
    let inside = path.strip_prefix(edition.base.as_str()).unwrap_or_default();
    let Some(Ok(File::Held { bytes, .. })) = served.file(&format!("{inside}index.html")) else {
        return HashSet::new();
    };
    String::from_utf8_lossy(&bytes)
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split(['"', '#', '?']).next())
        .map(percent_decode)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_entry_has_a_place_on_its_coverage() {
        let pages = ["/a/harbour/bridge/".to_string(), "/a/harbour/".to_string()];
        let expected = (
            "/a/harbour/bridge/".to_string(),
            "/a/harbour/#bridge".to_string(),
        );
        assert_eq!(in_context(&pages), Some(expected));
        assert_eq!(in_context(&pages[..1]), None);
    }
}
