//! Captures that are no plain text, read against labels: pages, exports, feeds, containers.
//!
//! Every `tests/captures/NAME.gold.json` whose capture is no `NAME.txt` is one test: what its labels say must be so,
//! entries oldest first, and `says` names the codes of what must be said. What is imported and then built must be the
//! same coverage.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::driver::{Run, Site, repository};

/// A capture with its labels.
struct Labelled {
    name: String,
    capture: PathBuf,
    labels: Value,
}

impl Labelled {
    fn options(&self) -> Vec<&str> {
        let words = self.labels["import"].as_array().into_iter().flatten();
        words.map(|word| word.as_str().unwrap()).collect()
    }

    fn run(&self, site: &Site, more: &[&str]) -> Run {
        let mut call = vec!["import", self.capture.to_str().unwrap()];
        call.extend(self.options());
        call.extend(more);
        site.run(&call)
    }

    fn imported(&self) -> Value {
        self.run(&Site::empty(), &["--dry-run", "--format", "json"])
            .succeeds()
            .json()
    }
}

fn all() -> Vec<Labelled> {
    let folder = repository().join("tests/captures");
    // A folder there holds pictures of a page, or captures that another test reads.
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    let captures = names
        .iter()
        .filter(|name| !name.ends_with(".gold.json") && !name.ends_with(".txt"));
    captures
        .map(|name| {
            let stem = name.split('.').next().unwrap();
            let gold = folder.join(format!("{stem}.gold.json"));
            let text = fs::read_to_string(&gold).unwrap_or_else(|_| panic!("{name} has no labels"));
            Labelled {
                name: name.clone(),
                capture: folder.join(name),
                labels: serde_json::from_str(&text).unwrap(),
            }
        })
        .collect()
}

/// Every key of the labels is the same in the data; lists have the same length.
fn assert_says(labels: &Value, data: &Value, which: &str) {
    match (labels, data) {
        (Value::Object(labels), Value::Object(data)) => {
            for (key, label) in labels {
                if !matches!(key.as_str(), "n" | "import" | "refuse" | "says") {
                    let empty = Value::Array(Vec::new());
                    let value = data.get(key).unwrap_or(&empty);
                    assert_says(label, value, &format!("{which}, {key}"));
                }
            }
        }
        (Value::Array(labels), Value::Array(data)) => {
            assert_eq!(labels.len(), data.len(), "{which}: {data:#?}");
            for (number, (label, value)) in labels.iter().zip(data).enumerate() {
                assert_says(label, value, &format!("{which} {}", number + 1));
            }
        }
        _ => assert_eq!(data, labels, "{which}"),
    }
}

#[test]
fn every_capture_is_read_as_labelled() {
    let labelled = all();
    assert!(labelled.len() >= 7);
    for labelled in labelled {
        assert_says(&labelled.labels, &labelled.imported(), &labelled.name);
    }
}

#[test]
fn what_must_be_said_is_said_and_nothing_else() {
    for labelled in all() {
        let run = labelled
            .run(&Site::empty(), &["--dry-run", "--verbose"])
            .succeeds();
        let mut codes: Vec<&str> = run
            .stderr
            .lines()
            .filter_map(|line| {
                line.split_once('[')?.1.split(']').next().filter(|_| {
                    ["warning[", "note["]
                        .iter()
                        .any(|start| line.starts_with(start))
                })
            })
            .collect();
        codes.sort_unstable();
        codes.dedup();
        let says = labelled.labels["says"].as_array();
        let wanted: Vec<&str> = says
            .into_iter()
            .flatten()
            .map(|code| code.as_str().unwrap())
            .collect();
        assert_eq!(codes, wanted, "{}:\n{}", labelled.name, run.stderr);
    }
}

#[test]
fn what_is_imported_and_built_is_what_the_json_says() {
    for labelled in all() {
        let site = Site::with(&[(
            "site.toml",
            "title = \"T\"\nbase_url = \"https://example.org/\"\nlanguage = \"und\"\n",
        )]);
        labelled.run(&site, &["--into", "live"]).succeeds();
        let built = site.built().json("live/coverage.json");
        let imported = labelled.imported();
        assert_eq!(
            serde_json::to_string_pretty(&built).unwrap(),
            serde_json::to_string_pretty(&imported).unwrap(),
            "{}",
            labelled.name
        );
    }
}

#[test]
fn what_a_page_does_not_say_is_asked_for() {
    for labelled in all() {
        let Some(words) = labelled.labels["refuse"].as_str() else {
            continue;
        };
        let call = ["import", labelled.capture.to_str().unwrap(), "--dry-run"];
        let run = Site::empty().run(&call).fails_with(1);
        for word in words.split(", ") {
            assert!(
                run.stderr.contains(&format!("error[missing-{word}]")),
                "{}:\n{}",
                labelled.name,
                run.stderr
            );
        }
    }
}

#[test]
fn an_import_twice_is_an_import_once() {
    for labelled in all() {
        let site = Site::with(&[(
            "site.toml",
            "title = \"T\"\nbase_url = \"https://example.org/\"\n",
        )]);
        labelled.run(&site, &["--into", "live"]).succeeds();
        let run = labelled.run(&site, &["--into", "live"]).succeeds();
        assert!(
            run.stderr.contains(" 0 files added"),
            "{}: {}",
            labelled.name,
            run.stderr
        );
    }
}

#[test]
fn our_own_data_read_again_is_the_same_coverage() {
    for labelled in all() {
        let site = Site::with(&[(
            "site.toml",
            "title = \"T\"\nbase_url = \"https://example.org/\"\n",
        )]);
        let first = labelled.imported();
        site.write("coverage.json", first.to_string());
        let second = site
            .run(&["import", "coverage.json", "--dry-run", "--format", "json"])
            .succeeds()
            .json();
        let said = |data: &Value| {
            let mut data = data.clone();
            // The file it was read from is another one by now.
            data["source"] = data["source"]["publisher"].take();
            for entry in data["entries"].as_array_mut().unwrap() {
                entry["source"] = Value::Null;
            }
            serde_json::to_string_pretty(&data).unwrap()
        };
        assert_eq!(said(&second), said(&first), "{}", labelled.name);
    }
}
