//! From what was written and captured to the archive: times, order, ids, names, topics, days.

use std::collections::BTreeMap;

use chrono::{NaiveTime, TimeZone};
use rayon::prelude::*;

use super::entry_id::{IdSource, entry_ids};
use super::gather::{Gathered, GatheredEntry, gather};
use super::kinds;
use super::model::{Archive, Coverage, Entry, Published, Speaker, Speaking, Topic};
use super::names::{self, NameBook};
use super::order::{OrderKey, in_order};
use super::times::CoverageZone;
use super::topics::TopicMatcher;
use crate::base::diagnostic::Diagnostics;
use crate::base::source_text::{Place, Spanned};
use crate::capture::Profiles;
use crate::markdown;
use crate::source::config::SiteConfig;
use crate::source::content::Content;
use crate::source::entry::SpeakerMark;
use crate::source::registry::{SpeakerRegistry, TopicRegistry};

/// What of the content goes into the archive.
#[derive(Debug, Clone, Copy, Default)]
pub struct Choice {
    /// Drafts too.
    pub drafts: bool,
}

/// Joins everything into the archive. Problems are pushed; what could be understood is in the archive.
pub fn resolve(
    config: &SiteConfig,
    content: Content,
    profiles: &Profiles,
    choice: Choice,
    diagnostics: &mut Diagnostics,
) -> Archive {
    let Content {
        coverages,
        speakers: people,
        topics: subjects,
        media,
    } = content;
    let gathered: Vec<(Option<Gathered>, Diagnostics)> = coverages
        .into_par_iter()
        .map(|coverage| {
            let mut said = Vec::new();
            let gathered = gather(config, coverage, profiles, choice, &mut said);
            (gathered, said)
        })
        .collect();

    let mut archive = Archive {
        media,
        ..Archive::default()
    };
    let mut books = Books::new(&people, &subjects);
    for (gathered, said) in gathered {
        diagnostics.extend(said);
        if let Some(gathered) = gathered {
            enter(gathered, &mut archive, &mut books, diagnostics);
        }
    }
    books.finish(&mut archive, &people, &subjects);
    file_days(&mut archive);
    archive
}

/// Puts one coverage into the archive: its entries in order, with ids, people and topics.
fn enter(
    gathered: Gathered,
    archive: &mut Archive,
    books: &mut Books,
    diagnostics: &mut Diagnostics,
) {
    let Gathered {
        head,
        zone,
        entries,
        drafts,
        captures,
    } = gathered;
    archive.media.extend(captures);
    archive.drafts.extend(drafts);
    let coverage = archive.coverages.len();
    let zone = CoverageZone { zone };

    let times: Vec<Option<Published>> = entries
        .iter()
        .map(|entry| {
            let published = entry.written.published.as_ref()?;
            zone.published(published, &entry.written.place, diagnostics)
        })
        .collect();
    let keys: Vec<OrderKey> = entries
        .iter()
        .zip(&times)
        .map(|(entry, published)| OrderKey {
            time: published.map(|published| end_of(published, zone)),
            position: entry.position,
            written: entry.written_at.clone(),
        })
        .collect();
    let order = in_order(&keys);

    let mut slots: Vec<Option<(GatheredEntry, Option<Published>)>> =
        entries.into_iter().zip(times).map(Some).collect();
    let ordered: Vec<(GatheredEntry, Option<Published>)> = order
        .into_iter()
        .filter_map(|index| slots.get_mut(index).and_then(Option::take))
        .collect();
    let id_sources: Vec<IdSource> = ordered
        .iter()
        .map(|(entry, published)| IdSource {
            given: entry.written.id.as_ref().map(|id| {
                (
                    id.value.clone(),
                    Place::new(entry.written.source(), id.span.clone()),
                )
            }),
            stem: entry.written.stem.clone(),
            published: *published,
            words: entry
                .written
                .headline
                .clone()
                .unwrap_or_else(|| markdown::first_words(&entry.outline.plain_text, 8)),
        })
        .collect();
    let ids = entry_ids(&id_sources, diagnostics);

    let start = archive.entries.len();
    for ((entry, published), id) in ordered.into_iter().zip(ids) {
        let entry = finish_entry(entry, published, id, coverage, zone, books, diagnostics);
        archive.entries.push(entry);
    }
    let instants = archive.entries[start..].iter().filter_map(Entry::instant);
    let (first, last) = (instants.clone().min(), instants.max());
    archive.coverages.push(Coverage {
        entries: start..archive.entries.len(),
        first,
        last,
        ..head
    });
}

fn finish_entry(
    entry: GatheredEntry,
    published: Option<Published>,
    id: String,
    coverage: usize,
    zone: CoverageZone,
    books: &mut Books,
    diagnostics: &mut Diagnostics,
) -> Entry {
    let GatheredEntry {
        written,
        outline,
        content_path,
        position,
        ..
    } = entry;
    let place = &written.place;
    let updated = written
        .updated
        .as_ref()
        .and_then(|updated| zone.published(updated, place, diagnostics));
    let corrections = written
        .corrections
        .iter()
        .filter_map(|correction| {
            Some((
                zone.published(&correction.at, place, diagnostics)?,
                correction.note.clone(),
            ))
        })
        .collect();
    let label = written.label.clone();
    let kind = written
        .kind
        .or_else(|| label.as_deref().and_then(kinds::kind_of_label))
        .unwrap_or_default();
    let key = written
        .key
        .unwrap_or_else(|| label.as_deref().is_some_and(kinds::is_key_label));
    let speakers = books.speaking(
        written.speakers.as_deref().unwrap_or(&[]),
        place,
        diagnostics,
    );
    let topics = match &written.topics {
        Some(topics) => books.filed(topics, place, diagnostics),
        None => books.matched(
            written.headline.as_deref().unwrap_or_default(),
            &outline.plain_text,
        ),
    };
    Entry {
        coverage,
        id,
        headline: written.headline,
        published,
        clock: written.clock,
        updated,
        label,
        kind,
        key,
        byline: written.byline,
        speakers,
        topics,
        corrections,
        provenance: written.provenance,
        position,
        body: written.body,
        outline,
        extra: written.extra,
        place: written.place,
        content_path,
    }
}

/// A day without a time of day stands after the times of that day.
fn end_of(published: Published, zone: CoverageZone) -> chrono::DateTime<chrono::FixedOffset> {
    match published {
        Published::At(instant) => instant,
        Published::On(date) => {
            let end = date.and_time(NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default());
            zone.zone
                .and_then(|zone| zone.from_local_datetime(&end).latest())
                .map_or_else(
                    || end.and_utc().fixed_offset(),
                    |instant| instant.fixed_offset(),
                )
        }
    }
}

/// The names of people and topics met so far, with the entries being filed under them.
struct Books {
    people: NameBook,
    subjects: NameBook,
    matcher: TopicMatcher,
}

impl Books {
    fn new(people: &SpeakerRegistry, subjects: &TopicRegistry) -> Self {
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

    fn speaking(
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

    fn filed(
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

    fn matched(&self, headline: &str, text: &str) -> Vec<usize> {
        // The registry's tables were entered first, so an index there is the same index here.
        let mut found = self.matcher.find(headline);
        found.extend(self.matcher.find(text));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Keeps who speaks and what is written about, by slug, and files the entries under them.
    fn finish(self, archive: &mut Archive, people: &SpeakerRegistry, subjects: &TopicRegistry) {
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
        archive.speakers = kept_people
            .into_iter()
            .map(|index| {
                let named = &self.people.named[index];
                let registered = named
                    .registered
                    .and_then(|registered| people.people.get(registered));
                Speaker {
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
                    has_page: surely[index] || registered.is_some(),
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
        for entry in &mut archive.entries {
            for speaking in &mut entry.speakers {
                speaking.speaker = new_person[speaking.speaker].unwrap_or_default();
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

fn file_days(archive: &mut Archive) {
    let mut days: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (id, entry) in archive.entries.iter().enumerate() {
        if let Some(date) = entry.date() {
            days.entry(date).or_default().push(id);
        }
    }
    for ids in days.values_mut() {
        ids.sort_by_key(|&id| {
            let instant = archive.entries[id].instant();
            (instant.is_none(), instant, id)
        });
    }
    archive.days = days;
}
