//! How import is called: standard input, many files at once, outside a site, and what it accounts for.

use crate::driver::{Site, repository};

const TICKER: &str = "13:42 GMT 4 March 2031\nBridge shut\n\nThe bridge is shut.\n\n13:10 GMT 4 March 2031\nFerry stays in\n\nNo ferry today.\n";

fn names(site: &Site, folder: &str) -> Vec<String> {
    site.files_in(folder).into_keys().collect()
}

#[test]
fn standard_input_is_a_capture_like_another() {
    let site = Site::empty();
    let options = [
        "--into",
        "una",
        "--date",
        "2031-03-04",
        "--zone",
        "Europe/London",
    ];
    let call = [&["import", "-"][..], &options].concat();
    site.run_with(TICKER.as_bytes(), &call).succeeds();
    let files = names(&site, "content/una");
    assert!(
        files.contains(&"captures/standard-input.txt".into()),
        "{files:?}"
    );
    assert_eq!(site.text("content/una/captures/standard-input.txt"), TICKER);
    let entry = site.text("content/una/2031-03-04-1342-bridge-shut.md");
    assert!(entry.contains("file = \"standard-input.txt\""), "{entry}");

    // The same from a file is the same coverage, but for the capture's name.
    let other = Site::with(&[("ticker.txt", TICKER)]);
    let call = [&["import", "ticker.txt"][..], &options].concat();
    other.run(&call).succeeds();
    assert_eq!(
        entry.replace("standard-input.txt", "ticker.txt"),
        other.text("content/una/2031-03-04-1342-bridge-shut.md")
    );
}

#[test]
fn a_page_from_standard_input_is_called_by_its_title() {
    let page =
        std::fs::read(repository().join("tests/captures/h03_unknown_articles.html")).unwrap();
    let site = Site::empty();
    site.run_with(&page, &["import", "-"]).succeeds();
    let files = names(&site, "content");
    assert!(
        files.contains(&"election-night-in-harwick/captures/standard-input.html".into()),
        "{files:?}"
    );
}

#[test]
fn standard_input_that_is_empty_is_an_error() {
    let site = Site::empty();
    site.run_with(b"", &["import", "-"])
        .fails_with(1)
        .says("standard-input.txt is empty");
    assert!(names(&site, ".").is_empty());
}

#[test]
fn of_many_files_those_that_can_be_read_are_written() {
    let site = Site::with(&[
        ("a.txt", TICKER),
        ("b.txt", "Nothing of a live page.\n"),
        ("c.txt", TICKER),
    ]);
    let call = [
        "import",
        "a.txt",
        "b.txt",
        "c.txt",
        "--date",
        "2031-03-04",
        "--zone",
        "Europe/London",
    ];
    site.run(&call).fails_with(1).says("no entry was found");
    let files = names(&site, "content");
    assert!(files.iter().any(|file| file.starts_with("a/")), "{files:?}");
    assert!(files.iter().any(|file| file.starts_with("c/")), "{files:?}");
    assert!(
        !files.iter().any(|file| file.starts_with("b/")),
        "{files:?}"
    );

    // One coverage of all of them would lack one of its captures.
    let site = Site::with(&[
        ("a.txt", TICKER),
        ("b.html", "<html><body><p>No live page.</p></body></html>"),
    ]);
    let call = [
        "import",
        "a.txt",
        "b.html",
        "--into",
        "una",
        "--date",
        "2031-03-04",
        "--zone",
        "Europe/London",
    ];
    site.run(&call).fails_with(1);
    assert!(names(&site, "content").is_empty());
}

#[test]
fn captures_of_one_name_are_both_kept_and_entries_name_theirs() {
    let page = |id: &str, at: &str, words: &str| {
        format!(
            "<!DOCTYPE html><html lang=\"en\"><head><title>Una</title></head><body><h1>Una</h1><article id=\"block-{id}1\"><time datetime=\"2031-03-04T{at}:00Z\">{at}</time><h2>{words}</h2><p>{words} at the pier.</p></article><article id=\"block-{id}2\"><time datetime=\"2031-03-04T{at}:30Z\">{at}</time><h2>More {words}</h2><p>More {words} at the pier.</p></article></body></html>"
        )
    };
    let mut all = Vec::new();
    for call in [
        ["one/page.html", "two/page.html"],
        ["two/page.html", "one/page.html"],
    ] {
        let site = Site::empty();
        site.write("one/page.html", page("a", "10:00", "gusts"));
        site.write("two/page.html", page("b", "11:00", "rain"));
        site.run(&["import", call[0], call[1], "--into", "una"])
            .succeeds();
        all.push(site.files_in("content/una"));
    }
    assert_eq!(all[0], all[1]);
    let captures: Vec<&String> = all[0]
        .keys()
        .filter(|name| name.starts_with("captures/page"))
        .collect();
    assert_eq!(captures.len(), 2, "{captures:?}");
    for (name, bytes) in all[0].iter().filter(|(name, _)| name.ends_with(".md")) {
        let text = String::from_utf8_lossy(bytes);
        let file = text
            .split("file = \"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let word = if name.contains("gusts") {
            "gusts"
        } else {
            "rain"
        };
        let capture = String::from_utf8_lossy(&all[0][&format!("captures/{file}")]).into_owned();
        assert!(capture.contains(word), "{name} names {file}");
    }
}

#[test]
fn explain_accounts_for_every_line_and_leaves_json_alone() {
    let site = Site::with(&[("a.txt", TICKER)]);
    let options = [
        "--date",
        "2031-03-04",
        "--zone",
        "Europe/London",
        "--dry-run",
        "--explain",
    ];
    let told = site
        .run(&[&["import", "a.txt"][..], &options].concat())
        .succeeds()
        .stdout;
    for (number, line) in TICKER.lines().enumerate() {
        let number = format!("{:>6}  ", number + 1);
        assert!(
            told.lines()
                .any(|told| told.starts_with(&number) && told.ends_with(line)),
            "{number}{line}\n{told}"
        );
    }
    let run = site
        .run(&[&["import", "a.txt", "--format", "json"][..], &options].concat())
        .succeeds();
    assert_eq!(run.json()["entries"].as_array().unwrap().len(), 2);
    assert!(run.stderr.contains("header"), "{}", run.stderr);
}
