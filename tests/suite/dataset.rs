//! `coverage.json` and what `import --dry-run --format json` prints: one schema.

use std::collections::BTreeSet;

use crate::driver::Site;
use crate::snapshot;

/// The keys of an entry, from the plan of the house (section 3).
const ENTRY_KEYS: [&str; 18] = [
    "id",
    "headline",
    "published",
    "clock",
    "updated",
    "label",
    "kind",
    "key",
    "byline",
    "speakers",
    "statements",
    "topics",
    "figures",
    "quotes",
    "embeds",
    "body",
    "source",
    "date",
];

#[test]
fn every_entry_has_the_keys_of_the_schema() {
    let site = Site::demonstration().built();
    for coverage in ["harwick-flood", "lantern-bill"] {
        let data = site.json(&format!("{coverage}/coverage.json"));
        let known: BTreeSet<&str> = ENTRY_KEYS.into_iter().collect();
        for entry in data["entries"].as_array().unwrap() {
            let keys: BTreeSet<&str> = entry
                .as_object()
                .unwrap()
                .keys()
                .map(String::as_str)
                .collect();
            let missing: Vec<_> = known
                .difference(&keys)
                .filter(|key| **key != "date")
                .collect();
            assert!(
                missing.is_empty() && keys.is_subset(&known),
                "{missing:?} {keys:?}"
            );
        }
        for key in [
            "title",
            "language",
            "time_zone",
            "summary",
            "source",
            "entries",
        ] {
            assert!(data.get(key).is_some(), "{key}");
        }
    }
}

#[test]
fn a_built_transcript_and_its_import_say_the_same() {
    let site = Site::demonstration().built();
    let built = site.json("harwick-flood/coverage.json")["entries"].clone();
    let run = site
        .run(&[
            "import",
            "content/harwick-flood.txt",
            "--dry-run",
            "--format",
            "json",
        ])
        .succeeds();
    let imported = run.json()["entries"].clone();
    assert_eq!(built.as_array().unwrap().len(), 44);
    for (built, imported) in built
        .as_array()
        .unwrap()
        .iter()
        .zip(imported.as_array().unwrap())
    {
        for key in [
            "id",
            "headline",
            "published",
            "label",
            "kind",
            "byline",
            "body",
            "figures",
            "quotes",
            "embeds",
        ] {
            assert_eq!(built[key], imported[key], "{key} of {}", built["id"]);
        }
    }
}

#[test]
fn the_three_days_as_data() {
    let site = Site::from("three-days").built();
    for coverage in ["harbour", "inquiry"] {
        snapshot::check(
            &format!("three-days-{coverage}.json"),
            &site.text(&format!("public/{coverage}/coverage.json")),
        );
    }
}

#[test]
fn import_writes_entry_files_that_give_the_same_site() {
    let site = Site::with(&[(
        "live.txt",
        "  1. Bridge closedpublished at 13:42 Greenwich Mean Time 4 March 2031\n\n    The bridge is closed *today*, 17. March, says nobody.\n\n      \u{2022} one\n\n      \u{2022} two\n\n  2. Wind risespublished at 13:42 Greenwich Mean Time 4 March 2031\n\n    The wind rises.\n",
    )]);
    site.run(&["import", "live.txt"]).succeeds();
    let files: Vec<String> = site.files_in("content").into_keys().collect();
    assert_eq!(
        files,
        [
            "live/2031-03-04-1342-bridge-closed.md",
            "live/2031-03-04-1342-wind-rises.md",
            "live/captures/_import.json",
            "live/captures/live.txt",
            "live/coverage.toml"
        ]
    );
    site.build(&[]).succeeds();
    let from_files = site.output();

    let whole = Site::with(&[("content/live/live.txt", &site.text("live.txt"))]).built();
    for page in [
        "live/index.html",
        "index.html",
        "days/2031-03-04/index.html",
    ] {
        let body = |bytes: &[u8]| {
            crate::page::Page::read(page, std::str::from_utf8(bytes).unwrap())
                .texts("article h2, article .body")
        };
        assert_eq!(
            body(&from_files[page]),
            body(&whole.output()[page]),
            "{page}"
        );
    }
    // A second import leaves what somebody edited.
    site.write(
        "content/live/2031-03-04-1342-wind-rises.md",
        "+++\n+++\n\nEdited.\n",
    );
    site.run(&["import", "live.txt"])
        .says("1 left as somebody made them");
    assert_eq!(
        site.text("content/live/2031-03-04-1342-wind-rises.md"),
        "+++\n+++\n\nEdited.\n"
    );
}
