//! Clock times that a page shows and no machine wrote: read as those of a transcript are.

use std::sync::Arc;

use super::calendar::WrittenDate;
use super::html::clock_words::clock_in;
use super::instant::{FromHead, read_times};
use super::live_page::LivePage;
use super::post::{Post, Stamp, Words};
use super::profile::FirstLine;
use super::profiles::Profiles;
use super::reading::Options;
use crate::base::diagnostic::Diagnostics;
use crate::base::source_text::SourceText;
use crate::source::entry::Moment;

/// Gives every update that shows a time of day, and has no other time, its moment. What is missing is said.
pub fn read(
    page: &mut LivePage,
    source: &Arc<SourceText>,
    options: &Options,
    profiles: &Profiles,
    diagnostics: &mut Diagnostics,
) {
    let wants =
        |update: &super::live_page::Update| update.published.is_none() && update.clock.is_some();
    if !page.updates.iter().any(wants) {
        return;
    }
    let Some(profile) = profiles.iter().find(|profile| profile.is_fallback()) else {
        return;
    };
    let options = Options {
        zone: options.zone.or(page.zone),
        ..options.clone()
    };
    let posts: Vec<Post> = page
        .updates
        .iter()
        .map(|update| {
            let shown = update.clock.as_deref().unwrap_or_default();
            let span = span_of(shown, update.offset, source);
            let stamp = match (update.published, clock_in(shown)) {
                // A time that is known holds the others to its day.
                (Some(moment), _) => known(moment, &options),
                (None, Some(found)) => Stamp {
                    clock: Some(found.clock),
                    zone: found.zone,
                    date: found.date,
                    written: Some(Words {
                        text: shown.to_string(),
                        span: span.clone(),
                    }),
                    ..Stamp::default()
                },
                (None, None) => Stamp::default(),
            };
            Post {
                number: None,
                line: 0,
                span,
                stamp,
                headline: None,
                lead: None,
                text: None,
                labels: Vec::new(),
                names: None,
                first: FirstLine::Text,
                body: 0..0,
            }
        })
        .collect();
    let head = FromHead {
        date: one_day(page, &options),
        zone: None,
    };
    let times = read_times(source, profile, &options, &posts, &[], head, diagnostics);
    page.newest_first = page.newest_first.or(Some(times.newest_first));
    for (update, published) in page.updates.iter_mut().zip(times.published) {
        if update.published.is_none() {
            update.published = published.map(|moment| moment.value);
        }
    }
}

fn known(moment: Moment, options: &Options) -> Stamp {
    let (local, zone) = match moment {
        Moment::Instant(at) => match options.zone {
            Some(zone) => (at.with_timezone(&zone).naive_local(), None),
            None => (at.naive_local(), Some(at.offset().to_string())),
        },
        Moment::Local(at) => (at, None),
        Moment::Day(day) => {
            return Stamp {
                date: Some(day.to_string()),
                ..Stamp::default()
            };
        }
    };
    Stamp {
        clock: Some(local.format("%H:%M").to_string()),
        date: Some(local.format("%Y-%m-%d").to_string()),
        zone,
        ..Stamp::default()
    }
}

/// The day of the page, where all that it says of its times is of one day.
fn one_day(page: &LivePage, options: &Options) -> Option<WrittenDate> {
    let mut days = page.dates.iter().map(|at| match options.zone {
        Some(zone) => at.with_timezone(&zone).date_naive(),
        None => at.date_naive(),
    });
    let first = days.next()?;
    days.all(|day| day == first).then(|| WrittenDate {
        year: Some(chrono::Datelike::year(&first)),
        month: chrono::Datelike::month(&first),
        day: chrono::Datelike::day(&first),
    })
}

/// Where the shown time stands in the capture, near its entry.
fn span_of(shown: &str, offset: usize, source: &SourceText) -> std::ops::Range<usize> {
    let floor = |at: usize| {
        let mut at = at.min(source.text.len());
        while !source.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    // An entry is known by its id, which stands before its time, or by its headline, which stands behind it.
    let find = |from: usize, to: usize| {
        let near = source.text.get(from..to)?;
        near.find(shown)
            .map(|at| from + at..from + at + shown.len())
    };
    let before = floor(offset.saturating_sub(200));
    find(before, floor(offset + 20_000)).unwrap_or(offset..offset)
}
