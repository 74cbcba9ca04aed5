//! Text inside a block, with its links, emphasis and line breaks.

use ego_tree::NodeRef;
use scraper::{ElementRef, Node};

use super::body::Context;
use super::furniture;
use super::tree::{attribute, is_no_text, name};
use crate::markdown::rich::Run;

/// The deepest nesting that is followed; below it only the words are taken.
const DEEPEST: usize = 60;

/// Collects runs with the white space of HTML: any of it is one blank, a `<br>` is a line break.
#[derive(Debug, Default)]
pub struct Runs {
    runs: Vec<Run>,
}

impl Runs {
    /// Adds text in a style.
    pub fn text(&mut self, text: &str, style: &Run) {
        let mut words = String::new();
        for character in text.chars() {
            if !matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                words.push(character);
            } else if !(words.ends_with(' ') || words.is_empty() && self.at_blank()) {
                words.push(' ');
            }
        }
        if !words.is_empty() {
            self.runs.push(Run {
                text: words,
                ..style.clone()
            });
        }
    }

    /// Adds a line break.
    pub fn line_break(&mut self) {
        self.runs.push(Run::plain("\n"));
    }

    /// Puts back what was taken.
    pub fn again(&mut self, run: Run) {
        self.runs.push(run);
    }

    fn at_blank(&self) -> bool {
        self.runs
            .last()
            .is_none_or(|run| run.text.ends_with([' ', '\n']))
    }

    /// Whether there are words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }

    /// The runs so far; nothing is left.
    pub fn take(&mut self) -> Vec<Run> {
        std::mem::take(&mut self.runs)
    }
}

/// Everything below an element as one line of runs.
#[must_use]
pub fn runs_of(element: ElementRef<'_>, context: &mut Context<'_>) -> Vec<Run> {
    let mut runs = Runs::default();
    for child in element.children() {
        read(child, &Run::default(), &mut runs, context, 0);
    }
    runs.take()
}

/// Reads a node that stands in a line of text.
pub fn read(
    node: NodeRef<'_, Node>,
    style: &Run,
    runs: &mut Runs,
    context: &mut Context<'_>,
    depth: usize,
) {
    if let Some(text) = node.value().as_text() {
        runs.text(text, style);
        return;
    }
    let Some(element) = ElementRef::wrap(node) else {
        return;
    };
    if is_no_text(name(element)) || context.skip.contains(&element.id()) {
        return;
    }
    if let Some(rule) = furniture::rule(element) {
        context.dropped(rule);
        return;
    }
    let mut inner = style.clone();
    match name(element) {
        "br" => return runs.line_break(),
        "b" | "strong" => inner.strong = true,
        "i" | "em" | "cite" => inner.emphasis = true,
        "a" => {
            let address = attribute(element, "href");
            inner.link = address.and_then(|address| context.link(address));
        }
        // A picture inside a line is an icon or a smiley: its words stand for it.
        "img" => return runs.text(attribute(element, "alt").unwrap_or_default(), style),
        "iframe" | "video" | "audio" | "object" | "form" | "select" | "button" | "input"
        | "textarea" => return,
        _ => {}
    }
    if depth >= DEEPEST {
        return runs.text(&super::tree::text(element), &inner);
    }
    for child in element.children() {
        read(child, &inner, runs, context, depth + 1);
    }
    // Words of two blocks never run together.
    if super::body::is_block(name(element)) {
        runs.text(" ", style);
    }
}
