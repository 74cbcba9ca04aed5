//! Which addresses are the same as when links were looked up before.
//!
//! A new entry makes another plan, and any link of the site might lead elsewhere under it. But a link that led to an
//! entry or to a coverage depends on less: on the files to be copied, among which it is looked up first, and on the
//! addresses of that one coverage, which its key ([`Coverage::key`](crate::archive::Coverage)) stands for. Where a
//! coverage with that key is still there, and the same files, the link leads where it led.

use std::sync::Arc;

/// What links depend on, as numbers that are others when any of it is another. The default is like none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddressKeys {
    /// Every address, and what stands there.
    pub plan: u64,
    /// The files to be copied, with their addresses.
    pub media: u64,
    /// The keys of the coverages, sorted.
    pub coverages: Vec<u64>,
}

/// What is the same as it was.
#[derive(Debug, Clone, Default)]
pub struct Same {
    /// Every address, and what stands there.
    pub plan: bool,
    /// The files to be copied.
    pub media: bool,
    now: Arc<AddressKeys>,
}

impl Same {
    /// What two sites have alike.
    #[must_use]
    pub fn of(before: &AddressKeys, now: &Arc<AddressKeys>) -> Self {
        Self {
            plan: before.plan == now.plan,
            media: before.media == now.media,
            now: Arc::clone(now),
        }
    }

    /// Whether a link that led into a coverage of this key, and held until now, holds still.
    #[must_use]
    pub fn leads_into(&self, coverage: u64) -> bool {
        self.media && self.now.coverages.binary_search(&coverage).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_holds_as_long_as_what_it_depends_on() {
        let keys = |plan, media, coverages: &[u64]| AddressKeys {
            plan,
            media,
            coverages: coverages.into(),
        };
        let before = keys(1, 2, &[4, 5]);
        let same = Same::of(&before, &Arc::new(keys(9, 2, &[3, 4, 6])));
        assert!(!same.plan && same.leads_into(4) && !same.leads_into(5));
        let other_files = Same::of(&before, &Arc::new(keys(9, 9, &[4, 5])));
        assert!(!other_files.leads_into(4));
        assert!(!Same::default().leads_into(0));
    }
}
