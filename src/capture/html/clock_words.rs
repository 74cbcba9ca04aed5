//! A time of day in the few words that a page shows, with the date and the zone beside it.

use std::sync::{Arc, LazyLock};

use crate::capture::pattern::Pattern;

/// A time of day in words, with the date and the zone beside it.
static CLOCK: LazyLock<Pattern> = LazyLock::new(|| {
    let pattern = r"{clock}(?:[\s,]*\(?{zone}\)?)?(?:[,\s]*(?:on )?{date})?";
    Pattern::unchecked(pattern, &Arc::default())
});
/// A date and then a time of day: `09.05.2031, 17:40` holds no 09:05.
static DATED: LazyLock<Pattern> = LazyLock::new(|| {
    let pattern = r"^\W*{date}[,\s]*(?:at |um |à |- |\| )?{clock}(?:[\s,]*\(?{zone}\)?)?";
    Pattern::unchecked(pattern, &Arc::default())
});
/// A date that stands before the time of day.
static DATE: LazyLock<Pattern> = LazyLock::new(|| {
    let pattern = r"{date}[,\s]*(?:at |um |à |- |\| )?$";
    Pattern::unchecked(pattern, &Arc::default())
});

/// A time of day that stands in a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenClock {
    /// The time of day.
    pub clock: String,
    /// The zone word.
    pub zone: Option<String>,
    /// The date.
    pub date: Option<String>,
    /// Whether nothing else is said.
    pub is_whole: bool,
}

/// The time of day in a short text.
#[must_use]
pub fn clock_in(words: &str) -> Option<WrittenClock> {
    let groups = DATED.captures(words).or_else(|| CLOCK.captures(words))?;
    let whole = groups.get(0)?;
    let before = words.get(..whole.start())?;
    let after = words.get(whole.end()..)?;
    let date_before = DATE.captures(before);
    let part = |name: &str| {
        groups
            .name(name)
            .map(|part| part.as_str().trim().to_string())
    };
    let rest = if date_before.is_some() { "" } else { before };
    let quiet = |text: &str| {
        matches!(text.trim(), "Uhr" | "hs" | "horas") || !text.chars().any(char::is_alphanumeric)
    };
    Some(WrittenClock {
        clock: part("clock")?,
        zone: part("zone"),
        date: part("date").or_else(|| date_before.map(|groups| groups["date"].trim().to_string())),
        is_whole: quiet(rest) && quiet(after),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_found_with_its_zone_and_date() {
        for (words, clock, zone, date, whole) in [
            ("13:42", "13:42", None, None, true),
            (
                "19:02 (IST), Oct 02",
                "19:02",
                Some("IST"),
                Some("Oct 02"),
                true,
            ),
            (
                "4 March 2031, 1.42pm GMT",
                "1.42pm",
                Some("GMT"),
                Some("4 March 2031"),
                true,
            ),
            (
                "09.05.2031, 17:40 Uhr",
                "17:40 Uhr",
                None,
                Some("09.05.2031"),
                true,
            ),
            ("published at 13:42", "13:42", None, None, false),
        ] {
            let found = clock_in(words).unwrap_or_else(|| panic!("{words}"));
            assert_eq!(found.clock, clock, "{words}");
            assert_eq!(found.zone.as_deref(), zone, "{words}");
            assert_eq!(found.date.as_deref(), date, "{words}");
            assert_eq!(found.is_whole, whole, "{words}");
        }
        assert_eq!(clock_in("four lorries"), None);
    }
}
