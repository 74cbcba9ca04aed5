//! Topics: proposed where nobody wrote any, listed by `livesite topics`, and kept by `--write` as they were.

use crate::driver::{Site, repository};

const FLOOD: &str = "content/reservoir.txt";

/// A site with one coverage and no `topics.toml`.
fn open_site() -> Site {
    let capture = repository().join("tests/topics/reservoir.txt");
    let site = Site::with(&[]);
    site.write(FLOOD, std::fs::read(capture).unwrap());
    site
}

fn front_matter(headline: &str, topics: &str) -> String {
    format!(
        "+++\nheadline = \"{headline}\"\ntopics = {topics}\n+++\n\nThe gate at Cold Ash is shut.\n"
    )
}

#[test]
fn without_topics_toml_they_are_proposed() {
    let site = open_site().built();
    let page = site.page("topics/cold-ash/");
    assert_eq!(page.only("h1"), "Cold Ash");
    assert!(page.text.contains("Evacuation of Cold Ash complete"));
    assert!(
        !site
            .names()
            .iter()
            .any(|name| name.starts_with("topics/emeka"))
    );
}

#[test]
fn an_empty_topics_toml_rules_too() {
    let site = open_site();
    site.write("content/topics.toml", "");
    assert!(
        !site
            .built()
            .names()
            .iter()
            .any(|name| name.starts_with("topics/cold-ash"))
    );
}

#[test]
fn who_finds_no_people_proposes_no_topics() {
    let site = open_site();
    let settings = site.text("site.toml");
    site.write(
        "site.toml",
        format!("{settings}\n[outputs]\nattribution = false\n"),
    );
    assert!(
        !site
            .built()
            .names()
            .iter()
            .any(|name| name.starts_with("topics/cold-ash"))
    );
}

#[test]
fn front_matter_wins_and_two_coverages_share_a_topic() {
    let site = open_site();
    site.write("content/second/a.md", front_matter("One", "[\"cold ash\"]"));
    site.write("content/second/b.md", front_matter("Two", "[]"));
    let site = site.built();
    let page = site.page("topics/cold-ash/");
    assert_eq!(
        page.only("h1"),
        "cold ash",
        "what somebody wrote is the name"
    );
    assert!(page.text.contains("One") && !page.text.contains("Two"));
}

#[test]
fn the_table_says_how_each_was_found_and_where() {
    let site = open_site();
    site.write("content/second/a.md", front_matter("One", "[\"Gates\"]"));
    let shown = site.run(&["topics"]).succeeds().stdout;
    for words in [
        "Cold Ash",
        "proposed 4",
        "content/reservoir.txt:",
        "front matter 1",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    site.write(
        "content/topics.toml",
        "[ash]\nname = \"Cold Ash\"\nmatch = [\"Cold Ash\", \"Warm Ash\"]\n[moon]\nname = \"Moon\"\n[gate]\nname = \"Gate\"\n",
    );
    let shown = site.run(&["topics"]).succeeds().stdout;
    for words in [
        "match words",
        "[ash] content/topics.toml:3: `Warm Ash` stands in no entry",
        "[moon] content/topics.toml:4: no entry is filed under it",
        "`Gate`, `Gates`",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

/// The law: what is written changes nothing but who says so.
#[test]
fn written_topics_make_the_same_site_and_nothing_is_written_twice() {
    let site = open_site();
    site.write(
        "content/second/a.md",
        front_matter("One", "[\"cold ash\", \"Gates\"]"),
    );
    site.write(
        "content/second/b.md",
        "+++\nheadline = \"Gates\"\n+++\n\nThe NWA and the nwa are at Tarn Halt.\n",
    );
    site.build(&[]).succeeds();
    let before = site.output();
    site.run(&["topics", "--write"]).succeeds();
    let written = site.text("content/topics.toml");
    assert!(
        written.contains("[cold-ash]\nname = \"cold ash\"\n"),
        "{written}"
    );
    site.build(&[]).succeeds();
    let after = site.output();
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        after.keys().collect::<Vec<_>>()
    );
    let changed: Vec<_> = before
        .iter()
        .filter(|(name, bytes)| after.get(*name) != Some(*bytes))
        .collect();
    assert!(
        changed.is_empty(),
        "{:?}",
        changed.iter().map(|(name, _)| name).collect::<Vec<_>>()
    );
    site.run(&["topics", "--write"]).succeeds();
    assert_eq!(site.text("content/topics.toml"), written);
}

#[test]
fn what_stood_in_topics_toml_is_kept_byte_for_byte() {
    let site = open_site();
    let own = "# ours\r\n[ash]\r\nname = \"Cold Ash\"   # a village";
    site.write("content/topics.toml", own);
    site.write("content/second/a.md", front_matter("One", "[\"Gates\"]"));
    site.run(&["topics", "--write"]).succeeds();
    let written = site.text("content/topics.toml");
    assert!(
        written.starts_with(own)
            && written.contains("[gates]\r\nname = \"Gates\"\r\nmatch = []\r\n"),
        "{written}"
    );
    site.build(&[]).succeeds();
}
