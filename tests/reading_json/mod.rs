//! A reading as JSON, its score against labels, and the account of its lines.

use std::path::{Path, PathBuf};
use std::process::Command;

use livesite::capture::{LineClass, Reading};
use livesite::source::entry::Moment;
use regex::Regex;
use serde_json::{Value, json};

/// The JSON of design.md, figures, quotes and embeds taken from the Markdown.
pub fn as_json(reading: &Reading) -> Value {
    let image = Regex::new(r"^!\[((?:[^\]\\]|\\.)*)\]\((video:)?\)").unwrap();
    let entries: Vec<Value> = reading
        .entries
        .iter()
        .map(|entry| {
            let published = entry.published.as_ref().and_then(|moment| match moment.value {
                Moment::Instant(instant) => Some(instant.to_rfc3339()),
                _ => None,
            });
            let body = entry.body.markdown();
            let mut figures = Vec::new();
            let mut quotes = Vec::new();
            let mut embeds = Vec::new();
            for block in body.split("\n\n") {
                if let Some(groups) = image.captures(block) {
                    let line = |word: &str| {
                        block.lines().find_map(|line| line.strip_prefix(word)).map(plain)
                    };
                    figures.push(json!({"alt": plain(&groups[1]), "caption": line("Caption: "), "credit": line("Credit: "),
                        "src": null, "media": if groups.get(2).is_some() { "video" } else { "image" }}));
                } else if let Some(embed) = block.strip_prefix("> [!embed] ") {
                    embeds.push(json!({"provider": plain(embed.lines().next().unwrap()), "url": null}));
                } else if block.starts_with('>') {
                    let lines: Vec<&str> = block.lines().map(|line| line.trim_start_matches('>').trim()).filter(|line| !line.is_empty()).collect();
                    let attribution = lines.last().and_then(|line| line.strip_prefix("— ")).map(plain);
                    let text: Vec<String> = lines.iter().filter(|line| !line.starts_with("— ") && **line != "[!quote]").map(|line| plain(line)).collect();
                    quotes.push(json!({"text": text.join(" "), "attribution": attribution}));
                }
            }
            json!({"id": "x", "headline": entry.headline, "published": published, "clock": entry.clock, "label": entry.label,
                "kind": entry.kind.unwrap_or_default(), "key": entry.key.unwrap_or(false), "byline": entry.byline, "speakers": [],
                "statements": [], "topics": [], "figures": figures, "quotes": quotes, "embeds": embeds, "body": body,
                "source": {"file": "capture.txt", "lines": entry.provenance.as_ref().and_then(|from| from.lines)}})
        })
        .collect();
    json!({"title": reading.title, "language": reading.language, "time_zone": reading.time_zone.map(chrono_tz::Tz::name),
        "summary": reading.summary, "entries": entries})
}

fn plain(markdown: &str) -> String {
    Regex::new(r"\\(.)")
        .unwrap()
        .replace_all(markdown, "$1")
        .into_owned()
}

/// What `score.py` misses, speakers aside; `None` where it is not there.
pub fn misses(gold: &Path, reading: &Reading) -> Option<Vec<String>> {
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/score.py");
    if !script.exists() {
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let got = folder.path().join("got.json");
    std::fs::write(&got, as_json(reading).to_string()).unwrap();
    let run = Command::new("python3")
        .arg(script)
        .arg("--gold")
        .arg(gold)
        .arg("--got")
        .arg(&got)
        .arg("--json")
        .output()
        .ok()?;
    let score: Value = serde_json::from_slice(&run.stdout).unwrap();
    let misses = score["misses"].as_array().unwrap().iter();
    Some(
        misses
            .filter(|miss| miss["what"] != "speakers")
            .map(Value::to_string)
            .collect(),
    )
}

/// Every line has a class, and every word of a line that was not dropped is somewhere in the reading.
pub fn account(text: &str, reading: &Reading) -> Vec<String> {
    let mut kept = as_json(reading);
    kept["preamble"] = json!(reading.preamble);
    kept["contributors"] = json!(reading.contributors);
    let mut all = String::new();
    collect(&kept, &mut all);
    for entry in &reading.entries {
        all.push_str(&plain(entry.body.markdown()));
    }
    let words = |text: &str| -> Vec<String> {
        text.split(|character: char| !character.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_string)
            .collect()
    };
    let known: std::collections::BTreeSet<String> = words(&all).into_iter().collect();
    let writers: Vec<_> = reading
        .entries
        .iter()
        .flat_map(|entry| &entry.byline)
        .chain(&reading.contributors)
        .collect();
    let names: Vec<&String> = writers.iter().map(|writer| &writer.name).collect();
    let roles: Vec<String> = writers
        .iter()
        .filter_map(|writer| writer.role.clone())
        .collect();
    let roles = roles.join("\n");
    let mut lost = Vec::new();
    assert_eq!(text.lines().count(), reading.lines.len());
    for (line, placed) in text.lines().zip(&reading.lines) {
        let held = matches!(
            placed.class,
            LineClass::Paragraph
                | LineClass::ListItem
                | LineClass::Topic
                | LineClass::Headline
                | LineClass::Attribution
                | LineClass::Byline
                | LineClass::Unplaced
                | LineClass::Title
        );
        if held {
            if placed.class == LineClass::Byline {
                // Of "Edited by A and B" and "From Channel Nord's C in Saltby" the names are kept.
                let named = names.iter().any(|name| line.contains(name.as_str()));
                let role = roles.contains(line.trim());
                if !named && !role {
                    lost.push(format!("line {}: {line}", placed.number));
                }
                continue;
            }
            let cut = line.replace(", external", "");
            lost.extend(
                words(&cut)
                    .into_iter()
                    .filter(|word| !known.contains(word))
                    .map(|word| format!("line {}: {word}", placed.number)),
            );
        }
    }
    lost
}

fn collect(value: &Value, into: &mut String) {
    match value {
        Value::String(text) => {
            into.push_str(text);
            into.push('\n');
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, into)),
        Value::Object(values) => values.values().for_each(|value| collect(value, into)),
        _ => {}
    }
}
