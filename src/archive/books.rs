//! The people and topics of the archive: names collected from all entries, then filed by slug.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::evidence::Spellings;
use super::filed::Filed;
use super::ids::{SpeakerId, TermId, Terms, TopicId};
use super::model::{self, Archive, Manner, Portrait, Speaking, Statement, Topic, Unused};
use super::names::{NameBook, Named, Questions};
use super::numbers::Numbers;
use super::topics::TopicMatcher;
use crate::attribution::findings::Kind;
use crate::attribution::resolve::{Speaker, Stands, Statement as FoundStatement};
use crate::base::diagnostic::Diagnostics;
use crate::base::source_text::{Place, Spanned};
use crate::markdown::Outline;
use crate::source::entry::SpeakerMark;
use crate::source::registry::{SpeakerRegistry, TopicEntry, TopicRegistry};

/// The names of people and topics met so far, with the entries being filed under them.
pub struct Books<'a> {
    people: NameBook,
    subjects: NameBook,
    registry: &'a TopicRegistry,
    /// Prepared when an entry first asks: mostly the coverage that asks is the one that was edited, or there is none.
    matcher: OnceCell<TopicMatcher>,
}

/// The numbers by which people and topics are known: what one archive leaves to the next.
#[derive(Debug, Default)]
pub struct KnownNumbers {
    people: Numbers,
    subjects: Numbers,
}

impl<'a> Books<'a> {
    /// Begins to record what is asked, and hands over what was asked before.
    pub fn begin_record(&mut self) -> [Questions; 2] {
        [self.people.begin_record(), self.subjects.begin_record()]
    }

    /// Asks the same again. Whether every answer is the same.
    pub fn asks_again(&mut self, [people, subjects]: &[Questions; 2]) -> bool {
        let people = self.people.asks_again(people);
        self.subjects.asks_again(subjects) && people
    }

    /// The registries' names.
    pub fn new(
        people: &SpeakerRegistry,
        subjects: &'a TopicRegistry,
        numbers: KnownNumbers,
    ) -> Self {
        let mut books = Self {
            people: NameBook::with_numbers(numbers.people),
            subjects: NameBook::with_numbers(numbers.subjects),
            registry: subjects,
            matcher: OnceCell::new(),
        };
        for (index, person) in people.people.iter().enumerate() {
            let aliases = person.aliases.iter().map(|alias| alias.value.as_str());
            books.people.register(
                index,
                &person.slug,
                &person.name.value,
                aliases,
                &person.place,
                true,
            );
        }
        for (index, topic) in subjects.topics.iter().enumerate() {
            let aliases = topic.aliases.iter().map(|alias| alias.value.as_str());
            books.subjects.register(
                index,
                &topic.slug,
                &topic.name.value,
                aliases,
                &topic.place,
                subjects.written,
            );
        }
        books
    }

    /// Who speaks in an entry, by the marks of its front matter.
    pub fn speaking(
        &mut self,
        marks: &[Spanned<SpeakerMark>],
        place: &Place,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Speaking> {
        let mut speaking: Vec<Speaking> = Vec::new();
        for mark in marks {
            let at = Place::new(&place.source, mark.span.clone());
            let Some(speaker) = self
                .people
                .find_or_enter(&mark.value.name, &at, diagnostics)
                .map(SpeakerId::new)
            else {
                continue;
            };
            let certain = mark.value.certain;
            match speaking.iter_mut().find(|other| other.speaker == speaker) {
                Some(other) => {
                    other.certain |= certain;
                    other.role = other.role.take().or_else(|| mark.value.role.clone());
                }
                None => speaking.push(Speaking {
                    speaker,
                    role: mark.value.role.clone(),
                    certain,
                }),
            }
        }
        speaking.shrink_to_fit();
        speaking
    }

    /// Who speaks in an entry, as found in its text.
    pub fn found(&mut self, speakers: &[Speaker], place: &Place) -> Vec<Speaking> {
        let mut speaking: Vec<Speaking> = Vec::new();
        for found in speakers {
            let entered = self.people.find_or_enter_found(&found.name, place);
            let Some(speaker) = entered.map(SpeakerId::new) else {
                continue;
            };
            if !speaking.iter().any(|other| other.speaker == speaker) {
                speaking.push(Speaking {
                    speaker,
                    role: found.role.clone(),
                    certain: found.certain,
                });
            }
        }
        speaking.shrink_to_fit();
        speaking
    }

    /// What the speakers of an entry say: statements of anybody else are left out.
    pub fn statements(
        &mut self,
        found: &[FoundStatement],
        speakers: &[Speaking],
    ) -> Vec<Statement> {
        found
            .iter()
            .filter_map(|found| {
                let speaker = SpeakerId::new(self.people.find(&found.speaker)?);
                let speaking = speakers
                    .iter()
                    .find(|speaking| speaking.speaker == speaker)?;
                Some(Statement {
                    speaker,
                    manner: match found.kind {
                        Kind::Direct => Manner::Direct,
                        Kind::Reported => Manner::Reported,
                    },
                    text: found.text.clone(),
                    in_headline: found.place == Stands::Headline,
                    certain: found.certain && speaking.certain,
                })
            })
            .collect()
    }

    /// What an entry is filed under, by its front matter.
    pub fn filed(
        &mut self,
        topics: &[Spanned<String>],
        place: &Place,
        diagnostics: &mut Diagnostics,
    ) -> Vec<TopicId> {
        let mut filed = Vec::new();
        for topic in topics {
            let at = Place::new(&place.source, topic.span.clone());
            let entered = self
                .subjects
                .find_or_enter(&topic.value, &at, diagnostics)
                .map(TopicId::new);
            filed.extend(entered.filter(|topic| !filed.contains(topic)));
        }
        filed
    }

    /// What an entry is about by the registry's match words.
    pub fn matched(&self, headline: &str, outline: &Outline) -> Vec<TopicId> {
        // The registry's tables were entered first, so an index there is the same index here.
        let matcher = self
            .matcher
            .get_or_init(|| TopicMatcher::new(self.registry));
        let found = matcher.find(headline, outline);
        let named = &self.subjects.named;
        (found.into_iter())
            .map(|index| TopicId::new(named[index].number))
            .collect()
    }

    /// Keeps who speaks and what is written about, by slug, and files the entries under them.
    pub fn finish(
        mut self,
        archive: &mut Archive,
        people: &SpeakerRegistry,
        subjects: &TopicRegistry,
        spellings: &[Spellings],
        filed: &Filed,
        mut portraits: HashMap<usize, Portrait>,
    ) -> KnownNumbers {
        let mut spelled: HashMap<usize, Vec<String>> = HashMap::new();
        for folded in spellings.iter().filter(|spellings| spellings.folded) {
            if let Some(person) = self.people.find(&folded.name) {
                let spelled = spelled.entry(person).or_default();
                if !spelled.contains(&folded.variant) {
                    spelled.push(folded.variant.clone());
                }
            }
        }
        archive.speakers = kept(&self.people, |id, named| {
            let (entries, has_page) = filed.speakers.get(&id).cloned()?;
            let with_role = filed.roles.get(&id).cloned().unwrap_or_default();
            let registered = named
                .registered
                .and_then(|registered| people.people.get(registered));
            Some(model::Speaker {
                slug: String::from(&*named.slug),
                name: String::from(&*named.name),
                aliases: registered.map_or_else(Vec::new, |person| {
                    person
                        .aliases
                        .iter()
                        .map(|alias| alias.value.clone())
                        .collect()
                }),
                roles: registered.map_or_else(Vec::new, |person| person.roles.clone()),
                portrait: named
                    .registered
                    .and_then(|registered| portraits.remove(&registered)),
                entries,
                with_role,
                registered: registered.is_some(),
                spellings: spelled.remove(&id.number()).unwrap_or_default(),
                has_page,
                seen: named.seen.clone(),
            })
        });
        archive.topics = kept(&self.subjects, |id, named| {
            let entries = filed.topics.get(&id).cloned()?;
            let registered = named
                .registered
                .and_then(|registered| subjects.topics.get(registered));
            Some(Topic {
                slug: String::from(&*named.slug),
                name: String::from(&*named.name),
                aliases: registered.map_or_else(Vec::new, |topic| {
                    topic
                        .aliases
                        .iter()
                        .map(|alias| alias.value.clone())
                        .collect()
                }),
                description: registered.and_then(|topic| topic.description.clone()),
                entries,
                match_words: registered.map_or_else(|| Some(Vec::new()), match_words),
                prominent: registered.is_some_and(|topic| topic.prominent),
                registered: registered.is_some() && subjects.written,
                found: !named.written,
                seen: named.seen.clone(),
            })
        });
        archive.unused_speakers = unused(&self.people, &archive.speakers);
        archive.unused_topics = unused(&self.subjects, &archive.topics);
        KnownNumbers {
            people: self.people.numbers,
            subjects: self.subjects.numbers,
        }
    }
}

/// The words in a topic's `match`.
fn match_words(topic: &TopicEntry) -> Option<Vec<String>> {
    let words = topic.match_words.as_ref()?;
    Some(words.iter().map(|word| word.value.clone()).collect())
}

/// The registry's names that were not kept, by slug.
fn unused<T>(book: &NameBook, kept: &Terms<T>) -> Vec<Unused> {
    let mut unused: Vec<Unused> = book
        .named
        .iter()
        .filter(|named| {
            named.registered.is_some()
                && named.written
                && kept.get(TermId::new(named.number)).is_none()
        })
        .map(|named| Unused {
            slug: String::from(&*named.slug),
            name: String::from(&*named.name),
            place: named.seen.clone(),
        })
        .collect();
    unused.sort_by(|a, b| a.slug.cmp(&b.slug));
    unused
}

/// What is made of the names that some entry holds, by slug.
fn kept<T>(book: &NameBook, mut make: impl FnMut(TermId<T>, &Named) -> Option<T>) -> Terms<T> {
    let mut kept: Vec<(&str, TermId<T>, Arc<T>)> = book
        .named
        .iter()
        .filter_map(|named| {
            let id = TermId::new(named.number);
            Some((&*named.slug, id, Arc::new(make(id, named)?)))
        })
        .collect();
    kept.sort_by(|one, other| one.0.cmp(other.0));
    Terms::new(kept.into_iter().map(|(_, id, term)| (id, term)).collect())
}
