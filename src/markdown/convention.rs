//! The three conventions: which paragraphs are figures, which block quotes are pull quotes or embeds.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::blocks::{Blocks, Node, text_of};

/// What a figure shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Media {
    /// A still picture.
    Image,
    /// A film.
    Video,
    /// A sound.
    Audio,
}

impl Media {
    /// What an address holds, by its ending; `video:` and `audio:` stand for what a capture does not hold.
    #[must_use]
    pub fn of(destination: &str) -> Self {
        let path = destination.split(['?', '#']).next().unwrap_or_default();
        let ending = path
            .rsplit_once('.')
            .map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            _ if destination.starts_with("video:") => Self::Video,
            _ if destination.starts_with("audio:") => Self::Audio,
            Some("mp4" | "m4v" | "webm" | "ogv" | "mov") => Self::Video,
            Some("mp3" | "ogg" | "oga" | "opus" | "wav" | "m4a" | "aac" | "flac") => Self::Audio,
            _ => Self::Image,
        }
    }
}

/// The address of a figure, or `None` when the capture does not hold the file.
pub(super) fn held(destination: &str) -> Option<&str> {
    (!matches!(destination, "" | "video:" | "audio:")).then_some(destination)
}

/// A paragraph of one image and the lines under it.
pub(super) struct Figure<'a> {
    pub alt: String,
    pub destination: String,
    /// Where the image stands (without the lines under it).
    pub image: Range<usize>,
    pub caption: Vec<Node<'a>>,
    pub credit: Vec<Node<'a>>,
}

/// The figure that begins at the paragraph `start`. Lines without a label belong to the one above, the
/// first ones to the caption.
pub(super) fn figure<'a>(blocks: &Blocks<'a>, start: usize) -> Option<Figure<'a>> {
    let end = blocks.partner(start);
    if !blocks.is_paragraph(start) {
        return None;
    }
    let mut lines = blocks.lines(start + 1..end).into_iter();
    let first = lines.next()?;
    let node = blocks.slice(first.clone()).first()?;
    let Event::Start(Tag::Image { dest_url, .. }) = &node.event else {
        return None;
    };
    if blocks.partner(first.start) + 1 != first.end {
        return None;
    }
    let is_image = |node: &Node<'_>| matches!(node.event, Event::Start(Tag::Image { .. }));
    if blocks.slice(first.end..end).iter().any(is_image) {
        return None;
    }
    let mut figure = Figure {
        alt: text_of(blocks.slice(first.clone())),
        destination: dest_url.to_string(),
        image: node.span.clone(),
        caption: Vec::new(),
        credit: Vec::new(),
    };
    let mut in_credit = false;
    for line in lines {
        let mut nodes = blocks.slice(line.clone()).to_vec();
        if let Some(length) = label(blocks, &line, "Caption:") {
            in_credit = false;
            nodes = blocks.without_opening(&line, length);
        } else if let Some(length) = label(blocks, &line, "Credit:") {
            in_credit = true;
            nodes = blocks.without_opening(&line, length);
        }
        let field = if in_credit {
            &mut figure.credit
        } else {
            &mut figure.caption
        };
        if !field.is_empty() {
            field.extend(
                blocks
                    .slice(line.start.saturating_sub(1)..line.start)
                    .to_vec(),
            );
        }
        field.extend(nodes);
    }
    Some(figure)
}

/// The length of a label with which a line begins, in any case of letters.
fn label(blocks: &Blocks<'_>, line: &Range<usize>, label: &str) -> Option<usize> {
    let opening = blocks.opening_text(line)?.get(..label.len())?;
    opening.eq_ignore_ascii_case(label).then_some(label.len())
}

/// A block quote with a name under it, or one that says `[!quote]`.
pub(super) struct PullQuote<'a> {
    pub inside: Blocks<'a>,
    pub attribution: Option<Vec<Node<'a>>>,
}

/// The pull quote that begins at the block quote `start`.
pub(super) fn pull_quote<'a>(blocks: &Blocks<'a>, start: usize) -> Option<PullQuote<'a>> {
    let inside = inside_of_quote(blocks, start)?;
    let mut dropped = Vec::new();
    let mut attribution = None;
    if let Some((_, line)) = first_line(blocks, &inside)
        && blocks.opening_text(&line).is_some_and(is_quote_mark)
        && line.len() == 1
    {
        dropped.push(line);
    }
    let last_end = inside.end.saturating_sub(1);
    let last_start = blocks.partner(last_end);
    if last_end > inside.start
        && blocks.is_paragraph(last_start)
        && let Some(line) = blocks.lines(last_start + 1..last_end).pop()
        && blocks
            .opening_text(&line)
            .is_some_and(|text| text.starts_with("— "))
    {
        attribution = Some(blocks.without_opening(&line, "— ".len()));
        dropped.push(line);
    }
    if dropped.is_empty() {
        return None;
    }
    let inside = Blocks::from_nodes(blocks.source, without(blocks, &inside, &dropped));
    (!inside.nodes.is_empty()).then_some(PullQuote {
        inside,
        attribution,
    })
}

fn is_quote_mark(text: &str) -> bool {
    text.trim_end().eq_ignore_ascii_case("[!quote]")
}

/// A post of somebody else's platform: what is known of it.
pub(super) struct Embed<'a> {
    pub provider: Option<String>,
    pub author: Option<String>,
    pub date: Option<String>,
    pub url: Option<String>,
    pub inside: Blocks<'a>,
}

const EMBED_MARK: &str = "[!embed]";

/// The embed that begins at the block quote `start`: `[!embed] Provider`, then lines `Author: …`, `Date: …`,
/// `Address: …` or an address alone on a line, in any order; everything else is the text.
pub(super) fn embed<'a>(blocks: &Blocks<'a>, start: usize) -> Option<Embed<'a>> {
    let inside = inside_of_quote(blocks, start)?;
    let (_, mark) = first_line(blocks, &inside)?;
    label(blocks, &mark, EMBED_MARK)?;
    let mut dropped = vec![mark.clone()];
    let (mut author, mut date, mut url, mut bare) = (None, None, None, None);
    let mut at = inside.start;
    while at < inside.end {
        let end = blocks.partner(at).max(at);
        let lines = if blocks.is_paragraph(at) {
            blocks.lines(at + 1..end)
        } else {
            Vec::new()
        };
        for line in lines.into_iter().filter(|line| *line != mark) {
            let whole = text_of(blocks.slice(line.clone())).trim().to_string();
            let fields = [
                ("Author:", &mut author),
                ("Date:", &mut date),
                ("Address:", &mut url),
            ];
            if let Some((length, field)) = fields
                .into_iter()
                .find_map(|(name, field)| Some((label(blocks, &line, name)?, field)))
                && field.is_none()
            {
                *field = whole.get(length..).map(|rest| rest.trim().to_string());
                dropped.push(line);
            } else if super::link::is_web_address(&whole) {
                bare = Some((whole, line));
            }
        }
        at = end + 1;
    }
    if url.is_none()
        && let Some((address, line)) = bare
    {
        url = Some(address);
        dropped.push(line);
    }
    let known = |text: Option<String>| text.filter(|text| !text.is_empty());
    Some(Embed {
        provider: known(Some(
            text_of(&blocks.without_opening(&mark, EMBED_MARK.len()))
                .trim()
                .into(),
        )),
        author: known(author),
        date: known(date),
        url: known(url),
        inside: Blocks::from_nodes(blocks.source, without(blocks, &inside, &dropped)),
    })
}

fn inside_of_quote(blocks: &Blocks<'_>, start: usize) -> Option<Range<usize>> {
    let node = blocks.nodes.get(start)?;
    let quote = matches!(node.event, Event::Start(Tag::BlockQuote(_)));
    (quote && start + 1 < blocks.partner(start)).then(|| start + 1..blocks.partner(start))
}

/// The first paragraph of a quote and its first line.
fn first_line(blocks: &Blocks<'_>, inside: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let at = inside.start;
    let line = blocks
        .is_paragraph(at)
        .then(|| blocks.lines(at + 1..blocks.partner(at)))?;
    Some((at, line.into_iter().next()?))
}

/// The nodes of a quote's inside without some lines of its paragraphs; paragraphs left empty go too.
fn without<'a>(
    blocks: &Blocks<'a>,
    inside: &Range<usize>,
    dropped: &[Range<usize>],
) -> Vec<Node<'a>> {
    let mut kept = Vec::new();
    let mut at = inside.start;
    while at < inside.end {
        let end = blocks.partner(at).max(at);
        if blocks.is_paragraph(at) {
            let lines = blocks.lines(at + 1..end);
            let lines: Vec<_> = lines
                .iter()
                .filter(|line| !dropped.contains(line))
                .collect();
            if !lines.is_empty() {
                kept.push(blocks.nodes[at].clone());
                for (place, line) in lines.iter().enumerate() {
                    // With the break that stands before the line.
                    let from = if place > 0 {
                        line.start - 1
                    } else {
                        line.start
                    };
                    kept.extend_from_slice(blocks.slice(from..line.end));
                }
                kept.push(blocks.nodes[end].clone());
            }
        } else {
            kept.extend_from_slice(blocks.slice(at..end + 1));
        }
        at = end + 1;
    }
    kept
}
