//! Times and days in the words of the interface.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};
use chrono_tz::Tz;

use super::Composer;
use crate::archive::{CoverageId, Published};
use crate::page::addresses::Addresses;
use crate::page::view::{DayLink, TimeView};

impl Composer<'_> {
    pub(super) fn time(&self, published: Published, zone: Option<Tz>) -> TimeView {
        let (date, instant) = match published {
            Published::At(instant) => (instant.date_naive(), Some(instant)),
            Published::On(date) => (date, None),
        };
        TimeView {
            iso: instant.map_or_else(|| date.to_string(), |instant| instant.to_rfc3339()),
            clock: instant.map(|instant| self.words.clock(instant)),
            offset: instant.map(|instant| instant.format("%:z").to_string()),
            zone: instant.and_then(|instant| abbreviation(instant, zone)),
            date: date.to_string(),
            day: self.words.day(date),
            day_short: self.words.format_day(date, "date_short", "%-d %b"),
            day_href: self.href(&Addresses::day(date)),
        }
    }

    /// A time of a coverage's entry or of the coverage itself.
    pub(super) fn time_in(&self, published: Published, coverage: CoverageId) -> TimeView {
        self.time(
            published,
            self.archive
                .coverages
                .get(coverage)
                .and_then(|coverage| coverage.time_zone),
        )
    }

    pub(super) fn day_link(&self, date: NaiveDate) -> DayLink {
        DayLink {
            date: date.to_string(),
            name: self.words.day(date),
            name_full: self.words.format_day(date, "weekday_date", "%A, %-d %B %Y"),
            number: date.day(),
            href: self.href(&Addresses::day(date)),
            entries: self
                .archive
                .days
                .get(&date)
                .map_or(0, |entries| entries.len()),
        }
    }
}

/// `GMT`, `CEST`; none where the zone has only numbers, which the offset says already.
fn abbreviation(instant: DateTime<FixedOffset>, zone: Option<Tz>) -> Option<String> {
    let name = instant.with_timezone(&zone?).format("%Z").to_string();
    name.chars().all(char::is_alphabetic).then_some(name)
}
