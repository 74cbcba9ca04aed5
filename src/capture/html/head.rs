//! What stands around the posts: title, publisher, address, language, when it was saved.

use std::sync::LazyLock;

use regex::Regex;
use scraper::ElementRef;

use super::layout::Layout;
use crate::capture::live_page::LivePage;
use crate::capture::machine_time;
use crate::capture::markup::address::{host, is_web};
use crate::capture::markup::tree::{all, attribute, first, name, single_blanks, text};
use crate::capture::reading_text::{plain, unescaped};

/// What browsers and archives write above a page that they saved.
static SAVED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)<!--\s*saved from url=\(\d+\)(?P<url>\S+)\s*-->").ok());
static SINGLE_FILE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?is)Page saved with SingleFile\s+url:\s*(?P<url>\S+)\s+saved date:\s*(?P<date>[^\n]+)",
    )
    .ok()
});
static WAYBACK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"https?://web\.archive\.org/web/(?P<time>\d{14})[a-z_]*/(?P<url>https?://[^\s\x22'<>]+)",
    )
    .ok()
});
static PAGE_OF: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:page\s+)?(?P<page>\d{1,3})\s+of\s+(?P<pages>\d{1,3})$").ok()
});

/// Reads the head of a page.
#[must_use]
pub fn read(root: ElementRef<'_>, source: &str, layout: Option<&Layout>) -> LivePage {
    let meta = |keys: &[&str]| {
        keys.iter().find_map(|key| {
            let css = format!("meta[property='{key}'], meta[name='{key}'], meta[itemprop='{key}']");
            all(root, &css)
                .into_iter()
                .find_map(|element| attribute(element, "content"))
                .map(|words| single_blanks(&unescaped(words)))
        })
    };
    let heading = first(root, "h1")
        .map(text)
        .filter(|words| !words.is_empty());
    let title = heading
        .or_else(|| meta(&["og:title", "twitter:title"]))
        .or_else(|| first(root, "title").map(text))
        .map(|words| plain(&words))
        .filter(|words| !words.is_empty());
    let canonical = first(root, "link[rel='canonical']")
        .and_then(|link| attribute(link, "href"))
        .map(str::to_string)
        .or_else(|| meta(&["og:url"]));
    let start = source.get(..floor(source, 8_192)).unwrap_or(source);
    let saved = saved_from(start);
    let (saved_url, captured) = saved.unwrap_or_default();
    let address = canonical
        .filter(|address| is_web(address))
        .or(saved_url.filter(|address| is_web(address)));
    let publisher = layout
        .and_then(|layout| layout.publisher.clone())
        .or_else(|| {
            meta(&["og:site_name", "application-name", "publisher"]).filter(|name| !is_web(name))
        });
    let language = attribute(root, "lang")
        .or_else(|| attribute(root, "xml:lang"))
        .and_then(language_tag)
        .or_else(|| meta(&["og:locale"]).and_then(|tag| language_tag(&tag)));
    let dates = [
        "article:published_time",
        "article:modified_time",
        "og:updated_time",
    ]
    .iter()
    .filter_map(|key| machine_time::instant(&meta(&[key])?))
    .collect();
    let summary = layout
        .and_then(|layout| layout.summary.as_ref())
        .map(|selector| {
            let mut points: Vec<String> = Vec::new();
            for point in root.select(selector).map(text) {
                if !point.is_empty() && !points.contains(&point) {
                    points.push(point);
                }
            }
            points
        })
        .unwrap_or_default();
    LivePage {
        title,
        publisher: publisher.or_else(|| address.as_deref().and_then(host)),
        address,
        captured,
        dates,
        language,
        zone: layout.and_then(|layout| layout.zone),
        summary,
        page_of: page_of(root),
        ..LivePage::default()
    }
}

/// Address and time in what a browser or an archive wrote into the page.
fn saved_from(
    start: &str,
) -> Option<(
    Option<String>,
    Option<chrono::DateTime<chrono::FixedOffset>>,
)> {
    if let Some(groups) = SINGLE_FILE
        .as_ref()
        .and_then(|pattern| pattern.captures(start))
    {
        return Some((
            Some(groups["url"].to_string()),
            machine_time::instant(groups["date"].trim()),
        ));
    }
    if let Some(groups) = SAVED.as_ref().and_then(|pattern| pattern.captures(start)) {
        return Some((Some(groups["url"].to_string()), None));
    }
    let groups = WAYBACK.as_ref()?.captures(start)?;
    let time = &groups["time"];
    let iso = format!(
        "{}-{}-{}T{}:{}:{}Z",
        time.get(..4)?,
        time.get(4..6)?,
        time.get(6..8)?,
        time.get(8..10)?,
        time.get(10..12)?,
        time.get(12..14)?
    );
    Some((Some(groups["url"].to_string()), machine_time::instant(&iso)))
}

/// `en`, `en-GB` from `en_GB.UTF-8` and the like.
fn language_tag(tag: &str) -> Option<String> {
    let tag = tag.split(['.', '@']).next()?.replace('_', "-");
    let parts: Vec<&str> = tag.split('-').collect();
    let well = parts
        .first()
        .is_some_and(|part| (2..=3).contains(&part.len()))
        && parts.iter().all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    well.then_some(tag)
}

/// `1 of 5`, alone in an element.
fn page_of(root: ElementRef<'_>) -> Option<(usize, usize)> {
    let pattern = PAGE_OF.as_ref()?;
    root.descendants()
        .filter_map(ElementRef::wrap)
        .find_map(|element| {
            if !matches!(name(element), "span" | "div" | "li" | "p" | "a")
                || element.children().count() > 8
            {
                return None;
            }
            let words: String = element.text().take(12).collect();
            if words.len() > 40 {
                return None;
            }
            let words = single_blanks(&words);
            let groups = pattern.captures(&words)?;
            let (page, pages) = (groups["page"].parse().ok()?, groups["pages"].parse().ok()?);
            (page >= 1 && page <= pages && pages > 1).then_some((page, pages))
        })
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
