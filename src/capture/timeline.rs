//! The direction of a capture and the dates of its entries: what is written, and what follows from
//! the order of the clocks.

use std::cmp::Ordering;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

use super::calendar::WrittenDate;

/// The minutes of a day.
const DAY: i64 = 24 * 60;
/// A step against the direction of more than this is midnight, of less an entry out of order.
const MIDNIGHT: i64 = 6 * 60;

/// What a header says of time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// The time of day.
    pub clock: Option<NaiveTime>,
    /// The date.
    pub date: Option<WrittenDate>,
}

/// A line that says the day, by the post that follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayLine {
    /// How many posts stand above it.
    pub posts_above: usize,
    /// The day.
    pub date: WrittenDate,
}

/// The day of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// Known.
    Day(NaiveDate),
    /// Day and month, but no year.
    NoYear,
    /// Nothing.
    NoDate,
    /// Not a day of the calendar.
    Impossible,
}

/// What is known besides the headers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known {
    /// The day of the topmost entry.
    pub date: Option<NaiveDate>,
    /// The year of the topmost date without one.
    pub year: Option<i32>,
}

fn minutes(clock: NaiveTime) -> i64 {
    i64::from(clock.num_seconds_from_midnight()) / 60
}

/// Whether the newest stands first, by the majority of neighbours; `None` when they do not tell.
#[must_use]
pub fn newest_first(posts: &[Written]) -> Option<bool> {
    let key = |date: WrittenDate| (date.year.unwrap_or(0), date.month, date.day);
    let mut balance = 0;
    let timed: Vec<_> = posts
        .iter()
        .filter(|post| post.clock.is_some() || post.date.is_some())
        .collect();
    for pair in timed.windows(2) {
        let [above, below] = pair else { continue };
        let by_date = match (above.date, below.date) {
            (Some(above), Some(below)) => key(above).cmp(&key(below)),
            _ => Ordering::Equal,
        };
        let by_clock = match (above.clock.map(minutes), below.clock.map(minutes)) {
            // So wide a step is midnight, so the clock tells the other way round.
            (Some(above), Some(below)) if (above - below).abs() > DAY - MIDNIGHT => {
                below.cmp(&above)
            }
            (Some(above), Some(below)) => above.cmp(&below),
            _ => Ordering::Equal,
        };
        balance += match by_date.then(by_clock) {
            Ordering::Greater => 1,
            Ordering::Less => -1,
            Ordering::Equal => 0,
        };
    }
    (balance != 0).then_some(balance > 0)
}

/// The day of every post, in the order of the capture.
#[must_use]
pub fn days(
    posts: &[Written],
    day_lines: &[DayLine],
    newest_first: bool,
    known: Known,
) -> Vec<Dated> {
    let anchors = anchors(posts, day_lines, known);
    let years = years(&anchors, newest_first, known);
    let offsets = offsets(posts, newest_first);
    let offset = |index: usize| offsets.get(index).copied().unwrap_or(0);
    let from = |date: NaiveDate, days: i64| {
        date.checked_add_signed(chrono::TimeDelta::days(days))
            .map_or(Dated::Impossible, Dated::Day)
    };
    let first_known = anchors.iter().flatten().next().copied();
    anchors
        .iter()
        .enumerate()
        .map(|(index, anchor)| {
            // Above every dated post the nearest one below tells, unless the topmost day is given.
            let anchor = match (anchor, known.date) {
                (Some(anchor), _) => Some(*anchor),
                (None, Some(date)) => return from(date, offset(index)),
                (None, None) => first_known,
            };
            let Some((at, date)) = anchor else {
                return Dated::NoDate;
            };
            let year = date.year.or(years.get(at).copied().flatten());
            match year {
                None => Dated::NoYear,
                Some(year) => date.in_year(year).map_or(Dated::Impossible, |date| {
                    from(date, offset(index) - offset(at))
                }),
            }
        })
        .collect()
}

type Anchor = Option<(usize, WrittenDate)>;

/// For every post the post whose written date it hangs on: itself, or the nearest above; where day
/// lines stand below their entries, the nearest below.
fn anchors(posts: &[Written], day_lines: &[DayLine], known: Known) -> Vec<Anchor> {
    let below = lines_stand_below(posts.len(), day_lines, known);
    let mut anchors: Vec<Anchor> = vec![None; posts.len()];
    let mut start = 0;
    for (nth, line) in day_lines.iter().enumerate() {
        let next = day_lines
            .get(nth + 1)
            .map_or(posts.len(), |next| next.posts_above);
        let (range, at) = if below {
            (start..line.posts_above, line.posts_above.saturating_sub(1))
        } else {
            (line.posts_above..next, line.posts_above)
        };
        start = line.posts_above;
        for index in range {
            if let Some(slot) = anchors.get_mut(index) {
                *slot = Some((at, line.date));
            }
        }
    }
    let mut nearest: Anchor = None;
    for (index, (slot, post)) in anchors.iter_mut().zip(posts).enumerate() {
        if let Some(date) = post.date {
            nearest = Some((index, date));
        }
        if slot.is_none() || post.date.is_some() {
            *slot = nearest;
        }
    }
    anchors
}

/// Whether day lines stand below their entries: nothing stands above the first entry, and something
/// below the last one, or the given day says so.
fn lines_stand_below(posts: usize, day_lines: &[DayLine], known: Known) -> bool {
    let (Some(first), Some(last)) = (day_lines.first(), day_lines.last()) else {
        return false;
    };
    if first.posts_above == 0 {
        return false;
    }
    last.posts_above >= posts
        || known
            .date
            .is_some_and(|date| (date.month(), date.day()) == (first.date.month, first.date.day))
}

/// The year of every post that has a date without one: the given year at the top, and one less or
/// more wherever the months jump.
fn years(anchors: &[Anchor], newest_first: bool, known: Known) -> Vec<Option<i32>> {
    let written = anchors.iter().flatten().find_map(|(_, date)| date.year);
    let mut year = known
        .year
        .or(known.date.map(|date| date.year()))
        .or(written);
    let mut before: Option<(u32, u32)> = None;
    let mut years = vec![None; anchors.len()];
    for (at, date) in anchors.iter().flatten() {
        let here = (date.month, date.day);
        if let (Some(before), Some(so_far)) = (before, year) {
            let months = i64::from(here.0) - i64::from(before.0);
            if newest_first && months > 6 {
                year = Some(so_far - 1);
            } else if !newest_first && months < -6 {
                year = Some(so_far + 1);
            }
        }
        year = date.year.or(year);
        before = Some(here);
        if let Some(slot) = years.get_mut(*at) {
            *slot = year;
        }
    }
    years
}

/// The minutes of posts on a clock that runs on over midnight, from the day of the topmost one.
#[must_use]
pub fn running_minutes(posts: &[Written], newest_first: bool) -> Vec<i64> {
    offsets(posts, newest_first)
        .into_iter()
        .zip(posts)
        .map(|(day, post)| day * DAY + post.clock.map_or(0, minutes))
        .collect()
}

/// How many midnights lie between each post and the topmost one, by their clocks.
fn offsets(posts: &[Written], newest_first: bool) -> Vec<i64> {
    let sign = if newest_first { -1 } else { 1 };
    let mut day = 0;
    let mut reference: Option<i64> = None;
    let mut offsets = Vec::with_capacity(posts.len());
    for (index, post) in posts.iter().enumerate() {
        let Some(here) = post.clock.map(minutes) else {
            offsets.push(day);
            continue;
        };
        let step = reference.map_or(0, |before| (here - before) * sign);
        if step < -MIDNIGHT {
            day += sign;
        } else if step >= DAY - 60 && returns(posts, index, reference, sign) {
            // Just across midnight and back again: out of order, not a day later.
            offsets.push(day - sign);
            continue;
        }
        reference = Some(here);
        offsets.push(day);
    }
    offsets
}

fn returns(posts: &[Written], index: usize, reference: Option<i64>, sign: i64) -> bool {
    let next = posts
        .iter()
        .skip(index + 1)
        .find_map(|post| post.clock.map(minutes));
    next.zip(reference)
        .is_some_and(|(next, before)| (0..=MIDNIGHT).contains(&((next - before) * sign)))
}

/// Which posts run against the direction; of two that do not go together, the one whose neighbours
/// agree without it.
#[must_use]
pub fn out_of_order<T: Ord>(times: &[(usize, T)], newest_first: bool) -> Vec<usize> {
    let runs = |above: &T, below: &T| {
        if newest_first {
            above >= below
        } else {
            above <= below
        }
    };
    let mut stray: Vec<usize> = Vec::new();
    let mut kept: Vec<&(usize, T)> = Vec::new();
    for one in times {
        while let Some(last) = kept.last() {
            if runs(&last.1, &one.1) {
                break;
            }
            let before = kept.len().checked_sub(2).and_then(|place| kept.get(place));
            let fits_without = before.is_some_and(|before| runs(&before.1, &one.1));
            if fits_without || kept.is_empty() {
                stray.push(last.0);
                kept.pop();
            } else {
                break;
            }
        }
        if kept.last().is_none_or(|last| runs(&last.1, &one.1)) {
            kept.push(one);
        } else {
            stray.push(one.0);
        }
    }
    stray.sort_unstable();
    stray
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(clock: &str) -> Written {
        Written {
            clock: super::super::clock::parse_clock(clock),
            date: None,
        }
    }

    fn dates(clocks: &[&str], known: &str) -> Vec<String> {
        let posts: Vec<_> = clocks.iter().map(|clock| at(clock)).collect();
        let newest = newest_first(&posts).unwrap_or(true);
        let known = Known {
            date: known.parse().ok(),
            year: None,
        };
        days(&posts, &[], newest, known)
            .into_iter()
            .map(|day| match day {
                Dated::Day(day) => day.to_string(),
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn the_clock_that_jumps_back_is_midnight() {
        assert_eq!(
            dates(&["01:10", "00.04", "23.46", "21.00", "20:00"], "2014-12-31"),
            [
                "2014-12-31",
                "2014-12-31",
                "2014-12-30",
                "2014-12-30",
                "2014-12-30"
            ]
        );
        assert_eq!(
            dates(&["22:00", "23:50", "00:10"], "2014-12-31"),
            ["2014-12-31", "2014-12-31", "2015-01-01"]
        );
    }

    #[test]
    fn a_small_step_back_is_no_midnight() {
        assert_eq!(
            dates(&["10:00", "10:39", "12:45", "10:41"], "2014-01-23"),
            ["2014-01-23"; 4]
        );
        let times: Vec<_> = [600, 639, 765, 641].into_iter().enumerate().collect();
        assert_eq!(out_of_order(&times, false), [2]);
        assert_eq!(
            dates(&["23:55", "23:50", "00:10", "23:40"], "2014-01-23"),
            ["2014-01-23", "2014-01-23", "2014-01-24", "2014-01-23"]
        );
    }

    #[test]
    fn day_lines_stand_above_or_below() {
        let posts = [at("09:00"), at("08:00"), at("07:00")];
        let line = |posts_above, day| DayLine {
            posts_above,
            date: WrittenDate {
                year: None,
                month: 3,
                day,
            },
        };
        let known = Known {
            date: None,
            year: Some(2031),
        };
        let day = |day| NaiveDate::from_ymd_opt(2031, 3, day).map_or(Dated::NoDate, Dated::Day);
        let above = days(&posts, &[line(0, 4), line(2, 3)], true, known);
        assert_eq!(above, [day(4), day(4), day(3)]);
        let below = days(&posts, &[line(2, 4), line(3, 3)], true, known);
        assert_eq!(below, [day(4), day(4), day(3)]);
        assert_eq!(
            days(&posts, &[line(0, 4)], true, Known::default()),
            [Dated::NoYear; 3]
        );
    }

    #[test]
    fn the_year_turns_with_the_months() {
        let dated = |month, day| Written {
            clock: None,
            date: Some(WrittenDate {
                year: None,
                month,
                day,
            }),
        };
        let known = Known {
            date: None,
            year: Some(2031),
        };
        let got = days(&[dated(1, 1), dated(12, 31)], &[], true, known);
        let want = [(2031, 1, 1), (2030, 12, 31)].map(|(year, month, day)| {
            NaiveDate::from_ymd_opt(year, month, day).map_or(Dated::NoDate, Dated::Day)
        });
        assert_eq!(got, want);
    }
}
