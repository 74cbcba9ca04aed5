//! How the families of live pages look, as data: which elements are posts, and where in them each part stands.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono_tz::Tz;
use scraper::{ElementRef, Selector};

use crate::base::zone::parse_zone;
use crate::capture::markup::tree::{attribute, selector, text};

/// The built-in layouts.
const BUILT_IN: &str = include_str!("layouts/layouts.toml");

/// All layouts in the order of their file; the last is for pages of no family.
static LAYOUTS: LazyLock<Vec<Layout>> = LazyLock::new(|| read(BUILT_IN));

/// How many elements of a post are looked at for one value: a box that was taken for a post may hold thousands.
const MOST: usize = 12;

/// Where a value stands: in which element, and whether in its text or an attribute.
#[derive(Debug, Clone)]
pub struct Spot {
    /// Below the post; `None` is the post itself.
    selector: Option<Selector>,
    /// The attribute; `None` is the text.
    attribute: Option<String>,
}

impl Spot {
    /// The element and what it says.
    #[must_use]
    pub fn find<'a>(&self, post: ElementRef<'a>) -> Option<(ElementRef<'a>, String)> {
        let read = |element: ElementRef<'a>| {
            let value = match &self.attribute {
                Some(name) => attribute(element, name)?.to_string(),
                None => text(element),
            };
            (!value.is_empty()).then_some((element, value))
        };
        match &self.selector {
            None => read(post),
            Some(selector) => post.select(selector).find_map(read),
        }
    }

    /// The first elements that say something, and what they say.
    #[must_use]
    pub fn find_all<'a>(&self, post: ElementRef<'a>) -> Vec<(ElementRef<'a>, String)> {
        match &self.selector {
            None => self.find(post).into_iter().collect(),
            Some(selector) => post
                .select(selector)
                .filter_map(|element| {
                    let spot = Self {
                        selector: None,
                        attribute: self.attribute.clone(),
                    };
                    spot.find(element)
                })
                .take(MOST)
                .collect(),
        }
    }
}

/// How the posts of a family look.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// Its name.
    pub name: String,
    /// Who publishes pages that look so, where it is one.
    pub publisher: Option<String>,
    /// The zone of the clocks they show.
    pub zone: Option<Tz>,
    /// The posts.
    pub entry: Option<Selector>,
    /// What a post is called.
    pub id: Vec<Spot>,
    /// Its time, for machines.
    pub time: Vec<Spot>,
    /// When it was changed, for machines.
    pub updated: Vec<Spot>,
    /// Its time, for people.
    pub clock: Vec<Spot>,
    /// Its headline.
    pub headline: Vec<Spot>,
    /// Who wrote it.
    pub byline: Vec<Spot>,
    /// As what.
    pub role: Vec<Spot>,
    /// Its label.
    pub label: Vec<Spot>,
    /// Words that are labels wherever a label or a byline may stand.
    pub labels: Vec<String>,
    /// What a key event matches, or holds.
    pub key: Vec<Selector>,
    /// What a recap matches.
    pub recap: Vec<Selector>,
    /// Its text; without one the whole post.
    pub body: Option<Selector>,
    /// What in it is no text.
    pub drop: Vec<Selector>,
    /// The points of the page's summary.
    pub summary: Option<Selector>,
}

/// The layouts of families.
#[must_use]
pub fn families() -> &'static [Layout] {
    LAYOUTS.split_last().map_or(&[], |(_, families)| families)
}

/// The layout for pages of no family.
#[must_use]
pub fn any() -> Layout {
    LAYOUTS.last().cloned().unwrap_or_default()
}

/// Reads layouts; a test sees that every selector of ours compiles.
fn read(toml: &str) -> Vec<Layout> {
    // A table keeps no order, and the order of the families counts.
    let names = toml
        .lines()
        .filter_map(|line| line.strip_prefix('[')?.strip_suffix(']'));
    let tables: BTreeMap<String, toml::Table> = toml::from_str(toml).unwrap_or_default();
    names
        .filter_map(|name| Some(layout(name, tables.get(name)?)))
        .collect()
}

fn layout(name: &str, table: &toml::Table) -> Layout {
    let texts = |key: &str| -> Vec<String> {
        let list = table.get(key).and_then(toml::Value::as_array);
        let list = list.into_iter().flatten();
        list.filter_map(|value| Some(value.as_str()?.to_string()))
            .collect()
    };
    let one = |key: &str| table.get(key).and_then(toml::Value::as_str);
    let spots =
        |key: &str| -> Vec<Spot> { texts(key).iter().filter_map(|text| spot(text)).collect() };
    let selectors = |key: &str| -> Vec<Selector> {
        texts(key).iter().filter_map(|css| selector(css)).collect()
    };
    Layout {
        name: name.to_string(),
        publisher: one("publisher").map(str::to_string),
        zone: one("zone").and_then(parse_zone),
        entry: one("entry").and_then(selector),
        id: spots("id"),
        time: spots("time"),
        updated: spots("updated"),
        clock: spots("clock"),
        headline: spots("headline"),
        byline: spots("byline"),
        role: spots("role"),
        label: spots("label"),
        labels: texts("labels"),
        key: selectors("key"),
        recap: selectors("recap"),
        body: one("body").and_then(selector),
        drop: selectors("drop"),
        summary: one("summary").and_then(selector),
    }
}

fn spot(text: &str) -> Option<Spot> {
    let (css, name) = match text.rsplit_once('@') {
        Some((css, name)) => (css, Some(name.to_string())),
        None => (text, None),
    };
    let selector = match css {
        "" => None,
        css => Some(selector(css)?),
    };
    Some(Spot {
        selector,
        attribute: name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_selector_compiles() {
        let tables: BTreeMap<String, toml::Table> =
            toml::from_str(BUILT_IN).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(LAYOUTS.len(), tables.len());
        for layout in LAYOUTS.iter() {
            let table = &tables[&layout.name];
            let count = |key: &str| {
                table
                    .get(key)
                    .and_then(toml::Value::as_array)
                    .map_or(0, Vec::len)
            };
            assert!(layout.entry.is_some(), "{}", layout.name);
            for (key, read) in [
                ("id", layout.id.len()),
                ("time", layout.time.len()),
                ("updated", layout.updated.len()),
                ("clock", layout.clock.len()),
                ("headline", layout.headline.len()),
                ("byline", layout.byline.len()),
                ("role", layout.role.len()),
                ("label", layout.label.len()),
                ("key", layout.key.len()),
                ("recap", layout.recap.len()),
                ("drop", layout.drop.len()),
            ] {
                assert_eq!(read, count(key), "{}: {key}", layout.name);
            }
            assert_eq!(
                layout.body.is_some(),
                table.contains_key("body"),
                "{}",
                layout.name
            );
            assert_eq!(
                layout.summary.is_some(),
                table.contains_key("summary"),
                "{}",
                layout.name
            );
            assert_eq!(
                layout.zone.is_some(),
                table.contains_key("zone"),
                "{}",
                layout.name
            );
        }
        assert_eq!(any().name, "any");
    }
}
