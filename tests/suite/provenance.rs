//! Where entries come from: in the data, on the pages, and the captures themselves.

use std::fs;

use sha2::{Digest, Sha256};

use crate::driver::{Site, repository};

const SITE: &str = "title = \"T\"\nbase_url = \"https://example.org/\"\n";
const TICKER: &str = "13:42 GMT 4 March 2031\nBridge shut\n\nThe bridge is shut.\n\n13:10 GMT 4 March 2031\nFerry stays in\n\nNo ferry today.\n";

fn sum(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn page() -> Vec<u8> {
    fs::read(repository().join("tests/captures/h01_reach_more_in_data.html")).unwrap()
}

fn with_page(settings: &str) -> Site {
    let site = Site::with(&[("site.toml", &format!("{SITE}{settings}"))]);
    site.write("saved.html", page());
    site.run(&["import", "saved.html", "--into", "una"])
        .succeeds();
    site.built()
}

#[test]
fn the_data_says_which_capture_and_where_in_it() {
    let site = with_page("");
    let data = site.json("una/coverage.json");
    let capture = &data["source"]["captures"][0];
    assert_eq!(capture["file"], "saved.html");
    assert_eq!(capture["sha256"], sum(&page()));
    assert_eq!(capture["reader"], "HTML, layout reach");
    assert_eq!(
        capture["tool"],
        format!("livesite {}", env!("CARGO_PKG_VERSION"))
    );
    assert_eq!(capture["url"], data["source"]["url"]);
    assert!(data["source"]["publisher"].is_string() && capture["url"].is_string());
    let text = String::from_utf8(page()).unwrap();
    let entries = data["entries"].as_array().unwrap();
    assert!(entries.len() > 2);
    for entry in entries {
        let from = &entry["source"];
        assert_eq!(from["file"], "saved.html");
        let at = |number: usize| usize::try_from(from["bytes"][number].as_u64().unwrap()).unwrap();
        let stretch = &text[at(0)..at(1)];
        assert!(
            stretch.contains(from["id"].as_str().unwrap()),
            "{from}: {stretch}"
        );
    }
}

#[test]
fn every_page_of_a_coverage_says_where_it_comes_from() {
    let site = with_page("");
    let data = site.json("una/coverage.json");
    let id = data["entries"][0]["id"].as_str().unwrap().to_string();
    for address in ["una/".to_string(), format!("una/{id}/")] {
        let text = site.page(&address).only(".provenance");
        for words in [
            "saved.html",
            &sum(&page()),
            "HTML, layout reach",
            data["source"]["publisher"].as_str().unwrap(),
            data["source"]["url"].as_str().unwrap(),
        ] {
            assert!(text.contains(words), "{address}: {words} is not in {text}");
        }
    }
    let text = site.page(&format!("una/{id}/")).only(".provenance");
    let bytes = &data["entries"][0]["source"]["bytes"];
    assert!(
        text.contains(&format!("bytes {} to {}", bytes[0], bytes[1])),
        "{text}"
    );
}

#[test]
fn a_transcript_says_the_same_whether_it_was_imported_or_dropped_in() {
    let imported = Site::with(&[("site.toml", SITE), ("una.txt", TICKER)]);
    imported
        .run(&["import", "una.txt", "--zone", "Europe/London"])
        .succeeds();
    let imported = imported.built();
    let settings = "time_zone = \"Europe/London\"\n";
    let dropped = Site::with(&[
        ("site.toml", SITE),
        ("content/una.txt", TICKER),
        ("content/una.toml", settings),
    ])
    .built();
    let data = imported.json("una/coverage.json");
    assert_eq!(data["source"], dropped.json("una/coverage.json")["source"]);
    let reader = data["source"]["captures"][0]["reader"].as_str().unwrap();
    // The version of a profile is made of its text, and so of the same length always.
    assert!(
        reader.starts_with("profile ")
            && reader
                .split(' ')
                .nth(2)
                .is_some_and(|version| version.len() == 8),
        "{reader}"
    );
    let text = imported
        .page("una/2031-03-04-1342-bridge-shut/")
        .only(".provenance");
    assert!(
        text.contains("una.txt") && text.contains("lines 1 to 4"),
        "{text}"
    );
}

#[test]
fn captures_are_published_where_the_site_says_so() {
    let captures = |site: &Site| -> Vec<String> {
        let names = site.names().into_iter();
        names.filter(|name| name.contains("/captures/")).collect()
    };
    let site = with_page("");
    assert!(captures(&site).is_empty());
    assert_eq!(
        fs::read(site.root().join("content/una/captures/saved.html")).unwrap(),
        page()
    );
    let site = with_page("publish_captures = true\n");
    let published = captures(&site);
    assert_eq!(published.len(), 1, "{published:?}");
    assert_eq!(site.output()[&published[0]], page());
    let links = site.page("una/").attributes(".provenance a", "href");
    let link = links.iter().find(|link| link.contains("/captures/"));
    assert!(link.is_some(), "{links:?}");
}

#[test]
fn an_entry_of_several_captures_says_when_it_was_seen() {
    let page = |saved: &str, text: &str| {
        format!(
            "<!DOCTYPE html>\n<!-- Page saved with SingleFile\n url: https://post.example/live/una\n saved date: Tue Mar 04 2031 {saved} GMT+0000 (Greenwich Mean Time)\n-->\n<html lang=\"en\"><head><title>Una</title></head><body><h1>Una</h1><article id=\"block-a1\"><time datetime=\"2031-03-04T10:00:00Z\">10:00</time><h2>Gusts</h2><p>{text}</p></article><article id=\"block-a2\"><time datetime=\"2031-03-04T10:30:00Z\">10:30</time><h2>Rain</h2><p>Rain since dawn.</p></article></body></html>"
        )
    };
    let site = Site::with(&[("site.toml", SITE)]);
    site.write("early.html", page("12:00:00", "Gusts of 80 km/h."));
    site.write("late.html", page("18:00:00", "Gusts of 90 km/h."));
    site.run(&["import", "early.html", "late.html", "--into", "una"])
        .succeeds();
    let site = site.built();
    let text = site.page("una/2031-03-04-1000-gusts/").only(".provenance");
    for words in ["First seen", "Last seen", "Earlier versions", "late.html"] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
}
