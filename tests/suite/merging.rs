//! Several captures of one live page, and a second import over what somebody edited.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::driver::Site;

const SITE: &str = "title = \"T\"\nbase_url = \"https://example.org/\"\n";

/// A page with these entries: id, minute, headline, text.
fn page(saved: &str, entries: &[(&str, &str, &str, &str)]) -> String {
    let posts: String = entries
        .iter()
        .map(|(id, at, headline, text)| {
            format!(
                "<article id=\"block-{id}\"><header><time datetime=\"2031-03-04T{at}:00Z\">{at}</time><h2>{headline}</h2></header><p>{text}</p></article>\n"
            )
        })
        .collect();
    format!(
        "<!DOCTYPE html>\n<!-- Page saved with SingleFile\n url: https://post.example/live/una\n saved date: {saved}\n-->\n<html lang=\"en\"><head><title>Storm Una</title></head><body><h1>Storm Una</h1>\n{posts}</body></html>\n"
    )
}

fn early() -> String {
    page(
        "Tue Mar 04 2031 12:00:00 GMT+0000 (Greenwich Mean Time)",
        &[
            (
                "a3",
                "11:30",
                "Ferry stays in",
                "The ferry stays in untill noon.",
            ),
            ("a2", "11:00", "Rumour", "A rumour about the pier."),
            ("a1", "10:00", "Gusts", "Gusts at the lighthouse."),
        ],
    )
}

fn late() -> String {
    page(
        "Tue Mar 04 2031 18:00:00 GMT+0000 (Greenwich Mean Time)",
        &[
            ("a4", "13:42", "Bridge shut", "The bridge is shut."),
            (
                "a3",
                "11:30",
                "Ferry stays in",
                "The ferry stays in until two.",
            ),
            ("a1", "10:00", "Gusts", "Gusts at the lighthouse."),
        ],
    )
}

fn site() -> Site {
    let site = Site::with(&[("site.toml", SITE)]);
    site.write("early.html", early());
    site.write("late.html", late());
    site
}

/// Every file of the coverage with its text.
fn files(site: &Site) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    collect(&site.root().join("content/una"), "", &mut found);
    found
}

fn collect(folder: &Path, below: &str, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{below}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

#[test]
fn an_edited_entry_keeps_both_versions_and_a_vanished_one_stays() {
    let site = site();
    site.run(&["import", "early.html", "late.html", "--into", "una"])
        .succeeds();
    let files = files(&site);
    let ferry = &files["2031-03-04-1130-ferry-stays-in.md"];
    assert!(ferry.contains("until two") && !ferry.contains("untill"));
    assert!(ferry.contains(
        "first_seen = \"2031-03-04T12:00:00+00:00\", last_seen = \"2031-03-04T18:00:00+00:00\""
    ));
    assert!(
        ferry.contains("earlier = [\"captures/_earlier/2031-03-04-1130-ferry-stays-in-1.md\"]")
    );
    assert!(files["captures/_earlier/2031-03-04-1130-ferry-stays-in-1.md"].contains("untill noon"));
    let rumour = &files["2031-03-04-1100-rumour.md"];
    assert!(rumour.contains("vanished = true") && rumour.contains("A rumour about the pier."));
    assert!(!files["2031-03-04-1342-bridge-shut.md"].contains("vanished"));
    assert_eq!(
        site.built().json("una/coverage.json")["entries"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
}

#[test]
fn the_order_of_the_captures_makes_no_difference() {
    let mut all = Vec::new();
    for calls in [
        vec![vec!["early.html", "late.html"]],
        vec![vec!["late.html", "early.html"]],
        vec![vec!["early.html"], vec!["late.html"]],
        vec![vec!["late.html"], vec!["early.html"]],
        vec![
            vec!["early.html", "early.html"],
            vec!["late.html"],
            vec!["late.html"],
        ],
    ] {
        let site = site();
        for captures in calls {
            let mut call = vec!["import"];
            call.extend(captures);
            call.extend(["--into", "una"]);
            site.run(&call).succeeds();
        }
        all.push(files(&site));
    }
    for other in &all[1..] {
        assert_eq!(other, &all[0]);
    }
}

#[test]
fn what_somebody_edited_is_left_and_what_nobody_touched_is_brought_up_to_date() {
    let site = site();
    site.run(&["import", "early.html", "--into", "una"])
        .succeeds();
    let gusts = "content/una/2031-03-04-1000-gusts.md";
    let text = fs::read_to_string(site.root().join(gusts)).unwrap();
    let edited = text.replace(
        "Gusts at the lighthouse.",
        "Gusts of 90 km/h at the lighthouse.",
    );
    site.write(gusts, &edited);
    let ferry = "content/una/2031-03-04-1130-ferry-stays-in.md";
    let mine = fs::read_to_string(site.root().join(ferry))
        .unwrap()
        .replace("untill", "until");
    site.write(ferry, &mine);

    // Nothing new is said of the first, the capture says of the second what it did not say before.
    let run = site
        .run(&["import", "late.html", "--into", "una"])
        .succeeds();
    assert!(
        run.stderr
            .contains("1130-ferry-stays-in.md stands there with other words"),
        "{}",
        run.stderr
    );
    assert!(
        !run.stderr.contains("1000-gusts.md stands there"),
        "{}",
        run.stderr
    );
    let after = files(&site);
    assert_eq!(after["2031-03-04-1000-gusts.md"], edited);
    assert_eq!(after["2031-03-04-1130-ferry-stays-in.md"], mine);
    assert!(after["2031-03-04-1100-rumour.md"].contains("vanished = true"));
    assert!(after.contains_key("2031-03-04-1342-bridge-shut.md"));

    // A third time nothing changes, and nothing is said again.
    let run = site
        .run(&["import", "late.html", "--into", "una"])
        .succeeds();
    assert!(!run.stderr.contains("stands there"), "{}", run.stderr);
    assert_eq!(files(&site), after);
}

#[test]
fn pages_of_one_address_are_one_coverage_without_being_told() {
    let site = site();
    let run = site
        .run(&["import", "early.html", "late.html", "--dry-run"])
        .succeeds();
    assert!(
        run.stderr.contains("4 entries") || run.stdout.contains("4 entries"),
        "{}{}",
        run.stdout,
        run.stderr
    );
}

#[test]
fn text_and_page_of_one_stream_are_one() {
    let site = site();
    site.write(
        "early.txt",
        "11.30am GMT\nFerry stays in\n\nThe ferry stays in untill noon.\n\n10.00am GMT\nGusts\n\nGusts at the lighthouse.\n",
    );
    let call = [
        "import",
        "early.txt",
        "late.html",
        "--into",
        "una",
        "--date",
        "2031-03-04",
        "--zone",
        "Europe/London",
    ];
    site.run(&call).succeeds();
    let built = site.built().json("una/coverage.json");
    let headlines: Vec<&str> = built["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["headline"].as_str().unwrap())
        .collect();
    assert_eq!(headlines, ["Gusts", "Ferry stays in", "Bridge shut"]);
}
