//! What a body holds, as data: figures, quotes, embeds, links, and its plain text.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::blocks::{Blocks, text_of};
use super::convention::{self, Media, held};
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
    /// All prose, list items and pull quotes too (without their names), but neither captions nor embeds;
    /// blocks are separated by an empty line.
    #[serde(skip)]
    pub plain_text: String,
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

/// Reads off a body what it holds.
#[must_use]
pub fn outline(markdown: &str) -> Outline {
    let blocks = Blocks::parse(markdown, false);
    let mut outline = Outline::default();
    let mut text = Prose::default();
    addresses(&blocks, &mut outline);
    walk(&blocks, &mut outline, &mut text, false);
    outline.plain_text = text.finish();
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

/// Text gathered block by block.
#[derive(Default)]
struct Prose {
    blocks: Vec<String>,
    current: String,
}

impl Prose {
    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.current);
        if !block.trim().is_empty() {
            self.blocks.push(block.trim().to_string());
        }
    }

    fn finish(mut self) -> String {
        self.end_block();
        self.blocks.join("\n\n")
    }
}

fn walk(blocks: &Blocks<'_>, outline: &mut Outline, prose: &mut Prose, in_card: bool) {
    let (mut lists, mut quotes, mut notes) = (0_usize, 0_usize, 0_usize);
    let mut at = 0;
    while let Some(node) = blocks.nodes.get(at) {
        let past = blocks.partner(at).max(at) + 1;
        at += 1;
        match &node.event {
            Event::Start(Tag::Paragraph) => {
                prose.end_block();
                if let Some(figure) = convention::figure(blocks, at - 1) {
                    outline.figures.push(figure_of(&figure));
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
                prose.end_block();
                if !in_card && let Some(embed) = convention::embed(blocks, at - 1) {
                    let mut text = Prose::default();
                    walk(&embed.inside, &mut Outline::default(), &mut text, true);
                    outline.embeds.push(Embed {
                        provider: embed.provider,
                        author: embed.author,
                        date: embed.date,
                        url: embed.url,
                        text: text.finish(),
                    });
                    at = past;
                } else if !in_card && let Some(quote) = convention::pull_quote(blocks, at - 1) {
                    let mut text = Prose::default();
                    walk(&quote.inside, outline, &mut text, true);
                    let text = text.finish();
                    prose.blocks.push(text.clone());
                    let attribution = quote
                        .attribution
                        .map(|nodes| text_of(&nodes).trim().to_string());
                    outline.quotes.push(Quote { text, attribution });
                    at = past;
                } else {
                    quotes += 1;
                }
            }
            Event::Start(Tag::List(_)) => {
                prose.end_block();
                lists += 1;
            }
            Event::Start(Tag::Item) => {
                prose.end_block();
                outline.list_items += 1;
            }
            Event::Start(Tag::FootnoteDefinition(_)) => {
                prose.end_block();
                notes += 1;
            }
            Event::Start(Tag::HtmlBlock) => {
                prose.end_block();
                let html = blocks.source.get(node.span.clone()).unwrap_or_default();
                for piece in raw::clean_block(html) {
                    match piece {
                        Piece::Text(text) => prose.current.push_str(&raw::decode(&text)),
                        Piece::Open(name, _) if name != "br" && raw::is_inline(&name) => {}
                        Piece::Close(name) if raw::is_inline(&name) => {}
                        _ => prose.end_block(),
                    }
                }
                prose.end_block();
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
            Event::Start(_) => prose.end_block(),
            Event::End(
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link,
            ) => {}
            Event::End(TagEnd::TableCell) => prose.current.push_str(" | "),
            Event::End(end) => {
                match end {
                    TagEnd::List(_) => lists = lists.saturating_sub(1),
                    TagEnd::BlockQuote(_) => quotes = quotes.saturating_sub(1),
                    TagEnd::FootnoteDefinition => notes = notes.saturating_sub(1),
                    _ => {}
                }
                if matches!(end, TagEnd::TableRow | TagEnd::TableHead) {
                    let cells = prose.current.trim_end_matches(" | ").len();
                    prose.current.truncate(cells);
                }
                prose.end_block();
            }
            _ => prose.current.push_str(&text_of(std::slice::from_ref(node))),
        }
    }
    prose.end_block();
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
