//! One topic: its thread through the days, who spoke on it, and what else comes up with it.

use super::terms::{Listed, OTHERS};
use super::{Composer, PageBody, PageView};
use crate::archive::TopicId;
use crate::page::addresses::Addresses;
use crate::page::plan::{Page, Scope};
use crate::page::view::TopicPage;

impl Composer<'_> {
    pub(super) fn topic_page(&self, page: &Page, id: TopicId, number: Option<usize>) -> PageView {
        let topic = &self.archive.topics[id];
        let path = Addresses::topic(self.archive, id);
        let pages = self.addresses.list_pages(topic.entries.len());
        let listed = Listed {
            name: &topic.name,
            pager: self.pager(&path, pages, number, topic.entries.len()),
            path,
            number,
            pages,
            up: ("topics", Addresses::topics()),
            scope: Scope::Topic(id),
        };
        let mut head = self.term_head(page, &listed);
        head.description.clone_from(&topic.description);
        let list = TopicPage {
            name: topic.name.clone(),
            slug: topic.slug.clone(),
            entries: self.list(&topic.entries[pages.range(number)], true),
            pager: listed.pager,
            total: topic.entries.len(),
            ..TopicPage::default()
        };
        let body = if number.is_none() {
            self.with_overview_of(id, list)
        } else {
            list
        };
        PageView {
            head,
            body: PageBody::Topic(Box::new(body)),
        }
    }

    /// What is said of all entries of a topic, on the bare page: each numbered page would have to count them again.
    fn with_overview_of(&self, id: TopicId, list: TopicPage) -> TopicPage {
        let topic = &self.archive.topics[id];
        let entries = || topic.entries.iter().map(|&id| self.archive.entry(id));
        let (people, topics) = (self.speaker_counts(entries()), self.topic_counts(entries()));
        TopicPage {
            aliases: topic.aliases.clone(),
            description: topic.description.clone(),
            people: self.most_present(people, OTHERS, |speaker| self.speaker_link(speaker)),
            topics: self.most_present(topics, OTHERS, |other| {
                (other != id).then(|| self.topic_link(other))
            }),
            days: self.days_of(&topic.entries),
            timeline: self.timeline(&topic.entries),
            ..list
        }
    }
}
