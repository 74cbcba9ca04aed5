//! Who said what: the captures and our own labelled transcripts, scored; the rules one by one; any text at all.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a test may stop at the first surprise; a score is printed"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use livesite::attribution::{
    CoverageFindings, EntryFindings, EntryText, Findings, Language, Resolved, explain, read_entry,
    resolve,
};
use livesite::base::source_text::SourceText;
use livesite::base::zone::parse_zone;
use livesite::capture::{Options, Profiles, Reading, read};
use livesite::markdown::{Passage, outline};
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
        .map(|entry| outline(&entry.body.markdown).passages)
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
    let coverage = CoverageFindings {
        entries: findings
            .iter()
            .zip(&bylines)
            .map(|(findings, byline)| EntryFindings {
                findings,
                byline,
                speakers: None,
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
                "byline": entry.byline, "body": entry.body.markdown, "speakers": speakers})
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

/// A text without quotation marks and with single blanks.
fn bare(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|c| {
            !matches!(
                c,
                '"' | '“' | '”' | '„' | '«' | '»' | '‹' | '›' | '‘' | '’' | '\'' | '‚'
            )
        })
        .collect();
    kept.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_string()
}

/// Found, right, wanted and hit statements of a labelled set.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    found: usize,
    right: usize,
    wanted: usize,
    hit: usize,
}

impl Tally {
    fn precision(self) -> f64 {
        if self.found == 0 {
            1.0
        } else {
            self.right as f64 / self.found as f64
        }
    }

    fn recall(self) -> f64 {
        if self.wanted == 0 {
            1.0
        } else {
            self.hit as f64 / self.wanted as f64
        }
    }
}

/// Compares statements with the rows of a gold file, entry by entry.
fn statements(gold: &Value, attributed: &Attributed, tell: bool) -> Tally {
    let key = |name: &str| name.to_lowercase();
    let mut aliases = std::collections::BTreeMap::new();
    let people = gold["people"].as_array().into_iter().flatten();
    let marks = gold["entries"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|entry| {
            ["speakers", "ambiguous_speakers"]
                .into_iter()
                .flat_map(|list| entry[list].as_array().into_iter().flatten())
        });
    for person in people.chain(marks) {
        for alias in person["aliases"].as_array().into_iter().flatten() {
            aliases.insert(
                key(alias.as_str().unwrap()),
                key(person["name"].as_str().unwrap()),
            );
        }
    }
    let canonical = |name: &str| {
        aliases
            .get(&key(name))
            .cloned()
            .unwrap_or_else(|| key(name))
    };
    // Two texts overlap where a piece of one (to the next stop or quotation mark) stands in the other.
    let pieces = |text: &str| -> Vec<String> {
        let cut = text.split(['.', '!', '?', '…', '"', '“', '”', '„', '«', '»', ':']);
        let pieces: Vec<String> = cut.map(bare).filter(|piece| piece.contains(' ')).collect();
        if pieces.is_empty() {
            vec![bare(text)]
        } else {
            pieces
        }
    };
    let overlaps = |one: &str, other: &str| {
        let (whole_one, whole_other) = (bare(one), bare(other));
        !whole_one.is_empty()
            && !whole_other.is_empty()
            && (pieces(one)
                .iter()
                .any(|piece| !piece.is_empty() && whole_other.contains(piece.as_str()))
                || pieces(other)
                    .iter()
                    .any(|piece| !piece.is_empty() && whole_one.contains(piece.as_str())))
    };
    let mut tally = Tally::default();
    let mut gold_entries: Vec<&Value> = gold["entries"].as_array().unwrap().iter().collect();
    if gold["order"] != "oldest first" {
        gold_entries.reverse();
    }
    for ((gold, entry), speech) in gold_entries
        .iter()
        .zip(&attributed.reading.entries)
        .zip(&attributed.resolved.coverages[0])
    {
        let of = |list: &str| -> Vec<(String, String)> {
            gold[list]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|row| {
                    Some((
                        canonical(row["speaker"].as_str()?),
                        row["sentence"].as_str()?.to_string(),
                    ))
                })
                .collect()
        };
        let (rows, unclear) = (of("statements"), of("ambiguous_statements"));
        let unclear_people: Vec<String> = gold["ambiguous_speakers"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| Some(canonical(one["name"].as_str()?)))
            .collect();
        let mut hit = vec![false; rows.len()];
        for statement in &speech.statements {
            let speaker = canonical(&statement.speaker);
            let mut right = false;
            for ((name, sentence), hit) in rows.iter().zip(&mut hit) {
                if *name == speaker && overlaps(sentence, &statement.text) {
                    right = true;
                    *hit = true;
                }
            }
            let doubtful = unclear_people.contains(&speaker)
                || unclear
                    .iter()
                    .any(|(_, sentence)| overlaps(sentence, &statement.text));
            if right || !doubtful {
                tally.found += 1;
                tally.right += usize::from(right);
            }
            if !right && !doubtful && tell {
                println!(
                    "    wrong {} {:?} [{}]: {} -- {}",
                    gold["n"], entry.headline, statement.rule, statement.speaker, statement.text
                );
            }
        }
        for ((name, sentence), hit) in rows.iter().zip(&hit) {
            tally.wanted += 1;
            tally.hit += usize::from(*hit);
            if !hit && tell {
                println!("    missed {}: {name} -- {sentence}", gold["n"]);
            }
        }
    }
    tally
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

#[test]
fn our_own_transcripts_are_scored() {
    let folder =
        std::env::var("SETS").map_or_else(|_| root().join("tests/attribution"), PathBuf::from);
    for capture in transcripts(&folder) {
        let name = capture.file_stem().unwrap().to_string_lossy().into_owned();
        row(&name, &capture);
        let gold: Value = serde_json::from_str(
            &std::fs::read_to_string(capture.with_extension("gold.json")).unwrap(),
        )
        .unwrap();
        let tally = statements(
            &gold,
            &attribute(&capture, &gold),
            std::env::var("TELL").is_ok(),
        );
        println!(
            "{name:32} statements: precision {:.3} recall {:.3} {tally:?}",
            tally.precision(),
            tally.recall()
        );
    }
}

#[test]
fn captures_are_scored() {
    let shared = root().join("../shared/captures");
    for name in ["bbc-2022-02-17", "hindu-2017-10-02"] {
        let capture = shared.join(name).with_extension("txt");
        if row(name, &capture).is_none() {
            println!("{name:32} not run");
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
