//! Long lists are cut from the oldest end, so that a full page never changes when entries are added.

use std::fmt::Write as _;

use crate::driver::Site;

/// A site with this many entries, a minute apart from noon, all under one topic and by one speaker.
fn site(entries: usize, per_page: usize) -> Site {
    let site = Site::with(&[(
        "site.toml",
        &format!(
            "title = \"T\"\nbase_url = \"https://example.org/\"\ntime_zone = \"UTC\"\nper_page = {per_page}\n"
        ),
    )]);
    add(&site, 0..entries);
    site
}

fn add(site: &Site, numbers: std::ops::Range<usize>) {
    for number in numbers {
        let (hour, minute) = (12 + number / 60, number % 60);
        site.write(
            &format!("content/long/e{number:04}.md"),
            format!("+++\nheadline = \"Entry {number}\"\npublished = 2031-03-04T{hour:02}:{minute:02}:00Z\nspeakers = [\"Ada Quill\"]\ntopics = [\"Tide\"]\n+++\n\nText {number}.\n"),
        );
    }
}

/// The numbers of the entries that a list shows, in its order.
fn shown(site: &Site, address: &str) -> Vec<usize> {
    let mut numbers: Vec<usize> = site
        .page(address)
        .texts(".stream .entry :is(h2, h3, .headline)")
        .iter()
        .filter_map(|text| text.strip_prefix("Entry ")?.parse().ok())
        .collect();
    numbers.dedup();
    numbers
}

fn sorted(mut numbers: Vec<usize>) -> Vec<usize> {
    numbers.sort_unstable();
    numbers
}

#[test]
fn full_pages_count_from_the_oldest() {
    let site = site(7, 3).built();
    for list in ["topics/tide/", "speakers/ada-quill/", "days/2031-03-04/"] {
        assert_eq!(
            sorted(shown(&site, &format!("{list}page/1/"))),
            [0, 1, 2],
            "{list}"
        );
        assert_eq!(
            sorted(shown(&site, &format!("{list}page/2/"))),
            [3, 4, 5],
            "{list}"
        );
        // The bare address shows the rest and the newest full page.
        assert_eq!(sorted(shown(&site, list)), [3, 4, 5, 6], "{list}");
        assert!(
            !site
                .root()
                .join("public")
                .join(list)
                .join("page/3")
                .exists()
        );
    }
}

#[test]
fn full_pages_never_change_when_entries_are_added() {
    let site = site(9, 3).built();
    let before = site.output();
    add(&site, 9..11);
    site.build(&[]).succeeds();
    let after = site.output();
    for number in [1, 2] {
        for (list, rows) in [("topics/tide", "h2"), ("days/2031-03-04", "h2")] {
            let path = format!("{list}/page/{number}/index.html");
            let read = |bytes: &[u8]| {
                crate::page::Page::read(&path, std::str::from_utf8(bytes).unwrap()).texts(rows)
            };
            assert_eq!(read(&before[&path]), read(&after[&path]), "{path}");
        }
    }
    // A file of the search index is named by its bytes.
    let lasts = |path: &&String| !path.ends_with(".bin");
    assert!(
        before
            .keys()
            .filter(lasts)
            .all(|path| after.contains_key(path))
    );
}

#[test]
fn a_doubled_block_has_one_canonical_address() {
    let site = site(6, 3).built();
    let canonical = |address: &str| {
        site.page(address)
            .attributes("link[rel='canonical']", "href")
    };
    assert_eq!(
        canonical("topics/tide/page/2/"),
        ["https://example.org/topics/tide/page/2/"]
    );
    assert_eq!(
        canonical("topics/tide/"),
        ["https://example.org/topics/tide/page/2/"]
    );
    // With a rest, the bare address is a page of its own.
    add(&site, 6..7);
    site.build(&[]).succeeds();
    assert_eq!(
        site.page("topics/tide/")
            .attributes("link[rel='canonical']", "href"),
        ["https://example.org/topics/tide/"]
    );
}

#[test]
fn nothing_but_a_pager_links_to_a_page_number() {
    let site = site(8, 3).built();
    for page in site.pages() {
        let all = page.attributes("a[href*='/page/']", "href").len();
        let pager = page.attributes("nav.pager a[href*='/page/']", "href").len();
        assert_eq!(all, pager, "{}", page.file);
    }
}

#[test]
fn a_coverage_is_whole_up_to_400_entries_and_then_cut_by_200() {
    let whole = site(400, 50).built();
    assert_eq!(whole.page("long/").all(".stream article.entry").len(), 400);
    assert!(!whole.root().join("public/long/page").exists());

    let cut = site(450, 50).built();
    assert_eq!(shown(&cut, "long/page/1/"), (0..200).collect::<Vec<_>>());
    assert_eq!(shown(&cut, "long/page/2/"), (200..400).collect::<Vec<_>>());
    assert_eq!(shown(&cut, "long/"), (200..450).collect::<Vec<_>>());
    let mut numbered = String::new();
    for (name, _) in cut.output() {
        if name.starts_with("long/page/") {
            let _ = writeln!(numbered, "{name}");
        }
    }
    assert_eq!(numbered, "long/page/1/index.html\nlong/page/2/index.html\n");
    // Only the bare address keeps its entries: from an older one nothing leads to a page number. The coverage is the
    // folder above.
    let context = |id: &str| {
        cut.page(&format!("long/{id}/"))
            .attributes("p.more a", "href")
    };
    assert_eq!(context("e0300"), ["../#e0300"]);
    assert_eq!(context("e0007"), [""; 0]);
}
