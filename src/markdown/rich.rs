//! Captured text with links and emphasis becomes one paragraph of Markdown.
//!
//! Emphasis in CommonMark depends on what stands beside it, and no table of cases is complete. So the paragraph is
//! written as it reads best, read back, and written more plainly where the captured characters do not come back:
//! first without emphasis, then without links. Formatting may be lost on the way, text never.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::blocks::Blocks;
use super::compose;
use super::plain::{escape_paragraph, normalize, paragraphs};

/// A stretch of text in one style.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Run {
    /// The characters; a newline is a line break.
    pub text: String,
    /// Set in bold.
    pub strong: bool,
    /// Set in italics.
    pub emphasis: bool,
    /// Where it leads.
    pub link: Option<String>,
}

impl Run {
    /// Text without any style.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    fn same_style(&self, other: &Self) -> bool {
        (self.strong, self.emphasis, &self.link) == (other.strong, other.emphasis, &other.link)
    }
}

/// How much of the formatting is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Formatting {
    All,
    Links,
    None,
}

/// The runs as one paragraph of Markdown; its lines end in a backslash where the captured text broke them.
#[must_use]
pub fn paragraph(runs: &[Run]) -> String {
    let runs = joined(runs);
    let wanted = plain_text(&runs);
    if wanted.is_empty() {
        return String::new();
    }
    let formatted = runs
        .iter()
        .any(|run| run.strong || run.emphasis || run.link.is_some() || run.text.contains('\n'));
    if formatted {
        for formatting in [Formatting::All, Formatting::Links] {
            let written = write(&runs, formatting);
            if reads_back(&written).is_some_and(|text| text == wanted) {
                return written;
            }
        }
    }
    write(&runs, Formatting::None)
}

/// The characters of the runs, as `paragraph` gives them back.
#[must_use]
pub fn plain_text(runs: &[Run]) -> String {
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    normalize(&text).replace("\n\n", " ")
}

/// Neighbours of one style as one run; white space at the edge of a styled run stands outside of it.
fn joined(runs: &[Run]) -> Vec<Run> {
    let mut all: Vec<Run> = Vec::new();
    let mut push = |run: Run| {
        if run.text.is_empty() {
            return;
        }
        match all.last_mut() {
            Some(last) if last.same_style(&run) => last.text.push_str(&run.text),
            _ => all.push(run),
        }
    };
    for run in runs {
        let inner = run.text.trim_matches([' ', '\n', '\t']);
        let start = run.text.len() - run.text.trim_start_matches([' ', '\n', '\t']).len();
        let (before, after) = match inner.is_empty() {
            true => (run.text.as_str(), ""),
            false => (
                run.text.get(..start).unwrap_or_default(),
                run.text.get(start + inner.len()..).unwrap_or_default(),
            ),
        };
        push(Run::plain(before));
        push(Run {
            text: inner.to_string(),
            ..run.clone()
        });
        push(Run::plain(after));
    }
    all
}

fn write(runs: &[Run], formatting: Formatting) -> String {
    if formatting == Formatting::None {
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        return escape_paragraph(&paragraphs(&text).concat());
    }
    let mut written = String::new();
    for (at, run) in runs.iter().enumerate() {
        let lines: Vec<String> = run.text.split('\n').map(inline).collect();
        let mut text = String::new();
        for (number, line) in lines.iter().enumerate() {
            if number > 0 {
                // A blank before a line break would be shown.
                text.truncate(text.trim_end().len());
                text.push_str("\\\n");
            }
            text.push_str(line);
        }
        // Before a link it would make a picture of it.
        if text.ends_with('!') && runs.get(at + 1).is_some_and(|next| next.link.is_some()) {
            text.insert(text.len() - 1, '\\');
        }
        if text.trim().is_empty() {
            written.push_str(&text);
            continue;
        }
        let text = match (run.strong, run.emphasis) {
            _ if formatting != Formatting::All => text,
            (true, true) => format!("***{text}***"),
            (true, false) => format!("**{text}**"),
            (false, true) => format!("*{text}*"),
            (false, false) => text,
        };
        match &run.link {
            Some(address) => {
                let brackets = text.replace('[', "\\[").replace(']', "\\]");
                written.push_str(&format!("[{brackets}]({})", compose::destination(address)));
            }
            None => written.push_str(&text),
        }
    }
    // What opens a block is markup at the beginning of a line only.
    written
        .lines()
        .map(|line| {
            let line = line.trim_start();
            let plain = escape_paragraph(&[line.to_string()]);
            match plain.strip_prefix('\\') {
                Some(rest) if rest == line => plain,
                _ => numbered_line(line),
            }
        })
        .collect::<Vec<_>>()
        .join("\n")
        .trim()
        .to_string()
}

/// A line that would open a numbered list does not.
fn numbered_line(line: &str) -> String {
    let digits = line.len()
        - line
            .trim_start_matches(|digit: char| digit.is_ascii_digit())
            .len();
    match line.get(digits..).and_then(|rest| rest.chars().next()) {
        Some('.' | ')') if digits > 0 => {
            let (number, rest) = line.split_at(digits);
            format!("{number}\\{rest}")
        }
        _ => line.to_string(),
    }
}

/// Text inside a paragraph that has formatting: every sign that may be markup gets a backslash.
fn inline(text: &str) -> String {
    let mut escaped = String::new();
    for character in paragraphs_in_one_line(text).chars() {
        if matches!(character, '*' | '_' | '`' | '\\' | '<' | '&' | '~') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// White space collapsed, but kept at both ends: it parts this run from the next.
fn paragraphs_in_one_line(text: &str) -> String {
    let line = paragraphs(text).concat().join(" ");
    let blank = |character: char| matches!(character, ' ' | '\t');
    let before = if text.starts_with(blank) { " " } else { "" };
    let after = if text.ends_with(blank) && !line.is_empty() {
        " "
    } else {
        ""
    };
    format!("{before}{line}{after}")
}

/// The text that a paragraph of Markdown shows; `None` where it is no single paragraph.
fn reads_back(markdown: &str) -> Option<String> {
    let blocks = Blocks::parse(markdown, false);
    let mut text = String::new();
    let mut paragraphs = 0;
    for node in &blocks.nodes {
        match &node.event {
            Event::Start(Tag::Paragraph) => paragraphs += 1,
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. }) => {}
            Event::End(TagEnd::Paragraph | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) => {}
            Event::Text(words) => text.push_str(words),
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            _ => return None,
        }
    }
    (paragraphs == 1).then(|| normalize(&text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn run(text: &str, style: &str) -> Run {
        Run {
            text: text.into(),
            strong: style.contains('b'),
            emphasis: style.contains('i'),
            link: style
                .contains('a')
                .then(|| "https://example.org/a_(b)".into()),
        }
    }

    #[test]
    fn formatting_reads_well() {
        for (runs, wanted) in [
            (
                vec![run("The ", ""), run("bridge ", "b"), run("is shut.", "")],
                "The **bridge** is shut.",
            ),
            (
                vec![run("See ", ""), run("the [plan]", "a"), run("!", "")],
                "See [the \\[plan\\]](https://example.org/a_\\(b\\))!",
            ),
            (vec![run("a", "b"), run("b", "i")], "**a***b*"),
            (
                vec![run("x", ""), run("«a»", "b"), run("y", "")],
                // CommonMark has no bold between letters that begins with a quotation mark; the words stay.
                "x«a»y",
            ),
            (
                vec![run("No!", ""), run("More", "a")],
                "No\\![More](https://example.org/a_\\(b\\))",
            ),
            (vec![run("one\ntwo", "")], "one\\\ntwo"),
            (vec![run("one \n two", "b")], "**one\\\ntwo**"),
            (
                vec![run("17. Februar ", ""), run("neu", "i")],
                "17\\. Februar *neu*",
            ),
        ] {
            assert_eq!(paragraph(&runs), wanted);
        }
    }

    proptest! {
        #[test]
        fn the_captured_characters_come_back(
            parts in proptest::collection::vec(("(\\PC|[ \n*_\\[\\]()<>&`!~#.\\\\a-c0-9-]){0,12}", "[bia]{0,2}"), 0..6),
        ) {
            let runs: Vec<Run> = parts.iter().map(|(text, style)| run(text, style)).collect();
            let written = paragraph(&runs);
            let wanted = plain_text(&runs);
            let back = if written.is_empty() { String::new() } else { crate::markdown::outline(&written).plain_text().replace('\n', " ") };
            prop_assert_eq!(back, wanted.replace('\n', " "), "{}", written);
        }
    }
}
