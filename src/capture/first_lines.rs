//! The first lines below a header: labels, the headline, and text on the header's own line.

use super::body::Body;
use super::clock::is_clock;
use super::figure;
use super::post::Post;
use super::profile::{FirstLine, any};
use super::reading::LineClass;
use super::shape::{ends_like_a_sentence, looks_like_a_headline};

/// The longest line that is a headline because one must stand there, in characters.
const LONGEST_HEADLINE: usize = 220;

impl Body<'_> {
    /// Text on the header's own line, or a headline on the line below it.
    pub(super) fn first_line(&mut self, post: &Post) {
        let more = !self.items.is_empty();
        if let Some(lead) = &post.lead {
            if self.headline.is_none() && looks_like_a_headline(lead, more) {
                self.headline = Some(lead.clone());
            } else {
                self.paragraph(lead);
            }
        }
        if let Some(text) = &post.text {
            self.paragraph(text);
        }
        if post.first != FirstLine::Text
            && self
                .text(0)
                .is_some_and(|text| text.len() < 24 && is_clock(text))
        {
            // The same time in a second form, on a line of its own.
            self.take(LineClass::Time);
        }
        let at_once = self
            .items
            .first()
            .is_some_and(|(index, _)| *index == post.body.start);
        if post.first != FirstLine::Text {
            while let (Some(text), true) = (self.text(0), self.text(1).is_some()) {
                if !self.label(text) {
                    break;
                }
            }
            self.name_alone();
        }
        let may = match post.first {
            FirstLine::Text => false,
            FirstLine::Headline | FirstLine::HeadlineAlways => true,
            FirstLine::HeadlineAtOnce => at_once,
        };
        if let (true, None, Some(text)) = (may, &self.headline, self.text(0))
            && post.lead.is_none()
            && (looks_like_a_headline(text, self.text(1).is_some())
                || (post.first == FirstLine::HeadlineAlways && self.must_be_a_headline(text)))
            && !self.is_special(text)
            && !figure::begins(self)
            && !self.answers_a_reader()
        {
            self.headline = Some(text.to_string());
            self.take(LineClass::Headline);
            self.name_alone();
        }
    }

    /// Whether a first line is the headline where every entry has one: a sentence only where text follows.
    fn must_be_a_headline(&self, text: &str) -> bool {
        let more = self
            .items
            .iter()
            .skip(self.at + 1)
            .any(|(_, line)| !self.is_furniture(line.content()));
        text.chars().count() <= LONGEST_HEADLINE && (more || !ends_like_a_sentence(text))
    }

    /// Whether the entry is a reader's question and its answer.
    fn answers_a_reader(&self) -> bool {
        let answers = &self.profile.headlines.answers;
        !answers.is_empty()
            && self
                .items
                .iter()
                .skip(1)
                .any(|(_, line)| any(answers, line.content()))
    }
}
