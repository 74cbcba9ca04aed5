//! The walk over a body's nodes that writes them as HTML.
//!
//! It is flat (see `blocks`), and each beginning pushes its end on a stack, so that a fragment is always
//! balanced and one entry never swallows the next.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::blocks::{Blocks, Node, text_of};
use super::convention;
use super::html::{HtmlOptions, Problem, escape, escaped};
use super::note::Notes;

/// Something begun whose end is still to be written.
pub(super) struct Open {
    end: String,
    is_link: bool,
    /// The name of a tag that somebody wrote as HTML; closed when what stands around it ends.
    pub raw: Option<String>,
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    cell: usize,
    in_head: bool,
}

pub(super) struct Writer<'o, 'p> {
    pub options: &'o HtmlOptions<'o>,
    pub problems: &'p mut Vec<Problem>,
    pub out: String,
    pub open: Vec<Open>,
    /// How many links are open: no link stands within another.
    pub links: usize,
    /// Within a block of code, where addresses are not linked.
    verbatim: bool,
    /// Within a pull quote or embed, where no other is looked for.
    pub in_card: bool,
    table: Option<Table>,
    /// The levels, as written, of the headings that the place stands under.
    headings: Vec<u8>,
    pub notes: Notes,
}

impl<'o, 'p> Writer<'o, 'p> {
    pub fn new(
        options: &'o HtmlOptions<'o>,
        problems: &'p mut Vec<Problem>,
        blocks: &Blocks<'_>,
    ) -> Self {
        Self {
            options,
            problems,
            out: String::new(),
            open: Vec::new(),
            links: 0,
            verbatim: false,
            in_card: false,
            table: None,
            headings: Vec::new(),
            notes: Notes::of(blocks),
        }
    }

    /// Writes a whole body and its footnotes.
    pub fn write(mut self, blocks: &Blocks<'_>, length: usize) -> String {
        self.out.reserve(length * 3 / 2);
        self.nodes(blocks, 0..blocks.nodes.len());
        self.close_to(0);
        self.write_notes(blocks);
        self.out
    }

    /// Writes a stretch of nodes.
    pub fn nodes(&mut self, blocks: &Blocks<'_>, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            at = match blocks.nodes.get(at).map(|node| &node.event) {
                Some(Event::Start(tag)) => self.start(blocks, at, tag),
                Some(Event::End(end)) => {
                    self.end(end);
                    at + 1
                }
                Some(_) => {
                    self.inline(&blocks.nodes[at]);
                    at + 1
                }
                None => range.end,
            };
        }
    }

    /// Writes inline nodes that stand alone: a caption, a name.
    pub fn line(&mut self, source: &str, nodes: Vec<Node<'_>>) {
        let depth = self.open.len();
        let blocks = Blocks::from_nodes(source, nodes);
        self.nodes(&blocks, 0..blocks.nodes.len());
        self.close_to(depth);
    }

    /// Begins what `at` begins, or writes all of it; returns where to go on.
    fn start(&mut self, blocks: &Blocks<'_>, at: usize, tag: &Tag<'_>) -> usize {
        let past = blocks.partner(at).max(at) + 1;
        let span = blocks.nodes[at].span.clone();
        let is_inline = matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        );
        if !is_inline {
            self.close_raw();
        }
        match tag {
            Tag::Paragraph => match convention::figure(blocks, at) {
                Some(figure) => {
                    self.figure(blocks.source, figure);
                    return past;
                }
                None => self.begin("<p>", "</p>\n"),
            },
            Tag::Heading { .. } if past == at + 2 => return past,
            Tag::Heading { level, .. } => {
                let level = self.heading_level(*level as u8);
                self.begin(&format!("<h{level}>"), &format!("</h{level}>\n"));
            }
            Tag::BlockQuote(_) => {
                if self.card(blocks, at) {
                    return past;
                }
                self.begin("<blockquote>\n", "</blockquote>\n");
            }
            Tag::CodeBlock(_) => {
                self.verbatim = true;
                self.begin("<pre><code>", "</code></pre>\n");
            }
            Tag::HtmlBlock => {
                self.raw_block(blocks, at + 1..past - 1, &span);
                return past;
            }
            Tag::List(None) => self.begin("<ul>\n", "</ul>\n"),
            Tag::List(Some(1)) => self.begin("<ol>\n", "</ol>\n"),
            Tag::List(Some(first)) => self.begin(&format!("<ol start=\"{first}\">\n"), "</ol>\n"),
            Tag::Item => self.begin("<li>", "</li>\n"),
            // Notes are written at the end, in the order in which they are referred to.
            Tag::FootnoteDefinition(_) => return past,
            Tag::Table(alignments) => self.begin_table(blocks, at, alignments),
            Tag::TableHead => self.begin_row("<thead>\n<tr>", "</tr>\n</thead>\n<tbody>\n"),
            Tag::TableRow => self.begin_row("<tr>", "</tr>\n"),
            Tag::TableCell => self.begin_cell(),
            Tag::Emphasis => self.begin("<em>", "</em>"),
            Tag::Strong => self.begin("<strong>", "</strong>"),
            Tag::Strikethrough => self.begin("<del>", "</del>"),
            Tag::Link {
                dest_url, title, ..
            } => {
                let begun = self.link(dest_url, title, &span);
                self.begin_link(begun);
            }
            Tag::Image { dest_url, .. } => {
                let alt = text_of(blocks.slice(at + 1..past - 1));
                self.inline_media(dest_url, &alt, &span);
                return past;
            }
            // Not in our dialect; the inside is written.
            _ => self.begin("", ""),
        }
        at + 1
    }

    fn end(&mut self, end: &TagEnd) {
        match end {
            TagEnd::CodeBlock => self.verbatim = false,
            TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    table.in_head = false;
                }
            }
            TagEnd::TableCell => {
                if let Some(table) = &mut self.table {
                    table.cell += 1;
                }
            }
            _ => {}
        }
        self.close();
    }

    fn inline(&mut self, node: &Node<'_>) {
        match &node.event {
            Event::Text(text) if self.verbatim || self.links > 0 => escape(text, &mut self.out),
            Event::Text(text) => self.text(text),
            Event::Code(code) => {
                self.out.push_str("<code>");
                escape(code, &mut self.out);
                self.out.push_str("</code>");
            }
            Event::InlineHtml(tag) => self.raw_tag(tag, &node.span),
            Event::FootnoteReference(label) => self.note_mark(label),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => {
                self.close_raw();
                self.out.push_str("<hr>\n");
            }
            _ => {}
        }
    }

    /// The level of a heading on the page. None is skipped: a body may begin with `###`, a page may not.
    fn heading_level(&mut self, level: u8) -> usize {
        while self.headings.pop_if(|above| *above >= level).is_some() {}
        self.headings.push(level);
        (self.headings.len() + usize::from(self.options.heading_shift)).min(6)
    }

    fn begin_table(&mut self, blocks: &Blocks<'_>, at: usize, alignments: &[Alignment]) {
        // Figures beside names: what all columns but the first have is said once, and not in each cell.
        let (class, alignments) = match alignments {
            [Alignment::None, others @ ..] if others.windows(2).all(|two| two[0] == two[1]) => {
                (class_of(others.first()), &[][..])
            }
            _ => ("", alignments),
        };
        self.table = Some(Table {
            alignments: alignments.to_vec(),
            cell: 0,
            in_head: true,
        });
        let head = blocks.slice(at + 2..blocks.partner(at + 1));
        let cells = head.split(|node| matches!(node.event, Event::End(TagEnd::TableCell)));
        let names: Vec<String> = cells.map(text_of).filter(|name| !name.is_empty()).collect();
        let label = [self.options.words.table_label.clone(), names.join(", ")];
        let label = label.join(if names.is_empty() { "" } else { ": " });
        let label = escaped(&label);
        // A region that takes the focus can be scrolled with the keys.
        self.begin(
            &format!("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">\n<table{class}>\n"),
            "</tbody>\n</table>\n</div>\n",
        );
    }

    fn begin_row(&mut self, start: &str, end: &str) {
        self.table.get_or_insert_default().cell = 0;
        self.begin(start, end);
    }

    fn begin_cell(&mut self) {
        let table = self.table.get_or_insert_default();
        let class = class_of(table.alignments.get(table.cell));
        if table.in_head {
            self.begin(&format!("<th scope=\"col\"{class}>"), "</th>");
        } else {
            self.begin(&format!("<td{class}>"), "</td>");
        }
    }

    // -- beginnings and ends --------------------------------------------------------------------

    pub fn begin(&mut self, start: &str, end: &str) {
        self.out.push_str(start);
        self.open.push(Open {
            end: end.to_string(),
            is_link: false,
            raw: None,
        });
    }

    pub fn begin_link(&mut self, tag: Option<String>) {
        let is_link = tag.is_some();
        self.links += usize::from(is_link);
        self.begin(&tag.unwrap_or_default(), if is_link { "</a>" } else { "" });
        if let Some(open) = self.open.last_mut() {
            open.is_link = is_link;
        }
    }

    /// Ends the innermost Markdown construct, and the HTML left open in it.
    fn close(&mut self) {
        self.close_raw();
        self.close_one();
    }

    pub fn close_one(&mut self) {
        if let Some(open) = self.open.pop() {
            self.links -= usize::from(open.is_link);
            self.out.push_str(&open.end);
        }
    }

    /// Ends the HTML left open in the innermost Markdown construct.
    pub fn close_raw(&mut self) {
        while self.open.last().is_some_and(|open| open.raw.is_some()) {
            self.close_one();
        }
    }

    /// Ends what was begun since so many ends were open.
    pub fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            self.close_one();
        }
    }
}

/// The class of a cell that is aligned so, or of a table whose cells are.
fn class_of(alignment: Option<&Alignment>) -> &'static str {
    match alignment {
        Some(Alignment::Left) => " class=\"left\"",
        Some(Alignment::Center) => " class=\"center\"",
        Some(Alignment::Right) => " class=\"right\"",
        _ => "",
    }
}
