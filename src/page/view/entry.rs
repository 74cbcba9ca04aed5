//! One entry as templates see it.

use serde::Serialize;

use crate::markdown::marks::{Mark, MarkTag, places, with_marks};

/// A time, in the words of the interface and in those of machines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimeView {
    /// For `<time datetime>`: RFC 3339, or the bare date (`2031-03-04`) where the time of day is not known.
    pub iso: String,
    /// The time of day in the coverage's zone (`13:42`); none where it is not known.
    pub clock: Option<String>,
    /// The offset written out (`+00:00`); none where the time of day is not known.
    pub offset: Option<String>,
    /// The zone's abbreviation on that date (`GMT`), where it has one.
    pub zone: Option<String>,
    /// The day (`2031-03-04`).
    pub date: String,
    /// The day in words (`4 March 2031`).
    pub day: String,
    /// The day in few words (`4 Mar`).
    pub day_short: String,
    /// The page of that day.
    pub day_href: String,
}

/// Who wrote an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BylineView {
    /// The name.
    pub name: String,
    /// Job, place or paper.
    pub role: Option<String>,
}

/// A person whose words an entry gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpeakerRef {
    /// The name to show.
    pub name: String,
    /// The speaker's page; none where only uncertain marks name the person.
    pub href: Option<String>,
    /// The role in which the person spoke here.
    pub role: Option<String>,
    /// `false`: shown as "probably".
    pub certain: bool,
}

/// One attributed piece of speech.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementView {
    /// The words, as they stand in the headline or body; without the comma before `she said`.
    pub text: String,
    /// `direct` (in quotation marks) or `reported`.
    pub kind: String,
    /// The speaker's name.
    pub speaker: String,
    /// The speaker's page; none where only uncertain marks name the person.
    pub speaker_href: Option<String>,
    /// `false`: shown as "probably".
    pub certain: bool,
    /// The last part of its address on the entry's page: `s-` and 8 hex digits of its words.
    pub anchor: String,
    /// Whether the body of the entry's page holds that anchor, around the words; else the page must have it elsewhere.
    pub in_text: bool,
}

/// One attributed piece of speech on its speaker's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuotedView {
    /// The words, as they stand in the headline or body; without the comma before `she said`.
    pub text: String,
    /// `direct` (in quotation marks) or `reported`.
    pub kind: String,
    /// `false`: shown as "probably".
    pub certain: bool,
    /// Where it stands: the entry's page and the anchor in it.
    pub href: String,
}

/// A topic that an entry is filed under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TopicRef {
    /// The topic's name.
    pub name: String,
    /// The topic's page.
    pub href: String,
}

/// A correction that the entry owns up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CorrectionView {
    /// When.
    pub at: TimeView,
    /// What was wrong.
    pub note: String,
}

/// Where in which capture an entry stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceView {
    /// The capture's file.
    pub file: String,
    /// First line, from 1.
    pub first_line: Option<usize>,
    /// Last line.
    pub last_line: Option<usize>,
    /// First byte, where the capture has no lines to speak of.
    pub first_byte: Option<usize>,
    /// The byte after the last.
    pub last_byte: Option<usize>,
    /// Of several captures the first that holds it.
    pub first_seen: Option<SeenView>,
    /// Of several captures the last that holds it.
    pub last_seen: Option<SeenView>,
    /// Whether a later capture should hold it and does not.
    pub vanished: bool,
    /// How many earlier versions of it are kept.
    pub earlier_versions: usize,
}

/// A capture that holds an entry: when it was saved, else its file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeenView {
    /// When it was saved.
    pub at: Option<TimeView>,
    /// Its file, where nobody knows when.
    pub file: Option<String>,
}

/// A capture that a coverage was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaptureView {
    /// Its file.
    pub file: String,
    /// Where it is published, where the site says so.
    pub href: Option<String>,
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
    /// What read it, and by which rules.
    pub reader: String,
    /// When it was saved, where that is not the coverage's own time.
    pub captured: Option<TimeView>,
}

/// Where a coverage was first published and how it was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OriginView {
    /// Who published it.
    pub publisher: Option<String>,
    /// Its first address: another site's, to be linked with care.
    pub url: Option<String>,
    /// When it was captured.
    pub captured: Option<TimeView>,
    /// The captures; on an entry's page the one that holds it.
    pub captures: Vec<CaptureView>,
}

/// One entry without its body, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryCard {
    /// The id: last part of the address, and the anchor (`id="…"`) on the coverage page.
    pub id: String,
    /// The entry's own page: its permanent link.
    pub href: String,
    /// The same, whole (`https://…`).
    pub url: String,
    /// Where it stands in its coverage: page and anchor.
    pub context_href: String,
    /// The headline, where the entry has one.
    pub headline: Option<String>,
    /// What to call it in lists: the headline, else the first words, else the time.
    pub title: String,
    /// When it was published; none where the capture does not say.
    pub published: Option<TimeView>,
    /// The time in the words of the capture: shown where `published` is none.
    pub clock: Option<String>,
    /// When it was last changed.
    pub updated: Option<TimeView>,
    /// What the outlet called it, as written.
    pub label: Option<String>,
    /// `update`, `analysis`, `recap`, `closing`, `readers` or `explainer`.
    pub kind: String,
    /// Whether it is a key event.
    pub key: bool,
    /// Who wrote it.
    pub byline: Vec<BylineView>,
    /// Whose words it gives.
    pub speakers: Vec<SpeakerRef>,
    /// What it is about.
    pub topics: Vec<TopicRef>,
    /// The first 240 characters of the body as plain text; empty where there is no prose.
    pub excerpt: String,
    /// Corrections.
    pub corrections: Vec<CorrectionView>,
    /// Where it comes from.
    pub source: Option<SourceView>,
    /// The language of headline and body: a BCP 47 tag.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// Title of its coverage.
    pub coverage_title: String,
    /// Page of its coverage.
    pub coverage_href: String,
    /// Free keys of its front matter.
    pub extra: serde_json::Value,
}

/// One entry in full. Templates see the fields of its card beside `statements` and `html`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryView {
    /// All but the body.
    pub card: EntryCard,
    /// What is said in it, in the order of the text.
    pub statements: Vec<StatementView>,
    /// The body: safe HTML whose headings begin at `h3`. Names lead to their people at the first mention.
    pub html: String,
}

impl EntryView {
    /// The body as the entry's own page has it: with an anchor around each statement whose words stand in it. Not
    /// for pages with several entries, where the same words may stand twice.
    #[must_use]
    pub fn anchored_html(&self) -> String {
        let texts: Vec<&str> = self.in_text().map(|one| one.text.as_str()).collect();
        let marks = places(&self.html, &texts)
            .into_iter()
            .zip(self.in_text())
            .filter_map(|(span, statement)| {
                let tag = MarkTag::Anchor(statement.anchor.clone());
                Some(Mark { span: span?, tag })
            })
            .collect();
        with_marks(&self.html, marks)
    }

    fn in_text(&self) -> impl Iterator<Item = &StatementView> {
        self.statements.iter().filter(|one| one.in_text)
    }
}

/// A link to an entry: in "earlier" and "later", in lists of key events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryLink {
    /// Where it leads.
    pub href: String,
    /// Headline or first words.
    pub title: String,
    /// When; none where not known.
    pub published: Option<TimeView>,
    /// The time in the words of the capture.
    pub clock: Option<String>,
}
