//! A table of entries: time, headline, text, byline, in any order, named by its first line.
//!
//! RFC 4180, with commas, semicolons or tabs between; a field in quotation marks may hold any of them, and lines.

use std::sync::Arc;

use super::super::live_page::{LivePage, Update};
use super::super::machine_time;
use super::super::markup::{Context, markdown_of_text};
use super::super::reading_text::{names, plain};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::SourceText;
use crate::source::entry::{Byline, Kind};

/// What columns are called.
const COLUMNS: [(&str, &[&str]); 9] = [
    (
        "time",
        &[
            "time",
            "published",
            "datetime",
            "timestamp",
            "date",
            "clock",
        ],
    ),
    ("headline", &["headline", "title"]),
    ("text", &["text", "body", "content"]),
    ("byline", &["byline", "author", "reporter"]),
    ("speaker", &["speaker"]),
    ("label", &["label"]),
    ("kind", &["kind"]),
    ("id", &["id"]),
    ("key", &["key", "key_event"]),
];

/// Whether a line names the columns of such a table.
#[must_use]
pub fn is_head(line: &str) -> bool {
    let Some(separator) = separator(line) else {
        return false;
    };
    let names: Vec<Option<&str>> = line.split(separator).map(column).collect();
    let has = |wanted: &str| names.contains(&Some(wanted));
    has("time") && (has("text") || has("headline"))
}

fn separator(head: &str) -> Option<char> {
    [',', ';', '\t']
        .into_iter()
        .max_by_key(|separator| head.matches(*separator).count())
        .filter(|separator| head.contains(*separator))
}

fn column(name: &str) -> Option<&'static str> {
    let name = name
        .trim()
        .trim_start_matches('\u{feff}')
        .trim_matches('"')
        .to_lowercase();
    COLUMNS
        .iter()
        .find(|(_, known)| known.contains(&name.as_str()))
        .map(|(column, _)| *column)
}

/// Reads a table.
pub fn read(
    source: &Arc<SourceText>,
    context: &mut Context<'_>,
    diagnostics: &mut Diagnostics,
) -> LivePage {
    let text = source.text.trim_start_matches('\u{feff}');
    let start = source.text.len() - text.len();
    let separator = separator(text.lines().next().unwrap_or_default()).unwrap_or(',');
    let mut rows = Rows {
        text,
        at: 0,
        separator,
    };
    let head: Vec<Option<&str>> = rows
        .next()
        .map(|row| row.fields.iter().map(|name| column(name)).collect())
        .unwrap_or_default();
    let mut page = LivePage::default();
    for row in rows {
        if row.fields.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        if row.fields.len() != head.len() {
            diagnostics.push(
                Diagnostic::warning(
                    Code::BrokenCapture,
                    format!(
                        "this row has {} fields and the head {}; it was read as far as it goes",
                        row.fields.len(),
                        head.len()
                    ),
                )
                .at(source, start + row.at..start + row.at)
                .hint("a field with the separator in it stands in quotation marks"),
            );
        }
        if !row.closed {
            diagnostics.push(
                Diagnostic::warning(Code::BrokenCapture, "a quotation mark opens here and never closes; the rest of the table is one field")
                    .at(source, start + row.at..start + row.at),
            );
        }
        page.updates
            .extend(update(&head, &row, start + row.at, context));
    }
    page.count("table row", page.updates.len());
    page
}

fn update(
    head: &[Option<&str>],
    row: &Row,
    offset: usize,
    context: &mut Context<'_>,
) -> Option<Update> {
    let field = |wanted: &str| {
        head.iter()
            .zip(&row.fields)
            .filter(|(name, _)| **name == Some(wanted))
            .map(|(_, field)| field.trim())
            .find(|field| !field.is_empty())
    };
    let time = field("time");
    let published = time.and_then(machine_time::parse);
    let mut body = field("text").map_or(String::new(), |text| markdown_of_text(text, context));
    // Who says the whole text is its speaker; a table has no other way to say so.
    if let (Some(speaker), false) = (field("speaker"), body.is_empty()) {
        let words = field("text").map(plain).unwrap_or_default();
        body = crate::markdown::compose::pull_quote(&words, Some(speaker));
    }
    let update = Update {
        id: field("id").map(str::to_string),
        headline: field("headline").map(plain),
        clock: time.filter(|_| published.is_none()).map(str::to_string),
        published,
        byline: field("byline")
            .map(names)
            .unwrap_or_default()
            .into_iter()
            .map(|name| Byline { name, role: None })
            .collect(),
        label: field("label").map(plain),
        kind: field("kind").and_then(Kind::parse),
        key: field("key")
            .is_some_and(|key| matches!(key.to_lowercase().as_str(), "true" | "1" | "yes")),
        body,
        offset,
        ..Update::default()
    };
    (!update.is_empty()).then_some(update)
}

/// One row, and the byte it begins at.
struct Row {
    fields: Vec<String>,
    at: usize,
    closed: bool,
}

/// The rows of a table.
struct Rows<'a> {
    text: &'a str,
    at: usize,
    separator: char,
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let rest = self.text.get(self.at..)?;
        if rest.is_empty() {
            return None;
        }
        let mut row = Row {
            fields: vec![String::new()],
            at: self.at,
            closed: true,
        };
        let mut quoted = false;
        let mut characters = rest.char_indices().peekable();
        let mut end = rest.len();
        while let Some((at, character)) = characters.next() {
            let field = row.fields.last_mut()?;
            match character {
                '"' if quoted && characters.peek().is_some_and(|(_, next)| *next == '"') => {
                    characters.next();
                    field.push('"');
                }
                '"' if quoted => quoted = false,
                '"' if field.trim().is_empty() => {
                    field.clear();
                    quoted = true;
                }
                '\n' if !quoted => {
                    end = at + 1;
                    break;
                }
                '\r' if !quoted => {}
                other if other == self.separator && !quoted => row.fields.push(String::new()),
                other => field.push(other),
            }
        }
        row.closed = !quoted;
        self.at += end;
        Some(row)
    }
}
