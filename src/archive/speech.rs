//! Who says what in the entries: the attribution room asked, over all coverages at once.

use std::sync::Arc;

use chrono::NaiveDate;

use super::arrange::{Arranged, ArrangedEntry};
use super::evidence::Spellings;
use super::memory::Known;
use super::model::{Coverage, Published};
use crate::attribution::{
    CoverageFindings, EntryFindings, EntryText, Findings, Language, read_entry,
};
use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::parallel;
use crate::markdown::{Passage, PassageKind};
use crate::source::entry::SpeakerMark;

/// What attribution needs of one entry, kept while all are resolved.
#[derive(Debug)]
pub(super) struct Heard {
    pub findings: Arc<Findings>,
    pub byline: Vec<String>,
    pub speakers: Option<Vec<SpeakerMark>>,
    day: Option<NaiveDate>,
}

/// A coverage's entries, and the language that they were read in.
#[derive(Debug, Default)]
pub(super) struct HeardCoverage {
    pub language: Option<&'static Language>,
    pub entries: Vec<Heard>,
    /// Its title and summary.
    about: Findings,
}

/// Every entry of a coverage read by itself.
pub(super) fn hear(coverage: &Arranged, known: &Known<'_>) -> HeardCoverage {
    let tag = coverage.head.language.as_str();
    // A text whose language nobody named is taken for English; one that livesite does not know is not read.
    let language = Language::named(tag).or_else(|| (tag == "und").then(Language::english));
    HeardCoverage {
        language,
        about: language
            .map(|language| read_about(&coverage.head, language))
            .unwrap_or_default(),
        entries: parallel::map(
            coverage.entries.iter().collect(),
            |entry| known.findings(&entry.gathered.written, tag).is_none(),
            |entry| hear_entry(entry, coverage, language, known),
        ),
    }
}

/// The people whom a title and a summary name.
fn read_about(head: &Coverage, language: &Language) -> Findings {
    let passages: Vec<Passage> = (head.summary.iter())
        .map(|point| Passage {
            kind: PassageKind::ListItem,
            text: point.as_str().into(),
            name: None,
        })
        .collect();
    let text = EntryText {
        headline: head.title.as_deref(),
        passages: &passages,
    };
    read_entry(&text, language)
}

/// What was found in a coverage, in the form in which names are looked up.
pub(super) fn findings(heard: &HeardCoverage) -> CoverageFindings<'_> {
    CoverageFindings {
        language: heard.language,
        about: Some(&heard.about),
        entries: heard
            .entries
            .iter()
            .map(|heard| EntryFindings {
                findings: &heard.findings,
                byline: &heard.byline,
                speakers: heard.speakers.as_deref(),
                day: heard.day,
            })
            .collect(),
    }
}

pub(super) fn entry_text(entry: &ArrangedEntry) -> EntryText<'_> {
    EntryText {
        headline: entry.gathered.written.headline.as_deref(),
        passages: &entry.gathered.outline.passages,
    }
}

fn hear_entry(
    entry: &ArrangedEntry,
    coverage: &Arranged,
    language: Option<&Language>,
    known: &Known<'_>,
) -> Heard {
    let written = &entry.gathered.written;
    let findings = known.findings(written, &coverage.head.language);
    Heard {
        findings: findings.unwrap_or_else(|| {
            Arc::new(language.map_or_else(Findings::default, |language| {
                read_entry(&entry_text(entry), language)
            }))
        }),
        byline: (written.byline.iter().chain(&coverage.head.byline))
            .map(|by| by.name.clone())
            .collect(),
        speakers: written
            .speakers
            .as_ref()
            .map(|marks| marks.iter().map(|mark| mark.value.clone()).collect()),
        day: entry.published.map(|published| match published {
            Published::At(instant) => instant.date_naive(),
            Published::On(day) => day,
        }),
    }
}

/// One person spelled in two ways, with both places.
pub(super) fn two_spellings(spellings: &Spellings) -> Diagnostic {
    let Spellings { name, variant, .. } = spellings;
    let taken = if spellings.folded {
        format!("taken for one person, `{name}`")
    } else {
        "kept as two people".into()
    };
    Diagnostic::warning(
        Code::SharedName,
        format!("`{variant}` looks like `{name}` spelled in another way: {taken}"),
    )
    .at_place(spellings.variant_place.0.clone())
    .related(spellings.name_place.0.clone(), format!("`{name}` stands here"))
    .hint(format!(
        "if they are one, give `{name}` in speakers.toml `aliases = [\"{variant}\"]`; if not, give each a table"
    ))
}
