//! The people and topics of the archive: names collected from all entries, then filed by slug.

use super::evidence::Spellings;
use super::model::{self, Archive, Manner, Speaking, Statement, Topic, Unused};
use super::names::{self, NameBook, Named};
use super::times::{CoverageZone, end_of};
use super::topics::TopicMatcher;
use crate::attribution::findings::Kind;
use crate::attribution::resolve::{Speaker, Stands, Statement as FoundStatement};
use crate::base::diagnostic::Diagnostics;
use crate::base::source_text::{Place, Spanned};
use crate::source::entry::SpeakerMark;
use crate::source::registry::{SpeakerRegistry, TopicRegistry};

/// The names of people and topics met so far, with the entries being filed under them.
pub struct Books {
    people: NameBook,
    subjects: NameBook,
    matcher: TopicMatcher,
}

impl Books {
    /// The registries' names.
    pub fn new(people: &SpeakerRegistry, subjects: &TopicRegistry) -> Self {
        let mut books = Self {
            people: NameBook::default(),
            subjects: NameBook::default(),
            matcher: TopicMatcher::new(subjects),
        };
        for (index, person) in people.people.iter().enumerate() {
            let aliases = person.aliases.iter().map(|alias| alias.value.as_str());
            books.people.register(
                index,
                &person.slug,
                &person.name.value,
                aliases,
                &person.place,
            );
        }
        for (index, topic) in subjects.topics.iter().enumerate() {
            let aliases = topic.aliases.iter().map(|alias| alias.value.as_str());
            books
                .subjects
                .register(index, &topic.slug, &topic.name.value, aliases, &topic.place);
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
        speaking
    }

    /// Who speaks in an entry, as found in its text.
    pub fn found(&mut self, speakers: &[Speaker], place: &Place) -> Vec<Speaking> {
        let mut speaking: Vec<Speaking> = Vec::new();
        for found in speakers {
            let Some(speaker) = self.people.find_or_enter_found(&found.name, place) else {
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
        speaking
    }

    /// What the speakers of an entry say: statements of anybody else are left out.
    pub fn statements(&self, found: Vec<FoundStatement>, speakers: &[Speaking]) -> Vec<Statement> {
        found
            .into_iter()
            .filter_map(|found| {
                let speaker = self.people.find(&found.speaker)?;
                let speaking = speakers
                    .iter()
                    .find(|speaking| speaking.speaker == speaker)?;
                Some(Statement {
                    speaker,
                    manner: match found.kind {
                        Kind::Direct => Manner::Direct,
                        Kind::Reported => Manner::Reported,
                    },
                    text: found.text,
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
    ) -> Vec<usize> {
        let mut filed = Vec::new();
        for topic in topics {
            let at = Place::new(&place.source, topic.span.clone());
            if let Some(index) = self.subjects.find_or_enter(&topic.value, &at, diagnostics)
                && !filed.contains(&index)
            {
                filed.push(index);
            }
        }
        filed
    }

    /// What an entry is about by the registry's match words.
    pub fn matched(&self, headline: &str, text: &str) -> Vec<usize> {
        // The registry's tables were entered first, so an index there is the same index here.
        let mut found = self.matcher.find(headline);
        found.extend(self.matcher.find(text));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Keeps who speaks and what is written about, by slug, and files the entries under them.
    pub fn finish(
        self,
        archive: &mut Archive,
        people: &SpeakerRegistry,
        subjects: &TopicRegistry,
        spellings: &[Spellings],
    ) {
        let mut speaks = vec![false; self.people.named.len()];
        let mut surely = vec![false; self.people.named.len()];
        let mut written_about = vec![false; self.subjects.named.len()];
        for entry in &archive.entries {
            for speaking in &entry.speakers {
                speaks[speaking.speaker] = true;
                surely[speaking.speaker] |= speaking.certain;
            }
            for &topic in &entry.topics {
                written_about[topic] = true;
            }
        }
        let (kept_people, new_person) = names::by_slug(&self.people.named, |index| speaks[index]);
        let (kept_topics, new_topic) =
            names::by_slug(&self.subjects.named, |index| written_about[index]);
        archive.unused_speakers = unused(&self.people.named, &new_person);
        archive.unused_topics = unused(&self.subjects.named, &new_topic);
        archive.speakers = kept_people
            .into_iter()
            .map(|index| {
                let named = &self.people.named[index];
                let registered = named
                    .registered
                    .and_then(|registered| people.people.get(registered));
                model::Speaker {
                    slug: named.slug.clone(),
                    name: named.name.clone(),
                    aliases: registered.map_or_else(Vec::new, |person| {
                        person
                            .aliases
                            .iter()
                            .map(|alias| alias.value.clone())
                            .collect()
                    }),
                    roles: registered.map_or_else(Vec::new, |person| person.roles.clone()),
                    entries: Vec::new(),
                    registered: registered.is_some(),
                    spellings: Vec::new(),
                    has_page: surely[index],
                    seen: named.seen.clone(),
                }
            })
            .collect();
        archive.topics = kept_topics
            .into_iter()
            .map(|index| {
                let named = &self.subjects.named[index];
                let registered = named
                    .registered
                    .and_then(|registered| subjects.topics.get(registered));
                Topic {
                    slug: named.slug.clone(),
                    name: named.name.clone(),
                    aliases: registered.map_or_else(Vec::new, |topic| {
                        topic
                            .aliases
                            .iter()
                            .map(|alias| alias.value.clone())
                            .collect()
                    }),
                    description: registered.and_then(|topic| topic.description.clone()),
                    entries: Vec::new(),
                }
            })
            .collect();
        for folded in spellings.iter().filter(|spellings| spellings.folded) {
            let person = self
                .people
                .find(&folded.name)
                .and_then(|index| new_person[index]);
            let Some(person) = person.and_then(|person| archive.speakers.get_mut(person)) else {
                continue;
            };
            if !person.spellings.contains(&folded.variant) {
                person.spellings.push(folded.variant.clone());
            }
        }
        for entry in &mut archive.entries {
            for speaking in &mut entry.speakers {
                speaking.speaker = new_person[speaking.speaker].unwrap_or_default();
            }
            for statement in &mut entry.statements {
                statement.speaker = new_person[statement.speaker].unwrap_or_default();
            }
            for topic in &mut entry.topics {
                *topic = new_topic[*topic].unwrap_or_default();
            }
        }
        for id in by_time(archive) {
            let entry = &archive.entries[id];
            for speaking in &entry.speakers {
                archive.speakers[speaking.speaker].entries.push(id);
            }
            for &topic in &entry.topics {
                archive.topics[topic].entries.push(id);
            }
        }
    }
}

/// The registry's names that were not kept, by slug.
fn unused(named: &[Named], kept: &[Option<usize>]) -> Vec<Unused> {
    let mut unused: Vec<Unused> = named
        .iter()
        .zip(kept)
        .filter(|(named, kept)| named.registered.is_some() && kept.is_none())
        .map(|(named, _)| Unused {
            slug: named.slug.clone(),
            name: named.name.clone(),
            place: named.seen.clone(),
        })
        .collect();
    unused.sort_by(|a, b| a.slug.cmp(&b.slug));
    unused
}

/// All entries by instant; those of a day only after the day's, those without a date last; equals as in the archive.
fn by_time(archive: &Archive) -> Vec<usize> {
    let mut ids: Vec<usize> = (0..archive.entries.len()).collect();
    ids.sort_by_key(|&id| {
        let entry = &archive.entries[id];
        let zone = CoverageZone {
            zone: archive.coverages[entry.coverage].time_zone,
        };
        let time = entry.published.map(|published| end_of(published, zone));
        (time.is_none(), time, id)
    });
    ids
}
