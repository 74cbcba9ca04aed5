//! One person: roles, words by day and coverage, subjects, and who else speaks there.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::terms::{Listed, OTHERS};
use super::{Composer, PageBody, PageView};
use crate::archive::{CoverageId, EntryId, Published, SpeakerId};
use crate::base::name_key::name_key;
use crate::page::addresses::Addresses;
use crate::page::plan::{Page, Scope};
use crate::page::view::{ListItem, RoleView, SpeakerPage};

/// A role as entries give it: each spelling with how often, and the days.
#[derive(Default)]
struct Written {
    spellings: Vec<(String, usize)>,
    dates: Vec<NaiveDate>,
}

impl Composer<'_> {
    pub(super) fn speaker_page(
        &self,
        page: &Page,
        id: SpeakerId,
        number: Option<usize>,
    ) -> PageView {
        let speaker = &self.archive.speakers[id];
        let path = Addresses::speaker(self.archive, id);
        let pages = self.addresses.list_pages(speaker.entries.len());
        let listed = Listed {
            name: &speaker.name,
            pager: self.pager(&path, pages, number, speaker.entries.len()),
            path,
            number,
            pages,
            up: ("speakers", Addresses::speakers()),
            scope: Scope::Speaker(id),
        };
        let mut head = self.term_head(page, &listed);
        let list = SpeakerPage {
            name: speaker.name.clone(),
            slug: speaker.slug.clone(),
            entries: self.spoken(id, &speaker.entries[pages.range(number)]),
            pager: listed.pager,
            total: speaker.entries.len(),
            ..SpeakerPage::default()
        };
        let body = if number.is_none() {
            self.with_overview(id, list)
        } else {
            list
        };
        head.image = (body.portrait.as_ref())
            .map(|portrait| format!("{}{}", self.config.base_url.origin(), portrait.src));
        PageView {
            head,
            body: PageBody::Speaker(Box::new(body)),
        }
    }

    /// What is said of all entries of a person, on the bare page: each numbered page would have to count them again.
    fn with_overview(&self, id: SpeakerId, list: SpeakerPage) -> SpeakerPage {
        let speaker = &self.archive.speakers[id];
        let entries = || speaker.entries.iter().map(|&id| self.archive.entry(id));
        let (people, topics) = (self.speaker_counts(entries()), self.topic_counts(entries()));
        let (direct, reported) = self.said_counts(id);
        SpeakerPage {
            aliases: speaker.aliases.clone(),
            portrait: self.portrait(id),
            roles: self.roles(id),
            roles_written: self.roles_written(id),
            direct,
            reported,
            topics: self.most_present(topics, OTHERS, |topic| Some(self.topic_link(topic))),
            people: self.most_present(people, OTHERS, |other| {
                (other != id).then(|| self.speaker_link(other)).flatten()
            }),
            days: self.days_of(&speaker.entries),
            timeline: self.timeline(&speaker.entries),
            ..list
        }
    }

    fn roles(&self, id: SpeakerId) -> Vec<RoleView> {
        let at = |date: Option<NaiveDate>| date.map(|date| self.time(Published::On(date), None));
        self.archive.speakers[id]
            .roles
            .iter()
            .map(|role| RoleView {
                role: role.role.clone(),
                from: at(role.from),
                to: at(role.to),
            })
            .collect()
    }

    /// The roles that entries give, with the first and last day on which they do; those of the registry are not
    /// repeated. Upper and lower case make no other role, and the spelling that is used most is shown.
    fn roles_written(&self, id: SpeakerId) -> Vec<RoleView> {
        let speaker = &self.archive.speakers[id];
        let mut order: Vec<String> = Vec::new();
        let mut written: HashMap<String, Written> = HashMap::new();
        for &entry in speaker.with_role.iter() {
            let Some(role) = self.role_in(entry, id) else {
                continue;
            };
            let key = name_key(&role.replace('’', "'"));
            let known = written.entry(key.clone()).or_insert_with(|| {
                order.push(key);
                Written::default()
            });
            match known.spellings.iter_mut().find(|(known, _)| *known == role) {
                Some((_, times)) => *times += 1,
                None => known.spellings.push((role, 1)),
            }
            known.dates.extend(self.archive.entry(entry).date());
        }
        for role in &speaker.roles {
            written.remove(&name_key(&role.role.replace('’', "'")));
        }
        let at = |date: Option<&NaiveDate>| date.map(|&date| self.time(Published::On(date), None));
        order
            .iter()
            .filter_map(|key| written.get(key))
            .filter_map(|role| {
                let mut most: Option<&(String, usize)> = None;
                for spelling in &role.spellings {
                    if most.is_none_or(|(_, times)| spelling.1 > *times) {
                        most = Some(spelling);
                    }
                }
                Some(RoleView {
                    role: most?.0.clone(),
                    from: at(role.dates.iter().min()),
                    to: at(role.dates.iter().max()),
                })
            })
            .collect()
    }

    /// A stretch of a person's entries by day, and within a day by coverage, in the order in which the coverages
    /// begin there.
    fn spoken(&self, id: SpeakerId, entries: &[EntryId]) -> Vec<ListItem> {
        let group = |entry: EntryId| (self.archive.entry(entry).date(), entry.coverage());
        let mut first: HashMap<(Option<NaiveDate>, CoverageId), usize> = HashMap::new();
        for (place, &entry) in entries.iter().enumerate() {
            first.entry(group(entry)).or_insert(place);
        }
        let mut grouped = entries.to_vec();
        grouped.sort_by_key(|&entry| {
            let group = group(entry);
            (group.0.is_none(), group.0, first.get(&group).copied())
        });
        let mut items = self.list(&grouped, true);
        let mut last = None;
        for item in &mut items {
            let entry = self.archive.entry(item.entry);
            let here = group(item.entry);
            item.new_coverage = last.replace(here) != Some(here);
            let speaking = entry.speakers.iter().find(|one| one.speaker == id);
            item.role = speaking.and_then(|speaking| self.shown_role(entry, speaking));
            item.certain = speaking.is_none_or(|speaking| speaking.certain);
            item.statements = self.said_by(item.entry, id);
            item.reported_by = self.reported_by(item.entry);
        }
        items
    }

    /// Who reported what an entry says: its byline, else the outlet.
    fn reported_by(&self, id: EntryId) -> Vec<String> {
        let entry = self.archive.entry(id);
        let coverage = self.archive.coverage_of(id);
        let byline: Vec<String> = entry.byline.iter().map(|by| by.name.clone()).collect();
        if byline.is_empty() {
            coverage.origin.publisher.iter().cloned().collect()
        } else {
            byline
        }
    }
}
