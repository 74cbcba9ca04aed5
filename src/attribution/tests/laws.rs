//! What holds for any text: no panic, statements stand literally in their text, time grows with the text.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::attribution::{
    CoverageFindings, EntryFindings, EntryText, Language, Resolved, read_entry, resolve,
};
use crate::markdown::{Passage, outline};
use crate::source::registry::SpeakerRegistry;

fn attribute(headline: Option<&str>, passages: &[Passage], language: &Language) -> Resolved {
    let findings = read_entry(&EntryText { headline, passages }, language);
    let entry = EntryFindings {
        findings: &findings,
        byline: &[],
        speakers: None,
    };
    resolve(
        &[CoverageFindings {
            entries: vec![entry],
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
            Some(passage) => passages[passage].text.as_str(),
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
    fn the_same_text_gives_the_same_answer(body in pieces()) {
        let passages = outline(&body).passages;
        let language = Language::english();
        prop_assert_eq!(attribute(None, &passages, language), attribute(None, &passages, language));
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
        "said ",
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
    ] {
        let time = |bytes: usize| {
            let text = piece.repeat(bytes / piece.len());
            let passage = Passage {
                kind: crate::markdown::PassageKind::Paragraph,
                text,
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
