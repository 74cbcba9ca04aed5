//! The sitemap lists every page once, and nothing else.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::driver::Site;
use crate::page::decoded;

/// The addresses in a sitemap or an index of them.
fn locations(text: &str) -> Vec<String> {
    let mut reader = Reader::from_str(text);
    let mut inside = false;
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.name().as_ref() == "loc" => inside = true,
            Event::End(end) if end.name().as_ref() == "loc" => inside = false,
            Event::Text(text) if inside => {
                found.push(String::from(&*text));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn it_lists_every_page_once() {
    let site = Site::demonstration();
    let settings = site
        .text("site.toml")
        .replace("per_page   = 25", "per_page   = 3");
    site.write("site.toml", settings);
    site.build(&["--base-url", "https://example.org/"])
        .succeeds();
    let mut listed = Vec::new();
    for part in locations(&site.text("public/sitemap.xml")) {
        let file = part.strip_prefix("https://example.org/").unwrap();
        listed.extend(locations(&site.text(&format!("public/{file}"))));
    }
    let once: BTreeSet<String> = listed.iter().cloned().collect();
    assert_eq!(once.len(), listed.len(), "an address stands twice");
    let pages: BTreeSet<String> = site
        .pages()
        .iter()
        .filter(|page| page.file != "404.html" && !page.file.ends_with("print.html"))
        .map(|page| page.file.trim_end_matches("index.html").to_string())
        .collect();
    let listed: BTreeSet<String> = once
        .iter()
        .map(|address| decoded(address.strip_prefix("https://example.org/").unwrap()).unwrap())
        .collect();
    assert_eq!(pages, listed);
    assert!(listed.iter().any(|address| address.contains("/page/1/")));
    assert!(once.len() > 166, "{}", once.len());
    assert!(
        site.text("public/robots.txt")
            .contains("Sitemap: https://example.org/sitemap.xml")
    );
}
