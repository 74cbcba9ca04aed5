//! The settings of a site: `site.toml`.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono_tz::Tz;

use super::text_values::{take_extra, take_language, take_words};
use super::time_values::take_zone;
use crate::base::address::BaseUrl;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::{Place, SourceText};
use crate::base::table::{Kind, Table};

/// Which outputs are written; all are on until a key of `[outputs]` turns one off.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "one switch for each output, as in site.toml"
)]
pub struct Outputs {
    /// `index.md` beside each entry.
    pub markdown: bool,
    /// JSON Feed beside Atom.
    pub json_feed: bool,
    /// The feed of the whole site.
    pub feed_site: bool,
    /// A feed of each coverage.
    pub feed_coverage: bool,
    /// A feed of each speaker.
    pub feed_speaker: bool,
    /// A feed of each topic.
    pub feed_topic: bool,
    /// The archive as data (`coverage.json`, later `/data/`).
    pub data: bool,
    /// schema.org in the pages.
    pub structured_data: bool,
    /// The search page and its index.
    pub search: bool,
    /// Finding speakers in the text.
    pub attribution: bool,
}

impl Default for Outputs {
    fn default() -> Self {
        Self {
            markdown: true,
            json_feed: true,
            feed_site: true,
            feed_coverage: true,
            feed_speaker: true,
            feed_topic: true,
            data: true,
            structured_data: true,
            search: true,
            attribution: true,
        }
    }
}

/// `site.toml`. `title` and `base_url` are required.
#[derive(Debug, Clone)]
pub struct SiteConfig {
    /// The text, for places.
    pub text: Arc<SourceText>,
    /// The archive's title.
    pub title: String,
    /// Where the site will stand.
    pub base_url: BaseUrl,
    /// The zone of coverages that name none.
    pub time_zone: Option<Tz>,
    /// The language of the interface, and of coverages that name none: a BCP 47 tag.
    pub language: String,
    /// One sentence on what the archive is.
    pub description: Option<String>,
    /// The theme's folder below `themes/`.
    pub theme: String,
    /// Entries on one page of a list.
    pub per_page: usize,
    /// Entries in one feed.
    pub feed_limit: usize,
    /// Turns straight quotes and dashes into typographic ones.
    pub smart_punctuation: bool,
    /// Publishes the captures beside the coverages made from them.
    pub publish_captures: bool,
    /// What is written.
    pub outputs: Outputs,
    /// Options of the theme.
    pub theme_options: BTreeMap<String, serde_json::Value>,
    /// Free keys.
    pub extra: serde_json::Value,
}

/// Reads `site.toml`. What is missing or wrong is said, and a stand-in takes its place, so that the
/// content is checked in the same run; an error keeps the site from being written.
pub fn read(text: &Arc<SourceText>, diagnostics: &mut Diagnostics) -> Option<SiteConfig> {
    let mut table = Table::parse(text, 0..text.text.len(), "site.toml", diagnostics);
    let title = required(
        &mut table,
        "title",
        "title = \"Live from the harbour\"",
        diagnostics,
    );
    let base_url = read_base_url(&mut table, diagnostics);
    let config = SiteConfig {
        text: Arc::clone(text),
        title: title.unwrap_or_default(),
        base_url: base_url.or_else(|| BaseUrl::parse("https://example.invalid/").ok())?,
        time_zone: take_zone(&mut table, "time_zone", diagnostics).map(|zone| zone.value),
        language: take_language(&mut table, "language", diagnostics).unwrap_or_else(|| "en".into()),
        description: take_words(&mut table, "description", diagnostics),
        theme: read_theme(&mut table, diagnostics).unwrap_or_else(|| "default".into()),
        per_page: read_count(&mut table, "per_page", diagnostics),
        feed_limit: read_count(&mut table, "feed_limit", diagnostics),
        smart_punctuation: table
            .take_boolean("smart_punctuation", diagnostics)
            .unwrap_or(false),
        publish_captures: table
            .take_boolean("publish_captures", diagnostics)
            .unwrap_or(false),
        outputs: read_outputs(&mut table, diagnostics),
        theme_options: read_theme_options(&mut table, diagnostics),
        extra: take_extra(&mut table, diagnostics),
    };
    table.finish(diagnostics);
    Some(config)
}

/// A string that must be there and say something.
fn required(
    table: &mut Table,
    key: &str,
    line: &str,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let Some((_, value)) = table.take(key) else {
        diagnostics.push(
            Diagnostic::error(Code::MissingKey, format!("site.toml has no `{key}`"))
                .at_place(Place::start_of(table.source()))
                .hint(format!("add this line above the first `[`: {line}")),
        );
        return None;
    };
    match value.kind {
        Kind::Text(ref text) if !text.trim().is_empty() => Some(text.clone()),
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

fn read_base_url(table: &mut Table, diagnostics: &mut Diagnostics) -> Option<BaseUrl> {
    const LINE: &str = "base_url = \"https://example.org/\"";
    let Some((_, value)) = table.take("base_url") else {
        return required(table, "base_url", LINE, diagnostics).and(None);
    };
    let Kind::Text(url) = &value.kind else {
        table.wrong_type("base_url", "a string", &value, diagnostics);
        return None;
    };
    match BaseUrl::parse(url) {
        Ok(base_url) => Some(base_url),
        Err(reason) => {
            diagnostics.push(
                Diagnostic::error(Code::BadUrl, reason)
                    .at(table.source(), value.span)
                    .label("expected the address that the site will stand under")
                    .hint(format!("write it as {LINE}")),
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
        ("structured_data", &mut outputs.structured_data),
        ("search", &mut outputs.search),
        ("attribution", &mut outputs.attribution),
    ] {
        if let Some(on) = switches.take_boolean(key, diagnostics) {
            *switch = on;
        }
    }
    switches.finish(diagnostics);
    outputs
}

fn read_theme_options(
    table: &mut Table,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, serde_json::Value> {
    let Some(mut options) = table.take_table("theme_options", diagnostics) else {
        return BTreeMap::new();
    };
    options
        .take_rest()
        .into_iter()
        .map(|(key, _, value)| (key, value.to_json()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn config(text: &str) -> (Option<SiteConfig>, Vec<(&'static str, (usize, usize))>) {
        let mut said = Vec::new();
        let config = read(&SourceText::new("site.toml", text), &mut said);
        let said = said
            .iter()
            .map(|one| {
                let place = one.place.as_ref().map(Place::line_and_column);
                (one.code.as_str(), place.unwrap_or_default())
            })
            .collect();
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
        assert_eq!(config.theme_options["accent"], "#123");
        assert_eq!(config.extra["x"][2], "2031-03-04");
    }

    #[test]
    fn every_mistake_is_said_in_its_place() {
        let (config, said) = config(concat!(
            "base_url = \"example.org\"\ntime_zone = \"BST\"\nlanguage = \"en_GB\"\nper_page = 0\n",
            "feed_limit = \"9\"\ntheme = \"../x\"\nextra = 3\nautor = \"x\"\n[outputs]\nserch = false\ndata = 1\n",
        ));
        assert!(config.is_some());
        let mut said = said;
        said.sort_by_key(|(_, place)| *place);
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

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            config(&String::from_utf8_lossy(&bytes));
        }
    }
}
