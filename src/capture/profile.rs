//! A profile: how one outlet's live pages look when they are saved as text. Data only; the engine
//! that reads with it knows no outlet.

use std::collections::BTreeMap;

use chrono::FixedOffset;
use chrono_tz::Tz;
use regex::Regex;

use super::calendar::NumberOrder;
use crate::source::entry::Kind;

/// How a transcript is read. `src/help/profiles.md` describes every key.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The name that `--profile` takes.
    pub name: String,
    /// One line on what it reads.
    pub description: Option<String>,
    /// Who publishes the pages.
    pub publisher: Option<String>,
    /// The language of the pages.
    pub language: Option<String>,
    /// The zone the outlet cuts its days in. Clock times without a zone are not read in it.
    pub time_zone: Option<Tz>,
    /// Which end of a capture is the oldest, where the times do not tell.
    pub newest_first: bool,
    /// The order of the numbers in `10/11/2013`.
    pub numbers: NumberOrder,
    /// Lines that only pages of this outlet have. Without any, the profile is a last resort.
    pub detect: Vec<Regex>,
    /// The ways in which an entry opens.
    pub forms: Vec<Form>,
    /// A line from which on nothing belongs to the entries.
    pub end: Vec<Regex>,
    /// A line that says the day of the entries around it.
    pub day: Vec<Regex>,
    /// Labels by their words.
    pub labels: Vec<Label>,
    /// Headlines.
    pub headlines: Headlines,
    /// Zone words with their readings; several readings are a question to the operator.
    pub zones: BTreeMap<String, Vec<ZoneReading>>,
    /// What stands before the first entry.
    pub head: Head,
    /// Bylines.
    pub byline: BylineRules,
    /// Pictures and films.
    pub figure: FigureRules,
    /// Pull quotes.
    pub quote: QuoteRules,
    /// Embedded posts.
    pub embeds: Vec<EmbedRules>,
    /// Page furniture.
    pub drop: DropRules,
}

/// One way in which an entry opens.
#[derive(Debug, Clone)]
pub struct Form {
    /// What the form is called; forms of one name are one form with several patterns.
    pub name: String,
    /// Forms that may stand among this one.
    pub with: Vec<String>,
    /// The line that opens an entry.
    pub start: Regex,
    /// What the text after the start (group `rest`), or one of the next lines, must match.
    pub header: Option<Regex>,
    /// How often the form must occur before it is believed.
    pub least: usize,
    /// What the first line after the header may be.
    pub first: FirstLine,
}

/// What the first line after a header may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FirstLine {
    /// Text.
    #[default]
    Text,
    /// A headline, when it has no full stop.
    Headline,
    /// A headline, when it has no full stop and no blank line stands above it.
    HeadlineAtOnce,
}

/// A label and what it means.
#[derive(Debug, Clone)]
pub struct Label {
    /// The word, compared without regard to case.
    pub word: String,
    /// The kind of the entries that bear it.
    pub kind: Option<Kind>,
    /// Whether it marks key events.
    pub key: bool,
}

/// What headlines tell.
#[derive(Debug, Clone, Default)]
pub struct Headlines {
    /// Words that stand where there is no headline.
    pub none: Vec<String>,
    /// Labels that are glued to the beginning of a headline.
    pub glued_labels: Vec<String>,
    /// Kinds by pattern.
    pub kinds: Vec<(Regex, Kind)>,
}

/// One reading of a zone word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneReading {
    /// A fixed offset.
    Offset(FixedOffset),
    /// A place, with its rules.
    Place(Tz),
}

/// What stands before the first entry.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// Whether the first line may be the title.
    pub title: bool,
    /// Lines that open the summary.
    pub summary: Vec<Regex>,
    /// Lines that give the day; group `date`.
    pub date: Vec<Regex>,
    /// Lines that give the zone of all times; group `zone`.
    pub zone: Vec<Regex>,
    /// Lines that say who wrote or edited the page; group `names`.
    pub contributors: Vec<Regex>,
    /// Exact lines that are furniture of the head.
    pub drop: Vec<String>,
    /// Patterns of lines that are furniture of the head.
    pub drop_patterns: Vec<Regex>,
}

/// Which form bylines have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BylineForm {
    /// None in the text.
    #[default]
    None,
    /// Name and role on two lines; two paragraphs where the role is surely one.
    NameThenRole,
    /// A name alone, on the line below the header or the headline.
    NameAlone,
}

/// Bylines.
#[derive(Debug, Clone, Default)]
pub struct BylineRules {
    /// Their form.
    pub form: BylineForm,
    /// What a role looks like.
    pub roles: Vec<Regex>,
    /// What is a place or body, though it has the shape of a name or role.
    pub places: Vec<Regex>,
}

/// Pictures and films.
#[derive(Debug, Clone, Default)]
pub struct FigureRules {
    /// A credit, with the alt text before it; groups `credit`, `alt`.
    pub credit: Vec<Regex>,
    /// The words that announce a caption, or the caption itself; group `caption` may be empty.
    pub caption: Vec<Regex>,
    /// The same for films.
    pub video_caption: Vec<Regex>,
    /// A line that says that a film stood here.
    pub video: Vec<Regex>,
    /// A line alone that is an alt text wherever it stands.
    pub alone: Vec<Regex>,
    /// Whether a line alone with a person's name, before the first paragraph, is a portrait.
    pub portrait: bool,
    /// A line alone above the text that is the alt text of a picture: it describes one.
    pub scene: Vec<Regex>,
    /// What is no alt text, whatever else it looks like.
    pub never: Vec<Regex>,
}

/// Pull quotes.
#[derive(Debug, Clone, Default)]
pub struct QuoteRules {
    /// The line that announces one.
    pub marker: Vec<Regex>,
}

/// Embedded posts.
#[derive(Debug, Clone)]
pub struct EmbedRules {
    /// The line that opens one; group `provider` where the words name it.
    pub from: Vec<Regex>,
    /// The line that closes it.
    pub to: Vec<Regex>,
    /// Furniture between the two.
    pub inside: Vec<Regex>,
    /// The provider, where the words do not name it.
    pub provider: Option<String>,
}

/// Page furniture.
#[derive(Debug, Clone, Default)]
pub struct DropRules {
    /// Exact lines.
    pub lines: Vec<String>,
    /// Patterns of whole lines.
    pub patterns: Vec<Regex>,
    /// Words cut out of lines; group `cut`.
    pub cut: Vec<Regex>,
}

impl Profile {
    /// The label of these words, if the profile has it.
    #[must_use]
    pub fn label(&self, text: &str) -> Option<&Label> {
        let text = text.trim().trim_end_matches(':').to_lowercase();
        self.labels
            .iter()
            .find(|label| label.word.to_lowercase() == text)
    }

    /// Whether the profile has signs of its own, or is a last resort.
    #[must_use]
    pub fn is_fallback(&self) -> bool {
        self.detect.is_empty()
    }
}

/// Whether one of the patterns matches.
#[must_use]
pub fn any(patterns: &[Regex], text: &str) -> bool {
    patterns.iter().any(|pattern| pattern.is_match(text))
}
