//! Entries over time as a drawing: one bar for an hour, a day, a month or a year.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate, Timelike};

use super::Composer;
use crate::archive::EntryId;
use crate::page::addresses::Addresses;
use crate::page::view::{Timeline, TimelineBar};

/// The box that bars are drawn in.
const WIDTH: usize = 1000;
const HEIGHT: usize = 40;
/// The least height of a bar, so that one entry among many is seen.
const LEAST: usize = 8;
/// The least width: a bar may stand over the edge of the next, and is seen.
const THINNEST: usize = 5;
/// More bars than anybody would pass through with the keys; longer stretches are drawn more coarsely.
const BARS: usize = 60;
/// The box of a small drawing in a list, and how many bars it has at the most.
const SPARK_WIDTH: usize = 100;
const SPARK_HEIGHT: usize = 16;
const SPARKS: usize = 50;
/// Days between the first and the last, and months between them, that still fit side by side.
const DAYS: usize = 370;
const MONTHS: usize = 240;

/// One bar before it is drawn: its place in time, its words, its link, its entries.
struct Slot {
    place: usize,
    name: String,
    href: String,
    entries: usize,
}

impl Composer<'_> {
    /// The drawing of some entries; `None` where it would be a single bar.
    pub(super) fn timeline(&self, entries: &[EntryId]) -> Option<Timeline> {
        let mut days: BTreeMap<NaiveDate, usize> = BTreeMap::new();
        for date in entries
            .iter()
            .filter_map(|&id| self.archive.entry(id).date())
        {
            *days.entry(date).or_default() += 1;
        }
        if days.len() == 1 {
            return self.hours(entries);
        }
        self.timeline_of_days(&days)
    }

    /// The drawing of days, each with how many entries it has; `None` where it would be a single bar.
    pub(super) fn timeline_of_days(&self, days: &BTreeMap<NaiveDate, usize>) -> Option<Timeline> {
        let (&first, &last) = (days.keys().next()?, days.keys().next_back()?);
        if first == last {
            return None;
        }
        let apart = usize::try_from((last - first).num_days()).unwrap_or(usize::MAX);
        if days.len() <= BARS && apart < DAYS {
            let slots = days.iter().map(|(&date, &entries)| Slot {
                place: usize::try_from((date - first).num_days()).unwrap_or_default(),
                name: self.words.day(date),
                href: self.href(&Addresses::day(date)),
                entries,
            });
            let mut timeline = drawn(
                "day",
                apart + 1,
                &self.words.day(first),
                &self.words.day(last),
                slots,
            )?;
            timeline.ticks = beginnings(first, last, apart + 1);
            return Some(timeline);
        }
        let month = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month0());
        let months = usize::try_from(month(last) - month(first)).unwrap_or(usize::MAX);
        let (unit, places, place): (_, _, Box<dyn Fn(NaiveDate) -> i64>) = if months < MONTHS {
            (
                "month",
                months + 1,
                Box::new(move |date| month(date) - month(first)),
            )
        } else {
            let years = usize::try_from(last.year() - first.year()).unwrap_or_default();
            let place = move |date: NaiveDate| i64::from(date.year() - first.year());
            ("year", years + 1, Box::new(place))
        };
        let mut slots: Vec<Slot> = Vec::new();
        for (&date, &entries) in days {
            let place = usize::try_from(place(date)).unwrap_or_default();
            match slots.last_mut() {
                Some(slot) if slot.place == place => slot.entries += entries,
                _ => slots.push(Slot {
                    place,
                    name: self.span_name(unit, date),
                    href: format!(
                        "{}#_{}",
                        self.href(&Addresses::days()),
                        date.format("%Y-%m")
                    ),
                    entries,
                }),
            }
        }
        let (from, to) = (self.span_name(unit, first), self.span_name(unit, last));
        drawn(unit, places, &from, &to, slots.into_iter())
    }

    /// The entries of one topic over the days on which there are any at all, as the path of a small drawing. Days without
    /// entries take no room, so that drawings side by side compare what was written about, not when nothing was.
    pub(super) fn sparkline(&self, entries: &[EntryId], days: &[NaiveDate]) -> Option<String> {
        if days.len() < 2 {
            return None;
        }
        let bars = days.len().min(SPARKS);
        let mut counts = vec![0usize; bars];
        for date in entries
            .iter()
            .filter_map(|&id| self.archive.entry(id).date())
        {
            let place = days.binary_search(&date).ok()? * bars / days.len();
            *counts.get_mut(place)? += 1;
        }
        let most = counts.iter().copied().max()?.max(1);
        let mut path = String::new();
        for (place, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let (left, right) = (place * SPARK_WIDTH / bars, (place + 1) * SPARK_WIDTH / bars);
            let width = (right - left) - (right - left) / 4;
            let height = 2 + (SPARK_HEIGHT - 2) * count / most;
            path.push_str(&format!(
                "M{left} {SPARK_HEIGHT}v-{height}h{width}v{height}z"
            ));
        }
        Some(path)
    }

    fn span_name(&self, unit: &str, date: NaiveDate) -> String {
        match unit {
            "year" => date.format("%Y").to_string(),
            _ => self.words.format_day(date, "month_year", "%B %Y"),
        }
    }

    /// The hours of the only day, each leading to its first entry.
    fn hours(&self, entries: &[EntryId]) -> Option<Timeline> {
        let mut slots: BTreeMap<u32, Slot> = BTreeMap::new();
        let clock = |hour: u32| {
            NaiveDate::default()
                .and_hms_opt(hour, 0, 0)
                .map(|time| self.words.clock(time.and_utc().fixed_offset()))
                .unwrap_or_default()
        };
        for &id in entries {
            let Some(instant) = self.archive.entry(id).instant() else {
                continue;
            };
            let hour = instant.hour();
            let slot = slots.entry(hour).or_insert_with(|| Slot {
                place: hour as usize,
                name: clock(hour),
                href: self.href(&self.addresses.entry(id)),
                entries: 0,
            });
            slot.entries += 1;
        }
        if slots.len() < 2 {
            return None;
        }
        drawn("hour", 24, &clock(0), "24:00", slots.into_values())
    }
}

/// Where months begin between two days, in a box that shows so many days.
fn beginnings(first: NaiveDate, last: NaiveDate, days: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut month = first.with_day(1).unwrap_or(first);
    while let Some(next) = month.checked_add_months(Months::new(1)) {
        if next > last {
            break;
        }
        let place = usize::try_from((next - first).num_days()).unwrap_or_default();
        found.push(place * WIDTH / days);
        month = next;
    }
    found
}

/// Bars of a height that says how many, side by side where their time is.
fn drawn(
    unit: &str,
    places: usize,
    from: &str,
    to: &str,
    slots: impl Iterator<Item = Slot>,
) -> Option<Timeline> {
    let slots: Vec<Slot> = slots.collect();
    let most = slots.iter().map(|slot| slot.entries).max()?.max(1);
    let bars = slots
        .into_iter()
        .map(|slot| {
            let (left, right) = (
                slot.place * WIDTH / places,
                (slot.place + 1) * WIDTH / places,
            );
            let room = right.saturating_sub(left).clamp(2, 40);
            let width = (room - room / 4).max(THINNEST);
            let height = LEAST + (HEIGHT - LEAST) * slot.entries / most;
            TimelineBar {
                name: slot.name,
                href: slot.href,
                entries: slot.entries,
                x: left.min(WIDTH - width),
                y: HEIGHT - height,
                width,
                height,
            }
        })
        .collect();
    Some(Timeline {
        unit: unit.into(),
        from: from.into(),
        to: to.into(),
        bars,
        ticks: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Every bar lies in the box, in order.
        #[test]
        fn bars_lie_in_their_box(
            places in 1usize..370,
            counts in proptest::collection::btree_map(0usize..370, 1usize..900, 1..60),
        ) {
            let slots = counts.into_iter().filter(|(place, _)| *place < places).map(|(place, entries)| Slot {
                place,
                name: String::new(),
                href: String::new(),
                entries,
            });
            let Some(timeline) = drawn("day", places, "a", "b", slots) else {
                return Ok(());
            };
            let mut before = 0;
            for bar in timeline.bars {
                prop_assert!(bar.x >= before && bar.width > 0 && bar.x + bar.width <= WIDTH, "{bar:?}");
                prop_assert_eq!(bar.y + bar.height, HEIGHT);
                before = bar.x;
            }
        }
    }
}
