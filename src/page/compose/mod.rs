//! Views from the archive: what each page shows, in the words of the interface.
//!
//! A view depends on the archive, the settings and the words alone, so that its hash decides whether a page must be
//! made again.

mod card;
mod coverage;
mod days;
mod entry;
mod gone;
mod head;
mod home;
mod portrait;
mod provenance;
mod search;
mod speaker;
mod statements;
mod stream;
mod terms;
mod time;
mod timeline;
mod topic;

use std::collections::BTreeMap;

use super::addresses::Addresses;
use super::bodies::Bodies;
use super::links::LinkMap;
use super::plan::{Page, Scope, Shows, feed_formats};
use super::view::{
    CoveragePage, DayPage, DaysPage, EntryPage, FeedLink, GonePage, HomePage, NotFoundPage,
    PageHead, PrintPage, SearchPage, SiteView, SpeakerPage, TermsPage, TopicPage,
};
use super::words::Words;
use crate::archive::Archive;
use crate::base::address::SitePath;
use crate::source::config::SiteConfig;

pub use head::direction_of;

/// Everything that views are made from.
#[derive(Debug, Clone, Copy)]
pub struct Composer<'a> {
    /// The settings.
    pub config: &'a SiteConfig,
    /// The options of the theme, as the site has them.
    pub options: &'a BTreeMap<String, serde_json::Value>,
    /// The archive.
    pub archive: &'a Archive,
    /// Where everything stands.
    pub addresses: &'a Addresses,
    /// Where links in bodies lead.
    pub links: &'a LinkMap,
    /// The bodies rendered so far.
    pub bodies: &'a Bodies,
    /// The words of the interface.
    pub words: &'a Words,
}

/// An HTML page, complete but for its entries, which the renderer shares between pages.
#[derive(Debug, Clone, PartialEq)]
pub struct PageView {
    /// `page` in the template.
    pub head: PageHead,
    /// The values of its kind.
    pub body: PageBody,
}

/// The values of each kind of page.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "each variant holds the struct of its name")]
pub enum PageBody {
    Home(HomePage),
    Coverage(Box<CoveragePage>),
    Print(Box<PrintPage>),
    Entry(Box<EntryPage>),
    Days(DaysPage),
    Day(DayPage),
    Terms(TermsPage),
    Speaker(Box<SpeakerPage>),
    Topic(Box<TopicPage>),
    Search(SearchPage),
    NotFound(NotFoundPage),
    Gone(GonePage),
}

impl Composer<'_> {
    /// The view of a page; `None` for files that no template renders.
    #[must_use]
    pub fn page(&self, page: &Page) -> Option<PageView> {
        Some(match page.shows {
            Shows::Home => self.home(page),
            Shows::Search => self.search_page(page),
            Shows::NotFound => self.not_found(page),
            Shows::Gone(ref gone) => self.gone_page(page, gone),
            Shows::Coverage {
                coverage,
                page: number,
            } => self.coverage_page(page, coverage, number),
            Shows::Print { coverage } => self.print_page(page, coverage),
            Shows::Entry { entry } => self.entry_page(page, entry),
            Shows::Days => self.days_page(page),
            Shows::Day { date, page: number } => self.day_page(page, date, number),
            Shows::Speakers => self.speakers_page(page),
            Shows::Speaker {
                speaker,
                page: number,
            } => self.speaker_page(page, speaker, number),
            Shows::Topics => self.topics_page(page),
            Shows::Topic {
                topic,
                page: number,
            } => self.topic_page(page, topic, number),
            _ => return None,
        })
    }

    /// `site`: the same on every page.
    #[must_use]
    pub fn site(&self) -> SiteView {
        let href = |path: &SitePath| self.href(path);
        let has_speakers = self.archive.speakers.iter().any(|speaker| speaker.has_page);
        SiteView {
            title: self.config.title.clone(),
            description: self.config.description.clone(),
            language: self.words.language().to_string(),
            direction: direction_of(self.words.language()).into(),
            base: self.config.base_url.base_path().into(),
            url: self.config.base_url.absolute(&SitePath::home()),
            home_href: href(&SitePath::home()),
            days_href: href(&Addresses::days()),
            speakers_href: has_speakers.then(|| href(&Addresses::speakers())),
            topics_href: (!self.archive.topics.is_empty()).then(|| href(&Addresses::topics())),
            search_href: (self.config.outputs.search).then(|| href(&Addresses::search())),
            theme_options: serde_json::to_value(self.options).unwrap_or_default(),
            extra: self.config.extra.clone(),
            generator: concat!("livesite ", env!("CARGO_PKG_VERSION")).into(),
        }
    }

    fn href(&self, path: &SitePath) -> String {
        self.config.base_url.href(path)
    }

    /// The links of a scope's feeds, as far as `[outputs]` has them.
    fn feeds(&self, scope: Scope) -> Vec<FeedLink> {
        let outputs = &self.config.outputs;
        let (on, folder, title) = match scope {
            Scope::Site => (
                outputs.feed_site,
                SitePath::home(),
                self.config.title.clone(),
            ),
            Scope::Coverage(id) => (
                outputs.feed_coverage,
                self.addresses.coverage(id),
                self.archive.coverages[id].shown_title().to_string(),
            ),
            Scope::Speaker(id) => (
                outputs.feed_speaker,
                Addresses::speaker(self.archive, id),
                self.archive.speakers[id].name.clone(),
            ),
            Scope::Topic(id) => (
                outputs.feed_topic,
                Addresses::topic(self.archive, id),
                self.archive.topics[id].name.clone(),
            ),
        };
        if !on {
            return Vec::new();
        }
        feed_formats(self.config)
            .map(|format| FeedLink {
                title: title.clone(),
                media_type: format.media_type().into(),
                href: self.href(&folder.file(format.file())),
            })
            .collect()
    }
}
