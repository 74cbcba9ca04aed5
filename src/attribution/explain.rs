//! What was decided for each sentence of an entry, and by which rule: the data of `livesite explain`.

use std::ops::Range;

use super::findings::Findings;
use super::read::EntryText;
use super::resolve::{Decision, EntrySpeech};

/// A sentence and what was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained<'a> {
    /// The passage of the body; `None` is the headline.
    pub passage: Option<usize>,
    /// Its bytes there.
    pub span: Range<usize>,
    /// The sentence.
    pub text: &'a str,
    /// What was decided: empty where nobody was seen to speak.
    pub decisions: Vec<&'a Decision>,
}

/// Says of each sentence what was decided.
#[must_use]
pub fn explain<'a>(
    entry: &EntryText<'a>,
    findings: &Findings,
    speech: &'a EntrySpeech,
) -> Vec<Explained<'a>> {
    let mut explained: Vec<Explained<'a>> = findings
        .sentences
        .iter()
        .map(|sentence| {
            let text = match sentence.passage {
                None => entry.headline.unwrap_or_default(),
                Some(passage) => entry
                    .passages
                    .get(passage)
                    .map_or("", |passage| &*passage.text),
            };
            Explained {
                passage: sentence.passage,
                span: sentence.span.clone(),
                text: text.get(sentence.span.clone()).unwrap_or_default(),
                decisions: Vec::new(),
            }
        })
        .collect();
    for decision in &speech.decisions {
        if let Some(sentence) = explained.get_mut(decision.sentence) {
            sentence.decisions.push(decision);
        }
    }
    explained
}
