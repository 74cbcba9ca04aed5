//! The plan: every file of the site to be, as a value, before the first one is rendered.
//!
//! Collisions, counts, parallel rendering and increments all fall out of this list.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use super::addresses::Addresses;
use super::cards::Letters;
use super::parts::Part;
use super::same::AddressKeys;
use crate::archive::Archive;
use crate::base::address::SitePath;
use crate::base::diagnostic::Diagnostics;
use crate::source::config::SiteConfig;

pub use super::shows::{FeedFormat, Page, Scope, Shows, is_indexed};

/// The files that a theme brings, by their place below the site's root.
#[derive(Debug, Clone, Default)]
pub struct ThemeFiles {
    /// Fingerprinted files: `assets/style.1a2b3c4d.css`.
    pub assets: Vec<String>,
    /// Files copied as they are.
    pub static_files: Vec<String>,
    /// How wide pictures are shown, as the attribute `sizes` has it.
    pub picture_sizes: String,
    /// What can be written on cards; `None` where the site wants none.
    pub letters: Option<Letters>,
}

/// How many addresses one site map may hold (sitemaps.org).
pub const SITEMAP_LIMIT: usize = 50_000;

/// Every file of the site. What belongs to no part is listed; the pages of a part are listed when they are asked for,
/// so that a change of one entry does not cost a list of a hundred thousand.
#[derive(Debug)]
pub struct Plan {
    pub(super) config: Arc<SiteConfig>,
    pub(super) archive: Arc<Archive>,
    pub(super) addresses: Arc<Addresses>,
    pub(super) picture_sizes: String,
    pub(super) letters: Option<Letters>,
    /// The pages that belong to no part, by address.
    pub(super) common: Vec<Page>,
    /// How many HTML pages there are.
    html: usize,
    /// Every address, sorted: made when somebody mistyped one.
    known: OnceLock<Vec<String>>,
    /// What `keys` gives, made when it is asked for.
    keys: OnceLock<Arc<AddressKeys>>,
}

impl Plan {
    /// The plan of an archive's site. Two pages that want one address are an error.
    #[must_use]
    pub fn new(
        config: &Arc<SiteConfig>,
        archive: &Arc<Archive>,
        addresses: &Arc<Addresses>,
        theme: &ThemeFiles,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut plan = Self {
            config: Arc::clone(config),
            archive: Arc::clone(archive),
            addresses: Arc::clone(addresses),
            picture_sizes: theme.picture_sizes.clone(),
            letters: theme.letters.clone(),
            common: Vec::new(),
            html: 0,
            known: OnceLock::new(),
            keys: OnceLock::new(),
        };
        plan.report_exceptions(diagnostics);
        plan.report_cards(diagnostics);
        plan.list_common(theme);
        plan.common.sort_by(|a, b| a.path.cmp(&b.path));
        plan.report_collisions(diagnostics);
        plan.common.dedup_by(|a, b| a.path == b.path);
        plan
    }

    /// How many HTML pages there are.
    #[must_use]
    pub fn html_pages(&self) -> usize {
        self.html
    }

    /// What links depend on.
    #[must_use]
    pub fn keys(&self) -> &Arc<AddressKeys> {
        self.keys.get_or_init(|| {
            let coverages = self.archive.coverages.iter();
            let mut coverages: Vec<u64> = coverages.map(|coverage| coverage.key).collect();
            coverages.sort_unstable();
            Arc::new(AddressKeys {
                plan: self.hashed(),
                media: self.hashed_media(),
                coverages,
            })
        })
    }

    fn hashed_media(&self) -> u64 {
        let mut key = Xxh3::new();
        self.config.base_url.base_path().hash(&mut key);
        for file in &self.archive.media {
            // The fingerprint is a part of the address.
            (&file.content_path, &file.fingerprint).hash(&mut key);
            (file.width, file.height).hash(&mut key);
        }
        self.hash_pictures(&mut key);
        key.finish()
    }

    fn hashed(&self) -> u64 {
        let mut key = Xxh3::new();
        self.config.base_url.base_path().hash(&mut key);
        let outputs = &self.config.outputs;
        (outputs.markdown, outputs.json_feed).hash(&mut key);
        (outputs.data, outputs.print, outputs.oembed).hash(&mut key);
        self.config.cards.hash(&mut key);
        (
            outputs.feed_coverage,
            outputs.feed_speaker,
            outputs.feed_topic,
        )
            .hash(&mut key);
        for page in &self.common {
            page.path.hash(&mut key);
        }
        for file in &self.archive.media {
            (&file.content_path, file.width, file.height).hash(&mut key);
        }
        self.hash_pictures(&mut key);
        self.archive.drafts.hash(&mut key);
        for part in self.parts() {
            match part {
                Part::Coverage(id) => self.archive.coverages[id].key.hash(&mut key),
                Part::Day(date) => date.hash(&mut key),
                Part::Speaker(id) => self.archive.speakers[id].slug.hash(&mut key),
                Part::Topic(id) => self.archive.topics[id].slug.hash(&mut key),
            }
            self.pages_in(part).numbered().hash(&mut key);
        }
        key.finish()
    }

    /// What else decides how a body shows a picture.
    fn hash_pictures(&self, key: &mut Xxh3) {
        if let Some(pictures) = &self.config.pictures {
            (&pictures.widths, pictures.quality).hash(key);
            for path in &pictures.except {
                path.value.hash(key);
            }
            self.picture_sizes.hash(key);
        }
    }

    /// Every file, sorted by address.
    #[must_use]
    pub fn all(&self) -> Vec<Page> {
        let parts: Vec<Part> = self.parts().collect();
        let mut pages: Vec<Page> = parts
            .into_par_iter()
            .flat_map_iter(|part| self.pages_of(part))
            .collect();
        pages.extend(self.common.iter().cloned());
        pages.par_sort_by(|a, b| a.path.cmp(&b.path));
        pages.dedup_by(|a, b| a.path == b.path);
        pages
    }

    /// The page at an address.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<Page> {
        let common = self
            .common
            .binary_search_by(|page| page.path.as_str().cmp(path));
        if let Ok(at) = common {
            return Some(self.common[at].clone());
        }
        let pages = self.pages_of(self.part_at(path)?);
        pages.into_iter().find(|page| page.path.as_str() == path)
    }

    /// Every address, sorted: what somebody who mistyped one may have meant.
    pub fn known(&self) -> &[String] {
        self.known.get_or_init(|| {
            let paths = self.all().into_iter();
            paths.map(|page| page.path.as_str().to_string()).collect()
        })
    }

    /// The first page of each kind that the site has.
    #[must_use]
    pub fn first_of_each_kind(&self) -> Vec<Page> {
        let mut firsts: Vec<Page> = Vec::new();
        let mut add = |page: Page| {
            let same = |known: &Page| known.shows.kind() == page.shows.kind();
            if page.shows.kind().is_some() && !firsts.iter().any(same) {
                firsts.push(page);
            }
        };
        self.common.iter().cloned().for_each(&mut add);
        let mut of_last = None;
        for part in self.parts() {
            // The first of each kind of part has the first page of its kinds.
            let kind = std::mem::discriminant(&part);
            if of_last.replace(kind) != Some(kind) {
                self.pages_of(part).into_iter().for_each(&mut add);
            }
        }
        firsts
    }

    /// The pages that belong to no part.
    #[must_use]
    pub fn common(&self) -> &[Page] {
        &self.common
    }

    fn list_common(&mut self, theme: &ThemeFiles) {
        let archive = Arc::clone(&self.archive);
        let home = SitePath::home();
        let mut pages = vec![
            (home.clone(), Shows::Home),
            (home.file("404.html"), Shows::NotFound),
            (Addresses::days(), Shows::Days),
        ];
        if archive.speakers.iter().any(|speaker| speaker.has_page) {
            pages.push((Addresses::speakers(), Shows::Speakers));
        }
        if !archive.topics.is_empty() {
            pages.push((Addresses::topics(), Shows::Topics));
        }
        if self.config.outputs.search {
            pages.push((Addresses::search(), Shows::Search));
            pages.push((Addresses::search_root(), Shows::SearchRoot));
        }
        if self.config.outputs.feed_site {
            for format in feed_formats(&self.config) {
                let scope = Scope::Site;
                pages.push((home.file(format.file()), Shows::Feed { scope, format }));
            }
        }
        let common = pages.iter().filter(|(_, shows)| is_indexed(shows)).count();
        let lists: usize = self
            .parts()
            .map(|part| self.pages_in(part).pages().count())
            .sum();
        let indexed = common + lists + archive.entry_count();
        // The error page and those for paper are HTML too, and no site map names them.
        let for_paper = usize::from(self.config.outputs.print) * archive.coverages.len();
        self.html = indexed + for_paper + 1;
        for number in 1..=indexed.div_ceil(SITEMAP_LIMIT).max(1) {
            let path = home.file(&format!("sitemap-{number}.xml"));
            pages.push((path, Shows::Sitemap { number }));
        }
        pages.push((home.file("sitemap.xml"), Shows::SitemapIndex));
        pages.push((home.file("robots.txt"), Shows::Robots));
        pages.push((home.file("llms.txt"), Shows::Llms));
        pages.push((home.file("site.webmanifest"), Shows::Manifest));
        pages.push((home.file(".nojekyll"), Shows::NoJekyll));
        for index in 0..archive.media.len() {
            pages.push((self.addresses.media(index), Shows::Media { index }));
            for (copy, smaller) in self.addresses.copies(index).iter().enumerate() {
                pages.push((smaller.path.clone(), Shows::Picture { index, copy }));
            }
        }
        for (index, path) in theme.assets.iter().enumerate() {
            pages.push((home.file(path), Shows::Asset { index }));
        }
        for (index, path) in theme.static_files.iter().enumerate() {
            pages.push((home.file(path), Shows::Static { index }));
        }
        self.common = pages
            .into_iter()
            .map(|(path, shows)| Page { path, shows })
            .collect();
    }
}

/// The formats in which each feed is written.
pub fn feed_formats(config: &SiteConfig) -> impl Iterator<Item = FeedFormat> + use<> {
    let json = config.outputs.json_feed.then_some(FeedFormat::Json);
    std::iter::once(FeedFormat::Atom).chain(json)
}
