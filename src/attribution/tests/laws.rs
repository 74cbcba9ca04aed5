//! What holds for any text: no panic, statements stand literally in their text, time grows with the text.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::attribution::registered::Registered;
use crate::attribution::resolve::{people_of, resolve_coverage};
use crate::attribution::surnames::Surnames;
use crate::attribution::{
    CoverageFindings, EntryFindings, EntryText, Findings, Language, Resolved, read_entry, resolve,
};
use crate::markdown::{Passage, outline};
use crate::source::registry::SpeakerRegistry;

fn attribute(headline: Option<&str>, passages: &[Passage], language: &Language) -> Resolved {
    let findings = read_entry(&EntryText { headline, passages }, language);
    let entry = EntryFindings {
        findings: &findings,
        byline: &[],
        speakers: None,
        day: None,
    };
    resolve(
        &[CoverageFindings {
            entries: vec![entry],
            language: Some(language),
            about: None,
        }],
        &SpeakerRegistry::default(),
    )
}

fn every_statement_stands_in_its_text(headline: &str, body: &str, language: &Language) {
    let passages = outline(body).passages;
    let resolved = attribute(Some(headline), &passages, language);
    for statement in &resolved.coverages[0][0].statements {
        let text = match statement.passage {
            None => headline,
            Some(passage) => &*passages[passage].text,
        };
        assert_eq!(
            text.get(statement.span.clone()).unwrap().trim(),
            statement.text
        );
        assert!(text.get(statement.sentence.clone()).is_some());
    }
}

/// Words that the rules look for, marks of all kinds, and names.
fn pieces() -> impl Strategy<Value = String> {
    let words = [
        "says",
        "said",
        "Ada",
        "Quill",
        "Tomas Vell",
        "the mayor",
        "who",
        "and",
        "he",
        "she",
        "that",
        ",",
        ", ",
        ". ",
        "\"",
        "“",
        "”",
        "'",
        "’",
        "‘",
        "«",
        "»",
        "„",
        ":",
        " - ",
        "—",
        "(",
        ")",
        "of",
        "Mr",
        "according to",
        "told",
        "is",
        "has",
        "von",
        "der",
        "J.",
        "KC",
        "\n\n",
        "> ",
        "- ",
        "adding",
        "asked",
        "by",
        "if",
        "not",
        "the",
    ];
    proptest::collection::vec(proptest::sample::select(words.to_vec()), 0..60)
        .prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_text_is_read(headline in "\\PC{0,40}", body in "(?s).{0,300}") {
        for tag in ["en", "de", "fr", "es", "it"] {
            every_statement_stands_in_its_text(&headline, &body, Language::named(tag).unwrap());
        }
    }

    #[test]
    fn any_order_of_words_that_matter_is_read(headline in pieces(), body in pieces()) {
        for tag in ["en", "de", "fr"] {
            every_statement_stands_in_its_text(&headline, &body, Language::named(tag).unwrap());
        }
    }

    #[test]
    fn the_short_way_to_a_key_is_the_long_one(word in "[!-~]{0,12}('s)?[.]{0,2}") {
        let long = crate::base::name_key::name_key(&crate::attribution::role::stem(&word));
        prop_assert_eq!(crate::attribution::key::key(&word), long);
    }

    #[test]
    fn the_short_way_to_a_token_is_the_long_one(
        word in "mr|Mr|DR|said|Says|mayor|Mayors|MAYOR|minister|[A-Za-z]{1,18}",
        after in "[ .,!?:;\"()'’“”–—…é0-9a-zA-Z-]{0,3}",
    ) {
        use crate::attribution::token::{plain_word, word as any_word, word_end};
        let text = format!("{word}{after}");
        for language in Language::all() {
            if let Some(short) = plain_word(&text, 0, language) {
                let end = word_end(&text, 0, language);
                let long = any_word(&text, 0, end, language, &mut String::new());
                prop_assert_eq!(format!("{short:?}"), format!("{long:?}"));
            }
        }
    }

    #[test]
    fn the_same_text_gives_the_same_answer(body in pieces()) {
        let passages = outline(&body).passages;
        let language = Language::english();
        prop_assert_eq!(attribute(None, &passages, language), attribute(None, &passages, language));
    }
}

/// Sentences that name, speak with surnames and know each other's people.
fn coverage() -> impl Strategy<Value = Vec<String>> {
    let sentences = [
        "Ada Quill says it is shut.",
        "Quill says it is shut.",
        "Tomas Quill has arrived.",
        "Vell adds: \"For good.\"",
        "Cap Vell met the mayor.",
        "The mayor, Ida Marr, said so.",
        "The mayor said so.",
        "It rains.",
    ];
    let entry = proptest::collection::vec(proptest::sample::select(sentences.to_vec()), 0..3)
        .prop_map(|sentences| sentences.join(" "));
    proptest::collection::vec(entry, 0..3)
}

proptest! {
    /// What `resolve` promises to a program that stays awake.
    #[test]
    fn a_coverage_whose_surnames_still_answer_can_be_kept(
        kept in coverage(),
        before in coverage(),
        after in coverage(),
    ) {
        let read = |bodies: &[String]| -> Vec<Findings> {
            bodies
                .iter()
                .map(|body| {
                    let passages = outline(body).passages;
                    let text = EntryText { headline: None, passages: &passages };
                    read_entry(&text, Language::english())
                })
                .collect()
        };
        let (kept, before, after) = (read(&kept), read(&before), read(&after));
        fn of(findings: &[Findings]) -> CoverageFindings<'_> {
            let entries = findings
                .iter()
                .map(|findings| EntryFindings { findings, byline: &[], speakers: None, day: None })
                .collect();
            CoverageFindings { entries, language: Some(Language::english()), about: None }
        }
        let registered = Registered::default();
        let people = people_of(&of(&kept), &registered);
        let with = |other: &[Findings]| {
            let others = people_of(&of(other), &registered);
            Surnames::of([&people, &others], &registered)
        };
        let first = resolve_coverage(&of(&kept), &people, &registered, &with(&before));
        let surnames = with(&after);
        if surnames.still_answers(&first.asked) {
            let again = resolve_coverage(&of(&kept), &people, &registered, &surnames);
            prop_assert_eq!(first, again);
        }
        let whole = resolve(&[of(&kept), of(&after)], &SpeakerRegistry::default());
        let parts = resolve_coverage(&of(&kept), &people, &registered, &surnames);
        prop_assert_eq!(&whole.coverages[0], &parts.entries);
    }
}

/// Twenty times the text may not take eighty times as long.
#[test]
fn time_grows_with_the_text() {
    let language = Language::english();
    for piece in [
        "\"",
        "'",
        "“",
        "« ",
        "Ada ",
        "Ada Quill said ",
        "\"a\" ",
        ", ",
        "the mayor of ",
        "of ",
        "- ",
        "who said and ",
        "J. ",
        "von ",
        "according to ",
        "Quill, ",
        "it's ",
        "s' ",
        "(",
        "a.",
        "\n",
        "Mr ",
        "said ",
        "a",
    ] {
        let time = |bytes: usize| {
            let text = piece.repeat(bytes / piece.len());
            let passage = Passage {
                kind: crate::markdown::PassageKind::Paragraph,
                text: text.into(),
                name: None,
            };
            let start = Instant::now();
            attribute(None, &[passage], language);
            start.elapsed()
        };
        let few = time(20_000).max(Duration::from_millis(5));
        let many = time(400_000);
        assert!(
            many < few * 80,
            "{piece:?}: {few:?} for 20 kB, {many:?} for 400 kB"
        );
    }
}

/// A megabyte of one thing is read in a moment. The limit is generous: it catches what would hang, on any machine.
#[test]
fn a_megabyte_of_anything_is_read() {
    for piece in ["\"", "\n", "Mr ", "said ", "a"] {
        let body = piece.repeat(1_000_000 / piece.len());
        let start = Instant::now();
        let passages = outline(&body).passages;
        attribute(None, &passages, Language::english());
        let taken = start.elapsed();
        assert!(taken < Duration::from_secs(60), "{piece:?}: {taken:?}");
    }
}
