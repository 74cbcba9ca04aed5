//! People and topics: the lists of all, and the page of each.

use std::collections::{BTreeMap, HashMap};

use unicode_normalization::UnicodeNormalization;

use super::{Composer, PageBody, PageView};
use crate::archive::{Entry, EntryId, Published, SpeakerId, TermId, Terms, TopicId};
use crate::base::address::SitePath;
use crate::page::addresses::Addresses;
use crate::page::plan::{Page, Scope};
use crate::page::view::{DayLink, Letter, ListItem, RoleView, TermLink, TermPage, TermsPage};

/// Neighbouring people or topics on a term's page.
const OTHERS: usize = 12;

/// What a speaker's and a topic's page have in common.
struct Term<'a> {
    name: &'a str,
    slug: &'a str,
    aliases: &'a [String],
    roles: Vec<RoleView>,
    description: Option<String>,
    entries: &'a [EntryId],
    path: SitePath,
    up: (&'a str, SitePath),
    scope: Scope,
    others: Vec<TermLink>,
}

impl Composer<'_> {
    pub(super) fn speaker_link(&self, id: SpeakerId) -> Option<TermLink> {
        let speaker = &self.archive.speakers[id];
        speaker.has_page.then(|| TermLink {
            name: speaker.name.clone(),
            href: self.href(&Addresses::speaker(self.archive, id)),
            entries: speaker.entries.len(),
            note: self.latest_role(id),
        })
    }

    pub(super) fn topic_link(&self, id: TopicId) -> TermLink {
        let topic = &self.archive.topics[id];
        TermLink {
            name: topic.name.clone(),
            href: self.href(&Addresses::topic(self.archive, id)),
            entries: topic.entries.len(),
            note: topic.description.clone(),
        }
    }

    /// The role that the registry gives last, else the one last written beside the name.
    fn latest_role(&self, id: SpeakerId) -> Option<String> {
        let speaker = &self.archive.speakers[id];
        speaker
            .roles
            .last()
            .map(|role| role.role.clone())
            .or_else(|| {
                speaker
                    .entries
                    .iter()
                    .rev()
                    .find_map(|&entry| self.role_in(entry, id))
            })
    }

    fn role_in(&self, entry: EntryId, id: SpeakerId) -> Option<String> {
        self.archive
            .entry(entry)
            .speakers
            .iter()
            .find(|speaking| speaking.speaker == id)?
            .role
            .clone()
    }

    pub(super) fn speaker_counts<'a>(
        &self,
        entries: impl IntoIterator<Item = &'a Entry>,
    ) -> Vec<(SpeakerId, usize)> {
        let speakers = entries.into_iter().flat_map(|entry| &entry.speakers);
        count(&self.archive.speakers, speakers.map(|one| one.speaker))
    }

    pub(super) fn topic_counts<'a>(
        &self,
        entries: impl IntoIterator<Item = &'a Entry>,
    ) -> Vec<(TopicId, usize)> {
        let topics = entries.into_iter().flat_map(|entry| &entry.topics);
        count(&self.archive.topics, topics.copied())
    }

    pub(super) fn speakers_page(&self, page: &Page) -> PageView {
        let links = (self.archive.speakers.ids())
            .filter_map(|id| self.speaker_link(id))
            .collect();
        self.terms_page(page, "speakers", links)
    }

    pub(super) fn topics_page(&self, page: &Page) -> PageView {
        let links = (self.archive.topics.ids())
            .map(|id| self.topic_link(id))
            .collect();
        self.terms_page(page, "topics", links)
    }

    fn terms_page(&self, page: &Page, title: &str, links: Vec<TermLink>) -> PageView {
        let mut head = self.head(page, self.words.get(title));
        head.crumbs = self.crumbs(&[]);
        head.feeds = self.feeds(Scope::Site);
        let total = links.len();
        PageView {
            head,
            body: PageBody::Terms(TermsPage {
                letters: by_letter(links),
                total,
            }),
        }
    }

    pub(super) fn speaker_page(
        &self,
        page: &Page,
        id: SpeakerId,
        number: Option<usize>,
    ) -> PageView {
        let speaker = &self.archive.speakers[id];
        let mut roles: Vec<RoleView> = speaker
            .roles
            .iter()
            .map(|role| RoleView {
                role: role.role.clone(),
                from: role.from.map(|date| self.time(Published::On(date), None)),
                to: role.to.map(|date| self.time(Published::On(date), None)),
            })
            .collect();
        if roles.is_empty() {
            roles = self.roles_as_written(id);
        }
        let entries = speaker.entries.iter().map(|&id| self.archive.entry(id));
        let topics = self.topic_counts(entries);
        let term = Term {
            name: &speaker.name,
            slug: &speaker.slug,
            aliases: &speaker.aliases,
            roles,
            description: None,
            entries: &speaker.entries,
            path: Addresses::speaker(self.archive, id),
            up: (self.words.get("speakers"), Addresses::speakers()),
            scope: Scope::Speaker(id),
            others: self.most_present(topics, OTHERS, |topic| Some(self.topic_link(topic))),
        };
        self.term_page(page, &term, number, |item| {
            let entry = self.archive.entry(item.entry);
            let speaking = entry
                .speakers
                .iter()
                .find(|speaking| speaking.speaker == id);
            item.role = speaking.and_then(|speaking| self.shown_role(entry, speaking));
            item.certain = speaking.is_none_or(|speaking| speaking.certain);
            item.statements = self.statements(entry, Some(id));
        })
    }

    /// Without a registry: each role that entries give, with the first and last date on which they do.
    fn roles_as_written(&self, id: SpeakerId) -> Vec<RoleView> {
        let mut written: Vec<(String, Vec<chrono::NaiveDate>)> = Vec::new();
        for &entry in self.archive.speakers[id].entries.iter() {
            let Some(role) = self.role_in(entry, id) else {
                continue;
            };
            let date = self.archive.entry(entry).date();
            match written.iter_mut().find(|(known, _)| *known == role) {
                Some((_, dates)) => dates.extend(date),
                None => written.push((role, date.into_iter().collect())),
            }
        }
        let at = |date: Option<&chrono::NaiveDate>| {
            date.map(|&date| self.time(Published::On(date), None))
        };
        written
            .into_iter()
            .map(|(role, dates)| RoleView {
                role,
                from: at(dates.iter().min()),
                to: at(dates.iter().max()),
            })
            .collect()
    }

    pub(super) fn topic_page(&self, page: &Page, id: TopicId, number: Option<usize>) -> PageView {
        let topic = &self.archive.topics[id];
        let entries = topic.entries.iter().map(|&id| self.archive.entry(id));
        let speakers = self.speaker_counts(entries);
        let term = Term {
            name: &topic.name,
            slug: &topic.slug,
            aliases: &topic.aliases,
            roles: Vec::new(),
            description: topic.description.clone(),
            entries: &topic.entries,
            path: Addresses::topic(self.archive, id),
            up: (self.words.get("topics"), Addresses::topics()),
            scope: Scope::Topic(id),
            others: self.most_present(speakers, OTHERS, |speaker| self.speaker_link(speaker)),
        };
        self.term_page(page, &term, number, |_| ())
    }

    fn term_page(
        &self,
        page: &Page,
        term: &Term<'_>,
        number: Option<usize>,
        finish: impl Fn(&mut ListItem),
    ) -> PageView {
        let pages = self.addresses.list_pages(term.entries.len());
        let pager = self.pager(&term.path, pages, number, term.entries.len());
        let mut entries = self.list(&term.entries[pages.range(number)], true);
        entries.iter_mut().for_each(finish);
        let mut days: BTreeMap<chrono::NaiveDate, usize> = BTreeMap::new();
        for date in term
            .entries
            .iter()
            .filter_map(|&entry| self.archive.entry(entry).date())
        {
            *days.entry(date).or_default() += 1;
        }

        let mut head = self.head(page, term.name);
        if number.is_none() && pages.bare_is_doubled() {
            let twin = Addresses::numbered(&term.path, Some(pages.numbered()));
            head.canonical = self.config.base_url.absolute(&twin);
        }
        head.description.clone_from(&term.description);
        head.crumbs = self.crumbs(&[(term.up.0, &term.up.1)]);
        head.feeds = self.feeds(term.scope);
        head.earlier_href = pager.as_ref().and_then(|pager| pager.earlier.clone());
        head.later_href = pager.as_ref().and_then(|pager| pager.later.clone());
        let body = TermPage {
            name: term.name.into(),
            slug: term.slug.into(),
            aliases: term.aliases.to_vec(),
            roles: term.roles.clone(),
            description: term.description.clone(),
            entries,
            pager,
            total: term.entries.len(),
            others: term.others.clone(),
            days: days
                .into_iter()
                .map(|(date, entries)| DayLink {
                    entries,
                    ..self.day_link(date)
                })
                .collect(),
        };
        PageView {
            head,
            body: PageBody::Term(Box::new(body)),
        }
    }
}

/// How often each stands, by slug.
fn count<T>(terms: &Terms<T>, ids: impl Iterator<Item = TermId<T>>) -> Vec<(TermId<T>, usize)> {
    let mut counts: HashMap<TermId<T>, usize> = HashMap::new();
    for id in ids {
        *counts.entry(id).or_default() += 1;
    }
    let mut counts: Vec<(TermId<T>, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|&(id, _)| terms.rank(id));
    counts
}

/// The letter without its accents, upper case: É stands under E.
fn base_letter(letter: char) -> String {
    let base = letter.nfd().next().unwrap_or(letter);
    base.to_uppercase().collect()
}

/// By the first letter of the name; names of people by the name as it is shown, since no rule knows every family name.
fn by_letter(mut links: Vec<TermLink>) -> Vec<Letter> {
    let letter_of = |name: &str| {
        let first = name.chars().find(|character| character.is_alphanumeric());
        match first {
            Some(first) if first.is_alphabetic() => base_letter(first),
            _ => "#".into(),
        }
    };
    links.sort_by_cached_key(|link| {
        (
            letter_of(&link.name),
            link.name.to_lowercase(),
            link.href.clone(),
        )
    });
    let mut letters: Vec<Letter> = Vec::new();
    for link in links {
        let letter = letter_of(&link.name);
        match letters.last_mut() {
            Some(last) if last.letter == letter => last.terms.push(link),
            _ => letters.push(Letter {
                letter,
                terms: vec![link],
            }),
        }
    }
    letters
}
