//! The Guardian's blocks: of the page's own data (dotcom rendering) and of the content API.

use serde_json::{Map, Value};

use super::super::live_page::{LivePage, Update};
use super::super::machine_time;
use super::super::markup::tree::single_blanks;
use super::super::markup::{Context, markdown_of_text};
use super::super::reading_text::{names, plain};
use super::super::schema_org::join;
use super::guardian_element::element_markdown;
use crate::base::zone::parse_zone;
use crate::source::entry::{Byline, Kind, Moment};

/// The page's address.
#[must_use]
pub fn address(value: &Value) -> Option<String> {
    let page = page_object(value)?;
    ["webURL", "webUrl", "url"]
        .iter()
        .find_map(|key| page.get(*key)?.as_str())
        .map(str::to_string)
}

/// Reads a page with blocks; `None` where it is none of the Guardian's.
pub fn read(value: &Value, context: &mut Context<'_>) -> Option<LivePage> {
    let page = page_object(value)?;
    let blocks = blocks(page)?;
    let words = |key: &str| {
        page.get(key)
            .and_then(Value::as_str)
            .map(plain)
            .filter(|words| !words.is_empty())
    };
    let zone = match page.get("editionId").and_then(Value::as_str) {
        Some("US") => "America/New_York",
        Some("AU") => "Australia/Sydney",
        _ => "Europe/London",
    };
    let mut live = LivePage {
        title: words("headline").or_else(|| words("webTitle")),
        publisher: Some("The Guardian".into()),
        address: address(value),
        language: page
            .get("lang")
            .or_else(|| page.pointer_in("config", "lang"))
            .and_then(Value::as_str)
            .map_or(Some("en".into()), |tag| Some(tag.to_string())),
        zone: parse_zone(zone),
        contributors: words("byline")
            .map(|byline| people(&byline))
            .unwrap_or_default(),
        introduction: page
            .get("standfirst")
            .and_then(Value::as_str)
            .map(super::super::reading_text::paragraphs)
            .unwrap_or_default(),
        dates: ["webPublicationDate"]
            .iter()
            .filter_map(|key| machine_time::instant(page.get(*key)?.as_str()?))
            .collect(),
        newest_first: Some(true),
        page_of: page.get("pagination").and_then(|pages| {
            let number = |key: &str| usize::try_from(pages.get(key)?.as_u64()?).ok();
            Some((number("currentPage")?, number("totalPages")?))
        }),
        ..LivePage::default()
    };
    let events = || {
        let listed = page.get("keyEvents").and_then(Value::as_array);
        listed.into_iter().flatten()
    };
    let key_ids: Vec<&str> = events()
        .filter_map(|event| event.get("id")?.as_str())
        .collect();
    live.key_events = events()
        .filter_map(|event| event.get("title")?.as_str().map(plain))
        .filter(|title| !title.is_empty())
        .collect();
    for block in blocks {
        live.updates.extend(update(block, &key_ids, context));
    }
    // Key events that stand on another page of the stream are entries that this capture does not hold.
    let shown = |id: &&&str| {
        live.updates
            .iter()
            .any(|update| update.id.as_deref() == Some(**id))
    };
    let absent = key_ids.iter().filter(|id| !shown(id)).count();
    live.count("Guardian block", live.updates.len());
    live.count("key event that stands on another page", absent);
    Some(live)
}

/// A map, and a value two steps below.
trait Below {
    fn pointer_in(&self, first: &str, second: &str) -> Option<&Value>;
}

impl Below for Map<String, Value> {
    fn pointer_in(&self, first: &str, second: &str) -> Option<&Value> {
        self.get(first)?.get(second)
    }
}

/// The object that has the blocks: the whole, an API's response, or a page's configuration.
fn page_object(value: &Value) -> Option<&Map<String, Value>> {
    let candidates = [
        Some(value),
        value.pointer("/response/content"),
        value.pointer("/content"),
        value.pointer("/page"),
        value.pointer("/config/page"),
        value.pointer("/frontendData"),
        value.pointer("/props/pageProps"),
    ];
    candidates
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .find(|page| blocks(page).is_some())
}

fn blocks(page: &Map<String, Value>) -> Option<Vec<&Map<String, Value>>> {
    let list = match page.get("blocks")? {
        Value::Array(list) => list,
        // The content API keeps the body apart from the main picture.
        Value::Object(parts) => parts.get("body")?.as_array()?,
        _ => return None,
    };
    let blocks: Vec<&Map<String, Value>> = list.iter().filter_map(Value::as_object).collect();
    let known = blocks.iter().all(|block| {
        block.contains_key("elements")
            || block.contains_key("bodyHtml")
            || block.contains_key("bodyTextSummary")
    });
    (known && blocks.is_empty() == list.is_empty()).then_some(blocks)
}

fn update(
    block: &Map<String, Value>,
    key_ids: &[&str],
    context: &mut Context<'_>,
) -> Option<Update> {
    let id = block.get("id").and_then(Value::as_str).map(str::to_string);
    let time = |keys: &[&str]| {
        keys.iter().find_map(|key| match block.get(*key)? {
            Value::Number(number) => machine_time::epoch(number.as_i64()?),
            // The content API wraps its times.
            Value::Object(inner) => machine_time::instant(
                inner
                    .get("iso8601")
                    .or_else(|| inner.get("dateTime"))?
                    .as_str()?,
            ),
            Value::String(text) => machine_time::instant(text),
            _ => None,
        })
    };
    let mut body = String::new();
    for element in block
        .get("elements")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        if let Some(element) = element.as_object() {
            body = join(&body, &element_markdown(element, context));
        }
    }
    if body.is_empty()
        && let Some(html) = block.get("bodyHtml").and_then(Value::as_str)
    {
        body = markdown_of_text(html, context);
    }
    let attributes = block.get("attributes").and_then(Value::as_object);
    let flag = |name: &str| {
        attributes
            .and_then(|all| all.get(name))
            .and_then(Value::as_bool)
            .unwrap_or(false)
    };
    let key = flag("keyEvent")
        || flag("isKeyEvent")
        || id.as_deref().is_some_and(|id| key_ids.contains(&id));
    let mut byline: Vec<Byline> = Vec::new();
    for person in block
        .get("contributors")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let name = person
            .as_str()
            .or_else(|| person.get("name")?.as_str())
            .or_else(|| person.get("webTitle")?.as_str());
        byline.extend(name.map(people).unwrap_or_default());
    }
    if let Some(name) = attributes
        .and_then(|all| all.get("contributorName")?.as_str())
        .filter(|_| byline.is_empty())
    {
        byline = people(name);
    }
    let update = Update {
        id,
        headline: block
            .get("title")
            .and_then(Value::as_str)
            .map(plain)
            .filter(|title| !title.is_empty()),
        published: time(&[
            "blockFirstPublished",
            "firstPublishedDate",
            "publishedDate",
            "blockCreatedOn",
            "createdDate",
            "firstPublished",
            "createdOn",
        ])
        .map(Moment::Instant),
        clock: ["blockFirstPublishedDisplay", "blockCreatedOnDisplay"]
            .iter()
            .find_map(|key| block.get(*key)?.as_str())
            .map(single_blanks),
        updated: time(&["blockLastUpdated", "lastModifiedDate"]),
        byline,
        key,
        kind: (flag("summary") || flag("isSummary")).then_some(Kind::Recap),
        body,
        ..Update::default()
    };
    (!update.is_empty()).then_some(update)
}

fn people(text: &str) -> Vec<Byline> {
    // `A and B (now); C (earlier)`: what stands in brackets says when.
    let mut plain = String::new();
    let mut depth = 0_usize;
    for character in text.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            other if depth == 0 => plain.push(other),
            _ => {}
        }
    }
    names(&plain)
        .into_iter()
        .map(|name| Byline { name, role: None })
        .collect()
}
