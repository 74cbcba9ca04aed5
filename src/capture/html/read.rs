//! A saved page becomes a live page: what it shows, joined with what its data says.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use scraper::ElementRef;

use super::layout::{self, Layout};
use super::siblings::Post;
use super::{entries, head, siblings};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::SourceText;
use crate::capture::join::join;
use crate::capture::json_ld::{self, Script};
use crate::capture::live_page::{LivePage, Update, plain_key};
use crate::capture::markup::address::Base;
use crate::capture::markup::tree::{all, attribute, first, name};
use crate::capture::markup::{Context, parse};
use crate::capture::{microdata, schema_org, trust};

/// What a page held.
#[derive(Debug)]
pub struct Found {
    /// The live page.
    pub page: LivePage,
    /// Pictures that came with the page and are shown.
    pub pictures: BTreeSet<String>,
}

/// What speaks for a live page although no entry was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Its data says that it is one.
    Data,
    /// Its elements are called so.
    Names,
}

/// Reads a saved page. `None` when it holds no entry; that is said.
pub fn read(
    source: &Arc<SourceText>,
    address: Option<&str>,
    held: &BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) -> Option<Found> {
    let Some(tree) = parse(&source.text) else {
        diagnostics.push(
            Diagnostic::error(
                Code::NoEntries,
                "this page nests its elements a thousand deep; no live page does",
            )
            .at(source, 0..0)
            .hint("save the page again, or as text"),
        );
        return None;
    };
    let root = tree.root_element();
    let (chosen, posts) = posts(root);
    let family = chosen.as_ref().filter(|layout| layout.name != "any");
    let mut around = head::read(root, &source.text, family);
    around.address = around.address.or(address.map(str::to_string));
    let base = first(root, "base[href]")
        .and_then(|element| attribute(element, "href"))
        .filter(|href| crate::capture::markup::address::is_web(href))
        .or(around.address.as_deref())
        .map(str::to_string);
    let base = Base::at(base.as_deref());
    let mut context = Context::new(&base, held);
    let offsets = Offsets::of(&source.text);
    let offset_of = |word: &str| offsets.find(word);

    let (mut data, says_live) = json_ld(root, source, &mut context, &offset_of, diagnostics);
    let from_data = data.updates.len();
    let marked = microdata::read(root, &mut context, &offset_of);
    let from_microdata = marked.updates.len();
    if data.updates.is_empty() {
        data.updates = marked.updates;
    } else if !marked.updates.is_empty() {
        data = join(data, marked).0;
    }
    data.title = data.title.take().or_else(|| around.title.clone());
    trust::distrust(&mut data, "the page's data", source, diagnostics);

    let (chosen, posts) = match chosen {
        None => by_ids(root, &data),
        chosen => (chosen, posts),
    };
    let shown = match &chosen {
        Some(layout) => entries::read(&posts, layout, &mut context, &offset_of),
        None => Vec::new(),
    };
    let from_page = shown.len();
    around.updates = shown;
    trust::same_times(&mut around, "what the page shows", source, diagnostics);
    // The headline of the data is the live page's; a heading may be the site's.
    around.title = data.title.take().or(around.title);
    around.publisher = data.publisher.take().or(around.publisher);
    let (mut page, noticed) = join(around, data);
    trust::say(&mut page, &noticed, source, diagnostics);
    page.count("entry shown by the page", from_page);
    page.count("entry in JSON-LD", from_data);
    page.count("entry in microdata", from_microdata);
    for (rule, number) in &context.dropped {
        page.count(format!("left out: {rule}"), *number);
    }
    if let Some(layout) = &chosen {
        page.count(format!("layout {}", layout.name), 1);
    }
    if page.updates.is_empty() {
        say_nothing_found(root, says_live, source, diagnostics);
        return None;
    }
    say_cut_off(source, diagnostics);
    Some(Found {
        page,
        pictures: context.used,
    })
}

/// The layout that fits, and the posts it finds; else what repeats on the page.
fn posts(root: ElementRef<'_>) -> (Option<Layout>, Vec<Post<'_>>) {
    let matched = |layout: &Layout| -> Vec<Post<'_>> {
        let selector = match &layout.entry {
            Some(selector) => selector,
            None => return Vec::new(),
        };
        let found: Vec<ElementRef<'_>> = root.select(selector).collect();
        let ids: std::collections::HashSet<_> = found.iter().map(|element| element.id()).collect();
        found
            .into_iter()
            // A post inside of a post is a part of it.
            .filter(|element| !element.ancestors().any(|above| ids.contains(&above.id())))
            .map(|element| Post {
                parts: vec![element],
                mark: None,
            })
            .collect()
    };
    for family in layout::families() {
        let found = matched(family);
        if found.len() >= 2 {
            return (Some(family.clone()), found);
        }
    }
    let any = layout::any();
    let named = matched(&any);
    let repeated = siblings::posts(root);
    if named.len() >= 2 && named.len() * 2 >= repeated.len() {
        return (Some(any), named);
    }
    if repeated.is_empty() {
        return (None, repeated);
    }
    (Some(any), repeated)
}

/// The posts that the page's data names, where too few stand on the page to be told by their looks.
fn by_ids<'a>(root: ElementRef<'a>, data: &LivePage) -> (Option<Layout>, Vec<Post<'a>>) {
    let keys: BTreeSet<&str> = data.updates.iter().flat_map(Update::keys).collect();
    let posts: Vec<Post<'_>> = all(root, "article[id], section[id], div[id], li[id]")
        .into_iter()
        .filter(|element| {
            let id = attribute(*element, "id").unwrap_or_default();
            let key = plain_key(id);
            !key.is_empty() && (keys.contains(key) || keys.contains(id))
        })
        .map(|element| Post {
            parts: vec![element],
            mark: None,
        })
        .collect();
    if posts.is_empty() {
        return (None, posts);
    }
    (Some(layout::any()), posts)
}

/// The live blogs in the page's JSON-LD, as one; and whether its data says that it is a live blog.
fn json_ld(
    root: ElementRef<'_>,
    source: &Arc<SourceText>,
    context: &mut Context<'_>,
    offset_of: &dyn Fn(&str) -> usize,
    diagnostics: &mut Diagnostics,
) -> (LivePage, bool) {
    let mut page = LivePage::default();
    let mut says_live = false;
    for script in all(root, "script[type*='ld+json']") {
        let text: String = script.text().collect();
        let value = match json_ld::read(&text) {
            Script::Data(value) => value,
            Script::Mended(value, what) => {
                let at = offset_of(
                    text.trim()
                        .get(..60.min(text.trim().len()))
                        .unwrap_or_default(),
                );
                diagnostics.push(
                    Diagnostic::note(
                        Code::BrokenCapture,
                        format!("the page's JSON-LD has {what}; it was read all the same"),
                    )
                    .at(source, at..at),
                );
                value
            }
            Script::Broken { message, .. }
                if text.contains("LiveBlogPosting") || text.contains("liveBlogUpdate") =>
            {
                says_live = true;
                let at = source.text.find(text.as_str()).unwrap_or(0);
                diagnostics.push(
                    Diagnostic::warning(
                        Code::BrokenCapture,
                        format!("the page's JSON-LD is broken and was not read: {message}"),
                    )
                    .at(source, at..at)
                    .hint("the entries come from what the page shows; those that stand in its data alone are lost"),
                );
                continue;
            }
            Script::Broken { .. } => continue,
        };
        for blog in schema_org::live_blogs(&value) {
            says_live = true;
            let found = schema_org::read(blog, context, offset_of);
            if page.updates.is_empty() {
                let mut found = found;
                let updates = std::mem::take(&mut found.updates);
                found.complete(page);
                page = LivePage { updates, ..found };
            } else {
                page = join(page, found).0;
            }
        }
    }
    (page, says_live)
}

fn say_nothing_found(
    root: ElementRef<'_>,
    says_live: bool,
    source: &Arc<SourceText>,
    diagnostics: &mut Diagnostics,
) {
    let named = || {
        root.descendants()
            .filter_map(ElementRef::wrap)
            .find(|element| {
                element
                    .value()
                    .classes()
                    .chain(element.value().id())
                    .any(|class| {
                        let class = class.to_ascii_lowercase();
                        [
                            "liveblog",
                            "live-blog",
                            "live_blog",
                            "lx-stream",
                            "live-stream",
                            "live-event",
                            "liveticker",
                            "live-ticker",
                        ]
                        .iter()
                        .any(|word| class.contains(word))
                    })
                    && !matches!(name(*element), "body" | "html" | "a" | "li")
            })
    };
    let sign = if says_live {
        Some(Sign::Data)
    } else {
        named().map(|_| Sign::Names)
    };
    let (message, hint) = match sign {
        Some(Sign::Data) => (
            "this page says that it is a live page, and holds no entry",
            "its entries were to be loaded later: save the page again when they are on the screen (scroll to the end, press \"load more\"), or save the platform's own data",
        ),
        Some(Sign::Names) => (
            "this is the shell of a live page: the place for the entries is there, the entries are not",
            "save the page again when they are on the screen (scroll to the end, press \"load more\"), or save the platform's own data",
        ),
        None => (
            "no entries were found in this page",
            "livesite looks for posts that repeat with a time in each, and for LiveBlogPosting in the page's data; where a page has neither, save it as text: `livesite help captures`",
        ),
    };
    diagnostics.push(
        Diagnostic::error(Code::NoEntries, message)
            .at(source, 0..0)
            .hint(hint),
    );
}

/// A page that begins and does not end was cut off.
fn say_cut_off(source: &Arc<SourceText>, diagnostics: &mut Diagnostics) {
    let text = &source.text;
    let mut start = text.len().saturating_sub(4_096);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let tail = text.get(start..).unwrap_or_default().to_ascii_lowercase();
    let mut head_end = text.len().min(8_192);
    while !text.is_char_boundary(head_end) {
        head_end -= 1;
    }
    let head = text
        .get(..head_end)
        .unwrap_or_default()
        .to_ascii_lowercase();
    // HTML lets both ends be left out; who wrote `<body` and ends inside of a tag or a script was cut off.
    let open_tag = tail.rfind('<') > tail.rfind('>');
    let unfinished = head.contains("<html") && !tail.contains("</html") && !tail.contains("</body");
    if open_tag || unfinished {
        let end = text.trim_end().len();
        diagnostics.push(
            Diagnostic::warning(
                Code::BrokenCapture,
                "this page ends in the middle: it has no end tag; its last entry may be a part, and more may be lost",
            )
            .at(source, end..end)
            .hint("save the page again where it still exists"),
        );
    }
}

/// Where words stand in the text. They mostly come in the order of the text, so each search begins where the last
/// one ended; words that are not there cost no more than a fixed number of readings of the text.
struct Offsets<'a> {
    text: &'a str,
    last: Cell<usize>,
    budget: Cell<usize>,
}

impl<'a> Offsets<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            text,
            last: Cell::new(0),
            budget: Cell::new(text.len().saturating_mul(200)),
        }
    }

    fn find(&self, word: &str) -> usize {
        let word = word.trim();
        let last = self.last.get();
        if word.is_empty() || self.budget.get() == 0 {
            return last;
        }
        let ahead = self.text.get(last..).unwrap_or_default();
        let (found, read) = match ahead.find(word) {
            Some(at) => (Some(last + at), at),
            None => (self.text.find(word), self.text.len()),
        };
        self.budget.set(self.budget.get().saturating_sub(read));
        if let Some(at) = found {
            self.last.set(at);
        }
        found.unwrap_or(last)
    }
}
