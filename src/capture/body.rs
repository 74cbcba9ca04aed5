//! The lines below a header, read as blocks: text, lists, pictures, pull quotes, embedded posts.

use super::block::Block;
use super::head::{signed, without_bullet};
use super::line::Line;
use super::post::Post;
use super::profile::{BylineForm, Profile, any};
use super::reading::LineClass;
use super::shape::{ends_like_a_sentence, is_bullet};
use super::top;
use super::{embed, figure, quote};
use crate::source::entry::{Byline, Kind};

/// The longest line that can say whose words a pull quote gives, in characters.
pub const LONGEST_NAME: usize = 90;

/// A body that is being read.
pub struct Body<'a> {
    /// The profile.
    pub profile: &'a Profile,
    /// The lines with text, each with its index in the capture.
    pub items: Vec<(usize, &'a Line<'a>)>,
    /// The next of them.
    pub at: usize,
    /// What was found so far.
    pub blocks: Vec<Block>,
    /// The writers.
    pub byline: Vec<Byline>,
    /// The labels, the header's first.
    pub labels: Vec<String>,
    /// The headline.
    pub headline: Option<String>,
    /// Whether no paragraph stood yet.
    pub at_top: bool,
    classes: &'a mut [Option<LineClass>],
}

impl<'a> Body<'a> {
    /// Reads the body of a post and sets the classes of its lines.
    pub fn read(
        profile: &'a Profile,
        post: &Post,
        lines: &'a [Line<'a>],
        classes: &'a mut [Option<LineClass>],
    ) -> Self {
        let items = post
            .body
            .clone()
            .filter_map(|index| Some((index, lines.get(index)?)))
            .filter(|(index, line)| !line.is_blank() && classes.get(*index) == Some(&None))
            .collect();
        let mut body = Self {
            profile,
            items,
            at: 0,
            blocks: Vec::new(),
            byline: Vec::new(),
            labels: post.labels.clone(),
            headline: post.headline.clone(),
            at_top: true,
            classes,
        };
        if let Some(names) = &post.names {
            body.byline = signed(names);
        }
        body.first_line(post);
        while body.at < body.items.len() {
            body.step();
        }
        body
    }

    /// The text of a line with text, counted from the next.
    pub fn text(&self, ahead: usize) -> Option<&'a str> {
        self.items
            .get(self.at + ahead)
            .map(|(_, line)| line.content())
    }

    /// Whether a line follows the one before it without a blank line.
    pub fn adjoins(&self, ahead: usize) -> bool {
        let number = |place: usize| self.items.get(place).map(|(_, line)| line.number);
        match (
            (self.at + ahead).checked_sub(1).and_then(number),
            number(self.at + ahead),
        ) {
            (Some(before), Some(here)) => here == before + 1,
            _ => false,
        }
    }

    /// Whether nothing but the header stands above the next line.
    #[must_use]
    pub fn follows_the_header(&self) -> bool {
        self.items.get(self.at).is_some_and(|(index, _)| {
            let above = index
                .checked_sub(1)
                .and_then(|above| self.classes.get(above));
            matches!(above, Some(Some(LineClass::Header | LineClass::Headline)))
        })
    }

    /// Sets the class of the next line and goes on to the one after it.
    pub fn take(&mut self, class: LineClass) {
        if let Some((index, _)) = self.items.get(self.at)
            && let Some(slot) = self.classes.get_mut(*index)
        {
            *slot = Some(class);
        }
        self.at += 1;
    }

    fn step(&mut self) {
        let Some(text) = self.text(0) else {
            self.at += 1;
            return;
        };
        let profile = self.profile;
        if let Some(rules) = profile.embeds.iter().find(|rules| any(&rules.from, text)) {
            embed::read(self, rules);
        } else if any(&profile.quote.marker, text) {
            quote::read(self);
        } else if let Some(words) = profile
            .quote
            .line
            .iter()
            .find_map(|pattern| pattern.group("text", text))
        {
            quote::on_its_line(self, &words);
        } else if self.signed_line(text) {
            // Who wrote it.
        } else if figure::read(self) {
            // A picture or film.
        } else if self.is_furniture(text) {
            self.take(LineClass::Dropped("page furniture".into()));
        } else if is_bullet(text) {
            self.list(false);
        } else if self.is_ordered_item(0, 1) {
            self.list(true);
        } else if !self.above_text(text) {
            self.words(text);
        }
    }

    /// What may stand above the text, or alone between paragraphs: label, byline, portrait, place.
    fn above_text(&mut self, text: &str) -> bool {
        (self.at_top && (self.label(text) || top::byline(self))) || top::alone(self)
    }

    fn words(&mut self, text: &str) {
        if self.is_signature(text) {
            let text = self.cleaned(text);
            self.blocks.push(Block::Paragraph(text));
            self.take(LineClass::Attribution);
        } else {
            self.paragraph(text);
            self.take(LineClass::Paragraph);
        }
    }

    /// Whether a line is page furniture, to be left out.
    #[must_use]
    pub fn is_furniture(&self, text: &str) -> bool {
        let rules = &self.profile.drop;
        rules.lines.iter().any(|line| line == text) || any(&rules.patterns, text)
    }

    /// Adds a paragraph; whatever comes now stands no longer at the top.
    pub fn paragraph(&mut self, text: &str) {
        self.at_top = false;
        let text = self.cleaned(text);
        self.blocks.push(Block::Paragraph(text));
    }

    /// Text without the words that the profile cuts out.
    pub fn cleaned(&self, text: &str) -> String {
        let mut text = text.trim().to_string();
        for pattern in &self.profile.drop.cut {
            // Words cut side by side share the sign between them: a second and third look find the rest.
            for _ in 0..3 {
                let cuts: Vec<_> = pattern
                    .captures_iter(&text)
                    .filter_map(|groups| Some(groups.name("cut")?.range()))
                    .collect();
                if cuts.is_empty() {
                    break;
                }
                let mut kept = String::with_capacity(text.len());
                let mut from = 0;
                for cut in cuts {
                    kept.push_str(text.get(from..cut.start).unwrap_or_default());
                    from = cut.end;
                }
                kept.push_str(text.get(from..).unwrap_or_default());
                text = kept;
            }
        }
        text
    }

    pub(super) fn label(&mut self, text: &str) -> bool {
        let known = self.profile.label(text).is_some();
        if known {
            self.labels.push(text.to_string());
            self.take(LineClass::Label);
        }
        known
    }

    /// A reader's name below the reader's message.
    #[must_use]
    pub fn is_signature(&self, text: &str) -> bool {
        let readers = self.labels.iter().any(|label| {
            self.profile
                .label(label)
                .is_some_and(|label| label.kind == Some(Kind::Readers))
        });
        readers
            && !self.at_top
            && !ends_like_a_sentence(text)
            && text.chars().count() <= LONGEST_NAME
    }

    /// Whether the line is the item `number` of a numbered list, indented below the entry's own.
    fn is_ordered_item(&self, ahead: usize, number: usize) -> bool {
        self.items
            .get(self.at + ahead)
            .filter(|(_, line)| line.indent() >= 2)
            .and_then(|(_, line)| line.content().strip_prefix(&format!("{number}. ")))
            .is_some_and(|rest| !rest.trim().is_empty())
    }

    fn list(&mut self, ordered: bool) {
        let mut items: Vec<(usize, String)> = Vec::new();
        let mut indents: Vec<usize> = Vec::new();
        while let Some((_, line)) = self.items.get(self.at) {
            let text = line.content();
            let number = items.len() + 1;
            let point = if !ordered && is_bullet(text) {
                without_bullet(text)
            } else if ordered && self.is_ordered_item(0, number) {
                text.split_once(' ').map_or(text, |(_, rest)| rest.trim())
            } else {
                break;
            };
            let indent = line.indent();
            while indents.last().is_some_and(|&last| last > indent) {
                indents.pop();
            }
            if indents.last().is_none_or(|&last| last < indent) {
                indents.push(indent);
            }
            let depth = if ordered {
                0
            } else {
                indents.len().saturating_sub(1)
            };
            // A level that the first item does not have is none.
            let depth = depth.min(items.last().map_or(0, |(last, _)| last + 1));
            items.push((depth, self.cleaned(point)));
            self.take(LineClass::ListItem);
        }
        self.at_top = false;
        self.blocks.push(Block::List { ordered, items });
    }

    /// Whether a line begins something that is no text.
    pub fn is_special(&self, text: &str) -> bool {
        let profile = self.profile;
        is_bullet(text)
            || profile.embeds.iter().any(|rules| any(&rules.from, text))
            || any(&profile.quote.marker, text)
            || any(&profile.quote.line, text)
            || any(&profile.byline.lines, text)
            || figure::is_marker(profile, text)
            || self.is_furniture(text)
    }

    /// Whether the profile has bylines of name and role in the text.
    pub fn has_bylines(&self) -> bool {
        self.profile.byline.form == BylineForm::NameThenRole
    }
}
