//! Transcripts read through profiles: replicas of many layouts against their labels, the line account,
//! and any text at all.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a test may stop at the first surprise"
)]

mod reading_json;

use std::path::{Path, PathBuf};

use livesite::base::diagnostic::{Code, Diagnostics, Severity};
use livesite::base::source_text::SourceText;
use livesite::base::zone::parse_zone;
use livesite::capture::survey::survey;
use livesite::capture::{Options, Profiles, Reading, read};
use proptest::prelude::*;
use reading_json::{account, misses};
use regex::Regex;
use serde_json::Value;

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
            _ => panic!("unknown option {pair:?}"),
        }
    }
    options
}

fn read_text(text: &str, options: &Options) -> (Option<Reading>, Diagnostics) {
    let source = SourceText::new("capture.txt", text);
    let mut said = Vec::new();
    let reading = read(&source, options, &Profiles::built_in(), &mut said);
    (reading, said)
}

fn errors(said: &Diagnostics) -> Vec<Code> {
    said.iter()
        .filter(|one| one.severity == Severity::Error)
        .map(|one| one.code)
        .collect()
}

fn gold_of(capture: &Path) -> (PathBuf, Value) {
    let path = capture.with_extension("gold.json");
    let gold = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    (path, gold)
}

fn check(capture: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(capture).unwrap();
    let (gold_path, gold) = gold_of(capture);
    let name = capture.file_name().unwrap().to_string_lossy().into_owned();
    let mut problems = Vec::new();
    let (reading, said) = read_text(&text, &options(&gold["import"]));
    let Some(reading) = reading else {
        return vec![format!("{name}: no reading")];
    };
    problems.extend(
        said.iter()
            .filter(|one| one.severity != Severity::Note)
            .map(|one| one.render(false)),
    );
    problems.extend(account(&text, &reading));
    problems.extend(misses(&gold_path, &reading).unwrap_or_default());
    let wanted: Vec<Code> = gold["refuse"]
        .as_str()
        .unwrap_or_default()
        .split(", ")
        .filter(|word| !word.is_empty())
        .map(|word| match word {
            "year" => Code::MissingYear,
            "date" => Code::MissingDate,
            "zone word" => Code::ZoneWord,
            _ => Code::MissingZone,
        })
        .collect();
    let (_, said) = read_text(&text, &Options::default());
    let mut got = errors(&said);
    got.sort_by_key(|code| {
        [Code::MissingYear, Code::MissingDate, Code::MissingZone]
            .iter()
            .position(|known| known == code)
    });
    if gold.get("refuse").is_some() && got != wanted {
        problems.push(format!("refuses {got:?}, not {wanted:?}"));
    }
    problems
        .into_iter()
        .map(|problem| format!("{name}: {problem}"))
        .collect()
}

fn replicas(names: &[&str]) {
    let mut problems = Vec::new();
    for name in names {
        problems.extend(check(&root().join(format!("tests/captures/{name}.txt"))));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn bbc_replicas_read_as_labelled() {
    replicas(&[
        "r01_bbc2020_notimes",
        "r02_bbc2024_glued_noyear",
        "r03_bbcsport2012",
        "i01_bbc_mixed",
    ]);
}

#[test]
fn generic_replicas_read_as_labelled() {
    replicas(&[
        "r05_guardian2016",
        "r07_mbm",
        "r11_trt_gmt",
        "r15_leparisien",
        "r17_keynote",
        "r13_update_vom",
        "r21_dualzone",
        "r09_aljazeera2023",
        "r19_relative",
    ]);
}

/// Captures in our own words, made to be hard: every `uNN_*.txt` with its labels.
#[test]
fn invented_captures_read_as_labelled() {
    let mut names: Vec<String> = std::fs::read_dir(root().join("tests/captures"))
        .unwrap()
        .filter_map(|file| file.unwrap().file_name().into_string().ok())
        .filter_map(|name| Some(name.strip_suffix(".txt")?.to_string()))
        .filter(|name| name.starts_with('u'))
        .collect();
    names.sort();
    assert!(names.len() > 20, "{names:?}");
    replicas(&names.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn the_bbc_capture_reads_as_labelled() {
    let capture = root().join("../shared/captures/bbc-2022-02-17.txt");
    if capture.exists() {
        let problems = check(&capture);
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
}

/// The same capture with other line ends, without indents, without list numbers.
#[test]
fn the_bbc_capture_may_be_saved_in_other_ways() {
    let capture = root().join("../shared/captures/bbc-2022-02-17.txt");
    let Ok(text) = std::fs::read_to_string(&capture) else {
        return;
    };
    let number = Regex::new(r"(?m)^  \d+\. ").unwrap();
    let flat: Vec<&str> = text.lines().map(str::trim).collect();
    for other in [
        text.replace('\n', "\r\n"),
        format!("\u{feff}{text}"),
        flat.join("\n"),
        number.replace_all(&text, "").into_owned(),
    ] {
        let (reading, said) = read_text(&other, &Options::default());
        assert!(
            said.is_empty(),
            "{}",
            said.first()
                .map(|one| one.render(false))
                .unwrap_or_default()
        );
        let missed = misses(&gold_of(&capture).0, &reading.unwrap()).unwrap_or_default();
        assert!(missed.is_empty(), "{}", missed.join("\n"));
    }
}

#[test]
fn untimed_keeps_the_words() {
    let text = std::fs::read_to_string(root().join("tests/captures/r15_leparisien.txt")).unwrap();
    let options = Options {
        untimed: true,
        ..Options::default()
    };
    let (reading, said) = read_text(&text, &options);
    assert_eq!(errors(&said), []);
    let reading = reading.unwrap();
    let clocks: Vec<_> = reading
        .entries
        .iter()
        .map(|entry| {
            (
                entry.clock.clone().unwrap(),
                entry.published.is_none(),
                entry.position,
            )
        })
        .collect();
    assert_eq!(
        clocks,
        [
            ("20:32".to_string(), true, Some(1)),
            ("20:44".to_string(), true, Some(2))
        ]
    );
}

/// The profile that the manual writes, word by word, for a page that no built-in profile reads.
fn manual_profile() -> (String, Profiles) {
    let page = std::fs::read_to_string(root().join("src/help/profiles.md")).unwrap();
    let example = page.split("```toml\n").nth(1).unwrap();
    let example = example.split("```").next().unwrap();
    assert!(example.lines().count() <= 15, "it is meant to be short");
    let mut said = Vec::new();
    let source = SourceText::new("profiles/parish-log.toml", example);
    let profiles = Profiles::built_in().with(&source, &mut said);
    assert!(said.is_empty(), "{}", said[0].render(false));
    (page, profiles)
}

/// A stranger's page: unread without the profile of the manual, and read as labelled with it.
#[test]
fn the_manual_page_on_profiles_is_true() {
    let (page, profiles) = manual_profile();
    let capture = root().join("tests/captures/stranger/stranger.txt");
    let text = std::fs::read_to_string(&capture).unwrap();
    assert!(
        page.contains(text.split("\n> Tue | 22h45").next().unwrap()),
        "the manual shows the page"
    );
    let (reading, said) = read_text(&text, &Options::default());
    assert!(reading.is_none());
    assert_eq!(errors(&said), [Code::NoEntries]);
    let mut said = Vec::new();
    let source = SourceText::new("capture.txt", text.as_str());
    let reading = read(&source, &Options::default(), &profiles, &mut said).unwrap();
    assert!(said.is_empty(), "{}", said[0].render(false));
    assert_eq!(reading.profile, "parish-log");
    let headlines: Vec<_> = reading
        .entries
        .iter()
        .map(|entry| entry.headline.clone().unwrap())
        .collect();
    assert_eq!(
        headlines,
        [
            "The wind is up",
            "Sandbags at the lock-keeper's house",
            "The mast is down"
        ]
    );
    let problems = [
        account(&text, &reading),
        misses(&gold_of(&capture).0, &reading).unwrap_or_default(),
    ]
    .concat();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    for (word, _) in livesite::capture::pattern::WORDS {
        assert!(page.contains(&format!("`{word}`")), "{word}");
    }
    for profile in Profiles::built_in().iter() {
        assert!(
            page.contains(&format!("`{}`", profile.name)),
            "{}",
            profile.name
        );
    }
}

/// Every capture that is here, with every profile that finds an entry in it: no line is counted twice, none is left out.
#[test]
fn every_profile_accounts_for_every_line() {
    let mut seen = std::collections::BTreeSet::new();
    for file in std::fs::read_dir(root().join("tests/captures")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let source = SourceText::new("capture.txt", text.as_str());
        let survey = survey(&source, &Profiles::built_in());
        for one in &survey.profiles {
            let lines: usize = one.classes.values().sum();
            let held = if one.entries == 0 {
                0
            } else {
                text.lines().count()
            };
            assert_eq!(lines, held, "{} with {}", path.display(), one.profile);
        }
        seen.extend(survey.taken);
    }
    // Each built-in profile has a capture of its own here.
    let absent: Vec<_> = Profiles::built_in()
        .iter()
        .map(|profile| profile.name.clone())
        .filter(|name| !seen.contains(name))
        .collect();
    assert!(absent.is_empty(), "no capture is read with {absent:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_read_without_a_panic(pieces in proptest::collection::vec(prop_oneof![
        Just("  1. Headpublished at 13:42 Greenwich Mean Time 4 March 2031\n".to_string()),
        Just("  2. Analysis\n\n".to_string()),
        Just("    Vera Ostrowe\n".to_string()),
        Just("Image source, X\nImage caption,\n\n".to_string()),
        Just("Quote Message\n\n".to_string()),
        Just("This Twitter post cannot be displayed in your browser.\n".to_string()),
        Just("  7. 1900:\n\n\n    Text.\n".to_string()),
        Just("7.22pm GMT\n\n".to_string()),
        Just("    • one\n      • two\n".to_string()),
        Just("\n".to_string()),
        Just("4m ago12.50 BST\n\nBridge shut\n\nAna Roe\n\nAna Roe\n\n".to_string()),
        Just("11:12 p.m. ET, November 6, 2018\n\nFrom CNN's Ana Roe and Bix Tor in Dix\n".to_string()),
        Just("1692003712\n\nAna Roe14 August 2023 10:01\n".to_string()),
        Just("by Ana Roe edited by Bix Tor 5/21/2022 8:02:11 AM\n".to_string()),
        Just("KEY EVENT\n\nAna Roe\n\nTrees down\n\n".to_string()),
        Just("2330 Polls close. 2329: \"Quiet.\" 1900 Now. 2314 Still 2315 So.\n".to_string()),
        Just("3.54pm - UPDATE - One 2.05pm - UPDATE - Two\n".to_string()),
        Just("Dam holds\n\nUpdate vom 22. März, 14.30 Uhr: Ja.\n".to_string()),
        Just("A quay (\nImage:\nAgency)\nAgency/AP\nAgency/AP\n".to_string()),
        Just("Ana Roe (@anaroe)\nHello.\nMarch 4, 2016\n".to_string()),
        Just("Key events\n  • 4m agoBridge shut\n    Text.\n".to_string()),
        Just("90'+4\n".to_string()),
        "\\PC{0,40}\n",
        ".{0,20}",
    ], 0..40)) {
        let text = pieces.concat();
        let (reading, said) = read_text(&text, &Options::default());
        if let Some(reading) = reading {
            prop_assert_eq!(reading.lines.len(), text.strip_prefix('\u{feff}').unwrap_or(&text).split_inclusive('\n').count());
            let in_order = reading.lines.iter().zip(1..).all(|(line, number)| line.number == number);
            prop_assert!(in_order);
        } else {
            prop_assert!(errors(&said).contains(&Code::NoEntries));
        }
    }
}
