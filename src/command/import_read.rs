//! One file read: opened by its bytes, as a text for the profiles or as the live pages it holds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::import_beside::Beside;
use super::import_contained::{self, Contents};
use super::import_given::Given;
use super::terminal::{Terminal, plural};
use crate::archive;
use crate::base::diagnostic::Diagnostics;
use crate::base::source_text::SourceText;
use crate::capture::container::Contained;
use crate::capture::markup::address::bare;
use crate::capture::open::{Opened, Opening, open};
use crate::capture::structured::Captured;
use crate::capture::{self, Profiles, Reading};
use crate::source::coverage::Settings;

/// A file that was read.
#[derive(Debug)]
pub struct Read {
    /// Where it stands.
    pub path: PathBuf,
    /// What its page is called, where the file holds several.
    pub name: Option<String>,
    /// What stood beside it.
    pub beside: Beside,
    /// What somebody knows of it, by the flags and by what stood beside it.
    pub settings: Settings,
    /// What it held.
    pub held: Held,
    /// Pictures that came with it and are shown: name in `media/`, and where they are now.
    pub media: Vec<(String, Picture)>,
}

impl Read {
    /// Says in its entries what the file is called in `captures/`.
    pub fn kept_as(&mut self, name: &str) {
        match &mut self.held {
            Held::Transcript(source) => {
                let (folder, own) = source.path.rsplit_once('/').unwrap_or(("", &source.path));
                if own != name {
                    let path = format!("{folder}/{name}");
                    *source = SourceText::new(path, source.text.as_str());
                }
            }
            Held::Page(page) => {
                let entries = page.entries.iter_mut();
                for from in entries.filter_map(|one| one.provenance.as_mut()) {
                    Arc::make_mut(from).file = name.to_string();
                }
            }
        }
    }
}

/// What a file held.
#[derive(Debug)]
pub enum Held {
    /// A text for the profiles.
    Transcript(Arc<SourceText>),
    /// A live page.
    Page(Box<Captured>),
}

/// A picture that comes along.
#[derive(Debug)]
pub enum Picture {
    /// A file beside the page.
    File(PathBuf),
    /// Bytes out of a container.
    Bytes(Vec<u8>),
}

/// Reads a file; what cannot be read is said. Into `explain` goes what each of its lines was taken for.
pub fn read(
    given: &Given,
    beside: Beside,
    settings: Settings,
    profiles: &Profiles,
    mut explain: Option<&mut String>,
    terminal: &Terminal,
    diagnostics: &mut Diagnostics,
) -> Vec<Read> {
    let path = &given.path;
    let options = archive::capture_options(
        &settings,
        settings.time_zone.as_ref().map(|zone| zone.value),
    );
    let pictures = Beside::pictures(path);
    let held: BTreeMap<String, String> = pictures
        .iter()
        .map(|(address, (name, _))| (address.clone(), name.clone()))
        .collect();
    let opening = Opening {
        shown: &given.shown,
        address: None,
        charset: None,
        held: &held,
        options: &options,
        profiles,
    };
    let bytes = match import_contained::read(given, opening, terminal, diagnostics) {
        None => return Vec::new(),
        Some(Contents::Plain(bytes)) => bytes,
        Some(Contents::Pages(contained)) => {
            return of_container(contained, path, &beside, &settings, explain);
        }
    };
    let steps = || (0..given.pieces).for_each(|_| terminal.step());
    let opened = open(&bytes, opening, diagnostics);
    steps();
    let held = match opened {
        None => return Vec::new(),
        Some(Opened::Transcript(source)) => {
            if let Some(told) = &mut explain {
                told.push_str(&explained_text(&source, &options, profiles));
            }
            Held::Transcript(source)
        }
        Some(Opened::Page(page)) => {
            if let Some(told) = &mut explain {
                told.push_str(&accounted(&page));
            }
            Held::Page(page)
        }
    };
    let media = match &held {
        Held::Transcript(_) => Vec::new(),
        Held::Page(page) => pictures
            .into_iter()
            .filter(|(address, _)| page.pictures.contains(address))
            .map(|(_, (name, place))| (name, Picture::File(place)))
            .collect(),
    };
    let name = match &held {
        Held::Page(page) if given.nameless => page.title.clone(),
        _ => None,
    };
    vec![Read {
        path: path.clone(),
        name,
        beside,
        settings,
        held,
        media,
    }]
}

/// The pages of a container, each with the pictures that it shows.
fn of_container(
    contained: Contained,
    path: &Path,
    beside: &Beside,
    settings: &Settings,
    mut explain: Option<&mut String>,
) -> Vec<Read> {
    let addresses: BTreeSet<Option<&str>> = contained
        .pages
        .iter()
        .map(|page| page.address.as_deref().map(bare))
        .collect();
    let several = addresses.len() > 1;
    let mut reads = Vec::new();
    for page in contained.pages {
        if let Some(told) = &mut explain {
            told.push_str(&accounted(&page));
        }
        let media = contained
            .pictures
            .iter()
            .filter(|picture| page.pictures.contains(&picture.address))
            .map(|picture| (picture.name.clone(), Picture::Bytes(picture.bytes.clone())))
            .collect();
        let last = page
            .address
            .as_deref()
            .map(bare)
            .and_then(|address| address.rsplit('/').next());
        reads.push(Read {
            path: path.to_path_buf(),
            name: page
                .title
                .clone()
                .or_else(|| last.map(str::to_string))
                .filter(|_| several),
            beside: beside.clone(),
            settings: settings.clone(),
            held: Held::Page(Box::new(page)),
            media,
        });
    }
    reads
}

/// What was found in a page by which way, and what was left out by which rule.
fn accounted(page: &Captured) -> String {
    let mut text = format!("{}\n", page.source.path);
    for (what, count) in &page.accounting {
        text.push_str(&format!("{count:>6}  {what}\n"));
    }
    text
}

/// Every line of the capture with what it was taken for, then the counts.
fn explained_text(
    source: &Arc<SourceText>,
    options: &capture::Options,
    profiles: &Profiles,
) -> String {
    let mut unheard = Vec::new();
    capture::read(source, options, profiles, &mut unheard)
        .map(|reading| explained(source, &reading))
        .unwrap_or_default()
}

fn explained(source: &SourceText, reading: &Reading) -> String {
    let mut text = String::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let lines: Vec<&str> = source.text.lines().collect();
    for placed in &reading.lines {
        let class = placed.class.to_string();
        let line = lines.get(placed.number - 1).copied().unwrap_or_default();
        text.push_str(&format!("{:>6}  {class:<24}  {line}\n", placed.number));
        *counts.entry(class).or_default() += 1;
    }
    let runner_up = reading
        .runner_up
        .as_ref()
        .map_or_else(String::new, |name| format!(", next best {name}"));
    text.push_str(&format!(
        "\nprofile {}{runner_up}; {}\n",
        reading.profile,
        plural(reading.lines.len(), "line")
    ));
    for (class, count) in counts {
        text.push_str(&format!("{count:>6}  {class}\n"));
    }
    text
}
