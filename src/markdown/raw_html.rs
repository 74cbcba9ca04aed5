//! HTML that somebody wrote into a body, written out again after the sanitiser (`raw`) has seen it.

use std::ops::Range;

use pulldown_cmark::Event;

use super::blocks::Blocks;
use super::html::{Problem, escaped};
use super::plain;
use super::raw::{self, Piece};
use super::writer::Writer;
use crate::base::diagnostic::Code;

impl Writer<'_, '_> {
    /// A tag that stands within a line.
    pub fn raw_tag(&mut self, tag: &str, span: &Range<usize>) {
        self.report_losses(tag, span, true);
        match raw::clean_tag(tag) {
            Some(Piece::Open(name, attributes)) => self.raw_open(&name, &attributes, span),
            Some(Piece::Close(name)) => {
                let within = self.open.iter().rev().take_while(|open| open.raw.is_some());
                if let Some(place) = within
                    .into_iter()
                    .position(|open| open.raw.as_deref() == Some(name.as_str()))
                {
                    for _ in 0..=place {
                        self.close_one();
                    }
                }
            }
            _ => {}
        }
    }

    /// A block of HTML.
    pub fn raw_block(&mut self, blocks: &Blocks<'_>, inside: Range<usize>, span: &Range<usize>) {
        let html: String = blocks
            .slice(inside)
            .iter()
            .filter_map(|node| match &node.event {
                Event::Html(html) | Event::Text(html) => Some(html.as_ref()),
                _ => None,
            })
            .collect();
        self.report_losses(&html, span, false);
        if html.trim_start().starts_with("<!--") && !html.contains("-->") {
            // CommonMark (HTML blocks, kind 2) lets it take the rest of the body.
            self.problems.push(Problem {
                code: Code::UnsafeHtml,
                span: span.clone(),
                message: "this comment never ends, so nothing after it is shown".into(),
                hint: "end it with `-->`, or write `\\<!--` where the characters are meant",
            });
        }
        let depth = self.open.len();
        for piece in raw::clean_block(&html) {
            match piece {
                // Escaped by the sanitiser already.
                Piece::Text(text) => self
                    .out
                    .extend(text.chars().filter(|&c| !plain::is_forbidden(c))),
                Piece::Open(name, attributes) => self.raw_open(&name, &attributes, span),
                Piece::Close(_) if self.open.len() > depth => self.close_one(),
                Piece::Close(_) => {}
            }
        }
        self.close_to(depth);
    }

    fn raw_open(&mut self, name: &str, attributes: &[(String, String)], span: &Range<usize>) {
        let value = |key: &str| raw::attribute(attributes, key).unwrap_or_default();
        match name {
            "img" => return self.inline_media(value("src"), value("alt"), span),
            "a" => {
                let begun = self.link(value("href"), value("title"), span);
                self.begin_link(begun);
            }
            _ => {
                let mut tag = format!("<{name}");
                for (key, value) in attributes {
                    tag.push_str(&format!(" {key}=\"{}\"", escaped(value)));
                }
                tag.push('>');
                if raw::is_void(name) {
                    self.out.push_str(&tag);
                    return;
                }
                self.begin(&tag, &format!("</{name}>"));
            }
        }
        if let Some(open) = self.open.last_mut() {
            open.raw = Some(name.to_string());
        }
    }

    fn report_losses(&mut self, html: &str, span: &Range<usize>, inline: bool) {
        let losses = raw::losses(html, inline);
        if !losses.is_empty() {
            self.problems.push(Problem {
                code: Code::UnsafeHtml,
                span: span.clone(),
                message: format!("HTML was taken out of the body: {}", losses.join(", ")),
                hint: "write it as Markdown, or remove it",
            });
        }
    }
}
