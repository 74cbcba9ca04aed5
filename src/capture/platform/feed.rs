//! RSS and Atom, one item an entry.

use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::super::live_page::{LivePage, Update};
use super::super::machine_time;
use super::super::markup::{Context, markdown_of_text};
use super::super::reading_text::{names, plain, unescaped};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::SourceText;
use crate::source::entry::{Byline, Moment};

/// The words of one item or of the feed, by the name of their element.
#[derive(Debug, Default)]
struct Words(Vec<(String, String)>);

impl Words {
    fn get(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            self.0
                .iter()
                .find(|(known, text)| known == name && !text.trim().is_empty())
                .map(|(_, text)| text.trim())
        })
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, text)| text.trim())
    }
}

/// Reads a feed. What stands before a mistake in its XML is kept, and the mistake is said.
pub fn read(
    source: &Arc<SourceText>,
    context: &mut Context<'_>,
    diagnostics: &mut Diagnostics,
) -> LivePage {
    let mut reader = Reader::from_str(source.text.trim_start_matches('\u{feff}'));
    reader.config_mut().check_end_names = false;
    let mut head = Words::default();
    let mut item: Option<(Words, usize)> = None;
    let mut path: Vec<String> = Vec::new();
    let mut text = String::new();
    let mut page = LivePage::default();
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(0);
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let name = tag.name().as_ref().to_string();
                if matches!(name.as_str(), "item" | "entry") && item.is_none() {
                    item = Some((Words::default(), at));
                } else if let Some((name, value)) = link(&tag, &name) {
                    let words = item.as_mut().map_or(&mut head, |(words, _)| words);
                    words.0.push((name, value));
                }
                path.push(name);
                text.clear();
            }
            Ok(Event::Empty(tag)) => {
                let name = tag.name().as_ref().to_string();
                if let Some((name, value)) = link(&tag, &name) {
                    let words = item.as_mut().map_or(&mut head, |(words, _)| words);
                    words.0.push((name, value));
                }
            }
            Ok(Event::Text(words)) => text.push_str(&words),
            Ok(Event::CData(words)) => text.push_str(&words),
            Ok(Event::GeneralRef(name)) => {
                let reference = format!("&{};", &*name);
                text.push_str(&unescaped(&reference));
            }
            Ok(Event::End(tag)) => {
                let name = tag.name().as_ref().to_string();
                if matches!(name.as_str(), "item" | "entry") {
                    if let Some((words, at)) = item.take() {
                        page.updates.extend(update(&words, at, context));
                    }
                } else {
                    let within = path
                        .get(path.len().saturating_sub(2))
                        .map_or("", String::as_str);
                    let key = match (within, name.as_str()) {
                        ("author" | "dc:creator", "name") => "author".to_string(),
                        ("image", _) | ("source", _) => "other".to_string(),
                        _ => name,
                    };
                    let words = item.as_mut().map_or(&mut head, |(words, _)| words);
                    words.0.push((key, std::mem::take(&mut text)));
                }
                path.pop();
                text.clear();
            }
            Ok(Event::Eof) => {
                if item.is_some() {
                    diagnostics.push(cut_off(source));
                }
                break;
            }
            Ok(_) => {}
            Err(error) => {
                diagnostics.push(
                    Diagnostic::warning(
                        Code::BrokenCapture,
                        format!("this feed's XML is broken: {error}"),
                    )
                    .at(source, at.min(source.text.len())..at.min(source.text.len()))
                    .hint("the entries before this place were read"),
                );
                break;
            }
        }
    }
    page.title = head.get(&["title"]).map(plain);
    page.language = head.get(&["language", "dc:language"]).map(str::to_string);
    page.address = head.get(&["alternate", "link"]).map(str::to_string);
    page.count("feed item", page.updates.len());
    page
}

fn cut_off(source: &Arc<SourceText>) -> Diagnostic {
    let end = source.text.trim_end().len();
    Diagnostic::warning(
        Code::BrokenCapture,
        "this feed ends in the middle of an entry, which was not read",
    )
    .at(source, end..end)
    .hint("save it again; the entries before this one were read")
}

/// The address that an Atom link or an enclosure leads to.
fn link(tag: &quick_xml::events::BytesStart<'_>, name: &str) -> Option<(String, String)> {
    if name != "link" {
        return None;
    }
    let value = |key: &str| {
        let attribute = tag.try_get_attribute(key).ok()??;
        Some(unescaped(&attribute.value).into_owned())
    };
    let rel = value("rel").unwrap_or_else(|| "alternate".into());
    Some((rel, value("href")?))
}

fn update(words: &Words, offset: usize, context: &mut Context<'_>) -> Option<Update> {
    let html = words
        .get(&["content:encoded", "content", "description", "summary"])
        .unwrap_or_default();
    let byline = words
        .all("author")
        .chain(words.all("dc:creator"))
        .flat_map(|text| {
            // RSS says `mail@example.org (Name)`.
            let name = match (text.find('('), text.ends_with(')')) {
                (Some(at), true) if text.contains('@') => {
                    text.get(at + 1..text.len() - 1).unwrap_or(text)
                }
                _ => text,
            };
            names(&plain(name))
        })
        .map(|name| Byline { name, role: None })
        .collect();
    let address = words.get(&["alternate", "link"]).map(str::to_string);
    let update = Update {
        id: words
            .get(&["guid", "id"])
            .map(str::to_string)
            .or_else(|| address.clone()),
        address,
        headline: words
            .get(&["title"])
            .map(plain)
            .filter(|title| !title.is_empty()),
        published: words
            .get(&["published", "pubDate", "dc:date", "issued", "updated"])
            .and_then(machine_time::parse),
        updated: words
            .get(&["updated", "atom:updated"])
            .and_then(machine_time::instant)
            .filter(|at| {
                words
                    .get(&["published", "pubDate"])
                    .and_then(machine_time::parse)
                    != Some(Moment::Instant(*at))
            }),
        byline,
        body: markdown_of_text(html, context),
        offset,
        ..Update::default()
    };
    (!update.is_empty()).then_some(update)
}
