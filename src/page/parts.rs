//! The parts of a site and their pages: what a plan lists only when somebody asks for it.

use chrono::NaiveDate;

use super::addresses::Addresses;
use super::pagination::Pagination;
use super::plan::{Page, Plan, Scope, Shows, feed_formats};
use crate::archive::{CoverageId, SpeakerId, TopicId};
use crate::base::address::SitePath;

/// A part of the site whose pages stand under one folder of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// One coverage.
    Coverage(CoverageId),
    /// One day.
    Day(NaiveDate),
    /// One person.
    Speaker(SpeakerId),
    /// One topic.
    Topic(TopicId),
}

impl Plan {
    /// The parts of the site.
    pub fn parts(&self) -> impl Iterator<Item = Part> + '_ {
        let archive = &*self.archive;
        let speakers = archive.speakers.ids();
        (0..archive.coverages.len())
            .map(Part::Coverage)
            .chain(archive.days.keys().copied().map(Part::Day))
            .chain(
                speakers
                    .filter(|&id| archive.speakers[id].has_page)
                    .map(Part::Speaker),
            )
            .chain(archive.topics.ids().map(Part::Topic))
    }

    /// The part whose folder an address is in.
    #[must_use]
    pub fn part_at(&self, path: &str) -> Option<Part> {
        let archive = &*self.archive;
        let mut folders = path.trim_start_matches('/').split('/');
        let (first, second) = (folders.next()?, folders.next().unwrap_or_default());
        match first {
            "days" => {
                let date = second.parse().ok()?;
                archive.days.contains_key(&date).then_some(Part::Day(date))
            }
            "speakers" => {
                let found = archive.speakers.find(second, |speaker| &speaker.slug)?;
                let has_page = archive.speakers[found].has_page;
                has_page.then_some(Part::Speaker(found))
            }
            "topics" => archive
                .topics
                .find(second, |topic| &topic.slug)
                .map(Part::Topic),
            _ => self.addresses.coverage_named(first).map(Part::Coverage),
        }
    }

    /// The pages of a part.
    #[must_use]
    pub fn pages_of(&self, part: Part) -> Vec<Page> {
        let mut pages = Vec::new();
        let mut add = |path, shows| pages.push(Page { path, shows });
        let folder = self.folder_of(part);
        for number in self.pages_in(part).pages() {
            let path = Addresses::numbered(&folder, number);
            let page = number;
            add(
                path,
                match part {
                    Part::Coverage(coverage) => Shows::Coverage { coverage, page },
                    Part::Day(date) => Shows::Day { date, page },
                    Part::Speaker(speaker) => Shows::Speaker { speaker, page },
                    Part::Topic(topic) => Shows::Topic { topic, page },
                },
            );
        }
        let outputs = &self.config.outputs;
        let (feeds, scope) = match part {
            Part::Coverage(id) => (outputs.feed_coverage, Some(Scope::Coverage(id))),
            Part::Speaker(id) => (outputs.feed_speaker, Some(Scope::Speaker(id))),
            Part::Topic(id) => (outputs.feed_topic, Some(Scope::Topic(id))),
            Part::Day(_) => (false, None),
        };
        if let Some(scope) = scope.filter(|_| feeds) {
            for format in feed_formats(&self.config) {
                add(folder.file(format.file()), Shows::Feed { scope, format });
            }
        }
        if let Part::Coverage(coverage) = part {
            for entry in self.archive.ids_of(coverage) {
                let path = self.addresses.entry(entry);
                if outputs.markdown {
                    add(path.file("index.md"), Shows::Markdown { entry });
                }
                if outputs.oembed {
                    add(path.file("oembed.json"), Shows::EntryEmbed { entry });
                }
                add(path, Shows::Entry { entry });
            }
            if outputs.print {
                add(Addresses::print(&folder), Shows::Print { coverage });
            }
            if outputs.oembed {
                add(
                    folder.file("oembed.json"),
                    Shows::CoverageEmbed { coverage },
                );
            }
            if self.has_card(coverage) {
                add(Addresses::card(&folder), Shows::Card { coverage });
            }
            if outputs.data {
                add(folder.file("coverage.json"), Shows::Data { coverage });
            }
        }
        pages
    }

    /// The folder that the pages of a part stand in.
    fn folder_of(&self, part: Part) -> SitePath {
        match part {
            Part::Coverage(id) => self.addresses.coverage(id),
            Part::Day(date) => Addresses::day(date),
            Part::Speaker(id) => Addresses::speaker(&self.archive, id),
            Part::Topic(id) => Addresses::topic(&self.archive, id),
        }
    }

    /// How a part's list of entries is cut into pages.
    pub(super) fn pages_in(&self, part: Part) -> Pagination {
        let archive = &self.archive;
        match part {
            Part::Coverage(id) => {
                let entries = archive.entries_of(id).len();
                self.addresses.coverage_pages(entries)
            }
            Part::Day(date) => {
                let entries = archive.days.get(&date).map_or(0, |entries| entries.len());
                self.addresses.list_pages(entries)
            }
            Part::Speaker(id) => {
                let entries = archive.speakers[id].entries.len();
                self.addresses.list_pages(entries)
            }
            Part::Topic(id) => {
                let entries = archive.topics[id].entries.len();
                self.addresses.list_pages(entries)
            }
        }
    }
}
