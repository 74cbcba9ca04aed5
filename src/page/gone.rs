//! Addresses of people and topics that an earlier build gave and this one does not. An address that was published is
//! not left to break: each leads on to where its subject stands now, else to the index.
//!
//! Who speaks and what recurs is found by rules, and rules change. What somebody wrote holds: a person or topic with a
//! table in a registry keeps a page under the old address, which says that no entry is filed there now.

use std::collections::BTreeSet;

use super::addresses::Addresses;
use super::plan::{Page, Shows};
use crate::archive::Archive;
use crate::base::address::SitePath;
use crate::base::slug::{is_slug, slugify};

/// What stands at an address whose own page is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gone {
    /// The person or topic stands under another name.
    Renamed {
        /// The name now.
        name: String,
        /// Its page.
        to: SitePath,
    },
    /// A registry knows the name, and no entry needs it.
    Confirmed {
        /// The registry's name.
        name: String,
        /// The index.
        to: Index,
    },
    /// Nobody knows it any more.
    Lost {
        /// The index.
        to: Index,
    },
}

/// The page that lists what the address was one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Index {
    /// The people.
    Speakers,
    /// The topics.
    Topics,
    /// Home, where there is no such list.
    Home,
}

impl Index {
    /// Its address.
    #[must_use]
    pub fn path(self) -> SitePath {
        match self {
            Self::Speakers => Addresses::speakers(),
            Self::Topics => Addresses::topics(),
            Self::Home => SitePath::home(),
        }
    }
}

/// A page for each address of a person or topic among `earlier`, files that an earlier build wrote, that is not among
/// the pages of this one. Feeds and numbered pages below it get none: nothing but a pager links to those.
#[must_use]
pub fn gone(archive: &Archive, pages: &[Page], earlier: &[String]) -> Vec<Page> {
    let planned: BTreeSet<String> = pages.iter().map(|page| page.path.output_file()).collect();
    let lists = [people(archive), topics(archive)];
    let mut gone = Vec::new();
    for file in earlier.iter().filter(|file| !planned.contains(*file)) {
        let Some((folder, slug)) = term_of(file) else {
            continue;
        };
        let Some(list) = lists.iter().find(|list| list.folder == folder) else {
            continue;
        };
        gone.push(Page {
            path: list.index.path().join(slug),
            shows: Shows::Gone(list.now(slug, &planned)),
        });
    }
    gone
}

/// `speakers` and `ada-quill` of `speakers/ada-quill/index.html`.
fn term_of(file: &str) -> Option<(&str, &str)> {
    let (folder, rest) = file.split_once('/')?;
    let slug = rest.strip_suffix("/index.html")?;
    is_slug(slug).then_some((folder, slug))
}

/// The people or the topics, by every name that an address could have been made of.
struct Terms<'a> {
    folder: &'static str,
    index: Index,
    known: Vec<Term<'a>>,
    /// Slugs and names of the registry.
    confirmed: Vec<(&'a str, &'a str)>,
}

struct Term<'a> {
    name: &'a str,
    path: SitePath,
    names: Vec<&'a str>,
}

impl Terms<'_> {
    fn now(&self, slug: &str, planned: &BTreeSet<String>) -> Gone {
        let is_named = |term: &&Term<'_>| {
            let mut names = term.names.iter();
            names.any(|name| slugify(name).as_deref() == Some(slug))
        };
        let mut standing = self
            .known
            .iter()
            .filter(|term| planned.contains(&term.path.output_file()));
        if let Some(term) = standing.find(is_named) {
            return Gone::Renamed {
                name: term.name.to_string(),
                to: term.path.clone(),
            };
        }
        let to = if planned.contains(&self.index.path().output_file()) {
            self.index
        } else {
            Index::Home
        };
        match self.confirmed.iter().find(|(known, _)| *known == slug) {
            Some((_, name)) => Gone::Confirmed {
                name: (*name).to_string(),
                to,
            },
            None => Gone::Lost { to },
        }
    }
}

fn people(archive: &Archive) -> Terms<'_> {
    let doubtful = archive
        .speakers
        .iter()
        .filter(|speaker| speaker.registered && !speaker.has_page)
        .map(|speaker| (speaker.slug.as_str(), speaker.name.as_str()));
    let unused = archive.unused_speakers.iter();
    Terms {
        folder: "speakers",
        index: Index::Speakers,
        known: archive
            .speakers
            .ids()
            .map(|id| (id, &archive.speakers[id]))
            .map(|(id, speaker)| Term {
                name: &speaker.name,
                path: Addresses::speaker(archive, id),
                names: std::iter::once(&speaker.name)
                    .chain(&speaker.aliases)
                    .chain(&speaker.spellings)
                    .map(String::as_str)
                    .collect(),
            })
            .collect(),
        confirmed: unused
            .map(|table| (table.slug.as_str(), table.name.as_str()))
            .chain(doubtful)
            .collect(),
    }
}

fn topics(archive: &Archive) -> Terms<'_> {
    let unused = archive.unused_topics.iter();
    Terms {
        folder: "topics",
        index: Index::Topics,
        known: archive
            .topics
            .ids()
            .map(|id| (id, &archive.topics[id]))
            .map(|(id, topic)| Term {
                name: &topic.name,
                path: Addresses::topic(archive, id),
                names: std::iter::once(&topic.name)
                    .chain(&topic.aliases)
                    .map(String::as_str)
                    .collect(),
            })
            .collect(),
        confirmed: unused
            .map(|table| (table.slug.as_str(), table.name.as_str()))
            .collect(),
    }
}
