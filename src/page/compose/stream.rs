//! Lists of entries: what stands between them on the line of time, and the pager below.

use std::ops::Range;

use super::Composer;
use crate::archive::{CoverageId, EntryId};
use crate::base::address::SitePath;
use crate::page::addresses::Addresses;
use crate::page::pagination::Pagination;
use crate::page::view::{EntryLink, ListItem, Pager, PagerLink, StreamItem};

/// A silence shorter than this is not worth a word.
const SILENCE_MINUTES: i64 = 30;

impl Composer<'_> {
    /// A stretch of a coverage with its day breaks and silences, oldest or newest first.
    pub(super) fn stream(
        &self,
        coverage: CoverageId,
        entries: Range<usize>,
        newest_first: bool,
    ) -> Vec<StreamItem> {
        let mut last_date = None;
        let mut last_instant = None;
        let mut numbers: Vec<usize> = entries.collect();
        if newest_first {
            numbers.reverse();
        }
        numbers
            .into_iter()
            .map(|number| {
                let id = EntryId::new(coverage, number);
                let entry = self.archive.entry(id);
                let date = entry.date();
                let new_day = date
                    .filter(|_| date != last_date)
                    .map(|date| self.day_link(date));
                let silence = entry.instant().zip(last_instant).map(
                    |(now, before): (_, chrono::DateTime<_>)| {
                        now.signed_duration_since(before).num_minutes().abs()
                    },
                );
                last_date = date.or(last_date);
                last_instant = entry.instant().or(last_instant);
                StreamItem {
                    entry: id,
                    new_day,
                    silence: silence.filter(|&minutes| minutes > SILENCE_MINUTES),
                }
            })
            .collect()
    }

    /// A list of entries with its day breaks.
    pub(super) fn list(&self, entries: &[EntryId], day_breaks: bool) -> Vec<ListItem> {
        let mut last_date = None;
        entries
            .iter()
            .map(|&id| {
                let date = self.archive.entry(id).date();
                let new_day = date
                    .filter(|_| day_breaks && date != last_date)
                    .map(|date| self.day_link(date));
                let new_undated = day_breaks && date.is_none() && last_date.take().is_some();
                last_date = date.or(last_date);
                ListItem {
                    entry: id,
                    new_day,
                    new_undated,
                    new_coverage: false,
                    reported_by: Vec::new(),
                    role: None,
                    certain: true,
                    statements: Vec::new(),
                }
            })
            .collect()
    }

    pub(super) fn pager(
        &self,
        list: &SitePath,
        pages: Pagination,
        page: Option<usize>,
        entries: usize,
    ) -> Option<Pager> {
        if pages.numbered() == 0 {
            return None;
        }
        let href = |page: Option<usize>| self.href(&Addresses::numbered(list, page));
        let all: Vec<Option<usize>> = pages.pages().collect();
        let at = all.iter().position(|&other| other == page)?;
        Some(Pager {
            number: at + 1,
            total: all.len(),
            entries,
            earlier: match page {
                // The bare address shows the last block as well: what is earlier is the block before it.
                None => pages
                    .numbered()
                    .checked_sub(1)
                    .filter(|&number| number > 0)
                    .map(|number| href(Some(number))),
                Some(number) => (number > 1).then(|| href(Some(number - 1))),
            },
            later: page.map(|number| {
                href(if number < pages.numbered() {
                    Some(number + 1)
                } else {
                    None
                })
            }),
            pages: all
                .iter()
                .enumerate()
                .map(|(index, &page)| PagerLink {
                    number: index + 1,
                    href: href(page),
                    current: index == at,
                })
                .collect(),
        })
    }

    pub(super) fn entry_link(&self, id: EntryId) -> EntryLink {
        let entry = self.archive.entry(id);
        EntryLink {
            href: self.href(&self.addresses.entry(id)),
            title: entry.title(),
            published: entry
                .published
                .map(|published| self.time_in(published, id.coverage())),
            clock: entry.clock.clone(),
        }
    }
}
