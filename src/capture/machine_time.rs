//! Times as machines write them: ISO 8601 in all its dialects, Unix time, and what JavaScript and mail print.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};

use crate::source::entry::Moment;

/// The instants that a Unix time of seconds may be: 1990 to 2100. Anything else is a number of something else.
const SECONDS: std::ops::Range<i64> = 631_152_000..4_102_444_800;

/// Reads a time; `None` for anything that is none.
#[must_use]
pub fn parse(text: &str) -> Option<Moment> {
    let text = text.trim();
    if !text.is_ascii() || text.len() < 8 || text.len() > 80 {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return epoch(text.parse().ok()?).map(Moment::Instant);
    }
    let moment = iso(text)
        .or_else(|| DateTime::parse_from_rfc2822(text).ok().map(Moment::Instant))
        .or_else(|| javascript(text).map(Moment::Instant))?;
    let year = match moment {
        Moment::Instant(at) => chrono::Datelike::year(&at),
        Moment::Local(at) => chrono::Datelike::year(&at),
        Moment::Day(at) => chrono::Datelike::year(&at),
    };
    (1000..=9999).contains(&year).then_some(moment)
}

/// An instant alone.
#[must_use]
pub fn instant(text: &str) -> Option<DateTime<FixedOffset>> {
    match parse(text)? {
        Moment::Instant(at) => Some(at),
        _ => None,
    }
}

/// Unix time in seconds or milliseconds.
#[must_use]
pub fn epoch(number: i64) -> Option<DateTime<FixedOffset>> {
    let milliseconds = if SECONDS.contains(&number) {
        number.checked_mul(1000)?
    } else {
        number
    };
    SECONDS
        .contains(&(milliseconds / 1000))
        .then(|| DateTime::from_timestamp_millis(milliseconds))?
        .map(|at| at.fixed_offset())
}

fn iso(text: &str) -> Option<Moment> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(Moment::Instant(at));
    }
    let text = text
        .strip_suffix(" UTC")
        .or_else(|| text.strip_suffix(" GMT"))
        .map_or(text.to_string(), |text| format!("{text}Z"));
    let text = text.replacen(' ', "T", 1).replace(' ', "");
    for form in [
        "%Y-%m-%dT%H:%M:%S%.f%#z",
        "%Y-%m-%dT%H:%M%#z",
        "%Y%m%dT%H%M%S%#z",
    ] {
        if let Ok(at) = DateTime::parse_from_str(&text, form) {
            return Some(Moment::Instant(at));
        }
    }
    for form in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"] {
        if let Ok(at) = NaiveDateTime::parse_from_str(&text, form) {
            return Some(Moment::Local(at));
        }
    }
    NaiveDate::parse_from_str(&text, "%Y-%m-%d")
        .ok()
        .map(Moment::Day)
}

/// `Mon May 15 2023 11:50:54 GMT+0000 (Coordinated Universal Time)`
fn javascript(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.split(" (").next()?.replace("GMT", "");
    DateTime::parse_from_str(&text, "%a %b %d %Y %H:%M:%S %z").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dialects_of_machines() {
        for (text, wanted) in [
            ("2031-03-04T13:42:00Z", "2031-03-04T13:42:00+00:00"),
            (
                "2031-03-04T13:42:53.212+01:00",
                "2031-03-04T13:42:53.212+01:00",
            ),
            ("2031-03-04T13:42:53+0100", "2031-03-04T13:42:53+01:00"),
            ("2031-03-04T13:42+01", "2031-03-04T13:42:00+01:00"),
            ("2031-03-04 13:42:53 +0530", "2031-03-04T13:42:53+05:30"),
            ("2031-03-04 13:42:53 UTC", "2031-03-04T13:42:53+00:00"),
            ("1930397020", "2031-03-04T13:23:40+00:00"),
            ("1930397020123", "2031-03-04T13:23:40.123+00:00"),
            ("Tue, 04 Mar 2031 13:42:53 GMT", "2031-03-04T13:42:53+00:00"),
            (
                "Tue Mar 04 2031 13:42:54 GMT+0000 (Coordinated Universal Time)",
                "2031-03-04T13:42:54+00:00",
            ),
        ] {
            assert_eq!(
                instant(text).map(|at| at.to_rfc3339()).as_deref(),
                Some(wanted),
                "{text}"
            );
        }
        assert!(matches!(parse("2031-03-04T13:42"), Some(Moment::Local(_))));
        assert!(matches!(parse("2031-03-04"), Some(Moment::Day(_))));
        for text in [
            "",
            "13:42",
            "12345678",
            "yesterday",
            "2031-13-04T13:42:00Z",
            "99999999999999999999",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
