//! The WordPress Liveblog plugin's REST answer: entries with a type, new ones, changed ones and deleted ones.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::super::live_page::{LivePage, Update};
use super::super::markup::{Context, markdown_of_text};
use super::fields::{at, flag, id, list, people, raw, text, time};
use crate::source::entry::Moment;

/// Reads entries of WordPress; `None` where these are none.
pub fn read(value: &Value, context: &mut Context<'_>) -> Option<LivePage> {
    let entries = list(value, &["entries", "updates", ""])?;
    let known = entries.iter().all(|entry| {
        (entry.contains_key("entry_time")
            || entry.contains_key("date_gmt")
            || entry.contains_key("timestamp"))
            && (entry.contains_key("content")
                || entry.contains_key("html")
                || entry.contains_key("render"))
    });
    if !known {
        return None;
    }
    let mut page = LivePage::default();
    let mut deleted = 0;
    // A later entry of an id replaces an earlier one.
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for entry in entries {
        let kind = raw(entry, &["type"]).unwrap_or("new");
        let own = id(entry, &["id"]);
        if kind == "delete" {
            deleted += 1;
            if let Some(place) = own.as_ref().and_then(|id| places.remove(id)) {
                page.updates[place] = Update::default();
            }
            continue;
        }
        let Some(update) = update(entry, own.clone(), context) else {
            continue;
        };
        match own.as_ref().and_then(|id| places.get(id)) {
            Some(place) => page.updates[*place] = update,
            None => {
                if let Some(id) = own {
                    places.insert(id, page.updates.len());
                }
                page.updates.push(update);
            }
        }
    }
    page.updates.retain(|update| !update.is_empty());
    page.count("WordPress entry", page.updates.len());
    page.count("deleted entry, left out", deleted);
    Some(page)
}

fn update(
    entry: &Map<String, Value>,
    id: Option<String>,
    context: &mut Context<'_>,
) -> Option<Update> {
    let html = raw(entry, &["render", "content.rendered", "content", "html"]).unwrap_or_default();
    let utc = |moment| match moment {
        // WordPress writes `date_gmt` without an offset.
        Moment::Local(at) => Moment::Instant(at.and_utc().fixed_offset()),
        other => other,
    };
    let published = time(entry, &["entry_time", "timestamp"])
        .or_else(|| time(entry, &["date_gmt"]).map(utc))
        .or_else(|| time(entry, &["date"]));
    let update = Update {
        id,
        address: raw(entry, &["share_link", "link"]).map(str::to_string),
        headline: text(entry, &["headline", "title.rendered", "title"]),
        published,
        byline: people(
            at(entry, "authors")
                .or_else(|| at(entry, "author"))
                .filter(|author| !author.is_number()),
        ),
        key: flag(entry, &["key_event", "is_key_event"])
            || raw(entry, &["css_classes"]).is_some_and(|classes| classes.contains("type-key")),
        body: markdown_of_text(html, context),
        ..Update::default()
    };
    (!update.is_empty()).then_some(update)
}
