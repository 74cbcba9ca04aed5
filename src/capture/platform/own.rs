//! livesite's own data: a `coverage.json`, or `entries.jsonl` with one entry a line.
//!
//! What is read here and written again is the same coverage: bodies are Markdown already and stay as they are.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::super::live_page::{LivePage, Update};
use super::super::machine_time;
use super::fields::{at, flag, id, raw};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::SourceText;
use crate::base::zone::parse_zone;
use crate::source::entry::{Byline, Kind, Moment};

/// Reads a `coverage.json`; `None` where it is none.
#[must_use]
pub fn read(value: &Value) -> Option<LivePage> {
    let coverage = value.as_object()?;
    let entries = coverage.get("entries")?.as_array()?;
    if !coverage.contains_key("summary") || !coverage.contains_key("time_zone") {
        return None;
    }
    let texts = |key: &str| -> Vec<String> {
        let list = coverage.get(key).and_then(Value::as_array);
        let list = list.into_iter().flatten();
        list.filter_map(|text| Some(text.as_str()?.to_string()))
            .collect()
    };
    let mut page = LivePage {
        title: raw(coverage, &["title"]).map(str::to_string),
        publisher: raw(coverage, &["source.publisher"]).map(str::to_string),
        address: raw(coverage, &["source.url"]).map(str::to_string),
        captured: raw(coverage, &["source.captured"]).and_then(machine_time::instant),
        language: raw(coverage, &["language"]).map(str::to_string),
        zone: raw(coverage, &["time_zone"]).and_then(parse_zone),
        summary: texts("summary"),
        introduction: texts("introduction"),
        contributors: byline(coverage.get("byline")),
        newest_first: Some(false),
        ..LivePage::default()
    };
    page.updates = entries
        .iter()
        .filter_map(Value::as_object)
        .filter_map(update)
        .collect();
    page.count("livesite entry", page.updates.len());
    Some(page)
}

/// Reads JSON Lines; a line that is no entry is said and left out.
pub fn read_lines(source: &Arc<SourceText>, diagnostics: &mut Diagnostics) -> LivePage {
    let mut page = LivePage {
        newest_first: Some(false),
        ..LivePage::default()
    };
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        let span = start..start;
        start += line.len();
        let line = line.trim().trim_start_matches('\u{feff}');
        if line.is_empty() {
            continue;
        }
        match serde_json::from_str::<Value>(line) {
            Ok(Value::Object(entry)) => page.updates.extend(update(&entry)),
            Ok(_) => diagnostics.push(broken(source, span, "this line is no JSON object")),
            Err(error) => {
                let message = error.to_string();
                let message = message.split(" at line").next().unwrap_or_default();
                diagnostics.push(broken(
                    source,
                    span,
                    &format!("this line is no JSON: {message}"),
                ));
            }
        }
    }
    page.count("JSON line", page.updates.len());
    page
}

fn broken(source: &Arc<SourceText>, span: std::ops::Range<usize>, message: &str) -> Diagnostic {
    Diagnostic::warning(Code::BrokenCapture, message)
        .at(source, span)
        .hint("it was left out; the others were read")
}

fn update(entry: &Map<String, Value>) -> Option<Update> {
    let words = |key: &str| raw(entry, &[key]).map(str::to_string);
    let update = Update {
        // The id within the capture it came from, else the one that livesite gave it.
        id: id(entry, &["source.id", "id"]),
        address: words("url").or_else(|| raw(entry, &["source.url"]).map(str::to_string)),
        headline: words("headline"),
        published: raw(entry, &["published", "date"]).and_then(machine_time::parse),
        clock: words("clock"),
        updated: raw(entry, &["updated"]).and_then(machine_time::instant),
        byline: byline(entry.get("byline")),
        label: words("label"),
        kind: raw(entry, &["kind"])
            .and_then(Kind::parse)
            .filter(|kind| *kind != Kind::Update),
        key: flag(entry, &["key"]),
        body: raw(entry, &["body", "body_markdown"])
            .unwrap_or_default()
            .trim()
            .to_string(),
        offset: 0,
    };
    let dated = matches!(
        update.published,
        None | Some(Moment::Instant(_) | Moment::Day(_) | Moment::Local(_))
    );
    (dated && !update.is_empty()).then_some(update)
}

fn byline(value: Option<&Value>) -> Vec<Byline> {
    let list = value.and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .filter_map(|person| {
            let person = person.as_object()?;
            Some(Byline {
                name: raw(person, &["name"])?.to_string(),
                role: at(person, "role")
                    .and_then(Value::as_str)
                    .map(str::to_string),
            })
        })
        .collect()
}
