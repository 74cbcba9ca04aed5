//! A live page as a structured capture holds it, before anybody asked whether to trust it.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;

use crate::source::entry::{Byline, Kind, Moment};

/// A post of a live page, each part as the capture gives it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Update {
    /// What the page calls it: a fragment, an `id`, a number.
    pub id: Option<String>,
    /// Its own address.
    pub address: Option<String>,
    /// The headline.
    pub headline: Option<String>,
    /// When it was published, as a machine wrote it.
    pub published: Option<Moment>,
    /// The time as the page shows it.
    pub clock: Option<String>,
    /// When it was last changed.
    pub updated: Option<DateTime<FixedOffset>>,
    /// Who wrote it.
    pub byline: Vec<Byline>,
    /// What the outlet calls it.
    pub label: Option<String>,
    /// What sort of post it is, where the capture says so.
    pub kind: Option<Kind>,
    /// Whether it is a key event.
    pub key: bool,
    /// The body, in Markdown.
    pub body: String,
    /// The byte of the capture's text near which it stands.
    pub offset: usize,
}

impl Update {
    /// Whether there is anything to read in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.headline.is_none() && self.body.is_empty()
    }

    /// The words by which others may know it: its id, the end of its address.
    #[must_use]
    pub fn keys(&self) -> Vec<&str> {
        let fragment = self
            .address
            .as_deref()
            .and_then(super::markup::address::fragment);
        self.id
            .as_deref()
            .into_iter()
            .chain(fragment)
            .map(plain_key)
            .filter(|key| !key.is_empty())
            .collect()
    }
}

/// An id without the word that says what it is the id of: `block-5f7c` and `#5f7c` are the same post.
#[must_use]
pub fn plain_key(id: &str) -> &str {
    let id = id.trim().trim_start_matches('#');
    let mut key = id;
    for prefix in [
        "liveblog-entry-",
        "liveblog-update-",
        "live-event-",
        "block-",
        "post-",
        "post_",
        "entry-",
        "update-",
        "asset:",
        "id_",
        "urn:",
        "lb-post-",
    ] {
        if let Some(rest) = key.strip_prefix(prefix)
            && !rest.is_empty()
        {
            key = rest;
        }
    }
    key
}

/// A live page.
#[derive(Debug, Clone, Default)]
pub struct LivePage {
    /// Its title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it stood.
    pub address: Option<String>,
    /// When it was saved, where the capture says so.
    pub captured: Option<DateTime<FixedOffset>>,
    /// When the page says that it was published, and last changed.
    pub dates: Vec<DateTime<FixedOffset>>,
    /// Its language.
    pub language: Option<String>,
    /// The zone of the clocks that it shows.
    pub zone: Option<Tz>,
    /// Its summary, one point each.
    pub summary: Vec<String>,
    /// Who wrote or edited it as a whole.
    pub contributors: Vec<Byline>,
    /// Text before the first entry.
    pub introduction: Vec<String>,
    /// Its posts, in the order of the capture.
    pub updates: Vec<Update>,
    /// What was found by which way, and what was left out by which rule: how often.
    pub accounting: BTreeMap<String, usize>,
    /// Whether the newest post stands first; `None` where nothing but the times can tell.
    pub newest_first: Option<bool>,
    /// Where the capture says which page of how many it is.
    pub page_of: Option<(usize, usize)>,
    /// The headlines that a list of key events names.
    pub key_events: Vec<String>,
}

impl LivePage {
    /// Counts something for the accounting.
    pub fn count(&mut self, what: impl Into<String>, number: usize) {
        if number > 0 {
            *self.accounting.entry(what.into()).or_default() += number;
        }
    }

    /// Takes what is not known yet from another reading of the same page.
    pub fn complete(&mut self, other: Self) {
        let Self {
            title,
            publisher,
            address,
            captured,
            dates,
            language,
            zone,
            summary,
            contributors,
            introduction,
            updates: _,
            accounting,
            newest_first,
            page_of,
            key_events,
        } = other;
        self.title = self.title.take().or(title);
        self.publisher = self.publisher.take().or(publisher);
        self.address = self.address.take().or(address);
        self.captured = self.captured.or(captured);
        self.language = self.language.take().or(language);
        self.zone = self.zone.or(zone);
        self.newest_first = self.newest_first.or(newest_first);
        self.page_of = self.page_of.or(page_of);
        self.dates.extend(dates);
        for (own, other) in [
            (&mut self.summary, summary),
            (&mut self.introduction, introduction),
            (&mut self.key_events, key_events),
        ] {
            if own.is_empty() {
                *own = other;
            }
        }
        if self.contributors.is_empty() {
            self.contributors = contributors;
        }
        for (what, number) in accounting {
            self.count(what, number);
        }
    }
}
