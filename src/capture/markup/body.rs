//! The blocks of an entry: paragraphs, lists, quotes, figures, embeds, tables.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use ego_tree::{NodeId, NodeRef};
use scraper::{ElementRef, Node};

use super::address::Base;
use super::block::{self, Block};
use super::furniture;
use super::inline::{self, Runs};
use super::tree::{attribute, children, is_no_text, name, text};
use super::{embed, figure, quote, table};
use crate::capture::reading_text;
use crate::markdown::rich::{self, Run};

/// The deepest nesting of blocks that is followed.
const DEEPEST: usize = 80;

/// What a page says to each of its parts, and what was noticed on the way.
#[derive(Debug)]
pub struct Context<'a> {
    /// What addresses are relative to.
    pub base: &'a Base,
    /// Pictures that came with the page: address, as written or whole, and the file's name in `media/`.
    pub held: &'a BTreeMap<String, String>,
    /// The addresses of those that were used.
    pub used: BTreeSet<String>,
    /// Elements that were read already: a headline, a time.
    pub skip: HashSet<NodeId>,
    /// What was left out, by rule.
    pub dropped: BTreeMap<&'static str, usize>,
}

impl<'a> Context<'a> {
    /// A context in which nothing was noticed yet.
    #[must_use]
    pub fn new(base: &'a Base, held: &'a BTreeMap<String, String>) -> Self {
        Self {
            base,
            held,
            used: BTreeSet::new(),
            skip: HashSet::new(),
            dropped: BTreeMap::new(),
        }
    }

    /// Counts something that a rule left out.
    pub fn dropped(&mut self, rule: &'static str) {
        *self.dropped.entry(rule).or_default() += 1;
    }

    /// The whole address of a link; one that leads nowhere is counted.
    pub fn link(&mut self, address: &str) -> Option<String> {
        let whole = self.base.resolve(address);
        if whole.is_none() {
            self.dropped("address that leads nowhere (the words stay)");
        }
        whole
    }

    /// Where a picture is: the file that came with the page, else its address on the web.
    pub fn picture(&mut self, address: &str) -> Option<String> {
        let whole = self.base.resolve(address);
        let candidates = [Some(address.to_string()), whole.clone()];
        for candidate in candidates.into_iter().flatten() {
            if let Some(file) = self.held.get(&candidate) {
                let path = format!("media/{file}");
                self.used.insert(candidate);
                return Some(path);
            }
        }
        whole
    }
}

/// The body in an element, as Markdown.
#[must_use]
pub fn markdown_of(element: ElementRef<'_>, context: &mut Context<'_>) -> String {
    let mut body = Body::new(context);
    body.children(element, &Run::default(), 0);
    block::write(&body.finish())
}

/// A body that somebody gives as text with or without HTML in it.
#[must_use]
pub fn markdown_of_text(text: &str, context: &mut Context<'_>) -> String {
    if !reading_text::has_markup(text) {
        let plain = reading_text::unescaped(text);
        if !reading_text::has_markup(&plain) {
            return paragraphs_of(&plain);
        }
        return markdown_of_text(&plain, context);
    }
    match super::tree::parse(text) {
        Some(page) => match super::tree::first(page.root_element(), "body") {
            Some(body) => markdown_of(body, context),
            None => paragraphs_of(text),
        },
        None => paragraphs_of(text),
    }
}

/// Plain text as paragraphs: where it has blank lines these part them, else every line is one.
fn paragraphs_of(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let between = if text.contains("\n\n") { "\n\n" } else { "\n" };
    let blocks: Vec<Block> = text
        .split(between)
        .map(super::tree::single_blanks)
        .filter(|part| !part.is_empty())
        .map(|part| as_block(&part))
        .collect();
    block::write(&blocks)
}

/// A paragraph, or the card of the post whose bare address it is.
fn as_block(text: &str) -> Block {
    match embed::of_bare_address(text) {
        Some(card) => Block::Written(card),
        None => Block::Text(vec![Run::plain(text)]),
    }
}

/// Blocks as they are found; text that stands between them collects in `line`.
pub struct Body<'c, 'a> {
    context: &'c mut Context<'a>,
    blocks: Vec<Block>,
    line: Runs,
}

impl<'c, 'a> Body<'c, 'a> {
    /// An empty body.
    pub fn new(context: &'c mut Context<'a>) -> Self {
        Self {
            context,
            blocks: Vec::new(),
            line: Runs::default(),
        }
    }

    /// Reads everything below an element.
    pub fn children(&mut self, element: ElementRef<'_>, style: &Run, depth: usize) {
        for child in element.children() {
            self.node(child, style, depth);
        }
    }

    /// The blocks; the last line ends here.
    #[must_use]
    pub fn finish(mut self) -> Vec<Block> {
        self.end_line();
        self.blocks
    }

    /// Reads one node.
    pub fn node(&mut self, node: NodeRef<'_, Node>, style: &Run, depth: usize) {
        let Some(element) = ElementRef::wrap(node) else {
            inline::read(node, style, &mut self.line, self.context, depth);
            return;
        };
        if is_no_text(name(element)) || self.context.skip.contains(&element.id()) {
            return;
        }
        if let Some(rule) = furniture::rule(element) {
            self.context.dropped(rule);
            return;
        }
        if depth >= DEEPEST {
            self.line.text(&text(element), style);
            return;
        }
        if let Some(card) = embed::read(element, self.context) {
            return self.written(card);
        }
        if let Some(figure) = figure::read(element, self.context) {
            return self.written(figure);
        }
        if let Some(quote) = quote::read(element) {
            return self.written(quote);
        }
        match name(element) {
            "br" if self.line_is_broken() => self.end_line(),
            "p" | "div" | "section" | "article" | "header" | "footer" | "aside" | "figcaption"
            | "main" | "details" | "summary" | "center" | "address" | "dl" | "dt" | "dd"
            | "fieldset" => {
                self.end_line();
                self.children(element, style, depth + 1);
                self.end_line();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_line();
                let runs = inline::runs_of(element, self.context);
                if runs.iter().any(|run| !run.text.trim().is_empty()) {
                    self.blocks.push(Block::Heading(runs));
                }
            }
            "ul" | "ol" => self.list(element, depth),
            // An item outside of any list is a paragraph.
            "li" => {
                self.end_line();
                self.children(element, style, depth + 1);
                self.end_line();
            }
            "blockquote" => {
                self.end_line();
                let mut inner = Body::new(self.context);
                inner.children(element, &Run::default(), depth + 1);
                let blocks = inner.finish();
                if !blocks.is_empty() {
                    self.blocks.push(Block::Quote(blocks));
                }
            }
            "pre" => {
                self.end_line();
                let words: String = element.text().collect();
                for line in words.lines().filter(|line| !line.trim().is_empty()) {
                    self.blocks.push(Block::Text(vec![Run::plain(line.trim())]));
                }
            }
            "hr" => {
                self.end_line();
                if !self.blocks.is_empty() && self.blocks.last() != Some(&Block::Rule) {
                    self.blocks.push(Block::Rule);
                }
            }
            "table" => {
                self.end_line();
                let written = table::read(element, self.context);
                match written {
                    Some(written) => self.written(written),
                    // A table that is there for its looks.
                    None => {
                        for cell in super::tree::all(element, "td, th, caption") {
                            self.children(cell, style, depth + 1);
                            self.end_line();
                        }
                    }
                }
            }
            // Styles and links may reach over blocks.
            "b" | "strong" | "i" | "em" | "a" | "span" | "font" | "u" if holds_blocks(element) => {
                self.children(element, style, depth + 1);
            }
            other if other.contains('-') && holds_blocks(element) => {
                self.children(element, style, depth + 1);
            }
            _ => inline::read(node, style, &mut self.line, self.context, depth),
        }
    }

    fn list(&mut self, element: ElementRef<'_>, depth: usize) {
        self.end_line();
        let first = (name(element) == "ol").then(|| {
            attribute(element, "start")
                .and_then(|start| start.parse().ok())
                .unwrap_or(1)
        });
        let mut items: Vec<Vec<Block>> = Vec::new();
        for child in children(element) {
            if is_no_text(name(child)) {
                continue;
            }
            if let Some(rule) = furniture::rule(child) {
                self.context.dropped(rule);
                continue;
            }
            let mut inner = Body::new(self.context);
            if matches!(name(child), "ul" | "ol") {
                inner.list(child, depth + 1);
            } else {
                inner.children(child, &Run::default(), depth + 1);
            }
            let blocks = inner.finish();
            if blocks.is_empty() {
                continue;
            }
            match (name(child), items.last_mut()) {
                // A list straight in a list belongs to the item above.
                ("ul" | "ol", Some(above)) => above.extend(blocks),
                _ => items.push(blocks),
            }
        }
        if !items.is_empty() {
            self.blocks.push(Block::List { first, items });
        }
    }

    fn written(&mut self, markdown: String) {
        self.end_line();
        if !markdown.is_empty() && self.blocks.last() != Some(&Block::Written(markdown.clone())) {
            self.blocks.push(Block::Written(markdown));
        }
    }

    /// Whether the line ends in a break already: two of them end a paragraph.
    fn line_is_broken(&mut self) -> bool {
        let runs = self.line.take();
        let broken = runs
            .iter()
            .rev()
            .find(|run| run.text != " ")
            .is_some_and(|run| run.text == "\n");
        for run in runs {
            self.line.again(run);
        }
        broken
    }

    fn end_line(&mut self) {
        if self.line.is_empty() {
            self.line.take();
            return;
        }
        let runs = self.line.take();
        let words = rich::plain_text(&runs);
        if furniture::is_furniture_sentence(&words) {
            self.context.dropped("sentences of the page's own");
            return;
        }
        let linked = runs.iter().any(|run| run.link.is_some());
        self.blocks.push(match embed::of_bare_address(&words) {
            Some(card) if !linked || words.starts_with("http") => Block::Written(card),
            _ => Block::Text(trimmed(runs)),
        });
    }
}

/// Runs without breaks and blanks around them.
fn trimmed(mut runs: Vec<Run>) -> Vec<Run> {
    let blank = |run: &Run| run.text.trim().is_empty();
    while runs.last().is_some_and(blank) {
        runs.pop();
    }
    let first = runs.iter().position(|run| !blank(run)).unwrap_or(0);
    runs.drain(..first);
    runs
}

/// Whether an element of this name begins a block of its own.
#[must_use]
pub fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "ul"
            | "ol"
            | "li"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "table"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "footer"
            | "aside"
            | "tr"
            | "td"
            | "th"
            | "dl"
            | "dt"
            | "dd"
            | "pre"
            | "hr"
    )
}

fn holds_blocks(element: ElementRef<'_>) -> bool {
    element
        .descendants()
        .skip(1)
        .filter_map(ElementRef::wrap)
        .any(|below| is_block(name(below)) || matches!(name(below), "img" | "iframe" | "video"))
}
