//! Things kept from one making of a site to the next, which come in the order of their names each time.
//!
//! After an edit a thousand coverages are asked for, and nearly all are the same ones. In turn each is the next one,
//! for one comparison; a table would be hashed, emptied and filled again at every save.

use std::cmp::Ordering;
use std::collections::VecDeque;

/// What has a name that no other of its list has.
pub trait Named {
    /// The name.
    fn known_by(&self) -> &str;
}

/// Things in the order of their names.
#[derive(Debug)]
pub struct InTurn<T>(VecDeque<T>);

impl<T> Default for InTurn<T> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

impl<T: Named> InTurn<T> {
    /// Puts in the next one, whose name is after all others.
    pub fn put(&mut self, thing: T) {
        self.0.push_back(thing);
    }

    /// Takes out the one with a name. Whoever asks, asks in the order of the names: what stands before the name is not
    /// asked for any more and is forgotten.
    pub fn take(&mut self, name: &str) -> Option<T> {
        while let Some(first) = self.0.front() {
            match first.known_by().cmp(name) {
                Ordering::Less => drop(self.0.pop_front()),
                Ordering::Equal => return self.0.pop_front(),
                Ordering::Greater => break,
            }
        }
        None
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Named for &str {
        fn known_by(&self) -> &str {
            self
        }
    }

    #[test]
    fn what_came_and_what_went_leaves_the_others_known() {
        let mut kept = InTurn::default();
        for name in ["ballot", "ferry", "flood", "strike"] {
            kept.put(name);
        }
        assert_eq!(kept.take("ballot"), Some("ballot"));
        assert_eq!(kept.take("bridge"), None, "one that is new");
        assert_eq!(kept.take("flood"), Some("flood"), "the ferry is gone");
        assert_eq!(kept.take("strike"), Some("strike"));
        assert_eq!(kept.take("tunnel"), None);
    }
}
