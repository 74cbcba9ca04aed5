//! What somebody wrote holds over what was found: `speakers.toml`, and above it an entry's own list.

use serde_json::{Value, json};

use crate::driver::Site;

const SAYS: &str = "+++\npublished = 2031-03-04T13:42:00Z\n+++\n\nAda Quill says the bridge is closed.\n\n\"It will open,\" says Mark Lane, the harbour master.\n";

fn site(registry: &str, entry: &str) -> Site {
    Site::with(&[
        ("content/speakers.toml", registry),
        ("content/harbour/a.md", entry),
    ])
    .built()
}

fn entry(site: &Site) -> Value {
    site.json("harbour/coverage.json")["entries"][0].clone()
}

fn names(site: &Site) -> Vec<String> {
    let entry = entry(site);
    let speakers = entry["speakers"].as_array().unwrap().iter();
    speakers
        .map(|speaker| speaker["name"].as_str().unwrap().to_string())
        .collect()
}

#[test]
fn a_name_that_is_no_persons_is_not_found() {
    let both = site("", SAYS);
    assert_eq!(names(&both), ["Ada Quill", "Mark Lane"]);
    let one = site("not_a_person = [\"mark LANE\"]\n", SAYS);
    assert_eq!(names(&one), ["Ada Quill"]);
    assert!(
        !one.names()
            .contains(&"speakers/mark-lane/index.html".to_string())
    );
}

#[test]
fn a_found_name_is_whoever_has_it_as_an_alias() {
    let site = site(
        "[mayor]\nname = \"Adelaide Quillon\"\naliases = [\"Ada Quill\"]\n",
        SAYS,
    );
    assert_eq!(names(&site), ["Adelaide Quillon", "Mark Lane"]);
    assert_eq!(site.page("speakers/mayor/").only("h1"), "Adelaide Quillon");
    assert_eq!(entry(&site)["statements"][0]["speaker"], "Adelaide Quillon");
}

#[test]
fn a_role_of_the_day_is_shown_where_the_text_gives_none() {
    let registry = "[ada-quill]\nname = \"Ada Quill\"\nroles = [{ role = \"District nurse\", to = 2031-03-03 }, { role = \"Council leader\", from = 2031-03-04 }]\n[mark-lane]\nname = \"Mark Lane\"\nroles = \"Pilot\"\n";
    let site = site(registry, SAYS);
    let page = site.page("harbour/a/").words();
    assert!(page.contains("Council leader"), "{page}");
    assert!(!page.contains("District nurse"), "{page}");
    // As written wins, and the data have nothing but what was written.
    assert!(
        page.contains("harbour master") && !page.contains("Pilot"),
        "{page}"
    );
    assert_eq!(
        entry(&site)["speakers"],
        json!([
            {"name": "Ada Quill", "role": null, "certain": true},
            {"name": "Mark Lane", "role": "harbour master", "certain": true}
        ])
    );
    site.write(
        "content/harbour/a.md",
        SAYS.replace("2031-03-04T13:42:00Z", "2031-03-03"),
    );
    site.build(&[]).succeeds();
    let page = site.page("harbour/a/").words();
    assert!(page.contains("District nurse"), "{page}");
    // Without a day only a role that always holds.
    site.write(
        "content/harbour/a.md",
        SAYS.replace("published = 2031-03-04T13:42:00Z\n", ""),
    );
    site.build(&[]).succeeds();
    let page = site.page("harbour/a/").words();
    assert!(
        !page.contains("nurse") && !page.contains("leader"),
        "{page}"
    );
}

#[test]
fn two_people_of_one_name_are_two_tables() {
    let registry =
        "[ada-quill]\nname = \"Ada Quill\"\n[ada-quill-nurse]\nname = \"Ada Quill (nurse)\"\n";
    let site = site(registry, SAYS);
    site.write(
        "content/harbour/b.md",
        "+++\nspeakers = [\"Ada Quill (nurse)\"]\n+++\n\nAda Quill says the ward is full.\n",
    );
    site.build(&[]).succeeds();
    let names = site.names();
    for slug in ["ada-quill", "ada-quill-nurse"] {
        assert!(names.contains(&format!("speakers/{slug}/index.html")));
    }
    site.write("content/speakers.toml", registry.replace(" (nurse)", ""));
    site.build(&[])
        .fails_with(1)
        .says("`Ada Quill` names two people: [ada-quill] and [ada-quill-nurse]");
}

#[test]
fn what_front_matter_says_wins() {
    let with = |list: &str| {
        let text = SAYS.replacen("\n+++\n\n", &format!("\nspeakers = {list}\n+++\n\n"), 1);
        site("not_a_person = [\"Mark Lane\"]\n", &text)
    };
    let nobody = with("[]");
    assert_eq!(entry(&nobody)["speakers"], json!([]));
    assert_eq!(entry(&nobody)["statements"], json!([]));
    let other = with("[{ name = \"Bo Tarn\", role = \"Clerk\", certain = false }]");
    assert_eq!(
        entry(&other)["speakers"],
        json!([{"name": "Bo Tarn", "role": "Clerk", "certain": false}])
    );
    assert_eq!(entry(&other)["statements"], json!([]));
    // Over the registry too: somebody who wrote the name into the entry knows better.
    let named = with("[\"Mark Lane\", { name = \"Ada Quill\", role = \"Mayor\" }]");
    assert_eq!(names(&named), ["Mark Lane", "Ada Quill"]);
    assert_eq!(entry(&named)["speakers"][1]["role"], "Mayor");
    assert_eq!(entry(&named)["statements"][0]["speaker"], "Ada Quill");
}
