//! What programs read besides feeds and data: `llms.txt`, the web app manifest, `oembed.json`.

use regex::Regex;

use crate::driver::Site;
use crate::page::Page;

const BASE: &str = "https://example.org/archive/";

/// The demonstration, built once for these tests.
fn demonstration() -> Site {
    let site = Site::demonstration();
    site.build(&["--base-url", BASE]).succeeds();
    site
}

/// The file that an address of the site names.
fn file_of(address: &str) -> String {
    let path = address.strip_prefix(BASE).expect("an address of this site");
    let path = crate::page::decoded(path).unwrap();
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path
    }
}

#[test]
fn llms_txt_names_every_coverage_and_only_pages_that_are_there() {
    let site = demonstration();
    let text = site.text("public/llms.txt");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("# The Slow News Archive"));
    let link = Regex::new(r"(?m)^- \[(?:[^\]\\]|\\.)+\]\((\S+)\)").unwrap();
    let names = site.names();
    let linked: Vec<String> = link
        .captures_iter(&text)
        .map(|found| file_of(&found[1]))
        .collect();
    for file in &linked {
        assert!(names.contains(file), "{file}");
    }
    for coverage in names.iter().filter(|name| name.ends_with("/coverage.json")) {
        let page = coverage.replace("coverage.json", "index.html");
        assert!(linked.contains(&page), "{page}");
    }
}

#[test]
fn a_title_with_brackets_is_one_link() {
    let site = Site::with(&[
        (
            "content/a/coverage.toml",
            "title = \"A [live] page\\\\`x`\"\n",
        ),
        ("content/a/b.md", "+++\nheadline = \"B\"\n+++\n\nText.\n"),
    ])
    .built();
    let text = site.text("public/llms.txt");
    assert!(text.contains("- [A \\[live\\] page"), "{text}");
}

#[test]
fn the_manifest_names_the_site_and_an_icon_that_is_there() {
    let site = demonstration();
    let manifest = site.json("site.webmanifest");
    assert_eq!(manifest["name"], "The Slow News Archive");
    assert_eq!(
        (&manifest["start_url"], &manifest["lang"]),
        (&"/archive/".into(), &"en".into())
    );
    let icon = manifest["icons"][0]["src"].as_str().unwrap();
    assert!(site.names().contains(&icon.replace("/archive/", "")));
    let named = site.page("").attributes("link[rel=manifest]", "href");
    assert_eq!(named, ["/archive/site.webmanifest"]);
}

#[test]
fn every_entry_and_coverage_says_what_a_page_elsewhere_shows_of_it() {
    let site = demonstration();
    let mut seen = 0;
    for page in site.pages() {
        for address in page.attributes(r#"link[type="application/json+oembed"]"#, "href") {
            let answer = site.json(&file_of(&address));
            assert_eq!(
                (&answer["version"], &answer["type"]),
                (&"1.0".into(), &"rich".into())
            );
            assert_eq!(answer["provider_name"], "The Slow News Archive");
            let quotation = Page::read(&address, answer["html"].as_str().unwrap());
            let leads_to = quotation.attributes("blockquote footer a", "href");
            let canonical = page.attributes("link[rel=canonical]", "href");
            let folder = address.replace("oembed.json", "");
            assert_eq!(leads_to, std::slice::from_ref(&folder));
            assert!(canonical[0].starts_with(&folder), "{canonical:?}");
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen}");
}
