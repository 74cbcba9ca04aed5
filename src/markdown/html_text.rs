//! The text of a finished fragment of HTML, word by word, each word with the place where it stands.
//!
//! Only for fragments that `to_html` made: their tags are balanced, and `<` stands in no text and no attribute.

use std::ops::Range;

/// Elements whose text is no running text: names in it lead nowhere.
const APART: [&str; 16] = [
    "a", "aside", "code", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "pre", "samp",
    "sup", "th", "var",
];

/// A word: letters and digits without anything between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its bytes of the fragment.
    pub span: Range<usize>,
    /// Between which two tags it stands, counted from the first: no tag is between words of one run.
    pub run: usize,
    /// Whether it stands in running text, where a link may begin.
    pub running: bool,
}

/// A fragment's words, in order.
#[derive(Debug)]
pub struct HtmlText<'a> {
    /// The fragment.
    pub html: &'a str,
    /// Its words.
    pub words: Vec<Word>,
}

impl<'a> HtmlText<'a> {
    /// Reads the words off a fragment.
    #[must_use]
    pub fn of(html: &'a str) -> Self {
        let mut words = Vec::new();
        let (mut run, mut apart, mut at) = (0, 0usize, 0);
        while at < html.len() {
            let rest = html.get(at..).unwrap_or_default();
            if rest.starts_with('<') {
                let end = rest.find('>').map_or(rest.len(), |end| end + 1);
                let tag = rest.get(..end).unwrap_or_default();
                if APART.contains(&tag_name(tag)) {
                    apart = match tag.starts_with("</") {
                        true => apart.saturating_sub(1),
                        false => apart + 1,
                    };
                }
                run += 1;
                at += end;
                continue;
            }
            let end = at + rest.find('<').unwrap_or(rest.len());
            let running = apart == 0;
            words.extend(
                spans(html, at..end)
                    .into_iter()
                    .map(|span| Word { span, run, running }),
            );
            at = end;
        }
        Self { html, words }
    }

    /// A word's characters.
    #[must_use]
    pub fn word(&self, index: usize) -> &'a str {
        self.words
            .get(index)
            .and_then(|word| self.html.get(word.span.clone()))
            .unwrap_or_default()
    }

    /// All words with one blank around each, so that words are found and never parts of them; and for each word the
    /// byte at which it begins there.
    #[must_use]
    pub fn folded(&self) -> (String, Vec<usize>) {
        let mut text = String::with_capacity(self.html.len());
        let mut begins = Vec::with_capacity(self.words.len());
        text.push(' ');
        for index in 0..self.words.len() {
            begins.push(text.len());
            text.push_str(self.word(index));
            text.push(' ');
        }
        (text, begins)
    }
}

/// The name of a tag: `a` of `<a href="…">` and of `</a>`.
pub(super) fn tag_name(tag: &str) -> &str {
    let inside = tag.trim_start_matches(['<', '/']);
    let end = inside.find(|character: char| !character.is_ascii_alphanumeric());
    inside
        .get(..end.unwrap_or(inside.len()))
        .unwrap_or_default()
}

/// The words of a text, as bytes of `whole`; character references are none.
fn spans(whole: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let text = whole.get(range.clone()).unwrap_or_default();
    let mut spans = Vec::new();
    let mut open: Option<usize> = None;
    let mut in_reference = false;
    for (at, character) in text.char_indices() {
        let is_word = character.is_alphanumeric() && !in_reference;
        match character {
            '&' => in_reference = true,
            ';' => in_reference = false,
            _ => {}
        }
        match (is_word, open) {
            (true, None) => open = Some(at),
            (false, Some(start)) => {
                spans.push(range.start + start..range.start + at);
                open = None;
            }
            _ => {}
        }
    }
    if let Some(start) = open {
        spans.push(range.start + start..range.end);
    }
    spans
}

/// The words of plain text, cut as those of HTML are.
#[must_use]
pub fn words_of(text: &str) -> Vec<&str> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(html: &str) -> Vec<(String, usize, bool)> {
        let text = HtmlText::of(html);
        (text.words.iter().enumerate())
            .map(|(index, word)| (text.word(index).to_string(), word.run, word.running))
            .collect()
    }

    #[test]
    fn words_know_where_they_stand() {
        let word = |text: &str, run, running| (text.to_string(), run, running);
        assert_eq!(
            words("<p>Ada <em>Quill</em>’s R&amp;D <a href=\"/x/\">is here</a>.</p>"),
            [
                word("Ada", 1, true),
                word("Quill", 2, true),
                word("s", 3, true),
                word("R", 3, true),
                word("D", 3, true),
                word("is", 4, false),
                word("here", 4, false),
            ]
        );
    }

    #[test]
    fn words_of_html_are_those_of_its_text() {
        let text = HtmlText::of("<p>L&#x27;été — “no”, she said.</p>\n<p>Über 3.5</p>");
        let all: Vec<&str> = (0..text.words.len())
            .map(|index| text.word(index))
            .collect();
        assert_eq!(all, words_of("L'été — “no”, she said.\n\nÜber 3.5"));
        assert_eq!(text.folded().0, " L été no she said Über 3 5 ");
    }
}
