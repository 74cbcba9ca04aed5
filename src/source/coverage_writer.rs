//! The text of a `coverage.toml`.

use chrono::SecondsFormat;
use chrono_tz::Tz;

use super::coverage::Origin;
use super::entry::Byline;
use super::toml_text::string;

/// What is known of a coverage that somebody imported.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    /// The title.
    pub title: Option<&'a str>,
    /// The points of the summary.
    pub summary: &'a [String],
    /// Who wrote or edited the page as a whole.
    pub byline: &'a [Byline],
    /// What stood before the first entry.
    pub introduction: &'a [String],
    /// The zone.
    pub time_zone: Option<Tz>,
    /// The language.
    pub language: Option<&'a str>,
    /// Where it was first published, and when it was saved.
    pub origin: Option<&'a Origin>,
}

/// The file's text: only what is known.
#[must_use]
pub fn to_text(written: Written<'_>) -> String {
    let mut lines = Vec::new();
    if let Some(title) = written.title {
        lines.push(format!("title = {}", string(title)));
    }
    for (key, texts) in [
        ("summary", written.summary),
        ("introduction", written.introduction),
    ] {
        if !texts.is_empty() {
            lines.push(format!("{key} = ["));
            lines.extend(texts.iter().map(|text| format!("  {},", string(text))));
            lines.push("]".into());
        }
    }
    if !written.byline.is_empty() {
        let people: Vec<String> = written.byline.iter().map(person).collect();
        lines.push(format!("byline = [{}]", people.join(", ")));
    }
    if let Some(zone) = written.time_zone {
        lines.push(format!("time_zone = {}", string(zone.name())));
    }
    if let Some(language) = written.language {
        lines.push(format!("language = {}", string(language)));
    }
    let mut source = Vec::new();
    if let Some(origin) = written.origin {
        for (key, value) in [("publisher", &origin.publisher), ("url", &origin.url)] {
            source.extend(
                value
                    .as_ref()
                    .map(|value| format!("{key} = {}", string(value))),
            );
        }
        source.extend(origin.captured.map(|at| {
            format!(
                "captured = {}",
                at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
            )
        }));
    }
    if !source.is_empty() {
        lines.push(format!("source = {{ {} }}", source.join(", ")));
    }
    if lines.is_empty() {
        return String::new();
    }
    lines.push(String::new());
    lines.join("\n")
}

fn person(byline: &Byline) -> String {
    let name = string(&byline.name);
    match &byline.role {
        Some(role) => format!("{{ name = {name}, role = {} }}", string(role)),
        None => name,
    }
}
