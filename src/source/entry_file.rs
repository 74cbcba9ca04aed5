//! An entry file: `+++`, TOML, `+++`, a body in Markdown.

use std::sync::Arc;

use super::document::read_document;
use super::entry::{Body, Entry, Kind};
use super::entry_values::{take_byline, take_corrections, take_id, take_provenance, take_speakers};
use super::front_matter;
use super::text_values::{take_extra, take_names, take_word_of, take_words};
use super::time_values::take_moment;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::{Place, SourceText};
use crate::base::table::Table;

/// The highest position that is read; no capture holds as many entries.
const MAX_POSITION: i64 = 1_000_000_000;

/// Reads an entry file whose name without ending is `stem`. What is wrong is said, the rest is kept;
/// the body is never lost.
pub fn read(text: &Arc<SourceText>, stem: &str, diagnostics: &mut Diagnostics) -> Entry {
    let parts = front_matter::split(&text.text);
    let mut entry = Entry::empty(Place::new(text, parts.fence.clone()));
    entry.stem = Some(stem.into());
    entry.body = Arc::new(Body::Written(Place::new(text, parts.body.clone())));
    let Some(toml) = parts.toml else {
        if !parts.fence.is_empty() {
            diagnostics.push(unclosed(&entry.place));
        }
        return entry;
    };
    read_document(
        text,
        toml,
        "the front matter",
        diagnostics,
        |table, diagnostics| {
            take_keys(table, &mut entry, diagnostics);
        },
    );
    entry
}

fn take_keys(table: &mut Table, entry: &mut Entry, diagnostics: &mut Diagnostics) {
    entry.headline = take_words(table, "headline", diagnostics);
    entry.published = take_moment(table, "published", diagnostics);
    entry.clock = take_words(table, "clock", diagnostics);
    entry.updated = take_moment(table, "updated", diagnostics);
    entry.label = take_words(table, "label", diagnostics);
    entry.kind = take_word_of(table, "kind", &Kind::ALL, diagnostics);
    entry.key = table.take_boolean("key", diagnostics);
    entry.byline = take_byline(table, diagnostics);
    entry.speakers = take_speakers(table, diagnostics);
    entry.topics = take_names(table, "topics", diagnostics);
    entry.id = take_id(table, diagnostics);
    entry.position = table
        .take_integer("position", 1..=MAX_POSITION, diagnostics)
        .map(|position| position.value);
    entry.corrections = take_corrections(table, diagnostics);
    entry.provenance = take_provenance(table, diagnostics).map(Arc::new);
    entry.draft = table.take_boolean("draft", diagnostics).unwrap_or(false);
    entry.extra = take_extra(table, diagnostics);
}

fn unclosed(opening: &Place) -> Diagnostic {
    Diagnostic::error(Code::TomlSyntax, "the front matter is never closed")
        .at_place(opening.clone())
        .label("opened here")
        .hint("put a line `+++` between the last key and the body")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::testing::{Said, places};
    use proptest::prelude::*;

    fn entry(text: &str) -> (Entry, Said) {
        let mut said = Vec::new();
        let entry = read(&SourceText::new("content/x/a.md", text), "a", &mut said);
        (entry, places(&said))
    }

    #[test]
    fn every_key_is_read() {
        let (entry, said) = entry(concat!(
            "\u{feff}+++\r\nheadline = \"Bridge closed\"\r\npublished = 2031-03-04T13:42:00Z\r\nclock = \"1.42pm GMT\"\r\n",
            "updated = 2031-03-04T13:50:00\r\nlabel = \"Analysis\"\r\nkind = \"analysis\"\r\nkey = true\r\n",
            "byline = [{ name = \"Noor Castell\", role = \"Correspondent\" }]\r\n",
            "speakers = [\"Ada Quill\", { name = \"Tomas Vell\", role = \"Harbour master\", certain = false }]\r\n",
            "topics = [\"Harwick bridge\"]\r\nid = \"2031-03-04-1342-bridge\"\r\nposition = 17\r\n",
            "corrections = [{ at = 2031-03-05, note = \"n\" }]\r\nsource = { file = \"c.txt\", lines = [41, 63] }\r\n",
            "draft = true\r\n[extra]\r\nbox = 7\r\n+++\r\n\r\nThe body.\r\n",
        ));
        assert_eq!(said, []);
        assert_eq!(entry.headline.as_deref(), Some("Bridge closed"));
        assert_eq!(entry.kind, Some(Kind::Analysis));
        assert_eq!(entry.byline[0].role.as_deref(), Some("Correspondent"));
        let speakers = entry.speakers.clone().unwrap_or_default();
        assert!(speakers[0].value.certain && !speakers[1].value.certain);
        assert_eq!(
            entry.id.as_ref().map(|id| id.value.as_str()),
            Some("2031-03-04-1342-bridge")
        );
        assert_eq!(
            (entry.position, entry.key, entry.draft),
            (Some(17), Some(true), true)
        );
        assert_eq!(
            entry.provenance.as_ref().and_then(|from| from.lines),
            Some((41, 63))
        );
        assert_eq!(entry.corrections.len(), 1);
        assert_eq!(entry.body.markdown(), "The body.");
        assert_eq!(entry.body_place(4..8).line_and_column(), (21, 5));
        assert_eq!(entry.extra["box"], 7);
    }

    #[test]
    fn text_between_two_fences_and_the_end_is_an_entry() {
        let (entry, said) = entry("+++\n+++\nJust words.\n");
        assert_eq!((entry.body.markdown(), said.len()), ("Just words.", 0));
        assert!(entry.speakers.is_none() && entry.topics.is_none() && entry.headline.is_none());
    }

    #[test]
    fn people_may_be_written_short() {
        let (entry, said) =
            entry("+++\nbyline = \"Noor Castell\"\nspeakers = []\ntopics = \"Bridge\"\n+++\n");
        assert_eq!(said, []);
        assert_eq!(entry.byline[0].name, "Noor Castell");
        assert_eq!(entry.speakers.map(|list| list.len()), Some(0));
        let (entry, _) =
            super::tests::entry("+++\n[byline]\nname = \"N\"\n[[speakers]]\nname = \"S\"\n+++\n");
        assert_eq!(
            (entry.byline.len(), entry.speakers.map(|list| list.len())),
            (1, Some(1))
        );
    }

    #[test]
    fn front_matter_that_never_closes_loses_no_text() {
        let (entry, said) = entry("+++\nheadline = \"x\"\n\nWords.\n");
        assert_eq!(said, [("toml-syntax", (1, 1))]);
        assert_eq!(entry.body.markdown(), "headline = \"x\"\n\nWords.");
    }

    #[test]
    fn every_mistake_is_said_in_its_place() {
        let (entry, said) = entry(concat!(
            "+++\nheadlin = \"x\"\npublished = 2031-02-30\nupdated = 2031-03-04T13:42:60Z\nkind = \"recpa\"\nkey = 1\n",
            "byline = [{ role = \"r\" }, \"\", 4]\nspeakers = [{ name = \" \", sure = true }]\ntopics = [3]\nid = \"A b\"\n",
            "position = 0\ncorrections = [{ note = \"n\" }, \"x\"]\nsource = { lines = [3, 1] }\ndraft = \"no\"\nextra = 3\nclock = \n",
            "+++\nbody\n",
        ));
        assert_eq!(
            said,
            [
                ("unknown-key", (2, 1)),
                ("bad-date", (3, 13)),
                ("bad-date", (4, 11)),
                ("wrong-type", (5, 8)),
                ("wrong-type", (6, 7)),
                ("missing-key", (7, 11)),
                ("wrong-type", (7, 27)),
                ("wrong-type", (7, 31)),
                ("wrong-type", (8, 22)),
                ("unknown-key", (8, 27)),
                ("wrong-type", (9, 11)),
                ("bad-id", (10, 6)),
                ("wrong-type", (11, 12)),
                ("missing-key", (12, 16)),
                ("wrong-type", (12, 32)),
                ("missing-key", (13, 1)),
                ("wrong-type", (13, 20)),
                ("wrong-type", (14, 9)),
                ("wrong-type", (15, 9)),
                ("toml-syntax", (16, 9)),
            ]
        );
        assert_eq!(entry.body.markdown(), "body");
    }

    #[test]
    fn a_bad_id_is_answered_with_a_good_one() {
        for (id, hint) in [
            ("Bridge Closed!", "id = \"bridge-closed\""),
            ("page", "id = \"page-1\""),
            ("…", "id = \"bridge-closed\""),
        ] {
            let mut said = Vec::new();
            read(
                &SourceText::new("a.md", format!("+++\nid = \"{id}\"\n+++\n")),
                "a",
                &mut said,
            );
            assert!(said[0].hints[0].contains(hint), "{:?}", said[0].hints);
        }
    }

    #[test]
    fn deep_nesting_is_no_danger() {
        for deep in ["[", "{a=", "a.", "[a.", "\"a\"."] {
            for times in [50, 1_000, 50_000] {
                let nested = deep.repeat(times);
                entry(&format!("+++\nx = {nested}\n+++\n"));
                entry(&format!("+++\n{nested}a = 1\n+++\n"));
                entry(&format!("+++\n[{nested}a]\n+++\n"));
            }
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let text = String::from_utf8_lossy(&bytes);
            entry(&text);
            entry(&format!("+++\n{text}\n+++\n{text}"));
        }
    }
}
