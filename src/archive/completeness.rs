//! What a coverage seems to lack, told by its own entries: hours without any, points of the summary that none supports,
//! key events that are listed and absent, entries without text, pictures and posts of which only words are left.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, TimeDelta};
use serde::Serialize;

use super::model::{Coverage, Entry};
use crate::capture::join::folded;

/// So long nothing must have been posted before it is a gap at all.
const SHORTEST_GAP: TimeDelta = TimeDelta::hours(1);
/// And so many times longer than the usual wait.
const TIMES_USUAL: i32 = 8;
/// So much of a point's words must stand in one entry that supports it.
const SUPPORTED: f64 = 0.5;

/// What a coverage lacks.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Lacks {
    /// Long stretches in which nothing was posted.
    pub gaps: Vec<Gap>,
    /// Points of the summary of which no entry says even half.
    pub unsupported: Vec<String>,
    /// Key events that a capture lists and no entry is called.
    pub absent_key_events: Vec<String>,
    /// Entries with a headline and nothing under it.
    pub without_text: Vec<String>,
    /// Entries without a time.
    pub without_time: Vec<String>,
    /// Entries with pictures, films or sounds of which only words are left, and how many.
    pub lost_media: Vec<(String, usize)>,
    /// Entries with posts of other platforms of which not even words are left, and how many.
    pub lost_embeds: Vec<(String, usize)>,
    /// Entries that a later capture does not hold.
    pub vanished: Vec<String>,
}

/// A stretch in which nothing was posted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The last entry before it.
    #[serde(serialize_with = "crate::base::rfc3339::instant")]
    pub after: DateTime<FixedOffset>,
    /// The first entry after it.
    #[serde(serialize_with = "crate::base::rfc3339::instant")]
    pub before: DateTime<FixedOffset>,
}

/// Looks through a coverage; `listed` are the key events that its captures list.
#[must_use]
pub fn lacks(coverage: &Coverage, listed: &[String]) -> Lacks {
    let entries = &coverage.entries;
    let ids = |which: &dyn Fn(&Entry) -> bool| -> Vec<String> {
        let found = entries.iter().filter(|entry| which(entry));
        found.map(|entry| entry.id.clone()).collect()
    };
    let counted = |count: &dyn Fn(&Entry) -> usize| -> Vec<(String, usize)> {
        let counts = entries.iter().map(|entry| (entry.id.clone(), count(entry)));
        counts.filter(|(_, count)| *count > 0).collect()
    };
    let headlines: BTreeSet<String> = entries
        .iter()
        .filter_map(|entry| entry.headline.as_deref())
        .map(folded)
        .collect();
    Lacks {
        gaps: gaps(entries),
        unsupported: unsupported(coverage),
        absent_key_events: listed
            .iter()
            .filter(|event| !headlines.contains(&folded(event)))
            .cloned()
            .collect(),
        without_text: ids(&|entry| entry.body.markdown().trim().is_empty()),
        without_time: ids(&|entry| entry.published.is_none()),
        lost_media: counted(&|entry| {
            let figures = entry.outline.figures.iter();
            figures.filter(|figure| figure.src.is_none()).count()
        }),
        lost_embeds: counted(&|entry| {
            let embeds = entry.outline.embeds.iter();
            embeds.filter(|embed| embed.text.trim().is_empty()).count()
        }),
        vanished: ids(&|entry| entry.provenance.as_ref().is_some_and(|from| from.vanished)),
    }
}

/// Stretches far longer than the usual wait for the next entry.
fn gaps(entries: &[Entry]) -> Vec<Gap> {
    let mut instants: Vec<_> = entries.iter().filter_map(Entry::instant).collect();
    instants.sort();
    let mut waits: Vec<TimeDelta> = instants
        .windows(2)
        .filter_map(|pair| Some(*pair.last()? - *pair.first()?))
        .collect();
    if waits.len() < 3 {
        return Vec::new();
    }
    waits.sort();
    let usual = waits.get(waits.len() / 2).copied().unwrap_or_default();
    let least = SHORTEST_GAP.max(usual * TIMES_USUAL);
    instants
        .windows(2)
        .filter_map(|pair| {
            let (after, before) = (*pair.first()?, *pair.last()?);
            (before - after >= least).then_some(Gap { after, before })
        })
        .collect()
}

/// The points of the summary that no entry supports.
fn unsupported(coverage: &Coverage) -> Vec<String> {
    let texts: Vec<BTreeSet<String>> = coverage
        .entries
        .iter()
        .map(|entry| {
            let headline = entry.headline.as_deref().unwrap_or_default();
            words(&format!("{headline} {}", entry.outline.plain_text()))
        })
        .collect();
    let supported = |point: &str| {
        let asked = words(point);
        let of = |text: &BTreeSet<String>| asked.intersection(text).count() as f64;
        texts
            .iter()
            .any(|text| of(text) >= SUPPORTED * asked.len() as f64)
    };
    let points = coverage.summary.iter();
    points.filter(|point| !supported(point)).cloned().collect()
}

/// The words that carry a text: the beginnings of the longer ones, so that endings make no difference, and numbers.
fn words(text: &str) -> BTreeSet<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().count() > 3 || word.bytes().any(|byte| byte.is_ascii_digit()))
        .map(|word| word.to_lowercase().chars().take(5).collect())
        .collect()
}
