//! What a body holds, as data: figures, quotes, embeds, links, and its plain text.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::blocks::{Blocks, text_of};
use super::convention::{self, Media, held};
use super::excerpt::excerpt_of;
use super::passage::{Gathered, Passage, PassageKind, plain_text, texts};
use super::raw::{self, Piece};

/// What one body holds. Serialises as in a coverage's JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Outline {
    /// Figures, in order, those in quotes and lists too.
    pub figures: Vec<Figure>,
    /// Pull quotes.
    pub quotes: Vec<Quote>,
    /// Posts of other platforms.
    pub embeds: Vec<Embed>,
    /// Links as written; bare addresses in the text are not among them.
    #[serde(skip)]
    pub links: Vec<Link>,
    /// Pictures, films and sounds with an address, in figures, lines and HTML.
    #[serde(skip)]
    pub images: Vec<Link>,
    /// The texts one by one, in order, captions and embeds too.
    #[serde(skip)]
    pub passages: Vec<Passage>,
    /// Paragraphs of prose that stand in no list and no block quote.
    #[serde(skip)]
    pub paragraphs: usize,
    /// Paragraphs of prose in block quotes that are neither pull quotes nor embeds.
    #[serde(skip)]
    pub quoted_paragraphs: usize,
    /// List items on all levels.
    #[serde(skip)]
    pub list_items: usize,
}

/// A picture, film or sound with its words.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Figure {
    /// What it shows, for those who do not see it; may be empty.
    pub alt: String,
    /// What stands under it.
    pub caption: Option<String>,
    /// Whose it is.
    pub credit: Option<String>,
    /// Its address as written; `None` when the capture does not hold it.
    pub src: Option<String>,
    /// What kind it is.
    pub media: Media,
    /// Where its image stands in the Markdown.
    #[serde(skip)]
    pub span: Range<usize>,
}

/// A pull quote.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Quote {
    /// Its words.
    pub text: String,
    /// The name under it.
    pub attribution: Option<String>,
}

/// A post of another platform, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Embed {
    /// The platform.
    pub provider: Option<String>,
    /// Who posted it.
    pub author: Option<String>,
    /// When, as written.
    pub date: Option<String>,
    /// Its words.
    pub text: String,
    /// Its address.
    pub url: Option<String>,
}

/// An address as written, and where the link or image stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The address.
    pub destination: String,
    /// The bytes of the Markdown.
    pub span: Range<usize>,
}

impl Outline {
    /// All prose, list items and pull quotes too (without their names), but neither captions nor embeds;
    /// blocks are separated by an empty line. Made when asked for: the passages hold every word already.
    #[must_use]
    pub fn plain_text(&self) -> String {
        plain_text(&self.passages)
    }

    /// The first `characters` characters, as [`excerpt`](super::excerpt()) cuts them, of the prose without tables, whose rows
    /// say nothing out of their columns; with them where there is nothing else.
    #[must_use]
    pub fn excerpt(&self, characters: usize) -> String {
        let is_running = |kind: PassageKind| kind.is_prose() && kind != PassageKind::TableRow;
        let mut running = texts(&self.passages, is_running).peekable();
        match running.peek() {
            Some(_) => excerpt_of(running, characters),
            None => excerpt_of(texts(&self.passages, PassageKind::is_prose), characters),
        }
    }
}

/// Reads off a body what it holds.
#[must_use]
pub fn outline(markdown: &str) -> Outline {
    let blocks = Blocks::parse(markdown, false);
    let mut outline = Outline::default();
    let mut text = Gathered::default();
    addresses(&blocks, &mut outline);
    walk(&blocks, &mut outline, &mut text, false);
    outline.passages = text.finish();
    outline
}

fn addresses(blocks: &Blocks<'_>, outline: &mut Outline) {
    for node in &blocks.nodes {
        let span = node.span.clone();
        let html = match &node.event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                let destination = dest_url.to_string();
                outline.links.push(Link { destination, span });
                continue;
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                if let Some(destination) = held(dest_url) {
                    let destination = destination.to_string();
                    outline.images.push(Link { destination, span });
                }
                continue;
            }
            Event::InlineHtml(tag) => raw::clean_tag(tag).into_iter().collect(),
            Event::Start(Tag::HtmlBlock) => {
                raw::clean_block(blocks.source.get(span.clone()).unwrap_or_default())
            }
            _ => continue,
        };
        for piece in html {
            let Piece::Open(name, attributes) = piece else {
                continue;
            };
            let found = match name.as_str() {
                "a" => raw::attribute(&attributes, "href").map(|href| (&mut outline.links, href)),
                "img" => raw::attribute(&attributes, "src").map(|src| (&mut outline.images, src)),
                _ => None,
            };
            if let Some((list, destination)) = found {
                let destination = destination.to_string();
                list.push(Link {
                    destination,
                    span: span.clone(),
                });
            }
        }
    }
}

fn walk(blocks: &Blocks<'_>, outline: &mut Outline, prose: &mut Gathered, in_card: bool) {
    let (mut lists, mut quotes, mut notes) = (0_usize, 0_usize, 0_usize);
    let mut heading = false;
    let mut at = 0;
    while let Some(node) = blocks.nodes.get(at) {
        let past = blocks.partner(at).max(at) + 1;
        at += 1;
        let kind = match () {
            () if heading => PassageKind::Heading,
            () if lists > 0 => PassageKind::ListItem,
            () if quotes > 0 => PassageKind::BlockQuote,
            () => PassageKind::Paragraph,
        };
        match &node.event {
            Event::Start(Tag::Paragraph) => {
                prose.end(kind);
                if let Some(figure) = convention::figure(blocks, at - 1) {
                    let figure = figure_of(&figure);
                    prose.add(PassageKind::Alt, &figure.alt, None);
                    let caption = figure.caption.as_deref().unwrap_or_default();
                    prose.add(PassageKind::Caption, caption, None);
                    outline.figures.push(figure);
                    at = past;
                } else if lists + notes == 0 && !in_card {
                    let count = if quotes > 0 {
                        &mut outline.quoted_paragraphs
                    } else {
                        &mut outline.paragraphs
                    };
                    *count += 1;
                }
            }
            Event::Start(Tag::BlockQuote(_)) => {
                prose.end(kind);
                if !in_card && let Some(embed) = convention::embed(blocks, at - 1) {
                    let mut text = Gathered::default();
                    walk(&embed.inside, &mut Outline::default(), &mut text, true);
                    let text = plain_text(&text.finish());
                    prose.add(PassageKind::Post, &text, embed.author.clone());
                    outline.embeds.push(Embed {
                        provider: embed.provider,
                        author: embed.author,
                        date: embed.date,
                        url: embed.url,
                        text,
                    });
                    at = past;
                } else if !in_card && let Some(quote) = convention::pull_quote(blocks, at - 1) {
                    let mut text = Gathered::default();
                    walk(&quote.inside, outline, &mut text, true);
                    let text = plain_text(&text.finish());
                    let attribution = quote
                        .attribution
                        .map(|nodes| text_of(&nodes).trim().to_string());
                    prose.add(PassageKind::PullQuote, &text, attribution.clone());
                    outline.quotes.push(Quote { text, attribution });
                    at = past;
                } else {
                    quotes += 1;
                }
            }
            Event::Start(Tag::List(_)) => {
                prose.end(kind);
                lists += 1;
            }
            Event::Start(Tag::Item) => {
                prose.end(kind);
                outline.list_items += 1;
            }
            Event::Start(Tag::FootnoteDefinition(_)) => {
                prose.end(kind);
                notes += 1;
            }
            Event::Start(Tag::HtmlBlock) => {
                prose.end(kind);
                let html = blocks.source.get(node.span.clone()).unwrap_or_default();
                for piece in raw::clean_block(html) {
                    match piece {
                        Piece::Text(text) => prose.push_str(&raw::decode(&text)),
                        Piece::Open(name, _) if name != "br" && raw::is_inline(&name) => {}
                        Piece::Close(name) if raw::is_inline(&name) => {}
                        _ => prose.end(kind),
                    }
                }
                prose.end(kind);
                at = past;
            }
            Event::Start(Tag::Image { .. }) => at = past,
            Event::Start(
                Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Link { .. }
                | Tag::TableCell,
            ) => {}
            Event::Start(tag) => {
                prose.end(kind);
                heading = matches!(tag, Tag::Heading { .. });
            }
            Event::End(
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link,
            ) => {}
            Event::End(TagEnd::TableCell) => prose.push_str(" | "),
            Event::End(end) => {
                match end {
                    TagEnd::List(_) => lists = lists.saturating_sub(1),
                    TagEnd::BlockQuote(_) => quotes = quotes.saturating_sub(1),
                    TagEnd::FootnoteDefinition => notes = notes.saturating_sub(1),
                    _ => {}
                }
                if matches!(end, TagEnd::TableRow | TagEnd::TableHead) {
                    prose.end_row();
                    prose.end(PassageKind::TableRow);
                }
                prose.end(kind);
                heading = false;
            }
            _ => prose.push_str(&text_of(std::slice::from_ref(node))),
        }
    }
    prose.end(PassageKind::Paragraph);
}

fn figure_of(figure: &convention::Figure<'_>) -> Figure {
    let words = |nodes: &[_]| {
        let text = text_of(nodes)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        (!text.is_empty()).then_some(text)
    };
    Figure {
        alt: figure.alt.clone(),
        caption: words(&figure.caption),
        credit: words(&figure.credit),
        src: held(&figure.destination).map(str::to_string),
        media: Media::of(&figure.destination),
        span: figure.image.clone(),
    }
}
