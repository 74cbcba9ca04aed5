//! Files that hold one live page become one coverage: with each other, and with what was imported before.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::import::outside_a_site;
use super::import_earlier;
use super::import_read::{Held, Picture, Read};
use super::terminal::Terminal;
use crate::archive::{self, Archive, Choice};
use crate::base::diagnostic::{Diagnostics, has_errors};
use crate::base::slug;
use crate::base::source_text::Spanned;
use crate::capture::markup::address::bare;
use crate::capture::merge::{self, MergedEntry};
use crate::capture::structured::Captured;
use crate::capture::{self, Profiles};
use crate::source::content::Content;
use crate::source::coverage::{Coverage, MediaFile, Origin, Settings};
use crate::source::entry::Entry;
use crate::source::entry_writer;
use crate::source::ledger::{Known, Ledger};

/// What every page of an import stands on.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The site's folder.
    pub root: &'a Path,
    /// The profiles.
    pub profiles: &'a Arc<Profiles>,
    /// Who hears how far it is.
    pub terminal: &'a Terminal,
    /// Whether anybody will see who speaks; entry files do not say it.
    pub attribution: bool,
}

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
    /// What is known of it, its name in `captures/` among it.
    pub known: Known,
    /// Whether it stood at the top of `content/`; and its settings there.
    pub in_content: bool,
    /// `<coverage>.toml`, where there is one.
    pub settings_path: Option<PathBuf>,
}

/// Puts the files of one live page together and merges them. `into` is the coverage that all belong to, where
/// somebody says so; else those of one address are one, and every other file is by itself. Also says how many pages
/// there are: of one that holds a mistake nothing is given, and what is wrong with it is said.
pub fn group(
    ground: &Ground<'_>,
    into: Option<&str>,
    read: Vec<Read>,
    diagnostics: &mut Diagnostics,
) -> (Vec<Imported>, usize) {
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
    let number = order.len();
    let made = order
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
            let mut said = Vec::new();
            let made = one(ground, &name, slug, reads, &mut said);
            let wrong = has_errors(&said);
            diagnostics.extend(said);
            made.filter(|_| !wrong)
        })
        .collect();
    (made, number)
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
    ground: &Ground<'_>,
    name: &str,
    slug: String,
    reads: Vec<Read>,
    diagnostics: &mut Diagnostics,
) -> Option<Imported> {
    let Ground {
        root,
        profiles,
        terminal,
        ..
    } = *ground;
    let folder = root.join("content").join(&slug);
    let ledger = Ledger::read(&folder);
    let mut reads =
        import_earlier::with_earlier(&folder, &ledger, reads, profiles, terminal, diagnostics);
    let names = import_earlier::kept_names(&folder, &reads);
    for read in &mut reads {
        if let Some((name, _)) = names.get(&read.path) {
            read.kept_as(name);
        }
    }
    let shown = reads
        .first()
        .map(|read| read.path.to_string_lossy().replace('\\', "/"))
        .unwrap_or_default();
    let mut files: Vec<ImportedFile> = reads
        .iter()
        .map(|read| ImportedFile {
            path: read.path.clone(),
            known: known(read, &names),
            in_content: read.beside.in_content,
            settings_path: read.beside.path.clone(),
        })
        .collect();
    files.dedup_by(|a, b| {
        let same = a.path == b.path;
        if same {
            b.known.captured = b.known.captured.max(a.known.captured);
        }
        same
    });
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
            .map(|file| {
                let path = format!("{slug}/captures/{}", file.known.file);
                MediaFile::unseen(path, file.path.clone())
            })
            .collect(),
        known: Ledger {
            livesite: env!("CARGO_PKG_VERSION").into(),
            captures: files.iter().map(|file| file.known.clone()).collect(),
            ..Ledger::default()
        },
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
        let known = import_earlier::on_disk(&folder);
        let numbers: Vec<String> = merged.seen_in.clone();
        let (entries, kept) = written_down(merged.entries, &known, &numbers);
        earlier = kept;
        fill(&mut coverage.settings, merged.page);
        coverage.entries = entries.into_iter().map(Arc::new).collect();
    }
    let archive = resolved(coverage, ground, diagnostics)?;
    Some(Imported {
        slug,
        files,
        media,
        settings: beside,
        earlier,
        archive,
    })
}

/// What is known of a file that was read.
fn known(read: &Read, names: &BTreeMap<PathBuf, (String, String)>) -> Known {
    let (file, sum) = names.get(&read.path).cloned().unwrap_or_default();
    let known = Known::new(file, sum, &read.settings);
    match &read.held {
        Held::Transcript(_) => known,
        Held::Page(page) => Known {
            url: page.address.clone(),
            captured: page.captured,
            reader: Some(page.reader.clone()),
            ..known
        },
    }
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
                let from = Arc::make_mut(from);
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
            &crate::markdown::outline(first.body.markdown()).plain_text(),
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
    ground: &Ground<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Archive> {
    let content = Content {
        coverages: vec![Arc::new(coverage)],
        ..Content::default()
    };
    let archive = archive::resolve(
        &outside_a_site(ground.attribution)?,
        content,
        ground.profiles,
        Choice { drafts: true },
        &mut archive::Memory::default(),
        diagnostics,
    );
    (!archive.coverages.is_empty()).then_some(archive)
}
