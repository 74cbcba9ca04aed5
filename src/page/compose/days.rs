//! The calendar of days, and one day across all coverages.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};

use super::{Composer, PageBody, PageView};
use crate::page::addresses::Addresses;
use crate::page::plan::{Page, Scope};
use crate::page::view::{DayPage, DaysPage, Month};

impl Composer<'_> {
    pub(super) fn days_page(&self, page: &Page) -> PageView {
        let mut by_month: BTreeMap<NaiveDate, Vec<NaiveDate>> = BTreeMap::new();
        for &date in self.archive.days.keys() {
            by_month
                .entry(date.with_day(1).unwrap_or(date))
                .or_default()
                .push(date);
        }
        let months = by_month
            .into_iter()
            .rev()
            .map(|(first, days)| self.month(first, &days))
            .collect();
        let mut head = self.head(page, self.words.get("days"));
        head.crumbs = self.crumbs(&[]);
        head.feeds = self.feeds(Scope::Site);
        PageView {
            head,
            body: PageBody::Days(DaysPage {
                totals: self.totals(),
                months,
            }),
        }
    }

    fn month(&self, first: NaiveDate, days: &[NaiveDate]) -> Month {
        let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
        Month {
            name: self.words.format_day(first, "month_year", "%B %Y"),
            id: first.format("%Y-%m").to_string(),
            days: days.iter().map(|&date| self.day_link(date)).collect(),
            lead: first.weekday().num_days_from_monday(),
            length: u32::try_from(next.signed_duration_since(first).num_days()).unwrap_or_default(),
        }
    }

    pub(super) fn day_page(&self, page: &Page, date: NaiveDate, number: Option<usize>) -> PageView {
        let entries = self
            .archive
            .days
            .get(&date)
            .map_or(&[][..], |entries| entries.as_slice());
        let pages = self.addresses.list_pages(entries.len());
        let path = Addresses::day(date);
        let pager = self.pager(&path, pages, number, entries.len());
        let mut coverages: Vec<usize> = entries.iter().map(|&entry| entry.coverage()).collect();
        coverages.sort_unstable();
        coverages.dedup();
        let earlier = self
            .archive
            .days
            .range(..date)
            .next_back()
            .map(|(&date, _)| date);
        let later = self
            .archive
            .days
            .range(date..)
            .nth(1)
            .map(|(&date, _)| date);

        let mut head = self.head(
            page,
            self.words.format_day(date, "weekday_date", "%A, %-d %B %Y"),
        );
        if number.is_none() && pages.bare_is_doubled() {
            head.canonical = self
                .config
                .base_url
                .absolute(&Addresses::numbered(&path, Some(pages.numbered())));
        }
        head.crumbs = self.crumbs(&[(self.words.get("days"), &Addresses::days())]);
        head.feeds = self.feeds(Scope::Site);
        head.earlier_href = earlier.map(|date| self.href(&Addresses::day(date)));
        head.later_href = later.map(|date| self.href(&Addresses::day(date)));
        let body = DayPage {
            day: self.day_link(date),
            entries: self.list(&entries[pages.range(number)], false),
            coverages: coverages
                .into_iter()
                .map(|id| self.coverage_card(id))
                .collect(),
            pager,
            earlier: earlier.map(|date| self.day_link(date)),
            later: later.map(|date| self.day_link(date)),
        };
        PageView {
            head,
            body: PageBody::Day(body),
        }
    }
}
