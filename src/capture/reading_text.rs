//! Texts in data: escaped once or twice, with markup or without, names in lists.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::markup::tree;

/// A text without character references. Some outlets escape twice: what is left after once is undone again.
#[must_use]
pub fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let once = references(text);
    if once.contains('&') {
        Cow::Owned(references(&once))
    } else {
        Cow::Owned(once)
    }
}

/// Undoes character references and nothing else: `<` stays what it is.
fn references(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let end = rest
            .bytes()
            .take(34)
            .position(|byte| byte == b';')
            .filter(|end| *end > 1);
        let reference = end.and_then(|end| rest.get(..=end));
        match reference.and_then(|reference| Some((reference, character(reference)?))) {
            Some((reference, character)) => {
                plain.push_str(&character);
                rest = rest.get(reference.len()..).unwrap_or_default();
            }
            None => {
                plain.push('&');
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// What `&name;`, `&#8217;` or `&#x2019;` stands for, as a browser reads it.
fn character(reference: &str) -> Option<String> {
    let name = reference.get(1..reference.len() - 1)?;
    let known = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => "\u{a0}",
        _ => "",
    };
    if !known.is_empty() {
        return Some(known.into());
    }
    let inner = name.strip_prefix('#').unwrap_or(name);
    if inner.is_empty() || !inner.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let page = scraper::Html::parse_fragment(reference);
    let read: String = page.root_element().text().collect();
    (read != reference).then_some(read)
}

/// A tag as texts in data have them. A lone `<` is none, and what looks a little like a tag is somebody's text.
static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)</[a-z][a-z0-9]*\s*>|<(?:p|br|b|i|u|a|em|strong|span|div|img|h[1-6]|ul|ol|li|blockquote|figure|iframe|table|hr)(?:\s[^<>]*)?/?>").ok()
});

/// Whether a text has HTML in it.
#[must_use]
pub fn has_markup(text: &str) -> bool {
    text.contains('<') && TAG.as_ref().is_some_and(|tag| tag.is_match(text))
}

/// A line of plain text: references undone, markup taken out, single blanks.
#[must_use]
pub fn plain(text: &str) -> String {
    let read = |html: &str| {
        let page = tree::parse(html)?;
        let body = tree::first(page.root_element(), "body")?;
        Some(tree::text(body))
    };
    if has_markup(text)
        && let Some(words) = read(text)
    {
        return unescaped(&words).into_owned();
    }
    let once = unescaped(text);
    if has_markup(&once)
        && let Some(words) = read(&once)
    {
        return words;
    }
    tree::single_blanks(&once)
}

/// The paragraphs of a text with markup, each as plain text.
#[must_use]
pub fn paragraphs(html: &str) -> Vec<String> {
    let found = tree::parse(html)
        .map(|page| {
            tree::all(page.root_element(), "p, li")
                .into_iter()
                .map(tree::text)
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
        })
        .unwrap_or_default();
    if found.is_empty() {
        let whole = plain(html);
        return (!whole.is_empty()).then_some(whole).into_iter().collect();
    }
    found
}

/// The names in a byline: `By Noor Castell and Tomas Vell`.
#[must_use]
pub fn names(text: &str) -> Vec<String> {
    let text = tree::single_blanks(text);
    let lower = text.to_lowercase();
    let start = [
        "posted by ",
        "written by ",
        "by: ",
        "by ",
        "von ",
        "par ",
        "por ",
        "di ",
    ]
    .iter()
    .find(|start| lower.starts_with(*start))
    .map_or(0, |start| start.len());
    let text = text.get(start..).unwrap_or(&text).trim();
    let mut names = Vec::new();
    for part in text.split([',', ';', '|', '/']) {
        for name in part.split(" and ").flat_map(|part| part.split(" & ")) {
            let name = name.trim().trim_end_matches('.').trim();
            let likely = name.chars().any(char::is_alphabetic)
                && name.chars().count() <= 60
                && name.split(' ').count() <= 6
                && !name.contains(['@', ':', '(']);
            if likely && !names.contains(&name.to_string()) {
                names.push(name.to_string());
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_undone_once_and_again_where_some_are_left() {
        for (text, wanted) in [
            ("Tea &amp; cake", "Tea & cake"),
            ("It&#039;s &quot;open&quot;", "It's \"open\""),
            ("It&amp;#8217;s", "It’s"),
            ("caf&eacute;&nbsp;x", "café\u{a0}x"),
            ("R&D; a & b", "R&D; a & b"),
            ("&", "&"),
            ("&;&#;&#xfffffff;", "&;&#;\u{fffd}"),
        ] {
            assert_eq!(unescaped(text), wanted);
        }
        assert_eq!(
            plain("The <b>bridge</b>\n is &lt;shut"),
            "The bridge is <shut"
        );
        assert_eq!(
            names("By Noor Castell and Tomas Vell, Ada Quill"),
            ["Noor Castell", "Tomas Vell", "Ada Quill"]
        );
    }
}
