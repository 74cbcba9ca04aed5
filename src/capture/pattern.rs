//! Patterns of profiles: regular expressions with named groups and a few words in braces that stand
//! for what every outlet has (`{clock}`, `{zone}`, `{date}`).

use regex::Regex;

use super::calendar::{WEEKDAY, date_pattern};
use super::clock;

/// The words in braces that a profile's pattern may use, with what each stands for.
pub const WORDS: [(&str, &str); 10] = [
    (
        "{clock}",
        "a time of day in any form but four bare digits; group `clock`",
    ),
    ("{clock12}", "a time of day with am or pm; group `clock`"),
    (
        "{clock24}",
        "a time of day from 0:00 to 24:00; group `clock`",
    ),
    (
        "{clock4}",
        "a time of day in four digits, 1900; group `clock`",
    ),
    (
        "{zone}",
        "a zone word of this profile, an abbreviation in capitals, or `Some Zone Time`; group `zone`",
    ),
    ("{word}", "a zone word of this profile only; group `zone`"),
    ("{date}", "a date, with or without a year; group `date`"),
    ("{weekday}", "a day of the week; no group"),
    ("{clock2}", "a second time of day; group `clock2`"),
    ("{zone2}", "the second time's zone; group `zone2`"),
];

/// Replaces the words in braces. `zone_words` are the zone words of the profile.
fn expand(pattern: &str, zone_words: &[String]) -> String {
    if !pattern.contains('{') {
        return pattern.to_string();
    }
    let any_clock = format!("{}|{}", clock::TWELVE, clock::TWENTY_FOUR);
    let mut words: Vec<String> = zone_words.iter().map(|word| regex::escape(word)).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.push(r"(?:UTC|GMT)\s?[+-]\s?\d{1,2}(?::?\d{2})?".into());
    words.rotate_right(1);
    let word = format!(r"(?:{})", words.join("|"));
    let zone = format!(
        r"{word}\b|(?:\p{{Lu}}[\p{{L}}-]+ ){{1,4}}Time\b|[A-Z]{{2,5}}\b|[+-]\d{{2}}(?::?\d{{2}})?"
    );
    let mut expanded = pattern.to_string();
    for (name, group, inner) in [
        ("{clock}", "clock", any_clock.as_str()),
        ("{clock12}", "clock", clock::TWELVE),
        ("{clock24}", "clock", clock::TWENTY_FOUR),
        ("{clock4}", "clock", clock::FOUR),
        ("{clock2}", "clock2", any_clock.as_str()),
        ("{zone}", "zone", zone.as_str()),
        ("{zone2}", "zone2", zone.as_str()),
        ("{word}", "zone", word.as_str()),
    ] {
        if expanded.contains(name) {
            expanded = expanded.replace(name, &format!("(?P<{group}>{inner})"));
        }
    }
    if expanded.contains("{date}") {
        expanded = expanded.replace("{date}", &format!("(?P<date>{})", date_pattern()));
    }
    expanded.replace("{weekday}", WEEKDAY)
}

/// Compiles a pattern; the error is one sentence.
pub fn compile(pattern: &str, zone_words: &[String]) -> Result<Regex, String> {
    regex::RegexBuilder::new(&expand(pattern, zone_words))
        .size_limit(1 << 24)
        .build()
        .map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => "the pattern is too large".to_string(),
            regex::Error::Syntax(text) => text
                .lines()
                .rev()
                .find_map(|line| line.strip_prefix("error: "))
                .unwrap_or("the pattern does not parse")
                .to_string(),
            _ => "the pattern does not compile".to_string(),
        })
}

/// Whether a compiled pattern has a group of this name.
#[must_use]
pub fn has_group(pattern: &Regex, group: &str) -> bool {
    pattern.capture_names().flatten().any(|name| name == group)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_braces_become_groups() {
        let zones = ["GMT".to_string(), "Harwick Mean Time".to_string()];
        let pattern = compile(
            r"^(?P<headline>.*?)published at {clock} {zone} {date}$",
            &zones,
        );
        let line = "Bridge shutpublished at 13:42 Harwick Mean Time 4 March 2031";
        let found = pattern.ok().and_then(|pattern| {
            let groups = pattern.captures(line)?;
            Some(
                ["headline", "clock", "zone", "date"]
                    .map(|name| groups.name(name).map(|group| group.as_str().to_string())),
            )
        });
        let want = ["Bridge shut", "13:42", "Harwick Mean Time", "4 March 2031"];
        assert_eq!(found, Some(want.map(|text| Some(text.to_string()))));
    }

    #[test]
    fn a_broken_pattern_says_why() {
        assert_eq!(compile("(a", &[]).err().as_deref(), Some("unclosed group"));
        assert!(compile("a(?!b)", &[]).is_err());
    }
}
