//! One struct for each kind of page: the values its template gets beside `site`, `page` and `words`.

use serde::Serialize;

use super::entry::{BylineView, EntryLink, OriginView, TimeView};
use super::lists::{DayLink, ListItem, Month, Pager, StreamItem, TermLink};
use super::terms::Timeline;
use crate::archive::EntryId;
use crate::page::cite::CitationView;

/// `site`: the settings, the same on every page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SiteView {
    /// The archive's title.
    pub title: String,
    /// One sentence on what the archive is.
    pub description: Option<String>,
    /// The language of the interface: a BCP 47 tag.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// The base path that every link begins with: `/` or `/repo/`.
    pub base: String,
    /// The whole address of the home page.
    pub url: String,
    /// Links of the navigation.
    pub home_href: String,
    /// The calendar of days.
    pub days_href: String,
    /// The people, A–Z; none where nobody speaks.
    pub speakers_href: Option<String>,
    /// The topics; none where there are none.
    pub topics_href: Option<String>,
    /// The search page; none where `[outputs]` turns it off.
    pub search_href: Option<String>,
    /// Options of the theme (`[theme_options]`).
    pub theme_options: serde_json::Value,
    /// Free keys (`[extra]`).
    pub extra: serde_json::Value,
    /// `livesite 0.1.0`, for `<meta name="generator">`.
    pub generator: String,
}

/// What kind of page it is; the template is `<kind>.html`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PageKind {
    /// `/`
    Home,
    /// `/<coverage>/`
    Coverage,
    /// `/<coverage>/print.html`
    Print,
    /// `/<coverage>/<entry>/`
    Entry,
    /// `/days/`
    Days,
    /// `/days/<date>/`
    Day,
    /// `/speakers/`
    Speakers,
    /// `/speakers/<slug>/`
    Speaker,
    /// `/topics/`
    Topics,
    /// `/topics/<slug>/`
    Topic,
    /// `/search/`
    Search,
    /// `/404.html`
    NotFound,
    /// An address of an earlier build
    Gone,
}

impl PageKind {
    /// The template that renders it.
    #[must_use]
    pub const fn template(self) -> &'static str {
        match self {
            Self::Home => "home.html",
            Self::Coverage => "coverage.html",
            Self::Print => "print.html",
            Self::Entry => "entry.html",
            Self::Days => "days.html",
            Self::Day => "day.html",
            Self::Speakers => "speakers.html",
            Self::Speaker => "speaker.html",
            Self::Topics => "topics.html",
            Self::Topic => "topic.html",
            Self::Search => "search.html",
            Self::NotFound => "not_found.html",
            Self::Gone => "gone.html",
        }
    }
}

/// `page`: what every page has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageHead {
    /// What kind of page.
    pub kind: PageKind,
    /// The page's own title, without the site's.
    pub title: String,
    /// One or two sentences for search engines and link cards.
    pub description: Option<String>,
    /// This page's link.
    pub href: String,
    /// The whole canonical address; on the newest page of a list that of its numbered twin.
    pub canonical: String,
    /// The language of the page's main content.
    pub language: String,
    /// `ltr` or `rtl`, of the main content.
    pub direction: String,
    /// The way up: home first, without this page.
    pub crumbs: Vec<Crumb>,
    /// Feeds to be named in the head.
    pub feeds: Vec<FeedLink>,
    /// The page's Markdown (entry pages).
    pub markdown_href: Option<String>,
    /// The page's data (coverage pages: `coverage.json`).
    pub data_href: Option<String>,
    /// The whole address of what a page elsewhere shows of this one (oEmbed: coverage and entry pages).
    pub oembed_url: Option<String>,
    /// The whole address of a picture for link cards.
    pub image: Option<String>,
    /// The card that was drawn, to be shown instead of it.
    pub card: Option<CardView>,
    /// For link cards: `article` for entries and coverages, `website` for the rest.
    pub og_type: String,
    /// RFC 3339, where the page is about something published.
    pub published: Option<String>,
    /// RFC 3339 of the last change, where there is one.
    pub updated: Option<String>,
    /// schema.org as JSON, ready to stand in `<script type="application/ld+json">`.
    pub json_ld_html: Option<String>,
    /// The page before in its list or coverage, for `<link rel="prev">`.
    pub earlier_href: Option<String>,
    /// The page after.
    pub later_href: Option<String>,
}

/// A picture that was drawn for other sites to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CardView {
    /// Its whole address.
    pub url: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// What is written on it.
    pub alt: String,
}

/// One step of the way up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Crumb {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
}

/// A feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeedLink {
    /// What it is a feed of.
    pub title: String,
    /// `application/atom+xml` or `application/feed+json`.
    pub media_type: String,
    /// Where it is.
    pub href: String,
}

/// Numbers of the whole archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Coverages.
    pub coverages: usize,
    /// Entries.
    pub entries: usize,
    /// Days with entries.
    pub days: usize,
    /// People with a page.
    pub speakers: usize,
    /// Topics.
    pub topics: usize,
    /// Entries without a date: on no day page.
    pub undated: usize,
    /// The first day.
    pub first_day: Option<DayLink>,
    /// The last day.
    pub last_day: Option<DayLink>,
}

/// A coverage in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoverageCard {
    /// The title, else the folder's name.
    pub title: String,
    /// Its page.
    pub href: String,
    /// The first point of its summary.
    pub standfirst: Option<String>,
    /// How many entries.
    pub entries: usize,
    /// First time.
    pub first: Option<TimeView>,
    /// Last time.
    pub last: Option<TimeView>,
    /// Who published it first.
    pub publisher: Option<String>,
    /// Its language.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
}

/// A coverage on its own page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CoverageView {
    /// The title, else the folder's name.
    pub title: String,
    /// Its page.
    pub href: String,
    /// The points of the summary: the latest one that the capture holds.
    pub summary: Vec<String>,
    /// Who wrote or edited the page as a whole.
    pub byline: Vec<BylineView>,
    /// What stood before the first entry and is no summary: paragraphs of plain text.
    pub introduction: Vec<String>,
    /// How many entries.
    pub entries: usize,
    /// First time.
    pub first: Option<TimeView>,
    /// Last time.
    pub last: Option<TimeView>,
    /// The zone's IANA name, where it has one.
    pub time_zone: Option<String>,
    /// Where it was first published.
    pub origin: OriginView,
    /// What of it is known not to be in the archive.
    pub missing: MissingView,
    /// The licence of its text.
    pub licence: Option<String>,
    /// The key events, in order; each leads to where it stands in the coverage.
    pub key_events: Vec<EntryLink>,
    /// Everyone who speaks in it, the most present first.
    pub speakers: Vec<TermLink>,
    /// What it is about, the most present first.
    pub topics: Vec<TermLink>,
    /// The days it covers.
    pub days: Vec<DayLink>,
    /// Its language.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// Free keys of its settings.
    pub extra: serde_json::Value,
}

/// What a coverage is known to lack: how many of each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MissingView {
    /// Pictures, films and sounds of which only words are left.
    pub media: usize,
    /// Posts of other sites of which not even words are left.
    pub embeds: usize,
    /// Entries with nothing under their headline.
    pub texts: usize,
    /// Entries without a time.
    pub times: usize,
    /// Entries that a later capture should hold and does not.
    pub vanished: usize,
}

/// `home.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HomePage {
    /// Numbers.
    pub totals: Totals,
    /// Every coverage, latest first.
    pub coverages: Vec<CoverageCard>,
    /// The latest days, latest first (at most 14).
    pub days: Vec<DayLink>,
    /// Everything over time as a drawing; none where there is too little to be drawn.
    pub timeline: Option<Timeline>,
    /// The people most present (at most 10).
    pub speakers: Vec<TermLink>,
    /// The topics most present (at most 10).
    pub topics: Vec<TermLink>,
}

/// `coverage.html`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CoveragePage {
    /// The coverage.
    pub coverage: CoverageView,
    /// The entries of this page, oldest first unless `theme_options.order = "newest"`.
    #[serde(skip)]
    pub entries: Vec<StreamItem>,
    /// Where the coverage has several pages.
    pub pager: Option<Pager>,
    /// The same for paper; none where `[outputs]` turns it off.
    pub print_href: Option<String>,
    /// Other coverages of the same days, latest first (at most 12).
    pub same_days: Vec<CoverageCard>,
    /// The coverage before this one in time.
    pub earlier: Option<CoverageCard>,
    /// The coverage after.
    pub later: Option<CoverageCard>,
}

/// `print.html`
///
/// Templates see `notes` as well: the addresses of the links in the bodies, in the order of the numbers that stand there.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PrintPage {
    /// The coverage.
    pub coverage: CoverageView,
    /// Every entry, oldest first.
    #[serde(skip)]
    pub entries: Vec<StreamItem>,
}

/// `entry.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryPage {
    /// The entry; templates see the `EntryView`.
    #[serde(skip)]
    pub entry: EntryId,
    /// Its coverage.
    pub coverage: CoverageCard,
    /// Where the coverage was first published.
    pub origin: OriginView,
    /// The entry before.
    pub earlier: Option<EntryLink>,
    /// The entry after.
    pub later: Option<EntryLink>,
    /// Every way to cite it.
    pub citations: Vec<CitationView>,
}

/// `days.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DaysPage {
    /// Numbers (`totals.undated`).
    pub totals: Totals,
    /// The months in which something was published, latest first.
    pub months: Vec<Month>,
}

/// `day.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayPage {
    /// The day.
    pub day: DayLink,
    /// The entries of this page, by instant, date-only entries last.
    #[serde(skip)]
    pub entries: Vec<ListItem>,
    /// The coverages of that day.
    pub coverages: Vec<CoverageCard>,
    /// Where the day has several pages.
    pub pager: Option<Pager>,
    /// The day before with entries.
    pub earlier: Option<DayLink>,
    /// The day after with entries.
    pub later: Option<DayLink>,
}

/// `search.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchPage {
    /// The link of the search index's first file.
    pub index_href: String,
    /// The people most present (at most 12).
    pub speakers: Vec<TermLink>,
    /// The topics most present (at most 12).
    pub topics: Vec<TermLink>,
}

/// `not_found.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotFoundPage {
    /// The coverages, latest first (at most 10).
    pub coverages: Vec<CoverageCard>,
}

/// `gone.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GonePage {
    /// The name of a person or topic that a registry knows and no entry needs; none where the page leads on at once.
    pub name: Option<String>,
    /// Where to read on.
    pub to_name: String,
    /// Its page.
    pub to_href: String,
}
