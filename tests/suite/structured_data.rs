//! Structured data: it parses, each entry carries its own time, and no text breaks out of it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use crate::driver::Site;

/// The things of a page's structured data that are of a kind.
fn of_kind(page: &crate::page::Page, kind: &str) -> Vec<Value> {
    page.json_ld()
        .iter()
        .flat_map(|block| block["@graph"].as_array().cloned().unwrap_or_default())
        .filter(|thing| thing["@type"] == kind)
        .collect()
}

#[test]
fn every_block_of_the_demonstration_parses_and_says_where_it_is() {
    let site = Site::demonstration().built();
    for page in site.pages() {
        for block in page.json_ld() {
            assert_eq!(block["@context"], "https://schema.org", "{}", page.file);
        }
        if page.file.matches('/').count() == 2 && page.has("body.page-entry") {
            let posting = &of_kind(&page, "BlogPosting")[0];
            let canonical = &page.attributes("link[rel='canonical']", "href")[0];
            assert_eq!(
                posting["@id"],
                crate::page::decoded(canonical).unwrap().as_str()
            );
            assert_eq!(of_kind(&page, "BreadcrumbList").len(), 1, "{}", page.file);
        }
    }
}

/// A transcript of twenty entries in the layout of the capture that the mission names.
fn twenty() -> String {
    let mut text = String::new();
    for number in 0..20 {
        let _ = write!(
            text,
            "  {}. Headline number {}published at 1{}:{:02} Greenwich Mean Time 4 March 2031\n\n    Words of entry number {}. {}\n\n",
            number + 1,
            20 - number,
            9 - number / 4,
            59 - (number % 4) * 15,
            20 - number,
            "More was said about the tide than can stand in so short a text. ".repeat(8)
        );
    }
    text
}

#[test]
fn twenty_updates_carry_twenty_own_times() {
    let site = Site::with(&[("content/harbour.txt", &twenty())]).built();
    let page = site.page("harbour/");
    let coverage = &of_kind(&page, "LiveBlogPosting")[0];
    let updates = coverage["liveBlogUpdate"].as_array().unwrap();
    assert_eq!(updates.len(), 20);
    for key in ["datePublished", "url", "@id", "headline", "articleBody"] {
        let own: BTreeSet<&str> = updates
            .iter()
            .map(|update| update[key].as_str().unwrap())
            .collect();
        assert_eq!(own.len(), 20, "{key}");
    }
    for update in updates {
        assert_eq!(update["@type"], "BlogPosting");
        // The coverage's page has the first 300 characters, the entry's own page the whole text.
        let short = update["articleBody"].as_str().unwrap();
        assert!(short.chars().count() <= 301, "{}", short.chars().count());
        let address = update["url"].as_str().unwrap();
        let own = site.page(address.strip_prefix("https://example.org/").unwrap());
        let posting = &of_kind(&own, "BlogPosting")[0];
        assert_eq!(posting["datePublished"], update["datePublished"]);
        let whole = posting["articleBody"].as_str().unwrap();
        assert!(whole.chars().count() > 400);
        assert!(whole.starts_with(short.trim_end_matches('…').trim_end()));
    }
    assert_eq!(coverage["coverageStartTime"], updates[0]["datePublished"]);
    assert_eq!(coverage["coverageEndTime"], updates[19]["datePublished"]);
}

#[test]
fn an_end_of_script_in_a_text_is_harmless() {
    let hostile = "</script><script>alert(1)</script><!-- ]]> \u{2028} \\u003c";
    let site = Site::with(&[
        ("content/x/coverage.toml", &format!("title = '{hostile}'\nsummary = ['{hostile}']\n")),
        (
            "content/x/a.md",
            &format!("+++\nheadline = '{hostile}'\nbyline = [{{ name = '{hostile}', role = '{hostile}' }}]\npublished = 2031-03-04T13:42:00Z\n+++\n\nText.\n"),
        ),
    ])
    .built();
    for page in site.pages() {
        assert!(
            !page.has("script:not([type='application/ld+json'], [src^='/assets/'])"),
            "{}",
            page.file
        );
        page.json_ld();
    }
    let own = site
        .pages()
        .into_iter()
        .find(|page| page.has("body.page-entry"))
        .unwrap();
    assert_eq!(of_kind(&own, "BlogPosting")[0]["headline"], hostile);
    assert!(own.only("h1").starts_with("</script>"));
}

#[test]
fn an_entry_without_a_time_gets_none() {
    let site = Site::from("three-days").built();
    let page = site.page("inquiry/c-no-time/");
    assert!(
        of_kind(&page, "BlogPosting")[0]
            .get("datePublished")
            .is_none()
    );
    let day = site.page("inquiry/b-day-only/");
    let published = of_kind(&day, "BlogPosting")[0]
        .get("datePublished")
        .cloned();
    assert!(published.is_none() || published == Some("2031-03-06".into()));
}
