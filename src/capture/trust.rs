//! Structured data is checked, not trusted: outlets give every update the page's own time, headline and authors.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::join::{Noticed, folded};
use super::live_page::LivePage;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::SourceText;
use crate::source::entry::Moment;

/// So many updates must agree before that means anything.
const FEW: usize = 2;

/// Takes out of the data of a page what the page says of itself and its data repeats for every update.
pub fn distrust(
    page: &mut LivePage,
    what: &str,
    source: &Arc<SourceText>,
    diagnostics: &mut Diagnostics,
) {
    same_times(page, what, source, diagnostics);
    let count = page.updates.len();
    let title = page.title.as_deref().map(folded);
    let same_headline = page
        .updates
        .first()
        .and_then(|first| first.headline.as_deref())
        .map(folded)
        .filter(|first| {
            page.updates
                .iter()
                .all(|update| update.headline.as_deref().map(folded).as_ref() == Some(first))
        });
    let all_alike = same_headline.is_some() && count > FEW;
    let mut repeated = 0;
    for update in &mut page.updates {
        // Some outlets fill an entry without a headline with the page's.
        let of_page =
            count > 1 && !update.body.is_empty() && update.headline.as_deref().map(folded) == title;
        if update.headline.is_some() && (all_alike || of_page) {
            update.headline = None;
            repeated += 1;
        }
    }
    page.count("headline that repeats the page's, left out", repeated);
    let first = page.updates.first().map(|update| update.byline.clone());
    if let Some(byline) = first.filter(|byline| !byline.is_empty())
        && count > 1
        && page.updates.iter().all(|update| update.byline == byline)
        && (page.contributors.is_empty() || page.contributors == byline)
    {
        // Who wrote the page; which of them wrote an entry nobody knows.
        for update in &mut page.updates {
            update.byline.clear();
        }
        page.contributors = byline;
    }
}

/// One time for all is no time: it is the page's.
pub fn same_times(
    page: &mut LivePage,
    what: &str,
    source: &Arc<SourceText>,
    diagnostics: &mut Diagnostics,
) {
    let instants: Vec<DateTime<FixedOffset>> = page
        .updates
        .iter()
        .filter_map(|update| match update.published {
            Some(Moment::Instant(at)) => Some(at),
            _ => None,
        })
        .collect();
    let Some(first) = instants.first().copied() else {
        return;
    };
    if instants.len() <= FEW || instants.iter().any(|other| *other != first) {
        return;
    }
    for update in &mut page.updates {
        if matches!(update.published, Some(Moment::Instant(_))) {
            update.published = None;
        }
    }
    page.count("time that all entries share, left out", instants.len());
    let offset = page.updates.first().map_or(0, |update| update.offset);
    diagnostics.push(
        Diagnostic::warning(
            Code::DoubtfulTimes,
            format!(
                "all {} entries have one time in {what}, {}: it is the page's, and was left out",
                instants.len(),
                first.to_rfc3339()
            ),
        )
        .at(source, offset..offset)
        .hint("entries that have no other time keep their order and show none"),
    );
}

/// Says what was noticed when page and data were joined, and which times cannot be.
pub fn say(
    page: &mut LivePage,
    noticed: &Noticed,
    source: &Arc<SourceText>,
    diagnostics: &mut Diagnostics,
) {
    page.count("entry only in the page's data", noticed.only_in_data);
    page.count("entry that stood twice, kept once", noticed.doubled);
    if let Some((offset, shown, data)) = noticed.times_differ.first() {
        diagnostics.push(
            Diagnostic::warning(
                Code::DoubtfulTimes,
                format!(
                    "{} of {} entries have another time on the page than in its data: {} and {} here",
                    noticed.times_differ.len(),
                    page.updates.len(),
                    shown.to_rfc3339(),
                    data.to_rfc3339()
                ),
            )
            .at(source, *offset..*offset)
            .hint("what the page shows was kept; data often says when an entry was made, not when it was published"),
        );
    }
    future(page, source, diagnostics);
}

/// An entry is not younger than the page that holds it.
fn future(page: &LivePage, source: &Arc<SourceText>, diagnostics: &mut Diagnostics) {
    let Some(latest) = page.captured.or_else(|| page.dates.iter().max().copied()) else {
        return;
    };
    // Outlets write local times with a `Z`; more than half a day is no zone any more.
    let limit = latest + chrono::TimeDelta::hours(14);
    let late: Vec<_> = page
        .updates
        .iter()
        .filter_map(|update| match update.published {
            Some(Moment::Instant(at)) if at > limit => Some((update.offset, at)),
            _ => None,
        })
        .collect();
    if let Some((offset, at)) = late.first() {
        diagnostics.push(
            Diagnostic::warning(
                Code::DoubtfulTimes,
                format!(
                    "{} younger than the page, which is of {}: {}",
                    match late.len() {
                        1 => "one entry is".to_string(),
                        many => format!("{many} entries are"),
                    },
                    latest.to_rfc3339(),
                    at.to_rfc3339()
                ),
            )
            .at(source, *offset..*offset)
            .hint("the times are kept as they stand; correct them in the entry files"),
        );
    }
}
