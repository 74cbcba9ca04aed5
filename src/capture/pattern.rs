//! Patterns of profiles: regular expressions with named groups and a few words in braces that stand
//! for what every outlet has (`{clock}`, `{zone}`, `{date}`).

use std::sync::{Arc, OnceLock};

use regex::{Captures, Regex};

use super::calendar::{WEEKDAY, date_pattern};
use super::clock;

/// The words in braces that a profile's pattern may use, with what each stands for.
pub const WORDS: [(&str, &str); 12] = [
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
    (
        "{unix}",
        "an instant in ten digits, seconds since 1970; group `unix`",
    ),
    ("{name}", "a person's name by its shape; no group"),
];

/// Seconds since 1970, from 2001 to 2033: ten digits.
const UNIX: &str = r"1\d{9}";
/// Two to four words with capitals, particles between them.
const NAME: &str = r"\p{Lu}[\p{L}'’.-]*(?: (?:(?:v[ao]n|de[rnl]?|d[iu]|la|le|el|al|bin|y|zu) ){0,2}\p{Lu}[\p{L}'’.-]*){1,3}";

/// A pattern of a profile. It is compiled when it is first asked: a page needs few of the many there are.
#[derive(Debug, Clone)]
pub struct Pattern(Arc<Lazy>);

#[derive(Debug)]
struct Lazy {
    text: String,
    zone_words: Arc<[String]>,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern that is known to compile; one that does not matches nothing.
    #[must_use]
    pub fn unchecked(text: &str, zone_words: &Arc<[String]>) -> Self {
        Self(Arc::new(Lazy {
            text: text.to_string(),
            zone_words: Arc::clone(zone_words),
            compiled: OnceLock::new(),
        }))
    }

    /// A pattern that is compiled at once; the error is one sentence.
    ///
    /// # Errors
    ///
    /// When the pattern does not compile.
    pub fn checked(text: &str, zone_words: &Arc<[String]>) -> Result<Self, String> {
        let pattern = Self::unchecked(text, zone_words);
        let compiled = compile(text, zone_words)?;
        // Nobody else has the pattern yet.
        let _ = pattern.0.compiled.set(Some(compiled));
        Ok(pattern)
    }

    fn regex(&self) -> Option<&Regex> {
        self.0
            .compiled
            .get_or_init(|| compile(&self.0.text, &self.0.zone_words).ok())
            .as_ref()
    }

    /// Whether it matches somewhere in the text.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// The groups of its first match.
    #[must_use]
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.regex()?.captures(text)
    }

    /// The groups of all its matches.
    pub fn captures_iter<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Captures<'a>> {
        self.regex()
            .into_iter()
            .flat_map(move |regex| regex.captures_iter(text))
    }

    /// The trimmed text of a group of its first match, where there is any.
    #[must_use]
    pub fn group(&self, name: &str, text: &str) -> Option<String> {
        let groups = self.captures(text)?;
        let found = groups.name(name)?.as_str().trim();
        (!found.is_empty()).then(|| found.to_string())
    }

    /// Whether it has a group of this name.
    #[must_use]
    pub fn has_group(&self, group: &str) -> bool {
        self.regex()
            .is_some_and(|regex| regex.capture_names().flatten().any(|name| name == group))
    }
}

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
        ("{unix}", "unix", UNIX),
    ] {
        if expanded.contains(name) {
            expanded = expanded.replace(name, &format!("(?P<{group}>{inner})"));
        }
    }
    if expanded.contains("{date}") {
        expanded = expanded.replace("{date}", &format!("(?P<date>{})", date_pattern()));
    }
    expanded
        .replace("{weekday}", WEEKDAY)
        .replace("{name}", &format!("(?:{NAME})"))
}

/// Compiles a pattern; the error is one sentence.
fn compile(pattern: &str, zone_words: &[String]) -> Result<Regex, String> {
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
