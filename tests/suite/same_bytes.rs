//! The same input gives the same bytes; a second build writes nothing; only what is ours is removed.

use std::fs;
use std::time::{Duration, SystemTime};

use crate::driver::Site;

const ENTRY: &str = "+++\npublished = 2031-03-04T13:42:00Z\n+++\n\nThe bridge is closed.\n";

#[test]
fn folder_and_order_of_creation_change_no_byte() {
    let (first, second) = (
        Site::demonstration_in_order(false),
        Site::demonstration_in_order(true),
    );
    // Times of files are no input either.
    let old = SystemTime::now() - Duration::from_secs(86_400 * 400);
    for name in [
        "site.toml",
        "content/speakers.toml",
        "content/harwick-flood.txt",
    ] {
        fs::File::options()
            .write(true)
            .open(second.root().join(name))
            .unwrap()
            .set_modified(old)
            .unwrap();
    }
    first.build(&[]).succeeds();
    second.build(&["--out", "elsewhere/site"]).succeeds();
    let (first, second) = (first.output(), second.files_in("elsewhere/site"));
    assert_eq!(
        first.keys().collect::<Vec<_>>(),
        second.keys().collect::<Vec<_>>()
    );
    for (path, bytes) in &first {
        assert!(second[path] == *bytes, "{path} differs");
    }
}

#[test]
fn no_path_of_this_machine_is_in_the_output() {
    let site = Site::demonstration().built();
    let folder = site.root().to_str().unwrap().to_string();
    for (path, bytes) in site.output() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(&folder), "{path} names {folder}");
        assert!(!text.contains(env!("CARGO_MANIFEST_DIR")), "{path}");
    }
}

#[test]
fn a_second_build_writes_nothing() {
    let site = Site::demonstration();
    site.build(&["-v"])
        .succeeds()
        .says_nothing_of("\n0 files written");
    let stamps = |site: &Site| -> Vec<_> {
        site.names()
            .iter()
            .map(|name| {
                let path = site.root().join("public").join(name);
                fs::metadata(path).unwrap().modified().unwrap()
            })
            .collect()
    };
    let before = stamps(&site);
    site.build(&["-v"])
        .succeeds()
        .says("\n0 files written, 0 removed");
    assert_eq!(before, stamps(&site));
}

#[test]
fn one_changed_entry_changes_few_files() {
    let site = Site::from("three-days").built();
    let before = site.output();
    site.write(
        "content/harbour/2031-03-05-0910-ferry.md",
        site.text("content/harbour/2031-03-05-0910-ferry.md")
            .replace("every hour", "every half hour"),
    );
    site.build(&[]).succeeds();
    let after = site.output();
    assert_eq!(before.len(), after.len());
    let changed: Vec<_> = after
        .iter()
        // Files of the search index have another name when they have other bytes.
        .filter(|(path, bytes)| before.get(*path) != Some(*bytes))
        .map(|(path, _)| path.as_str())
        .collect();
    assert!(changed.contains(&"harbour/2031-03-05-0910-ferry/index.html"));
    assert!(
        !changed.contains(&"days/2031-03-04/index.html"),
        "{changed:?}"
    );
    assert!(!changed.contains(&"topics/index.html"), "{changed:?}");
    let clean = Site::empty();
    for (path, bytes) in site.files_in("content") {
        clean.write(&format!("content/{path}"), bytes);
    }
    clean.write("site.toml", site.text("site.toml"));
    assert!(
        clean.built().output() == after,
        "not what a clean build gives"
    );
}

#[test]
fn stale_files_go_and_foreign_files_stay() {
    let site = Site::with(&[
        ("content/harbour/a.md", ENTRY),
        ("content/harbour/b.md", ENTRY),
    ]);
    site.build(&[]).succeeds();
    site.write("public/CNAME", "archive.example.org\n");
    site.write("public/harbour/b/notes.txt", "somebody's own\n");
    site.remove("content/harbour/b.md");
    site.build(&["-v"]).succeeds().says("removed");
    let names = site.names();
    assert!(names.contains(&"CNAME".to_string()));
    assert!(names.contains(&"harbour/b/notes.txt".to_string()));
    assert!(!names.contains(&"harbour/b/index.html".to_string()));
    assert!(!names.contains(&"harbour/b/index.md".to_string()));
    // A coverage that is gone leaves no empty folder behind.
    site.write("content/quay/c.md", ENTRY);
    site.build(&[]).succeeds();
    assert!(site.root().join("public/quay").is_dir());
    fs::remove_dir_all(site.root().join("content/quay")).unwrap();
    site.build(&[]).succeeds();
    assert!(!site.root().join("public/quay").exists());
}

#[test]
fn a_folder_of_somebody_else_is_refused_and_kept() {
    let site = Site::with(&[("content/harbour/a.md", ENTRY)]);
    site.write("public/letters.txt", "Dear Ada,\n");
    site.build(&[]).fails_with(1).says("[output-not-ours]");
    assert_eq!(site.names(), ["letters.txt"]);
    // A folder that holds nothing but a repository is one to publish into.
    let fresh = Site::with(&[
        ("content/harbour/a.md", ENTRY),
        ("public/.git/HEAD", "ref\n"),
    ]);
    fresh.build(&[]).succeeds();
    assert_eq!(fresh.text("public/.git/HEAD"), "ref\n");
}

#[test]
fn a_manifest_that_lies_removes_nothing_outside() {
    let site = Site::with(&[("content/harbour/a.md", ENTRY)]);
    site.write("keep.txt", "keep\n");
    site.write(
        "public/.livesite-manifest",
        "livesite manifest 1\n00 ../keep.txt\n00 /etc/hosts\n00 a/../../keep.txt\n",
    );
    site.build(&[]).succeeds();
    assert_eq!(site.text("keep.txt"), "keep\n");
}

#[test]
fn a_file_that_somebody_changed_is_put_right_when_its_length_shows() {
    let site = Site::with(&[("content/harbour/a.md", ENTRY)]).built();
    let before = site.output();
    site.write("public/robots.txt", "User-agent: *\nDisallow: /\n\n");
    site.remove("public/index.html");
    site.build(&[]).succeeds();
    assert!(before == site.output());
}
