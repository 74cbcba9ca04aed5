//! The candidates of one entry: every noun phrase and name in it, with what speaks for and against it. Depends on
//! nothing but the entry's text and language, so it can be kept by content.

use std::ops::Range;

use super::chunk::{Chunk, Piece, chunks};
use super::key::{Key, KeyMap, key_of_form, key_of_word, key_of_words};
use super::vocabulary::Vocabulary;
use crate::attribution::{EntryText, Text, Token};

/// Longest name, in words.
const LONGEST_NAME: usize = 6;
/// Longest phrase, in words.
const LONGEST_PHRASE: usize = 3;

/// What one entry may be about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidates {
    /// How many words it has.
    pub words: usize,
    /// How many of them are words of function: few where the text is in another language than it says.
    pub function_words: usize,
    /// Its phrases and names, each form of each once, in the order of the text.
    pub terms: Vec<Term>,
    /// Long names and the words that their first letters make.
    pub initials: Vec<(Key, Key)>,
    /// The forms of the terms, one behind the other.
    forms: String,
}

/// A form of a phrase or name in one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The same for all forms.
    pub key: Key,
    /// Its bytes in `forms`.
    form: Range<u32>,
    /// How many words it has.
    pub words: u8,
    /// How often it stands in the entry.
    pub count: u32,
    /// Whether it stands in the headline.
    pub headline: bool,
    /// Whether it stands in the first paragraph.
    pub lead: bool,
    /// How often it stands where nothing but a name has a capital, and has one.
    pub capital: u32,
    /// How often it is no part of a longer name there.
    pub whole: u32,
    /// How often in small letters.
    pub small: u32,
    /// How often where a noun stands.
    pub noun: u32,
    /// How often where a verb or predicate stands.
    pub verb: u32,
    /// How often a title or role stands right before it.
    pub person: u32,
    /// Where it stands first: the passage (`None`: the headline) and the byte.
    pub place: (Option<usize>, usize),
}

impl Candidates {
    /// A term as it is written.
    #[must_use]
    pub fn form(&self, term: &Term) -> &str {
        let (start, end) = (term.form.start as usize, term.form.end as usize);
        self.forms.get(start..end).unwrap_or_default()
    }
}

/// Reads one entry.
#[must_use]
pub fn read_candidates(entry: &EntryText<'_>, vocabulary: &Vocabulary) -> Candidates {
    let mut reader = Reader {
        found: Candidates::default(),
        known: KeyMap::default(),
        form: String::new(),
        room: Vec::new(),
    };
    if let Some(headline) = entry.headline {
        reader.read(
            headline,
            Stands {
                passage: None,
                headline: true,
                lead: false,
            },
            vocabulary,
        );
    }
    let mut lead = true;
    for (index, passage) in entry.passages.iter().enumerate() {
        let first = lead && passage.kind.is_prose();
        lead &= !first;
        // What stands at a picture and what others posted is not what the entry says.
        if !passage.kind.is_prose() {
            continue;
        }
        let stands = Stands {
            passage: Some(index),
            headline: false,
            lead: first,
        };
        reader.read(&passage.text, stands, vocabulary);
    }
    reader.found
}

/// Where a text stands in its entry.
#[derive(Clone, Copy)]
struct Stands {
    passage: Option<usize>,
    headline: bool,
    lead: bool,
}

struct Reader {
    found: Candidates,
    /// Form (its hash) → index in `terms`.
    known: KeyMap<usize>,
    form: String,
    /// Room for the tokens of the next text.
    room: Vec<Token>,
}

impl Reader {
    fn read(&mut self, text: &str, stands: Stands, vocabulary: &Vocabulary) {
        let room = std::mem::take(&mut self.room);
        let text = Text::read_into(text, vocabulary.language, room);
        let read = chunks(&text, vocabulary);
        self.found.words += read.words;
        self.found.function_words += read.function_words;
        let capitals_say = !text.title_case;
        for (at, chunk) in read.chunks.iter().enumerate() {
            self.phrases(&text, chunk, stands, capitals_say);
            self.names(&text, chunk, stands, capitals_say);
            if chunk.joined
                && let Some(before) = at.checked_sub(1).and_then(|before| read.chunks.get(before))
            {
                self.joined(&text, before, chunk, stands, capitals_say);
            }
        }
        self.room = text.tokens;
    }

    /// The phrases that begin or end a chunk.
    fn phrases(&mut self, text: &Text<'_>, chunk: &Chunk, stands: Stands, capitals_say: bool) {
        let all = chunk.pieces.len();
        for words in 1..=LONGEST_PHRASE.min(all) {
            self.enter(text, chunk, all - words..all, stands, capitals_say);
            if words < all {
                self.enter(text, chunk, 0..words, stands, capitals_say);
            }
        }
    }

    /// The names inside a chunk: stretches of capitals, and each of their words.
    fn names(&mut self, text: &Text<'_>, chunk: &Chunk, stands: Stands, capitals_say: bool) {
        let all = chunk.pieces.len();
        let entered = |range: &Range<usize>| {
            range.len() <= LONGEST_PHRASE && (range.start == 0 || range.end == all)
        };
        for run in chunk.runs() {
            if run.len() <= LONGEST_NAME {
                if !entered(&run) {
                    self.enter(text, chunk, run.clone(), stands, capitals_say);
                }
                if run.len() > 2
                    && let Some(pieces) = chunk.pieces.get(run.clone())
                {
                    let initials: String = pieces.iter().map(|piece| piece.initial).collect();
                    self.found
                        .initials
                        .push((key_of(pieces), key_of_words([key_of_word(&initials, "")])));
                }
            }
            for at in run.clone() {
                for part in [at..at + 1, at..at + 2] {
                    if part.end <= run.end && part != run && !entered(&part) {
                        self.enter(text, chunk, part, stands, capitals_say);
                    }
                }
            }
        }
    }

    /// "withdrawal of troops": the same as "troop withdrawal".
    fn joined(
        &mut self,
        text: &Text<'_>,
        before: &Chunk,
        chunk: &Chunk,
        stands: Stands,
        capitals_say: bool,
    ) {
        let Some((head, rest)) = before.pieces.split_last() else {
            return;
        };
        let name = before
            .runs()
            .pop()
            .filter(|run| run.end == before.pieces.len());
        for words in 1..chunk.pieces.len().min(LONGEST_PHRASE) + 1 {
            let mut pieces: Vec<&Piece> = chunk.pieces.iter().take(words).collect();
            let whole = words == chunk.pieces.len();
            pieces.push(head);
            let form = text.slice(&(head.token..chunk.pieces[words - 1].token + 1));
            self.term(
                key_of(pieces.iter().copied()),
                form,
                Seen {
                    words: words + 1,
                    start: text.span(&(head.token..head.token + 1)).start,
                    capital: capitals_say && pieces.iter().all(|piece| piece.capital),
                    whole: true,
                    small: !head.capital,
                    noun: whole,
                    verb: false,
                    person: false,
                },
                stands,
            );
        }
        // "University College of South Harwick": names join whole.
        if let Some(run) = name.filter(|run| run.len() > 1)
            && let Some(after) = chunk
                .runs()
                .into_iter()
                .next()
                .filter(|after| after.start == 0)
            && rest.len() + 1 >= run.len()
            && run.len() + after.len() <= LONGEST_NAME
            && let (Some(first), Some(second)) =
                (before.pieces.get(run.clone()), chunk.pieces.get(after))
            && let (Some(begin), Some(end)) = (first.first(), second.last())
        {
            let pieces: Vec<&Piece> = second.iter().chain(first).collect();
            self.term(
                key_of(pieces.iter().copied()),
                text.slice(&(begin.token..end.token + 1)),
                Seen {
                    words: pieces.len(),
                    start: text.span(&(begin.token..begin.token + 1)).start,
                    capital: capitals_say,
                    whole: true,
                    small: false,
                    noun: true,
                    verb: false,
                    person: false,
                },
                stands,
            );
        }
    }

    fn enter(
        &mut self,
        text: &Text<'_>,
        chunk: &Chunk,
        range: Range<usize>,
        stands: Stands,
        capitals_say: bool,
    ) {
        let Some(pieces) = chunk.pieces.get(range.clone()) else {
            return;
        };
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
            return;
        };
        let head = range.end == chunk.pieces.len();
        let capitals = pieces.iter().all(|piece| piece.capital);
        // One word at the beginning of a sentence would have its capital anyhow.
        let tells = !first.begins || pieces.len() > 1;
        let mut form = std::mem::take(&mut self.form);
        form.clear();
        for (at, piece) in pieces.iter().enumerate() {
            if at > 0 {
                form.push(' ');
            }
            let inside = at + 1 < pieces.len();
            // Inside a name a possessive ending is part of it.
            let span = piece.span.start..if inside { piece.end } else { piece.span.end };
            form.push_str(text.text.get(span).unwrap_or_default());
        }
        self.term(
            key_of(pieces),
            &form,
            Seen {
                words: pieces.len(),
                start: first.span.start,
                capital: capitals_say && capitals && tells && !chunk.is_office,
                whole: !chunk.continues(&range),
                small: !last.capital,
                noun: head && chunk.noun,
                // "he saw seepage": what follows the verb is none.
                verb: head && chunk.verb && range.start == 0,
                person: chunk.is_person && capitals,
            },
            stands,
        );
        self.form = form;
    }

    fn term(&mut self, key: Key, form: &str, seen: Seen, stands: Stands) {
        let terms = &mut self.found.terms;
        let forms = &mut self.found.forms;
        let index = *self.known.entry(key_of_form(form)).or_insert_with(|| {
            let start = position(forms);
            forms.push_str(form);
            terms.push(Term {
                key,
                form: start..position(forms),
                words: u8::try_from(seen.words).unwrap_or(u8::MAX),
                count: 0,
                headline: false,
                lead: false,
                capital: 0,
                whole: 0,
                small: 0,
                noun: 0,
                verb: 0,
                person: 0,
                place: (stands.passage, seen.start),
            });
            terms.len() - 1
        });
        let Some(term) = terms.get_mut(index) else {
            return;
        };
        term.count += 1;
        term.headline |= stands.headline;
        term.lead |= stands.lead;
        term.capital += u32::from(seen.capital);
        term.whole += u32::from(seen.whole);
        term.small += u32::from(seen.small);
        term.noun += u32::from(seen.noun);
        term.verb += u32::from(seen.verb);
        term.person += u32::from(seen.person);
    }
}

/// How a term stands in one place.
#[derive(Clone, Copy)]
struct Seen {
    words: usize,
    start: usize,
    capital: bool,
    whole: bool,
    small: bool,
    noun: bool,
    verb: bool,
    person: bool,
}

fn position(forms: &str) -> u32 {
    u32::try_from(forms.len()).unwrap_or(u32::MAX)
}

/// The key of words, whatever their forms.
fn key_of<'a>(pieces: impl IntoIterator<Item = &'a Piece>) -> Key {
    key_of_words(pieces.into_iter().map(|piece| piece.base))
}
