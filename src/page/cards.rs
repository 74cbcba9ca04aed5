//! Link cards: the picture that another site shows of a coverage when somebody shares its address.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::addresses::Addresses;
use super::plan::Plan;
use crate::archive::CoverageId;
use crate::base::address::SitePath;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};

/// How wide a card is, in pixels, as Open Graph wants it.
pub const WIDTH: u32 = 1200;
/// How high it is.
pub const HEIGHT: u32 = 630;

/// The characters that the fonts of cards have.
#[derive(Debug, Clone, Default)]
pub struct Letters(Arc<BTreeSet<char>>);

/// What stands on a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardFace {
    /// The archive's title.
    pub site: String,
    /// The coverage's title.
    pub title: String,
    /// Its first and last day, in words where the fonts have the letters.
    pub days: String,
    /// Whether the title is written from right to left, and so the card.
    pub is_rtl: bool,
    /// The same of the other two.
    pub is_site_rtl: bool,
}

impl Letters {
    /// Of these characters.
    #[must_use]
    pub fn new(letters: impl Iterator<Item = char>) -> Self {
        Self(Arc::new(letters.collect()))
    }

    /// The first character of a text that none of the fonts has.
    #[must_use]
    pub fn lacking(&self, text: &str) -> Option<char> {
        let is_seen = |letter: &char| !letter.is_whitespace() && !is_mark_of_layout(*letter);
        text.chars()
            .find(|letter| is_seen(letter) && !self.0.contains(letter))
    }
}

/// Whether a character only says how others are set: nothing of it is drawn.
const fn is_mark_of_layout(letter: char) -> bool {
    matches!(letter, '\0'..='\u{1f}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

impl Addresses {
    /// A coverage's card, by the coverage's page.
    #[must_use]
    pub fn card(coverage: &SitePath) -> SitePath {
        coverage.file("card.png")
    }
}

impl Plan {
    /// Whether a coverage has a card: the site wants cards, and the fonts have all letters of it.
    #[must_use]
    pub fn has_card(&self, coverage: CoverageId) -> bool {
        let title = self.archive.coverages[coverage].shown_title();
        self.letters.as_ref().is_some_and(|letters| {
            letters.lacking(title).is_none() && letters.lacking(&self.config.title).is_none()
        })
    }

    /// Says which coverages have none, though the site wants them.
    pub(super) fn report_cards(&self, diagnostics: &mut Diagnostics) {
        let Some(letters) = &self.letters else {
            return;
        };
        let mut without = self.archive.coverages.iter().filter_map(|coverage| {
            let title = letters.lacking(coverage.shown_title());
            let lacking = title.or_else(|| letters.lacking(&self.config.title))?;
            Some((lacking, &coverage.shown))
        });
        let Some((lacking, shown)) = without.next() else {
            return;
        };
        let others = match without.count() {
            0 => String::new(),
            others => format!(", and none of {others} more"),
        };
        diagnostics.push(
            Diagnostic::warning(
                Code::MissingTheme,
                format!("no card of {shown}{others}: the fonts of the theme's cards have no `{lacking}`"),
            )
            .in_file("site.toml")
            .hint("name a font that has it in `fonts` under `[card]` of theme.toml: livesite help pictures"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_drawn_is_not_lacking() {
        let letters = Letters::new("abc".chars());
        assert_eq!(letters.lacking("a b\u{200f}\u{ad}c\n"), None);
        assert_eq!(letters.lacking("abjad"), Some('j'));
    }
}
