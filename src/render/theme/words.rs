//! The words of a theme: `i18n/<language>.toml`, with English behind every language, key by key.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, Locale, NaiveDate};

use super::files::Layer;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::SourceText;
use crate::base::table::{Kind, Table, Value};
use crate::page::words::Words;

/// Keys that say how a day is written.
const DAY_FORMATS: [&str; 4] = ["date_long", "date_short", "month_year", "weekday_date"];
/// The key that says how a time of day is written.
const TIME_FORMAT: &str = "time";

/// Reads the words of a language: English first, then the language, then its region (`de`, `de-AT`); in each the
/// default theme first, and the theme's own words over it.
pub(super) fn read(layers: &[&Layer], language: &str, diagnostics: &mut Diagnostics) -> Words {
    let primary = language.split('-').next().unwrap_or(language);
    let mut wanted = vec!["en"];
    for more in [primary, language] {
        if !wanted.iter().any(|known| known.eq_ignore_ascii_case(more)) {
            wanted.push(more);
        }
    }
    let mut words = BTreeMap::new();
    let mut spoken = primary.eq_ignore_ascii_case("en");
    for wanted in wanted {
        for layer in layers.iter().rev() {
            for (name, file) in layer.folder("i18n/") {
                let stem = name.strip_suffix(".toml").unwrap_or_default();
                if !stem.eq_ignore_ascii_case(wanted) {
                    continue;
                }
                spoken |= wanted != "en";
                match file.text() {
                    Ok(source) => read_file(&source, &mut words, diagnostics),
                    Err(diagnostic) => diagnostics.push(*diagnostic),
                }
            }
        }
    }
    if !spoken {
        diagnostics.push(
            Diagnostic::warning(
                Code::MissingTheme,
                format!("the theme has no words in `{language}`; it speaks English"),
            )
            .in_file("site.toml")
            .hint(format!(
                "copy the default theme's i18n/en.toml to i18n/{primary}.toml in your theme and translate it"
            )),
        );
    }
    // The region decides how months are called even where only the language has words.
    Words::new(if spoken { language } else { "en" }, words)
}

fn read_file(
    source: &Arc<SourceText>,
    words: &mut BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) {
    let mut table = Table::parse(source, 0..source.text.len(), "words", diagnostics);
    for (key, _, value) in table.take_rest() {
        flatten(source, key, value, words, diagnostics);
    }
}

/// `entries.one = "…"` and `[entries]` with `one = "…"` are the same key.
fn flatten(
    source: &Arc<SourceText>,
    key: String,
    value: Value,
    words: &mut BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) {
    match value.kind {
        Kind::Text(text) => {
            if let Some(problem) = bad_format(&key, &text) {
                diagnostics.push(wrong_format(source, &key, value.span, problem));
            } else {
                words.insert(key, text);
            }
        }
        Kind::Table(inner) => {
            for (name, _, value) in inner {
                flatten(source, format!("{key}.{name}"), value, words, diagnostics);
            }
        }
        _ => diagnostics.push(
            Diagnostic::error(
                Code::WrongType,
                format!("`{key}` is {}, expected a string", value.type_name()),
            )
            .at(source, value.span)
            .label("expected a string"),
        ),
    }
}

/// What is wrong with a date format. chrono panics when it meets a bad one, so none may get past here.
fn bad_format(key: &str, format: &str) -> Option<&'static str> {
    let mut written = String::new();
    if DAY_FORMATS.contains(&key) {
        let day = NaiveDate::default().format_localized(format, Locale::POSIX);
        return write!(written, "{day}")
            .is_err()
            .then_some("is no way to write a day");
    }
    if key == TIME_FORMAT {
        let time = DateTime::UNIX_EPOCH
            .fixed_offset()
            .format_localized(format, Locale::POSIX);
        return write!(written, "{time}")
            .is_err()
            .then_some("is no way to write a time of day");
    }
    None
}

fn wrong_format(
    source: &Arc<SourceText>,
    key: &str,
    span: Range<usize>,
    problem: &str,
) -> Diagnostic {
    Diagnostic::error(Code::WrongType, format!("the format `{key}` {problem}"))
        .at(source, span)
        .hint("%-d day, %B month, %b month in short, %Y year, %A day of the week, %H:%M time; see chrono's strftime")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use crate::render::theme::{DEFAULT, Theme};
    use std::path::Path;

    fn words(language: &str) -> (Words, Diagnostics) {
        let mut diagnostics = Vec::new();
        let nowhere = Path::new("no-such-site");
        let theme = Theme::load(nowhere, DEFAULT, None, &mut diagnostics).unwrap();
        (theme.words(language, &mut diagnostics), diagnostics)
    }

    #[test]
    fn the_languages_of_the_default_theme_have_every_word_of_english() {
        let (english, _) = words("en");
        for language in ["de", "fr", "es", "it", "uk", "ar"] {
            let layer = Layer::built_in(DEFAULT, &mut Vec::new()).unwrap();
            let source = layer
                .folder("i18n/")
                .find(|(name, _)| *name == format!("{language}.toml"))
                .unwrap()
                .1
                .text()
                .unwrap();
            let mut own = BTreeMap::new();
            let mut diagnostics = Vec::new();
            read_file(&source, &mut own, &mut diagnostics);
            assert_eq!(diagnostics, []);
            for key in english.all().keys().filter(|key| !key.ends_with(".one")) {
                assert!(own.contains_key(key), "{language}.toml lacks `{key}`");
            }
        }
    }

    #[test]
    fn days_are_written_in_the_language() {
        let day = NaiveDate::from_ymd_opt(2031, 3, 4).unwrap();
        for (language, written) in [
            ("en", "4 March 2031"),
            ("de-AT", "4. März 2031"),
            ("fr", "4 mars 2031"),
            ("es", "4 de marzo de 2031"),
            ("it-CH", "4 marzo 2031"),
            ("uk", "4 березня 2031 р."),
            ("ar", "4 مارس 2031"),
        ] {
            let (words, diagnostics) = words(language);
            assert_eq!(words.day(day), written);
            assert_eq!(diagnostics, []);
        }
    }

    #[test]
    fn a_language_without_words_speaks_english_and_says_so() {
        let (words, diagnostics) = words("fi");
        assert_eq!(words.language(), "en");
        assert!(diagnostics.first().unwrap().message.contains("`fi`"));
    }

    #[test]
    fn a_format_that_chrono_cannot_write_is_an_error_with_its_place() {
        let source = SourceText::new("i18n/en.toml", "time = \"%Q\"\ndate_long = \"%H\"\nx = 1\n");
        let (mut words, mut diagnostics) = (BTreeMap::new(), Vec::new());
        read_file(&source, &mut words, &mut diagnostics);
        assert!(words.is_empty());
        assert_eq!(diagnostics.len(), 3);
    }
}
