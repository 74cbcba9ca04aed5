//! A coverage: its page or pages, and its card in lists.

use super::entry::byline_views;
use super::head::direction_of;
use super::{Composer, PageBody, PageView};
use crate::archive::{CoverageId, Entry, Published, TermId};
use crate::page::addresses::Addresses;
use crate::page::plan::{Page, Scope};
use crate::page::view::{
    CoverageCard, CoveragePage, CoverageView, EntryLink, MissingView, PrintPage, TermLink,
};

/// Topics named on a coverage's page.
const TERMS: usize = 12;
/// Other coverages of the same days named there.
const SAME_DAYS: usize = 12;

impl Composer<'_> {
    pub(super) fn coverage_card(&self, id: CoverageId) -> CoverageCard {
        let coverage = &self.archive.coverages[id];
        CoverageCard {
            title: coverage.shown_title().into(),
            href: self.href(&self.addresses.coverage(id)),
            standfirst: coverage.summary.first().cloned(),
            entries: coverage.entries.len(),
            first: coverage
                .first
                .map(|first| self.time_in(Published::At(first), id)),
            last: coverage
                .last
                .map(|last| self.time_in(Published::At(last), id)),
            publisher: coverage.origin.publisher.clone(),
            language: coverage.language.clone(),
            direction: direction_of(&coverage.language).into(),
        }
    }

    pub(super) fn coverage_page(
        &self,
        page: &Page,
        id: CoverageId,
        number: Option<usize>,
    ) -> PageView {
        let coverage = &self.archive.coverages[id];
        let path = self.addresses.coverage(id);
        let pages = self.addresses.coverage_pages(coverage.entries.len());
        let range = pages.range(number);
        let order = self.options.get("order");
        let newest_first = order.and_then(|order| order.as_str()) == Some("newest");
        let entries = self.stream(id, range, newest_first);
        let pager = self.pager(&path, pages, number, coverage.entries.len());

        let mut head = self.head(page, coverage.shown_title());
        if number.is_none() && pages.bare_is_doubled() {
            let twin = Addresses::numbered(&path, Some(pages.numbered()));
            head.canonical = self.config.base_url.absolute(&twin);
        }
        head.description = coverage.summary.first().cloned();
        head.language.clone_from(&coverage.language);
        head.direction = direction_of(&coverage.language).into();
        head.crumbs = self.crumbs(&[]);
        head.feeds = self.feeds(Scope::Coverage(id));
        head.oembed_url = self.oembed_url(&path);
        head.data_href = self
            .config
            .outputs
            .data
            .then(|| self.href(&path.file("coverage.json")));
        head.image = self
            .archive
            .ids_of(id)
            .find_map(|entry| self.image_of(entry));
        head.card = self.card_view(id);
        head.og_type = "article".into();
        head.published = coverage.first.map(|first| first.to_rfc3339());
        head.updated = coverage.last.map(|last| last.to_rfc3339());
        head.earlier_href = pager.as_ref().and_then(|pager| pager.earlier.clone());
        head.later_href = pager.as_ref().and_then(|pager| pager.later.clone());

        let by_time = self.archive.coverages_latest_first();
        let at = by_time
            .iter()
            .position(|&other| other == id)
            .unwrap_or_default();
        let same_days = by_time.iter().filter(|&&other| self.share_a_day(id, other));
        let print = Addresses::print(&path);
        let body = CoveragePage {
            coverage: self.coverage_view(id),
            entries,
            pager,
            print_href: self.config.outputs.print.then(|| self.href(&print)),
            same_days: same_days
                .take(SAME_DAYS)
                .map(|&other| self.coverage_card(other))
                .collect(),
            earlier: by_time.get(at + 1).map(|&other| self.coverage_card(other)),
            later: at
                .checked_sub(1)
                .and_then(|at| by_time.get(at))
                .map(|&other| self.coverage_card(other)),
        };
        PageView {
            head,
            body: PageBody::Coverage(Box::new(body)),
        }
    }

    /// A whole coverage for paper. The page to be named and found is the coverage's own.
    pub(super) fn print_page(&self, page: &Page, id: CoverageId) -> PageView {
        let coverage = &self.archive.coverages[id];
        let path = self.addresses.coverage(id);
        let mut head = self.head(page, coverage.shown_title());
        head.canonical = self.config.base_url.absolute(&path);
        head.language.clone_from(&coverage.language);
        head.direction = direction_of(&coverage.language).into();
        head.crumbs = self.crumbs(&[(coverage.shown_title(), &path)]);
        let body = PrintPage {
            coverage: self.coverage_view(id),
            entries: self.stream(id, 0..coverage.entries.len(), false),
        };
        PageView {
            head,
            body: PageBody::Print(Box::new(body)),
        }
    }

    /// Whether two coverages have a day in common, by their first and last.
    fn share_a_day(&self, one: CoverageId, other: CoverageId) -> bool {
        let days = |id: CoverageId| {
            let coverage = &self.archive.coverages[id];
            let (first, last) = coverage.first.zip(coverage.last)?;
            Some((first.date_naive(), last.date_naive()))
        };
        one != other
            && days(one)
                .zip(days(other))
                .is_some_and(|(one, other)| one.0 <= other.1 && other.0 <= one.1)
    }

    fn coverage_view(&self, id: CoverageId) -> CoverageView {
        let coverage = &self.archive.coverages[id];
        let entries = self.archive.entries_of(id);
        let mut days: Vec<_> = entries
            .iter()
            .filter_map(crate::archive::Entry::date)
            .collect();
        days.sort_unstable();
        days.dedup();
        CoverageView {
            title: coverage.shown_title().into(),
            href: self.href(&self.addresses.coverage(id)),
            summary: coverage.summary.clone(),
            byline: byline_views(&coverage.byline),
            introduction: coverage.introduction.clone(),
            entries: entries.len(),
            first: coverage
                .first
                .map(|first| self.time_in(Published::At(first), id)),
            last: coverage
                .last
                .map(|last| self.time_in(Published::At(last), id)),
            time_zone: coverage.time_zone.map(|zone| zone.name().to_string()),
            origin: self.origin(id, None),
            missing: missing(entries),
            licence: coverage.licence.clone(),
            key_events: self
                .archive
                .ids_of(id)
                .filter(|&entry| self.archive.entry(entry).key)
                .map(|entry| EntryLink {
                    href: self.context_href(entry),
                    ..self.entry_link(entry)
                })
                .collect(),
            speakers: self.most_present(self.speaker_counts(entries), usize::MAX, |speaker| {
                self.speaker_link(speaker)
            }),
            topics: self.most_present(self.topic_counts(entries), TERMS, |topic| {
                Some(self.topic_link(topic))
            }),
            days: days.into_iter().map(|date| self.day_link(date)).collect(),
            language: coverage.language.clone(),
            direction: direction_of(&coverage.language).into(),
            extra: coverage.extra.clone(),
        }
    }

    /// The most frequent of counted people or topics, with the count as the number of entries; equals by slug.
    pub(super) fn most_present<T>(
        &self,
        mut counts: Vec<(TermId<T>, usize)>,
        limit: usize,
        link: impl Fn(TermId<T>) -> Option<TermLink>,
    ) -> Vec<TermLink> {
        // Stable: equals stay in the order of their slugs, in which they come.
        counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        counts
            .into_iter()
            .filter_map(|(id, count)| {
                Some(TermLink {
                    entries: count,
                    ..link(id)?
                })
            })
            .take(limit)
            .collect()
    }
}

/// What some entries are known to lack.
fn missing(entries: &[Entry]) -> MissingView {
    let mut missing = MissingView::default();
    for entry in entries {
        let (figures, embeds) = (&entry.outline.figures, &entry.outline.embeds);
        missing.media += figures.iter().filter(|one| one.src.is_none()).count();
        missing.embeds += (embeds.iter())
            .filter(|one| one.text.trim().is_empty())
            .count();
        missing.texts += usize::from(entry.body.markdown().trim().is_empty());
        missing.times += usize::from(entry.published.is_none());
        missing.vanished +=
            usize::from(entry.provenance.as_ref().is_some_and(|from| from.vanished));
    }
    missing
}
