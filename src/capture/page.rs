//! Pages of one stream pasted below each other: where one ends and the head of the next begins.

use std::ops::Range;

use super::line::Line;
use super::profile::{Profile, any};

/// Whether a line belongs to the head or the foot of a page and to no entry.
fn is_around(profile: &Profile, line: &Line<'_>) -> bool {
    let (head, text) = (&profile.head, line.content());
    !line.is_blank()
        && (any(&head.summary, text)
            || any(&head.drop_patterns, text)
            || any(&head.zone, text)
            || any(&profile.end, text)
            || head.drop.iter().any(|known| known == text))
}

/// Looks for the head of a page below a post. However often it is asked about one post, it reads each line once: a
/// list of thousands of numbers asks at every item.
#[derive(Debug, Default)]
pub struct PageHead {
    /// Where the lines of the post begin.
    start: usize,
    /// The lines before this one hold no head.
    read: usize,
}

impl PageHead {
    /// Whether a line of the range begins at the margin and belongs to the head of a page.
    pub fn stands_in(
        &mut self,
        profile: &Profile,
        lines: &[Line<'_>],
        range: Range<usize>,
    ) -> bool {
        if range.start != self.start {
            (self.start, self.read) = (range.start, range.start);
        }
        let found = around(profile, lines, self.read..range.end);
        self.read = found.unwrap_or(self.read.max(range.end));
        found.is_some()
    }
}

/// The end of the last entry of a page in these lines, another page below.
#[must_use]
pub fn end_of_page(profile: &Profile, lines: &[Line<'_>], range: Range<usize>) -> usize {
    let end = range.end;
    around(profile, lines, range).unwrap_or(end)
}

fn around(profile: &Profile, lines: &[Line<'_>], range: Range<usize>) -> Option<usize> {
    range.into_iter().find(|&index| {
        lines
            .get(index)
            .is_some_and(|line| line.indent() == 0 && is_around(profile, line))
    })
}
