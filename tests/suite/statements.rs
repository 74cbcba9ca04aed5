//! A law of the data: every statement stands word for word in the headline or body of its entry.

use serde_json::Value;

use crate::driver::{Site, repository};

/// A text without its white space.
fn letters(text: &str) -> String {
    text.chars().filter(|one| !one.is_whitespace()).collect()
}

/// Looks at every statement of a site, and says how many there are.
fn stand_in_their_entries(site: &Site, what: &str) -> usize {
    site.build(&[]).succeeds();
    let mut count = 0;
    for name in site.names() {
        if !name.ends_with("/coverage.json") {
            continue;
        }
        for entry in site.json(&name)["entries"].as_array().unwrap() {
            let headline = entry["headline"].as_str().unwrap_or_default();
            let outline = livesite::markdown::outline(entry["body"].as_str().unwrap());
            let body: Vec<&str> = outline
                .passages
                .iter()
                .map(|passage| &*passage.text)
                .collect();
            let (headline, body) = (letters(headline), letters(&body.concat()));
            let speakers: Vec<&Value> = entry["speakers"]
                .as_array()
                .unwrap()
                .iter()
                .map(|speaker| &speaker["name"])
                .collect();
            for statement in entry["statements"].as_array().unwrap() {
                let text = letters(statement["text"].as_str().unwrap());
                let stands = match statement["in"].as_str().unwrap() {
                    "headline" => headline.contains(&text),
                    "body" => body.contains(&text),
                    other => panic!("{other}"),
                };
                assert!(!text.is_empty() && stands, "{what}, {name}: {statement}");
                assert!(
                    speakers.contains(&&statement["speaker"]),
                    "{what}, {name}: {statement} is nobody's of this entry"
                );
                count += 1;
            }
        }
    }
    count
}

#[test]
fn every_statement_stands_in_its_entry() {
    let labelled = Site::of_transcripts(&repository().join("tests/attribution"), |_| true);
    // These ask for a date or a year, and are read all the same.
    let replicas = Site::of_transcripts(&repository().join("tests/captures"), |_| true);
    for (what, site, most) in [
        ("the demonstration", Site::demonstration(), 100),
        ("three-days", Site::from("three-days"), 1),
        ("the labelled transcripts", labelled.unwrap(), 200),
        ("the replicas", replicas.unwrap(), 20),
    ] {
        let count = stand_in_their_entries(&site, what);
        assert!(count >= most, "{what}: only {count} statements");
    }
}

#[test]
fn every_statement_of_captures_of_real_outlets_stands_in_its_entry() {
    let shared = repository().join("../shared/captures");
    for folder in [shared.clone(), shared.join("replicas")] {
        // `tests/score` says `not run` where the captures are not; the sites of ours are above.
        if let Some(site) = Site::of_transcripts(&folder, |_| true) {
            assert!(stand_in_their_entries(&site, "the captures") > 0);
        }
    }
}
