//! `livesite topics`: the topics of the archive, how each was found and where; `--write` adds the missing to
//! `topics.toml`, which then holds what was only found.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Outcome;
use super::memory::read_profiles;
use super::registry_file::add_tables;
use super::table::table;
use super::terminal::{Terminal, plural, print};
use crate::archive::{self, Archive, Choice, Topic, UnmatchedWord};
use crate::base::diagnostic::has_errors;
use crate::base::source_text::Place;
use crate::cli::Topics;
use crate::source::content::read_site;
use crate::source::toml_text;
use crate::topics::Vocabulary;

/// How many places are shown for a topic.
const PLACES: usize = 3;

/// Prints the table; with `--write` adds what is missing to `topics.toml`.
#[must_use]
pub fn run(arguments: &Topics, terminal: &Terminal) -> Outcome {
    let mut said = Vec::new();
    let Some((config, content)) = read_site(&arguments.root, &mut said) else {
        terminal.diagnostics(&said);
        return Outcome::BadCall;
    };
    let profiles = Arc::new(read_profiles(&arguments.root, &mut said));
    let registry = Arc::clone(&content.topics);
    let archive = archive::resolve(
        &config,
        content,
        &profiles,
        Choice::default(),
        &mut archive::Memory::default(),
        &mut said,
    );
    terminal.diagnostics(&said);
    let broken = has_errors(&said);
    if arguments.write && !broken {
        let missing: Vec<&Topic> = archive
            .topics
            .iter()
            .filter(|topic| !topic.registered)
            .collect();
        let tables: Vec<String> = missing
            .iter()
            .map(|topic| as_table(&archive, topic))
            .collect();
        if let Err(diagnostic) = add_tables(&arguments.root, "topics.toml", &tables) {
            terminal.diagnostics(&[*diagnostic]);
            return Outcome::Mistakes;
        }
        let added = plural(missing.len(), "topic");
        terminal.say(&format!("{added} added to content/topics.toml"));
    } else {
        let unmatched = archive::unmatched_words(&archive, &registry);
        print(&report(&archive, &unmatched, &config.language));
    }
    if broken {
        Outcome::Mistakes
    } else {
        Outcome::Clean
    }
}

/// The table, and under it what somebody should look at.
fn report(archive: &Archive, unmatched: &[UnmatchedWord], language: &str) -> String {
    let mut topics: Vec<&Topic> = archive.topics.iter().collect();
    topics.sort_by(|one, other| {
        let by_size = other.entries.len().cmp(&one.entries.len());
        by_size.then_with(|| one.slug.cmp(&other.slug))
    });
    let head = ["Topic", "Entries", "Coverages", "Found by", "First places"];
    let mut rows = vec![head.map(String::from).to_vec()];
    rows.extend(topics.iter().map(|topic| row(archive, topic)));
    let mut text = if topics.is_empty() {
        "No entry is filed under a topic.\n".to_string()
    } else {
        table(&rows)
    };
    let mut section = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            text.push_str(&format!("\n{title}\n"));
            text.extend(lines.iter().map(|line| format!("  {line}\n")));
        }
    };
    section("These look like one topic:", alike(&topics, language));
    let unused = archive.unused_topics.iter().map(|unused| {
        format!(
            "[{}] {}: no entry is filed under it",
            unused.slug,
            at(&unused.place)
        )
    });
    let words = unmatched.iter().map(|word| {
        format!(
            "[{}] {}: `{}` stands in no entry",
            word.topic,
            at(&word.place),
            word.word
        )
    });
    section(
        "In topics.toml, and for nothing:",
        unused.chain(words).collect(),
    );
    text
}

fn row(archive: &Archive, topic: &Topic) -> Vec<String> {
    vec![
        topic.name.clone(),
        topic.entries.len().to_string(),
        coverages(archive, topic).len().to_string(),
        found_by(archive, topic),
        places(archive, topic),
    ]
}

/// The coverages that a topic has entries in.
fn coverages<'a>(archive: &'a Archive, topic: &Topic) -> BTreeSet<&'a str> {
    let of = |id: &archive::EntryId| archive.coverage_of(*id).slug.as_str();
    topic.entries.iter().map(of).collect()
}

fn found_by(archive: &Archive, topic: &Topic) -> String {
    let listed = topic
        .entries
        .iter()
        .filter(|id| archive.entry(**id).listed.topics)
        .count();
    let matched = topic.entries.len() - listed;
    let words = if topic.registered {
        "match words"
    } else {
        "proposed"
    };
    let mut ways = Vec::new();
    if listed > 0 {
        ways.push(format!("front matter {listed}"));
    }
    if matched > 0 {
        ways.push(format!("{words} {matched}"));
    }
    ways.join(", ")
}

/// The first places in the order of the archive, a file named once.
fn places(archive: &Archive, topic: &Topic) -> String {
    let mut ids = topic.entries.to_vec();
    ids.sort_unstable();
    let mut by_file: Vec<(String, Vec<String>)> = Vec::new();
    for place in ids
        .iter()
        .take(PLACES)
        .map(|id| archive::topic_place(archive.entry(*id), topic))
    {
        let (line, _) = place.line_and_column();
        match by_file.last_mut() {
            Some((file, lines)) if *file == place.source.path => lines.push(line.to_string()),
            _ => by_file.push((place.source.path.clone(), vec![line.to_string()])),
        }
    }
    let mut shown: Vec<String> = by_file
        .into_iter()
        .map(|(file, lines)| format!("{file}:{}", lines.join(",")))
        .collect();
    if ids.len() > PLACES {
        shown.push("…".into());
    }
    shown.join(" ")
}

fn at(place: &Place) -> String {
    format!("{}:{}", place.source.path, place.line_and_column().0)
}

/// Topics whose names are the same words in other forms, or one of which is a word of the other.
fn alike(topics: &[&Topic], language: &str) -> Vec<String> {
    let vocabulary = Vocabulary::named(language);
    let mut by_words: BTreeMap<BTreeSet<String>, Vec<&Topic>> = BTreeMap::new();
    for topic in topics {
        by_words
            .entry(bare_words(&topic.name, vocabulary))
            .or_default()
            .push(topic);
    }
    let mut lines = Vec::new();
    for alike in by_words.values().filter(|alike| alike.len() > 1) {
        let names: Vec<String> = alike
            .iter()
            .map(|topic| format!("`{}`", topic.name))
            .collect();
        lines.push(names.join(", "));
    }
    for topic in topics {
        for word in topic.match_words.iter().flatten() {
            let other = topics.iter().find(|other| {
                other.slug != topic.slug && other.name.to_lowercase() == word.to_lowercase()
            });
            if let Some(other) = other {
                lines.push(format!(
                    "`{}`, `{}` (a match word of it)",
                    topic.name, other.name
                ));
            }
        }
    }
    lines
}

/// The words of a name in their base forms, without articles and their like.
fn bare_words(name: &str, vocabulary: Option<&Vocabulary>) -> BTreeSet<String> {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let Some(vocabulary) = vocabulary else {
        return words.into_iter().collect();
    };
    words
        .iter()
        .filter(|word| !vocabulary.is_function_word(word))
        .map(|word| {
            let (front, end) = vocabulary.base(word);
            [front, end].concat()
        })
        .collect()
}

/// A topic as a table of `topics.toml`, in a form meant for editing. Read back, it files the same entries.
fn as_table(archive: &Archive, topic: &Topic) -> String {
    let entries = topic.entries.len();
    let found = if topic.found {
        "proposed from the text"
    } else {
        "named in front matter"
    };
    let coverages = coverages(archive, topic);
    let first = topic
        .entries
        .iter()
        .min()
        .map(|id| archive::topic_place(archive.entry(*id), topic));
    let word = if entries == 1 { "entry" } else { "entries" };
    let mut text = format!("# {found}: {entries} {word} in {}", listed(&coverages));
    if let Some(first) = first {
        text.push_str(&format!("; first {}", at(&first)));
    }
    text.push_str(&format!("\n[{}]\n", toml_text::key(&topic.slug)));
    text.push_str(&format!("name = {}\n", toml_text::string(&topic.name)));
    let words: Vec<String> = topic
        .match_words
        .iter()
        .flatten()
        .map(|word| toml_text::string(word))
        .collect();
    text.push_str(&format!("match = [{}]\n", words.join(", ")));
    if topic.prominent {
        text.push_str("prominent = true\n");
    }
    text
}

/// The first coverages by name, the others by number.
fn listed(coverages: &BTreeSet<&str>) -> String {
    const MOST: usize = 3;
    let names: Vec<&str> = coverages.iter().take(MOST).copied().collect();
    match coverages.len().checked_sub(MOST) {
        None | Some(0) => names.join(", "),
        Some(more) => format!("{} and {more} more", names.join(", ")),
    }
}
