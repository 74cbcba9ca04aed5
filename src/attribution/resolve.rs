//! Names looked up: in the entry, in the coverage up and down, in the whole archive, in the registry.

use std::collections::HashMap;
use std::ops::Range;

use super::findings::{Claim, Findings, Gender, Kind, RolePhrase, Step, Who};
use super::mention::key;
use super::people::{People, Registered, is_full};
use super::role::{fit, takes_up};
use super::variant::Variant;
use crate::base::name_key::name_key;
use crate::source::entry::SpeakerMark;
use crate::source::registry::SpeakerRegistry;

/// One entry's findings and what is known of the entry.
#[derive(Debug, Clone, Copy)]
pub struct EntryFindings<'a> {
    /// What reading it gave.
    pub findings: &'a Findings,
    /// The names of those who wrote it.
    pub byline: &'a [String],
    /// The speakers that somebody wrote in front matter: complete, and they win.
    pub speakers: Option<&'a [SpeakerMark]>,
}

/// A coverage's entries, oldest first.
#[derive(Debug, Clone, Default)]
pub struct CoverageFindings<'a> {
    /// The entries.
    pub entries: Vec<EntryFindings<'a>>,
}

/// Who speaks in a whole archive.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resolved {
    /// For each coverage its entries, in the order given.
    pub coverages: Vec<Vec<EntrySpeech>>,
    /// Spellings that look like one person.
    pub variants: Vec<Variant>,
}

/// Who speaks in an entry, and what.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EntrySpeech {
    /// The people whose words it gives, in the order of the text.
    pub speakers: Vec<Speaker>,
    /// Their words.
    pub statements: Vec<Statement>,
    /// What became of each claim, for `explain`.
    pub decisions: Vec<Decision>,
}

/// A person's part in an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// The full name.
    pub name: String,
    /// The role as written here.
    pub role: Option<String>,
    /// `false` where it rests on inference.
    pub certain: bool,
}

/// Where a statement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stands {
    /// In the headline.
    Headline,
    /// In the body.
    Body,
}

/// One piece of speech with its speaker.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Who, by full name.
    pub speaker: String,
    /// In quotation marks or not.
    pub kind: Kind,
    /// The words, as they stand in the text.
    pub text: String,
    /// Where it stands.
    pub place: Stands,
    /// The passage of the body.
    pub passage: Option<usize>,
    /// The bytes of `text` there.
    pub span: Range<usize>,
    /// The bytes of the sentence there.
    pub sentence: Range<usize>,
    /// `false` where it rests on inference.
    pub certain: bool,
    /// The rule that found it.
    pub rule: &'static str,
}

/// What became of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Index of the sentence.
    pub sentence: usize,
    /// The rule that saw speech.
    pub rule: &'static str,
    /// How the text puts the speaker.
    pub as_written: String,
    /// Who that was found to be.
    pub speaker: Option<String>,
    /// Why that person, or why nobody.
    pub because: &'static str,
    /// `false` where it rests on inference.
    pub certain: bool,
}

/// Resolves every coverage of an archive.
#[must_use]
pub fn resolve(coverages: &[CoverageFindings<'_>], registry: &SpeakerRegistry) -> Resolved {
    let registered = Registered::of(registry);
    let all: Vec<People> = coverages
        .iter()
        .enumerate()
        .map(|(index, coverage)| {
            let entries: Vec<&Findings> = coverage
                .entries
                .iter()
                .map(|entry| entry.findings)
                .collect();
            People::gather(index, &entries, &registered)
        })
        .collect();
    let archive = Archive::of(&all);
    let mut resolved = Resolved::default();
    for (coverage, people) in coverages.iter().zip(&all) {
        let entries = coverage
            .entries
            .iter()
            .enumerate()
            .map(|(index, entry)| {
                let mut reading = Reading::new(index, entry, people, &registered, &archive);
                reading.run();
                reading.finish(entry)
            })
            .collect();
        resolved.coverages.push(entries);
        resolved.variants.extend(people.variants.iter().cloned());
    }
    resolved
}

/// Surnames over all coverages.
struct Archive {
    by_last: HashMap<String, Option<String>>,
}

impl Archive {
    fn of(all: &[People]) -> Self {
        let mut by_last: HashMap<String, Option<String>> = HashMap::new();
        for person in all.iter().flat_map(|people| &people.people) {
            let Some(last) = person.words.last() else {
                continue;
            };
            by_last
                .entry(last.clone())
                .and_modify(|known| {
                    if known.as_ref() != Some(&person.name) {
                        *known = None;
                    }
                })
                .or_insert_with(|| Some(person.name.clone()));
        }
        Self { by_last }
    }
}

/// Somebody found, and on what ground.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    /// Index in the coverage's people; `None` for somebody known from elsewhere.
    person: Option<usize>,
    name: String,
    certain: bool,
    because: &'static str,
}

enum Last {
    Nothing,
    Nobody,
    Somebody(Found),
}

/// One entry while its steps are gone through.
struct Reading<'a> {
    entry: usize,
    findings: &'a Findings,
    people: &'a People,
    registered: &'a Registered,
    archive: &'a Archive,
    byline: Vec<String>,
    /// The people who are named in full or by surname in this entry.
    present: Vec<usize>,
    focus: Option<Found>,
    in_headline: bool,
    last: Last,
    headline: Option<Found>,
    /// The last two acts of speech in quotation marks were of two people.
    dialogue: bool,
    /// Everybody who was named so far, the last one last.
    recent: Vec<Found>,
    spoke: Vec<String>,
    out: EntrySpeech,
}

impl<'a> Reading<'a> {
    fn new(
        index: usize,
        entry: &EntryFindings<'a>,
        people: &'a People,
        registered: &'a Registered,
        archive: &'a Archive,
    ) -> Self {
        let findings = entry.findings;
        let mut present: Vec<usize> = findings
            .names
            .iter()
            .filter(|name| is_full(&name.words))
            .filter_map(|name| {
                let words: Vec<String> = name.words.iter().map(|word| key(word)).collect();
                people.full(&words).map(|(person, _)| person)
            })
            .collect();
        for name in &findings.names {
            if !is_full(&name.words)
                && let Some(only) = name.words.last()
                && let [person] = people.of_surname(&key(only))
            {
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
            archive,
            byline: entry.byline.iter().map(|name| name_key(name)).collect(),
            present,
            focus: None,
            in_headline: true,
            last: Last::Nothing,
            headline: None,
            dialogue: false,
            recent: Vec::new(),
            spoke: Vec::new(),
            out: EntrySpeech::default(),
        }
    }

    fn run(&mut self) {
        for step in &self.findings.steps {
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
                Step::Claim(claim) => self.claim(claim, headline),
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

    fn remember(&mut self, found: &Found) {
        const MOST: usize = 16;
        self.recent.retain(|known| known.name != found.name);
        if self.recent.len() >= MOST {
            self.recent.remove(0);
        }
        self.recent.push(found.clone());
    }

    fn claim(&mut self, claim: &Claim, headline: bool) {
        let by_itself = claim.who == Who::Last && claim.rule == super::read::BY_ITSELF;
        let found = if by_itself {
            self.same(true)
        } else {
            self.find(&claim.who)
        };
        // A quotation that runs on into the next paragraph may learn there whose it is.
        let found = match &claim.or {
            Some(next) => found.or_else(|_| self.find(next)),
            None => found,
        };
        let found = match found {
            Ok(found) if self.is_byline(&found) => Err("the byline"),
            other => other,
        };
        self.out.decisions.push(Decision {
            sentence: claim.sentence,
            rule: claim.rule,
            as_written: self.as_written(&claim.who),
            speaker: found.as_ref().ok().map(|found| found.name.clone()),
            because: match &found {
                Ok(found) => found.because,
                Err(because) => because,
            },
            certain: found
                .as_ref()
                .is_ok_and(|found| found.certain && claim.sure && !headline),
        });
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
        if !self.spoke.contains(&found.name) {
            self.spoke.push(found.name.clone());
        }
        // What follows from it is as certain as it was found to be.
        found.certain = certain;
        self.focus = Some(found.clone());
        self.last = Last::Somebody(found);
    }

    fn speaks(&mut self, found: &Found, claim: &Claim, certain: bool) {
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
                .find(|(entry, ..)| *entry == self.entry)
                .map(|(_, _, role)| role.clone())
        });
        match self
            .out
            .speakers
            .iter_mut()
            .find(|known| known.name == found.name)
        {
            Some(known) => {
                known.certain |= certain;
                if known.role.is_none() {
                    known.role = role;
                }
            }
            None => self.out.speakers.push(Speaker {
                name: found.name.clone(),
                role,
                certain,
            }),
        }
        let Some(sentence) = self.findings.sentences.get(claim.sentence) else {
            return;
        };
        let statement = Statement {
            speaker: found.name.clone(),
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
        if !twice && !statement.text.is_empty() {
            self.out.statements.push(statement);
        }
    }

    fn is_byline(&self, found: &Found) -> bool {
        let name = name_key(&found.name);
        self.byline.contains(&name)
    }

    fn find(&self, who: &Who) -> Result<Found, &'static str> {
        match who {
            Who::Name(index, role) => self.name(*index, role.is_some()),
            // Headlines drop articles: a role of one word tells nobody who is meant.
            Who::Role { phrase, known, .. } => {
                let bare = self.in_headline && phrase.beside.is_empty();
                self.role(phrase, *known && !bare)
            }
            Who::Pronoun(gender) => self.pronoun(*gender),
            Who::Last => self.same(false),
            Who::Nobody => Err("no person"),
        }
    }

    fn person(
        &self,
        person: usize,
        certain: bool,
        because: &'static str,
    ) -> Result<Found, &'static str> {
        let known = self.people.people.get(person).ok_or("no person")?;
        Ok(Found {
            person: Some(person),
            name: known.name.clone(),
            certain,
            because,
        })
    }

    fn name(&self, index: usize, has_role: bool) -> Result<Found, &'static str> {
        let name = self.findings.names.get(index).ok_or("no person")?;
        let words: Vec<String> = name.words.iter().map(|word| key(word)).collect();
        let joined = words.join(" ");
        if self.registered.is_no_person(&joined) {
            return Err("never a person, says speakers.toml");
        }
        if let Some((person, folded)) = self.people.full(&words) {
            let because = if folded {
                "a spelling of the name"
            } else {
                "full name"
            };
            return self.person(person, !folded, because);
        }
        let Some(word) = words.last().filter(|_| !is_full(&name.words)) else {
            return self
                .by_ending(&words)
                .ok_or("no person's name")
                .and_then(|person| self.person(person, true, "the last words of a name"));
        };
        let all = self.people.of_surname(word);
        let here: Vec<usize> = all
            .iter()
            .copied()
            .filter(|person| self.present.contains(person))
            .collect();
        match (here.as_slice(), all) {
            ([person], _) => return self.person(*person, true, "surname, named in this entry"),
            (_, [person]) => return self.person(*person, true, "surname, named in this coverage"),
            ([], []) => {}
            (here, all) => {
                let among = if here.is_empty() { all } else { here };
                let fitting: Vec<usize> = among
                    .iter()
                    .copied()
                    .filter(|person| {
                        self.people
                            .people
                            .get(*person)
                            .is_some_and(|person| fits(person.gender, name.gender))
                    })
                    .collect();
                if let ([person], true) = (fitting.as_slice(), name.gender != Gender::Unknown) {
                    return self.person(*person, true, "surname and title");
                }
                if let Some(found) = self.by_tie(index, among) {
                    return self.person(found, true, "surname and role");
                }
                if let Some(Found {
                    person: Some(person),
                    ..
                }) = self.focus
                    && among.contains(&person)
                {
                    return self.person(person, false, "surname, whoever the text was about");
                }
                return Err("two people have this surname");
            }
        }
        let firsts: Vec<usize> = self
            .people
            .of_first(word)
            .iter()
            .copied()
            .filter(|person| self.present.contains(person))
            .collect();
        if let [person] = firsts.as_slice() {
            return self.person(*person, true, "first word of the name");
        }
        if let ([person], false) = (self.people.of_first(word), name.given) {
            return self.person(*person, false, "first word of a name in this coverage");
        }
        if let Some(name) = self.registered.name_of(&joined) {
            return Ok(Found {
                person: None,
                name,
                certain: true,
                because: "speakers.toml",
            });
        }
        if let Some(Some(name)) = self.archive.by_last.get(word) {
            return Ok(Found {
                person: None,
                name: name.clone(),
                certain: false,
                because: "surname, named in another coverage",
            });
        }
        if name.person || has_role || name.given {
            return Ok(Found {
                person: None,
                name: name.words.join(" "),
                certain: false,
                because: "title or role before a single name",
            });
        }
        Err("a single name, never given in full")
    }

    /// The one person whose name ends with these words: `Van der Plas`.
    fn by_ending(&self, words: &[String]) -> Option<usize> {
        let mut ending = self
            .people
            .of_surname(words.last()?)
            .iter()
            .copied()
            .filter(|person| {
                self.people
                    .people
                    .get(*person)
                    .is_some_and(|person| person.words.ends_with(words))
            });
        let person = ending.next()?;
        ending.next().is_none().then_some(person)
    }

    /// The namesake whose role is the one beside the name here.
    fn by_tie(&self, name: usize, among: &[usize]) -> Option<usize> {
        let ties = self.findings.ties.iter().filter(|tie| tie.name == name);
        let mut fitting: Vec<usize> = ties
            .flat_map(|tie| {
                among.iter().copied().filter(|person| {
                    self.people.people.get(*person).is_some_and(|person| {
                        person
                            .roles
                            .iter()
                            .any(|(_, phrase, _)| fit(&tie.phrase, phrase).is_some())
                    })
                })
            })
            .collect();
        fitting.sort_unstable();
        fitting.dedup();
        match fitting.as_slice() {
            [person] => Some(*person),
            _ => None,
        }
    }

    fn role(&self, asked: &RolePhrase, known: bool) -> Result<Found, &'static str> {
        let candidates = |here: bool| -> Vec<(usize, usize)> {
            self.people
                .of_head(&asked.head)
                .iter()
                .filter_map(|&person| {
                    let roles = &self.people.people.get(person)?.roles;
                    let best = roles
                        .iter()
                        .filter(|(entry, ..)| !here || *entry == self.entry)
                        .filter_map(|(_, phrase, _)| fit(asked, phrase))
                        .max()?;
                    Some((best, person))
                })
                .collect()
        };
        if let Some(person) = best(&candidates(true)) {
            return self.person(person, known, "role, named with it in this entry");
        }
        if !known {
            return Err("somebody who is not named");
        }
        if asked.spokesperson {
            return Err("a spokesperson who is not named");
        }
        let elsewhere = candidates(false);
        let here: Vec<(usize, usize)> = elsewhere
            .iter()
            .copied()
            .filter(|(_, person)| self.present.contains(person))
            .collect();
        if let Some(person) = best(&here) {
            return self.person(
                person,
                true,
                "role, named in this entry, with it in another",
            );
        }
        if let Some(found) = self.taken_up(asked) {
            return Ok(found);
        }
        match best(&elsewhere) {
            Some(person) => self.person(person, false, "role, named with it in another entry"),
            None => Err("a role that no name is tied to"),
        }
    }

    /// Whoever spoke last, where the role takes up somebody.
    fn taken_up(&self, asked: &RolePhrase) -> Option<Found> {
        let found = match (&self.last, &self.focus) {
            (Last::Somebody(found), _) | (_, Some(found)) => found,
            _ => return None,
        };
        let person = self.people.people.get(found.person?)?;
        let roles: Vec<&RolePhrase> = person.roles.iter().map(|(_, phrase, _)| phrase).collect();
        let alone = self.spoke.iter().all(|name| *name == found.name);
        let unknown = roles.is_empty()
            && asked.beside.is_empty()
            && !asked.spokesperson
            && self.people.of_head(&asked.head).is_empty();
        (alone && (unknown || takes_up(asked, &roles))).then(|| Found {
            certain: false,
            because: "role that takes up who spoke last",
            ..found.clone()
        })
    }

    fn pronoun(&self, gender: Gender) -> Result<Found, &'static str> {
        let found = match (&self.focus, &self.last) {
            (Some(found), _) | (None, Last::Somebody(found)) => found,
            _ => return Err("a pronoun, and nobody to whom it goes back"),
        };
        let alone = self.present.len() <= 1;
        if fits(self.gender(found), gender) {
            return Ok(Found {
                certain: found.certain && alone,
                because: "pronoun",
                ..found.clone()
            });
        }
        let other = self
            .recent
            .iter()
            .rev()
            .find(|other| self.gender(other) == gender);
        match other {
            Some(other) => Ok(Found {
                certain: false,
                because: "pronoun, past somebody whom it does not fit",
                ..other.clone()
            }),
            None => Err("a pronoun that does not fit who was last named"),
        }
    }

    fn gender(&self, found: &Found) -> Gender {
        let person = found
            .person
            .and_then(|person| self.people.people.get(person));
        person.map_or(Gender::Unknown, |person| person.gender)
    }

    fn same(&self, alone: bool) -> Result<Found, &'static str> {
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

    fn as_written(&self, who: &Who) -> String {
        match who {
            Who::Name(index, role) => {
                let name = self
                    .findings
                    .names
                    .get(*index)
                    .map(|name| name.words.join(" "))
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

    fn finish(mut self, entry: &EntryFindings<'_>) -> EntrySpeech {
        let Some(marks) = entry.speakers else {
            return self.out;
        };
        let canonical = |name: &str| {
            self.registered
                .name_of(&name_key(name))
                .unwrap_or_else(|| name.to_string())
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

/// The candidate that fits best; `None` where two fit as well.
fn best(candidates: &[(usize, usize)]) -> Option<usize> {
    let most = candidates.iter().map(|(fit, _)| *fit).max()?;
    let mut of_most = candidates.iter().filter(|(fit, _)| *fit == most);
    let (_, person) = of_most.next()?;
    of_most.next().is_none().then_some(*person)
}

fn fits(one: Gender, other: Gender) -> bool {
    one == other || one == Gender::Unknown || other == Gender::Unknown
}
