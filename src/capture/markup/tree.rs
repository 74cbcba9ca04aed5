//! Questions to elements of a page.

use scraper::{ElementRef, Html, Selector};

/// A page nested deeper than this was made to hurt; real ones stay below 100.
const DEEPEST: usize = 1_000;
/// Elements that HTML closes by itself, so that open ones say nothing of depth, and those without an end.
const NO_DEPTH: [&str; 30] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead",
    "tbody", "tfoot", "colgroup", "rp", "rt", "html",
];

/// A page or a piece of one as a tree; `None` where it nests so deep that reading it would never end.
#[must_use]
pub fn parse(html: &str) -> Option<Html> {
    (depth(html) <= DEEPEST).then(|| Html::parse_document(html))
}

/// How deep the tags of a text nest, at most, as far as a look at them can tell.
fn depth(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for piece in html.split('<').skip(1) {
        let closes = piece.starts_with('/');
        let name: &str = piece
            .trim_start_matches('/')
            .split(|character: char| !character.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        if !name.starts_with(|first: char| first.is_ascii_alphabetic())
            || NO_DEPTH
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known))
        {
            continue;
        }
        if closes {
            depth = depth.saturating_sub(1);
        } else if !piece.split('>').next().unwrap_or_default().ends_with('/') {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// A CSS selector that stands in the code or in a layout's file.
#[must_use]
pub fn selector(text: &str) -> Option<Selector> {
    Selector::parse(text).ok()
}

/// The first element below that a selector finds.
#[must_use]
pub fn first<'a>(element: ElementRef<'a>, css: &str) -> Option<ElementRef<'a>> {
    element.select(&selector(css)?).next()
}

/// All elements below that a selector finds.
#[must_use]
pub fn all<'a>(element: ElementRef<'a>, css: &str) -> Vec<ElementRef<'a>> {
    selector(css).map_or_else(Vec::new, |selector| element.select(&selector).collect())
}

/// The name of an element, lower case.
#[must_use]
pub fn name<'a>(element: ElementRef<'a>) -> &'a str {
    element.value().name()
}

/// An attribute, trimmed, where it says something.
#[must_use]
pub fn attribute<'a>(element: ElementRef<'a>, name: &str) -> Option<&'a str> {
    element
        .value()
        .attr(name)
        .map(str::trim)
        .filter(|value| !value.is_empty())
}

/// The child elements.
pub fn children<'a>(element: ElementRef<'a>) -> impl Iterator<Item = ElementRef<'a>> {
    element.children().filter_map(ElementRef::wrap)
}

/// The text of an element with single blanks, scripts and styles left out.
#[must_use]
pub fn text(element: ElementRef<'_>) -> String {
    let mut words = String::new();
    for node in element.descendants() {
        let Some(text) = node.value().as_text() else {
            continue;
        };
        let hidden = node
            .parent()
            .and_then(ElementRef::wrap)
            .is_some_and(|parent| is_no_text(name(parent)));
        if !hidden {
            words.push_str(text);
        }
    }
    single_blanks(&words)
}

/// Whether what stands in an element of this name is never read by people.
#[must_use]
pub fn is_no_text(name: &str) -> bool {
    matches!(name, "script" | "style" | "template" | "noscript" | "svg")
}

/// A text with single blanks; no-break spaces stay.
#[must_use]
pub fn single_blanks(text: &str) -> String {
    let parts: Vec<&str> = text
        .split(|character: char| character.is_ascii_whitespace() || character.is_control())
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" ").trim().to_string()
}

/// The words of an element's `class` and `id`, each split at hyphens, underscores and capitals, lower case.
#[must_use]
pub fn class_words(element: ElementRef<'_>) -> Vec<String> {
    let mut words = Vec::new();
    let value = element.value();
    for name in value.classes().chain(value.id()) {
        let mut word = String::new();
        let mut lower_before = false;
        for character in name.chars() {
            let cut = !character.is_alphanumeric() || (character.is_uppercase() && lower_before);
            if cut && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if character.is_alphanumeric() {
                word.extend(character.to_lowercase());
            }
            lower_before = character.is_lowercase();
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}

/// Whether a class or id of the element has one of these words.
#[must_use]
pub fn has_class_word(element: ElementRef<'_>, wanted: &[&str]) -> bool {
    class_words(element)
        .iter()
        .any(|word| wanted.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_counts_what_stays_open() {
        assert_eq!(depth("<p>a<p>b<br><div><span>c</span></div>"), 2);
        assert!(parse(&"<div>".repeat(2_000)).is_none());
        assert!(parse(&"<p>x".repeat(5_000)).is_some());
    }

    #[test]
    fn class_names_are_read_word_by_word() {
        let page =
            Html::parse_fragment("<div class='lx-mediaCaption Post__share' id='ad_1'></div>");
        let mut found = first(page.root_element(), "div").map_or_else(Vec::new, class_words);
        found.sort();
        assert_eq!(
            found,
            ["1", "ad", "caption", "lx", "media", "post", "share"]
        );
    }
}
