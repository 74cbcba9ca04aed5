//! Captures read against hand labels: the replicas always, other people's captures where they are present.
//!
//! The replicas in `tests/captures/` are ours; each `NAME.gold.json` has the labels, the options (`import`) with which
//! they must be met, and what must be asked for (`refuse`) when the options are missing. `tests/score` prints the
//! figures as a table.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::driver::{Run, Site, repository};

/// The replicas of this step; the suite fails when one is not there.
const REPLICAS: [&str; 8] = [
    "r01_bbc2020_notimes",
    "r02_bbc2024_glued_noyear",
    "r03_bbcsport2012",
    "r07_mbm",
    "r11_trt_gmt",
    "r15_leparisien",
    "r17_keynote",
    "r21_dualzone",
];

/// A capture with its labels.
struct Labelled {
    name: String,
    capture: PathBuf,
    gold: PathBuf,
    labels: Value,
}

impl Labelled {
    fn read(folder: &Path, name: &str) -> Option<Self> {
        let gold = folder.join(format!("{name}.gold.json"));
        Some(Self {
            name: name.into(),
            capture: folder.join(format!("{name}.txt")),
            labels: serde_json::from_str(&fs::read_to_string(&gold).ok()?).unwrap(),
            gold,
        })
    }

    fn options(&self) -> Vec<&str> {
        let words = self.labels["import"].as_array().into_iter().flatten();
        words.map(|word| word.as_str().unwrap()).collect()
    }

    fn import(&self, options: &[&str]) -> Run {
        let mut call = vec!["import", self.capture.to_str().unwrap(), "--dry-run"];
        call.extend(options);
        Site::empty().run(&call)
    }

    /// What `import --dry-run --format json` prints with the options.
    fn imported(&self) -> Value {
        let mut options = self.options();
        options.extend(["--format", "json"]);
        self.import(&options).succeeds().json()
    }

    /// `coverage.json` of a site that holds nothing but this capture, and its options as settings.
    fn built(&self) -> Value {
        let site = Site::with(&[(
            "site.toml",
            "title = \"T\"\nbase_url = \"https://example.org/\"\n",
        )]);
        site.write("content/live.txt", fs::read(&self.capture).unwrap());
        let settings: String = self
            .options()
            .chunks(2)
            .map(|pair| match pair {
                ["--zone", zone] => format!("time_zone = \"{zone}\"\n"),
                ["--date", date] => format!("date = {date}\n"),
                ["--year", year] => format!("year = {year}\n"),
                other => panic!("an option that is no setting: {other:?}"),
            })
            .collect();
        if !settings.is_empty() {
            site.write("content/live.toml", settings);
        }
        site.built().json("live/coverage.json")
    }
}

fn replicas() -> Vec<Labelled> {
    let folder = repository().join("tests/captures");
    REPLICAS
        .iter()
        .map(|name| Labelled::read(&folder, name).unwrap_or_else(|| panic!("no replica {name}")))
        .collect()
}

/// Entries, times, headlines and bylines are those of the labels, in their order.
fn assert_as_labelled(labelled: &Labelled, data: &Value) {
    let gold = labelled.labels["entries"].as_array().unwrap();
    let mut got: Vec<&Value> = data["entries"].as_array().unwrap().iter().collect();
    assert_eq!(
        got.len(),
        gold.len(),
        "{}: number of entries",
        labelled.name
    );
    // The labels stand in the capture's order, the data oldest first.
    let line = |entry: &Value| entry["source"]["lines"][0].as_u64();
    got.sort_by_key(|entry| line(entry));
    for (got, gold) in got.iter().zip(gold) {
        let which = format!("{}, entry {}", labelled.name, gold["n"]);
        assert_eq!(got["headline"], gold["headline"], "{which}");
        assert_eq!(got["published"], gold["published"], "{which}");
        if let Some(byline) = gold.get("byline") {
            let wanted = match byline {
                Value::Null => Value::Array(Vec::new()),
                Value::Object(_) => Value::Array(vec![byline.clone()]),
                many => many.clone(),
            };
            assert_eq!(got["byline"], wanted, "{which}");
        }
    }
}

#[test]
fn every_replica_is_imported_as_labelled() {
    for labelled in replicas() {
        assert_as_labelled(&labelled, &labelled.imported());
    }
}

#[test]
fn every_replica_is_built_as_labelled() {
    for labelled in replicas() {
        assert_as_labelled(&labelled, &labelled.built());
    }
}

#[test]
fn what_a_replica_does_not_say_is_asked_for() {
    for labelled in replicas() {
        let wanted: Vec<&str> = match labelled.labels["refuse"].as_str() {
            None => continue,
            Some(words) => words.split(", ").collect(),
        };
        let run = labelled.import(&[]).fails_with(1);
        let mut codes: Vec<&str> = run
            .stderr
            .lines()
            .filter_map(|line| line.strip_prefix("error[")?.split(']').next())
            .collect();
        codes.sort_unstable();
        let wanted: Vec<String> = wanted
            .iter()
            .map(|word| format!("missing-{word}"))
            .collect();
        assert_eq!(codes, wanted, "{}:\n{}", labelled.name, run.stderr);
        for word in &wanted {
            let option = word.replace("missing-", "--");
            assert!(
                run.stderr.contains(&option),
                "{}: no hint at {option}",
                labelled.name
            );
        }
        // Nor is anything built from it.
        let site = Site::with(&[(
            "site.toml",
            "title = \"T\"\nbase_url = \"https://example.org/\"\n",
        )]);
        site.write("content/live.txt", fs::read(&labelled.capture).unwrap());
        site.build(&[]).fails_with(1).says("content/live.txt:");
    }
}

#[test]
fn no_line_of_a_replica_is_unplaced() {
    for labelled in replicas() {
        let mut options = labelled.options();
        options.push("--explain");
        let run = labelled.import(&options).succeeds();
        assert!(
            !run.stdout.contains("unplaced"),
            "{}:\n{}",
            labelled.name,
            run.stdout
        );
        let lines = fs::read_to_string(&labelled.capture)
            .unwrap()
            .lines()
            .count();
        assert!(
            run.stdout.contains(&format!("{lines} lines")),
            "{}",
            labelled.name
        );
    }
}

/// The figures of `score.py` that are not about speakers, each with its value.
fn figures(labelled: &Labelled, data: &Value) -> Vec<(String, f64)> {
    let site = Site::empty();
    site.write("got.json", data.to_string());
    let output = Command::new("python3")
        .arg(repository().join("../shared/score.py"))
        .arg("--gold")
        .arg(&labelled.gold)
        .arg("--got")
        .arg(site.root().join("got.json"))
        .arg("--json")
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!(
            "score.py: {error}\n{}",
            String::from_utf8_lossy(&output.stderr)
        )
    });
    let mut found = Vec::new();
    for (measure, parts) in report["figures"].as_object().unwrap() {
        if measure != "speakers" && measure != "certain" {
            for (part, value) in parts.as_object().unwrap() {
                // 0 of 0 has no figure.
                found.extend(
                    value
                        .as_f64()
                        .map(|value| (format!("{measure}.{part}"), value)),
                );
            }
        }
    }
    found
}

#[test]
fn where_the_score_is_present_it_is_full() {
    let shared = repository().join("../shared");
    if !shared.join("score.py").is_file() {
        // `tests/score` and `tests/run` say `not run` in this case; the replicas above were compared all the same.
        return;
    }
    let mut labelled = replicas();
    labelled.extend(Labelled::read(&shared.join("captures"), "bbc-2022-02-17"));
    let mut short = Vec::new();
    for labelled in &labelled {
        for (way, data) in [("import", labelled.imported()), ("build", labelled.built())] {
            let figures = figures(labelled, &data);
            assert!(figures.len() >= 5, "{}: {figures:?}", labelled.name);
            for (name, value) in figures {
                if value < 1.0 {
                    short.push(format!("{} by {way}: {name} {value}", labelled.name));
                }
            }
        }
    }
    assert!(short.is_empty(), "{}", short.join("\n"));
}

#[test]
fn where_the_missions_capture_is_present_no_line_is_unplaced() {
    let folder = repository().join("../shared/captures");
    if let Some(labelled) = Labelled::read(&folder, "bbc-2022-02-17") {
        let run = labelled.import(&["--explain"]).succeeds();
        assert!(!run.stdout.contains("unplaced"));
    }
}
