//! Microdata of a page: `itemprop="liveBlogUpdate"` and what stands in it, as posts.

use scraper::ElementRef;

use super::live_page::{LivePage, Update};
use super::machine_time;
use super::markup::tree::{all, attribute, first, name, text};
use super::markup::{Context, markdown_of, markdown_of_text};
use super::reading_text::{names, plain};
use crate::source::entry::Byline;

/// The posts that the page marks, in their order.
pub fn read(
    root: ElementRef<'_>,
    context: &mut Context<'_>,
    offset_of: &dyn Fn(&str) -> usize,
) -> LivePage {
    let mut page = LivePage::default();
    let updates = all(root, "[itemprop~='liveBlogUpdate'], [itemprop~='blogPost']");
    let inner = |element: &ElementRef<'_>| {
        !element
            .ancestors()
            .any(|above| updates.iter().any(|other| other.id() == above.id()))
    };
    for element in updates.iter().filter(|element| inner(element)) {
        page.updates.extend(update(*element, context, offset_of));
    }
    page
}

fn update(
    element: ElementRef<'_>,
    context: &mut Context<'_>,
    offset_of: &dyn Fn(&str) -> usize,
) -> Option<Update> {
    let property = |name: &str| first(element, &format!("[itemprop~='{name}']"));
    let said = |name: &str| property(name).and_then(value);
    let headline = said("headline")
        .or_else(|| said("name").filter(|_| property("author").is_none()))
        .map(|words| plain(&words))
        .filter(|words| !words.is_empty());
    let body = match property("articleBody").or_else(|| property("text")) {
        // The text may stand in an attribute, as one line.
        Some(found) => match attribute(found, "content") {
            Some(words) => markdown_of_text(words, context),
            None => markdown_of(found, context),
        },
        None => String::new(),
    };
    let published = ["datePublished", "dateCreated"]
        .iter()
        .find_map(|name| machine_time::parse(&said(name)?));
    let address = said("url")
        .or_else(|| said("mainEntityOfPage"))
        .and_then(|address| context.base.resolve(&address));
    let id = attribute(element, "id")
        .or_else(|| attribute(element, "itemid"))
        .or_else(|| attribute(element, "data-id"))
        .map(str::to_string);
    let byline = property("author")
        .map(|author| match first(author, "[itemprop~='name']") {
            Some(name) => value(name).unwrap_or_default(),
            None => value(author).unwrap_or_default(),
        })
        .map(|words| names(&words))
        .unwrap_or_default()
        .into_iter()
        .map(|name| Byline { name, role: None })
        .collect();
    let update = Update {
        offset: id.as_deref().or(headline.as_deref()).map_or(0, offset_of),
        id,
        address,
        headline,
        published,
        updated: said("dateModified").and_then(|time| machine_time::instant(&time)),
        byline,
        body,
        ..Update::default()
    };
    (!update.is_empty()).then_some(update)
}

/// What an element says: its `content`, its address, its time, else its text.
fn value(element: ElementRef<'_>) -> Option<String> {
    let said = attribute(element, "content").or_else(|| match name(element) {
        "a" | "link" => attribute(element, "href"),
        "time" => attribute(element, "datetime"),
        _ => None,
    });
    let words = said.map_or_else(|| text(element), str::to_string);
    (!words.is_empty()).then_some(words)
}
