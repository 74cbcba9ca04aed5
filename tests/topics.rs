//! Topics proposed from the text, scored against labels: `cargo test --test topics -- --nocapture` prints them.
//! `SETS=folder` prints what is proposed for every transcript of another folder, for an editor's eyes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a test may stop at the first surprise; a score is printed"
)]

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use livesite::attribution::{CoverageFindings, EntryFindings, EntryText, read_entry, resolve};
use livesite::base::name_key::name_key;
use livesite::base::source_text::SourceText;
use livesite::capture::{Options, Profiles, read};
use livesite::markdown::{Passage, outline};
use livesite::source::registry::SpeakerRegistry;
use livesite::topics::{Candidates, Coverage, Proposal, Vocabulary, read_candidates, select};
use proptest::prelude::*;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What is proposed for a transcript, and how many entries it has. `None` where livesite does not read it.
fn proposed(file: &Path, language: Option<&str>) -> Option<(Vec<Proposal>, usize)> {
    let source = SourceText::new("capture.txt", std::fs::read_to_string(file).unwrap());
    let options = Options {
        untimed: true,
        ..Options::default()
    };
    let reading = read(&source, &options, &Profiles::built_in(), &mut Vec::new())?;
    let tag = language.or(reading.language.as_deref()).unwrap_or("en");
    let vocabulary = Vocabulary::named(tag)?;
    let passages: Vec<Vec<Passage>> = reading
        .entries
        .iter()
        .map(|entry| outline(entry.body.markdown()).passages)
        .collect();
    let texts: Vec<EntryText<'_>> = reading
        .entries
        .iter()
        .zip(&passages)
        .map(|(entry, passages)| EntryText {
            headline: entry.headline.as_deref(),
            passages,
        })
        .collect();
    let findings: Vec<_> = texts
        .iter()
        .map(|text| read_entry(text, vocabulary.language))
        .collect();
    let entries = findings
        .iter()
        .map(|findings| EntryFindings {
            findings,
            byline: &[],
            speakers: None,
            day: None,
        })
        .collect();
    let coverage = CoverageFindings {
        entries,
        about: None,
        language: Some(vocabulary.language),
    };
    let resolved = resolve(&[coverage], &SpeakerRegistry::default());
    let bylines = reading.entries.iter().flat_map(|entry| &entry.byline);
    let people: HashSet<String> = resolved.people[0]
        .names()
        .chain(bylines.map(|byline| byline.name.as_str()))
        .flat_map(str::split_whitespace)
        .map(str::to_lowercase)
        .collect();
    let candidates: Vec<Candidates> = texts
        .iter()
        .map(|text| read_candidates(text, vocabulary))
        .collect();
    let coverage = Coverage {
        entries: &candidates.iter().collect::<Vec<_>>(),
        people: &people,
        outlet: &HashSet::new(),
    };
    Some((select(&coverage, vocabulary), candidates.len()))
}

fn print(name: &str, proposals: &[Proposal], entries: usize) {
    println!("\n{name}: {} of {entries} entries", proposals.len());
    for proposal in proposals {
        let passing = if proposal.prominent { "prominent" } else { "" };
        // Numbered from the newest, as captures are.
        let numbers: Vec<usize> = proposal
            .entries
            .iter()
            .map(|entry| entries - entry)
            .collect();
        println!(
            "  {:<28} {passing:<9} {numbers:?} {:?}",
            proposal.name, proposal.words
        );
    }
}

fn transcripts(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "txt"));
    files.sort();
    files
}

#[test]
fn of_another_folder() {
    let Some(folder) = std::env::var_os("SETS") else {
        return;
    };
    for file in transcripts(Path::new(&folder)) {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let language = name
            .rsplit_once('-')
            .map(|(_, tag)| tag)
            .filter(|tag| tag.len() == 2);
        if let Some((proposals, entries)) = proposed(
            &file,
            language.filter(|tag| !tag.starts_with(char::is_numeric)),
        ) {
            print(&name, &proposals, entries);
        }
    }
}

/// Labels: what an editor would not leave out, what is defensible, what would be a mistake.
fn labelled(name: &str, transcript: &str) {
    let labels =
        std::fs::read_to_string(root().join(format!("tests/topics/{name}.labels.toml"))).unwrap();
    let labels: toml::Table = toml::from_str(&labels).unwrap();
    let keys = |list: &str| -> HashSet<String> {
        let names = labels[list].as_array().unwrap();
        names
            .iter()
            .map(|name| name_key(name.as_str().unwrap()))
            .collect()
    };
    let (proposals, entries) =
        proposed(&root().join(transcript), labels["language"].as_str()).unwrap();
    print(name, &proposals, entries);
    let (must, good, bad) = (keys("must"), keys("good"), keys("bad"));
    let names: HashSet<String> = proposals.iter().map(|one| name_key(&one.name)).collect();
    let accepted = names
        .iter()
        .filter(|name| must.contains(*name) || good.contains(*name))
        .count();
    let mistakes: Vec<_> = names.intersection(&bad).collect();
    assert!(mistakes.is_empty(), "{name}: {mistakes:?}");
    assert!(
        accepted * 10 >= names.len() * 9 && !names.is_empty(),
        "{name}: {accepted} of {} are accepted",
        names.len()
    );
    let missing: Vec<_> = must.difference(&names).collect();
    assert!(missing.is_empty(), "{name} lacks {missing:?}");
    assert!(proposals.len() <= 15);
    for proposal in &proposals {
        let gathered = proposal.entries.len();
        assert!(
            gathered >= 2 && gathered * 2 <= entries,
            "{}",
            proposal.name
        );
    }
}

#[test]
fn of_a_dam() {
    labelled("reservoir", "tests/topics/reservoir.txt");
}

#[test]
fn of_a_strike_in_german() {
    labelled("nahverkehr-de", "tests/topics/nahverkehr-de.txt");
}

#[test]
fn of_a_flood() {
    labelled("flood", "content/harwick-flood.txt");
}

/// Candidates of paragraphs, one entry each.
fn of_texts(texts: &[String], tag: &str) -> Vec<Proposal> {
    let vocabulary = Vocabulary::named(tag).unwrap();
    let passages: Vec<Vec<Passage>> = texts.iter().map(|text| outline(text).passages).collect();
    let candidates: Vec<Candidates> = passages
        .iter()
        .map(|passages| {
            read_candidates(
                &EntryText {
                    headline: None,
                    passages,
                },
                vocabulary,
            )
        })
        .collect();
    let coverage = Coverage {
        entries: &candidates.iter().collect::<Vec<_>>(),
        people: &HashSet::new(),
        outlet: &HashSet::new(),
    };
    select(&coverage, vocabulary)
}

#[test]
fn small_coverages_and_other_languages_propose_nothing() {
    let entry = |_| "The flood board at Marl Green is in the water again.".to_string();
    assert_eq!(of_texts(&(0..5).map(entry).collect::<Vec<_>>(), "en"), []);
    let arabic = |at| format!("الفيضان في مارل غرين {at} والجسر مغلق");
    assert_eq!(of_texts(&(0..20).map(arabic).collect::<Vec<_>>(), "en"), []);
    let polish = |at| {
        format!("Powódź w Marl Green {at}: Most Zielony pozostaje zamknięty, podała Rada Miasta")
    };
    assert_eq!(of_texts(&(0..20).map(polish).collect::<Vec<_>>(), "en"), []);
}

#[test]
fn long_texts_take_no_longer_than_their_length() {
    for piece in [
        "\"",
        "Marl Green ",
        "of the dam ",
        "l'eau d'",
        "a",
        "sluice gate report\n\n",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        let started = std::time::Instant::now();
        for tag in ["en", "de", "fr"] {
            of_texts(std::slice::from_ref(&text), tag);
        }
        assert!(
            started.elapsed().as_secs() < 30,
            "{piece:?}: {:?}",
            started.elapsed()
        );
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(texts in proptest::collection::vec("[A-Za-zßİǅ’' .,\"-]{0,60}", 0..12)) {
        for tag in ["en", "de", "fr", "es", "it"] {
            for proposal in of_texts(&texts, tag) {
                prop_assert!(proposal.words.iter().all(|word| texts.iter().any(|text| text.contains(word.as_str()))));
            }
        }
    }
}
