//! Long lists cut into pages from the oldest end, so that a full page never changes when entries are appended.
//!
//! Full blocks of `size` are `page/1/` … `page/k/`; the bare address shows the remainder after block `k` together
//! with block `k` itself, so that it is never short.

use std::ops::Range;

/// How a list of some length is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pagination {
    length: usize,
    size: usize,
    full: usize,
}

impl Pagination {
    /// Cuts a list into pages of `size`, if it is longer than `limit` (which is at least `size`).
    #[must_use]
    pub fn new(length: usize, size: usize, limit: usize) -> Self {
        let size = size.max(1);
        let full = if length > limit.max(size) {
            length / size
        } else {
            0
        };
        Self { length, size, full }
    }

    /// How many numbered pages there are; 0 when everything is at the bare address.
    #[must_use]
    pub fn numbered(&self) -> usize {
        self.full
    }

    /// Every page: the numbered ones from the oldest, then the bare address (`None`).
    pub fn pages(&self) -> impl Iterator<Item = Option<usize>> + use<> {
        (1..=self.full).map(Some).chain(std::iter::once(None))
    }

    /// What a page shows, as a range of the list counted from the oldest. Pages count from 1; `None` is the bare address.
    #[must_use]
    pub fn range(&self, page: Option<usize>) -> Range<usize> {
        match page {
            Some(number) => {
                let start = number
                    .saturating_sub(1)
                    .saturating_mul(self.size)
                    .min(self.length);
                start..(start + self.size).min(self.length)
            }
            None => self.full.saturating_sub(1) * self.size..self.length,
        }
    }

    /// Whether the bare address shows just what the last numbered page shows, which then is the canonical one.
    #[must_use]
    pub fn bare_is_doubled(&self) -> bool {
        self.full > 0 && self.range(None) == self.range(Some(self.full))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_bare_address_shows_the_remainder_and_the_last_full_block() {
        let pages = Pagination::new(25, 10, 10);
        assert_eq!(pages.numbered(), 2);
        assert_eq!(pages.range(Some(1)), 0..10);
        assert_eq!(pages.range(None), 10..25);
        assert!(Pagination::new(20, 10, 10).bare_is_doubled());
        assert_eq!(Pagination::new(10, 10, 10).numbered(), 0);
        assert_eq!(Pagination::new(400, 200, 400).numbered(), 0);
        assert_eq!(Pagination::new(401, 200, 400).numbered(), 2);
    }

    proptest! {
        #[test]
        fn appending_never_changes_a_full_page(length in 0usize..500, more in 0usize..100, size in 1usize..40) {
            let (before, after) = (Pagination::new(length, size, size), Pagination::new(length + more, size, size));
            for number in 1..=before.numbered() {
                prop_assert_eq!(before.range(Some(number)), after.range(Some(number)));
                prop_assert_eq!(before.range(Some(number)).len(), size);
            }
            prop_assert_eq!(before.range(None).end, length);
            let shown: usize = before.pages().map(|page| before.range(page).len()).sum();
            prop_assert!(shown >= length);
        }
    }
}
