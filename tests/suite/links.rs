//! No link escapes the base address, and every one of them leads somewhere: pages, feeds, data and sitemap.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use scraper::Html;
use serde_json::Value;

use crate::driver::Site;
use crate::page::{Page, decoded};

/// A site's files and the address that it stands under.
struct Output {
    files: BTreeMap<String, Vec<u8>>,
    ids: BTreeMap<String, BTreeSet<String>>,
    origin: String,
    base: String,
    problems: BTreeSet<String>,
    links: usize,
}

impl Output {
    fn new(site: &Site, origin: &str, base: &str) -> Self {
        let ids = site
            .pages()
            .iter()
            .map(|page| {
                let found = page.attributes("[id]", "id");
                let unique: BTreeSet<String> = found.iter().cloned().collect();
                assert_eq!(
                    found.len(),
                    unique.len(),
                    "{}: an id stands twice",
                    page.file
                );
                (page.file.clone(), unique)
            })
            .collect();
        Self {
            files: site.output(),
            ids,
            origin: origin.into(),
            base: base.into(),
            problems: BTreeSet::new(),
            links: 0,
        }
    }

    fn problem(&mut self, file: &str, link: &str, what: &str) {
        self.problems.insert(format!("{file}: `{link}` {what}"));
    }

    /// A link as it stands in a file. `outward` may lead to another site.
    fn check(&mut self, file: &str, link: &str, outward: bool) {
        self.links += 1;
        let whole = format!("{}{}", self.origin, self.base);
        if let Some(fragment) = link.strip_prefix('#') {
            return self.check_fragment(file, file, fragment);
        }
        if link.starts_with(&whole) {
            let path = link[self.origin.len()..].to_string();
            return self.check_path(file, &path);
        }
        if link.starts_with("mailto:") || link.starts_with("tel:") {
            return;
        }
        if link.starts_with("https://") || link.starts_with("http://") {
            if !outward {
                self.problem(file, link, "loads from another site");
            }
            return;
        }
        if link.starts_with("//") {
            return self.problem(file, link, "is neither under the base address nor whole");
        }
        if link.starts_with('/') {
            self.check_path(file, link);
        } else {
            self.check_relative(file, link);
        }
    }

    /// A link from where its page stands; the error page stands anywhere.
    fn check_relative(&mut self, file: &str, link: &str) {
        let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
        let Ok(path) = decoded(path) else {
            return self.problem(file, link, "is not UTF-8 when decoded");
        };
        let mut steps: Vec<&str> = file.split('/').collect();
        steps.pop();
        for step in path.split('/') {
            if step != ".." {
                steps.push(step);
            } else if steps.pop().is_none() {
                return self.problem(file, link, "escapes the base address");
            }
        }
        if file == "404.html" {
            return self.problem(file, link, "leads to no file");
        }
        self.check_target(file, link, &steps.join("/"), fragment);
    }

    fn check_path(&mut self, file: &str, link: &str) {
        // A link may say letters as letters, in its base too.
        let base = link.strip_prefix(&self.base);
        let Some(below) = base.or_else(|| link.strip_prefix(&*decoded(&self.base).unwrap())) else {
            return self.problem(file, link, "escapes the base address");
        };
        let (path, fragment) = below.split_once('#').unwrap_or((below, ""));
        let Ok(path) = decoded(path) else {
            return self.problem(file, link, "is not UTF-8 when decoded");
        };
        self.check_target(file, link, &path, fragment);
    }

    /// A file below the output folder, or a folder with a page.
    fn check_target(&mut self, file: &str, link: &str, path: &str, fragment: &str) {
        let target = if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.into()
        };
        if !self.files.contains_key(&target) {
            return self.problem(file, link, "leads to no file");
        }
        if !fragment.is_empty() {
            self.check_fragment(file, &target, fragment);
        }
    }

    fn check_fragment(&mut self, file: &str, target: &str, fragment: &str) {
        let found = decoded(fragment).is_ok_and(|id| {
            self.ids
                .get(target)
                .is_some_and(|ids| id.is_empty() || ids.contains(&id))
        });
        if !found {
            self.problem(file, &format!("{target}#{fragment}"), "names no id");
        }
    }

    fn check_page(&mut self, page: &Page) {
        let file = page.file.as_str();
        let html = page.all("html");
        for element in html[0].descendent_elements() {
            let value = element.value();
            for attribute in ["href", "src", "poster", "data", "action", "formaction"] {
                if let Some(link) = value.attr(attribute) {
                    self.check(file, link, value.name() == "a");
                }
            }
            for candidate in value
                .attr("srcset")
                .into_iter()
                .flat_map(|set| set.split(','))
            {
                let link = candidate.split_whitespace().next().unwrap_or_default();
                self.check(file, link, false);
            }
            let property = value.attr("property").unwrap_or_default();
            if ["og:url", "og:image"].contains(&property) {
                let link = value.attr("content").unwrap_or_default();
                self.check_whole(file, link);
            }
        }
        for block in page.json_ld() {
            self.check_json(file, &block);
        }
    }

    /// A link that somebody reads away from the site, so that it has to be whole.
    fn check_whole(&mut self, file: &str, link: &str) {
        if link.starts_with("https://") {
            self.check(file, link, true);
        } else {
            self.problem(file, link, "is not whole");
        }
    }

    /// Addresses in structured data and in JSON Feed.
    fn check_json(&mut self, file: &str, value: &Value) {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    match (key.as_str(), value) {
                        (
                            "@id" | "url" | "item" | "mainEntityOfPage" | "feed_url"
                            | "home_page_url" | "id",
                            Value::String(link),
                        ) => self.check_whole(file, link),
                        ("content_html", Value::String(html)) => self.check_content(file, html),
                        _ => self.check_json(file, value),
                    }
                }
            }
            Value::Array(values) => values.iter().for_each(|value| self.check_json(file, value)),
            _ => {}
        }
    }

    /// An entry's body in a feed: read away from the site, so every link is whole.
    fn check_content(&mut self, file: &str, html: &str) {
        let fragment = Html::parse_fragment(html);
        let ids: BTreeSet<&str> = fragment
            .root_element()
            .descendent_elements()
            .filter_map(|element| element.value().attr("id"))
            .collect();
        for element in fragment.root_element().descendent_elements() {
            for attribute in ["href", "src", "poster"] {
                let Some(link) = element.value().attr(attribute) else {
                    continue;
                };
                // A footnote's link stays within the body that carries it.
                let within = link
                    .strip_prefix('#')
                    .and_then(|fragment| decoded(fragment).ok());
                match within {
                    Some(id) if ids.contains(id.as_str()) => {}
                    _ => self.check_whole(file, link),
                }
            }
        }
    }

    fn check_everything(mut self, site: &Site) -> BTreeSet<String> {
        for page in site.pages() {
            self.check_page(&page);
        }
        let texts: Vec<(String, String)> = self
            .files
            .iter()
            .filter_map(|(path, bytes)| {
                Some((path.clone(), String::from_utf8(bytes.clone()).ok()?))
            })
            .collect();
        let location = Regex::new("<loc>(.*?)</loc>").unwrap();
        let robots = Regex::new("(?m)^Sitemap: (.*)$").unwrap();
        let style = Regex::new(r#"url\(\s*["']?([^"')]+)"#).unwrap();
        for (path, text) in &texts {
            if path.ends_with("feed.json") {
                self.check_json(path, &serde_json::from_str(text).unwrap());
            } else if path.ends_with("feed.xml") {
                self.check_atom(path, text);
            } else if path.starts_with("sitemap") {
                for found in location.captures_iter(text) {
                    self.check_whole(path, &found[1]);
                }
            } else if path == "robots.txt" {
                for found in robots.captures_iter(text) {
                    self.check_whole(path, &found[1]);
                }
            } else if path.ends_with(".css") {
                for found in style.captures_iter(text) {
                    self.check_style(path, &found[1]);
                }
            }
        }
        assert!(self.links > 100, "only {} links were seen", self.links);
        self.problems
    }

    fn check_atom(&mut self, path: &str, text: &str) {
        let feed = feed_rs::parser::parse(text.as_bytes()).unwrap();
        for link in &feed.links {
            self.check_whole(path, &link.href);
        }
        for entry in feed.entries {
            self.check_whole(path, &entry.id);
            for link in &entry.links {
                self.check_whole(path, &link.href);
            }
            let body = entry.content.and_then(|content| content.body).unwrap();
            self.check_content(path, &body);
        }
    }

    /// A file that a style sheet names, from where the style sheet stands.
    fn check_style(&mut self, path: &str, link: &str) {
        if link.starts_with("data:") || link.starts_with('#') {
            return;
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let target = format!("{folder}/{}", link.trim_start_matches("./"));
        if link.contains("//") || link.starts_with('/') || !self.files.contains_key(&target) {
            self.problem(path, link, "leads to no file beside the style sheet");
        }
    }
}

fn assert_whole(site: &Site, origin: &str, base: &str) {
    let problems = Output::new(site, origin, base).check_everything(site);
    assert!(
        problems.is_empty(),
        "{} links:\n{}",
        problems.len(),
        problems.into_iter().take(40).collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn every_link_of_the_demonstration_resolves_under_a_sub_path() {
    let site = Site::demonstration();
    site.build(&["--base-url", "https://example.org/archive/"])
        .succeeds();
    assert_whole(&site, "https://example.org", "/archive/");
}

#[test]
fn every_link_of_the_demonstration_resolves_at_a_root() {
    let site = Site::demonstration();
    site.build(&["--base-url", "https://live.example"])
        .succeeds();
    assert_whole(&site, "https://live.example", "/");
}

#[test]
fn every_link_of_a_paginated_site_resolves_under_a_name_that_is_not_ascii() {
    let site = Site::from("three-days");
    let settings = site.text("site.toml");
    site.write("site.toml", format!("{settings}per_page = 1\n"));
    site.build(&["--drafts", "--base-url", "https://example.org/%C3%A5rkiv/"])
        .succeeds();
    assert_whole(&site, "https://example.org", "/%C3%A5rkiv/");
}

#[test]
fn the_checker_sees_what_is_wrong() {
    let site = Site::from("three-days").built();
    let broken = site.text("public/days/index.html").replace(
        "</main>",
        "<a href=\"/nowhere/\">a</a><a href=\"#none\">b</a><a href=\"../../up\">c</a><a href=\"up.xml\">e</a><a href=\"/harbour/#none\">d</a>\
         <img src=\"https://tracker.example/x.gif\" alt=\"\"></main>",
    );
    site.write("public/days/index.html", broken);
    let problems = Output::new(&site, "https://example.org", "/").check_everything(&site);
    assert_eq!(problems.len(), 6, "{problems:?}");
}

#[test]
fn every_page_has_a_policy_and_loads_nothing_from_elsewhere() {
    for site in [
        Site::demonstration().built(),
        Site::from("three-days").built(),
    ] {
        for page in site.pages() {
            let policy = page.attributes("meta[http-equiv='Content-Security-Policy']", "content");
            assert_eq!(policy.len(), 1, "{}", page.file);
            assert!(policy[0].starts_with("default-src 'none'"), "{}", page.file);
            for word in [
                "unsafe-inline",
                "unsafe-eval",
                "*",
                "http:",
                "https:",
                "data:",
            ] {
                assert!(!policy[0].contains(word), "{}: {}", page.file, policy[0]);
            }
            // What the policy forbids would show as an error in every browser.
            assert!(!page.has("[style], style"), "{}: inline style", page.file);
            assert!(!page.has("script:not([src]):not([type='application/ld+json'])"));
            // Nothing loads what `oembed` and `canonical` name.
            for attribute in ["src", "href", "poster", "srcset"] {
                let loading = format!(
                    "link:not([rel='canonical'], [type='application/json+oembed'])[{attribute}], img[{attribute}], script[{attribute}], video[{attribute}], audio[{attribute}], source[{attribute}], iframe[{attribute}]"
                );
                for link in page.attributes(&loading, attribute) {
                    assert!(
                        !link.starts_with("//") && !link.contains(':'),
                        "{}: {link}",
                        page.file
                    );
                }
            }
        }
    }
}
