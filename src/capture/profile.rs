//! A profile: how one outlet's live pages look when they are saved as text. Data only; the engine
//! that reads with it knows no outlet.

use std::collections::BTreeMap;

use chrono::FixedOffset;
use chrono_tz::Tz;

use super::calendar::NumberOrder;
use super::pattern::Pattern;
use crate::source::entry::Kind;

/// How a transcript is read. `src/help/profiles.md` describes every key.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The name that `--profile` takes.
    pub name: String,
    /// 8 hex digits of its text and of what it extends (XXH3): another where it reads in another way.
    pub version: String,
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
    pub detect: Vec<Pattern>,
    /// The ways in which an entry opens.
    pub forms: Vec<Form>,
    /// Marks inside a line before which it is cut: entries that run on in one paragraph.
    pub split: Vec<Pattern>,
    /// A line from which on nothing belongs to the entries.
    pub end: Vec<Pattern>,
    /// A line that says the day of the entries around it.
    pub day: Vec<Pattern>,
    /// Labels by their words.
    pub labels: Vec<Label>,
    /// Headlines.
    pub headlines: Headlines,
    /// Zone words with their readings; several readings are a question to the operator.
    pub zones: BTreeMap<String, Vec<ZoneReading>>,
    /// Where the clocks stand that name no zone, when the tool that made the page is known for it.
    pub clock_zone: Option<ZoneReading>,
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
    pub start: Pattern,
    /// What the text after the start (group `rest`), or one of the next lines, must match.
    pub header: Option<Pattern>,
    /// How often the form must occur before it is believed.
    pub least: usize,
    /// What the first line after the header may be.
    pub first: FirstLine,
    /// Where the entry's other lines stand, and what else must hold of the line.
    pub place: Place,
}

/// Where a form's line stands among the lines of its entry and of the page.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// The line stands below its entry's text and closes it.
    pub closes: bool,
    /// A short line right above it is the entry's headline.
    pub headline_above: bool,
    /// The line must stand on the page this often, or hold a name that the head names.
    pub repeats: usize,
    /// Only lines with the least indent of all lines in this form count.
    pub outermost: bool,
    /// How many in a hundred of the page's lines must have this form.
    pub share: usize,
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
    /// A headline, however it ends.
    HeadlineAlways,
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
    pub kinds: Vec<(Pattern, Kind)>,
    /// Lines that answer a reader: their entry begins with the question and has no headline.
    pub answers: Vec<Pattern>,
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
    /// Lines that are the title though a list stands below them.
    pub titles: Vec<Pattern>,
    /// Lines that open a list of the page's key events.
    pub key_events: Vec<Pattern>,
    /// An item of that list; group `headline`.
    pub key_event: Vec<Pattern>,
    /// Lines that open the summary.
    pub summary: Vec<Pattern>,
    /// Lines that give the day; group `date`.
    pub date: Vec<Pattern>,
    /// Lines that give the zone of all times; group `zone`.
    pub zone: Vec<Pattern>,
    /// Lines that say who wrote or edited the page; group `names`.
    pub contributors: Vec<Pattern>,
    /// Exact lines that are furniture of the head.
    pub drop: Vec<String>,
    /// Patterns of lines that are furniture of the head.
    pub drop_patterns: Vec<Pattern>,
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
    /// Lines that are a byline wherever they stand; groups `names` and `role`.
    pub lines: Vec<Pattern>,
    /// What a role looks like.
    pub roles: Vec<Pattern>,
    /// What is a place or body, though it has the shape of a name or role.
    pub places: Vec<Pattern>,
}

/// Pictures and films.
#[derive(Debug, Clone, Default)]
pub struct FigureRules {
    /// A credit, with the alt text before it; groups `credit`, `alt`.
    pub credit: Vec<Pattern>,
    /// The words that announce a caption, or the caption itself; group `caption` may be empty.
    pub caption: Vec<Pattern>,
    /// The same for films.
    pub video_caption: Vec<Pattern>,
    /// A line that says that a film stood here.
    pub video: Vec<Pattern>,
    /// A line alone that is an alt text wherever it stands.
    pub alone: Vec<Pattern>,
    /// Whether the line right above a credit is the caption, not the alt text.
    pub caption_above: bool,
    /// Whether a line that stands twice, one below the other, is a credit.
    pub doubled: bool,
    /// Whether a line alone with a person's name, before the first paragraph, is a portrait.
    pub portrait: bool,
    /// A line alone above the text that is the alt text of a picture: it describes one.
    pub scene: Vec<Pattern>,
    /// What is no alt text, whatever else it looks like.
    pub never: Vec<Pattern>,
}

/// Pull quotes.
#[derive(Debug, Clone, Default)]
pub struct QuoteRules {
    /// The line that announces one.
    pub marker: Vec<Pattern>,
    /// A line that is one; group `text`.
    pub line: Vec<Pattern>,
}

/// Embedded posts.
#[derive(Debug, Clone)]
pub struct EmbedRules {
    /// The line that opens one; groups `provider`, `author`, `text`, `date` where the words name them.
    pub from: Vec<Pattern>,
    /// The line that closes it; groups as in `from`.
    pub to: Vec<Pattern>,
    /// Furniture between the two.
    pub inside: Vec<Pattern>,
    /// The provider, where the words do not name it.
    pub provider: Option<String>,
}

/// Page furniture.
#[derive(Debug, Clone, Default)]
pub struct DropRules {
    /// Exact lines.
    pub lines: Vec<String>,
    /// Patterns of whole lines.
    pub patterns: Vec<Pattern>,
    /// Words cut out of lines; group `cut`.
    pub cut: Vec<Pattern>,
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
pub fn any(patterns: &[Pattern], text: &str) -> bool {
    patterns.iter().any(|pattern| pattern.is_match(text))
}
