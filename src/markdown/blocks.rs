//! The events of one body with their places, each beginning joined to its end.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TextMergeWithOffset};

/// One event of the parser and the bytes of the Markdown that it came from.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    pub event: Event<'a>,
    pub span: Range<usize>,
}

/// A body as a flat list of nodes. Flat, because a captured text may nest as deep as it likes, and a walk
/// that calls itself would run out of stack.
#[derive(Debug)]
pub(super) struct Blocks<'a> {
    pub source: &'a str,
    pub nodes: Vec<Node<'a>>,
    /// For a beginning the index of its end, for an end that of its beginning, else the index itself.
    partner: Vec<usize>,
}

impl<'a> Blocks<'a> {
    pub fn parse(source: &'a str, smart_punctuation: bool) -> Self {
        let mut options =
            Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
        options.set(Options::ENABLE_SMART_PUNCTUATION, smart_punctuation);
        // The parser cuts text at every character that might have been markup.
        let events = TextMergeWithOffset::new(Parser::new_ext(source, options).into_offset_iter());
        let nodes = events
            .map(|(event, span)| Node {
                event: with_scheme(event),
                span,
            })
            .collect();
        Self::from_nodes(source, nodes)
    }

    pub fn from_nodes(source: &'a str, nodes: Vec<Node<'a>>) -> Self {
        let mut partner: Vec<usize> = (0..nodes.len()).collect();
        let mut open = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            match node.event {
                Event::Start(_) => open.push(at),
                Event::End(_) => {
                    if let Some(start) = open.pop() {
                        partner[start] = at;
                        partner[at] = start;
                    }
                }
                _ => {}
            }
        }
        Self {
            source,
            nodes,
            partner,
        }
    }

    /// The other end of the pair that the node belongs to.
    pub fn partner(&self, at: usize) -> usize {
        self.partner.get(at).copied().unwrap_or(at)
    }

    pub fn slice(&self, range: Range<usize>) -> &[Node<'a>] {
        self.nodes.get(range).unwrap_or_default()
    }

    pub fn is_paragraph(&self, at: usize) -> bool {
        self.nodes
            .get(at)
            .is_some_and(|node| matches!(node.event, Event::Start(Tag::Paragraph)))
    }

    /// The lines of a paragraph's inside: node ranges between its breaks.
    pub fn lines(&self, inside: Range<usize>) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let (mut start, mut at) = (inside.start, inside.start);
        while at < inside.end {
            match self.nodes[at].event {
                Event::Start(_) => at = self.partner(at).max(at),
                Event::SoftBreak | Event::HardBreak => {
                    lines.push(start..at);
                    start = at + 1;
                }
                _ => {}
            }
            at += 1;
        }
        lines.push(start..inside.end);
        lines
    }

    /// The text with which a line begins, when it stands in the Markdown just so: a line that begins with a
    /// backslash or a character reference was captured, and no convention.
    pub fn opening_text(&self, line: &Range<usize>) -> Option<&str> {
        let node = self.slice(line.clone()).first()?;
        let Event::Text(text) = &node.event else {
            return None;
        };
        let source = self.source.get(node.span.start..)?;
        let escaped = self.source.get(..node.span.start)?.ends_with('\\');
        let literal = text
            .char_indices()
            .zip(source.chars())
            .find(|((_, shown), written)| shown != written)
            .map_or(text.len().min(source.len()), |((at, _), _)| at);
        (!escaped).then(|| text.get(..literal)).flatten()
    }

    /// A line's nodes without the first `bytes` bytes of its text.
    pub fn without_opening(&self, line: &Range<usize>, bytes: usize) -> Vec<Node<'a>> {
        let mut nodes = self.slice(line.clone()).to_vec();
        if let Some(node) = nodes.first_mut()
            && let Event::Text(text) = &node.event
        {
            let rest = text.get(bytes..).unwrap_or_default();
            let shorter = rest.trim_start();
            node.span.start = (node.span.end.saturating_sub(shorter.len())).max(node.span.start);
            node.event = Event::Text(CowStr::from(shorter.to_string()));
        }
        nodes
    }
}

/// `<a@b.example>` leads to `mailto:a@b.example`, which the parser leaves to whoever writes the link.
fn with_scheme(mut event: Event<'_>) -> Event<'_> {
    if let Event::Start(Tag::Link {
        link_type: LinkType::Email,
        dest_url,
        ..
    }) = &mut event
    {
        *dest_url = format!("mailto:{dest_url}").into();
    }
    event
}

/// The characters of inline nodes; a soft line end counts as a blank.
pub(super) fn text_of(nodes: &[Node<'_>]) -> String {
    let mut text = String::new();
    for node in nodes {
        match &node.event {
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::SoftBreak => text.push(' '),
            Event::HardBreak => text.push('\n'),
            Event::InlineHtml(tag) if super::raw::tag_name(tag) == "br" => text.push('\n'),
            _ => {}
        }
    }
    text
}
