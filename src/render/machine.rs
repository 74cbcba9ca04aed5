//! What programs ask a site for: `llms.txt` (llmstxt.org) and the web app manifest (W3C).

use std::fmt::Write as _;

use serde_json::json;

use super::theme::Theme;
use crate::base::address::SitePath;
use crate::markdown::compose::link;
use crate::page::addresses::Addresses;
use crate::page::compose::{Composer, direction_of};

/// The site as a program that reads text would want to know it: what it is, every coverage, the ways in.
#[must_use]
pub fn llms(composer: &Composer<'_>) -> Vec<u8> {
    let (config, archive) = (composer.config, composer.archive);
    let address = |path: &SitePath| config.base_url.absolute(path);
    let home = SitePath::home();
    let mut text = format!("# {}\n\n", on_one_line(&config.title));
    if let Some(description) = &config.description {
        let _ = writeln!(text, "> {}\n", on_one_line(description));
    }
    let _ = writeln!(
        text,
        "An archive of live coverage: {} entries in {} coverages. Every entry has a page of its own, with who said what in it and where it comes from.",
        archive.entry_count(),
        archive.coverages.len(),
    );
    if config.outputs.markdown {
        text.push_str("The Markdown of an entry is at its address with `index.md` behind it.\n");
    }
    if config.outputs.data {
        text.push_str("The data of a coverage is at its address with `coverage.json` behind it.\n");
    }
    text.push_str("\n## Coverage\n\n");
    for id in archive.coverages_latest_first() {
        let coverage = &archive.coverages[id];
        let _ = write!(
            text,
            "- {}: {} entries",
            link(
                &on_one_line(coverage.shown_title()),
                &address(&composer.addresses.coverage(id)),
            ),
            coverage.entries.len(),
        );
        if let Some(publisher) = &coverage.origin.publisher {
            let _ = write!(text, ", {}", on_one_line(publisher));
        }
        match (coverage.first, coverage.last) {
            (Some(first), Some(last)) if first.date_naive() != last.date_naive() => {
                let _ = write!(text, ", {} to {}", first.date_naive(), last.date_naive());
            }
            (Some(first), _) => {
                let _ = write!(text, ", {}", first.date_naive());
            }
            _ => {}
        }
        text.push('\n');
    }
    text.push_str("\n## Ways in\n\n");
    let mut way = |name: &str, path: &SitePath| {
        let _ = writeln!(text, "- [{name}]({})", address(path));
    };
    way("Days", &Addresses::days());
    if archive.speakers.iter().any(|speaker| speaker.has_page) {
        way(
            "Speakers: everyone whose words are here",
            &Addresses::speakers(),
        );
    }
    if !archive.topics.is_empty() {
        way("Topics", &Addresses::topics());
    }
    if config.outputs.feed_site {
        way("Feed", &home.file("feed.xml"));
    }
    way("Site map", &home.file("sitemap.xml"));
    text.into_bytes()
}

/// The manifest that the default theme links: name, language, icon.
#[must_use]
pub fn manifest(composer: &Composer<'_>, theme: &Theme) -> Vec<u8> {
    let config = composer.config;
    let base = config.base_url.base_path();
    let mut manifest = json!({
        "name": config.title,
        "short_name": config.title,
        "id": base,
        "start_url": base,
        "scope": base,
        "display": "browser",
        "lang": composer.words.language(),
        "dir": direction_of(composer.words.language()),
    });
    if let Some(description) = &config.description {
        manifest["description"] = json!(description);
    }
    if let Some(icon) = theme.asset_path("icon.svg") {
        let icon = config.base_url.href(&SitePath::home().file(icon));
        manifest["icons"] = json!([{ "src": icon, "type": "image/svg+xml", "sizes": "any" }]);
    }
    serde_json::to_vec_pretty(&manifest).unwrap_or_default()
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
