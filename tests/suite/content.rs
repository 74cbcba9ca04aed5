//! What may stand in `content/`, and what becomes of it.

use crate::driver::Site;

#[test]
fn a_transcript_alone_is_a_site() {
    let site = Site::with(&[
        ("site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\n"),
        (
            "content/harbour-2031.txt",
            "  1. Bridge closedpublished at 13:42 Greenwich Mean Time 4 March 2031\n\n    The bridge is closed.\n\n  2. Wind risespublished at 13:30 Greenwich Mean Time 4 March 2031\n\n    The wind rises.\n",
        ),
    ])
    .built();
    assert_eq!(
        site.page("harbour-2031/").texts(".stream article h2"),
        ["Wind rises", "Bridge closed"]
    );
    let data = site.json("harbour-2031/coverage.json");
    // No title in the capture: none in the data; the page shows the folder's name.
    assert!(data["title"].is_null());
    assert!(
        site.page("harbour-2031/")
            .only("h1")
            .contains("harbour-2031")
    );
    assert_eq!(data["entries"][0]["id"], "2031-03-04-1330-wind-rises");
    assert_eq!(
        data["entries"][0]["source"]["lines"],
        serde_json::json!([5, 7])
    );
    assert_eq!(data["source"]["sha256"].as_str().unwrap().len(), 64);
}

#[test]
fn settings_stand_beside_a_single_transcript() {
    let site = Site::with(&[
        (
            "content/harbour.txt",
            "13:42 - Bridge closed\n\nLorries turn round.\n\n13:30 - Wind rises\n\nSlowly.\n",
        ),
        (
            "content/harbour.toml",
            "title = \"The harbour\"\ndate = 2031-03-04\ntime_zone = \"Asia/Kolkata\"\n",
        ),
    ])
    .built();
    assert_eq!(site.page("harbour/").only("h1"), "The harbour");
    assert_eq!(
        site.json("harbour/coverage.json")["entries"][1]["published"],
        "2031-03-04T13:42:00+05:30"
    );
}

#[test]
fn three_plus_signs_alone_make_an_entry() {
    let site = Site::with(&[
        ("content/x/a.md", "\u{feff}+++\n+++\n\n14:26 is not a header here.\n"),
        ("content/x/b.txt", "+++ 14:26 Bridge closed +++\n\nThe bridge is closed.\n\n+++ 14:12 Wind rises +++\n\nThe wind rises.\n"),
        ("content/x/coverage.toml", "date = 2031-03-04\n"),
    ])
    .built();
    let entries = site.json("x/coverage.json")["entries"].clone();
    assert_eq!(entries.as_array().unwrap().len(), 3);
    let headlines: Vec<_> = entries
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["headline"].as_str())
        .collect();
    assert!(
        headlines.contains(&Some("Bridge closed")) && headlines.contains(&None),
        "{headlines:?}"
    );
}

#[test]
fn an_entry_may_have_nothing_but_words() {
    let site = Site::with(&[(
        "content/x/only.md",
        "+++\n+++\n\nThe bridge was closed and nobody knew why.\n",
    )])
    .built();
    let entry = site.json("x/coverage.json")["entries"][0].clone();
    assert!(
        entry["headline"].is_null() && entry["published"].is_null() && entry["clock"].is_null()
    );
    // Pages show the first words where there is no headline.
    assert!(
        site.page("x/only/")
            .only("title")
            .starts_with("The bridge was closed")
    );
    assert!(
        !site.root().join("public/days/index.html").exists()
            || site.page("days/").words().contains('1')
    );
}

#[test]
fn drafts_are_there_when_asked_for_and_nowhere_else() {
    let site = Site::from("three-days").built();
    for (path, bytes) in site.output() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            !text.contains("Not yet for readers") && !path.contains("a-note"),
            "{path}"
        );
    }
    site.build(&["--drafts"]).succeeds();
    assert_eq!(
        site.page("inquiry/a-note/").only("h1"),
        "Not yet for readers"
    );
    // And they go again.
    site.build(&[]).succeeds();
    assert!(!site.root().join("public/inquiry/a-note").exists());
}

#[test]
fn a_link_to_a_draft_is_an_error() {
    Site::with(&[
        ("content/x/a.md", "+++\n+++\n\nSee [that](b.md).\n"),
        ("content/x/b.md", "+++\ndraft = true\n+++\n\nNot yet.\n"),
    ])
    .build(&[])
    .fails_with(1)
    .says("content/x/a.md:4:5")
    .says("draft");
}

#[test]
fn windows_1252_is_read_where_the_settings_say_so() {
    let site = Site::with(&[("content/x/coverage.toml", "encoding = \"windows-1252\"\n")]);
    site.write(
        "content/x/a.md",
        b"+++\nheadline = \"Caf\xe9\"\n+++\n\n\x93Ferm\xe9\x94 \x96 5 \x80\n".as_slice(),
    );
    let site = site.built();
    assert_eq!(site.page("x/a/").only("h1"), "Café");
    assert!(site.page("x/a/").words().contains("“Fermé” – 5 €"));
}

#[test]
fn two_coverages_may_hold_the_same_ids() {
    let entry = |words: &str| {
        format!(
            "+++\nid = \"bridge-closed\"\npublished = 2031-03-04T13:42:00Z\n+++\n\n{words}[^1]\n\n[^1]: Note of {words}.\n"
        )
    };
    let site = Site::with(&[
        ("content/east/a.md", &entry("East")),
        ("content/west/a.md", &entry("West")),
    ])
    .built();
    assert!(site.page("east/bridge-closed/").words().contains("East"));
    assert!(site.page("west/bridge-closed/").words().contains("West"));
    assert_eq!(site.page("days/2031-03-04/").all(".stream .entry").len(), 2);
}

#[test]
fn names_of_any_script_become_addresses() {
    let site = Site::with(&[
        ("content/Наводнение в порту/a.md", "+++\nspeakers = [\"Łukasz Żak\", \"李小龙\"]\ntopics = [\"Straße & Brücke\"]\npublished = 2031-03-04T13:42:00Z\nheadline = \"Вода\"\n+++\n\nСм. [дальше](ب.md).\n"),
        ("content/Наводнение в порту/ب.md", "+++\n+++\n\nنص.\n"),
    ])
    .built();
    let names = site.names();
    for name in [
        "наводнение-в-порту/a/index.html",
        "наводнение-в-порту/ب/index.html",
        "speakers/łukasz-żak/index.html",
        "speakers/李小龙/index.html",
        "topics/straße-brücke/index.html",
    ] {
        assert!(
            names.contains(&name.to_string()),
            "{name} is not in {names:#?}"
        );
    }
    let link = site
        .page("наводнение-в-порту/a/")
        .attributes(".body a", "href");
    assert_eq!(
        link,
        [
            "/%D0%BD%D0%B0%D0%B2%D0%BE%D0%B4%D0%BD%D0%B5%D0%BD%D0%B8%D0%B5-%D0%B2-%D0%BF%D0%BE%D1%80%D1%82%D1%83/%D8%A8/"
        ]
    );
}

#[test]
fn one_person_written_in_two_ways_has_one_page() {
    let site = Site::from("three-days").built();
    let people: Vec<String> = site
        .names()
        .into_iter()
        .filter(|name| name.starts_with("speakers/") && name.ends_with("index.html"))
        .collect();
    // Somebody who is only probably there has no page.
    assert_eq!(
        people,
        ["speakers/ada-quill/index.html", "speakers/index.html"]
    );
    assert_eq!(
        site.page("speakers/ada-quill/").all(".stream .entry").len(),
        3
    );
    assert!(
        site.page("harbour/2031-03-05-0910-ferry/")
            .words()
            .contains("probably")
    );
}

#[test]
fn pictures_are_copied_under_a_name_of_their_bytes() {
    let site = Site::from("three-days").built();
    let source = site
        .page("harbour/2031-03-04-1342-bridge/")
        .attributes("figure img", "src");
    assert!(source[0].starts_with("/harbour/media/gauge.") && source[0].ends_with(".svg"));
    let copied = site.text(&format!("public{}", source[0]));
    assert_eq!(copied, site.text("content/harbour/media/gauge.svg"));
}

#[test]
fn a_new_site_builds() {
    let site = Site::empty();
    site.run(&["init", "archive", "--title", "Our \"own\" archive"])
        .succeeds();
    site.run(&["build", "--root", "archive"]).succeeds();
    assert!(
        site.text("archive/public/index.html")
            .contains("Our &quot;own&quot; archive")
            || site
                .text("archive/public/index.html")
                .contains("Our \"own\" archive")
    );
    let run = site
        .run(&[
            "new",
            "first-coverage",
            "A new thing",
            "--root",
            "archive",
            "--at",
            "2031-03-04T15:00",
        ])
        .succeeds();
    assert_eq!(
        run.stdout,
        "content/first-coverage/2031-03-04-1500-a-new-thing.md\n"
    );
    site.run(&["build", "--root", "archive"]).succeeds();
    assert!(
        site.text("archive/public/first-coverage/index.html")
            .contains("A new thing")
    );
    // Nothing is overwritten.
    site.run(&[
        "new",
        "first-coverage",
        "A new thing",
        "--root",
        "archive",
        "--at",
        "2031-03-04T15:00",
    ])
    .fails_with(2);
    site.run(&["init", "archive"])
        .fails_with(2)
        .says("[output-not-ours]");
}
