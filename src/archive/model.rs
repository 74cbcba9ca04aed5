//! The archive: everything in `content/`, read, resolved and ordered. One owner, plain ids, immutable once built.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate};
use chrono_tz::Tz;
use serde::Serialize;

use super::ids::{CoverageId, EntryId, SpeakerId, Terms, TopicId};
pub use super::manner::Manner;
pub use super::topic::Topic;
use crate::attribution::called::Called;
use crate::base::source_text::{Place, SourceText};
use crate::markdown::Outline;
use crate::source::coverage::{MediaFile, Origin};
use crate::source::entry::{Body, Byline, Kind, Provenance};
use crate::source::registry::RoleSpan;

/// Everything that was read, in its final order.
#[derive(Debug, Default)]
pub struct Archive {
    /// The coverages with their entries, by slug. One that did not change is shared with the archive before.
    pub coverages: Vec<Arc<Coverage>>,
    /// The people whose words some entry gives.
    pub speakers: Terms<Speaker>,
    /// The topics that some entry is filed under.
    pub topics: Terms<Topic>,
    /// Tables of `speakers.toml` that no entry needs, by slug.
    pub unused_speakers: Vec<Unused>,
    /// Tables of `topics.toml` that no entry needs, by slug.
    pub unused_topics: Vec<Unused>,
    /// The days on which something was published, each with its entries by instant, date-only ones last.
    pub days: BTreeMap<NaiveDate, Arc<Vec<EntryId>>>,
    /// Files to be copied.
    pub media: Vec<MediaFile>,
    /// Entry files below `content/` that are drafts and were left out: a link to one says so.
    pub drafts: BTreeSet<String>,
}

impl Archive {
    /// An entry. Its id is one that this archive gave.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.coverages[id.coverage()].entries[id.number()]
    }

    /// The coverage of an entry.
    #[must_use]
    pub fn coverage_of(&self, id: EntryId) -> &Coverage {
        &self.coverages[id.coverage()]
    }

    /// The entry before another in its coverage.
    #[must_use]
    pub fn earlier(&self, id: EntryId) -> Option<EntryId> {
        let number = id.number().checked_sub(1)?;
        Some(EntryId::new(id.coverage(), number))
    }

    /// The entry after another in its coverage.
    #[must_use]
    pub fn later(&self, id: EntryId) -> Option<EntryId> {
        let number = id.number() + 1;
        (number < self.coverage_of(id).entries.len()).then(|| EntryId::new(id.coverage(), number))
    }

    /// The entries of a coverage, oldest first.
    #[must_use]
    pub fn entries_of(&self, coverage: CoverageId) -> &[Entry] {
        self.coverages
            .get(coverage)
            .map_or(&[], |coverage| &coverage.entries)
    }

    /// The ids of a coverage's entries, oldest first.
    pub fn ids_of(
        &self,
        coverage: CoverageId,
    ) -> impl DoubleEndedIterator<Item = EntryId> + ExactSizeIterator + use<> {
        (0..self.entries_of(coverage).len()).map(move |number| EntryId::new(coverage, number))
    }

    /// Every entry's id: those of the first coverage, oldest first, then those of the second …
    pub fn entry_ids(&self) -> impl Iterator<Item = EntryId> + '_ {
        (0..self.coverages.len()).flat_map(|coverage| self.ids_of(coverage))
    }

    /// How many entries there are.
    #[must_use]
    pub fn entry_count(&self) -> usize {
        self.coverages
            .iter()
            .map(|coverage| coverage.entries.len())
            .sum()
    }

    /// The coverages by their last time, latest first; those without any time last, by slug.
    #[must_use]
    pub fn coverages_latest_first(&self) -> Vec<CoverageId> {
        let mut ids: Vec<CoverageId> = (0..self.coverages.len()).collect();
        ids.sort_by_key(|&id| (std::cmp::Reverse(self.coverages[id].last), id));
        ids
    }

    /// How many entries are on no day page because nobody knows their date.
    #[must_use]
    pub fn undated(&self) -> usize {
        let dated: usize = self.days.values().map(|entries| entries.len()).sum();
        self.entry_count() - dated
    }
}

/// One live page, from its first post to its last.
#[derive(Debug, Clone)]
pub struct Coverage {
    /// The address.
    pub slug: String,
    /// The folder's name or file's stem: shown where there is no title.
    pub name: String,
    /// The title, where somebody or the capture gives one.
    pub title: Option<String>,
    /// The latest summary, one point each.
    pub summary: Vec<String>,
    /// Who wrote or edited the page as a whole.
    pub byline: Vec<Byline>,
    /// What stood before the first entry and is no summary, as paragraphs of plain text.
    pub introduction: Vec<String>,
    /// The zone that days are cut in; none where every entry brings its own offset.
    pub time_zone: Option<Tz>,
    /// BCP 47 tag.
    pub language: String,
    /// Where it was first published.
    pub origin: Origin,
    /// The captures that it was read from, by file.
    pub captures: Vec<Capture>,
    /// The licence of its text.
    pub licence: Option<String>,
    /// Free keys.
    pub extra: serde_json::Value,
    /// Its entries, oldest first.
    pub entries: Vec<Entry>,
    /// The number of each entry that is a file of its own, by its path below `content/` (in NFC, as links are compared).
    pub files: BTreeMap<Arc<str>, usize>,
    /// A number that is another when an entry comes, goes or gets another address.
    pub key: u64,
    /// First instant, where any is known.
    pub first: Option<DateTime<FixedOffset>>,
    /// Last instant.
    pub last: Option<DateTime<FixedOffset>>,
    /// The folder or file, for messages.
    pub shown: String,
}

impl Coverage {
    /// The title, else the folder's name.
    #[must_use]
    pub fn shown_title(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }
}

/// A capture that a coverage was read from, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Capture {
    /// Its file name.
    pub file: String,
    /// SHA-256 of its bytes (FIPS 180-4), in hex.
    pub sha256: String,
    /// Where its page stood, as it says.
    pub url: Option<String>,
    /// When it was saved, as it says.
    #[serde(serialize_with = "crate::base::rfc3339::maybe")]
    pub captured: Option<DateTime<FixedOffset>>,
    /// What read it: `livesite 0.1.0`.
    pub tool: String,
    /// By which rules: `profile bbc 3f2a9c11`, `HTML, layout reach`.
    pub reader: Option<String>,
}

/// When an entry was published, as far as anybody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    /// To the minute or second, with the offset of the coverage's zone.
    At(DateTime<FixedOffset>),
    /// The day only.
    On(NaiveDate),
}

/// Lists that stand in an entry's front matter, where they are complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Listed {
    /// `speakers`
    pub speakers: bool,
    /// `topics`
    pub topics: bool,
}

/// One timestamped post.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Last part of its address, and its anchor.
    pub id: String,
    /// The headline, where it has one.
    pub headline: Option<String>,
    /// When; none where nobody knows.
    pub published: Option<Published>,
    /// The time in the words of the capture.
    pub clock: Option<String>,
    /// When it was last changed.
    pub updated: Option<Published>,
    /// What the outlet called it.
    pub label: Option<String>,
    /// What sort of post it is.
    pub kind: Kind,
    /// Whether it is a key event.
    pub key: bool,
    /// Who wrote it.
    pub byline: Vec<Byline>,
    /// Whose words it gives.
    pub speakers: Vec<Speaking>,
    /// What they say, in the order of the text.
    pub statements: Vec<Statement>,
    /// What its text calls people, each spelling once.
    pub names: Vec<Called>,
    /// What it is about.
    pub topics: Vec<TopicId>,
    /// Which of the two lists somebody wrote, so that an empty one means none.
    pub listed: Listed,
    /// Corrections: when, and what was wrong.
    pub corrections: Vec<(Published, String)>,
    /// Where it came from.
    pub provenance: Option<Arc<Provenance>>,
    /// Its place in the capture, from the oldest.
    pub position: Option<i64>,
    /// The body as written.
    pub body: Arc<Body>,
    /// What the body holds.
    pub outline: Arc<Outline>,
    /// Free keys.
    pub extra: serde_json::Value,
    /// Where it begins in its file.
    pub place: Place,
    /// The file below `content/` where it is an entry file: the target of relative links.
    pub content_path: Option<Arc<str>>,
    /// Whether it, or its coverage, is a draft: it is here because drafts were asked for.
    pub draft: bool,
}

impl Entry {
    /// The day that it is filed under.
    #[must_use]
    pub fn date(&self) -> Option<NaiveDate> {
        match self.published? {
            Published::At(instant) => Some(instant.date_naive()),
            Published::On(date) => Some(date),
        }
    }

    /// The instant, where it is known.
    #[must_use]
    pub fn instant(&self) -> Option<DateTime<FixedOffset>> {
        match self.published? {
            Published::At(instant) => Some(instant),
            Published::On(_) => None,
        }
    }

    /// What to call it in lists: the headline, else the first words, else the time, else the id.
    #[must_use]
    pub fn title(&self) -> String {
        if let Some(headline) = &self.headline {
            return headline.clone();
        }
        let words = self.outline.excerpt(70);
        let caption = || {
            self.outline
                .figures
                .iter()
                .map(|figure| figure.caption.clone().unwrap_or_else(|| figure.alt.clone()))
                .find(|text| !text.is_empty())
        };
        let quote = || {
            self.outline
                .quotes
                .first()
                .map(|quote| crate::markdown::excerpt(&quote.text, 70))
        };
        [Some(words), quote(), caption(), self.clock.clone()]
            .into_iter()
            .flatten()
            .find(|text| !text.trim().is_empty())
            .unwrap_or_else(|| self.id.clone())
    }

    /// The text that the entry stands in.
    #[must_use]
    pub fn source(&self) -> &Arc<SourceText> {
        &self.place.source
    }

    /// The place of bytes of the body.
    #[must_use]
    pub fn body_place(&self, span: Range<usize>) -> Place {
        self.body.place(span).unwrap_or_else(|| self.place.clone())
    }
}

/// A person's part in an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaking {
    /// Who.
    pub speaker: SpeakerId,
    /// In which role, as written in this entry.
    pub role: Option<String>,
    /// `false` where it rests on inference.
    pub certain: bool,
}

/// One attributed piece of speech.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Who says it.
    pub speaker: SpeakerId,
    /// In quotation marks, or in the reporter's words.
    pub manner: Manner,
    /// The words, as they stand in the plain text of the headline or body.
    pub text: String,
    /// Whether they stand in the headline.
    pub in_headline: bool,
    /// `false` where the speaker rests on inference.
    pub certain: bool,
}

/// A person whose words the archive gives.
#[derive(Debug)]
pub struct Speaker {
    /// Last part of the address.
    pub slug: String,
    /// The name to show.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Roles with the dates at which they were held, from the registry.
    pub roles: Vec<RoleSpan>,
    /// A picture of the person, where the registry names one.
    pub portrait: Option<Portrait>,
    /// The entries, by time.
    pub entries: Arc<Vec<EntryId>>,
    /// Those of them that give the person a role.
    pub with_role: Arc<Vec<EntryId>>,
    /// Whether `speakers.toml` has a table for the person.
    pub registered: bool,
    /// Other spellings that texts have of the name, and that were taken for it.
    pub spellings: Vec<String>,
    /// Whether the person has a page: `certain = false` marks alone never make one.
    pub has_page: bool,
    /// Where the name was first seen, for messages.
    pub seen: Place,
}

impl Speaker {
    /// The role that the registry gives for a day; without a day one that always holds. The last of several.
    #[must_use]
    pub fn role_on(&self, day: Option<NaiveDate>) -> Option<&str> {
        let holds = |role: &&RoleSpan| match day {
            Some(day) => role.holds_on(day),
            None => role.from.is_none() && role.to.is_none(),
        };
        let role = self.roles.iter().rev().find(holds)?;
        Some(role.role.as_str())
    }
}

/// The picture that the registry names for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portrait {
    /// Which of `Archive::media`.
    pub media: usize,
    /// Whose picture it is.
    pub credit: Option<String>,
}

/// A table of a registry that no entry needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    /// Its key.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub place: Place,
}
