//! People and topics: the lists of all, and the page of each.

use serde::Serialize;

use super::entry::EntryLink;
use super::lists::{DayLink, Letter, ListItem, Pager, RoleView, TermLink};

/// `speakers.html` and `topics.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermsPage {
    /// The names, A–Z.
    pub letters: Vec<Letter>,
    /// How many there are.
    pub total: usize,
}

/// `speaker.html`. A numbered page of the list has name, entries and pager; all else is said on the bare page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SpeakerPage {
    /// The name.
    pub name: String,
    /// The last part of the address.
    pub slug: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// A picture of the person.
    pub portrait: Option<PortraitView>,
    /// The roles that the registry gives, with the dates at which they were held.
    pub roles: Vec<RoleView>,
    /// Other roles that entries give, with the first and last day on which they do.
    pub roles_written: Vec<RoleView>,
    /// The entries of this page, by day and coverage.
    #[serde(skip)]
    pub entries: Vec<ListItem>,
    /// Where the list has several pages.
    pub pager: Option<Pager>,
    /// How many entries in all.
    pub total: usize,
    /// How many statements in quotation marks, in all.
    pub direct: usize,
    /// How many statements in the words of reporters, in all.
    pub reported: usize,
    /// The topics spoken about.
    pub topics: Vec<TermLink>,
    /// The people who speak in the same entries.
    pub people: Vec<TermLink>,
    /// The days on which the person spoke, with how many entries are on each.
    pub days: Vec<DayLink>,
    /// The same as a drawing; none where there is too little to be drawn.
    pub timeline: Option<Timeline>,
}

/// `topic.html`. A numbered page of the list has name, entries and pager; all else is said on the bare page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TopicPage {
    /// The name.
    pub name: String,
    /// The last part of the address.
    pub slug: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// What it is.
    pub description: Option<String>,
    /// The entries of this page, by time.
    #[serde(skip)]
    pub entries: Vec<ListItem>,
    /// Where the list has several pages.
    pub pager: Option<Pager>,
    /// How many entries in all.
    pub total: usize,
    /// Who spoke on it.
    pub people: Vec<TermLink>,
    /// The topics that share entries with it.
    pub topics: Vec<TermLink>,
    /// The days on which it came up, with how many entries are on each.
    pub days: Vec<DayLink>,
    /// The same as a drawing; none where there is too little to be drawn.
    pub timeline: Option<Timeline>,
}

/// A picture of a person: the one that the registry names, or one of an entry whose words are the name alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PortraitView {
    /// The file.
    pub src: String,
    /// Its width in pixels, where it is known.
    pub width: Option<u32>,
    /// Its height in pixels.
    pub height: Option<u32>,
    /// Smaller copies of it, as the attribute `srcset` names them, where there are any.
    pub srcset: Option<String>,
    /// Whose picture it is.
    pub credit: Option<String>,
    /// The entry that it stands in, where it is not the registry's.
    pub entry: Option<EntryLink>,
}

/// Entries over time, as bars in a box 1000 wide and 40 high.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// What one bar stands for: `hour` (of the only day), `day`, `month` or `year`.
    pub unit: String,
    /// What the left end is, in words.
    pub from: String,
    /// What the right end is.
    pub to: String,
    /// The bars, in order; stretches without entries have none.
    pub bars: Vec<TimelineBar>,
    /// Where months begin, where bars are days.
    pub ticks: Vec<usize>,
}

/// The entries of one hour, day, month or year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineBar {
    /// What it stands for, in words.
    pub name: String,
    /// Where it leads: the first entry of the hour, the day, the month or year in the calendar.
    pub href: String,
    /// How many entries.
    pub entries: usize,
    /// Its left edge.
    pub x: usize,
    /// Its upper edge.
    pub y: usize,
    /// How wide it is.
    pub width: usize,
    /// How high it is.
    pub height: usize,
}
