//! Whole passages that are somebody's words: posts and pull quotes with a name beside them, quotes that were announced.

use super::findings::{Claim, Kind, Who};
use super::lexeme::Flags;
use super::mention::Where;
use super::phrase::{Means, meaning};
use super::read::Reader;
use super::subject::Subject;
use super::token;
use super::unit::Text;
use crate::markdown::{Passage, PassageKind};

impl Reader<'_> {
    /// A text that bears the name of whose it is.
    pub(super) fn signed(&mut self, passage: &Passage, index: usize) {
        let sentence = self.sentence(Some(index), 0..passage.text.len());
        let post = passage.kind == PassageKind::Post;
        let Some(name) = passage.name.as_deref() else {
            return;
        };
        // `Ada Quill (@quill)`, `Ada Quill, harbour master`
        let name = name.split(['(', '@', '|']).next().unwrap_or_default();
        let text = Text::read(name, self.language);
        let comma = text
            .tokens
            .iter()
            .position(|token| token.kind == token::Kind::Comma);
        let first = 0..comma.unwrap_or(text.tokens.len());
        let place = Where {
            passage: Some(index),
            body: true,
            prose: true,
        };
        let who = match meaning(&text, &first) {
            means @ Means::Name { .. } if !post || first.len() > 1 => {
                let rest = comma.map(|comma| comma + 1..text.tokens.len());
                let subject = Subject {
                    people: vec![means],
                    apposition: rest.filter(|rest| rest.clone().any(|at| text.is(at, Flags::ROLE))),
                    ..Subject::default()
                };
                self.mentions
                    .subject(&text, &subject, place)
                    .into_iter()
                    .next()
            }
            means @ Means::Role { .. } if !post => Some(self.mentions.who(&text, &means, place)),
            _ => None,
        };
        self.claim(Claim {
            who: who.unwrap_or(Who::Nobody),
            or: None,
            kind: Kind::Direct,
            sentence,
            span: 0..passage.text.len(),
            text: passage.text.to_string(),
            rule: if post { "post" } else { "pull quote" },
            sure: !post,
            asks: false,
        });
    }

    /// A block quote that was announced.
    pub(super) fn whole(&mut self, text: &str, passage: usize) {
        let sentence = self.sentence(Some(passage), 0..text.len());
        let who = self.announced.take().unwrap_or(Who::Last);
        self.claim(Claim {
            who,
            or: None,
            kind: Kind::Direct,
            sentence,
            span: 0..text.len(),
            text: text.to_string(),
            rule: "block quote",
            sure: true,
            asks: false,
        });
    }
}
