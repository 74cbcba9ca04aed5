//! All forms of one topic over a coverage: where it stands, and what it is called.

use super::candidates::{Candidates, Term};
use super::key::KeyMap;
use super::vocabulary::Vocabulary;

/// A topic's forms and places.
#[derive(Debug)]
pub struct Group {
    /// The entries that it stands in, in their order.
    pub entries: Vec<Stands>,
    /// Its forms, the most frequent first.
    pub forms: Vec<Form>,
    /// How often it stands where nothing but a name has a capital, and has one.
    pub capital: u32,
    /// How often it is no part of a longer name.
    pub whole: u32,
    /// How often in small letters.
    pub small: u32,
    /// How often where a noun stands.
    pub noun: u32,
    /// How often where a verb or predicate stands.
    pub verb: u32,
    /// How often a title or role stands right before it.
    pub person: u32,
    /// Where it stands first: entry, passage and byte.
    pub place: (usize, Option<usize>, usize),
}

/// How a topic stands in an entry.
#[derive(Debug, Clone, Copy)]
pub struct Stands {
    /// The entry.
    pub entry: usize,
    /// How often it stands there.
    pub count: u32,
    /// In the headline.
    pub headline: bool,
    /// In the first paragraph.
    pub lead: bool,
}

impl Stands {
    /// Whether the entry is about it, and does not just mention it.
    #[must_use]
    pub fn is_prominent(self) -> bool {
        self.headline || self.lead || self.count > 1
    }
}

/// One way to write a topic.
#[derive(Debug, Clone)]
pub struct Form {
    /// As written.
    pub written: String,
    /// How often.
    pub count: u32,
    /// How many words.
    pub words: usize,
    /// How often it stands outside headlines, where capitals mean something.
    pub capital: u32,
}

impl Group {
    fn of(entry: usize, term: &Term) -> Self {
        Self {
            entries: Vec::new(),
            forms: Vec::new(),
            capital: 0,
            whole: 0,
            small: 0,
            noun: 0,
            verb: 0,
            person: 0,
            place: (entry, term.place.0, term.place.1),
        }
    }

    fn add(&mut self, entry: usize, term: &Term, written: &str) {
        match self.entries.last_mut() {
            Some(last) if last.entry == entry => {
                last.count += term.count;
                last.headline |= term.headline;
                last.lead |= term.lead;
            }
            _ => self.entries.push(Stands {
                entry,
                count: term.count,
                headline: term.headline,
                lead: term.lead,
            }),
        }
        match self.forms.iter_mut().find(|form| form.written == written) {
            Some(form) => {
                form.count += term.count;
                form.capital += term.capital;
            }
            None => self.forms.push(Form {
                written: written.to_string(),
                count: term.count,
                words: usize::from(term.words),
                capital: term.capital,
            }),
        }
        self.capital += term.capital;
        self.whole += term.whole;
        self.small += term.small;
        self.noun += term.noun;
        self.verb += term.verb;
        self.person += term.person;
    }

    /// Takes in another group for the same thing.
    pub fn join(&mut self, other: Self) {
        for stands in other.entries {
            match self
                .entries
                .iter_mut()
                .find(|own| own.entry == stands.entry)
            {
                Some(own) => {
                    own.count += stands.count;
                    own.headline |= stands.headline;
                    own.lead |= stands.lead;
                }
                None => self.entries.push(stands),
            }
        }
        self.entries.sort_by_key(|stands| stands.entry);
        self.forms.extend(other.forms);
        self.capital += other.capital;
        self.whole += other.whole;
        self.small += other.small;
        self.noun += other.noun;
        self.verb += other.verb;
        self.person += other.person;
        self.place = self.place.min(other.place);
    }

    /// Whether it is a name: with a capital where nothing else has one.
    #[must_use]
    pub fn is_name(&self, vocabulary: &Vocabulary) -> bool {
        !vocabulary.nouns_have_capitals && self.capital > 0 && self.capital >= self.small
    }
}

/// More forms than anything has that means one thing.
const MOST_FORMS: usize = 12;

/// The groups of a coverage that stand in two entries or more, by their first place.
pub fn groups(entries: &[&Candidates]) -> (KeyMap<usize>, Vec<Group>) {
    let mut seen: KeyMap<(usize, bool)> = KeyMap::default();
    for (entry, candidates) in entries.iter().enumerate() {
        for term in &candidates.terms {
            let (first, again) = seen.entry(term.key).or_insert((entry, false));
            *again |= *first != entry;
        }
    }
    // A long name counts where its initials do: it is often written out once.
    for (long, short) in entries.iter().flat_map(|candidates| &candidates.initials) {
        if seen.get(short).is_some_and(|(_, again)| *again)
            && let Some((_, again)) = seen.get_mut(long)
        {
            *again = true;
        }
    }
    let mut by_key: KeyMap<usize> = KeyMap::default();
    let mut groups: Vec<Group> = Vec::new();
    for (entry, candidates) in entries.iter().enumerate() {
        for term in &candidates.terms {
            if !seen.get(&term.key).is_some_and(|(_, again)| *again) {
                continue;
            }
            let index = *by_key.entry(term.key).or_insert_with(|| {
                groups.push(Group::of(entry, term));
                groups.len() - 1
            });
            if let Some(group) = groups.get_mut(index)
                && (group.forms.len() < MOST_FORMS
                    || group
                        .forms
                        .iter()
                        .any(|form| form.written == candidates.form(term)))
            {
                group.add(entry, term, candidates.form(term));
            }
        }
    }
    (by_key, groups)
}
