//! The time of day as outlets write it: `13:42`, `2.56pm`, `9.45 p.m.`, `1900`, `14h32`, `noon`.

use std::sync::LazyLock;

use chrono::NaiveTime;
use regex::Regex;

/// The 12-hour forms: `2.56pm`, `9.45 p.m.`, `7pm`, `10:03 AM`, `9:13a`.
pub const TWELVE: &str = r"(?:1[0-2]|0?[1-9])(?:[:.h][0-5]\d(?:[:.][0-5]\d)?)?\s?(?i:[ap]\.?\s?m\b\.?)|(?:1[0-2]|0?[1-9])[:.][0-5]\d(?i:[ap]\b)|(?:12\s)?(?i:noon|midnight)\b";
/// The 24-hour forms, with the words that some languages put after them: `13:42`, `17.00`, `11.04 Uhr`.
pub const TWENTY_FOUR: &str = r"(?:2[0-4]|[01]?\d)(?:[:.]|\s?h\s?)[0-5]\d(?:[:.][0-5]\d)?(?:\s?(?:Uhr|hrs|horas|heures|hs|h)\b\.?)?|(?:2[0-4]|[01]?\d)\s?Uhr\b";
/// Four digits, which only a header's place tells from a year: `1900`.
pub const FOUR: &str = r"(?:2[0-3]|[01]\d)[0-5]\d";

static WHOLE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!("^(?:{TWELVE}|{TWENTY_FOUR})$")).ok());

/// Whether a line is a time of day and nothing else.
#[must_use]
pub fn is_clock(text: &str) -> bool {
    WHOLE.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

/// The time of day that a text in one of the forms above names; `None` for 13pm and the like.
#[must_use]
pub fn parse_clock(text: &str) -> Option<NaiveTime> {
    let lower = text.trim().to_lowercase();
    if lower.ends_with("noon") {
        return NaiveTime::from_hms_opt(12, 0, 0);
    }
    if lower.ends_with("midnight") {
        return NaiveTime::from_hms_opt(0, 0, 0);
    }
    let numbers: Vec<&str> = lower
        .split(|character: char| !character.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let (hour, minute, second) = match *numbers.as_slice() {
        [four] if four.len() == 4 => (four.get(..2)?, four.get(2..)?, "0"),
        [hour] => (hour, "0", "0"),
        [hour, minute] => (hour, minute, "0"),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let hour: u32 = hour.parse().ok()?;
    let half = lower
        .chars()
        .find(|character| matches!(character, 'a' | 'p'))
        .filter(|_| !lower.contains("uhr") && !lower.contains("hor"));
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some('p') => hour % 12 + 12,
        Some(_) => hour % 12,
        None if hour == 24 => 0,
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute.parse().ok()?, second.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_that_outlets_write() {
        for (text, want) in [
            ("13:42", "13:42:00"),
            ("17.00", "17:00:00"),
            ("9.45 p.m.", "21:45:00"),
            ("5.50 p.m", "17:50:00"),
            ("2.56pm", "14:56:00"),
            ("7pm", "19:00:00"),
            ("12.30 p.m.", "12:30:00"),
            ("12:06 a.m.", "00:06:00"),
            ("9:13a", "09:13:00"),
            ("1900", "19:00:00"),
            ("14h32", "14:32:00"),
            ("14 h 32", "14:32:00"),
            ("13h", "13:00:00"),
            ("3.41 Uhr", "03:41:00"),
            ("21:36 horas", "21:36:00"),
            ("9:38:14 AM", "09:38:14"),
            ("12 noon", "12:00:00"),
            ("24:00", "00:00:00"),
        ] {
            let clock = parse_clock(text).map(|time| time.to_string());
            assert_eq!(clock.as_deref(), Some(want), "{text}");
        }
        assert_eq!(parse_clock("13pm"), None);
        assert_eq!(parse_clock(""), None);
    }
}
