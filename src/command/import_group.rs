//! Files that hold one live page become one coverage: with each other, and with what was imported before.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::import::outside_a_site;
use super::import_ledger::Ledger;
use super::import_read::{Held, Picture, Read};
use crate::archive::{self, Archive, Choice};
use crate::base::diagnostic::Diagnostics;
use crate::base::source_text::Spanned;
use crate::base::{fs, slug};
use crate::capture::markup::address::bare;
use crate::capture::merge::{self, MergedEntry};
use crate::capture::structured::Captured;
use crate::capture::{self, Profiles};
use crate::source::content::Content;
use crate::source::coverage::{Coverage, MediaFile, Origin, Settings};
use crate::source::entry::Entry;
use crate::source::{entry_file, entry_writer};

/// A live page that was read, from one file or several.
#[derive(Debug)]
pub struct Imported {
    /// The folder of `content/` it belongs into.
    pub slug: String,
    /// The files it was read from, those imported before among them.
    pub files: Vec<ImportedFile>,
    /// Pictures that came with them.
    pub media: Vec<(String, Picture)>,
    /// What stood beside the one file, where it stood in `content/`.
    pub settings: Settings,
    /// Earlier versions of its entries: path below `captures/`, and text.
    pub earlier: Vec<(String, String)>,
    /// Its one coverage.
    pub archive: Archive,
}

/// A file of an imported page.
#[derive(Debug, Clone)]
pub struct ImportedFile {
    /// Where it stands.
    pub path: PathBuf,
    /// What was known of it.
    pub settings: Settings,
    /// Whether it stood at the top of `content/`; and its settings there.
    pub in_content: bool,
    /// `<coverage>.toml`, where there is one.
    pub settings_path: Option<PathBuf>,
}

/// Puts the files of one live page together and merges them. `into` is the coverage that all belong to, where
/// somebody says so; else those of one address are one, and every other file is by itself.
pub fn group(
    root: &Path,
    into: Option<&str>,
    read: Vec<Read>,
    profiles: &Arc<Profiles>,
    diagnostics: &mut Diagnostics,
) -> Vec<Imported> {
    let mut groups: BTreeMap<String, Vec<Read>> = BTreeMap::new();
    let mut order = Vec::new();
    for one in read {
        let key = match (into, &one.held) {
            (Some(into), _) => into.to_string(),
            (None, Held::Page(page)) => page
                .address
                .as_deref()
                .map_or_else(|| name_of(&one.path), |address| bare(address).to_string()),
            (None, Held::Transcript(_)) => one.path.to_string_lossy().into_owned(),
        };
        if !groups.contains_key(&key) {
            order.push(key.clone());
        }
        groups.entry(key).or_default().push(one);
    }
    order
        .into_iter()
        .filter_map(|key| {
            let reads = groups.remove(&key)?;
            let name = match into {
                Some(into) => into.to_string(),
                None => {
                    let first = reads.first()?;
                    first.name.clone().unwrap_or_else(|| stem_of(&first.path))
                }
            };
            let slug = slug::slugify(&name).unwrap_or_else(|| "coverage".into());
            one(root, &name, slug, reads, profiles, diagnostics)
        })
        .collect()
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(
        || "capture".into(),
        |name| name.to_string_lossy().into_owned(),
    )
}

fn stem_of(path: &Path) -> String {
    let name = name_of(path);
    name.rsplit_once('.')
        .map_or(name.clone(), |(stem, _)| stem.to_string())
}

fn one(
    root: &Path,
    name: &str,
    slug: String,
    reads: Vec<Read>,
    profiles: &Arc<Profiles>,
    diagnostics: &mut Diagnostics,
) -> Option<Imported> {
    let folder = root.join("content").join(&slug);
    let ledger = Ledger::read(&folder);
    let reads = with_earlier(&folder, &ledger, reads, profiles, diagnostics);
    let shown = reads
        .first()
        .map(|read| read.path.to_string_lossy().replace('\\', "/"))
        .unwrap_or_default();
    let mut files: Vec<ImportedFile> = reads
        .iter()
        .map(|read| ImportedFile {
            path: read.path.clone(),
            settings: read.settings.clone(),
            in_content: read.beside.in_content,
            settings_path: read.beside.path.clone(),
        })
        .collect();
    files.dedup_by(|a, b| a.path == b.path);
    let beside = reads
        .iter()
        .map(|read| &read.beside.settings)
        .find(|settings| settings.text.is_some())
        .cloned()
        .unwrap_or_default();
    let first = reads.first()?.settings.clone();
    let mut coverage = Coverage {
        slug: slug.clone(),
        name: name.to_string(),
        shown,
        settings: first,
        entries: Vec::new(),
        transcripts: Vec::new(),
        captures: files
            .iter()
            .map(|file| kept_file(&slug, &file.path))
            .collect(),
    };
    let mut media = Vec::new();
    let mut earlier = Vec::new();
    let alone = reads.len() == 1;
    let mut pages = Vec::new();
    for read in reads {
        media.extend(read.media);
        match read.held {
            Held::Transcript(source) if alone => {
                coverage.captures.clear();
                coverage.transcripts.push(source);
            }
            Held::Transcript(source) => {
                let options = archive::capture_options(
                    &read.settings,
                    read.settings.time_zone.as_ref().map(|zone| zone.value),
                );
                let reading = capture::read(&source, &options, profiles, diagnostics)?;
                pages.push(Captured::of_reading(reading, &source));
            }
            Held::Page(page) => pages.push(*page),
        }
    }
    if let Some(merged) = merge::merge(pages) {
        let known = on_disk(&folder);
        let numbers: Vec<String> = merged.seen_in.clone();
        let (entries, kept) = written_down(merged.entries, &known, &numbers);
        earlier = kept;
        fill(&mut coverage.settings, merged.page);
        coverage.entries = entries.into_iter().map(Arc::new).collect();
    }
    let archive = resolved(coverage, profiles, diagnostics)?;
    Some(Imported {
        slug,
        files,
        media,
        settings: beside,
        earlier,
        archive,
    })
}

fn kept_file(slug: &str, path: &Path) -> MediaFile {
    MediaFile {
        content_path: format!("{slug}/captures/{}", name_of(path)),
        disk_path: path.to_path_buf(),
        fingerprint: String::new(),
        width: None,
        height: None,
    }
}

/// The files, and those that the coverage was imported from before, read as they were then.
fn with_earlier(
    folder: &Path,
    ledger: &Ledger,
    mut reads: Vec<Read>,
    profiles: &Arc<Profiles>,
    diagnostics: &mut Diagnostics,
) -> Vec<Read> {
    // One file given twice, or under two names, is one; a container may hold several captures of one page.
    let mut given: BTreeMap<String, PathBuf> = BTreeMap::new();
    reads.retain(|read| {
        let sum = fs::sha256(&read.path).unwrap_or_default();
        *given.entry(sum).or_insert_with(|| read.path.clone()) == read.path
    });
    let addresses: Vec<String> = reads.iter().filter_map(address_of).collect();
    for known in &ledger.captures {
        let path = folder.join("captures").join(&known.file);
        if given.contains_key(&known.sha256) || !fs::exists(&path) {
            continue;
        }
        let mut earlier = super::import_read::read(
            &path,
            super::import::Beside::default(),
            known.settings(profiles),
            profiles,
            false,
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
fn on_disk(folder: &Path) -> Vec<Entry> {
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

/// The entries with the names they are to have, and the texts of their earlier versions.
fn written_down(
    merged: Vec<MergedEntry>,
    known: &[Entry],
    files: &[String],
) -> (Vec<Entry>, Vec<(String, String)>) {
    let latest: Vec<Entry> = merged.iter().map(|one| one.entry.clone()).collect();
    let mut partners = merge::partners(known.iter(), &latest);
    // What was edited since may be known by what it said first.
    let first: Vec<Entry> = merged
        .iter()
        .map(|one| one.earlier.first().unwrap_or(&one.entry).clone())
        .collect();
    let mut taken: Vec<usize> = partners.iter().flatten().copied().collect();
    for (partner, found) in partners
        .iter_mut()
        .zip(merge::partners(known.iter(), &first))
    {
        if partner.is_none()
            && let Some(found) = found.filter(|found| !taken.contains(found))
        {
            taken.push(found);
            *partner = Some(found);
        }
    }
    let mut kept = Vec::new();
    let several = files.len() > 1;
    let entries = merged
        .into_iter()
        .zip(partners)
        .map(|(one, partner)| {
            let mut entry = one.entry;
            entry.stem = match partner.and_then(|at| known.get(at)) {
                Some(known) => known.stem.clone(),
                None => one.earlier.first().map(stem_for),
            };
            let stem = entry.stem.clone().unwrap_or_default();
            let mut versions = Vec::new();
            for (number, was) in one.earlier.iter().enumerate() {
                let file = format!("_earlier/{stem}-{}.md", number + 1);
                kept.push((file.clone(), entry_writer::to_text(was)));
                versions.push(format!("captures/{file}"));
            }
            if let (Some(from), true) = (&mut entry.provenance, several) {
                let name = |number: Option<&usize>| files.get(*number?).cloned();
                from.first_seen = name(one.seen.first());
                from.last_seen = name(one.seen.last());
                from.vanished = one.vanished;
                from.earlier = versions;
            }
            entry
        })
        .collect();
    (entries, kept)
}

/// The name of an entry's file by what it said first: later words do not change it.
fn stem_for(first: &Entry) -> String {
    let prefix = merge::instant(first)
        .map(|at| at.format("%Y-%m-%d-%H%M").to_string())
        .unwrap_or_default();
    let words = first.headline.clone().unwrap_or_else(|| {
        crate::markdown::first_words(
            &crate::markdown::outline(&first.body.markdown).plain_text,
            8,
        )
    });
    let stem = slug::with_prefix(&prefix, &words);
    if stem.is_empty() {
        "entry".into()
    } else {
        stem
    }
}

/// What a page says of itself, under what somebody says of it.
fn fill(settings: &mut Settings, page: Captured) {
    settings.title = settings.title.take().or(page.title);
    settings.language = settings.language.take().or(page.language);
    settings.time_zone = settings
        .time_zone
        .take()
        .or(page.time_zone.map(|zone| Spanned::new(zone, 0..0)));
    for (own, found) in [
        (&mut settings.summary, page.summary),
        (&mut settings.introduction, page.introduction),
    ] {
        if own.is_empty() {
            *own = found;
        }
    }
    if settings.byline.is_empty() {
        settings.byline = page.contributors;
    }
    settings.source = Origin {
        publisher: settings.source.publisher.take().or(page.publisher),
        url: settings.source.url.take().or(page.address),
        captured: settings.source.captured.or(page.captured),
    };
}

/// One coverage as an archive of its own.
fn resolved(
    coverage: Coverage,
    profiles: &Arc<Profiles>,
    diagnostics: &mut Diagnostics,
) -> Option<Archive> {
    let content = Content {
        coverages: vec![Arc::new(coverage)],
        ..Content::default()
    };
    let archive = archive::resolve(
        &outside_a_site()?,
        content,
        profiles,
        Choice { drafts: true },
        &mut archive::Memory::default(),
        diagnostics,
    );
    (!archive.coverages.is_empty()).then_some(archive)
}
