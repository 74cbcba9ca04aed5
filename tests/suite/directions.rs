//! An interface that runs one way around content that runs the other: words of each keep their own order.

use crate::driver::Site;

/// Arabic pages around English coverage.
fn site() -> Site {
    Site::with(&[
        ("site.toml", "title = \"Archive\"\nbase_url = \"https://example.org/\"\nlanguage = \"ar\"\n"),
        (
            "content/harbour/a.md",
            "+++\npublished = 2031-03-04T09:00:00Z\nheadline = \"Pier shut\"\nbyline = [{ name = \"Jonah Pike\", role = \"Reporter in Harwick\" }]\n+++\n\n![A pier](missing:)\n\nThe pier ![](missing:) at noon.\n",
        ),
        (
            "content/harbour/coverage.toml",
            "title = \"Harbour\"\nlanguage = \"en\"\nbyline = [{ name = \"Minna Orr\", role = \"Editor\" }]\n",
        ),
    ])
    .built()
}

#[test]
fn a_byline_keeps_the_order_of_its_own_language() {
    let site = site();
    for (address, writers) in [("harbour/", 2), ("harbour/a/", 1)] {
        let page = site.page(address);
        let directions = page.attributes(".byline", "dir");
        assert_eq!(directions, vec!["ltr"; writers], "{address}");
        assert_eq!(page.attributes(".byline", "lang"), vec!["en"; writers]);
    }
}

#[test]
fn words_of_the_interface_inside_a_body_are_set_apart() {
    let page = site().page("harbour/a/");
    assert_eq!(page.attributes("html", "dir"), ["rtl"]);
    assert_eq!(page.attributes(".body", "dir"), ["ltr"]);
    // The full stop stands at the left, where the sentence ends.
    for place in [".lost-note > bdi", "span.lost > bdi"] {
        let note = page.only(&format!(".body {place}"));
        assert!(note.starts_with("هذه"), "{place}: {note}");
        // A voice that reads aloud changes with the language.
        let language = page.attributes(&format!(".body {place}"), "lang");
        assert_eq!(language, ["ar"], "{place}");
    }
}
