//! Feeds: Atom 1.0 (RFC 4287) and JSON Feed 1.1, one item per entry, newest first.
//!
//! Atom needs a time for each entry, so entries without one are left out of it; JSON Feed keeps them.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use serde_json::{Map, Value, json};

use crate::archive::{Archive, Entry, EntryId, Published};
use crate::base::address::SitePath;
use crate::page::addresses::Addresses;
use crate::page::compose::Composer;
use crate::page::plan::{FeedFormat, Page, Scope};
use crate::page::view::EntryView;
use crate::render::shown::Entries;

/// A feed's own data.
struct Feed<'a> {
    title: String,
    /// The page that it is a feed of.
    home: SitePath,
    path: &'a SitePath,
    language: &'a str,
    /// Newest first.
    entries: Vec<EntryId>,
}

/// The bytes of a feed.
#[must_use]
pub fn feed(entries: Entries<'_>, page: &Page, scope: Scope, format: FeedFormat) -> Vec<u8> {
    let feed = gather(&entries.composer, page, scope);
    match format {
        FeedFormat::Atom => atom(&entries.composer, &feed, entries),
        FeedFormat::Json => json_feed(&entries.composer, &feed, entries),
    }
}

fn gather<'a>(composer: &'a Composer<'_>, page: &'a Page, scope: Scope) -> Feed<'a> {
    let Composer {
        config,
        archive,
        addresses,
        ..
    } = *composer;
    let site = &config.title;
    let all: Vec<EntryId>;
    let (title, home, language, entries) = match scope {
        Scope::Site => {
            all = newest_of_all(archive);
            (site.clone(), SitePath::home(), &config.language, all)
        }
        Scope::Coverage(id) => {
            let coverage = &archive.coverages[id];
            let title = format!("{} — {site}", coverage.shown_title());
            (
                title,
                addresses.coverage(id),
                &coverage.language,
                archive.ids_of(id).rev().collect(),
            )
        }
        Scope::Speaker(id) => {
            let speaker = &archive.speakers[id];
            let entries = speaker.entries.iter().rev().copied().collect();
            (
                format!("{} — {site}", speaker.name),
                Addresses::speaker(archive, id),
                &config.language,
                entries,
            )
        }
        Scope::Topic(id) => {
            let topic = &archive.topics[id];
            let entries = topic.entries.iter().rev().copied().collect();
            (
                format!("{} — {site}", topic.name),
                Addresses::topic(archive, id),
                &config.language,
                entries,
            )
        }
    };
    Feed {
        title,
        home,
        path: &page.path,
        language,
        entries,
    }
}

fn newest_of_all(archive: &Archive) -> Vec<EntryId> {
    let mut ids: Vec<EntryId> = archive.entry_ids().collect();
    ids.sort_by_key(|&id| std::cmp::Reverse((archive.entry(id).instant(), id)));
    ids
}

/// When the entry was last changed: RFC 4287 wants it of every entry.
fn changed(entry: &Entry) -> Option<chrono::DateTime<chrono::FixedOffset>> {
    let updated = match entry.updated {
        Some(Published::At(instant)) => Some(instant),
        _ => None,
    };
    updated.max(entry.instant())
}

fn atom(composer: &Composer<'_>, feed: &Feed<'_>, views: Entries<'_>) -> Vec<u8> {
    let base = &composer.config.base_url;
    let dated = feed
        .entries
        .iter()
        .copied()
        .filter(|&id| composer.archive.entry(id).instant().is_some());
    let entries: Vec<EntryId> = dated.take(composer.config.feed_limit).collect();
    let updated = entries
        .iter()
        .filter_map(|&id| changed(composer.archive.entry(id)))
        .max();
    let mut xml = Xml::new();
    xml.open(
        "feed",
        &[
            ("xmlns", "http://www.w3.org/2005/Atom"),
            ("xml:lang", feed.language),
        ],
    );
    xml.text("title", &feed.title);
    xml.text("id", &base.absolute(&feed.home));
    xml.empty(
        "link",
        &[
            ("rel", "alternate"),
            ("type", "text/html"),
            ("href", &base.absolute(&feed.home)),
        ],
    );
    xml.empty(
        "link",
        &[
            ("rel", "self"),
            ("type", "application/atom+xml"),
            ("href", &base.absolute(feed.path)),
        ],
    );
    // A feed without entries has no time of its own; the epoch says so and stays the same on every build.
    xml.text(
        "updated",
        &updated.map_or_else(|| "1970-01-01T00:00:00Z".into(), |time| time.to_rfc3339()),
    );
    xml.element("author", &[("name", &composer.config.title)]);
    xml.attributed(
        "generator",
        &[("version", env!("CARGO_PKG_VERSION"))],
        "livesite",
    );
    for id in entries {
        let (entry, shown) = (composer.archive.entry(id), views.shown(id));
        let view = &shown.view;
        xml.open("entry", &[("xml:lang", &view.card.language)]);
        xml.text("title", &view.card.title);
        xml.text("id", &view.card.url);
        xml.empty(
            "link",
            &[
                ("rel", "alternate"),
                ("type", "text/html"),
                ("href", &view.card.url),
            ],
        );
        if let (Some(published), Some(changed)) = (entry.instant(), changed(entry)) {
            xml.text("published", &published.to_rfc3339());
            xml.text("updated", &changed.to_rfc3339());
        }
        for byline in &entry.byline {
            xml.element("author", &[("name", &byline.name)]);
        }
        for topic in &view.card.topics {
            xml.empty("category", &[("term", &topic.name)]);
        }
        xml.attributed(
            "content",
            &[("type", "html"), ("xml:base", &view.card.url)],
            &with_whole_links(view, base.origin()),
        );
        xml.close("entry");
    }
    xml.close("feed");
    xml.finish()
}

fn json_feed(composer: &Composer<'_>, feed: &Feed<'_>, views: Entries<'_>) -> Vec<u8> {
    let base = &composer.config.base_url;
    let items: Vec<Value> = feed
        .entries
        .iter()
        .take(composer.config.feed_limit)
        .map(|&id| {
            let (entry, shown) = (composer.archive.entry(id), views.shown(id));
            let view = &shown.view;
            let mut item = Map::new();
            item.insert("id".into(), json!(view.card.url));
            item.insert("url".into(), json!(view.card.url));
            if let Some(headline) = &view.card.headline {
                item.insert("title".into(), json!(headline));
            }
            item.insert(
                "content_html".into(),
                json!(with_whole_links(view, base.origin())),
            );
            if let Some(published) = entry.instant() {
                item.insert("date_published".into(), json!(published.to_rfc3339()));
            }
            if let (Some(changed), Some(_)) = (changed(entry), entry.updated) {
                item.insert("date_modified".into(), json!(changed.to_rfc3339()));
            }
            if !entry.byline.is_empty() {
                let authors: Vec<Value> = entry
                    .byline
                    .iter()
                    .map(|byline| json!({"name": byline.name}))
                    .collect();
                item.insert("authors".into(), json!(authors));
            }
            if !view.card.topics.is_empty() {
                item.insert(
                    "tags".into(),
                    json!(
                        view.card
                            .topics
                            .iter()
                            .map(|topic| &topic.name)
                            .collect::<Vec<_>>()
                    ),
                );
            }
            item.insert("language".into(), json!(view.card.language));
            Value::Object(item)
        })
        .collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": base.absolute(&feed.home),
        "feed_url": base.absolute(feed.path),
        "language": feed.language,
        "items": items,
    });
    serde_json::to_vec(&feed).unwrap_or_default()
}

/// Feed readers show the HTML elsewhere: links that begin with `/` get the site's origin, those within the entry
/// its address.
fn with_whole_links(view: &EntryView, origin: &str) -> String {
    whole_links(&view.html, origin, &view.card.url)
}

/// The links are those of tags: text that shows HTML has its `<` as `&lt;`, and stays as it is.
fn whole_links(html: &str, origin: &str, url: &str) -> String {
    let mut whole = String::with_capacity(html.len());
    for part in html.split_inclusive('>') {
        let (text, tag) = part.split_at(part.find('<').unwrap_or(part.len()));
        whole.push_str(text);
        let tag = tag
            .replace(" href=\"/", &format!(" href=\"{origin}/"))
            .replace(" src=\"/", &format!(" src=\"{origin}/"))
            .replace(" href=\"#", &format!(" href=\"{url}#"));
        whole.push_str(&whole_set(&tag, origin).unwrap_or(tag));
    }
    whole
}

/// A tag whose `srcset` names every copy by its whole address; `None` where it has none.
fn whole_set(tag: &str, origin: &str) -> Option<String> {
    const SET: &str = " srcset=\"";
    let start = tag.find(SET)? + SET.len();
    let end = start + tag[start..].find('"')?;
    let each = tag[start..end].split(", ").map(|copy| match copy {
        copy if copy.starts_with('/') => format!("{origin}{copy}"),
        copy => copy.into(),
    });
    let set = each.collect::<Vec<_>>().join(", ");
    Some([&tag[..start], &set, &tag[end..]].concat())
}

/// XML written into memory, where writing cannot fail; characters that XML 1.0 has no place for are left out.
pub struct Xml {
    writer: Writer<Vec<u8>>,
}

impl Xml {
    /// A document with its declaration.
    #[must_use]
    pub fn new() -> Self {
        let mut xml = Self {
            writer: Writer::new_with_indent(Vec::new(), b' ', 1),
        };
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml
    }

    /// An opening tag.
    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let start = Self::start(name, attributes);
        self.event(Event::Start(start));
    }

    /// A closing tag.
    pub fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let start = Self::start(name, attributes);
        self.event(Event::Empty(start));
    }

    /// An element with text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.attributed(name, &[], text);
    }

    /// An element with attributes and text.
    pub fn attributed(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.event(Event::Text(BytesText::new(&allowed(text))));
        self.close(name);
    }

    /// An element with elements of text.
    pub fn element(&mut self, name: &str, children: &[(&str, &str)]) {
        self.open(name, &[]);
        for (child, text) in children {
            self.text(child, text);
        }
        self.close(name);
    }

    /// The document, with a last newline.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        let mut bytes = self.writer.into_inner();
        bytes.push(b'\n');
        bytes
    }

    fn start<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
        let mut start = BytesStart::new(name);
        for (key, value) in attributes {
            start.push_attribute((*key, allowed(value).as_str()));
        }
        start
    }

    fn event(&mut self, event: Event<'_>) {
        // The sink is memory: it has no way to fail.
        let _ = self.writer.write_event(event);
    }
}

impl Default for Xml {
    fn default() -> Self {
        Self::new()
    }
}

/// The characters of XML 1.0 (section 2.2, `Char`).
fn allowed(text: &str) -> String {
    text.chars()
        .filter(|&character| {
            matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_made_whole_and_text_that_looks_like_one_is_not() {
        let whole = |html| whole_links(html, "https://o.example", "https://o.example/x/");
        assert_eq!(
            whole("<img src=\"/m.png\" alt=\", /x\" srcset=\"/a.webp 1w, /b.webp 2w\">"),
            "<img src=\"https://o.example/m.png\" alt=\", /x\" srcset=\"https://o.example/a.webp 1w, https://o.example/b.webp 2w\">"
        );
        assert_eq!(
            whole("<a href=\"/b/\">b</a> <a href=\"#fn-1\">1</a> <img src=\"/m.svg\" alt=\"\">"),
            "<a href=\"https://o.example/b/\">b</a> <a href=\"https://o.example/x/#fn-1\">1</a> <img src=\"https://o.example/m.svg\" alt=\"\">"
        );
        for text in [
            "<code>&lt;a href=\"/b/\" src=\"/c\"&gt;</code>",
            "1 &gt; 0, href=\"/b/\"",
            "",
        ] {
            assert_eq!(whole(text), text);
        }
    }
}
