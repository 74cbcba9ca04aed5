//! The settings of a coverage: `coverage.toml`, or `<coverage>.toml` beside a single transcript.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;

use super::coverage::{Origin, Settings};
use super::document::read_document;
use super::entry::Moment;
use super::entry_values::take_byline;
use super::text_values::{
    take_extra, take_language, take_names, take_web_address, take_word_of, take_words,
};
use super::time_values::{take_day, take_moment, take_zone, zone_of};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::{SourceText, Spanned};
use crate::base::table::{Kind, Table};

/// Reads a coverage's settings; every key is optional.
pub fn read(text: &Arc<SourceText>, diagnostics: &mut Diagnostics) -> Settings {
    let name = text.path.rsplit('/').next().unwrap_or(&text.path);
    let span = 0..text.text.len();
    read_document(text, span, name, diagnostics, |table, diagnostics| {
        Settings {
            text: Some(Arc::clone(text)),
            title: take_words(table, "title", diagnostics),
            summary: take_names(table, "summary", diagnostics)
                .unwrap_or_default()
                .into_iter()
                .map(|point| point.value)
                .collect(),
            byline: take_byline(table, diagnostics),
            introduction: take_names(table, "introduction", diagnostics)
                .unwrap_or_default()
                .into_iter()
                .map(|paragraph| paragraph.value)
                .collect(),
            time_zone: take_zone(table, "time_zone", diagnostics),
            language: take_language(table, "language", diagnostics),
            date: take_day(table, "date", diagnostics).map(|day| day.value),
            year: table
                .take_integer("year", 1..=9999, diagnostics)
                .and_then(|year| i32::try_from(year.value).ok()),
            profile: table.take_text("profile", diagnostics),
            zones: take_zones(table, diagnostics),
            untimed: table.take_boolean("untimed", diagnostics).unwrap_or(false),
            windows_1252: take_word_of(
                table,
                "encoding",
                &[("utf-8", false), ("windows-1252", true)],
                diagnostics,
            )
            .unwrap_or(false),
            source: take_origin(table, diagnostics),
            licence: take_words(table, "licence", diagnostics),
            draft: table.take_boolean("draft", diagnostics).unwrap_or(false),
            extra: take_extra(table, diagnostics),
        }
    })
}

/// Zone words and the IANA names that they stand for in this coverage.
fn take_zones(table: &mut Table, diagnostics: &mut Diagnostics) -> BTreeMap<String, Spanned<Tz>> {
    let Some(mut words) = table.take_table("zones", diagnostics) else {
        return BTreeMap::new();
    };
    let mut zones = BTreeMap::new();
    for (word, _, value) in words.take_rest() {
        let Kind::Text(name) = value.kind else {
            words.wrong_type(&word, "the name of a time zone", &value, diagnostics);
            continue;
        };
        let name = Spanned::new(name, value.span);
        if let Some(zone) = zone_of(words.source(), &word, &name, diagnostics) {
            zones.insert(word, zone);
        }
    }
    zones
}

fn take_origin(table: &mut Table, diagnostics: &mut Diagnostics) -> Origin {
    let Some(mut source) = table.take_table("source", diagnostics) else {
        return Origin::default();
    };
    let origin = Origin {
        publisher: take_words(&mut source, "publisher", diagnostics),
        url: take_web_address(&mut source, "url", diagnostics),
        captured: take_instant(&mut source, "captured", diagnostics),
    };
    source.finish(diagnostics);
    origin
}

/// The moment of a capture is an instant: where it was made is not where the coverage happened.
fn take_instant(
    table: &mut Table,
    key: &str,
    diagnostics: &mut Diagnostics,
) -> Option<DateTime<FixedOffset>> {
    let moment = take_moment(table, key, diagnostics)?;
    let mended = match moment.value {
        Moment::Instant(instant) => return Some(instant),
        Moment::Local(local) => format!("{}Z", local.format("%Y-%m-%dT%H:%M:%S")),
        Moment::Day(day) => format!("{day}T12:00:00Z"),
    };
    diagnostics.push(
        Diagnostic::error(Code::BadDate, format!("`{key}` names no instant"))
            .at(table.source(), moment.span)
            .label("expected a date, a time and an offset")
            .hint(format!("write it with its offset: `{key} = {mended}`")),
    );
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::testing::{Said, places};
    use proptest::prelude::*;

    fn settings(text: &str) -> (Settings, Said) {
        let mut said = Vec::new();
        let settings = read(&SourceText::new("content/x/coverage.toml", text), &mut said);
        let said = places(&said);
        (settings, said)
    }

    #[test]
    fn every_key_is_read() {
        let (settings, said) = settings(concat!(
            "title = \"T\"\r\nsummary = [\"one\", \"two\"]\r\ntime_zone = \"Asia/Kolkata\"\r\nlanguage = \"hi\"\r\n",
            "date = 2031-03-04\r\nyear = 2031\r\nprofile = \"ticker-de\"\r\nuntimed = true\r\n",
            "encoding = \"windows-1252\"\r\nlicence = \"CC0\"\r\ndraft = true\r\nzones = { IST = \"Asia/Kolkata\" }\r\n",
            "[source]\r\npublisher = \"P\"\r\nurl = \"https://p.example/live\"\r\ncaptured = 2031-03-05T09:00:00+01:00\r\n",
            "[extra]\r\nbox = 7\r\n",
        ));
        assert_eq!(said, []);
        assert_eq!(settings.summary, ["one", "two"]);
        assert_eq!(settings.year, Some(2031));
        assert!(settings.untimed && settings.windows_1252 && settings.draft);
        assert_eq!(settings.zones["IST"].value, Tz::Asia__Kolkata);
        assert_eq!(settings.source.publisher.as_deref(), Some("P"));
        assert_eq!(
            settings
                .source
                .captured
                .map(|time| time.to_rfc3339())
                .as_deref(),
            Some("2031-03-05T09:00:00+01:00")
        );
        assert_eq!(settings.extra["box"], 7);
    }

    #[test]
    fn a_summary_may_be_one_sentence() {
        assert_eq!(settings("summary = \"one\"").0.summary, ["one"]);
    }

    #[test]
    fn every_mistake_is_said_in_its_place() {
        let (_, said) = settings(concat!(
            "titel = \"T\"\nsummary = [\"\"]\ntime_zone = \"IST\"\nlanguage = \"english\"\n",
            "date = 2031-03-04T10:00:00\nyear = 20310\nencoding = \"latin1\"\nuntimed = \"yes\"\n",
            "zones = { BST = \"BST\" }\n[source]\nurl = \"p.example\"\ncaptured = 2031-03-05\n",
        ));
        assert_eq!(
            said,
            [
                ("unknown-key", (1, 1)),
                ("wrong-type", (2, 12)),
                ("unknown-zone", (3, 13)),
                ("wrong-type", (4, 12)),
                ("bad-date", (5, 8)),
                ("wrong-type", (6, 8)),
                ("wrong-type", (7, 12)),
                ("wrong-type", (8, 11)),
                ("unknown-zone", (9, 17)),
                ("bad-url", (11, 7)),
                ("bad-date", (12, 12)),
            ]
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            settings(&String::from_utf8_lossy(&bytes));
        }
    }
}
