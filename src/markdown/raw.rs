//! HTML that somebody wrote into a body. The sanitiser proper is ammonia; what it leaves is read back tag by
//! tag, so that links and pictures go the same way as those of Markdown, and every tag finds its end.
//!
//! No `style`, `id`, `class` or event handler comes through, and nothing that loads or sends.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use regex::Regex;

/// Elements that may stand within a line of text.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "br", "cite", "code", "del", "em", "i", "img", "ins", "kbd", "mark",
    "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr",
];

/// Elements that may stand in a block of HTML besides those.
const BLOCK: &[&str] = &[
    "blockquote",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "rp",
    "rt",
    "ruby",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

const GENERIC: &[&str] = &["dir", "lang", "title"];

fn builder(tags: impl Iterator<Item = &'static str>) -> Builder<'static> {
    let mut builder = Builder::default();
    builder
        .tags(tags.collect())
        .generic_attributes(GENERIC.iter().copied().collect())
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("img", HashSet::from(["src", "alt"])),
            ("td", HashSet::from(["colspan", "rowspan"])),
            ("th", HashSet::from(["colspan", "rowspan", "scope"])),
        ]))
        .tag_attribute_values(HashMap::new())
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        // The caller builds the links of the site.
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None);
    builder
}

static INLINE_CLEANER: LazyLock<Builder<'static>> =
    LazyLock::new(|| builder(INLINE.iter().copied()));
static BLOCK_CLEANER: LazyLock<Builder<'static>> =
    LazyLock::new(|| builder(INLINE.iter().chain(BLOCK).copied()));

/// A piece of cleaned HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text and entities, ready for the page.
    Text(String),
    /// A beginning: name and attributes, these with entities undone.
    Open(String, Vec<(String, String)>),
    /// An end.
    Close(String),
}

/// A block of HTML, cleaned: what ends in it also began in it, and the other way round.
pub(super) fn clean_block(html: &str) -> Vec<Piece> {
    pieces(&BLOCK_CLEANER.clean(html).to_string())
}

/// One tag that stood within a line, cleaned; `None` when it may not stand there.
pub(super) fn clean_tag(tag: &str) -> Option<Piece> {
    let name = tag_name(tag);
    if !INLINE.contains(&name.as_str()) {
        return None;
    }
    if tag.starts_with("</") {
        return Some(Piece::Close(name));
    }
    let cleaned = INLINE_CLEANER.clean(tag).to_string();
    pieces(&cleaned)
        .into_iter()
        .find(|piece| matches!(piece, Piece::Open(open, _) if *open == name))
}

/// The name of a tag, in lower case; empty for a comment.
pub(super) fn tag_name(tag: &str) -> String {
    tag.trim_start_matches(['<', '/'])
        .chars()
        .take_while(|character| character.is_ascii_alphanumeric() || *character == '-')
        .collect::<String>()
        .to_ascii_lowercase()
}

/// The value of an attribute.
pub(super) fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes
        .iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}

/// Whether an element stands within a line.
pub(super) fn is_inline(name: &str) -> bool {
    INLINE.contains(&name)
}

/// Elements without an end.
pub(super) fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "wbr")
}

/// Reads what the sanitiser wrote: every `<` begins a tag, every value stands in double quotes.
fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        if !text.is_empty() {
            pieces.push(Piece::Text(text.to_string()));
        }
        let name = tag_name(tag);
        if tag.starts_with("</") {
            rest = tag.split_once('>').map_or("", |(_, rest)| rest);
            pieces.push(Piece::Close(name));
            continue;
        }
        rest = tag.get(1 + name.len()..).unwrap_or_default();
        let mut attributes = Vec::new();
        while let Some((key, value, after)) = next_attribute(rest) {
            attributes.push((key.to_string(), decode(value)));
            rest = after;
        }
        rest = rest.split_once('>').map_or("", |(_, rest)| rest);
        pieces.push(Piece::Open(name, attributes));
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_string()));
    }
    pieces
}

fn next_attribute(rest: &str) -> Option<(&str, &str, &str)> {
    let (key, value) = rest.strip_prefix(' ')?.split_once("=\"")?;
    let (value, after) = value.split_once('"')?;
    Some((key, value, after))
}

/// Undoes the entities that the sanitiser writes.
pub(super) fn decode(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

static TAG: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"<([A-Za-z][A-Za-z0-9-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)"#).ok());
static ATTRIBUTE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"([^\s"'<>/=]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]*)"#).ok());

/// What of this HTML is dangerous or cannot be kept, each named once: for the warning. That it is gone from
/// the page does not rest on this.
pub(super) fn losses(html: &str, inline: bool) -> Vec<String> {
    let mut losses = Vec::new();
    let (Some(tag), Some(attribute)) = (TAG.as_ref(), ATTRIBUTE.as_ref()) else {
        return losses;
    };
    let mut lose = |what: String| {
        if !losses.contains(&what) {
            losses.push(what);
        }
    };
    for found in tag.captures_iter(html) {
        let name = found[1].to_ascii_lowercase();
        let known = INLINE.contains(&name.as_str()) || (!inline && BLOCK.contains(&name.as_str()));
        if !known {
            lose(format!("`<{name}>`"));
        }
        for pair in attribute.captures_iter(&found[2]) {
            let key = pair[1].to_ascii_lowercase();
            // Links and pictures are judged when they are written.
            let dangerous = key.starts_with("on")
                || matches!(key.as_str(), "style" | "srcdoc" | "formaction" | "srcset")
                || (key == "href" && drops_href(&found[0]));
            if dangerous {
                lose(format!("`{key}`"));
            }
        }
    }
    losses
}

/// Whether the sanitiser takes the address from a link.
fn drops_href(tag: &str) -> bool {
    let cleaned = INLINE_CLEANER.clean(&format!("{tag}>")).to_string();
    !cleaned.contains(" href=")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleaned_html_is_read_back() {
        assert_eq!(
            clean_block("<p onclick=x>a<a href=\"/b?c&amp;d\" id=e>f<script>g</script>"),
            [
                Piece::Open("p".into(), vec![]),
                Piece::Text("a".into()),
                Piece::Open("a".into(), vec![("href".into(), "/b?c&d".into())]),
                Piece::Text("f".into()),
                Piece::Close("a".into()),
                Piece::Close("p".into()),
            ]
        );
    }

    #[test]
    fn losses_name_what_is_dangerous() {
        assert_eq!(
            losses("<b onclick=\"x\">a</b><SCRIPT>b</SCRIPT>", true),
            ["`onclick`", "`<script>`"]
        );
        assert_eq!(
            losses("<a href=\"java&#10;script:x\">y</a>", true),
            ["`href`"]
        );
        assert!(losses("<a href=\"/x/\">y</a><kbd>k</kbd>", true).is_empty());
    }
}
