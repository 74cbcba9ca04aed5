//! Superdesk Live Blog's API: posts whose parts stand in groups, and the same posts as ninjs.

use serde_json::{Map, Value};

use super::super::live_page::{LivePage, Update};
use super::super::markup::{Context, markdown_of_text};
use super::super::reading_text::plain;
use super::super::schema_org::join;
use super::fields::{at, flag, id, list, people, raw, text, time};
use crate::markdown::compose;
use crate::source::entry::Moment;

/// Reads posts of Superdesk; `None` where these are none.
pub fn read(value: &Value, context: &mut Context<'_>) -> Option<LivePage> {
    let posts = list(value, &["_items", "items", "posts", ""])?;
    if !posts.iter().any(|post| {
        post.contains_key("groups")
            || post.contains_key("post_items_type")
            || post.contains_key("lb_highlight")
    }) {
        return None;
    }
    let blog = value
        .get("blog")
        .and_then(Value::as_object)
        .or_else(|| value.as_object());
    let mut page = LivePage {
        title: blog.and_then(|blog| text(blog, &["title", "headline"])),
        address: blog
            .and_then(|blog| raw(blog, &["public_url", "public_urls.output", "url"]))
            .map(str::to_string),
        ..LivePage::default()
    };
    let mut hidden = 0;
    for post in posts {
        let status = raw(post, &["post_status"]).unwrap_or("open");
        if flag(post, &["deleted"]) || !matches!(status, "open" | "published" | "") {
            hidden += 1;
            continue;
        }
        page.updates.extend(update(post, context));
    }
    page.count("Superdesk post", page.updates.len());
    page.count("draft or deleted post, left out", hidden);
    Some(page)
}

fn update(post: &Map<String, Value>, context: &mut Context<'_>) -> Option<Update> {
    let mut body = String::new();
    let mut headline = text(post, &["headline", "title"]);
    for item in items(post) {
        if headline.is_none() {
            headline = text(item, &["headline", "meta.headline"]);
        }
        body = join(&body, &part(item, context));
    }
    if body.is_empty()
        && let Some(html) = raw(post, &["body_html", "text", "body_text"])
    {
        body = markdown_of_text(html, context);
    }
    let update = Update {
        id: id(post, &["_id", "guid", "original_id", "uri"]),
        headline,
        published: time(
            post,
            &[
                "published_date",
                "firstpublished",
                "versioncreated",
                "_created",
                "firstcreated",
            ],
        ),
        updated: match time(post, &["content_updated_date", "_updated"]) {
            Some(Moment::Instant(at)) => Some(at),
            _ => None,
        },
        byline: people(
            at(post, "syndicated_creator")
                .or_else(|| at(post, "original_creator"))
                .or_else(|| at(post, "authors")),
        ),
        key: flag(post, &["lb_highlight", "highlight"]),
        body,
        ..Update::default()
    };
    (!update.is_empty()).then_some(update)
}

/// The parts of a post, in the order of its groups.
fn items(post: &Map<String, Value>) -> Vec<&Map<String, Value>> {
    let groups = post.get("groups").and_then(Value::as_array);
    let refs = groups
        .into_iter()
        .flatten()
        .filter(|group| group.get("id").and_then(Value::as_str) != Some("root"))
        .filter_map(|group| group.get("refs")?.as_array())
        .flatten();
    refs.filter_map(|part| part.get("item").or(Some(part))?.as_object())
        .collect()
}

fn part(item: &Map<String, Value>, context: &mut Context<'_>) -> String {
    let kind = raw(item, &["item_type"]).unwrap_or("text");
    let meta = |key: &str| text(item, &[&format!("meta.{key}"), key]);
    match kind {
        "image" => {
            let address = raw(
                item,
                &[
                    "meta.media.renditions.viewImage.href",
                    "meta.media.renditions.baseImage.href",
                    "meta.media.renditions.original.href",
                    "renditions.original.href",
                ],
            )
            .and_then(|address| context.picture(address));
            compose::figure(
                &meta("description_text").unwrap_or_default(),
                address.as_deref(),
                meta("caption").as_deref(),
                meta("credit").as_deref(),
            )
        }
        "quote" => compose::pull_quote(
            &meta("quote").unwrap_or_default(),
            meta("creator").or_else(|| meta("author")).as_deref(),
        ),
        "embed" => {
            let html = raw(item, &["meta.html", "text"]).unwrap_or_default();
            let card = markdown_of_text(html, context);
            if card.contains("[!embed]") {
                return card;
            }
            let provider = meta("provider_name").unwrap_or_else(|| "Unknown".into());
            let words = [meta("title"), meta("description")]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join("\n\n");
            compose::embed(
                Some(&provider),
                meta("author_name").as_deref(),
                None,
                &words,
                raw(item, &["meta.original_url", "meta.url"]),
            )
        }
        _ => raw(item, &["text", "body_html", "meta.text"])
            .map_or(String::new(), |html| markdown_of_text(html, context)),
    }
}

/// Reads ninjs items, each a post; `None` where these are none.
pub fn read_ninjs(value: &Value, context: &mut Context<'_>) -> Option<LivePage> {
    let items = list(value, &["", "items", "associations.items", "_items"])?;
    if !items.iter().all(|item| {
        item.contains_key("versioncreated")
            || item.contains_key("body_html")
            || item.contains_key("body_xhtml")
    }) {
        return None;
    }
    let whole = value.as_object();
    let mut page = LivePage {
        title: whole.and_then(|whole| text(whole, &["headline", "title"])),
        publisher: items
            .iter()
            .find_map(|item| text(item, &["source", "copyrightholder"])),
        language: items
            .iter()
            .find_map(|item| raw(item, &["language"]))
            .map(str::to_string),
        ..LivePage::default()
    };
    for item in items {
        let mut body = raw(item, &["body_html", "body_xhtml", "body_text"])
            .map_or(String::new(), |html| markdown_of_text(html, context));
        for media in at(item, "associations")
            .and_then(Value::as_object)
            .into_iter()
            .flat_map(Map::values)
            .filter_map(Value::as_object)
        {
            if raw(media, &["type"]) == Some("picture") {
                let address = raw(media, &["renditions.original.href", "renditions.main.href"])
                    .and_then(|address| context.picture(address));
                let figure = compose::figure(
                    &text(media, &["body_text", "headline"]).unwrap_or_default(),
                    address.as_deref(),
                    text(media, &["description_text"]).as_deref(),
                    text(media, &["byline", "copyrightholder"]).as_deref(),
                );
                body = join(&body, &figure);
            }
        }
        let update = Update {
            id: id(item, &["guid", "uri", "_id"]),
            headline: text(item, &["headline"]),
            published: time(item, &["firstpublished", "firstcreated", "versioncreated"]),
            updated: match time(item, &["versioncreated"]) {
                Some(Moment::Instant(at)) => Some(at),
                _ => None,
            },
            byline: people(at(item, "byline").or_else(|| at(item, "authors"))),
            label: text(item, &["genre"]).map(|label| plain(&label)),
            body,
            ..Update::default()
        };
        if !update.is_empty() {
            page.updates.push(update);
        }
    }
    page.count("ninjs item", page.updates.len());
    Some(page)
}
