//! The names that stand in an entry, what speaks for a person or a thing, and which role stands beside which name.

use super::key::keys;
use super::role::role_phrase;
use super::tie::{front_of, is_told, office_before};
use std::collections::HashMap;
use std::ops::Range;

use super::findings::{Findings, Gender, NameUse, Tie, Who};
use super::language::Language;
use super::lexeme::Flags;
use super::phrase::{Means, is_name_word, meaning};
use super::subject::{self, Subject};
use super::token::{Case, Kind};
use super::unit::Text;

/// Longest name, in words; what is longer is a list or a heading.
const LONGEST: usize = 6;

/// How many names an entry usually has.
const USUAL: usize = 24;

/// Enters names and roles into findings.
pub struct Mentions<'a> {
    /// What is being gathered.
    pub findings: Findings,
    known: HashMap<String, usize>,
    /// The spelling being looked up there.
    spelling: String,
    language: &'a Language,
}

/// Where a text stands in its entry.
#[derive(Debug, Clone, Copy)]
pub struct Where {
    /// `None` is the headline.
    pub passage: Option<usize>,
    /// Whether capitals there mean something.
    pub body: bool,
    /// Whether it is the text itself, and not what stands at a picture.
    pub prose: bool,
}

impl<'a> Mentions<'a> {
    /// Nothing entered yet.
    pub fn new(language: &'a Language) -> Self {
        Self {
            findings: Findings::default(),
            known: HashMap::with_capacity(USUAL),
            spelling: String::new(),
            language,
        }
    }

    /// Enters a name; the same spelling is entered once.
    pub fn enter(
        &mut self,
        text: &Text<'_>,
        range: &Range<usize>,
        said: Gender,
        place: Where,
    ) -> usize {
        let words = || {
            range.clone().map(|at| {
                let word = text.word(at);
                word.strip_suffix("'s")
                    .or_else(|| word.strip_suffix("’s"))
                    .unwrap_or(word)
            })
        };
        // A name of one word is another one where its title says another gender.
        self.spelling.clear();
        for word in words() {
            self.spelling.push_str(word);
            self.spelling.push(' ');
        }
        self.spelling.push(match said {
            Gender::He if range.len() == 1 => '1',
            Gender::She if range.len() == 1 => '2',
            _ => '0',
        });
        let given = text.is(range.start, Flags::GIVEN)
            || range.len() > 1
                && text
                    .token(range.start)
                    .is_some_and(|token| token.case == Case::Initial);
        let gender = match () {
            () if text.is(range.start, Flags::GIVEN_HE)
                && text.is(range.start, Flags::GIVEN_SHE) =>
            {
                Gender::Unknown
            }
            () if text.is(range.start, Flags::GIVEN_HE) => Gender::He,
            () if text.is(range.start, Flags::GIVEN_SHE) => Gender::She,
            () => Gender::Unknown,
        };
        let known = self.known.get(&self.spelling).copied();
        let index = known.unwrap_or_else(|| {
            let written = joined(words());
            self.findings.names.push(NameUse {
                key: keys(&written),
                written,
                title: None,
                first: false,
                gender: if range.len() > 1 {
                    gender
                } else {
                    Gender::Unknown
                },
                person: false,
                thing: false,
                inside: false,
                given,
                body: false,
                count: 0,
                place: (place.passage, text.span(range)),
            });
            let index = self.findings.names.len() - 1;
            self.known.insert(self.spelling.clone(), index);
            index
        });
        if let Some(name) = self.findings.names.get_mut(index) {
            name.body |= place.body;
            name.inside |= place.body
                && !text.begins_sentence(range.start)
                && range
                    .start
                    .checked_sub(1)
                    .is_none_or(|before| text.kind(before) != Some(Kind::Open));
        }
        index
    }

    /// Whom a meaning means, as findings say it.
    pub fn who(&mut self, text: &Text<'_>, means: &Means, place: Where) -> Who {
        match means {
            Means::Name {
                name,
                role,
                gender,
                titled,
            } => {
                let index = self.enter(text, name, *gender, place);
                if let Some(known) = self.findings.names.get_mut(index) {
                    known.person |= *titled;
                    known.first |= name
                        .start
                        .checked_sub(1)
                        .is_some_and(|before| text.is(before, Flags::FIRST_NAME_TITLE));
                    if known.is_single() && known.title.is_none() {
                        known.title = title_before(text, name.start);
                    }
                    if *gender != Gender::Unknown {
                        known.gender = *gender;
                    }
                }
                let role = role.as_ref().map(|role| self.tie(text, index, role));
                Who::Name(index, role.filter(|role| !role.is_empty()))
            }
            Means::Role { role, known } => {
                let phrase = role_phrase(text, role, self.language);
                Who::Role {
                    phrase: Box::new(phrase),
                    written: written(text, role),
                    known: *known,
                }
            }
            Means::Pronoun(gender) => Who::Pronoun(*gender),
            Means::Nothing => Who::Nobody,
        }
    }

    /// The people of a subject, with the role beside a name.
    pub fn subject(&mut self, text: &Text<'_>, subject: &Subject, place: Where) -> Vec<Who> {
        let mut people: Vec<Who> = subject
            .people
            .iter()
            .map(|means| self.who(text, means, place))
            .collect();
        if let (Some(beside), [Who::Name(index, role)]) =
            (&subject.apposition, people.as_mut_slice())
        {
            let index = *index;
            let said = self.tie(text, index, beside);
            if role.is_none() {
                *role = Some(said).filter(|said| !said.is_empty());
            }
        }
        people
    }

    /// Ties a role to a name and gives it as written.
    pub(super) fn tie(&mut self, text: &Text<'_>, name: usize, role: &Range<usize>) -> String {
        let role_text = written(text, role);
        let mut ties = self.findings.ties.iter();
        if ties.any(|tie| tie.name == name && tie.role == role_text) {
            return role_text;
        }
        let phrase = role_phrase(text, role, self.language);
        if !phrase.head.is_empty() {
            if let Some(known) = self.findings.names.get_mut(name) {
                known.person = true;
            }
            let tie = Tie {
                name,
                role: role_text.clone(),
                phrase,
            };
            if !self.findings.ties.contains(&tie) && self.findings.ties.len() < 64 {
                self.findings.ties.push(tie);
            }
        }
        role_text
    }

    /// Enters every name of a text, with the roles beside it.
    pub fn scan(&mut self, text: &Text<'_>, place: Where) {
        let mut at = 0;
        while at < text.tokens.len() {
            let start = at;
            let Some(end) = name_end(text, start) else {
                at += 1;
                continue;
            };
            at = end;
            let name = start..end;
            if name.len() > LONGEST {
                continue;
            }
            self.mention(text, &name, place);
        }
    }

    fn mention(&mut self, text: &Text<'_>, name: &Range<usize>, place: Where) {
        let mut front = front_of(text, name.start);
        let mut means = meaning(text, &(front..name.end));
        // `ambassador to Ukraine Ada Quill`
        if let Some(office) = office_before(text, front)
            && let Means::Name { name, gender, .. } = &means
            && let Some(name) = subject::name_of_complement(text, front, name.clone())
        {
            front = office;
            means = Means::Name {
                role: Some(office..name.start),
                name,
                gender: *gender,
                titled: true,
            };
        }
        let (name, index) = match &means {
            Means::Name { name, .. } => {
                let Who::Name(index, _) = self.who(text, &means, place) else {
                    return;
                };
                (name.clone(), index)
            }
            _ => (name.clone(), self.enter(text, name, Gender::Unknown, place)),
        };
        let titled = matches!(means, Means::Name { titled: true, .. });
        let before = front.checked_sub(1);
        let thing = !titled
            && before.is_some_and(|before| {
                text.token(before).is_some_and(|token| {
                    token.is_lower()
                        && token.is(Flags::DETERMINER
                            .or(Flags::PLACE_PREPOSITION)
                            .or(Flags::THING_NOUN))
                        && !token.possessive
                }) && !text.token(name.end - 1).is_some_and(|last| last.possessive)
            });
        let aged = text.kind(name.end) == Some(Kind::Comma)
            && text.kind(name.end + 1) == Some(Kind::Number)
            && matches!(
                text.kind(name.end + 2),
                Some(Kind::Comma | Kind::Stop) | None
            )
            && text.word(name.end + 1).len() <= 2;
        if let Some(known) = self.findings.names.get_mut(index) {
            known.count += if place.prose { 4 } else { 1 };
            known.thing |= thing && place.body;
            known.person |= aged;
        }
        if !text.token(name.end - 1).is_some_and(|last| last.possessive) {
            // `Ada Quill KC, counsel to the inquiry`
            let mut end = name.end;
            while let Some(letters) = text.token(end).filter(|token| {
                token.case == Case::Upper && token.is(Flags::POSTNOMINAL) && end < name.end + 3
            }) {
                if letters.is(Flags::ROLE) {
                    self.tie(text, index, &(end..end + 1));
                }
                end += 1;
            }
            self.role_after(text, index, end);
            self.role_of_being(text, index, end);
        }
        self.role_before(text, index, front);
        if is_told(text, front) && !self.findings.interviewers.contains(&index) {
            self.findings.interviewers.push(index);
        }
    }
}

/// Where the name that begins at a token ends; `None` where none begins.
pub fn name_end(text: &Text<'_>, start: usize) -> Option<usize> {
    let first = text.token(start)?;
    if !first.is_capital() && !first.is(Flags::PARTICLE) {
        return None;
    }
    let particle = first.is_lower()
        && first.is(Flags::PARTICLE)
        && !first.is(Flags::PREPOSITION)
        && text
            .token(start + 1)
            .is_some_and(|next| next.is_capital() && !next.is(Flags::FUNCTION));
    if !particle && !is_name_word(text, start, start) {
        return None;
    }
    let mut end = start + 1;
    while !text.token(end - 1).is_some_and(|last| last.possessive) && end - start <= LONGEST {
        let apart = matches!((text.token(end - 1), text.token(end)), (Some(a), Some(b)) if a.quoted != b.quoted);
        if apart {
            break;
        }
        if is_name_word(text, end, start) {
            end += 1;
        } else if text
            .token(end)
            .is_some_and(|token| token.is_lower() && token.is(Flags::PARTICLE))
        {
            let mut past = end;
            while text
                .token(past)
                .is_some_and(|token| token.is_lower() && token.is(Flags::PARTICLE))
            {
                past += 1;
            }
            if past > end + 3 || !is_name_word(text, past, start) {
                break;
            }
            end = past + 1;
        } else {
            break;
        }
    }
    Some(end)
}

/// The title that belongs to a name which stands alone: `Lord`, `Mr Justice`.
fn title_before(text: &Text<'_>, name: usize) -> Option<String> {
    let mut start = name;
    while start > 0
        && text
            .token(start - 1)
            .is_some_and(|token| token.is_capital() && token.is(Flags::TITLE))
    {
        start -= 1;
    }
    let belongs = (start..name).any(|at| text.is(at, Flags::NAME_TITLE));
    belongs.then(|| written(text, &(start..name)))
}

/// Words as written, with single blanks.
fn written(text: &Text<'_>, range: &Range<usize>) -> String {
    joined(text.slice(range).split_whitespace())
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut joined = String::with_capacity(USUAL);
    for word in words {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}
