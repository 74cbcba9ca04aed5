//! One entry, read by itself: its sentences, who is meant in them, and what they say that somebody said.

use super::utterance::{
    all_one_subject, inside, is_author_line, is_full, is_in_first_person, said_inside, signature,
    stretch, written,
};
use std::ops::Range;

use super::findings::{Claim, Findings, Kind, Sentence, Step, Who};
use super::language::Language;
use super::lexeme::Flags;
use super::mention::{Mentions, Where};
use super::quotation::Quotation;
use super::speech::{Place, speeches};
use super::spoken_line::spoken_line;
use super::token::{self, Token};
use super::unit::Text;
use super::verbless::announces;
use crate::markdown::{Passage, PassageKind};

/// The rule of a quotation that stands alone in its paragraph.
pub(super) const BY_ITSELF: &str = "quotation by itself";

/// What an entry says, as far as attribution asks.
#[derive(Debug, Clone, Copy)]
pub struct EntryText<'a> {
    /// The headline.
    pub headline: Option<&'a str>,
    /// The texts of the body, in order.
    pub passages: &'a [Passage],
}

/// Reads one entry. Depends on nothing but its text and the language: the findings can be kept by content.
#[must_use]
pub fn read_entry(entry: &EntryText<'_>, language: &Language) -> Findings {
    let mut reader = Reader {
        mentions: Mentions::new(language),
        language,
        lead: false,
        announced: None,
        open: None,
        room: Vec::new(),
    };
    if let Some(headline) = entry.headline {
        reader.text(headline, None, Place::Headline);
        reader.lead = false;
    }
    let mut author: Option<&str> = None;
    for (index, passage) in entry.passages.iter().enumerate() {
        let text = &*passage.text;
        let of_author = author.take();
        match passage.kind {
            PassageKind::Paragraph if is_author_line(text) => {
                author = Some(text);
                reader.names_of(text, index);
            }
            PassageKind::Paragraph if of_author.is_some() => {
                let post = Passage {
                    kind: PassageKind::Post,
                    text: text.into(),
                    name: of_author.map(Into::into),
                };
                reader.signed(&post, index);
            }
            PassageKind::Paragraph
                if reader.lead
                    && (reader.announced.is_some() || is_in_first_person(text, language)) =>
            {
                reader.whole(text, index);
            }
            PassageKind::Alt => reader.names_of(text, index),
            PassageKind::Caption => reader.text(text, Some(index), Place::Caption),
            // The author of a post may stand under the post's own text.
            PassageKind::Post if passage.name.is_none() && signature(text).is_some() => {
                reader.text(text, Some(index), Place::Body);
            }
            PassageKind::PullQuote | PassageKind::Post => reader.signed(passage, index),
            PassageKind::BlockQuote if reader.lead => reader.whole(text, index),
            PassageKind::Heading => reader.names_of(text, index),
            PassageKind::Paragraph
            | PassageKind::ListItem
            | PassageKind::TableRow
            | PassageKind::BlockQuote => {
                reader.text(text, Some(index), Place::Body);
            }
        }
    }
    reader.mentions.findings
}

pub(super) struct Reader<'a> {
    pub mentions: Mentions<'a>,
    pub language: &'a Language,
    /// The text before ended by announcing words: "She said:".
    lead: bool,
    /// Whose words it announced, where it was not who spoke last: "This is from Ada Quill."
    pub announced: Option<Who>,
    /// A quotation that no mark closed runs on: its claims, which may learn who speaks from what follows.
    open: Option<Range<usize>>,
    /// Room for the tokens of the next text.
    room: Vec<Token>,
}

impl Reader<'_> {
    pub(super) fn sentence(&mut self, passage: Option<usize>, span: Range<usize>) -> usize {
        let sentences = &mut self.mentions.findings.sentences;
        sentences.push(Sentence { passage, span });
        sentences.len() - 1
    }

    pub(super) fn claim(&mut self, claim: Claim) {
        if !claim.text.trim().is_empty() || claim.who == Who::Nobody {
            self.mentions.findings.steps.push(Step::Claim(claim));
        }
    }

    fn names_of(&mut self, text: &str, passage: usize) {
        let text = Text::read_into(text, self.language, std::mem::take(&mut self.room));
        self.mentions.scan(
            &text,
            Where {
                passage: Some(passage),
                body: !text.title_case,
                prose: false,
            },
        );
        if !text.tokens.is_empty() {
            self.sentence(Some(passage), 0..text.text.len());
        }
        self.room = text.tokens;
    }

    fn text(&mut self, written: &str, passage: Option<usize>, place: Place) {
        if let Some(index) = passage
            && let Some((post, author)) = signature(written)
        {
            let passage = Passage {
                kind: PassageKind::Post,
                text: post.into(),
                name: Some(author.into()),
            };
            self.signed(&passage, index);
            return;
        }
        let text = Text::read_into(written, self.language, std::mem::take(&mut self.room));
        let body = place == Place::Body || !text.title_case && place == Place::Caption;
        let at = Where {
            passage,
            body,
            prose: place == Place::Body,
        };
        self.mentions.scan(&text, at);
        self.announced = None;
        if place == Place::Body
            && let Some((subject, words)) = spoken_line(&text)
        {
            self.spoken(&text, &subject, &words, at);
            (self.lead, self.open) = (false, None);
            self.room = text.tokens;
            return;
        }
        let continues = self
            .open
            .take()
            .filter(|_| place == Place::Body && text.kind(0) == Some(token::Kind::Open));
        let first_step = self.mentions.findings.steps.len();
        for (number, unit) in text.units.iter().enumerate() {
            let sentence = self.sentence(passage, text.span(unit));
            self.unit(&text, unit, sentence, place, at, number > 0);
        }
        if let Some(open) = continues {
            self.close_open(open, first_step);
        }
        self.lead = text
            .tokens
            .last()
            .is_some_and(|last| last.kind == token::Kind::Colon);
        if let Some(subject) = text.units.last().and_then(|last| announces(&text, last)) {
            self.announced = self
                .mentions
                .subject(&text, &subject, at)
                .into_iter()
                .next();
            self.lead = self.announced.is_some();
        }
        let unclosed = text.quotations.last().is_some_and(|last| !last.closed);
        if unclosed && place == Place::Body {
            let end = self.mentions.findings.steps.len();
            self.open = Some(first_step..end);
        }
        self.room = text.tokens;
    }

    /// Claims of an unclosed quotation take the speaker that its continuation names.
    fn close_open(&mut self, open: Range<usize>, from: usize) {
        let steps = &mut self.mentions.findings.steps;
        let named = steps
            .get(from..)
            .unwrap_or_default()
            .iter()
            .find_map(|step| match step {
                Step::Claim(claim) if claim.who != Who::Last => Some(claim.who.clone()),
                _ => None,
            });
        let Some(named) = named.filter(|who| matches!(who, Who::Name(..))) else {
            return;
        };
        for step in steps.get_mut(open).unwrap_or_default() {
            if let Step::Claim(claim) = step
                && claim.who == Who::Last
            {
                claim.or = Some(named.clone());
                claim.rule = "quotation that runs on";
                claim.sure = true;
            }
        }
    }

    fn unit(
        &mut self,
        text: &Text<'_>,
        unit: &Range<usize>,
        sentence: usize,
        place: Place,
        at: Where,
        same_paragraph: bool,
    ) {
        let quotations = text.quotations_in(unit);
        let speeches = speeches(text, unit, place, self.language);
        self.focus(text, unit, sentence, speeches.first(), at);
        if speeches.is_empty() {
            let all_quoted = !quotations.is_empty()
                && unit.clone().all(|at| {
                    text.token(at).is_some_and(|token| {
                        token.quoted
                            || !matches!(token.kind, token::Kind::Word | token::Kind::Number)
                    })
                });
            if all_quoted && place == Place::Body {
                for quotation in quotations {
                    let (span, words) = inside(text, quotation);
                    if let Some(gender) = said_inside(text, quotation, self.language) {
                        self.claim(Claim {
                            who: Who::Pronoun(gender),
                            or: None,
                            kind: Kind::Direct,
                            sentence,
                            span,
                            text: words,
                            rule: "said inside the quotation",
                            sure: true,
                            asks: false,
                        });
                        continue;
                    }
                    let rule = if same_paragraph {
                        "the quotation goes on"
                    } else {
                        BY_ITSELF
                    };
                    self.claim(Claim {
                        who: Who::Last,
                        or: None,
                        kind: Kind::Direct,
                        sentence,
                        span,
                        text: words,
                        rule,
                        sure: same_paragraph,
                        asks: false,
                    });
                }
            }
            return;
        }
        let others = speeches.len() > 1 && !all_one_subject(&speeches);
        let mut last_people: Option<Vec<Who>> = None;
        for (number, speech) in speeches.iter().enumerate() {
            let people = self.mentions.subject(text, &speech.subject, at);

            let reach = if others {
                stretch(text, unit, &speeches, number)
            } else {
                unit.clone()
            };
            if !others
                && number > 0
                && last_people
                    .as_ref()
                    .is_some_and(|last| *last == people || people == [Who::Nobody])
            {
                continue;
            }
            let asks = text.is(speech.verb, Flags::ASKS);
            let direct: Vec<&Quotation> = quotations
                .iter()
                .filter(|quotation| {
                    reach.contains(&quotation.open) && is_full(text, unit, quotation)
                })
                .collect();
            for who in &people {
                if direct.is_empty() {
                    let span = text.span(&reach);
                    self.claim(Claim {
                        who: who.clone(),
                        or: None,
                        kind: Kind::Reported,
                        sentence,
                        text: written(text.text, &span),
                        span,
                        rule: speech.rule,
                        sure: speech.sure,
                        asks,
                    });
                }
                for quotation in &direct {
                    let (span, words) = inside(text, quotation);
                    self.claim(Claim {
                        who: who.clone(),
                        or: None,
                        kind: Kind::Direct,
                        sentence,
                        span,
                        text: words,
                        rule: speech.rule,
                        sure: speech.sure,
                        asks,
                    });
                }
            }
            last_people = Some(people);
        }
    }
}
