//! What the mission asks of the capture of 17 February 2022, on the site made of it: who speaks, who does not, about what.
//! The capture is other people's work: it is read where it is present, and no line of it is kept here.

#![allow(clippy::print_stdout, reason = "says where nothing is compared")]

use std::collections::BTreeSet;
use std::fs;
use std::sync::LazyLock;

use serde_json::Value;

use crate::driver::{Site, repository};

/// The built site, what the build said, and its data. `None` where the capture is not.
struct Day {
    site: Site,
    said: String,
    coverage: Value,
}

static DAY: LazyLock<Option<Day>> = LazyLock::new(|| {
    let capture = repository().join("../shared/captures/bbc-2022-02-17.txt");
    let Ok(text) = fs::read(capture) else {
        println!("not run: ../shared/captures is not here");
        return None;
    };
    let site = Site::with(&[]);
    site.write("content/day.txt", text);
    let said = site.build(&[]).succeeds().stderr;
    let coverage = site.json("day/coverage.json");
    Some(Day {
        site,
        said,
        coverage,
    })
});

impl Day {
    /// The entries in which somebody of this name speaks.
    fn entries_of(&self, name: &str) -> usize {
        let entries = self.coverage["entries"].as_array().unwrap().iter();
        entries
            .filter(|entry| {
                let speakers = entry["speakers"].as_array().unwrap();
                speakers.iter().any(|speaker| speaker["name"] == name)
            })
            .count()
    }

    /// The slugs of all people who have a page.
    fn people(&self) -> BTreeSet<String> {
        slugs(&self.site, "speakers/")
    }

    /// There is one page on which this name ends, and it shows that many entries.
    fn one_page(&self, surname: &str, name: &str, entries: usize) {
        let ends = format!("-{surname}");
        let pages: Vec<String> = (self.people().into_iter())
            .filter(|slug| slug.ends_with(&ends))
            .collect();
        assert_eq!(pages.len(), 1, "{pages:?}");
        let page = self.site.page(&format!("speakers/{}/", pages[0]));
        assert_eq!(page.only("h1"), name);
        assert_eq!(page.all(".stream .entry").len(), entries, "{name}");
        assert_eq!(self.entries_of(name), entries, "{name}");
    }
}

/// The folders right below one, as addresses that have a page.
fn slugs(site: &Site, below: &str) -> BTreeSet<String> {
    site.names()
        .iter()
        .filter_map(|name| name.strip_prefix(below)?.strip_suffix("/index.html"))
        .filter(|slug| !slug.contains('/'))
        .map(String::from)
        .collect()
}

#[test]
fn a_speaker_of_two_entries_has_one_page() {
    let Some(day) = &*DAY else { return };
    day.one_page("stoltenberg", "Jens Stoltenberg", 2);
}

#[test]
fn a_misspelt_name_is_folded_and_reported_with_both_places() {
    let Some(day) = &*DAY else { return };
    day.one_page("zelensky", "Volodymyr Zelensky", 4);
    let warning = (day.said.split("\n\n"))
        .find(|text| text.contains("Voldymyr Zelensky"))
        .unwrap();
    assert!(warning.contains("Volodymyr Zelensky"), "{warning}");
    let places: BTreeSet<&str> = warning
        .split_whitespace()
        .filter(|word| word.starts_with("content/day.txt:"))
        .collect();
    assert_eq!(places.len(), 2, "{warning}");
}

#[test]
fn a_pull_quote_is_a_direct_statement() {
    let Some(day) = &*DAY else { return };
    let found = (day.coverage["entries"].as_array().unwrap().iter()).any(|entry| {
        let quotes = entry["quotes"].as_array().unwrap();
        quotes.iter().any(|quote| {
            let statements = entry["statements"].as_array().unwrap();
            quote["attribution"] == "Liz Truss"
                && statements.iter().any(|statement| {
                    statement["speaker"] == "Liz Truss"
                        && statement["kind"] == "direct"
                        && statement["text"] == quote["text"]
                })
        })
    });
    assert!(found);
}

#[test]
fn who_is_only_mentioned_and_who_writes_are_no_speakers() {
    let Some(day) = &*DAY else { return };
    let people = day.people();
    let mentioned = ["Antony Blinken", "Joe Biden"].map(String::from);
    let bylines: BTreeSet<String> = (day.coverage["entries"].as_array().unwrap().iter())
        .flat_map(|entry| entry["byline"].as_array().unwrap())
        .map(|byline| byline["name"].as_str().unwrap().to_string())
        .collect();
    assert_eq!(bylines.len(), 2);
    for name in bylines.iter().chain(&mentioned) {
        assert_eq!(day.entries_of(name), 0, "{name}");
        let surname = name.rsplit(' ').next().unwrap().to_lowercase();
        let pages: Vec<&String> = people
            .iter()
            .filter(|slug| slug.ends_with(&surname))
            .collect();
        assert!(pages.is_empty(), "{name}: {pages:?}");
    }
}

#[test]
fn few_topics_are_proposed() {
    let Some(day) = &*DAY else { return };
    let topics = slugs(&day.site, "topics/");
    assert!((1..=12).contains(&topics.len()), "{topics:?}");
    let people = day.people();
    assert!(topics.is_disjoint(&people), "{topics:?}");
}
