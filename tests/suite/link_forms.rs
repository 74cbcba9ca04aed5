//! The ways in which people write a link, and where each leads.

use crate::driver::Site;

/// The addresses that the links of one entry's body lead to.
fn links(site: &Site, address: &str) -> Vec<String> {
    site.page(address).attributes(".body a", "href")
}

#[test]
fn accents_typed_in_one_piece_find_a_name_that_has_them_in_two() {
    let site = Site::with(&[
        ("content/x/cafe\u{301}.md", "+++\nheadline = \"Café\"\n+++\n"),
        ("content/x/media/e\u{301}te\u{301}.svg", "<svg/>"),
        (
            "content/x/a.md",
            "+++\n+++\n\n[1](café.md) [2](cafe\u{301}.md) [3](caf%C3%A9) [4](/x/cafe%CC%81/)\n\n![](media/été.svg)\n",
        ),
    ])
    .built();
    assert_eq!(links(&site, "x/a/"), ["/x/caf%C3%A9/"; 4]);
    assert!(site.page("x/a/").has(".body img"));
}

#[test]
fn a_query_or_nothing_is_the_entry_itself_and_a_fragment_is_encoded() {
    let site = Site::with(&[
        (
            "content/x/a.md",
            "+++\n+++\n\n[1](?q=1) [2](#) [3](<b.md#two words>) [4](b.md#two%20words) <desk@courier.example>\n",
        ),
        ("content/x/b.md", "+++\n+++\n\nx\n"),
    ])
    .built();
    assert_eq!(
        links(&site, "x/a/"),
        [
            "/x/a/",
            "/x/a/",
            "/x/b/#two%20words",
            "/x/b/#two%20words",
            "mailto:desk@courier.example"
        ]
    );
}

#[test]
fn an_anchor_in_a_long_coverage_leads_to_where_the_entry_stands() {
    let site = Site::empty();
    site.write("site.toml", crate::driver::SETTINGS);
    for number in 0..401 {
        site.write(
            &format!("content/long/e{number:03}.md"),
            format!("+++\n+++\n\nEntry {number}.\n"),
        );
    }
    site.write(
        "content/other/a.md",
        "+++\n+++\n\n[first](/long/#e000) [last](../long#e400) [self](/other/#a)\n",
    );
    let site = site.built();
    // The bare address shows the youngest; nothing but a pager links to a page number.
    assert_eq!(
        links(&site, "other/a/"),
        ["/long/e000/", "/long/#e400", "/other/#a"]
    );
    // Its own page sends nobody to itself.
    assert!(site.page("long/e400/").has(".more a"));
    assert!(!site.page("long/e000/").has(".more a"));
}

#[test]
fn the_hint_of_a_link_to_nowhere_works_when_it_is_followed() {
    Site::with(&[
        ("content/ab/two.md", "+++\n+++\n\nx\n"),
        (
            "content/a/one.md",
            "+++\n+++\n\n[1](../ab/tow.md) [2](onw.md) [3](..)\n",
        ),
    ])
    .build(&[])
    .fails_with(1)
    .says("did you mean `../ab/two.md`?")
    .says("did you mean `one.md`?")
    .says_nothing_of("did you mean ``?");
}
