//! Feeds, read by a library that is not ours.

use feed_rs::model::FeedType;

use crate::driver::Site;

#[test]
fn every_feed_of_the_demonstration_parses() {
    let site = Site::demonstration().built();
    let mut seen = [0, 0];
    for (path, bytes) in site.output() {
        if path != "feed.xml" && path != "feed.json" && !path.contains("/feed.") {
            continue;
        }
        let feed = feed_rs::parser::parse(bytes.as_slice())
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(
            feed.title.is_some_and(|title| !title.content.is_empty()),
            "{path}"
        );
        match feed.feed_type {
            FeedType::Atom => {
                seen[0] += 1;
                // RFC 4287 wants these of every entry; a reader's software sorts by them.
                for entry in &feed.entries {
                    assert!(
                        entry.updated.is_some() && entry.published.is_some(),
                        "{path}"
                    );
                    assert!(!entry.links.is_empty(), "{path}");
                    assert_ne!(entry.title.as_ref().unwrap().content, "", "{path}");
                }
                let newest = feed.entries.iter().filter_map(|entry| entry.published);
                assert!(
                    newest.is_sorted_by(|a, b| a >= b),
                    "{path} is not newest first"
                );
            }
            FeedType::JSON => seen[1] += 1,
            other => panic!("{path}: {other:?}"),
        }
    }
    assert_eq!(seen[0], seen[1]);
    assert!(seen[0] > 30, "{seen:?}");
}

#[test]
fn atom_leaves_out_what_has_no_time_and_json_feed_keeps_it() {
    let site = Site::from("three-days").built();
    let atom = feed_rs::parser::parse(site.text("public/inquiry/feed.xml").as_bytes()).unwrap();
    assert_eq!(atom.entries.len(), 1);
    let json = site.json("inquiry/feed.json");
    let items = json["items"].as_array().unwrap();
    assert_eq!(items.len(), 3);
    let timed = items
        .iter()
        .filter(|item| item["date_published"].is_string());
    assert_eq!(timed.count(), 1);
}

#[test]
fn json_feed_has_its_fields() {
    let site = Site::from("three-days").built();
    let feed = site.json("harbour/feed.json");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["home_page_url"], "https://example.org/harbour/");
    assert_eq!(feed["feed_url"], "https://example.org/harbour/feed.json");
    assert!(
        feed["title"]
            .as_str()
            .unwrap()
            .contains("The harbour in March")
    );
    let item = &feed["items"][0];
    let address = "https://example.org/harbour/2031-03-05-0910-ferry/";
    assert_eq!(item["id"], address);
    assert_eq!(item["url"], address);
    assert_eq!(item["title"], "The ferry runs");
    assert_eq!(item["date_published"], "2031-03-05T09:10:00+00:00");
    assert_eq!(item["date_modified"], "2031-03-05T10:00:00+00:00");
    assert!(
        item["content_html"]
            .as_str()
            .unwrap()
            .contains("every hour")
    );
    let bridge = feed["items"].as_array().unwrap().last().unwrap();
    assert_eq!(bridge["authors"][0]["name"], "Noor Castell");
    for feed in [
        "feed.json",
        "speakers/ada-quill/feed.json",
        "topics/ferry/feed.json",
    ] {
        assert_eq!(
            site.json(feed)["version"],
            "https://jsonfeed.org/version/1.1"
        );
    }
}

#[test]
fn a_feed_is_as_long_as_the_settings_say() {
    let site = Site::from("three-days");
    let settings = site.text("site.toml");
    site.write("site.toml", format!("{settings}feed_limit = 2\n"));
    let site = site.built();
    assert_eq!(site.json("feed.json")["items"].as_array().unwrap().len(), 2);
    let atom = feed_rs::parser::parse(site.text("public/feed.xml").as_bytes()).unwrap();
    assert_eq!(atom.entries.len(), 2);
}
