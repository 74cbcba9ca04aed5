//! What a citation says, form by form.

use chrono::{NaiveDate, TimeZone as _, Utc};

use super::*;

fn cited<'a>(authors: &[Author<'a>]) -> Cited<'a> {
    Cited {
        authors: authors.to_vec(),
        title: "Bridge closed to lorries",
        coverage: "Harwick: the night the sea came in",
        publisher: "Harwick Courier",
        archive: "The Slow News Archive",
        date: NaiveDate::from_ymd_opt(2031, 3, 4),
        instant: Utc
            .with_ymd_and_hms(2031, 3, 4, 13, 42, 0)
            .single()
            .map(|instant| instant.fixed_offset()),
        url: "https://example.org/harwick/bridge/",
        language: "en",
        key: "2031-03-04-1342-bridge",
    }
}

fn text(cited: &Cited<'_>, format: &str) -> String {
    let all = citations(cited);
    let found = all.into_iter().find(|one| one.format == format);
    found.map(|one| one.text).unwrap_or_default()
}

#[test]
fn sentences() {
    let one = cited(&[Author::Person("Noor Castell")]);
    assert_eq!(
        text(&one, "apa"),
        "Castell, N. (2031, March 4). Bridge closed to lorries. In Harwick: the night the sea came in. \
         Harwick Courier. https://example.org/harwick/bridge/"
    );
    assert_eq!(
        text(&one, "chicago"),
        "Castell, Noor. “Bridge closed to lorries.” Harwick: the night the sea came in, live coverage. \
         Harwick Courier, March 4, 2031, 1:42 p.m. https://example.org/harwick/bridge/."
    );
    assert_eq!(
        text(&one, "mla"),
        "Castell, Noor. “Bridge closed to lorries.” Harwick: the night the sea came in, Harwick Courier, \
         4 Mar. 2031, https://example.org/harwick/bridge/."
    );
}

#[test]
fn a_house_that_wrote_it_is_named_once() {
    let house = cited(&[Author::House("Harwick Courier")]);
    for format in ["apa", "chicago", "mla", "wikipedia"] {
        let text = text(&house, format);
        assert_eq!(text.matches("Harwick Courier").count(), 1, "{text}");
    }
    assert!(text(&house, "bibtex").contains("author    = {{Harwick Courier}},"));
    assert!(text(&house, "csl-json").contains("\"literal\":\"Harwick Courier\""));
}

#[test]
fn several_people() {
    let three = cited(&[
        Author::Person("Noor Castell"),
        Author::Person("Anne-Marie de la Tour"),
        Author::Person("مريم الحدّاد"),
    ]);
    assert!(
        text(&three, "apa").starts_with("Castell, N., de la Tour, A.-M., & مريم الحدّاد. (2031")
    );
    assert!(
        text(&three, "chicago")
            .starts_with("Castell, Noor, Anne-Marie de la Tour, and مريم الحدّاد. “")
    );
    assert!(text(&three, "mla").starts_with("Castell, Noor, et al. “"));
    assert!(
        text(&three, "wikipedia").contains("|last2=de la Tour |first2=Anne-Marie |author3=مريم")
    );
}

#[test]
fn a_title_that_ends_with_a_mark_of_its_own_gets_no_second_one() {
    let mut question = cited(&[Author::Person("Noor Castell")]);
    question.title = "“Who shut the gate?”";
    assert!(text(&question, "apa").contains("). “Who shut the gate?” In "));
    question.title = "Quill: ‘I shut it’";
    assert!(text(&question, "apa").contains("). Quill: ‘I shut it.’ In "));
    question.title = "At the Quills’";
    assert!(text(&question, "apa").contains("). At the Quills’. In "));
}

#[test]
fn without_a_day_none_is_invented() {
    let mut undated = cited(&[Author::Person("Noor Castell")]);
    (undated.date, undated.instant) = (None, None);
    assert!(text(&undated, "apa").starts_with("Castell, N. (n.d.). "));
    for format in ["chicago", "mla", "wikipedia", "bibtex", "ris", "csl-json"] {
        let text = text(&undated, format);
        let head = text.replace(undated.key, "");
        assert!(!head.contains("2031") && !head.contains("issued"), "{text}");
    }
}

#[test]
fn what_would_be_a_command_is_a_letter() {
    let mut hostile = cited(&[Author::Person("R & D")]);
    hostile.title = "100% {sure} |a [b] \\x\nER  - ";
    let bibtex = text(&hostile, "bibtex");
    assert!(
        bibtex.contains("title        = {{100\\% \\{sure\\} |a [b] \\textbackslash{}x ER -}},"),
        "{bibtex}"
    );
    assert!(
        text(&hostile, "wikipedia").contains("title=100% {sure} {{!}}a &#91;b&#93; \\x ER - |work")
    );
    let ris = text(&hostile, "ris");
    assert_eq!(
        ris.lines().filter(|line| line.starts_with("ER  -")).count(),
        1
    );
    let json: serde_json::Value =
        serde_json::from_str(&text(&hostile, "csl-json")).unwrap_or_default();
    assert_eq!(json[0]["title"], hostile.title);
    assert_eq!(json[0]["issued"]["date-parts"][0][1], 3);
}
