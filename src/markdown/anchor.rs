//! Links as HTML: those that a body writes, and addresses that stand bare in its text.

use std::ops::Range;

use super::html::{Problem, Reference, ReferenceKind, Resolved, escape, escaped};
use super::link::{Destination, classify, find_bare};
use super::writer::Writer;
use crate::base::diagnostic::Code;

impl Writer<'_, '_> {
    /// Text in which addresses become links.
    pub fn text(&mut self, text: &str) {
        let mut written = 0;
        for range in find_bare(text) {
            let address = text.get(range.clone()).unwrap_or_default();
            escape(
                text.get(written..range.start).unwrap_or_default(),
                &mut self.out,
            );
            if let Destination::External(href) = classify(address) {
                self.out.push_str(&external_link(&href));
                escape(address, &mut self.out);
                self.out.push_str("</a>");
            } else {
                escape(address, &mut self.out);
            }
            written = range.end;
        }
        escape(text.get(written..).unwrap_or_default(), &mut self.out);
    }

    /// The beginning of a link, or nothing where only its text is to stay.
    pub fn link(&mut self, destination: &str, title: &str, span: &Range<usize>) -> Option<String> {
        let mut tag = match classify(destination) {
            _ if self.links > 0 => None,
            Destination::External(href) => Some(external_link(&href)),
            Destination::Site => {
                let kind = ReferenceKind::Link;
                let destination = destination.trim();
                let span = span.clone();
                match (self.options.resolve)(Reference {
                    kind,
                    destination,
                    span,
                }) {
                    Resolved::Href(href) | Resolved::Media { href, .. } => {
                        Some(format!("<a href=\"{}\">", escaped(&href)))
                    }
                    Resolved::Lost | Resolved::Broken => None,
                }
            }
            Destination::Unsafe(scheme) => {
                self.unsafe_address(&scheme, span);
                None
            }
            Destination::Nowhere => None,
        };
        if let Some(tag) = &mut tag
            && !title.is_empty()
        {
            tag.truncate(tag.len() - 1);
            tag.push_str(&format!(" title=\"{}\">", escaped(title)));
        }
        tag
    }

    pub fn unsafe_address(&mut self, scheme: &str, span: &Range<usize>) {
        self.problems.push(Problem {
            code: Code::UnsafeHtml,
            span: span.clone(),
            message: format!("an address with `{scheme}:` was taken out"),
            hint: "links may begin with `https:`, `http:`, `mailto:` or `tel:`, or name a page or file of the site",
        });
    }
}

/// The beginning of a link that leaves the site.
pub(super) fn external_link(href: &str) -> String {
    format!("<a href=\"{}\" rel=\"external noopener\">", escaped(href))
}
