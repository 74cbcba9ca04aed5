//! Transcripts read through profiles: replicas of many layouts against their labels, the line account,
//! and any text at all.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a test may stop at the first surprise"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use livesite::base::diagnostic::{Code, Diagnostics, Severity};
use livesite::base::source_text::SourceText;
use livesite::base::zone::parse_zone;
use livesite::capture::{LineClass, Options, Profiles, Reading, read};
use livesite::source::entry::Moment;
use proptest::prelude::*;
use regex::Regex;
use serde_json::{Value, json};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn options(words: &Value) -> Options {
    let mut options = Options::default();
    let words: Vec<&str> = words
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    for pair in words.chunks(2) {
        match *pair {
            ["--date", date] => options.date = date.parse().ok(),
            ["--year", year] => options.year = year.parse().ok(),
            ["--zone", zone] => options.zone = parse_zone(zone),
            _ => panic!("unknown option {pair:?}"),
        }
    }
    options
}

fn read_text(text: &str, options: &Options) -> (Option<Reading>, Diagnostics) {
    let source = SourceText::new("capture.txt", text);
    let mut said = Vec::new();
    let reading = read(&source, options, &Profiles::built_in(), &mut said);
    (reading, said)
}

fn errors(said: &Diagnostics) -> Vec<Code> {
    said.iter()
        .filter(|one| one.severity == Severity::Error)
        .map(|one| one.code)
        .collect()
}

/// The JSON of design.md, figures, quotes and embeds taken from the Markdown.
fn as_json(reading: &Reading) -> Value {
    let image = Regex::new(r"^!\[((?:[^\]\\]|\\.)*)\]\((video:)?\)").unwrap();
    let entries: Vec<Value> = reading
        .entries
        .iter()
        .map(|entry| {
            let published = entry.published.as_ref().and_then(|moment| match moment.value {
                Moment::Instant(instant) => Some(instant.to_rfc3339()),
                _ => None,
            });
            let body = entry.body.markdown.as_str();
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
fn misses(gold: &Path, reading: &Reading) -> Option<Vec<String>> {
    let script = root().join("../shared/score.py");
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
fn account(text: &str, reading: &Reading) -> Vec<String> {
    let mut kept = as_json(reading);
    kept["preamble"] = json!(reading.preamble);
    kept["contributors"] = json!(reading.contributors);
    let mut all = String::new();
    collect(&kept, &mut all);
    for entry in &reading.entries {
        all.push_str(&plain(&entry.body.markdown));
    }
    let words = |text: &str| -> Vec<String> {
        text.split(|character: char| !character.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_string)
            .collect()
    };
    let known: std::collections::BTreeSet<String> = words(&all).into_iter().collect();
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
            let cut = line.replace(", external", "");
            // Of "Edited by A and B" the names are kept.
            let lead_in = |word: &String| {
                placed.class == LineClass::Byline
                    && ["Edited", "By", "by", "and"].contains(&word.as_str())
            };
            lost.extend(
                words(&cut)
                    .into_iter()
                    .filter(|word| !known.contains(word) && !lead_in(word))
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

fn gold_of(capture: &Path) -> (PathBuf, Value) {
    let path = capture.with_extension("gold.json");
    let gold = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    (path, gold)
}

fn check(capture: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(capture).unwrap();
    let (gold_path, gold) = gold_of(capture);
    let name = capture.file_name().unwrap().to_string_lossy().into_owned();
    let mut problems = Vec::new();
    let (reading, said) = read_text(&text, &options(&gold["import"]));
    let Some(reading) = reading else {
        return vec![format!("{name}: no reading")];
    };
    problems.extend(
        said.iter()
            .filter(|one| one.severity != Severity::Note)
            .map(|one| one.render(false)),
    );
    problems.extend(account(&text, &reading));
    problems.extend(misses(&gold_path, &reading).unwrap_or_default());
    let wanted: Vec<Code> = gold["refuse"]
        .as_str()
        .unwrap_or_default()
        .split(", ")
        .filter(|word| !word.is_empty())
        .map(|word| match word {
            "year" => Code::MissingYear,
            "date" => Code::MissingDate,
            _ => Code::MissingZone,
        })
        .collect();
    let (_, said) = read_text(&text, &Options::default());
    let mut got = errors(&said);
    got.sort_by_key(|code| {
        [Code::MissingYear, Code::MissingDate, Code::MissingZone]
            .iter()
            .position(|known| known == code)
    });
    if gold.get("refuse").is_some() && got != wanted {
        problems.push(format!("refuses {got:?}, not {wanted:?}"));
    }
    problems
        .into_iter()
        .map(|problem| format!("{name}: {problem}"))
        .collect()
}

fn replicas(names: &[&str]) {
    let mut problems = Vec::new();
    for name in names {
        problems.extend(check(&root().join(format!("tests/captures/{name}.txt"))));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn bbc_replicas_read_as_labelled() {
    replicas(&[
        "r01_bbc2020_notimes",
        "r02_bbc2024_glued_noyear",
        "r03_bbcsport2012",
        "i01_bbc_mixed",
    ]);
}

#[test]
fn generic_replicas_read_as_labelled() {
    replicas(&[
        "r07_mbm",
        "r11_trt_gmt",
        "r15_leparisien",
        "r17_keynote",
        "r21_dualzone",
        "r09_aljazeera2023",
        "r19_relative",
    ]);
}

#[test]
fn the_bbc_capture_reads_as_labelled() {
    let capture = root().join("../shared/captures/bbc-2022-02-17.txt");
    if capture.exists() {
        let problems = check(&capture);
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
}

#[test]
fn untimed_keeps_the_words() {
    let text = std::fs::read_to_string(root().join("tests/captures/r15_leparisien.txt")).unwrap();
    let options = Options {
        untimed: true,
        ..Options::default()
    };
    let (reading, said) = read_text(&text, &options);
    assert_eq!(errors(&said), []);
    let reading = reading.unwrap();
    let clocks: Vec<_> = reading
        .entries
        .iter()
        .map(|entry| {
            (
                entry.clock.clone().unwrap(),
                entry.published.is_none(),
                entry.position,
            )
        })
        .collect();
    assert_eq!(
        clocks,
        [
            ("20:32".to_string(), true, Some(1)),
            ("20:44".to_string(), true, Some(2))
        ]
    );
}

/// Prints what became of a file: `CAPTURE=x.txt OPTIONS='--zone Europe/London' cargo test --test capture -- --ignored --nocapture`.
#[test]
#[ignore = "for looking at a capture by hand"]
#[allow(clippy::print_stdout, reason = "that is what it is for")]
fn explain() {
    let text = std::fs::read_to_string(std::env::var("CAPTURE").unwrap()).unwrap();
    let words: Vec<String> = std::env::var("OPTIONS")
        .unwrap_or_default()
        .split_whitespace()
        .map(str::to_string)
        .collect();
    let (reading, said) = read_text(&text, &options(&json!(words)));
    for one in &said {
        println!("{}", one.render(false));
    }
    let reading = reading.unwrap();
    for (line, placed) in text.lines().zip(&reading.lines) {
        println!(
            "{:>4} {:<12} {line}",
            placed.number,
            placed.class.to_string()
        );
    }
    println!(
        "{}",
        serde_json::to_string_pretty(&as_json(&reading)).unwrap()
    );
    if let Ok(gold) = std::env::var("GOLD") {
        println!(
            "{}",
            misses(Path::new(&gold), &reading)
                .unwrap_or_default()
                .join("\n")
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_read_without_a_panic(pieces in proptest::collection::vec(prop_oneof![
        Just("  1. Headpublished at 13:42 Greenwich Mean Time 4 March 2031\n".to_string()),
        Just("  2. Analysis\n\n".to_string()),
        Just("    Vera Ostrowe\n".to_string()),
        Just("Image source, X\nImage caption,\n\n".to_string()),
        Just("Quote Message\n\n".to_string()),
        Just("This Twitter post cannot be displayed in your browser.\n".to_string()),
        Just("  7. 1900:\n\n\n    Text.\n".to_string()),
        Just("7.22pm GMT\n\n".to_string()),
        Just("    • one\n      • two\n".to_string()),
        Just("\n".to_string()),
        "\\PC{0,40}\n",
        ".{0,20}",
    ], 0..40)) {
        let text = pieces.concat();
        let (reading, said) = read_text(&text, &Options::default());
        if let Some(reading) = reading {
            prop_assert_eq!(reading.lines.len(), text.strip_prefix('\u{feff}').unwrap_or(&text).split_inclusive('\n').count());
        } else {
            prop_assert!(errors(&said).contains(&Code::NoEntries));
        }
    }
}
