//! To whom a sentence turns before anybody speaks in it: whom a pronoun after it goes back to.

use std::ops::Range;

use super::clause::opening_subject;
use super::findings::{Gender, Step, Who};
use super::mention::{Where, name_end};
use super::read::Reader;
use super::speech::Speech;
use super::unit::Text;
use super::utterance::trails;

impl Reader<'_> {
    /// To whom the text turns before anybody speaks in the sentence.
    pub(super) fn focus(
        &mut self,
        text: &Text<'_>,
        unit: &Range<usize>,
        sentence: usize,
        first: Option<&Speech>,
        at: Where,
    ) {
        let end = first.map_or(unit.end, |first| first.subject.start.min(first.verb));
        // `The boy was found alive, he said`: who stands in what was said is not who says it, unless nobody else is.
        let steps = &self.mentions.findings.steps;
        if end <= unit.start
            || !steps.is_empty() && first.is_some_and(|first| trails(text, unit, first))
        {
            return;
        }
        if let Some(subject) = opening_subject(text, &(unit.start..end.max(unit.start))) {
            for who in self.mentions.subject(text, &subject, at) {
                let subject = !matches!(who, Who::Pronoun(_));
                if subject {
                    self.mentions.findings.steps.push(Step::Focus {
                        who,
                        subject,
                        sentence,
                    });
                }
            }
            return;
        }
        let mut start = unit.start;
        while start < end {
            let named = name_end(text, start)
                .filter(|_| text.token(start).is_some_and(|token| !token.quoted));
            if let Some(past) = named {
                let index = self
                    .mentions
                    .enter(text, &(start..past), Gender::Unknown, at);
                self.mentions.findings.steps.push(Step::Focus {
                    who: Who::Name(index, None),
                    subject: false,
                    sentence,
                });
                start = past;
            } else {
                start += 1;
            }
        }
    }
}
