//! One entry gone through step by step: who is spoken of, who speaks, and what is so said.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::findings::{Claim, Findings, Gender, Kind, Step, Who};
use super::going_back::Turn;
use super::people::People;
use super::registered::Registered;
use super::resolve::{Decision, EntryFindings, EntrySpeech, Speaker, Stands, Statement};
use super::surnames::Surnames;
use crate::base::name_key::name_key;
use crate::source::entry::SpeakerMark;

/// Somebody found, and on what ground.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found<'a> {
    /// Index in the coverage's people; `None` for somebody known from elsewhere.
    pub person: Option<usize>,
    pub name: Cow<'a, str>,
    pub certain: bool,
    pub because: &'static str,
}

pub(super) enum Last<'a> {
    Nothing,
    Nobody,
    Somebody(Found<'a>),
}

/// One entry while its steps are gone through.
pub(super) struct Reading<'a> {
    pub entry: usize,
    pub findings: &'a Findings,
    pub people: &'a People,
    pub registered: &'a Registered,
    pub surnames: &'a Surnames,
    /// The surnames that the coverage looked up there, with the answers.
    pub asked: &'a RefCell<BTreeMap<String, Option<String>>>,
    /// The tag of the language it was read in.
    pub language: &'a str,
    pub day: Option<NaiveDate>,
    pub byline: Vec<String>,
    /// Whom each name of the entry means as a full one, and whether through a folded spelling.
    pub full: Vec<Option<(usize, bool)>>,
    /// The people who are named in full or by surname in this entry.
    pub present: Vec<usize>,
    pub focus: Option<Found<'a>>,
    pub in_headline: bool,
    pub last: Last<'a>,
    pub headline: Option<Found<'a>>,
    /// The last two acts of speech in quotation marks were of two people.
    pub dialogue: bool,
    /// The last words in quotation marks, and those before them of somebody else.
    pub turns: Option<(Option<Turn<'a>>, Turn<'a>)>,
    /// Everybody who was named so far, the last one last.
    pub recent: Vec<Found<'a>>,
    /// Where each speaker stands in the list.
    pub by_name: HashMap<Cow<'a, str>, usize>,
    pub out: EntrySpeech,
}

impl<'a> Reading<'a> {
    pub fn new(
        index: usize,
        entry: &EntryFindings<'a>,
        people: &'a People,
        registered: &'a Registered,
        surnames: &'a Surnames,
        asked: &'a RefCell<BTreeMap<String, Option<String>>>,
    ) -> Self {
        let findings = entry.findings;
        let full: Vec<Option<(usize, bool)>> = (findings.names.iter())
            .map(|name| people.full(&name.key))
            .collect();
        let mut present = Vec::new();
        for (name, full) in findings.names.iter().zip(&full) {
            if name.is_full() {
                present.extend(full.map(|(person, _)| person));
            } else if let [person] = people.of_surname(name.last()) {
                present.push(*person);
            }
        }
        present.sort_unstable();
        present.dedup();
        Self {
            entry: index,
            findings,
            people,
            registered,
            surnames,
            asked,
            language: "",
            day: entry.day,
            byline: entry.byline.iter().map(|name| name_key(name)).collect(),
            full,
            present,
            focus: None,
            in_headline: true,
            last: Last::Nothing,
            headline: None,
            dialogue: false,
            turns: None,
            recent: Vec::new(),
            by_name: HashMap::new(),
            out: EntrySpeech::default(),
        }
    }

    pub fn run(&mut self) {
        for (number, step) in self.findings.steps.iter().enumerate() {
            let sentence = match step {
                Step::Focus { sentence, .. } => *sentence,
                Step::Claim(claim) => claim.sentence,
            };
            let headline = self
                .findings
                .sentences
                .get(sentence)
                .is_some_and(|sentence| sentence.passage.is_none());
            if self.in_headline && !headline {
                self.in_headline = false;
                self.headline = self.focus.take();
                self.last = Last::Nothing;
            }
            match step {
                Step::Focus { who, subject, .. } => self.turn(who, *subject),
                Step::Claim(claim) => self.claim(claim, number, headline),
            }
        }
    }

    fn turn(&mut self, who: &Who, subject: bool) {
        let found = self.find(who).ok();
        if let Some(found) = &found {
            self.remember(found);
        }
        match found {
            Some(found) if subject => self.focus = Some(found),
            Some(found) if self.focus.is_none() && !matches!(self.last, Last::Somebody(_)) => {
                self.focus = Some(found);
            }
            None if subject && matches!(who, Who::Role { .. }) => self.focus = None,
            _ => {}
        }
    }

    fn remember(&mut self, found: &Found<'a>) {
        const MOST: usize = 16;
        self.recent.retain(|known| known.name != found.name);
        if self.recent.len() >= MOST {
            self.recent.remove(0);
        }
        self.recent.push(found.clone());
    }

    fn claim(&mut self, claim: &Claim, step: usize, headline: bool) {
        let by_itself = claim.who == Who::Last && claim.rule == super::read::BY_ITSELF;
        let found = if by_itself {
            self.same(true)
                .or_else(|why| self.in_turn(claim).ok_or(why))
        } else {
            self.find(&claim.who)
        };
        // A quotation that runs on into the next paragraph may learn there whose it is.
        let found = match &claim.or {
            Some(next) => found.or_else(|_| self.find(next)),
            None => found,
        };
        let found = found.or_else(|why| self.next_named(step, &claim.who, why));
        let found = match found {
            Ok(found) if self.is_byline(&found) => Err("the byline"),
            other => other,
        };
        let interviewer =
            claim.asks && found.as_ref().is_ok_and(|found| self.is_interviewer(found));
        let found = found.and_then(|found| match interviewer {
            true => Err("the interviewer"),
            false => Ok(found),
        });
        self.out.decisions.push(Decision {
            sentence: claim.sentence,
            rule: claim.rule,
            as_written: self.as_written(&claim.who),
            speaker: found.as_ref().ok().map(|found| found.name.to_string()),
            because: match &found {
                Ok(found) => found.because,
                Err(because) => because,
            },
            certain: found
                .as_ref()
                .is_ok_and(|found| found.certain && claim.sure && !headline),
        });
        if claim.kind == Kind::Direct {
            self.took_turn(found.as_ref().ok(), &claim.text);
        } else if !found.as_ref().is_ok_and(|found| self.is_turn_of(found)) {
            self.turns = None;
        }
        // The questions are nobody's, and whoever answers goes on to speak.
        if interviewer {
            return;
        }
        let Ok(mut found) = found else {
            self.last = Last::Nobody;
            // `A nun said so. She …`: whoever that is, it is not who was named before.
            if matches!(claim.who, Who::Role { .. }) {
                self.focus = None;
            }
            return;
        };
        self.remember(&found);
        if claim.kind == Kind::Direct && claim.who != Who::Last {
            self.dialogue = matches!(&self.last, Last::Somebody(last) if last.name != found.name)
                || self.dialogue
                    && claim.kind == Kind::Direct
                    && matches!(claim.who, Who::Pronoun(_));
        }
        let certain = found.certain && claim.sure && !headline;
        self.speaks(&found, claim, certain);
        // What follows from it is as certain as it was found to be.
        found.certain = certain;
        self.focus = Some(found.clone());
        self.last = Last::Somebody(found);
    }

    fn speaks(&mut self, found: &Found<'a>, claim: &Claim, certain: bool) {
        let role = match &claim.who {
            Who::Name(_, Some(role)) => Some(role.clone()),
            Who::Role { written, .. } => Some(written.clone()),
            _ => None,
        };
        let role = role.or_else(|| {
            let person = self.people.people.get(found.person?)?;
            person
                .roles
                .iter()
                .find(|role| role.entries.binary_search(&self.entry).is_ok())
                .map(|role| role.written.clone())
        });
        let next = self.out.speakers.len();
        let at = *self.by_name.entry(found.name.clone()).or_insert(next);
        match self.out.speakers.get_mut(at) {
            Some(known) => {
                known.certain |= certain;
                if known.role.is_none() {
                    known.role = role;
                }
            }
            None => self.out.speakers.push(Speaker {
                name: found.name.to_string(),
                role,
                certain,
            }),
        }
        let Some(sentence) = self.findings.sentences.get(claim.sentence) else {
            return;
        };
        let statement = Statement {
            speaker: found.name.to_string(),
            kind: claim.kind,
            text: claim.text.clone(),
            place: if sentence.passage.is_none() {
                Stands::Headline
            } else {
                Stands::Body
            },
            passage: sentence.passage,
            span: claim.span.clone(),
            sentence: sentence.span.clone(),
            certain,
            rule: claim.rule,
        };
        let twice = self.out.statements.last().is_some_and(|last| {
            last.speaker == statement.speaker
                && last.passage == statement.passage
                && last.span == statement.span
        });
        // `She said:` only leads in what follows.
        let leads = statement.kind == Kind::Reported && statement.text.ends_with(':');
        if !twice && !leads && !statement.text.is_empty() {
            self.out.statements.push(statement);
        }
    }

    fn is_byline(&self, found: &Found<'a>) -> bool {
        !self.byline.is_empty() && self.byline.contains(&name_key(&found.name))
    }

    fn as_written(&self, who: &Who) -> String {
        match who {
            Who::Name(index, role) => {
                let name = self
                    .findings
                    .names
                    .get(*index)
                    .map(|name| name.written.clone())
                    .unwrap_or_default();
                match role {
                    Some(role) => format!("{name} ({role})"),
                    None => name,
                }
            }
            Who::Role { written, .. } => written.clone(),
            Who::Pronoun(Gender::She) => "she".into(),
            Who::Pronoun(_) => "he".into(),
            Who::Last => "the same".into(),
            Who::Nobody => "no person".into(),
        }
    }

    pub fn finish(mut self, entry: &EntryFindings<'_>) -> EntrySpeech {
        self.out.names = self.called();
        let Some(marks) = entry.speakers else {
            return self.out;
        };
        let canonical = |name: &str| {
            let known = self.registered.name_of(&name_key(name));
            known.unwrap_or(name).to_string()
        };
        let listed: Vec<(String, &SpeakerMark)> = marks
            .iter()
            .map(|mark| (canonical(&mark.name), mark))
            .collect();
        self.out.statements.retain(|statement| {
            listed
                .iter()
                .any(|(name, _)| name_key(name) == name_key(&statement.speaker))
        });
        self.out.speakers = listed
            .into_iter()
            .map(|(name, mark)| Speaker {
                name,
                role: mark.role.clone(),
                certain: mark.certain,
            })
            .collect();
        self.out
    }
}
