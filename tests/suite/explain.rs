//! `livesite explain FILE`: each sentence with its line, what was decided, and by which rule the manual names.

use std::collections::BTreeSet;
use std::fs;

use crate::driver::{Site, repository};

#[test]
fn an_entry_file_is_shown_line_by_line() {
    let site = Site::with(&[(
        "content/harbour/a.md",
        "+++\nheadline = \"Bridge closed\"\n+++\n\nThe bridge is shut. Ada Quill, the mayor, says so.\n\n\"It will *open*,\" she says.\n\n\"Never,\" says a man.\n",
    )]);
    let run = site.run(&["explain", "content/harbour/a.md"]).succeeds();
    let expected = "\
content/harbour/a.md:1  a
    2 headline: Bridge closed
    5 The bridge is shut.
    5 Ada Quill, the mayor, says so.
      → Ada Quill: `X says`, written \"Ada Quill (mayor)\"; full name
    7 \"It will open,\" she says.
      → Ada Quill: `X says`, written \"she\"; pronoun
    9 \"Never,\" says a man.
      → nobody: `\"…\", says X`, written \"man\"; somebody who is not named

";
    assert_eq!(run.stdout, expected);
    assert_eq!(run.stderr, "");
}

#[test]
fn a_transcript_is_shown_in_the_lines_of_its_file() {
    let site = Site::demonstration();
    let run = site
        .run(&["explain", "content/harwick-flood.txt"])
        .succeeds();
    let file = site.text("content/harwick-flood.txt");
    let lines: Vec<&str> = file.lines().collect();
    let mut found = 0;
    for shown in run.stdout.lines() {
        let Some((number, words)) = shown.trim_start().split_once(' ') else {
            continue;
        };
        let Ok(number) = number.parse::<usize>() else {
            continue;
        };
        let words = words.strip_prefix("headline: ").unwrap_or(words);
        let first: String = words.chars().take(20).collect();
        let here = lines[number - 1].split_whitespace().collect::<Vec<_>>();
        assert!(here.join(" ").contains(&first), "{number}: {words}");
        found += 1;
    }
    assert!(found > 200, "{found} sentences");
}

#[test]
fn what_front_matter_says_is_said() {
    let site = Site::with(&[
        (
            "content/harbour/a.md",
            "+++\nspeakers = [\"Bo Tarn\"]\n+++\n\nAda Quill says so.\n",
        ),
        (
            "content/harbour/b.md",
            "+++\nspeakers = []\n+++\n\nThe bridge is shut.\n",
        ),
    ]);
    for (file, words) in [("a", "Bo Tarn"), ("b", "nobody")] {
        let run = site
            .run(&["explain", &format!("content/harbour/{file}.md")])
            .succeeds();
        let line = format!("      front matter says who speaks, and holds: {words}\n");
        assert!(run.stdout.contains(&line), "{}", run.stdout);
    }
}

#[test]
fn what_is_no_entry_is_refused_once() {
    let site = Site::with(&[
        ("content/harbour/a.md", "+++\n+++\n\nText.\n"),
        ("content/topics.toml", ""),
        ("notes.txt", "Nothing that opens an entry.\n"),
    ]);
    let wrong = site.run(&["explain", "content/harbour/none.md"]);
    assert_eq!(
        wrong.fails_with(2).places(),
        ["unreadable-file content/harbour/none.md"]
    );
    let registry = site.run(&["explain", "content/topics.toml"]);
    assert_eq!(
        registry.fails_with(1).places(),
        ["no-entries content/topics.toml"]
    );
    let notes = site.run(&["explain", "notes.txt"]);
    assert_eq!(notes.fails_with(1).places(), ["no-entries notes.txt:1:1"]);
    // A file that belongs to no site is read by itself.
    site.write("outside.md", "+++\n+++\n\nAda Quill says so.\n");
    let outside = site.run(&["explain", "outside.md"]).succeeds();
    assert!(
        outside.stdout.contains("→ Ada Quill: `X says`"),
        "{}",
        outside.stdout
    );
}

#[test]
fn every_rule_stands_in_the_manual() {
    let manual = fs::read_to_string(repository().join("src/help/speakers.md")).unwrap();
    let site = Site::of_transcripts(&repository().join("tests/attribution"), |_| true).unwrap();
    let mut rules: BTreeSet<String> = BTreeSet::new();
    for site in [site, Site::demonstration()] {
        let found = site.run(&["speakers", "--format", "json"]).json();
        for person in found["speakers"].as_array().unwrap() {
            for ground in person["evidence"].as_array().unwrap() {
                rules.insert(ground["rule"].as_str().unwrap().to_string());
            }
        }
    }
    // Those that the sources spell out and no text of ours needs.
    let literal = regex::Regex::new(r#"\brule(?::|\s=) "([^"\\]+)""#).unwrap();
    for file in fs::read_dir(repository().join("src/attribution")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(path).unwrap();
            rules.extend(
                literal
                    .captures_iter(&text)
                    .map(|found| found[1].to_string()),
            );
        }
    }
    assert!(rules.len() > 12, "{rules:?}");
    let absent: Vec<&String> = rules
        .iter()
        .filter(|rule| !manual.contains(&format!("`{rule}`")))
        .collect();
    assert!(
        absent.is_empty(),
        "src/help/speakers.md does not name {absent:?}"
    );
}
