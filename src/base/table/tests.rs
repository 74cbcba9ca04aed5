//! What the reader makes of mistakes.

use super::*;

fn parse(text: &str) -> (Table, Diagnostics) {
    let source = SourceText::new("x.toml", text);
    let mut diagnostics = Vec::new();
    let table = Table::parse(&source, 0..text.len(), "x.toml", &mut diagnostics);
    (table, diagnostics)
}

#[test]
fn every_mistake_is_said_and_the_rest_is_read() {
    let (mut table, mut said) =
        parse("headlin = \"x\"\npublished = \"2031-03-04 13:42\"\nkey = 3\nlabel = \"ok\"\n");
    assert_eq!(table.take_text("headline", &mut said), None);
    assert_eq!(table.take_moment("published", &mut said), None);
    assert_eq!(table.take_boolean("key", &mut said), None);
    assert_eq!(
        table.take_text("label", &mut said).map(|text| text.value),
        Some("ok".into())
    );
    table.finish(&mut said);
    let codes: Vec<_> = said
        .iter()
        .map(|diagnostic| diagnostic.code.as_str())
        .collect();
    assert_eq!(codes, ["bad-date", "wrong-type", "unknown-key"]);
    assert_eq!(
        said[0].hints,
        ["take the quotation marks away: `published = 2031-03-04T13:42`"]
    );
    assert_eq!(said[2].hints, ["did you mean `headline`?"]);
}

#[test]
fn a_key_without_an_equals_sign_does_not_swallow_the_next_line() {
    let (mut table, mut said) = parse("title: \"x\"\nlabel = 3\nbyline\nb = \"two\"\n");
    assert_eq!(table.take_text("label", &mut said), None);
    assert_eq!(
        table.take_text("b", &mut said).map(|text| text.value),
        Some("two".into())
    );
    let codes: Vec<_> = said
        .iter()
        .map(|one| {
            (
                one.code.as_str(),
                one.place.as_ref().map(|place| place.line_and_column().0),
            )
        })
        .collect();
    assert_eq!(
        codes,
        [
            ("toml-syntax", Some(1)),
            ("toml-syntax", Some(3)),
            ("wrong-type", Some(2))
        ]
    );
}

#[test]
fn a_broken_line_does_not_hide_the_others() {
    let (mut table, mut said) = parse("a = \nb = \"two\"\npublished = 2031-02-30T10:00:00Z\n");
    assert_eq!(
        table.take_text("b", &mut said).map(|text| text.value),
        Some("two".into())
    );
    let codes: Vec<_> = said
        .iter()
        .map(|diagnostic| diagnostic.code.as_str())
        .collect();
    assert_eq!(codes, ["toml-syntax", "bad-date"]);
}
