//! Who said what, scored: `cargo test --test attribution -- --nocapture` prints the table. `TELL=1` lists the statements
//! that are wrong or missed, `SHOW=name` explains a transcript sentence by sentence, `SETS=folder` scores another folder.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a test may stop at the first surprise; a score is printed"
)]

mod attribution_labels;

use std::path::{Path, PathBuf};
use std::process::Command;

use attribution_labels::gates::GATES;
use attribution_labels::{Tally, speakers, statements};
use livesite::attribution::{
    CoverageFindings, EntryFindings, EntryText, Findings, Language, Resolved, explain, read_entry,
    resolve,
};
use livesite::base::source_text::SourceText;
use livesite::base::zone::parse_zone;
use livesite::capture::{Options, Profiles, Reading, read};
use livesite::markdown::{Passage, PassageKind, outline};
use livesite::source::registry::SpeakerRegistry;
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
            _ => {}
        }
    }
    options
}

/// A capture, read and attributed.
struct Attributed {
    reading: Reading,
    passages: Vec<Vec<Passage>>,
    findings: Vec<Findings>,
    resolved: Resolved,
}

fn attribute(capture: &Path, gold: &Value) -> Attributed {
    let text = std::fs::read_to_string(capture).unwrap();
    let source = SourceText::new("capture.txt", text);
    let mut said = Vec::new();
    let reading = read(
        &source,
        &options(&gold["import"]),
        &Profiles::built_in(),
        &mut said,
    )
    .unwrap();
    let tag = gold["language"]
        .as_str()
        .or(reading.language.as_deref())
        .unwrap_or("en");
    let language = Language::named(tag).unwrap_or_else(Language::english);
    let passages: Vec<Vec<Passage>> = reading
        .entries
        .iter()
        .map(|entry| outline(entry.body.markdown()).passages)
        .collect();
    let findings: Vec<Findings> = reading
        .entries
        .iter()
        .zip(&passages)
        .map(|(entry, passages)| {
            read_entry(
                &EntryText {
                    headline: entry.headline.as_deref(),
                    passages,
                },
                language,
            )
        })
        .collect();
    let bylines: Vec<Vec<String>> = reading
        .entries
        .iter()
        .map(|entry| {
            entry
                .byline
                .iter()
                .chain(&reading.contributors)
                .map(|byline| byline.name.clone())
                .collect()
        })
        .collect();
    let points: Vec<Passage> = (reading.summary.iter())
        .map(|point| Passage {
            kind: PassageKind::ListItem,
            text: point.as_str().into(),
            name: None,
        })
        .collect();
    let about = read_entry(
        &EntryText {
            headline: reading.title.as_deref(),
            passages: &points,
        },
        language,
    );
    let coverage = CoverageFindings {
        language: Some(language),
        about: Some(&about),
        entries: findings
            .iter()
            .zip(&bylines)
            .map(|(findings, byline)| EntryFindings {
                findings,
                byline,
                speakers: None,
                day: None,
            })
            .collect(),
    };
    let resolved = resolve(&[coverage], &SpeakerRegistry::default());
    Attributed {
        reading,
        passages,
        findings,
        resolved,
    }
}

fn as_json(attributed: &Attributed) -> Value {
    let entries: Vec<Value> = attributed
        .reading
        .entries
        .iter()
        .zip(&attributed.resolved.coverages[0])
        .map(|(entry, speech)| {
            let published = entry.published.as_ref().and_then(|moment| match moment.value {
                livesite::source::entry::Moment::Instant(instant) => Some(instant.to_rfc3339()),
                _ => None,
            });
            let speakers: Vec<Value> = speech
                .speakers
                .iter()
                .map(|one| json!({"name": one.name, "role": one.role, "certain": one.certain}))
                .collect();
            json!({"headline": entry.headline, "published": published, "clock": entry.clock, "label": entry.label,
                "byline": entry.byline, "body": entry.body.markdown(), "speakers": speakers})
        })
        .collect();
    json!({"title": attributed.reading.title, "summary": attributed.reading.summary, "entries": entries})
}

fn show(attributed: &Attributed) {
    for (index, entry) in attributed.reading.entries.iter().enumerate() {
        let speech = &attributed.resolved.coverages[0][index];
        println!("\n#### {:?} {:?}", entry.clock, entry.headline);
        let text = EntryText {
            headline: entry.headline.as_deref(),
            passages: &attributed.passages[index],
        };
        for explained in explain(&text, &attributed.findings[index], speech) {
            println!("{:?} | {}", explained.passage, explained.text);
            for decision in explained.decisions {
                println!("      -> {decision:?}");
            }
        }
        for statement in &speech.statements {
            println!(
                "   ** {:?} {} [{}]: {}",
                statement.kind, statement.speaker, statement.certain, statement.text
            );
        }
        println!("   == {:?}", speech.speakers);
    }
    println!("{:#?}", attributed.resolved.variants);
}

/// The figures of `score.py` for the speakers; `None` where it is not.
fn score(gold_path: &Path, got: &Value) -> Option<Value> {
    let script = root().join("../shared/score.py");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("got.json");
    std::fs::write(&file, got.to_string()).unwrap();
    let run = Command::new("python3")
        .arg(script)
        .arg("--gold")
        .arg(gold_path)
        .arg("--got")
        .arg(&file)
        .arg("--json")
        .output()
        .ok()?;
    serde_json::from_slice(&run.stdout).ok()
}

fn row(name: &str, capture: &Path) -> Option<Value> {
    let gold_path = capture.with_extension("gold.json");
    let gold: Value = serde_json::from_str(&std::fs::read_to_string(&gold_path).ok()?).unwrap();
    let attributed = attribute(capture, &gold);
    if std::env::var("SHOW").is_ok_and(|wanted| name.contains(&wanted)) {
        show(&attributed);
    }
    let score = score(&gold_path, &as_json(&attributed))?;
    println!(
        "{name:32} {} segmentation {}",
        score["figures"]["speakers"], score["figures"]["segmentation"]["f1"]
    );
    for miss in score["misses"].as_array().unwrap() {
        if miss["what"] == "speakers" {
            println!("    {miss}");
        }
    }
    Some(score)
}

fn transcripts(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    files
}

/// One line of the table.
fn print_row(name: &str, speakers: Tally, statements: Tally) {
    println!(
        "{name:26} {:9.3} {:6.3} {:6.3} {:14.3} {:6.3}   {} speakers, {} statements",
        speakers.precision(),
        speakers.recall(),
        speakers.f1(),
        statements.precision(),
        statements.recall(),
        speakers.wanted,
        statements.wanted,
    );
}

#[test]
fn our_own_transcripts_are_scored() {
    let other_folder = std::env::var("SETS").ok();
    let folder =
        (other_folder.as_ref()).map_or_else(|| root().join("tests/attribution"), PathBuf::from);
    let tell = std::env::var("TELL").is_ok();
    let mut groups = [(Tally::default(), Tally::default()); GATES.len()];
    println!("{:26} speakers: P      R     F1  statements: P      R", "");
    for capture in transcripts(&folder) {
        let name = capture.file_stem().unwrap().to_string_lossy().into_owned();
        let gold: Value = serde_json::from_str(
            &std::fs::read_to_string(capture.with_extension("gold.json")).unwrap(),
        )
        .unwrap();
        let attributed = attribute(&capture, &gold);
        if std::env::var("SHOW").is_ok_and(|wanted| name.contains(&wanted)) {
            show(&attributed);
        }
        let (entries, speeches) = (
            &attributed.reading.entries,
            &attributed.resolved.coverages[0],
        );
        assert_eq!(
            entries.len(),
            gold["entries"].as_array().unwrap().len(),
            "{name}: entries"
        );
        every_statement_stands_in_its_entry(&name, &attributed);
        let row = (
            speakers(&gold, speeches, tell),
            statements(&gold, entries, speeches, tell),
        );
        print_row(&name, row.0, row.1);
        let language = gold["language"].as_str().unwrap_or("en");
        for (group, gate) in groups.iter_mut().zip(&GATES) {
            if gate.holds(&name, language) {
                group.0.add(row.0);
                group.1.add(row.1);
            }
        }
    }
    let mut short = Vec::new();
    for (gate, (speakers, statements)) in GATES.iter().zip(groups) {
        let (name, least) = (gate.name, &gate.least);
        if speakers.wanted == 0 {
            continue;
        }
        print_row(name, speakers, statements);
        let have = [
            ("speakers: precision", speakers.precision()),
            ("speakers: recall", speakers.recall()),
            ("speakers: F1", speakers.f1()),
            ("statements: precision", statements.precision()),
            ("statements: recall", statements.recall()),
        ];
        for ((figure, have), least) in have.into_iter().zip(least) {
            if have < *least && other_folder.is_none() {
                short.push(format!("{name}: {figure} is {have:.3}, less than {least}"));
            }
        }
    }
    assert!(short.is_empty(), "{}", short.join("\n"));
}

/// A statement is never put together: its words stand so in the headline or passage that it is given for.
fn every_statement_stands_in_its_entry(name: &str, attributed: &Attributed) {
    let (entries, speeches) = (
        &attributed.reading.entries,
        &attributed.resolved.coverages[0],
    );
    for ((entry, passages), speech) in entries.iter().zip(&attributed.passages).zip(speeches) {
        for statement in &speech.statements {
            let text = match statement.passage {
                None => entry.headline.as_deref().unwrap(),
                Some(passage) => &*passages[passage].text,
            };
            assert_eq!(
                text.get(statement.span.clone()).map(str::trim),
                Some(statement.text.as_str()),
                "{name}: {text}"
            );
        }
    }
}

#[test]
fn captures_are_scored() {
    let shared = root().join("../shared/captures");
    for name in ["bbc-2022-02-17", "hindu-2017-10-02", "telegraph-2014-12-31"] {
        let capture = shared.join(name).with_extension("txt");
        let Some(score) = row(name, &capture) else {
            println!("{name:32} not run");
            continue;
        };
        let least = match name {
            "bbc-2022-02-17" => [0.95, 0.95, 0.95],
            "hindu-2017-10-02" => [0.90, 0.85, 0.88],
            _ => continue,
        };
        for (figure, least) in ["precision", "recall", "f1"].into_iter().zip(least) {
            let have = score["figures"]["speakers"][figure].as_f64().unwrap();
            assert!(
                have >= least,
                "{name}: speakers {figure} is {have:.3}, less than {least}"
            );
        }
    }
    let mut replicas: Vec<PathBuf> = std::fs::read_dir(root().join("tests/captures"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    replicas.sort();
    for capture in replicas {
        row(&capture.file_stem().unwrap().to_string_lossy(), &capture);
    }
}
