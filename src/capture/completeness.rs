//! What a capture tells of what it does not hold: other pages, numbers that are skipped, key events that it lists,
//! lines that no rule placed.

use std::sync::LazyLock;

use regex::Regex;

use super::reading::{LineClass, Reading};
use super::structured::Captured;
use crate::base::source_text::SourceText;

/// What a capture lacks, as far as it says so itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lacking {
    /// Which page of how many it is.
    pub page_of: Option<(usize, usize)>,
    /// Stretches of numbers that should be entries and are not there.
    pub skipped: Vec<(u64, u64)>,
    /// The key events that it lists.
    pub key_events: Vec<String>,
    /// How many lines it has, where it is a text.
    pub lines: Option<usize>,
    /// The lines that no rule placed.
    pub unplaced: Vec<usize>,
}

impl Lacking {
    /// What a transcript lacks.
    #[must_use]
    pub fn of_text(reading: &Reading, source: &SourceText) -> Self {
        let lines: Vec<&str> = source.text.lines().collect();
        let line = |number: usize| lines.get(number.wrapping_sub(1)).copied();
        let page_of = reading
            .lines
            .iter()
            .filter(|placed| matches!(placed.class, LineClass::Dropped(_)))
            .filter_map(|placed| line(placed.number))
            .find_map(page_of);
        let mut starts: Vec<usize> = reading
            .entries
            .iter()
            .filter_map(|entry| Some(entry.provenance.as_ref()?.lines?.0))
            .collect();
        starts.sort_unstable();
        let numbers: Vec<u64> = starts
            .iter()
            .filter_map(|start| number_of(line(*start)?))
            .collect();
        // A text with a few lines that begin with a number is no numbered list.
        let numbered = numbers.len() * 2 > starts.len();
        Self {
            page_of,
            skipped: if numbered {
                skipped(&numbers)
            } else {
                Vec::new()
            },
            key_events: reading.key_events.clone(),
            lines: Some(lines.len()),
            unplaced: reading
                .lines
                .iter()
                .filter(|placed| placed.class == LineClass::Unplaced)
                .map(|placed| placed.number)
                .collect(),
        }
    }

    /// What a page or an export lacks.
    #[must_use]
    pub fn of_page(page: &Captured) -> Self {
        Self {
            page_of: page.page_of,
            key_events: page.key_events.clone(),
            ..Self::default()
        }
    }
}

/// `1 of 5`, `Page 2 of 7`.
fn page_of(line: &str) -> Option<(usize, usize)> {
    static PAGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^\s*(?:page|seite|pagina|página)?\s*(\d{1,4})\s*(?:of|von|sur|di|de|/)\s*(\d{1,4})\s*$").ok()
    });
    let groups = PAGE.as_ref()?.captures(line)?;
    let (page, all) = (groups[1].parse().ok()?, groups[2].parse().ok()?);
    (1 <= page && page <= all).then_some((page, all))
}

/// `  12. Bridge closed`: the number that a list gives the entry.
fn number_of(line: &str) -> Option<u64> {
    let (number, rest) = line.trim_start().split_once('.')?;
    let digits = number.len() <= 6 && number.bytes().all(|byte| byte.is_ascii_digit());
    (digits && rest.starts_with(' ')).then(|| number.parse().ok())?
}

/// The stretches between numbers that rise; where they begin anew another page begins.
fn skipped(numbers: &[u64]) -> Vec<(u64, u64)> {
    let mut stretches = Vec::new();
    let mut last = 0;
    for &number in numbers {
        if number <= last {
            last = 0;
        }
        if number > last + 1 {
            stretches.push((last + 1, number - 1));
        }
        last = number;
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_skip() {
        assert_eq!(skipped(&[1, 2, 3]), []);
        assert_eq!(skipped(&[1, 4, 5, 7]), [(2, 3), (6, 6)]);
        // A second page is pasted below.
        assert_eq!(skipped(&[1, 2, 1, 3]), [(2, 2)]);
        assert_eq!(skipped(&[3, 4]), [(1, 2)]);
    }

    #[test]
    fn pages_and_numbers_in_words() {
        assert_eq!(page_of("1 of 5"), Some((1, 5)));
        assert_eq!(page_of(" Seite 2 von 3 "), Some((2, 3)));
        assert_eq!(page_of("7 of 5"), None);
        assert_eq!(page_of("1 of 5 people"), None);
        assert_eq!(number_of("  12. Bridge"), Some(12));
        assert_eq!(number_of("13.42 Bridge"), None);
    }
}
