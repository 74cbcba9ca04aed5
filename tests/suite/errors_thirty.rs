//! Thirty broken files in one site: thirty diagnostics, each in its place, in one run; the old site stays.

use std::fmt::Write as _;

use crate::driver::Site;

/// What is wrong with a file, the place where it is said, and the text.
const MISTAKES: [(&str, &str, &str); 10] = [
    ("unknown-key", "2:1", "+++\nheadlin = \"x\"\n+++\n\nText.\n"),
    (
        "wrong-type",
        "3:12",
        "+++\nlabel = \"Recap\"\nheadline = 12\n+++\n\nText.\n",
    ),
    (
        "bad-date",
        "2:13",
        "+++\npublished = 13:42:00\n+++\n\nText.\n",
    ),
    (
        "time-gap",
        "2:13",
        "+++\npublished = 2031-03-30T01:30:00\n+++\n\nText.\n",
    ),
    (
        "time-overlap",
        "2:13",
        "+++\npublished = 2031-10-26T01:30:00\n+++\n\nText.\n",
    ),
    ("bad-id", "2:6", "+++\nid = \"Not A Slug\"\n+++\n\nText.\n"),
    ("toml-syntax", "1:1", "+++\nheadline = \"never closed\"\n"),
    (
        "missing-media",
        "5:1",
        "+++\nheadline = \"x\"\n+++\n\n![A bridge](media/none.jpg)\n",
    ),
    (
        "unknown-link",
        "7:5",
        "+++\nheadline = \"x\"\n+++\n\nÄußere Zeile.\n\nSee [there](nowhere.md).\n",
    ),
    (
        "missing-key",
        "2:11",
        "+++\nbyline = [{ role = \"Reporter\" }]\n+++\n\nText.\n",
    ),
];

#[test]
fn thirty_broken_files_give_thirty_places_in_one_run() {
    let site = Site::with(&[(
        "content/harbour/fine.md",
        "+++\n+++\n\nThe bridge is closed.\n",
    )]);
    site.build(&[]).succeeds();
    let before = site.output();
    let mut expected = Vec::new();
    for number in 0..30 {
        let (code, place, text) = MISTAKES[number % MISTAKES.len()];
        let file = format!("content/harbour/broken-{number:02}.md");
        site.write(&file, text);
        expected.push(format!("{code} {file}:{place}"));
    }
    let run = site.build(&[]).fails_with(1).says("30 errors, 0 warnings");
    assert_eq!(run.places(), expected, "{}", run.stderr);
    assert!(before == site.output(), "the old site was touched");
}

#[test]
fn a_first_build_with_mistakes_makes_no_folder() {
    let site = Site::with(&[(
        "content/harbour/a.md",
        "+++\nheadlin = \"x\"\n+++\n\nText.\n",
    )]);
    site.build(&[]).fails_with(1);
    assert!(!site.root().join("public").exists());
}

#[test]
fn a_broken_entry_keeps_its_text_and_hides_no_other() {
    let mut broken = String::from("+++\nheadlin = \"x\"\nkey = 3\n+++\n\n");
    for line in 0..3 {
        let _ = writeln!(broken, "[link {line}](none-{line}.md)\n");
    }
    let run = Site::with(&[
        ("content/harbour/a.md", broken.as_str()),
        ("content/harbour/b.md", "+++\nlabel = 1\n+++\n\nText.\n"),
    ])
    .build(&[])
    .fails_with(1);
    assert_eq!(
        run.places(),
        [
            "unknown-key content/harbour/a.md:2:1",
            "wrong-type content/harbour/a.md:3:7",
            "unknown-link content/harbour/a.md:6:1",
            "unknown-link content/harbour/a.md:8:1",
            "unknown-link content/harbour/a.md:10:1",
            "wrong-type content/harbour/b.md:2:9",
        ]
    );
}

#[test]
fn a_wrong_call_has_exit_code_2() {
    let site = Site::with(&[("content/harbour/a.md", "+++\n+++\n\nText.\n")]);
    site.build(&["--no-such-flag"]).fails_with(2);
    site.build(&["--base-url", "example.org"]).fails_with(2);
    site.run(&["import", "x.txt", "--date", "tomorrow"])
        .fails_with(2);
    site.run(&["help", "contnet"])
        .fails_with(2)
        .says("Did you mean `content`?");
}
