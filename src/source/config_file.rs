//! The settings of a site: `site.toml`.

use std::sync::Arc;

use super::config::{Outputs, SiteConfig};
use super::document::read_document;
use super::pictures;
use super::text_values::{take_extra, take_language, take_words};
use super::time_values::take_zone;
use crate::base::address::BaseUrl;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::{Place, SourceText, Spanned};
use crate::base::table::{Kind, Table};

/// Reads `site.toml`. What is missing or wrong is said, and a stand-in takes its place, so that the
/// content is checked in the same run; an error keeps the site from being written.
pub fn read(text: &Arc<SourceText>, diagnostics: &mut Diagnostics) -> Option<SiteConfig> {
    let span = 0..text.text.len();
    let before = diagnostics.len();
    let mut absent = Vec::new();
    let config = read_document(text, span, "site.toml", diagnostics, |table, said| {
        let title = required(table, "title", TITLE, &mut absent, said);
        let base_url = read_base_url(table, &mut absent, said);
        Some(SiteConfig {
            text: Arc::clone(text),
            title: title.map_or_else(String::new, |title| title.value),
            base_url: base_url.or_else(|| BaseUrl::parse("https://example.invalid/").ok())?,
            time_zone: take_zone(table, "time_zone", said).map(|zone| zone.value),
            language: take_language(table, "language", said).unwrap_or_else(|| "en".into()),
            description: take_words(table, "description", said),
            theme: read_theme(table, said).unwrap_or_else(|| "default".into()),
            per_page: read_count(table, "per_page", said),
            feed_limit: read_count(table, "feed_limit", said),
            smart_punctuation: read_switch(table, "smart_punctuation", said),
            publish_captures: read_switch(table, "publish_captures", said),
            cards: pictures::read_cards(table, said),
            pictures: pictures::read(table, said),
            outputs: read_outputs(table, said),
            theme_options: table.take_table("theme_options", said),
            extra: take_extra(table, said),
        })
    });
    report_absent(text, &absent, before, diagnostics);
    config
}

/// Reports the keys that are not there, each by the line to write. A broken line can take the next one
/// with it, so a key that begins a line of a broken file is not called missing.
fn report_absent(
    text: &Arc<SourceText>,
    absent: &[&str],
    before: usize,
    diagnostics: &mut Diagnostics,
) {
    let mut own = diagnostics.iter().skip(before);
    let broken = own.any(|diagnostic| diagnostic.code == Code::TomlSyntax);
    for line in absent {
        let key = line.split(' ').next().unwrap_or(line);
        let mut lines = text.text.lines();
        if broken && lines.any(|line| line.trim_start().starts_with(key)) {
            continue;
        }
        diagnostics.push(
            Diagnostic::error(Code::MissingKey, format!("site.toml has no `{key}`"))
                .at_place(Place::start_of(text))
                .hint(format!("add this line above the first `[`: {line}")),
        );
    }
}

const TITLE: &str = "title = \"Live from the harbour\"";
const BASE_URL: &str = "base_url = \"https://example.org/\"";

fn read_switch(table: &mut Table, key: &str, diagnostics: &mut Diagnostics) -> bool {
    table.take_boolean(key, diagnostics).unwrap_or(false)
}

/// A string that must be there and say something; `line` is what to write when it does not.
fn required(
    table: &mut Table,
    key: &str,
    line: &'static str,
    absent: &mut Vec<&'static str>,
    diagnostics: &mut Diagnostics,
) -> Option<Spanned<String>> {
    let Some((_, value)) = table.take(key) else {
        absent.push(line);
        return None;
    };
    match value.kind {
        Kind::Text(text) if !text.trim().is_empty() => Some(Spanned::new(text, value.span)),
        Kind::Text(_) => {
            diagnostics.push(
                Diagnostic::error(Code::WrongType, format!("`{key}` is empty"))
                    .at(table.source(), value.span)
                    .hint(format!("write it as {line}")),
            );
            None
        }
        _ => {
            table.wrong_type(key, "a string", &value, diagnostics);
            None
        }
    }
}

fn read_base_url(
    table: &mut Table,
    absent: &mut Vec<&'static str>,
    diagnostics: &mut Diagnostics,
) -> Option<BaseUrl> {
    let url = required(table, "base_url", BASE_URL, absent, diagnostics)?;
    match BaseUrl::parse(&url.value) {
        Ok(base_url) => Some(base_url),
        Err(reason) => {
            diagnostics.push(
                Diagnostic::error(Code::BadUrl, reason)
                    .at(table.source(), url.span)
                    .label("expected the address that the site will stand under")
                    .hint(format!("write it as {BASE_URL}")),
            );
            None
        }
    }
}

/// The theme is a folder's name: it must not lead out of `themes/`.
fn read_theme(table: &mut Table, diagnostics: &mut Diagnostics) -> Option<String> {
    let theme = table.take_text("theme", diagnostics)?;
    let name = theme.value.trim();
    if !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', '\0', ':']) {
        return Some(theme.value);
    }
    diagnostics.push(
        Diagnostic::error(
            Code::WrongType,
            format!("`theme` is `{}`, which names no folder", theme.value),
        )
        .at(table.source(), theme.span)
        .label("expected the name of a folder in `themes/`"),
    );
    None
}

fn read_count(table: &mut Table, key: &str, diagnostics: &mut Diagnostics) -> usize {
    table
        .take_integer(key, 1..=1000, diagnostics)
        .and_then(|count| usize::try_from(count.value).ok())
        .unwrap_or(50)
}

fn read_outputs(table: &mut Table, diagnostics: &mut Diagnostics) -> Outputs {
    let mut outputs = Outputs::default();
    let Some(mut switches) = table.take_table("outputs", diagnostics) else {
        return outputs;
    };
    for (key, switch) in [
        ("markdown", &mut outputs.markdown),
        ("json_feed", &mut outputs.json_feed),
        ("feed_site", &mut outputs.feed_site),
        ("feed_coverage", &mut outputs.feed_coverage),
        ("feed_speaker", &mut outputs.feed_speaker),
        ("feed_topic", &mut outputs.feed_topic),
        ("data", &mut outputs.data),
        ("oembed", &mut outputs.oembed),
        ("structured_data", &mut outputs.structured_data),
        ("search", &mut outputs.search),
        ("print", &mut outputs.print),
        ("attribution", &mut outputs.attribution),
    ] {
        if let Some(on) = switches.take_boolean(key, diagnostics) {
            *switch = on;
        }
    }
    switches.finish(diagnostics);
    outputs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::testing::{Said, places};
    use chrono_tz::Tz;
    use proptest::prelude::*;

    fn config(text: &str) -> (Option<SiteConfig>, Said) {
        let mut said = Vec::new();
        let config = read(&SourceText::new("site.toml", text), &mut said);
        let said = places(&said);
        (config, said)
    }

    #[test]
    fn two_keys_are_enough() {
        let (config, said) =
            config("\u{feff}title = \"T\"\r\nbase_url = \"https://a.example/b\"\r\n");
        assert_eq!(said, []);
        let Some(config) = config else {
            panic!("no settings");
        };
        assert_eq!(config.base_url.base_path(), "/b/");
        assert_eq!(
            (config.language.as_str(), config.theme.as_str()),
            ("en", "default")
        );
        assert_eq!((config.per_page, config.feed_limit), (50, 50));
        assert_eq!(config.outputs, Outputs::default());
        assert!(!config.smart_punctuation && !config.publish_captures);
    }

    #[test]
    fn every_key_is_read() {
        let (config, said) = config(concat!(
            "title = \"T\"\nbase_url = \"https://a.example/\"\ntime_zone = \"Europe/Berlin\"\n",
            "language = \"de-AT\"\ndescription = \"D\"\ntheme = \"plain\"\nper_page = 1000\nfeed_limit = 1\n",
            "smart_punctuation = true\npublish_captures = true\n[outputs]\nsearch = false\n",
            "[theme_options]\naccent = \"#123\"\n[extra]\nx = [1, 2.5, 2031-03-04]\n",
        ));
        assert_eq!(said, []);
        let Some(config) = config else {
            panic!("no settings");
        };
        assert_eq!(config.time_zone, Some(Tz::Europe__Berlin));
        assert!(!config.outputs.search && config.outputs.data);
        assert!(config.theme_options.is_some());
        assert_eq!(config.extra["x"][2], "2031-03-04");
    }

    #[test]
    fn every_mistake_is_said_in_its_place() {
        let (config, said) = config(concat!(
            "base_url = \"example.org\"\ntime_zone = \"BST\"\nlanguage = \"en_GB\"\nper_page = 0\n",
            "feed_limit = \"9\"\ntheme = \"../x\"\nextra = 3\nautor = \"x\"\n[outputs]\nserch = false\ndata = 1\n",
        ));
        assert!(config.is_some());
        assert_eq!(
            said,
            [
                ("missing-key", (1, 1)),
                ("bad-url", (1, 12)),
                ("unknown-zone", (2, 13)),
                ("wrong-type", (3, 12)),
                ("wrong-type", (4, 12)),
                ("wrong-type", (5, 14)),
                ("wrong-type", (6, 9)),
                ("wrong-type", (7, 9)),
                ("unknown-key", (8, 1)),
                ("unknown-key", (10, 1)),
                ("wrong-type", (11, 8)),
            ]
        );
    }

    #[test]
    fn an_empty_file_lacks_both_required_keys() {
        assert_eq!(
            config("").1,
            [("missing-key", (1, 1)), ("missing-key", (1, 1))]
        );
    }

    #[test]
    fn what_a_broken_line_took_with_it_is_not_called_missing() {
        let (_, said) = config("title: \"T\"\nbase_url = \"https://a.example/\"\n");
        assert_eq!(said, [("toml-syntax", (1, 8))]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            config(&String::from_utf8_lossy(&bytes));
        }
    }
}
