//! Time zones: IANA names, and what a local time in one of them means.
//!
//! A local time can have one instant, none (the clocks jumped over it in spring) or two (they
//! showed it twice in autumn). None and two are said, never guessed.

use chrono::{DateTime, Datelike, FixedOffset, MappedLocalTime, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;

/// What a local time means in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalTime {
    /// The one instant that the local time names.
    Single(DateTime<FixedOffset>),
    /// The clocks jumped over it.
    Gap,
    /// The clocks showed it twice: first and second instant.
    Overlap(DateTime<FixedOffset>, DateTime<FixedOffset>),
}

/// The zone of an IANA name, upper or lower case; `None` when there is none (`BST`, `ET`).
#[must_use]
pub fn parse_zone(name: &str) -> Option<Tz> {
    Tz::from_str_insensitive(name.trim()).ok()
}

/// Every IANA name there is, for "did you mean".
pub fn zone_names() -> impl Iterator<Item = &'static str> {
    chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name())
}

/// The instant or instants of a local time.
#[must_use]
pub fn resolve(local: NaiveDateTime, zone: Tz) -> LocalTime {
    match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(instant) => LocalTime::Single(fixed(&instant)),
        MappedLocalTime::Ambiguous(first, second) => {
            LocalTime::Overlap(fixed(&first), fixed(&second))
        }
        MappedLocalTime::None => LocalTime::Gap,
    }
}

/// An instant with the offset that a zone has at it, kept as a plain offset. One that would leave the years that
/// can be written (0 to 9999) by it keeps the offset it came with.
#[must_use]
pub fn in_zone(instant: DateTime<FixedOffset>, zone: Tz) -> DateTime<FixedOffset> {
    let there = fixed(&instant.with_timezone(&zone));
    if (0..=9999).contains(&there.year()) {
        there
    } else {
        instant
    }
}

fn fixed(instant: &DateTime<Tz>) -> DateTime<FixedOffset> {
    instant.with_timezone(&instant.offset().fix())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn at(month: u32, day: u32, hour: u32, minute: u32) -> LocalTime {
        let local = NaiveDate::from_ymd_opt(2031, month, day)
            .and_then(|date| date.and_hms_opt(hour, minute, 0));
        resolve(local.unwrap_or_default(), Tz::Europe__London)
    }

    #[test]
    fn spring_has_a_gap_and_autumn_an_overlap() {
        assert!(
            matches!(at(3, 4, 13, 42), LocalTime::Single(time) if time.to_rfc3339() == "2031-03-04T13:42:00+00:00")
        );
        assert_eq!(at(3, 30, 1, 30), LocalTime::Gap);
        assert!(matches!(at(10, 26, 1, 30), LocalTime::Overlap(first, second) if first < second));
    }

    #[test]
    fn no_zone_takes_an_instant_out_of_the_years_that_can_be_written() {
        for (instant, zone) in [
            ("9999-12-31T23:59:59-12:00", Tz::Europe__London),
            ("0000-01-01T00:00:00+00:00", Tz::America__New_York),
        ] {
            let there = DateTime::parse_from_rfc3339(instant).map(|time| in_zone(time, zone));
            assert_eq!(there.map(|time| time.to_rfc3339()).as_deref(), Ok(instant));
        }
    }

    #[test]
    fn abbreviations_are_no_zones() {
        assert_eq!(parse_zone("europe/london"), Some(Tz::Europe__London));
        assert_eq!(parse_zone("BST"), None);
    }
}
