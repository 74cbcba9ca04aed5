//! Which of a coverage's candidates a reader would have chosen as topics.

use std::collections::HashSet;

use super::candidates::Candidates;
use super::group::{Form, Group, groups};
use super::vocabulary::{Vocabulary, Worth};
use crate::attribution::Flags;

/// A coverage with fewer entries has no threads.
const FEWEST_ENTRIES: usize = 6;
/// What stands in a greater part of the entries says nothing about any of them.
const GREATEST_PART: f64 = 0.5;
/// What stands in a greater part files an entry only where the entry is about it.
const PASSING_PART: f64 = 0.3;
/// A text with fewer words of function is in another language than it says.
const LEAST_FUNCTION_WORDS: f64 = 0.2;

/// What scores less is no thread.
const LEAST_SCORE: f64 = 2.5;

/// A noun of so many letters is made of two.
const COMPOUND_LETTERS: usize = 10;

/// A coverage, as far as topics ask.
#[derive(Debug, Clone, Copy)]
pub struct Coverage<'a> {
    /// Its entries whose topics nobody wrote.
    pub entries: &'a [&'a Candidates],
    /// The words of the names of people in it, in small letters.
    pub people: &'a HashSet<String>,
    /// The names of its outlet, in small letters.
    pub outlet: &'a HashSet<String>,
}

/// A topic that a coverage proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What to call it.
    pub name: String,
    /// Its forms: the words that file an entry under it.
    pub words: Vec<String>,
    /// Whether a word in passing files nothing.
    pub prominent: bool,
    /// Where it stands first: entry, passage (`None`: the headline) and byte.
    pub place: (usize, Option<usize>, usize),
    /// The entries that it gathers.
    pub entries: Vec<usize>,
}

/// The topics of a coverage, the best first.
#[must_use]
pub fn select(coverage: &Coverage<'_>, vocabulary: &Vocabulary) -> Vec<Proposal> {
    let entries = coverage.entries.len();
    let words: usize = coverage.entries.iter().map(|entry| entry.words).sum();
    let function: usize = coverage
        .entries
        .iter()
        .map(|entry| entry.function_words)
        .sum();
    if entries < FEWEST_ENTRIES || (function as f64) < LEAST_FUNCTION_WORDS * words as f64 {
        return Vec::new();
    }
    let groups = gathered(coverage.entries);
    let mut rivals: Vec<Rival<'_>> = groups
        .iter()
        .filter_map(|group| Rival::of(group, coverage, vocabulary))
        .collect();
    rivals.sort_by(|one, other| {
        other
            .score
            .total_cmp(&one.score)
            .then_with(|| one.group.place.cmp(&other.group.place))
            .then_with(|| one.name.cmp(&other.name))
    });
    let most = most(entries);
    let mut chosen: Vec<Rival<'_>> = Vec::new();
    for rival in rivals {
        if chosen.len() == most {
            break;
        }
        let said = |word: &String| {
            vocabulary.worth(word) == Some(Worth::Weak)
                || chosen.iter().any(|better| better.words.contains(word))
        };
        if !rival.words.iter().all(said) && !chosen.iter().any(|better| rival.is_said_by(better)) {
            chosen.push(rival);
        }
    }
    chosen.into_iter().map(Rival::proposal).collect()
}

/// How many topics a reader can take in, for a number of entries.
fn most(entries: usize) -> usize {
    let by_length = (entries as f64).sqrt() * 2.5;
    (by_length as usize).min(entries / 2).min(40)
}

/// All groups, acronyms joined with what they stand for.
fn gathered(entries: &[&Candidates]) -> Vec<Group> {
    let (by_key, groups) = groups(entries);
    let mut slots: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
    for (long, short) in entries.iter().flat_map(|candidates| &candidates.initials) {
        let (Some(&long), Some(&short)) = (by_key.get(long), by_key.get(short)) else {
            continue;
        };
        let is_name = |group: &Option<Group>| {
            group
                .as_ref()
                .is_some_and(|group| group.capital > 0 && group.small == 0)
        };
        if long == short
            || !slots.get(long).is_some_and(is_name)
            || !slots.get(short).is_some_and(is_name)
        {
            continue;
        }
        if let Some(written_out) = slots.get_mut(long).and_then(Option::take)
            && let Some(Some(acronym)) = slots.get_mut(short)
        {
            acronym.join(written_out);
        }
    }
    slots.into_iter().flatten().collect()
}

/// A group that may become a topic.
struct Rival<'a> {
    group: &'a Group,
    name: String,
    /// The base forms of its words.
    words: HashSet<String>,
    prominent: bool,
    entries: Vec<usize>,
    score: f64,
}

impl<'a> Rival<'a> {
    fn of(group: &'a Group, coverage: &Coverage<'_>, vocabulary: &Vocabulary) -> Option<Self> {
        let form = best_form(group)?;
        let is_name = group.is_name(vocabulary);
        let spoken = Spoken::of(&form.written, vocabulary);
        if !spoken.may_be_topic(group, is_name, coverage, vocabulary) {
            return None;
        }
        let all = coverage.entries.len();
        // A long word of a language that writes nouns together is as good as two.
        let compound = form.words == 1
            && vocabulary.nouns_have_capitals
            && form.written.chars().count() >= COMPOUND_LETTERS;
        let single = form.words == 1 && !compound;
        let prominent =
            single && !is_name || group.entries.len() as f64 > PASSING_PART * all as f64;
        let entries: Vec<usize> = group
            .entries
            .iter()
            .filter(|stands| !prominent || stands.is_prominent())
            .map(|stands| stands.entry)
            .collect();
        let about = group
            .entries
            .iter()
            .filter(|stands| stands.is_prominent())
            .count();
        let headlines = group
            .entries
            .iter()
            .filter(|stands| stands.headline)
            .count();
        // Two entries make a thread where both are about it.
        let thread = about > 1 && (is_name || !single) || headlines > 1;
        let fewest = if thread { 2 } else { 3 };
        if about == 0 || entries.len() < fewest || entries.len() as f64 > GREATEST_PART * all as f64
        {
            return None;
        }
        let support = about as f64
            + 0.5 * (entries.len() as f64 - about as f64).max(0.0)
            + 0.7 * headlines as f64;
        let worth = match (is_name, single) {
            (true, false) => 1.3,
            (true, true) if spoken.state => 0.25,
            (true, true) => 1.0,
            (false, false) if compound => 1.1,
            (false, false) => 1.2,
            (false, true) => 0.6,
        };
        let rarity = (all as f64 / entries.len() as f64).ln();
        let score = support * worth * rarity;
        if score < LEAST_SCORE {
            return None;
        }
        Some(Self {
            name: name(form, is_name),
            words: spoken.bases,
            prominent,
            score,
            entries,
            group,
        })
    }

    /// Whether a better one says the same: it gathers nearly the same entries, or its name is part of this one's.
    fn is_said_by(&self, better: &Self) -> bool {
        let shared = self
            .entries
            .iter()
            .filter(|entry| better.entries.binary_search(entry).is_ok())
            .count();
        let all = self.entries.len() + better.entries.len() - shared;
        let alike = shared as f64 / all as f64;
        let touch = !self.words.is_disjoint(&better.words);
        alike >= 0.6 || touch && alike >= 0.5
    }

    fn proposal(self) -> Proposal {
        let mut words: Vec<&Form> = self.group.forms.iter().collect();
        words.sort_by(|one, other| {
            other
                .count
                .cmp(&one.count)
                .then_with(|| one.written.cmp(&other.written))
        });
        let mut known = HashSet::new();
        Proposal {
            name: self.name,
            words: words
                .into_iter()
                .map(|form| form.written.clone())
                .filter(|word| known.insert(word.to_lowercase()))
                .collect(),
            prominent: self.prominent,
            place: self.group.place,
            entries: self.entries,
        }
    }
}

/// What a language says of the words of a form.
struct Spoken {
    all_capitals: bool,
    /// Whether a word like "of" stands in it.
    joined: bool,
    /// Which words begin with a capital.
    capital: Vec<bool>,
    lower: Vec<String>,
    bases: HashSet<String>,
    flags: Vec<Flags>,
    worth: Vec<Option<Worth>>,
    state: bool,
}

impl Spoken {
    fn of(written: &str, vocabulary: &Vocabulary) -> Self {
        let all_capitals = written.chars().all(|letter| !letter.is_lowercase());
        let no_word = Flags::PREPOSITION.or(Flags::DETERMINER);
        let (lower, capital): (Vec<String>, Vec<bool>) = written
            .split_whitespace()
            .map(|word| {
                (
                    word.to_lowercase().replace('’', "'"),
                    word.starts_with(char::is_uppercase),
                )
            })
            .filter(|(word, _)| {
                !vocabulary.is_of(word) && !vocabulary.language.lexeme(word).flags.any(no_word)
            })
            .unzip();
        let flags = lower
            .iter()
            .map(|word| vocabulary.language.lexeme(word).flags)
            .collect();
        let worth: Vec<Option<Worth>> = lower.iter().map(|word| vocabulary.worth(word)).collect();
        let bases = lower
            .iter()
            .map(|word| {
                let (front, end) = vocabulary.base(word);
                [front, end].concat()
            })
            .collect();
        Self {
            state: worth.iter().all(|worth| *worth == Some(Worth::State)),
            all_capitals,
            joined: lower.len() < written.split_whitespace().count(),
            capital,
            lower,
            bases,
            flags,
            worth,
        }
    }

    /// Whether none of its words says what it is about: "local council", "Indonesian search".
    fn is_weak(&self) -> bool {
        self.worth.iter().zip(&self.flags).all(|(worth, flags)| {
            *worth == Some(Worth::Weak)
                || worth.is_none() && flags.any(Flags::NATIONAL) && !self.all_capitals
        })
    }

    fn may_be_topic(
        &self,
        group: &Group,
        is_name: bool,
        coverage: &Coverage<'_>,
        vocabulary: &Vocabulary,
    ) -> bool {
        let single = self.lower.len() == 1;
        let any = |flag: Flags| self.flags.iter().any(|flags| flags.any(flag));
        let thing = any(Flags::ORGANISATION.or(Flags::THING_NOUN));
        let of_person =
            |(word, capital): (&String, &bool)| *capital && coverage.people.contains(word);
        let worth = |of: Worth| self.worth.contains(&Some(of));
        let person = group.person * 2 > group.capital
            || single && any(Flags::GIVEN)
            || self.lower.iter().zip(&self.capital).any(of_person) && (single || !thing);
        // "Cold Ash" is a village.
        let empty = (single || !is_name) && worth(Worth::Empty);
        if person
            || empty
            || worth(Worth::Outlet)
            || coverage.outlet.contains(&self.lower.join(" "))
        {
            return false;
        }
        let last = self.lower.last().map_or("", String::as_str);
        let no_head = Flags::ROLE.or(Flags::TITLE).or(Flags::TIME);
        let belongs = !self.state && !self.all_capitals;
        if belongs
            && self
                .flags
                .last()
                .is_some_and(|flags| flags.any(Flags::NATIONAL))
        {
            return false;
        }
        if self.flags.last().is_some_and(|flags| flags.any(no_head)) || self.is_weak() {
            return false;
        }
        if is_name {
            // A part of names is none.
            return 2 * group.whole >= group.capital && (!single || group.capital > 1);
        }
        if vocabulary.nouns_have_capitals {
            return last.chars().count() > 3;
        }
        if !vocabulary.compounds && !single && !self.joined {
            return false;
        }
        let national = self.flags.iter().all(|flags| flags.any(Flags::NATIONAL));
        let nouns = if single { 2 } else { 1 };
        group.small > 0 && !national && group.noun >= nouns && group.noun > 2 * group.verb
    }
}

/// The form that stands for all: few words rather than "of", then the most frequent.
fn best_form(group: &Group) -> Option<&Form> {
    // A headline in capitals does not know how its words are written.
    let shouted =
        |form: &&Form| form.words > 1 && form.written.chars().all(|letter| !letter.is_lowercase());
    group
        .forms
        .iter()
        .filter(|form| !shouted(form))
        .min_by(|one, other| {
            let of = |form: &Form| {
                form.capital == 0 && form.written.split_whitespace().count() > form.words
            };
            of(one)
                .cmp(&of(other))
                .then_with(|| other.count.cmp(&one.count))
                .then_with(|| one.written.cmp(&other.written))
        })
}

/// A name as it is written, a phrase with a capital at its beginning.
fn name(form: &Form, is_name: bool) -> String {
    if is_name {
        return form.written.clone();
    }
    let mut letters = form.written.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
