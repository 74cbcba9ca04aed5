//! People and topics: the lists of all, and what the pages of each have in common.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use super::{Composer, PageBody, PageView};
use crate::archive::{Entry, EntryId, SpeakerId, TermId, Terms, TopicId};
use crate::base::address::SitePath;
use crate::page::addresses::Addresses;
use crate::page::pagination::Pagination;
use crate::page::plan::{Page, Scope};
use crate::page::view::{DayLink, Letter, PageHead, Pager, TermLink, TermsPage};

/// Neighbouring people or topics on a person's or topic's page.
pub(super) const OTHERS: usize = 12;

impl Composer<'_> {
    pub(super) fn speaker_link(&self, id: SpeakerId) -> Option<TermLink> {
        let speaker = &self.archive.speakers[id];
        speaker.has_page.then(|| TermLink {
            name: speaker.name.clone(),
            href: self.href(&Addresses::speaker(self.archive, id)),
            entries: speaker.entries.len(),
            note: self.latest_role(id),
            sparkline: None,
        })
    }

    pub(super) fn topic_link(&self, id: TopicId) -> TermLink {
        let topic = &self.archive.topics[id];
        TermLink {
            name: topic.name.clone(),
            href: self.href(&Addresses::topic(self.archive, id)),
            entries: topic.entries.len(),
            note: topic.description.clone(),
            sparkline: None,
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
                let last = speaker.with_role.last()?;
                self.role_in(*last, id)
            })
    }

    pub(super) fn role_in(&self, entry: EntryId, id: SpeakerId) -> Option<String> {
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
        let days: Vec<NaiveDate> = self.archive.days.keys().copied().collect();
        let links = (self.archive.topics.ids())
            .map(|id| TermLink {
                sparkline: self.sparkline(&self.archive.topics[id].entries, &days),
                ..self.topic_link(id)
            })
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

    /// The days of some entries, each with how many of them are on it.
    pub(super) fn days_of(&self, entries: &[EntryId]) -> Vec<DayLink> {
        let dates = entries
            .iter()
            .filter_map(|&id| self.archive.entry(id).date());
        let mut days: BTreeMap<NaiveDate, usize> = BTreeMap::new();
        for date in dates {
            *days.entry(date).or_default() += 1;
        }
        days.into_iter()
            .map(|(date, entries)| DayLink {
                entries,
                ..self.day_link(date)
            })
            .collect()
    }

    /// The head of a page of a long list with its own address.
    pub(super) fn term_head(&self, page: &Page, listed: &Listed<'_>) -> PageHead {
        let mut head = self.head(page, listed.name);
        if listed.number.is_none() && listed.pages.bare_is_doubled() {
            let twin = Addresses::numbered(&listed.path, Some(listed.pages.numbered()));
            head.canonical = self.config.base_url.absolute(&twin);
        }
        head.crumbs = self.crumbs(&[(self.words.get(listed.up.0), &listed.up.1)]);
        head.feeds = self.feeds(listed.scope);
        let pager = listed.pager.as_ref();
        head.earlier_href = pager.and_then(|pager| pager.earlier.clone());
        head.later_href = pager.and_then(|pager| pager.later.clone());
        head
    }
}

/// A page of a person's or topic's long list.
pub(super) struct Listed<'a> {
    pub name: &'a str,
    pub path: SitePath,
    pub number: Option<usize>,
    pub pages: Pagination,
    pub pager: Option<Pager>,
    /// The list of all: its word and its address.
    pub up: (&'static str, SitePath),
    pub scope: Scope,
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
