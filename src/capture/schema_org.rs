//! `LiveBlogPosting` of schema.org, whichever way it was written: JSON-LD, or microdata brought into its form.
//!
//! Nothing in it is trusted here; `trust` judges it once it stands beside what the page shows.

use serde_json::{Map, Value};

use super::live_page::{LivePage, Update};
use super::machine_time;
use super::markup::tree::single_blanks;
use super::markup::{Context, markdown_of_text};
use super::reading_text::unescaped;
use crate::source::entry::Byline;

/// The keys under which updates stand.
const UPDATES: [&str; 3] = ["liveBlogUpdate", "liveBlogUpdates", "blogPosts"];
/// The deepest nesting that is searched.
const DEEPEST: usize = 40;

/// Every live blog in a piece of structured data, wherever it stands.
#[must_use]
pub fn live_blogs(value: &Value) -> Vec<&Map<String, Value>> {
    let mut found = Vec::new();
    search(value, 0, &mut found);
    found
}

fn search<'a>(value: &'a Value, depth: usize, found: &mut Vec<&'a Map<String, Value>>) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(items) => {
            for item in items {
                search(item, depth + 1, found);
            }
        }
        Value::Object(object) => {
            if is_live_blog(object) {
                found.push(object);
                return;
            }
            for item in object.values() {
                search(item, depth + 1, found);
            }
        }
        _ => {}
    }
}

fn is_live_blog(object: &Map<String, Value>) -> bool {
    let named = |value: &Value| {
        value
            .as_str()
            .is_some_and(|name| name.ends_with("LiveBlogPosting"))
    };
    let typed = object.get("@type").is_some_and(|types| match types {
        Value::Array(types) => types.iter().any(named),
        one => named(one),
    });
    typed || UPDATES.iter().any(|key| object.contains_key(*key))
}

/// The live page in such an object. `offset_of` says where in the capture a word stands.
pub fn read(
    blog: &Map<String, Value>,
    context: &mut Context<'_>,
    offset_of: &dyn Fn(&str) -> usize,
) -> LivePage {
    let mut page = LivePage {
        title: text(blog, "headline").or_else(|| text(blog, "name")),
        publisher: blog.get("publisher").and_then(name_of),
        address: address(blog),
        language: text(blog, "inLanguage"),
        contributors: people(blog.get("author")),
        dates: ["datePublished", "dateModified", "coverageStartTime"]
            .iter()
            .filter_map(|key| machine_time::instant(blog.get(*key)?.as_str()?))
            .collect(),
        ..LivePage::default()
    };
    for key in UPDATES {
        let Some(updates) = blog.get(key) else {
            continue;
        };
        let list = match updates {
            Value::Array(list) => list.as_slice(),
            one => std::slice::from_ref(one),
        };
        page.updates.extend(
            list.iter()
                .filter_map(|update| read_update(update, context, offset_of)),
        );
    }
    page
}

fn read_update(
    value: &Value,
    context: &mut Context<'_>,
    offset_of: &dyn Fn(&str) -> usize,
) -> Option<Update> {
    let object = value.as_object()?;
    let own = address(object);
    let id = own
        .as_deref()
        .and_then(super::markup::address::fragment)
        .map(str::to_string)
        .or_else(|| {
            let id = object
                .get("@id")
                .or_else(|| object.get("identifier"))?
                .as_str()?;
            (!id.contains("://")).then(|| id.trim_start_matches('#').to_string())
        });
    let headline = text(object, "headline").or_else(|| text(object, "name"));
    let mut body = String::new();
    for key in ["articleBody", "text", "description"] {
        let Some(words) = string(object.get(key)) else {
            continue;
        };
        body = markdown_of_text(&words, context);
        if !body.is_empty() {
            break;
        }
    }
    for (key, film) in [("image", false), ("video", true)] {
        for figure in figures(object.get(key), film, context) {
            // What stands in the text as well, and the page's own picture on every update, is left to `trust`.
            if !body.contains(&figure) && film {
                body = join(&body, &figure);
            }
        }
    }
    let offset = own.as_deref().or(headline.as_deref()).map_or(0, offset_of);
    let update = Update {
        id,
        address: own,
        headline,
        published: ["datePublished", "dateCreated", "uploadDate"]
            .iter()
            .find_map(|key| machine_time::parse(&string(object.get(*key))?)),
        updated: string(object.get("dateModified")).and_then(|time| machine_time::instant(&time)),
        byline: people(object.get("author")),
        body,
        offset,
        ..Update::default()
    };
    (!update.is_empty()).then_some(update)
}

/// Two pieces of Markdown below each other.
#[must_use]
pub fn join(above: &str, below: &str) -> String {
    match (above.is_empty(), below.is_empty()) {
        (true, _) => below.to_string(),
        (_, true) => above.to_string(),
        _ => format!("{above}\n\n{below}"),
    }
}

fn figures(value: Option<&Value>, film: bool, context: &mut Context<'_>) -> Vec<String> {
    let items = match value {
        Some(Value::Array(items)) => items.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    items
        .iter()
        .filter_map(|item| {
            let object = item.as_object();
            let words = |key: &str| object.and_then(|object| text(object, key));
            let url = item
                .as_str()
                .map(str::to_string)
                .or_else(|| words("contentUrl").or_else(|| words("url")));
            let address = url.and_then(|url| context.picture(&url));
            let caption = words("caption").or_else(|| words("description"));
            let alt = words("name").unwrap_or_default();
            (address.is_some() || caption.is_some()).then(|| {
                let address = if film {
                    Some("video:".to_string())
                } else {
                    address
                };
                crate::markdown::compose::figure(
                    &alt,
                    address.as_deref(),
                    caption.as_deref(),
                    words("creditText").as_deref(),
                )
            })
        })
        .collect()
}

/// The address of a thing: `url`, or the page that it is the main entity of.
fn address(object: &Map<String, Value>) -> Option<String> {
    let candidates = ["url", "@id", "mainEntityOfPage"];
    candidates
        .iter()
        .filter_map(|key| match object.get(*key)? {
            Value::Object(inner) => string(inner.get("@id").or_else(|| inner.get("url"))),
            value => string(Some(value)),
        })
        .find(|address| super::markup::address::is_web(address))
}

/// People, as far as they are people; an organisation writes no entry.
#[must_use]
pub fn people(value: Option<&Value>) -> Vec<Byline> {
    let list = match value {
        Some(Value::Array(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let mut people: Vec<Byline> = Vec::new();
    for one in list {
        let organisation = one
            .get("@type")
            .and_then(Value::as_str)
            .is_some_and(|kind| kind.contains("Organization"));
        let Some(name) = name_of(one).filter(|_| !organisation) else {
            continue;
        };
        let role = one.get("jobTitle").and_then(|role| string(Some(role)));
        for name in super::reading_text::names(&name) {
            if people.iter().all(|known| known.name != name) {
                people.push(Byline {
                    name,
                    role: role.clone(),
                });
            }
        }
    }
    people
}

fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) => text(object, "name"),
        Value::Array(list) => list.first().and_then(name_of),
        value => string(Some(value)).map(|name| single_blanks(&unescaped(&name))),
    }
    .filter(|name| !name.is_empty() && !super::markup::address::is_web(name))
}

/// A text without markup, escapes and runs of white space.
fn text(object: &Map<String, Value>, key: &str) -> Option<String> {
    let words = string(object.get(key))?;
    Some(super::reading_text::plain(&words)).filter(|words| !words.is_empty())
}

/// A string, or what JSON-LD wraps around one.
fn string(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => ["@value", "text", "name"]
            .iter()
            .find_map(|key| object.get(*key)?.as_str())
            .map(str::to_string),
        Value::Array(list) => {
            let parts: Vec<String> = list.iter().filter_map(|one| string(Some(one))).collect();
            (!parts.is_empty()).then(|| parts.join("\n\n"))
        }
        _ => None,
    }
    .filter(|text| !text.trim().is_empty())
}
