//! `oembed.json` beside a coverage and beside each entry (oEmbed 1.0, oembed.com): what a page elsewhere shows of it.

use std::fmt::Write as _;

use serde_json::json;

use super::shown::Entries;
use crate::archive::{CoverageId, EntryId};
use crate::markdown::html::escaped;

/// How wide a reader may show it, in pixels; it takes less where there is less room.
const WIDTH: u32 = 600;

/// What is quoted from where.
struct Quotation<'a> {
    title: &'a str,
    url: &'a str,
    text: &'a str,
    language: &'a str,
    direction: &'a str,
    authors: &'a [String],
    /// What it is part of, and when it was published, for the line below.
    place: &'a str,
    published: Option<(&'a str, &'a str)>,
}

/// One entry: its first words, and where they stand.
#[must_use]
pub fn entry(entries: Entries<'_>, id: EntryId) -> Vec<u8> {
    let card = entries.composer.entry_card(id);
    let authors: Vec<String> = card.byline.iter().map(|by| by.name.clone()).collect();
    write(
        entries,
        &Quotation {
            title: &card.title,
            url: &card.url,
            text: &card.excerpt,
            language: &card.language,
            direction: &card.direction,
            authors: &authors,
            place: &card.coverage_title,
            published: card
                .published
                .as_ref()
                .map(|time| (time.iso.as_str(), time.day.as_str())),
        },
    )
}

/// A coverage: the first point of its summary.
#[must_use]
pub fn coverage(entries: Entries<'_>, id: CoverageId) -> Vec<u8> {
    let composer = &entries.composer;
    let coverage = &composer.archive.coverages[id];
    let authors: Vec<String> = coverage.byline.iter().map(|by| by.name.clone()).collect();
    let url = composer
        .config
        .base_url
        .absolute(&composer.addresses.coverage(id));
    let text = coverage.summary.first().map_or("", String::as_str);
    let day = coverage.first.map(|first| {
        let day = composer.words.day(first.date_naive());
        (first.to_rfc3339(), day)
    });
    write(
        entries,
        &Quotation {
            title: coverage.shown_title(),
            url: &url,
            text,
            language: &coverage.language,
            direction: crate::page::compose::direction_of(&coverage.language),
            authors: &authors,
            place: coverage.origin.publisher.as_deref().unwrap_or_default(),
            published: day.as_ref().map(|(iso, day)| (iso.as_str(), day.as_str())),
        },
    )
}

fn write(entries: Entries<'_>, what: &Quotation<'_>) -> Vec<u8> {
    let config = entries.composer.config;
    let mut html = format!(
        "<blockquote cite=\"{url}\" lang=\"{}\" dir=\"{}\">",
        escaped(what.language),
        escaped(what.direction),
        url = escaped(what.url),
    );
    if !what.text.is_empty() {
        let _ = write!(html, "<p>{}</p>", escaped(what.text));
    }
    let _ = write!(
        html,
        "<footer><a href=\"{}\">{}</a>",
        escaped(what.url),
        escaped(what.title)
    );
    for part in [what.place, &config.title] {
        if !part.is_empty() {
            let _ = write!(html, " · {}", escaped(part));
        }
    }
    if let Some((iso, day)) = what.published {
        let _ = write!(
            html,
            " · <time datetime=\"{}\">{}</time>",
            escaped(iso),
            escaped(day)
        );
    }
    html.push_str("</footer></blockquote>");
    let mut answer = json!({
        "version": "1.0",
        "type": "rich",
        "title": what.title,
        "provider_name": config.title,
        "provider_url": config.base_url.absolute(&crate::base::address::SitePath::home()),
        "width": WIDTH,
        // It is as high as its text.
        "height": null,
        "html": html,
    });
    if !what.authors.is_empty() {
        answer["author_name"] = json!(what.authors.join(", "));
    }
    serde_json::to_vec(&answer).unwrap_or_default()
}
