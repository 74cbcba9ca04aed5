//! The home page, the error page, and the numbers of the whole archive.

use super::{Composer, PageBody, PageView};
use crate::page::plan::{Page, Scope};
use crate::page::view::{HomePage, NotFoundPage, Totals};

/// Days, people and topics named on the home page.
const DAYS: usize = 14;
const TERMS: usize = 10;
const COVERAGES_ON_ERROR_PAGE: usize = 10;

impl Composer<'_> {
    pub(super) fn totals(&self) -> Totals {
        let days = &self.archive.days;
        Totals {
            coverages: self.archive.coverages.len(),
            entries: self.archive.entry_count(),
            days: days.len(),
            speakers: self
                .archive
                .speakers
                .iter()
                .filter(|speaker| speaker.has_page)
                .count(),
            topics: self.archive.topics.len(),
            undated: self.archive.undated(),
            first_day: days.first_key_value().map(|(&date, _)| self.day_link(date)),
            last_day: days.last_key_value().map(|(&date, _)| self.day_link(date)),
        }
    }

    pub(super) fn home(&self, page: &Page) -> PageView {
        let mut head = self.head(page, self.config.title.clone());
        head.description.clone_from(&self.config.description);
        head.feeds = self.feeds(Scope::Site);
        let days = (self.archive.days.iter())
            .map(|(&date, entries)| (date, entries.len()))
            .collect();
        let body = HomePage {
            totals: self.totals(),
            coverages: self
                .archive
                .coverages_latest_first()
                .into_iter()
                .map(|id| self.coverage_card(id))
                .collect(),
            days: self
                .archive
                .days
                .keys()
                .rev()
                .take(DAYS)
                .map(|&date| self.day_link(date))
                .collect(),
            timeline: self.timeline_of_days(&days),
            speakers: self.most_present(
                self.archive
                    .speakers
                    .ids()
                    .map(|id| (id, self.archive.speakers[id].entries.len()))
                    .collect(),
                TERMS,
                |speaker| self.speaker_link(speaker),
            ),
            topics: self.most_present(
                self.archive
                    .topics
                    .ids()
                    .map(|id| (id, self.archive.topics[id].entries.len()))
                    .collect(),
                TERMS,
                |topic| Some(self.topic_link(topic)),
            ),
        };
        PageView {
            head,
            body: PageBody::Home(body),
        }
    }

    pub(super) fn not_found(&self, page: &Page) -> PageView {
        let latest = self.archive.coverages_latest_first();
        let coverages = latest
            .into_iter()
            .take(COVERAGES_ON_ERROR_PAGE)
            .map(|id| self.coverage_card(id))
            .collect();
        let head = self.head(page, self.words.get("not_found"));
        PageView {
            head,
            body: PageBody::NotFound(NotFoundPage { coverages }),
        }
    }
}
