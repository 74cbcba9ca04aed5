//! Pull quotes and embeds as HTML.

use std::fmt::Write as _;

use super::blocks::Blocks;
use super::convention::{self, Embed, PullQuote};
use super::html::{escape, escaped};
use super::link::{Destination, classify};
use super::writer::Writer;

impl Writer<'_, '_> {
    /// Writes the block quote at `at` if it is a pull quote or an embed. Neither stands within the other:
    /// a captured text may nest as deep as it likes, and this is the one place where the walk calls itself.
    pub fn card(&mut self, blocks: &Blocks<'_>, at: usize) -> bool {
        if self.in_card {
            return false;
        }
        self.in_card = true;
        let is_card = if let Some(embed) = convention::embed(blocks, at) {
            self.embed(&embed);
            true
        } else if let Some(quote) = convention::pull_quote(blocks, at) {
            self.pull_quote(quote);
            true
        } else {
            false
        };
        self.in_card = false;
        is_card
    }

    fn inside(&mut self, blocks: &Blocks<'_>) {
        let depth = self.open.len();
        self.nodes(blocks, 0..blocks.nodes.len());
        self.close_to(depth);
    }

    fn pull_quote(&mut self, quote: PullQuote<'_>) {
        self.out
            .push_str("<figure class=\"pull-quote\"><blockquote>\n");
        self.inside(&quote.inside);
        self.out.push_str("</blockquote>");
        if let Some(name) = quote.attribution {
            self.out.push_str("<figcaption>");
            self.line(quote.inside.source, name);
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>\n");
    }

    fn embed(&mut self, embed: &Embed<'_>) {
        let words = self.options.words;
        let label = match &embed.provider {
            Some(provider) => format!("{}: {provider}", words.embed_label),
            None => words.embed_label.clone(),
        };
        // A note is no landmark: a page may show a hundred.
        let label = escaped(&label);
        let _ = writeln!(
            self.out,
            "<aside class=\"embed\" role=\"note\" aria-label=\"{label}\">"
        );
        let known = [
            ("embed-provider", &embed.provider),
            ("embed-author", &embed.author),
        ];
        for (class, text) in known {
            if let Some(text) = text {
                let _ = writeln!(self.out, "<p class=\"{class}\">{}</p>", escaped(text));
            }
        }
        if let Some(date) = &embed.date {
            let text = escaped(date);
            let _ = if date.parse::<chrono::NaiveDate>().is_ok() && date.len() == 10 {
                writeln!(
                    self.out,
                    "<p class=\"embed-date\"><time datetime=\"{text}\">{text}</time></p>"
                )
            } else {
                writeln!(self.out, "<p class=\"embed-date\">{text}</p>")
            };
        }
        self.inside(&embed.inside);
        if let Some(url) = &embed.url {
            self.out.push_str("<p class=\"embed-address\">");
            if let Destination::External(href) = classify(url) {
                let href = escaped(&href);
                let _ = write!(
                    self.out,
                    "<a href=\"{href}\" rel=\"noopener external nofollow\">"
                );
                escape(url, &mut self.out);
                self.out.push_str("</a>");
            } else {
                escape(url, &mut self.out);
            }
            self.out.push_str("</p>\n");
        }
        let note = self.aside(&words.embed_note);
        let _ = writeln!(self.out, "<p class=\"embed-note\">{note}</p>\n</aside>");
    }
}
