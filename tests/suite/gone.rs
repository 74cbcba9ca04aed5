//! Addresses of people and topics that an earlier build had do not break when later builds no longer find them.

use crate::driver::Site;

const SAYS: &str = "+++\npublished = 2031-03-04T13:42:00Z\ntopics = [\"Harwick bridge\"]\n+++\n\nAda Quill says the bridge is closed.\n\nTomas Vell, the harbour master, says the ferry runs.\n";
const SAYS_LESS: &str = "+++\npublished = 2031-03-04T13:42:00Z\ntopics = []\n+++\n\nTomas Vell, the harbour master, says the ferry runs.\n";
const SAYS_NOTHING: &str =
    "+++\npublished = 2031-03-04T13:42:00Z\ntopics = []\n+++\n\nThe ferry runs.\n";

fn site(text: &str) -> Site {
    Site::with(&[("content/harbour/a.md", text)])
}

/// Where a page leads at once; none where it stays.
fn leads_to(site: &Site, address: &str) -> Option<String> {
    let page = site.page(address);
    assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
    let refresh = page.attributes("meta[http-equiv=refresh]", "content");
    let content = refresh.first()?;
    Some(content.strip_prefix("0; url=").unwrap().to_string())
}

#[test]
fn a_page_that_later_rules_do_not_find_leads_to_its_index() {
    let site = site(SAYS).built();
    assert_eq!(site.page("speakers/ada-quill/").only("h1"), "Ada Quill");
    site.write("content/harbour/a.md", SAYS_LESS);
    site.build(&[]).succeeds();
    let expected = Some("/speakers/".to_string());
    assert_eq!(leads_to(&site, "speakers/ada-quill/"), expected);
    let page = site.page("speakers/ada-quill/");
    assert_eq!(
        page.attributes("link[rel=canonical]", "href"),
        ["https://example.org/speakers/"]
    );
    assert_eq!(page.attributes("main a", "href"), ["/speakers/"]);
    // Without any topic there is no list of them.
    assert_eq!(leads_to(&site, "topics/harwick-bridge/"), Some("/".into()));
    let names = site.names();
    assert!(!names.contains(&"speakers/ada-quill/feed.xml".to_string()));
    assert!(!site.text("public/sitemap-1.xml").contains("ada-quill"));

    // It stays, it costs nothing, and goes when the page comes back.
    site.build(&["-v"])
        .succeeds()
        .says("\n0 files written, 0 removed");
    assert_eq!(leads_to(&site, "speakers/ada-quill/"), expected);
    site.write("content/harbour/a.md", SAYS_NOTHING);
    site.build(&[]).succeeds();
    assert_eq!(leads_to(&site, "speakers/ada-quill/"), Some("/".into()));
    assert_eq!(leads_to(&site, "speakers/tomas-vell/"), Some("/".into()));
    site.write("content/harbour/a.md", SAYS);
    site.build(&[]).succeeds();
    assert!(
        site.output() == self::site(SAYS).built().output(),
        "nothing is left of what was gone"
    );
}

#[test]
fn somebody_under_another_name_is_found_from_the_old_address() {
    let site = site(SAYS).built();
    site.write(
        "content/speakers.toml",
        "[mayor-quill]\nname = \"Mayor Ada Quill\"\naliases = [\"Ada Quill\"]\n",
    );
    site.write(
        "content/topics.toml",
        "[the-bridge]\nname = \"The bridge\"\naliases = [\"Harwick bridge\"]\n",
    );
    site.build(&[]).succeeds();
    assert_eq!(
        leads_to(&site, "speakers/ada-quill/"),
        Some("/speakers/mayor-quill/".into())
    );
    assert_eq!(
        leads_to(&site, "topics/harwick-bridge/"),
        Some("/topics/the-bridge/".into())
    );
    // Under a sub-path the links stand under it too.
    site.build(&["--base-url", "https://x.example/live/"])
        .succeeds();
    assert_eq!(
        leads_to(&site, "speakers/ada-quill/"),
        Some("/live/speakers/mayor-quill/".into())
    );
}

#[test]
fn what_a_registry_knows_keeps_a_page_of_its_own() {
    let site = site(SAYS);
    site.write(
        "content/speakers.toml",
        "[ada-quill]\nname = \"Ada Quill\"\n",
    );
    site.build(&[]).succeeds();
    site.write("content/harbour/a.md", SAYS_LESS);
    site.build(&[]).succeeds();
    assert_eq!(leads_to(&site, "speakers/ada-quill/"), None);
    let page = site.page("speakers/ada-quill/");
    assert_eq!(page.only("h1"), "Ada Quill");
    assert_eq!(page.attributes("main a", "href"), ["/speakers/"]);
    // A site that never had the page makes none.
    let clean = self::site(SAYS_LESS);
    clean.write(
        "content/speakers.toml",
        "[ada-quill]\nname = \"Ada Quill\"\n",
    );
    let clean = clean.built();
    assert!(!clean.names().iter().any(|name| name.contains("ada-quill")));
    // Nothing else differs: an incremental build equals a clean one but for these pages.
    let mut left = site.output();
    left.retain(|path, _| {
        !path.starts_with("speakers/ada-quill/") && path != "topics/harwick-bridge/index.html"
    });
    let mut made = clean.output();
    for files in [&mut left, &mut made] {
        files.remove(".livesite-manifest");
    }
    assert!(left == made);
}

#[test]
fn a_link_to_what_is_gone_is_an_error_as_in_a_clean_build() {
    let site = site(SAYS).built();
    site.write(
        "content/harbour/a.md",
        format!("{SAYS_LESS}\n[Ada](/speakers/ada-quill/)\n"),
    );
    site.build(&[]).fails_with(1).says("[unknown-link]");
}

#[test]
fn a_manifest_that_lies_makes_no_page_elsewhere() {
    let site = site(SAYS_NOTHING);
    site.write(
        "public/.livesite-manifest",
        "livesite manifest 1\n00 speakers/../x/index.html\n00 speakers/A B/index.html\n00 speakers/a/b/index.html\n00 days/x/index.html\n- speakers/meant/index.html\n",
    );
    site.build(&[]).succeeds();
    let names = site.names();
    assert!(
        !names.iter().any(|name| name.starts_with("speakers/")),
        "{names:?}"
    );
    assert!(!names.contains(&"days/x/index.html".to_string()));
}
