//! How long attribution and topics take: `RAYON_NUM_THREADS=1 cargo bench --bench attribution -- [ENTRIES [MASTER]]`.
//!
//! The entries are the transcripts of `tests/attribution/` cut into pieces of 1.2 KB, a hundred to a coverage, with
//! other surnames each time round; or those of a `MASTER` file, one JSON object a line, with `body` and `coverage`.
//! Reading the Markdown is not timed. Printed: milliseconds for all entries, cold, for one that was edited, and for the
//! topics that all coverages propose.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a measurement may stop at the first surprise, and is printed"
)]

use std::collections::{BTreeMap, HashSet};
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use livesite::attribution::registered::Registered;
use livesite::attribution::resolve::{people_of, resolve_coverage};
use livesite::attribution::surnames::Surnames;
use livesite::attribution::{
    CoverageFindings, EntryFindings, EntryText, Findings, Language, read_entry, resolve,
};
use livesite::markdown::{Passage, outline};
use livesite::source::registry::SpeakerRegistry;
use livesite::topics::{self, Candidates, Vocabulary, read_candidates, select};
use serde_json::Value;

/// Bytes of an entry.
const SIZE: usize = 1200;
/// Entries of a coverage.
const COVERAGE: usize = 100;

struct Coverage {
    language: &'static Language,
    entries: Vec<Vec<Passage>>,
}

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let wanted = arguments
        .first()
        .map_or(10_000, |number| number.parse().unwrap());
    let coverages = match arguments.get(1) {
        Some(master) => from_master(Path::new(master), wanted),
        None => from_transcripts(wanted),
    };
    let entries = || coverages.iter().flat_map(|coverage| &coverage.entries);
    let bytes: usize = entries().flatten().map(|passage| passage.text.len()).sum();
    let registry = SpeakerRegistry::default();

    let start = Instant::now();
    let findings: Vec<Vec<Findings>> = coverages.iter().map(read_all).collect();
    let read = start.elapsed();
    let asked: Vec<CoverageFindings<'_>> = coverages
        .iter()
        .zip(&findings)
        .map(|(coverage, findings)| of_coverage(coverage, findings))
        .collect();
    let resolved = resolve(&asked, &registry);
    let all = start.elapsed();
    let statements: usize = (resolved.coverages.iter().flatten())
        .map(|entry| entry.statements.len())
        .sum();
    let number = entries().count();
    println!(
        "{number} entries of {} bytes, {statements} statements",
        bytes / number.max(1)
    );
    println!("cold      {:8.1} ms", all.as_secs_f64() * 1e3);
    println!("  read    {:8.1} ms", read.as_secs_f64() * 1e3);
    println!("  resolve {:8.1} ms", (all - read).as_secs_f64() * 1e3);

    let registered = Registered::of(&registry);
    let surnames = Surnames::of(&resolved.people, &registered);
    let (Some(edited), Some(coverage)) = (coverages.first(), asked.first()) else {
        return;
    };
    let start = Instant::now();
    black_box(read_one(edited, 0));
    let people = people_of(coverage, &registered);
    black_box(resolve_coverage(coverage, &people, &registered, &surnames));
    println!("one edit  {:8.1} ms", start.elapsed().as_secs_f64() * 1e3);

    let people = resolved.people.iter().map(|people| {
        let words = people.names().flat_map(str::split_whitespace);
        words.map(str::to_lowercase).collect()
    });
    let people: Vec<HashSet<String>> = people.collect();
    let start = Instant::now();
    let proposed: usize = (coverages.iter().zip(&people))
        .map(|(coverage, people)| propose(coverage, people))
        .sum();
    let time = start.elapsed().as_secs_f64() * 1e3;
    println!("topics    {time:8.1} ms, {proposed} proposed");
}

/// How many topics a coverage proposes.
fn propose(coverage: &Coverage, people: &HashSet<String>) -> usize {
    let Some(vocabulary) = Vocabulary::named(&coverage.language.tag) else {
        return 0;
    };
    let read = |passages: &Vec<Passage>| {
        let text = EntryText {
            headline: None,
            passages,
        };
        read_candidates(&text, vocabulary)
    };
    let candidates: Vec<Candidates> = coverage.entries.iter().map(read).collect();
    let coverage = topics::Coverage {
        entries: &candidates.iter().collect::<Vec<_>>(),
        people,
        outlet: &HashSet::new(),
    };
    select(&coverage, vocabulary).len()
}

fn read_one(coverage: &Coverage, entry: usize) -> Findings {
    let text = EntryText {
        headline: None,
        passages: &coverage.entries[entry],
    };
    read_entry(&text, coverage.language)
}

fn read_all(coverage: &Coverage) -> Vec<Findings> {
    (0..coverage.entries.len())
        .map(|entry| read_one(coverage, entry))
        .collect()
}

fn of_coverage<'a>(coverage: &Coverage, findings: &'a [Findings]) -> CoverageFindings<'a> {
    CoverageFindings {
        language: Some(coverage.language),
        about: None,
        entries: findings
            .iter()
            .map(|findings| EntryFindings {
                findings,
                byline: &[],
                speakers: None,
                day: None,
            })
            .collect(),
    }
}

/// The transcripts over and over, each time round with other surnames.
fn from_transcripts(wanted: usize) -> Vec<Coverage> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/attribution");
    let mut transcripts: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    transcripts.sort();
    let transcripts: Vec<(String, Value)> = transcripts
        .iter()
        .map(|path| {
            let gold = std::fs::read_to_string(path.with_extension("gold.json")).unwrap();
            let text = std::fs::read_to_string(path).unwrap();
            (text, serde_json::from_str(&gold).unwrap())
        })
        .collect();
    let mut coverages = Vec::new();
    let mut left = wanted;
    for (text, gold) in transcripts.iter().cycle() {
        if left == 0 {
            break;
        }
        let mut entries = Vec::new();
        let mut round = coverages.len() * COVERAGE;
        while entries.len() < COVERAGE.min(left) {
            entries.extend(cut(&with_other_surnames(text, gold, round)));
            round += 1;
        }
        entries.truncate(COVERAGE.min(left));
        left -= entries.len();
        let tag = gold["language"].as_str().unwrap_or("en");
        coverages.push(Coverage {
            language: Language::named(tag).unwrap_or_else(Language::english),
            entries,
        });
    }
    coverages
}

/// `Quill` becomes `Quillbako`: a surname of its own for every round.
fn with_other_surnames(text: &str, gold: &Value, round: usize) -> String {
    const SYLLABLES: [&str; 8] = ["ba", "den", "ko", "lis", "mor", "ne", "sto", "vi"];
    let mut ending = String::new();
    let mut rest = round;
    while rest > 0 {
        ending.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    let people = gold["people"].as_array().into_iter().flatten();
    let surnames: std::collections::BTreeSet<&str> = people
        .filter_map(|person| person["name"].as_str()?.split(' ').next_back())
        .collect();
    surnames.iter().fold(text.to_string(), |text, surname| {
        text.replace(surname, &format!("{surname}{ending}"))
    })
}

/// Paragraphs, gathered into entries.
fn cut(text: &str) -> Vec<Vec<Passage>> {
    let mut entries = Vec::new();
    let mut entry = String::new();
    for paragraph in text.split("\n\n") {
        entry.push_str(paragraph);
        entry.push_str("\n\n");
        if entry.len() >= SIZE {
            entries.push(outline(&std::mem::take(&mut entry)).passages);
        }
    }
    entries
}

fn from_master(master: &Path, wanted: usize) -> Vec<Coverage> {
    let mut coverages: BTreeMap<String, Coverage> = BTreeMap::new();
    let text = std::fs::read_to_string(master).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    let entries = lines.filter(|line: &Value| line["body"].is_string());
    for entry in entries.take(wanted) {
        coverages
            .entry(entry["coverage"].to_string())
            .or_insert_with(|| Coverage {
                language: Language::english(),
                entries: Vec::new(),
            })
            .entries
            .push(outline(entry["body"].as_str().unwrap_or_default()).passages);
    }
    coverages.into_values().collect()
}
