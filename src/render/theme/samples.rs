//! Invented pages of every kind, with everything that a template may have to cope with: for tests of the theme.
#![allow(clippy::unwrap_used, reason = "used by tests only")]

mod contract;
mod coverages;
mod entries;
mod pages;
mod parts;
mod terms;

use std::path::Path;

use chrono::{NaiveDate, TimeDelta};
use tera::Context;

use super::{DEFAULT, Theme};
use crate::page::view::{DayLink, SiteView, TermLink, TimeView};
use crate::page::words::Words;

pub(crate) use entries::all as entries;
pub(crate) use pages::all as pages;

/// A page to be rendered.
pub(crate) struct Sample {
    pub name: &'static str,
    pub template: &'static str,
    pub context: Context,
    /// How much text its entry has, for entry pages.
    pub text_bytes: usize,
}

/// `site`, in an interface language.
pub(crate) fn site(language: &str) -> SiteView {
    SiteView {
        title: "Harwick Harbour Archive".into(),
        description: Some(
            "The live pages of the Harwick Ledger, as they were published between 2029 and 2031."
                .into(),
        ),
        language: language.into(),
        direction: if language == "ar" { "rtl" } else { "ltr" }.into(),
        base: "/repo/".into(),
        url: "https://archive.example/repo/".into(),
        home_href: "/repo/".into(),
        days_href: "/repo/days/".into(),
        speakers_href: Some("/repo/speakers/".into()),
        topics_href: Some("/repo/topics/".into()),
        search_href: Some("/repo/search/".into()),
        theme_options: serde_json::json!({}),
        extra: serde_json::json!({}),
        generator: "livesite 0.1.0".into(),
    }
}

/// The default theme's words.
pub(crate) fn words(language: &str) -> Words {
    let theme = Theme::load(Path::new("no-such-site"), DEFAULT, None, &mut Vec::new()).unwrap();
    theme.words(language, &mut Vec::new())
}

fn date(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2031, 3, day).unwrap()
}

/// A time on a day of March 2031, so many minutes after midnight.
fn time(words: &Words, day: u32, minutes: i64) -> TimeView {
    let moment = date(day).and_hms_opt(0, 0, 0).unwrap() + TimeDelta::minutes(minutes);
    let clock = words.clock(moment.and_utc().fixed_offset());
    TimeView {
        iso: moment.format("%Y-%m-%dT%H:%M:%S+00:00").to_string(),
        clock: Some(clock),
        offset: Some("+00:00".into()),
        zone: Some("GMT".into()),
        ..day_only(words, day)
    }
}

/// A day without a time.
fn day_only(words: &Words, day: u32) -> TimeView {
    let date = date(day);
    TimeView {
        iso: date.to_string(),
        clock: None,
        offset: None,
        zone: None,
        date: date.to_string(),
        day: words.day(date),
        day_short: words.format_day(date, "date_short", "%-d %b"),
        day_href: format!("/repo/days/{date}/"),
    }
}

fn day_link(words: &Words, day: u32, entries: usize) -> DayLink {
    let date = date(day);
    DayLink {
        date: date.to_string(),
        name: words.day(date),
        name_full: words.format_day(date, "weekday_date", "%A, %-d %B %Y"),
        number: day,
        href: format!("/repo/days/{date}/"),
        entries,
    }
}

fn term(kind: &str, name: &str, entries: usize, note: Option<&str>) -> TermLink {
    TermLink {
        name: name.into(),
        href: format!("/repo/{kind}/{}/", name.to_lowercase().replace(' ', "-")),
        entries,
        note: note.map(Into::into),
        sparkline: (kind == "topics").then(|| "M0 16v-9h30v9z".into()),
    }
}
