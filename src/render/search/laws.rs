//! What the index promises, tried on invented documents.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::block::Block;
use super::cut::blocks;
use super::document::{COVERAGE, Document, Searched, key};
use super::read::{Clause, ReadBlock};
use super::terms::as_scripts_sort;
use super::words::each_word;

/// Numbers that are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

const STEMS: [&str; 24] = [
    "bridge",
    "harbour",
    "Crème",
    "Straße",
    "tide",
    "tides",
    "tidal",
    "lorry",
    "vote",
    "voted",
    "Łódź",
    "quay",
    "東京",
    "京都",
    "مدينة",
    "हिन्दी",
    "7.5",
    "council",
    "counsel",
    "count",
    "Київ",
    "a",
    "the",
    "𝕏ray",
];
const PEOPLE: [(&str, &str); 5] = [
    ("ada-quill", "Ada Quill"),
    ("noor-castell", "Noor Castell"),
    ("tomas-vell", "Tomas Vell"),
    ("ines-ó", "Inès Ó"),
    ("li", "李明"),
];
const TOPICS: [(&str, &str); 3] = [
    ("bridges", "Bridges"),
    ("tides", "Tides"),
    ("votes", "Votes"),
];

fn sentence(dice: &mut Dice, words: usize) -> String {
    let mut sentence = String::new();
    for _ in 0..dice.below(words) {
        sentence.push_str(dice.one(&STEMS));
        // A word now and then that is nowhere else, so that there are several files of words.
        if dice.below(3) == 0 {
            sentence.push_str(&dice.below(9_000).to_string());
        }
        sentence.push_str(dice.one(&[" ", " ", ", ", "-", "’"]));
    }
    sentence
}

/// The texts of coverages, to be borrowed.
struct Texts(Vec<Vec<(String, Vec<String>)>>);

impl Texts {
    fn invented(dice: &mut Dice, coverages: usize, documents: usize) -> Self {
        let mut document = || {
            (
                sentence(dice, 6),
                (0..dice.below(4)).map(|_| sentence(dice, 60)).collect(),
            )
        };
        Self(
            (0..coverages)
                .map(|_| (0..documents).map(|_| document()).collect())
                .collect(),
        )
    }

    fn searched<'a>(&'a self, slugs: &'a [String]) -> Vec<Searched<'a>> {
        let mut dice = Dice(7);
        let kinds = ["update", "analysis", "recap"];
        let coverages = self.0.iter().zip(slugs);
        coverages
            .map(|(texts, slug)| Searched {
                slug,
                title: "A coverage",
                language: "en",
                documents: (texts.iter().enumerate())
                    .map(|(at, (headline, texts))| {
                        let day = NaiveDate::from_ymd_opt(
                            2031,
                            3,
                            1 + u32::try_from(dice.below(20)).unwrap(),
                        );
                        let minutes = 30_000_000 - i64::try_from(dice.below(90_000_000)).unwrap();
                        let dated = at > 0 && dice.below(9) > 0;
                        let speakers: Vec<_> =
                            PEOPLE.into_iter().filter(|_| dice.below(4) == 0).collect();
                        Document {
                            kind: if at == 0 { COVERAGE } else { dice.one(&kinds) },
                            id: "an-entry",
                            headline,
                            texts: texts.iter().map(String::as_str).collect(),
                            names: speakers.iter().map(|speaker| speaker.1).collect(),
                            day: day.filter(|_| dated),
                            minutes: Some(minutes).filter(|_| dated),
                            time: "2031-03-04".into(),
                            clock: "noon",
                            speakers,
                            topics: TOPICS.into_iter().filter(|_| dice.below(3) == 0).collect(),
                        }
                    })
                    .collect(),
            })
            .collect()
    }
}

fn slugs(count: usize) -> Vec<String> {
    (0..count).map(|at| format!("coverage-{at}")).collect()
}

fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(text, |word| words.push(word.to_string()));
    words
}

/// The words of a document, text by text.
fn read_whole(document: &Document<'_>) -> Vec<Vec<String>> {
    let texts = document.texts.iter().chain(&document.names).copied();
    std::iter::once(document.headline)
        .chain(texts)
        .map(words)
        .collect()
}

/// Whether a clause is in a document's texts, found by going through them.
fn holds(texts: &[Vec<String>], clause: &Clause) -> bool {
    let last = clause.words.len() - 1;
    texts.iter().any(|text| {
        text.windows(clause.words.len()).any(|window| {
            let mut pairs = window.iter().zip(&clause.words).enumerate();
            pairs.all(|(at, (word, asked))| {
                word == asked || (clause.prefix && at == last && word.starts_with(asked))
            })
        })
    })
}

/// What a reader may type: words of a document, words that are nowhere, phrases, beginnings.
fn clause(dice: &mut Dice, documents: &[&Document<'_>]) -> Clause {
    let document = documents[dice.below(documents.len())];
    let texts: Vec<&str> = (document.texts.iter().copied())
        .chain([document.headline, "nowhere at all"])
        .collect();
    let mut words = words(dice.one(&texts));
    if words.is_empty() {
        words.push("tide".into());
    }
    let start = dice.below(words.len());
    let length = 1 + dice.below(3).min(words.len() - start - 1);
    let mut words: Vec<String> = words.drain(start..start + length).collect();
    let prefix = dice.below(3) == 0;
    if prefix {
        let word = words.last_mut().unwrap();
        let cut = 1 + dice.below(word.chars().count());
        *word = word.chars().take(cut).collect();
    }
    Clause { words, prefix }
}

#[test]
fn what_the_index_finds_is_what_reading_everything_finds() {
    let mut dice = Dice(1);
    let (texts, slugs) = (Texts::invented(&mut dice, 6, 150), slugs(6));
    let coverages = texts.searched(&slugs);
    let block = Block::of(&coverages);
    let read = ReadBlock::of(&block);
    let documents: Vec<&Document<'_>> = coverages
        .iter()
        .flat_map(|coverage| &coverage.documents)
        .collect();
    let whole: Vec<Vec<Vec<String>>> = documents.iter().map(|one| read_whole(one)).collect();
    assert!(
        read.first_words().len() > 1,
        "one file of words says little about several"
    );
    let (mut some, mut phrases, mut beginnings) = (0, 0, 0);
    for number in 0..200 {
        let clauses: Vec<Clause> = (0..1 + dice.below(2))
            .map(|_| clause(&mut dice, &documents))
            .collect();
        let speaker = (dice.below(3) == 0).then(|| PEOPLE[dice.below(5)].0);
        let topic = (dice.below(4) == 0).then(|| TOPICS[dice.below(3)].0);
        let kind = (dice.below(4) == 0).then(|| dice.one(&["update", "recap", COVERAGE]));
        let day = (dice.below(5) == 0).then(|| format!("2031-03-{:02}", 1 + dice.below(20)));
        let coverage = (dice.below(5) == 0).then(|| slugs[dice.below(6)].as_str());

        let expected: BTreeSet<usize> = (0..documents.len())
            .filter(|&at| {
                let document = documents[at];
                let of =
                    |terms: &[(&str, &str)], slug: &str| terms.iter().any(|term| term.0 == slug);
                clauses.iter().all(|clause| holds(&whole[at], clause))
                    && speaker.is_none_or(|speaker| of(&document.speakers, speaker))
                    && topic.is_none_or(|topic| of(&document.topics, topic))
                    && kind.is_none_or(|kind| document.kind == kind)
                    && day
                        .as_ref()
                        .is_none_or(|day| document.day.is_some_and(|own| own.to_string() == *day))
                    && coverage.is_none_or(|coverage| slugs[at / 150] == coverage)
            })
            .collect();
        let mut found = read.find(&clauses);
        found.retain(|&at| {
            speaker.is_none_or(|speaker| read.speakers[at].iter().any(|own| own == speaker))
                && topic.is_none_or(|topic| read.topics[at].iter().any(|own| own == topic))
                && kind.is_none_or(|kind| read.kinds[at] == kind)
                && day.as_ref().is_none_or(|day| read.days[at] == *day)
                && coverage.is_none_or(|coverage| read.coverages[at] == coverage)
        });
        assert_eq!(
            found, expected,
            "query {number}: {clauses:?} {speaker:?} {topic:?} {kind:?} {day:?} {coverage:?}"
        );
        some += usize::from(!expected.is_empty());
        phrases += usize::from(clauses.iter().any(|clause| clause.words.len() > 1));
        beginnings += usize::from(clauses.iter().any(|clause| clause.prefix));
    }
    assert!(
        !read.frequent.is_empty() && some > 60 && phrases > 60 && beginnings > 40,
        "{some} {phrases} {beginnings}"
    );
}

/// Typing asks first for the lists of beginnings: each is what reading all words gives.
#[test]
fn the_lists_of_beginnings_are_whole() {
    let mut dice = Dice(5);
    let (texts, slugs) = (Texts::invented(&mut dice, 2, 60), slugs(2));
    let coverages = texts.searched(&slugs);
    let block = Block::of(&coverages);
    let read = ReadBlock::of(&block);
    let mut expected: BTreeMap<String, BTreeMap<usize, bool>> = BTreeMap::new();
    let documents = coverages.iter().flat_map(|coverage| &coverage.documents);
    for (at, document) in documents.enumerate() {
        for (number, text) in read_whole(document).iter().enumerate() {
            for word in text {
                for (end, character) in word.char_indices() {
                    let beginning = &word[..end + character.len_utf8()];
                    if matches!(beginning.encode_utf16().count(), 2 | 3) {
                        let documents = expected.entry(beginning.into()).or_default();
                        *documents.entry(at).or_default() |= number == 0;
                    }
                }
            }
        }
    }
    assert!(expected.len() > 30 && expected.contains_key("ti") && expected.contains_key("tid"));
    for (beginning, documents) in &expected {
        let found = read.beginning(beginning);
        assert_eq!(found.as_ref(), Some(documents), "{beginning}");
    }
    assert_eq!(read.beginning("zz"), None);
    assert_eq!(read.beginning("brid"), None);
}

#[test]
fn what_is_shown_and_sorted_is_what_the_documents_say() {
    let mut dice = Dice(2);
    let (texts, slugs) = (Texts::invented(&mut dice, 3, 70), slugs(3));
    let coverages = texts.searched(&slugs);
    let block = Block::of(&coverages);
    let read = ReadBlock::of(&block);
    let documents: Vec<&Document<'_>> = coverages
        .iter()
        .flat_map(|coverage| &coverage.documents)
        .collect();
    let shown = read.shown();
    assert_eq!((documents.len(), shown.len()), (210, 210));
    for (at, document) in documents.iter().enumerate() {
        let texts = document.texts.join("\n");
        assert_eq!(
            shown[at],
            [
                document.id,
                document.headline,
                &document.time,
                document.clock,
                &texts
            ]
        );
        assert_eq!(read.minutes[at], document.minutes);
        let all = document.texts.iter().chain(&document.names).copied();
        let length: usize = all
            .chain([document.headline])
            .map(|text| words(text).len())
            .sum();
        assert_eq!(read.lengths[at], length);
    }
    assert!(
        read.first_words()
            .windows(2)
            .all(|pair| as_scripts_sort(pair[0], pair[1]).is_lt())
    );
}

#[test]
fn the_same_coverages_give_the_same_bytes() {
    let (texts, slugs) = (Texts::invented(&mut Dice(3), 4, 40), slugs(4));
    let files = || {
        let block = Block::of(&texts.searched(&slugs));
        block
            .files()
            .map(|file| (file.name.clone(), file.bytes.to_vec()))
            .collect::<Vec<_>>()
    };
    assert_eq!(files(), files());
    let key = |texts: &Texts| key(&texts.searched(&slugs));
    assert_eq!(key(&texts), key(&texts));
}

#[test]
fn an_edit_makes_new_files_of_its_block_only() {
    let (mut texts, slugs) = (Texts::invented(&mut Dice(4), 40, 10), slugs(40));
    let sizes: Vec<(&str, usize)> = slugs.iter().map(|slug| (slug.as_str(), 10)).collect();
    let cut = blocks(&sizes, 60);
    assert!(cut.len() > 5, "{} blocks say little", cut.len());
    let names = |texts: &Texts| -> Vec<(u128, BTreeSet<String>)> {
        let block = |block: &Vec<usize>| {
            let mut coverages: Vec<_> = texts.searched(&slugs).into_iter().map(Some).collect();
            let coverages: Vec<_> = block
                .iter()
                .filter_map(|&at| coverages[at].take())
                .collect();
            let files = Block::of(&coverages);
            (
                key(&coverages),
                files.files().map(|file| file.name.clone()).collect(),
            )
        };
        cut.iter().map(block).collect()
    };
    let before = names(&texts);
    for (coverage, document) in [(0, 0), (17, 9), (39, 4)] {
        texts.0[coverage][document]
            .1
            .push("One sentence more about the ferry.".into());
        let after = names(&texts);
        let own = cut
            .iter()
            .position(|block| block.contains(&coverage))
            .unwrap();
        for at in 0..cut.len() {
            assert_eq!(
                before[at] == after[at],
                at != own,
                "block {at} after an edit in block {own}"
            );
        }
        texts.0[coverage][document].1.pop();
        assert_eq!(names(&texts), before);
    }
}
