//! Links and anchors put into a finished fragment of HTML. Only tags are added: the text stays what it was.

use std::cmp::Reverse;
use std::ops::Range;

use super::html::escaped;
use super::html_text::{HtmlText, tag_name, words_of};

/// Elements that may stand within a line; anything else ends what is marked.
const INLINE: [&str; 28] = [
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins",
    "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
    "wbr",
];
/// Texts that are not found where they are looked for, before no more are looked for: keeps the work linear.
const LOST: usize = 8;

/// A stretch of a fragment and the tag that is put around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the fragment, at the ends of words.
    pub span: Range<usize>,
    /// What it becomes.
    pub tag: MarkTag,
}

/// What a marked stretch becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkTag {
    /// A link to an address, and a class by which a theme can tell it from a link that somebody wrote.
    Link {
        /// The address.
        href: String,
        /// The class.
        class: &'static str,
    },
    /// A place with an id.
    Anchor(String),
}

/// The fragment with its marks. Marks lie within each other or apart: one that crosses another ends where that does.
#[must_use]
pub fn with_marks(html: &str, mut marks: Vec<Mark>) -> String {
    marks.sort_by_key(|mark| (mark.span.start, Reverse(mark.span.end)));
    let mut out = String::with_capacity(html.len() + 64 * marks.len());
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut written = 0;
    let mut write = |out: &mut String, to: usize| {
        out.push_str(html.get(written..to).unwrap_or_default());
        written = written.max(to);
    };
    for mark in marks {
        while let Some((end, tag)) = open.pop_if(|(end, _)| *end <= mark.span.start) {
            write(&mut out, end);
            out.push_str(tag);
        }
        let end = open
            .last()
            .map_or(mark.span.end, |(end, _)| mark.span.end.min(*end));
        write(&mut out, mark.span.start);
        match mark.tag {
            MarkTag::Link { href, class } => {
                let href = escaped(&href);
                out.push_str(&format!("<a class=\"{class}\" href=\"{href}\">"));
                open.push((end, "</a>"));
            }
            MarkTag::Anchor(id) => {
                out.push_str(&format!("<span id=\"{}\">", escaped(&id)));
                open.push((end, "</span>"));
            }
        }
    }
    while let Some((end, tag)) = open.pop() {
        write(&mut out, end);
        out.push_str(tag);
    }
    write(&mut out, html.len());
    out
}

/// Where texts stand in a fragment, in their order, compared word by word; `None` for one that is not there. A
/// stretch ends at the first tag that no line could hold.
#[must_use]
pub fn places(html: &str, texts: &[&str]) -> Vec<Option<Range<usize>>> {
    if texts.is_empty() {
        return Vec::new();
    }
    let text = HtmlText::of(html);
    let (folded, begins) = text.folded();
    let (mut from, mut lost) = (0, 0);
    let mut last: Option<(String, usize)> = None;
    texts
        .iter()
        .map(|wanted| {
            let words = words_of(wanted);
            if words.is_empty() || lost > LOST {
                return None;
            }
            let pattern = format!(" {} ", words.join(" "));
            // The same words a second time stand further on.
            let start = match &last {
                Some((same, end)) if *same == pattern => *end,
                _ => from,
            };
            let look = |start: usize| Some(start + folded.get(start..)?.find(&pattern)?);
            let found = look(start).or_else(|| {
                lost += 1;
                look(0)
            })?;
            let end = found + pattern.len() - 1;
            last = Some((pattern, end));
            from = found;
            let first = begins.binary_search(&(found + 1)).ok()?;
            let final_word = text.words.get(first + words.len() - 1)?;
            let start = text.words.get(first)?.span.start;
            Some(start..within_lines(html, start..with_stop(html, final_word.span.end)))
        })
        .collect()
}

/// The end of a stretch with the stop that follows its last word.
fn with_stop(html: &str, end: usize) -> usize {
    let rest = html.get(end..).unwrap_or_default();
    let stop = rest.find(|character| !matches!(character, '.' | '!' | '?' | '…' | ','));
    end + stop.unwrap_or(rest.len())
}

/// Where a stretch must end so that a tag can stand around it: at its own end, or where what it began in ends.
fn within_lines(html: &str, span: Range<usize>) -> usize {
    let inside = html.get(span.clone()).unwrap_or_default();
    let (mut depth, mut whole_until, mut at) = (0usize, None, 0);
    while let Some(begin) = inside.get(at..).and_then(|rest| rest.find('<')) {
        let begin = at + begin;
        let rest = inside.get(begin..).unwrap_or_default();
        let end = begin + rest.find('>').map_or(rest.len(), |end| end + 1);
        let tag = inside.get(begin..end).unwrap_or_default();
        let name = tag_name(tag);
        if depth == 0 {
            whole_until = Some(begin);
        }
        let closes = tag.starts_with("</");
        if !INLINE.contains(&name) || closes && depth == 0 {
            return span.start + whole_until.unwrap_or(begin);
        }
        if closes {
            depth -= 1;
        } else if !matches!(name, "br" | "img" | "wbr") {
            depth += 1;
        }
        at = end;
    }
    match (depth, whole_until) {
        (0, _) | (_, None) => span.end,
        (_, Some(until)) => span.start + until,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn anchored(html: &str, texts: &[&str]) -> String {
        let marks = places(html, texts)
            .into_iter()
            .enumerate()
            .filter_map(|(index, span)| {
                let tag = MarkTag::Anchor(index.to_string());
                Some(Mark { span: span?, tag })
            })
            .collect();
        with_marks(html, marks)
    }

    #[test]
    fn words_are_found_whatever_stands_between_them() {
        assert_eq!(
            anchored(
                "<p>“It <em>is</em>\nour life,” she said.</p>",
                &["It is our life"]
            ),
            "<p>“<span id=\"0\">It <em>is</em>\nour life,</span>” she said.</p>"
        );
    }

    #[test]
    fn a_stretch_over_two_paragraphs_ends_with_the_first() {
        assert_eq!(
            anchored("<p>One two</p>\n<p>three</p>", &["One two three"]),
            "<p><span id=\"0\">One two</span></p>\n<p>three</p>"
        );
        assert_eq!(
            anchored("<p><em>One two</em> three</p>", &["two three"]),
            "<p><em>One <span id=\"0\">two</span></em> three</p>"
        );
    }

    #[test]
    fn the_same_words_twice_and_words_in_words() {
        assert_eq!(
            anchored("<p>No. He said: no, no.</p>", &["no", "no", "absent"]),
            "<p>No. He said: <span id=\"0\">no,</span> <span id=\"1\">no.</span></p>"
        );
        assert_eq!(
            anchored(
                "<p>She warned: run now.</p>",
                &["She warned: run now.", "run"]
            ),
            "<p><span id=\"0\">She warned: <span id=\"1\">run</span> now.</span></p>"
        );
    }

    fn text(html: &str) -> String {
        scraper::Html::parse_fragment(html)
            .root_element()
            .text()
            .collect()
    }

    proptest! {
        /// Marks never change a text, whatever is marked and however the marks lie.
        #[test]
        fn text_stays_what_it_was(
            markdown in "([a-c]{1,2}[ *_`>.\\n-]{1,3}){0,40}",
            wanted in proptest::collection::vec("([a-c]{1,2} ){1,4}", 0..6),
        ) {
            let resolve = |_: crate::markdown::Reference<'_>| crate::markdown::Resolved::Broken;
            let words = crate::markdown::Words::default();
            let options = crate::markdown::HtmlOptions {
                footnote_prefix: "x",
                heading_shift: 2,
                smart_punctuation: false,
                resolve: &resolve,
                words: &words,
            };
            let html = crate::markdown::to_html(&markdown, &options, &mut Vec::new());
            let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
            let marked = anchored(&html, &wanted);
            prop_assert_eq!(text(&marked), text(&html));
            let again = scraper::Html::parse_fragment(&marked).root_element().inner_html();
            let source = scraper::Html::parse_fragment(&html).root_element().inner_html();
            let bare = regex::Regex::new("<span [^>]*>|</span>");
            let bare = bare.expect("a pattern");
            prop_assert_eq!(bare.replace_all(&again, "").into_owned(), source, "{}", marked);
        }
    }
}
