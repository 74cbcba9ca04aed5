//! Whom a pronoun or a quotation without a speaker goes back to.

use super::findings::{Claim, Gender};
use super::lookup::fits;
use super::reading::{Found, Last, Reading};

/// Why a pronoun at an entry's beginning means nobody.
pub(super) const NOBODY_BEFORE: &str = "a pronoun, and nobody to whom it goes back";

/// Somebody's last words in quotation marks.
#[derive(Debug, Clone)]
pub(super) struct Turn<'a> {
    /// Whose.
    pub found: Found<'a>,
    /// Whether they ask.
    pub asks: bool,
}

impl<'a> Reading<'a> {
    pub(super) fn pronoun(&self, gender: Gender) -> Result<Found<'a>, &'static str> {
        let found = match (&self.focus, &self.last) {
            (Some(found), _) | (None, Last::Somebody(found)) => found,
            _ => match &self.headline {
                Some(found) if fits(self.gender(found), gender) => {
                    return Ok(Found {
                        certain: false,
                        because: "pronoun, after whom the headline names",
                        ..found.clone()
                    });
                }
                _ => return Err(NOBODY_BEFORE),
            },
        };
        let alone = self.present.len() <= 1;
        if fits(self.gender(found), gender) {
            return Ok(Found {
                certain: found.certain && alone,
                because: "pronoun",
                ..found.clone()
            });
        }
        let of = |wanted: Gender| {
            let recent = self.recent.iter().rev();
            recent.filter(move |other| self.gender(other) == wanted)
        };
        // One of whom no text tells it, where it fits nobody else.
        let mut untold = of(Gender::Unknown).filter(|other| other.person.is_some());
        let untold = untold.next().filter(|_| untold.next().is_none());
        match of(gender).next().or(untold) {
            Some(other) => Ok(Found {
                certain: false,
                because: "pronoun, past somebody whom it does not fit",
                ..other.clone()
            }),
            None => Err("a pronoun that does not fit who was last named"),
        }
    }

    pub(super) fn gender(&self, found: &Found<'a>) -> Gender {
        let person = found
            .person
            .and_then(|person| self.people.people.get(person));
        person.map_or(Gender::Unknown, |person| person.gender)
    }

    pub fn same(&self, alone: bool) -> Result<Found<'a>, &'static str> {
        match &self.last {
            Last::Somebody(_) if alone && self.dialogue => {
                Err("two people talk, and nothing says who this is")
            }
            Last::Somebody(found) => Ok(Found {
                because: "the same speaker",
                ..found.clone()
            }),
            Last::Nobody => Err("whoever spoke last is no person with a name"),
            Last::Nothing => match &self.headline {
                Some(found) => Ok(Found {
                    certain: false,
                    because: "the headline says who speaks",
                    ..found.clone()
                }),
                None => Err("nobody spoke before"),
            },
        }
    }

    /// Notes whose turn it was in a talk, so that what stands without a name can take its turn.
    pub(super) fn took_turn(&mut self, found: Option<&Found<'a>>, words: &str) {
        let Some(found) = found else {
            self.turns = None;
            return;
        };
        let turn = Turn {
            found: found.clone(),
            asks: words.trim_end().ends_with('?'),
        };
        self.turns = Some(match self.turns.take() {
            Some((before, last)) if last.found.name == turn.found.name => (before, turn),
            Some((_, last)) => (Some(last), turn),
            None => (None, turn),
        });
    }

    /// Whether somebody was the last to take a turn: what is reported of others ends a talk.
    pub(super) fn is_turn_of(&self, found: &Found<'a>) -> bool {
        let last = self.turns.as_ref().map(|(_, last)| &last.found);
        last.is_some_and(|last| last.name == found.name)
    }

    /// Who speaks next where two take turns, one of them asking: a question is the asker's, what follows it the
    /// other's. Never certain.
    pub(super) fn in_turn(&self, claim: &Claim) -> Option<Found<'a>> {
        let (Some(before), last) = self.turns.as_ref()? else {
            return None;
        };
        let asks = claim.text.trim_end().ends_with('?');
        let fits = before.asks != last.asks && asks == before.asks;
        fits.then(|| Found {
            certain: false,
            because: "two take turns, one of them asking",
            ..before.found.clone()
        })
    }

    /// Whether somebody asks for an outlet here: whoever does has no voice in the entry.
    pub(super) fn is_interviewer(&self, found: &Found<'a>) -> bool {
        let mut names = self.findings.interviewers.iter();
        names.any(|&name| {
            self.name(name, false)
                .is_ok_and(|one| one.name == found.name)
        })
    }
}
