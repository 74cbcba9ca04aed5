//! `livesite speakers`: who was found, and what `--write` adds to `speakers.toml` without changing who speaks.

use std::fs;

use serde_json::Value;

use crate::driver::{Site, repository};

const SAYS: &str = "+++\npublished = 2031-03-04T13:42:00Z\n+++\n\nAda Quill, the council leader, says the bridge is closed.\n\n\"It will open,\" says Quill.\n";

fn site(text: &str) -> Site {
    Site::with(&[("content/harbour/a.md", text)])
}

/// Who speaks in each entry of a built site, and what, from its data.
fn who_speaks(site: &Site) -> Vec<Value> {
    let mut all = Vec::new();
    for name in site.names() {
        if name.ends_with("/coverage.json") {
            let data = site.json(&name);
            for entry in data["entries"].as_array().unwrap() {
                all.push(serde_json::json!([
                    name,
                    entry["id"],
                    entry["speakers"],
                    entry["statements"]
                ]));
            }
        }
    }
    all
}

/// The law of `--write`: what was there is kept, a second run adds nothing, and a build has the same people and the
/// same words on the same entries.
fn writes_what_lasts(site: &Site, what: &str) {
    site.build(&[]).succeeds();
    let before = who_speaks(site);
    assert!(!before.is_empty(), "{what}: no entry");
    let path = site.root().join("content/speakers.toml");
    let kept = fs::read(&path).unwrap_or_default();
    site.run(&["speakers", "--write"]).succeeds();
    let written = fs::read(&path).unwrap_or_default();
    assert!(written.starts_with(&kept), "{what}: bytes were not kept");
    site.run(&["speakers", "--write"])
        .succeeds()
        .says("Nothing is missing");
    assert_eq!(
        fs::read(&path).unwrap_or_default(),
        written,
        "{what}: a second run adds something"
    );
    site.build(&[]).succeeds();
    let after = who_speaks(site);
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before, after, "{what}");
    }
    // Everybody who has a page is in the file now, as a table or as a suggestion.
    let text = String::from_utf8(written).unwrap();
    let found = site.run(&["speakers", "--format", "json"]).json();
    for person in found["speakers"].as_array().unwrap() {
        let slug = person["slug"].as_str().unwrap();
        let written = person["registered"] == true
            || text.contains(&format!("# [{slug}]"))
            || text.contains(&format!("# [\"{slug}\"]"));
        assert!(written, "{what}: {slug} is not in\n{text}");
    }
}

#[test]
fn what_is_added_changes_nobody() {
    writes_what_lasts(&Site::demonstration(), "the demonstration");
    let bare = Site::demonstration();
    bare.remove("content/speakers.toml");
    writes_what_lasts(&bare, "the demonstration without a registry");
    writes_what_lasts(&Site::from("three-days"), "three-days");
    let folder = repository().join("tests/attribution");
    let labelled = Site::of_transcripts(&folder, |_| true).unwrap();
    writes_what_lasts(&labelled, "the labelled transcripts");
}

#[test]
fn what_is_added_changes_nobody_in_captures_of_real_outlets() {
    let captures = repository().join("../shared/captures");
    let one_by_one = |name: &str| ["bbc-2022-02-17.txt", "hindu-2017-10-02.txt"].contains(&name);
    // `tests/score` says `not run` where the captures are not; the sites of ours are above.
    if let Some(site) = Site::of_transcripts(&captures, one_by_one) {
        writes_what_lasts(&site, "the captures");
    }
}

#[test]
fn a_table_says_who_where_and_why() {
    let site = site(SAYS);
    let run = site.run(&["speakers"]).succeeds();
    let expected = "\
NAME       STATE  ENTRIES  DIRECT  REPORTED  PROBABLY  COVERAGES
Ada Quill  new    1        1       1         0         harbour
    content/harbour/a.md:5  `X says`, \"Ada Quill (council leader)\": full name
    content/harbour/a.md:7  `\"…\", says X`, \"Quill\": surname, named in this entry
";
    assert_eq!(run.stdout, expected);
    assert!(
        run.stderr.contains("1 not in speakers.toml"),
        "{}",
        run.stderr
    );
    let json = site
        .run(&["speakers", "--format", "json"])
        .succeeds()
        .json();
    let person = &json["speakers"][0];
    assert_eq!(person["evidence"][1]["line"], 7);
    assert_eq!(person["roles"][0]["role"], "council leader");
    assert_eq!(person["roles"][0]["first"], "2031-03-04");
}

#[test]
fn what_is_added_is_made_for_editing() {
    let site = site(SAYS);
    site.write("content/harbour/b.md", "+++\npublished = 2031-03-05\nspeakers = [\"Bo\", { name = \"Tomas Vell\", certain = false }]\n+++\n\nText.\n");
    site.run(&["speakers", "--write"])
        .succeeds()
        .says("2 people and 1 suggestion added");
    assert_eq!(
        site.text("content/speakers.toml"),
        "\
# Edit this file as you like: livesite reads it and only ever adds tables at its end.

# 1 entry of harbour; statements: 1 direct, 1 reported; the first: content/harbour/a.md:5, by `X says`, \"Ada Quill (council leader)\"
[ada-quill]
name = \"Ada Quill\"
# roles = [{ role = \"council leader\", from = 2031-03-04, to = 2031-03-04 }]

# 1 entry of harbour; statements: 0 direct, 0 reported; the first: content/harbour/b.md:3, by `front matter`, \"Bo\"
[bo]
name = \"Bo\"

# Perhaps (on inference only):
# 1 entry of harbour; statements: 0 direct, 0 reported; the first: content/harbour/b.md:3, by `front matter`, \"Tomas Vell\"
# [tomas-vell]
# name = \"Tomas Vell\"
"
    );
}

#[test]
fn a_name_that_a_table_would_find_elsewhere_is_only_suggested() {
    let site = site("+++\nspeakers = [\"Bo\"]\n+++\n\nText.\n");
    // Nobody says who Bo is here, so Bo's words are nobody's; a table would make them Bo's.
    site.write(
        "content/quay/b.md",
        "+++\n+++\n\nThe ferry is late. \"It is the tide,\" says Bo.\n",
    );
    writes_what_lasts(&site, "a single name");
    let text = site.text("content/speakers.toml");
    assert!(text.contains("# [bo]"), "{text}");
    assert!(text.contains("content/quay/b.md:1"), "{text}");
}

#[test]
fn names_that_look_like_one_person_are_asked_about() {
    let text =
        "+++\n+++\n\nVolodymar Harwick says the dyke holds.\n\nVoldymar Harwick says it leaks.\n";
    let site = site(text);
    site.write(
        "content/quay/b.md",
        "+++\n+++\n\nV. Harwick, the mayor, says so.\n",
    );
    let json = site
        .run(&["speakers", "--format", "json"])
        .succeeds()
        .json();
    let pair = &json["alike"][0];
    let mut lines = [0, 1].map(|at| pair["names"][at]["line"].as_u64().unwrap());
    lines.sort_unstable();
    assert_eq!(lines, [4, 6], "{pair}");
    writes_what_lasts(&site, "spellings");
    let text = site.text("content/speakers.toml");
    assert!(text.contains("# One person? "), "{text}");
}

#[test]
fn what_somebody_should_look_at_is_listed() {
    let site = site(SAYS);
    site.write(
        "content/harbour/b.md",
        "+++\npublished = 2031-03-05\n+++\n\nAda Quill, a midwife, says the ward is full.\n",
    );
    site.write("content/speakers.toml", "[bo]\nname = \"Bo Tarn\"\n");
    let run = site.run(&["speakers"]).succeeds();
    for part in [
        "\nRoles that do not agree\n    Ada Quill: one person?\n        content/harbour/a.md:5  council leader, 2031-03-04\n        content/harbour/b.md:5  midwife, 2031-03-05\n",
        "\nIn speakers.toml, and nobody speaks under it\n    Bo Tarn  content/speakers.toml:1\n",
    ] {
        assert!(
            run.stdout.contains(part),
            "{part} is not in\n{}",
            run.stdout
        );
    }
    let run = site.run(&["speakers", "--uncertain"]).succeeds();
    assert_eq!(run.stdout, "Nobody.\n");
    let run = site.run(&["speakers", "--coverage", "harbour"]).succeeds();
    assert!(run.stdout.contains("Ada Quill"));
    site.run(&["speakers", "--coverage", "harbor"])
        .fails_with(2)
        .says("Did you mean `harbour`?");
}

#[test]
fn a_registry_with_a_mistake_is_left_alone() {
    let site = site(SAYS);
    site.write("content/speakers.toml", "[bo]\nnam = \"Bo\"\r\n");
    site.run(&["speakers", "--write"])
        .fails_with(1)
        .says("[unknown-key]")
        .says("Nothing was added");
    assert_eq!(site.text("content/speakers.toml"), "[bo]\nnam = \"Bo\"\r\n");
}
