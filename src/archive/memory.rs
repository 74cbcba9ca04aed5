//! What was made of each coverage before, so that only what changed is made again.
//!
//! The law: an archive made with a memory equals one made without. So what is kept is the answer of a pure function
//! beside what it was asked; there is no list of which change touches what. A coverage whose reading is the same one
//! ([`Arc::ptr_eq`]) is the same coverage; an entry whose file is the same has the same outline and the same findings.

use std::collections::HashMap;
use std::sync::Arc;

use chrono_tz::Tz;

use super::arrange::Arranged;
use super::books::KnownNumbers;
use super::filed::Filed;
use super::model as archive;
use super::names::Questions;
use super::resolve::Choice;
use super::speech::HeardCoverage;
use super::spoken::OfCoverage;
use crate::attribution::Findings;
use crate::attribution::registered::Registered;
use crate::attribution::resolve::CoverageSpeech;
use crate::base::diagnostic::Diagnostics;
use crate::base::in_turn::{InTurn, Named};
use crate::base::source_text::Spanned;
use crate::capture::Profiles;
use crate::markdown::Outline;
use crate::source::config::SiteConfig;
use crate::source::coverage::Coverage;
use crate::source::entry::Entry;
use crate::source::registry::{SpeakerRegistry, TopicEntry, TopicRegistry};

/// What is known from the last time an archive was made.
#[derive(Debug, Default)]
pub struct Memory {
    made_with: Option<MadeWith>,
    /// Coverages as they were prepared.
    pub(super) coverages: InTurn<Remembered>,
    /// The registry that speech was looked up in.
    pub(super) registry: Option<(Arc<SpeakerRegistry>, Arc<Registered>)>,
    /// Who speaks in each coverage.
    pub(super) spoken: InTurn<OfCoverage>,
    /// Coverages with their people and topics.
    pub(super) linked: InTurn<Linked>,
    /// The lists over all coverages.
    pub(super) filed: Filed,
    /// The topics that entries were filed by.
    subjects: Option<Arc<TopicRegistry>>,
    /// The numbers of people and topics.
    pub(super) numbers: KnownNumbers,
}

/// Everything but its own files that a coverage is prepared from.
#[derive(Debug)]
struct MadeWith {
    time_zone: Option<Tz>,
    language: String,
    publish_captures: bool,
    attribution: bool,
    drafts: bool,
    profiles: Arc<Profiles>,
}

/// A coverage from its reading on.
#[derive(Debug)]
pub(super) struct Remembered {
    pub read: Arc<Coverage>,
    /// `None` where nothing of it is to be published.
    pub prepared: Option<Arc<Prepared>>,
    pub said: Diagnostics,
}

impl Named for Remembered {
    /// The path that people read.
    fn known_by(&self) -> &str {
        &self.read.shown
    }
}

/// A coverage made ready to be joined with the others.
#[derive(Debug)]
pub(super) struct Prepared {
    /// Its entries in order, with their times and ids.
    pub arranged: Arranged,
    /// What each entry says by itself; empty where nobody asks who speaks.
    pub heard: HeardCoverage,
}

/// A coverage with its people and topics.
#[derive(Debug)]
pub(super) struct Linked {
    pub made_from: MadeFrom,
    /// What it asked about names of people and of topics, and was answered.
    pub asked: [Questions; 2],
    pub coverage: Arc<archive::Coverage>,
    pub said: Diagnostics,
}

impl Named for Linked {
    /// The path that people read.
    fn known_by(&self) -> &str {
        &self.coverage.shown
    }
}

impl Linked {
    /// Whether a name of it was refused: that is said anew each time, as it speaks of other coverages.
    pub fn was_refused(&self) -> bool {
        self.asked.iter().any(Questions::was_refused)
    }
}

/// What a coverage is linked from, beside the names that others have.
#[derive(Debug)]
pub(super) struct MadeFrom {
    pub prepared: Arc<Prepared>,
    pub speech: Option<Arc<CoverageSpeech>>,
    pub subjects: Arc<TopicRegistry>,
}

impl MadeFrom {
    /// Whether it is all the same.
    pub fn is(&self, other: &Self) -> bool {
        let same_speech = match (&self.speech, &other.speech) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        same_speech
            && Arc::ptr_eq(&self.prepared, &other.prepared)
            && Arc::ptr_eq(&self.subjects, &other.subjects)
    }
}

impl Memory {
    /// The topics that entries were filed by before, where these file every entry in the same way. Proposed topics are
    /// found anew each time; as long as they are the same ones, no coverage need be linked again.
    pub(super) fn same_subjects(&mut self, subjects: &Arc<TopicRegistry>) -> Arc<TopicRegistry> {
        let known = self.subjects.take();
        let known = known.filter(|known| file_alike(known, subjects));
        Arc::clone(
            self.subjects
                .insert(known.unwrap_or_else(|| Arc::clone(subjects))),
        )
    }

    /// Forgets what was made with other settings.
    pub(super) fn prepare_for(
        &mut self,
        config: &SiteConfig,
        profiles: &Arc<Profiles>,
        choice: Choice,
    ) {
        let same = self.made_with.as_ref().is_some_and(|made| {
            made.time_zone == config.time_zone
                && made.language == config.language
                && made.publish_captures == config.publish_captures
                && made.attribution == config.outputs.attribution
                && made.drafts == choice.drafts
                && Arc::ptr_eq(&made.profiles, profiles)
        });
        if !same {
            self.coverages.clear();
            self.made_with = Some(MadeWith {
                time_zone: config.time_zone,
                language: config.language.clone(),
                publish_captures: config.publish_captures,
                attribution: config.outputs.attribution,
                drafts: choice.drafts,
                profiles: Arc::clone(profiles),
            });
        }
    }
}

/// Whether two registries file every entry under the same topics: places in their files may differ.
fn file_alike(one: &TopicRegistry, other: &TopicRegistry) -> bool {
    let values = |words: &[Spanned<String>], others: &[Spanned<String>]| {
        let (words, others) = (words.iter(), others.iter());
        words
            .map(|word| &word.value)
            .eq(others.map(|word| &word.value))
    };
    let alike = |one: &TopicEntry, other: &TopicEntry| {
        one.slug == other.slug
            && one.name.value == other.name.value
            && one.prominent == other.prominent
            && values(&one.aliases, &other.aliases)
            && match (&one.match_words, &other.match_words) {
                (Some(words), Some(others)) => values(words, others),
                (words, others) => words.is_none() && others.is_none(),
            }
    };
    one.written == other.written
        && one.topics.len() == other.topics.len()
        && (one.topics.iter().zip(&other.topics)).all(|(one, other)| alike(one, other))
}

/// What is known of the entries of a coverage that has to be prepared again.
#[derive(Debug, Default)]
pub(super) struct Known<'a> {
    language: &'a str,
    entries: HashMap<usize, (&'a Arc<Outline>, Option<&'a Arc<Findings>>)>,
}

impl<'a> Known<'a> {
    /// What the coverage knew as it was before.
    pub fn of(before: Option<&'a Prepared>) -> Self {
        let Some(before) = before else {
            return Self::default();
        };
        let entries = before.arranged.entries.iter().enumerate();
        Self {
            language: &before.arranged.head.language,
            entries: entries
                .map(|(number, entry)| {
                    let findings = before
                        .heard
                        .entries
                        .get(number)
                        .map(|heard| &heard.findings);
                    let known = (&entry.gathered.outline, findings);
                    (place(&entry.gathered.written), known)
                })
                .collect(),
        }
    }

    /// What an entry's body holds. The coverage before still holds the entry, so its place in memory is nobody else's.
    pub fn outline(&self, entry: &Arc<Entry>) -> Option<Arc<Outline>> {
        let (outline, _) = self.entries.get(&place(entry))?;
        Some(Arc::clone(outline))
    }

    /// What an entry says, when read in a language.
    pub fn findings(&self, entry: &Arc<Entry>, language: &str) -> Option<Arc<Findings>> {
        let (_, findings) = self.entries.get(&place(entry))?;
        findings.filter(|_| self.language == language).cloned()
    }
}

fn place(entry: &Arc<Entry>) -> usize {
    Arc::as_ptr(entry) as usize
}
