//! The page of a coverage: its order, its contents by hour, what its controls work on, and its weight.

use crate::driver::{SETTINGS, Site, repository};
use crate::page::plain;

/// Two days: three entries, a silence of two hours and one of 50 minutes, and a fourth on the next day.
const ENTRIES: [(&str, &str); 4] = [
    ("a", "2031-03-04T10:00:00Z"),
    ("b", "2031-03-04T10:50:00Z"),
    ("c", "2031-03-04T12:50:00Z"),
    ("d", "2031-03-05T08:10:00Z"),
];

/// These entries, the first and the last a key event, and some of the same minute as the first.
fn harbour(settings: &str, more: usize) -> Site {
    let site = Site::empty();
    site.write("site.toml", format!("{SETTINGS}{settings}"));
    for (id, published) in ENTRIES {
        let key = id == "a" || id == "d";
        let text = format!(
            "+++\nheadline = \"{id}\"\npublished = {published}\nkey = {key}\n+++\n\nText.\n"
        );
        site.write(&format!("content/harbour/{id}.md"), text);
    }
    for number in 0..more {
        let text = format!(
            "+++\nheadline = \"more {number}\"\npublished = 2031-03-04T10:00:00Z\n+++\n\nText.\n"
        );
        site.write(&format!("content/harbour/a{number:03}.md"), text);
    }
    site.built()
}

/// What stands on the line of time: days, silences and headlines.
fn line(site: &Site) -> Vec<String> {
    let page = site.page("harbour/");
    page.texts(".stream .break, .stream .silence, .stream article h2")
}

#[test]
fn either_order_has_its_days_and_silences_where_they_belong() {
    let (tuesday, wednesday) = ("Tuesday, 4 March 2031", "Wednesday, 5 March 2031");
    let oldest = [
        tuesday,
        "a",
        "50 minutes",
        "b",
        "2 hours",
        "c",
        wednesday,
        "d",
    ];
    assert_eq!(line(&harbour("", 0)), oldest);
    let newest = [
        wednesday,
        "d",
        tuesday,
        "c",
        "2 hours",
        "b",
        "50 minutes",
        "a",
    ];
    let site = harbour("\n[theme_options]\norder = \"newest\"\n", 0);
    assert_eq!(line(&site), newest);
}

#[test]
fn contents_are_by_hour_and_lead_to_entries() {
    let site = harbour("", 3);
    let page = site.page("harbour/");
    assert_eq!(
        page.texts(".contents .hour"),
        ["10:00 4 Mar", "12:00", "08:00 5 Mar"]
    );
    assert_eq!(
        page.attributes(".contents li li a", "href"),
        ["#a", "#a000", "#a001", "#a002", "#b", "#c", "#d"]
    );
    assert_eq!(page.texts(".contents .key a"), ["a", "d"]);
}

#[test]
fn key_events_lead_into_the_page_as_far_as_it_holds_them() {
    let page = harbour("", 0).page("harbour/");
    let events = page.attributes(".key-events a", "href");
    assert_eq!(events, ["/harbour/#a", "/harbour/#d"]);
    // The first of 404 entries is on a numbered page, whose address is no lasting one.
    let page = harbour("", 400).page("harbour/");
    let events = page.attributes(".key-events a", "href");
    assert_eq!(events, ["/harbour/a/", "/harbour/#d"]);
    let whole = "Only the entries of this page are looked through: page 3 of 3.";
    assert!(page.only("#_choices").contains(whole));
}

#[test]
fn controls_are_there_where_there_is_something_to_choose_and_do_nothing_by_themselves() {
    let few = harbour("", 0).page("harbour/");
    assert!(!few.has("#_choices") && !few.has("script[src*='reader']"));
    let page = harbour("", 3).page("harbour/");
    assert_eq!(page.all("fieldset.scripted[disabled]").len(), 2);
    assert!(page.has("script[src*='clocks'][data-start='2031-03-04T10:00:00+00:00']"));
    assert!(page.has("#_key") && page.has("#_order") && !page.has("#_speaker"));
    assert!(page.has("p#_notice[hidden]"));
}

#[test]
fn for_paper_it_is_whole_oldest_first_with_links_as_notes() {
    let site = Site::empty();
    let newest = "\n[theme_options]\norder = \"newest\"\n";
    site.write("site.toml", format!("{SETTINGS}{newest}"));
    for (number, (id, published)) in ENTRIES.iter().enumerate() {
        let text = format!(
            "+++\nheadline = \"{id}\"\npublished = {published}\n+++\n\n[Tide](https://tides.example/{number}?a=1&b=2) and [the first](a.md).\n"
        );
        site.write(&format!("content/harbour/{id}.md"), text);
    }
    let site = site.built();
    let paper = site.page("harbour/print.html");
    assert_eq!(paper.texts("article h2"), ["a", "b", "c", "d"]);
    assert_eq!(paper.texts("article sup.note"), ["1", "2", "3", "4"]);
    let notes = (0..4).map(|number| format!("https://tides.example/{number}?a=1&b=2"));
    assert_eq!(paper.texts(".links li"), notes.collect::<Vec<_>>());
    // Each day runs its date over its pages.
    assert_eq!(
        paper.texts(".booklet thead"),
        ["harbour 4 March 2031", "harbour 5 March 2031"]
    );
    // It is another form of the coverage's page, which is the one to be found.
    let canonical = paper.attributes("link[rel='canonical']", "href");
    assert_eq!(canonical, ["https://example.org/harbour/"]);
    assert!(!site.text("public/sitemap-1.xml").contains("print.html"));
    assert!(site.page("harbour/").has("a[href='/harbour/print.html']"));
}

#[test]
fn the_end_says_when_what_is_missing_and_what_else_there_was() {
    let site = Site::empty();
    site.write("site.toml", SETTINGS);
    let entry = |published: &str, body: &str| {
        format!("+++\nheadline = \"Note\"\npublished = {published}\n+++\n\n{body}\n")
    };
    let lost = "![The quay]()\nCaption: The quay at noon.";
    site.write("content/harbour/a.md", entry("2031-03-04T10:00:00Z", lost));
    site.write("content/harbour/b.md", entry("2031-03-05T14:30:00Z", ""));
    site.write("content/flood/a.md", entry("2031-03-05T09:00:00Z", "Text."));
    site.write("content/vote/a.md", entry("2031-03-06T09:00:00Z", "Text."));
    let page = site.built().page("harbour/");
    assert_eq!(
        page.only(".end h2"),
        "This coverage ended at 14:30, 5 March 2031"
    );
    let facts = page.texts(".end .provenance > div");
    for fact in [
        "Pictures, films and recordings not kept1",
        "Entries without text1",
    ] {
        assert!(facts.iter().any(|one| one == fact), "{facts:?}");
    }
    assert_eq!(page.texts(".same-days li"), ["flood 1"]);
}

/// The promise of the plan: 60 KB, 1.3 KB for each entry and 1.2 times the text at the most.
#[test]
fn a_coverages_page_is_small() {
    let mut sites = vec![Site::demonstration(), harbour("", 350)];
    let capture = repository().join("../shared/captures/bbc-2022-02-17.txt");
    if let Ok(text) = std::fs::read(&capture) {
        let site = Site::empty();
        site.write("site.toml", SETTINGS);
        site.write("content/capture.txt", text);
        sites.push(site);
    }
    for site in sites {
        let site = site.built();
        let pages = site.pages();
        for page in pages.iter().filter(|page| page.has("body.page-coverage")) {
            let articles = page.all(".stream > article, .stream > .stretch > article");
            let text: usize = articles.iter().map(|article| plain(*article).len()).sum();
            let size = page.text.len();
            let most = 60 * 1024 + articles.len() * 1331 + text * 12 / 10;
            assert!(size <= most, "{}: {size} bytes, {most} allowed", page.file);
        }
    }
}
