//! `build --portable`: a site that is read from a folder. `tests/browser/portable.mjs` opens it as files.

use std::collections::BTreeSet;

use crate::driver::Site;
use crate::page::{Page, decoded};

/// Where a link from a page leads, below the output folder; `None` where it climbs out of it.
fn target(page: &Page, link: &str) -> Option<String> {
    let path = link.split(['?', '#']).next().unwrap();
    let mut parts: Vec<String> = page.file.split('/').map(Into::into).collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            part => parts.push(decoded(part).unwrap()),
        }
    }
    Some(parts.join("/"))
}

#[test]
fn every_link_is_relative_and_leads_to_a_file() {
    let site = Site::demonstration();
    site.build(&["--portable"]).succeeds();
    let files: BTreeSet<String> = site.names().into_iter().collect();
    let mut links = 0;
    for page in site.pages() {
        for attribute in [
            "href",
            "src",
            "action",
            "data-index",
            "data-phrase",
            "data-base",
        ] {
            for link in page.attributes(&format!("[{attribute}]"), attribute) {
                if link.starts_with('#') || link.contains("://") || link.starts_with("mailto:") {
                    continue;
                }
                let target = target(&page, &link);
                let there = target.is_some_and(|target| files.contains(&target));
                assert!(there, "{}: {attribute}=\"{link}\" leads nowhere", page.file);
                links += 1;
            }
        }
    }
    assert!(links > 1_000, "{links} links");
}

#[test]
fn the_index_is_the_same_as_scripts() {
    let site = Site::demonstration().built();
    let index = |site: &Site, ending: &str| -> BTreeSet<String> {
        let names = site.names().into_iter();
        let of_search =
            |name: String| Some(name.strip_prefix("search/")?.strip_suffix(ending)?.into());
        names.filter_map(of_search).collect()
    };
    let files = index(&site, ".bin");
    assert!(files.len() > 3 && files.contains("root"));
    site.build(&["--portable"]).succeeds();
    assert_eq!(index(&site, ".js"), files);
    assert!(index(&site, ".bin").is_empty());
}
