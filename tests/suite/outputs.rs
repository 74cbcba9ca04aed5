//! `[outputs]`: each switch takes away exactly its own files, and nothing that is left speaks of them.

use std::collections::BTreeSet;

use crate::driver::Site;

fn site_without(key: &str) -> Site {
    let site = Site::from("three-days");
    let settings = site.text("site.toml");
    site.write(
        "site.toml",
        format!("{settings}\n[outputs]\n{key} = false\n"),
    );
    site.built()
}

/// The files that are gone when a switch is off; none may be new.
fn gone(key: &str) -> BTreeSet<String> {
    let all: BTreeSet<String> = Site::from("three-days")
        .built()
        .names()
        .into_iter()
        .collect();
    let left: BTreeSet<String> = site_without(key).names().into_iter().collect();
    assert!(
        left.is_subset(&all),
        "{key} adds {:?}",
        left.difference(&all)
    );
    all.difference(&left).cloned().collect()
}

/// The files of a full build that match.
fn full(matching: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let names = Site::from("three-days").built().names();
    let found: BTreeSet<String> = names.into_iter().filter(|name| matching(name)).collect();
    assert!(!found.is_empty());
    found
}

fn no_page_names(site: &Site, file: &str) {
    for page in site.pages() {
        assert!(
            !page.text.contains(file),
            "{} still names {file}",
            page.file
        );
    }
}

#[test]
fn markdown() {
    assert_eq!(gone("markdown"), full(|name| name.ends_with("/index.md")));
    no_page_names(&site_without("markdown"), "index.md");
}

#[test]
fn print() {
    assert_eq!(gone("print"), full(|name| name.ends_with("/print.html")));
    no_page_names(&site_without("print"), "print.html");
}

#[test]
fn oembed() {
    assert_eq!(gone("oembed"), full(|name| name.ends_with("/oembed.json")));
    no_page_names(&site_without("oembed"), "oembed.json");
}

#[test]
fn json_feed() {
    assert_eq!(gone("json_feed"), full(|name| name.ends_with("feed.json")));
    no_page_names(&site_without("json_feed"), "feed.json");
}

#[test]
fn feeds() {
    let in_folder = |folder: &'static str| {
        full(move |name| {
            name.starts_with(folder)
                && (name.ends_with("/feed.xml") || name.ends_with("/feed.json"))
        })
    };
    assert_eq!(
        gone("feed_site"),
        full(|name| name == "feed.xml" || name == "feed.json")
    );
    assert_eq!(gone("feed_speaker"), in_folder("speakers/"));
    assert_eq!(gone("feed_topic"), in_folder("topics/"));
    let of_coverages = in_folder("harbour/")
        .into_iter()
        .chain(in_folder("inquiry/"));
    assert_eq!(gone("feed_coverage"), of_coverages.collect());
    no_page_names(&site_without("feed_coverage"), "/harbour/feed.");
}

#[test]
fn data() {
    let data = full(|name| name.ends_with("/coverage.json") || name.starts_with("data/"));
    assert_eq!(gone("data"), data);
    no_page_names(&site_without("data"), "coverage.json");
}

#[test]
fn structured_data() {
    assert!(gone("structured_data").is_empty());
    for page in site_without("structured_data").pages() {
        assert!(page.json_ld().is_empty(), "{}", page.file);
    }
}

#[test]
fn search() {
    let files = full(|name| name.starts_with("search/"));
    assert!(files.contains("search/index.html") && files.contains("search/root.bin"));
    // The style sheet and the script of the theme are there for who turns it on again.
    assert_eq!(gone("search"), files);
    no_page_names(&site_without("search"), "/search/");
}

#[test]
fn attribution() {
    // What it turns off is no file.
    assert!(gone("attribution").is_empty());
}
