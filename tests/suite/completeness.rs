//! What a coverage seems to lack: `livesite report`.

use serde_json::{Value, json};

use crate::driver::{Site, repository};

/// A numbered page that is one of three, lists key events, and lacks much.
const CAPTURE: &str = "Summary

  • The harbour bridge was closed to lorries

  • Nine hundred homes lost electricity

  1. Ferry stays in harbourpublished at 19:10 Greenwich Mean Time 4 March 2031

    No ferry leaves before Friday.

  2. Bridge closed to lorriespublished at 13:42 Greenwich Mean Time 4 March 2031

    The harbour bridge is closed to lorries.

    A lorry on the bridgeImage source, Harwick Council

  5. Gusts at the lighthousepublished at 13:30 Greenwich Mean Time 4 March 2031

    Gusts of 90 km/h were measured.

  6. Rain since dawnpublished at 13:20 Greenwich Mean Time 4 March 2031

  7. Good morningpublished at 13:10 Greenwich Mean Time 4 March 2031

    This is the page of the day.
";

fn report(site: &Site, coverage: &str) -> Value {
    site.run(&["report", coverage, "--format", "json"])
        .succeeds()
        .json()
}

fn checked(site: &Site) {
    let data = report(site, "una");
    assert_eq!(data["entries"], 5);
    assert_eq!(data["captures"][0]["skipped_numbers"], json!([[3, 4]]));
    assert_eq!(data["captures"][0]["unplaced_lines"], json!([]));
    let lacks = &data["lacks"];
    assert_eq!(lacks["gaps"].as_array().unwrap().len(), 1);
    assert_eq!(lacks["gaps"][0]["after"], "2031-03-04T13:42:00+00:00");
    assert_eq!(
        lacks["unsupported"],
        json!(["Nine hundred homes lost electricity"])
    );
    assert_eq!(
        lacks["without_text"],
        json!(["2031-03-04-1320-rain-since-dawn"])
    );
    assert_eq!(
        lacks["lost_media"],
        json!([["2031-03-04-1342-bridge-closed-to-lorries", 1]])
    );
    let words = site.run(&["report", "una"]).succeeds().stdout;
    for line in [
        "numbers that are missing: 3 to 4",
        "nothing between 2031-03-04 13:42 and 2031-03-04 19:10 (5 h 28 min)",
        "the summary says, and no entry does: Nine hundred homes lost electricity",
        "1 entry without text: 2031-03-04-1320-rain-since-dawn",
        "1 picture or film not in the archive",
    ] {
        assert!(words.contains(line), "`{line}` is not in\n{words}");
    }
}

#[test]
fn a_transcript_and_its_import_lack_the_same() {
    let dropped = Site::with(&[("content/una.txt", CAPTURE)]);
    checked(&dropped);
    let imported = Site::with(&[("una.txt", CAPTURE)]);
    imported.run(&["import", "una.txt"]).succeeds();
    checked(&imported);
}

#[test]
fn pages_of_a_stream_and_listed_key_events_are_told() {
    let capture =
        std::fs::read_to_string(repository().join("tests/captures/u69_guardian2021_whole.txt"))
            .unwrap();
    assert!(capture.contains("1 of "), "the fixture says no page");
    let site = Site::with(&[
        (
            "site.toml",
            "title = \"T\"\nbase_url = \"https://example.org/\"\ntime_zone = \"Europe/London\"\n",
        ),
        ("content/una.txt", &capture),
    ]);
    let data = report(&site, "una");
    assert!(data["captures"][0]["page"].is_array(), "{data}");
}

#[test]
fn an_export_tells_its_page_and_the_key_events_of_other_pages() {
    let block = |id: &str, title: &str| {
        json!({
            "id": id, "title": title, "blockFirstPublished": 1_930_398_120_000_u64,
            "elements": [{ "_type": "model.dotcomrendering.pageElements.TextBlockElement", "html": "<p>Text.</p>" }],
        })
    };
    let export = json!({
        "headline": "Una", "webURL": "https://post.example/una",
        "pagination": { "currentPage": 1, "totalPages": 4 },
        "keyEvents": [{ "id": "k1", "title": "Bridge shut" }, { "id": "k9", "title": "Dam breaks" }],
        "blocks": [block("k1", "Bridge shut"), block("k2", "Rain")],
    });
    let site = Site::with(&[("una.json", &export.to_string())]);
    site.run(&["import", "una.json"]).succeeds();
    let data = report(&site, "una");
    assert_eq!(data["captures"][0]["page"], json!([1, 4]));
    assert_eq!(data["lacks"]["absent_key_events"], json!(["Dam breaks"]));
}

#[test]
fn a_whole_coverage_lacks_nothing() {
    let site = Site::with(&[(
        "content/una/a.md",
        "+++\npublished = 2031-03-04T13:42:00Z\n+++\n\nThe bridge is shut.\n",
    )]);
    let words = site.run(&["report", "una"]).succeeds().stdout;
    assert!(
        words.contains("nothing else is known to be missing"),
        "{words}"
    );
    site.run(&["report", "unna"])
        .fails_with(2)
        .says("Did you mean `una`?");
}
