//! Blocks stand in the order of the capture: paragraphs, figures, lists, quotes, embeds.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::driver::{Site, repository};
use crate::snapshot;

/// What a paragraph of Markdown is, by the conventions of the bodies.
fn block(paragraph: &str) -> &'static str {
    if paragraph.starts_with("> [!embed]") {
        "embed"
    } else if paragraph.starts_with("> ") {
        "quote"
    } else if paragraph.starts_with("![") {
        "figure"
    } else if paragraph.starts_with("- ") || paragraph.starts_with("* ") {
        "list item"
    } else {
        "paragraph"
    }
}

/// Every block of every entry, in order, by its kind and first words.
fn outline(data: &Value) -> String {
    let mut text = String::new();
    for entry in data["entries"].as_array().unwrap() {
        let lines = &entry["source"]["lines"];
        let _ = writeln!(
            text,
            "{} (lines {} to {})",
            entry["id"].as_str().unwrap(),
            lines[0],
            lines[1]
        );
        for paragraph in entry["body"]
            .as_str()
            .unwrap()
            .split("\n\n")
            .filter(|text| !text.trim().is_empty())
        {
            let words: String = paragraph.replace('\n', " ").chars().take(60).collect();
            let _ = writeln!(text, "  {:<9}  {}", block(paragraph), words.trim_end());
        }
    }
    text
}

#[test]
fn the_blocks_of_an_invented_transcript() {
    let site = Site::demonstration();
    let run = site
        .run(&[
            "import",
            "content/harwick-flood.txt",
            "--dry-run",
            "--format",
            "json",
        ])
        .succeeds();
    snapshot::check("harwick-flood-blocks.txt", &outline(&run.json()));
}

#[test]
fn every_line_of_an_invented_transcript_has_a_class() {
    let site = Site::demonstration();
    let run = site
        .run(&[
            "import",
            "content/harwick-flood.txt",
            "--dry-run",
            "--explain",
        ])
        .succeeds();
    assert!(!run.stdout.contains("unplaced"), "{}", run.stdout);
    snapshot::check("harwick-flood-lines.txt", &run.stdout);
}

/// The letters and digits of a text: what escaping and markers leave alone.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

/// The capture that the mission names is other people's work: it is read where it is present, never kept here.
#[test]
fn the_paragraphs_of_the_missions_capture_stand_in_its_order() {
    let folder = repository().join("../shared/captures");
    let capture = folder.join("bbc-2022-02-17.txt");
    let (Ok(text), Ok(gold)) = (
        fs::read_to_string(&capture),
        fs::read_to_string(folder.join("bbc-2022-02-17.gold.json")),
    ) else {
        // `tests/score` says `not run` in the same case.
        return;
    };
    let gold: Value = serde_json::from_str(&gold).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let run = Site::empty()
        .run(&[
            "import",
            capture.to_str().unwrap(),
            "--dry-run",
            "--format",
            "json",
        ])
        .succeeds();
    let mut got = run.json()["entries"].as_array().unwrap().clone();
    // The capture is newest first, the data oldest first.
    got.reverse();
    let gold = gold["entries"].as_array().unwrap();
    assert_eq!(got.len(), gold.len());
    for (got, gold) in got.iter().zip(gold) {
        // The labels name the line of the headline, which may stand below the label.
        let lines_of = |end: usize| got["source"]["lines"][end].as_u64().unwrap();
        let line = gold["line"].as_u64().unwrap();
        assert!((lines_of(0)..=lines_of(1)).contains(&line), "{line}");
        let body = letters(got["body"].as_str().unwrap());
        let mut from = 0;
        for line in gold["paragraph_lines"].as_array().unwrap() {
            let number = usize::try_from(line.as_u64().unwrap()).unwrap();
            let wanted = letters(lines[number - 1]);
            let Some(at) = body[from..].find(&wanted) else {
                panic!("line {number} of the capture does not stand in its place");
            };
            from += at + wanted.len();
        }
    }
}
