//! `index.md` beside an entry reads back as the entry: put in the place of what it was made from, it gives the same
//! site.

use crate::driver::Site;

/// A site of this site's `index.md` files, with the settings, registries and media that were there.
fn read_back(site: &Site) -> Site {
    let copy = Site::copy_of(site.root());
    for name in copy.names() {
        let parts: Vec<&str> = name.split('/').collect();
        if let [coverage, id, "index.md"] = parts[..] {
            copy.write(
                &format!("content/{coverage}/{id}.md"),
                copy.text(&format!("public/{name}")),
            );
        }
    }
    copy
}

#[test]
fn what_front_matter_says_against_the_rules_survives() {
    let topics = "[harwick-bridge]\nname = \"Harwick bridge\"\n";
    let site = Site::with(&[
        ("content/topics.toml", topics),
        (
            "content/x/a.md",
            "+++\nheadline = \"The Harwick bridge\"\nlabel = \"Breaking\"\nkey = false\ntopics = []\nspeakers = []\n+++\n\nText.\n",
        ),
        (
            "content/x/b.md",
            "+++\nlabel = \"Analysis\"\nkind = \"update\"\npublished = 2031-03-04\n+++\n\nOn Harwick bridge.\n",
        ),
        (
            "content/x/c.md",
            "+++\nlabel = \"Key event\"\nspeakers = [{ name = \"Ada Quill\", certain = false }]\n+++\n\nText.\n",
        ),
    ])
    .built();
    let back = read_back(&site);
    assert_eq!(
        back.text("content/x/a.md"),
        "+++\nheadline = \"The Harwick bridge\"\nlabel = \"Breaking\"\nkey = false\nspeakers = []\ntopics = []\nid = \"a\"\n+++\n\nText.\n"
    );
    let back = back.built();
    assert_eq!(site.output(), back.output());
}

#[test]
fn a_site_of_entry_files_is_built_again_from_its_pages() {
    let site = Site::from("three-days").built();
    let back = read_back(&site).built();
    assert_eq!(site.names(), back.names());
    for (path, bytes) in site.output() {
        assert!(
            back.output()[&path] == bytes,
            "{path}: {}",
            back.text(&format!("public/{path}"))
        );
    }
}
