//! Citing: every entry says how, as sentences, as records, and as tags that reference managers read.

use crate::driver::Site;

#[test]
fn an_entry_says_how_to_cite_it() {
    let entry = "+++\nheadline = \"A < B & C\"\npublished = 2031-03-04T13:42:00Z\nbyline = [\"Noor Castell\"]\n+++\n\nWords.\n";
    let site = Site::with(&[
        (
            "content/harbour/coverage.toml",
            "title = \"The harbour\"\n\n[source]\npublisher = \"Harwick Courier\"\n",
        ),
        ("content/harbour/bridge.md", entry),
        (
            "content/harbour/undated.md",
            "+++\n+++\n\nNobody knows when.\n",
        ),
    ])
    .built();
    let page = site.page("harbour/bridge/");
    assert_eq!(
        page.texts(".cite dt"),
        ["APA", "Chicago", "MLA", "Wikipedia"]
    );
    let url = &page.attributes("link[rel='canonical']", "href")[0];
    assert_eq!(
        page.texts(".cite dd")[0],
        format!("Castell, N. (2031, March 4). A < B & C. In The harbour. Harwick Courier. {url}")
    );
    for text in page.texts(".cite dd") {
        assert!(text.contains(url.as_str()), "{text}");
    }
    let tag = |name: &str| page.attributes(&format!("meta[name='{name}']"), "content");
    assert_eq!(tag("citation_title"), ["A < B & C"]);
    assert_eq!(tag("citation_author"), ["Noor Castell"]);
    assert_eq!(tag("citation_publication_date"), ["2031/03/04"]);
    assert_eq!(tag("DC.publisher"), ["Harwick Courier"]);
    assert_eq!(tag("DC.isPartOf"), ["The harbour"]);

    let undated = site.page("harbour/undated/");
    assert!(undated.texts(".cite dd")[0].starts_with("Harwick Courier. (n.d.). "));
    assert!(!undated.has("meta[name='citation_publication_date'], meta[name='citation_author']"));
}
