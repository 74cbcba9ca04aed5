//! What stands in lists: entries in a stream, days, people and topics, and the pager below a long list.

use serde::Serialize;

use super::entry::{QuotedView, TimeView};
use crate::archive::EntryId;

/// An entry in a stream of entries, with what stands before it on the line of time.
///
/// Templates see `entry` as well: the `EntryView`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StreamItem {
    /// Which entry; templates see the entry itself under `entry`.
    #[serde(skip)]
    pub entry: EntryId,
    /// The day that begins with this entry, where it differs from the one before (or is the first of several).
    pub new_day: Option<DayLink>,
    /// Minutes of silence since the entry before, where more than 30.
    pub silence: Option<i64>,
}

/// An entry in the list of a day, speaker or topic, with what belongs to it there.
///
/// Templates see `entry` as well: the `EntryCard`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListItem {
    /// Which entry; templates see the entry itself under `entry`.
    #[serde(skip)]
    pub entry: EntryId,
    /// The day that begins with this entry in lists over several days.
    pub new_day: Option<DayLink>,
    /// Whether it is the first entry without a day, after others that have one.
    pub new_undated: bool,
    /// On a speaker's page: whether it is the first of its coverage on that day.
    pub new_coverage: bool,
    /// On a speaker's page: who reported it: the byline, else the outlet.
    pub reported_by: Vec<String>,
    /// On a speaker's page: the role in which the person spoke.
    pub role: Option<String>,
    /// On a speaker's page: `false` means "probably".
    pub certain: bool,
    /// On a speaker's page: what the person says there.
    pub statements: Vec<QuotedView>,
}

/// A day in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayLink {
    /// `2031-03-04`.
    pub date: String,
    /// In words: `4 March 2031`.
    pub name: String,
    /// With the day of the week: `Tuesday, 4 March 2031`.
    pub name_full: String,
    /// The number in the month.
    pub number: u32,
    /// The day's page.
    pub href: String,
    /// Entries on that day.
    pub entries: usize,
}

/// A month of the calendar of days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Month {
    /// In words: `March 2031`.
    pub name: String,
    /// `2031-03`.
    pub id: String,
    /// The days on which something was published, in order.
    pub days: Vec<DayLink>,
    /// How many days stand before the first of the month in a week that begins on Monday: 0 to 6.
    pub lead: u32,
    /// How many days the month has.
    pub length: u32,
}

/// A person or topic in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermLink {
    /// The name.
    pub name: String,
    /// The page.
    pub href: String,
    /// How many entries.
    pub entries: usize,
    /// A person's latest role; a topic's description.
    pub note: Option<String>,
    /// On `topics.html`: its entries over the days of the archive, as the path of a drawing 100 wide and 16 high; none
    /// where the archive has one day.
    pub sparkline: Option<String>,
}

/// The people or topics whose names begin with one letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Letter {
    /// The letter, upper case; `#` for names that begin with none.
    pub letter: String,
    /// Their links, by name.
    pub terms: Vec<TermLink>,
}

/// A role of a person, with the dates at which it is known to have been held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoleView {
    /// The role.
    pub role: String,
    /// First date.
    pub from: Option<TimeView>,
    /// Last date.
    pub to: Option<TimeView>,
}

/// The pager of a long list. Pages are counted from the oldest end, so that a full page never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pager {
    /// Number of this page; the bare address is the highest.
    pub number: usize,
    /// How many pages there are.
    pub total: usize,
    /// How many entries in all.
    pub entries: usize,
    /// The page with earlier entries.
    pub earlier: Option<String>,
    /// The page with later entries.
    pub later: Option<String>,
    /// Every page, oldest first.
    pub pages: Vec<PagerLink>,
}

/// One page of a pager.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PagerLink {
    /// Its number, from the oldest.
    pub number: usize,
    /// Where it is.
    pub href: String,
    /// Whether it is this page.
    pub current: bool,
}
