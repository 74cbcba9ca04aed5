//! How things of the archive are named in memory: entries by their place, people and topics by a number that stays.

use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Index;
use std::sync::Arc;

use super::model::{Speaker, Topic};

/// Index of a coverage in `Archive::coverages`.
pub type CoverageId = usize;
/// A person of `Archive::speakers`.
pub type SpeakerId = TermId<Speaker>;
/// A topic of `Archive::topics`.
pub type TopicId = TermId<Topic>;

/// An entry: its coverage and its number there, from the oldest. A new entry moves only those of its own coverage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    coverage: u32,
    number: u32,
}

impl EntryId {
    /// The entry at a place.
    #[must_use]
    pub fn new(coverage: CoverageId, number: usize) -> Self {
        // An archive of four thousand million entries would not fit into memory.
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            coverage: narrow(coverage),
            number: narrow(number),
        }
    }

    /// The coverage that it belongs to.
    #[must_use]
    pub const fn coverage(self) -> CoverageId {
        self.coverage as usize
    }

    /// Its place in the coverage, from the oldest.
    #[must_use]
    pub const fn number(self) -> usize {
        self.number as usize
    }
}

/// A person or topic. The number says nothing about order: a name that comes or goes leaves all others theirs, so that
/// entries need not be made again. Whoever needs an order goes by slug ([`Terms::ids`]); that is why this has no `Ord`.
pub struct TermId<T> {
    number: u32,
    of: PhantomData<fn() -> T>,
}

impl<T> TermId<T> {
    /// The id with a number.
    #[must_use]
    pub fn new(number: usize) -> Self {
        Self {
            number: u32::try_from(number).unwrap_or(u32::MAX),
            of: PhantomData,
        }
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> usize {
        self.number as usize
    }
}

impl<T> Clone for TermId<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for TermId<T> {}

impl<T> PartialEq for TermId<T> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl<T> Eq for TermId<T> {}

impl<T> Hash for TermId<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}

impl<T> std::fmt::Debug for TermId<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}", self.number)
    }
}

/// The people or the topics of an archive: found by id, gone through by slug.
#[derive(Debug)]
pub struct Terms<T> {
    by_slug: Vec<TermId<T>>,
    by_number: Vec<Option<(Arc<T>, u32)>>,
}

impl<T> Default for Terms<T> {
    fn default() -> Self {
        Self {
            by_slug: Vec::new(),
            by_number: Vec::new(),
        }
    }
}

impl<T> Terms<T> {
    /// The terms with their ids, which come by slug.
    #[must_use]
    pub fn new(terms: Vec<(TermId<T>, Arc<T>)>) -> Self {
        let most = terms.iter().map(|(id, _)| id.number() + 1).max();
        let mut by_number: Vec<Option<(Arc<T>, u32)>> = Vec::new();
        by_number.resize_with(most.unwrap_or_default(), || None);
        let mut by_slug = Vec::with_capacity(terms.len());
        for (rank, (id, term)) in (0..).zip(terms) {
            by_slug.push(id);
            by_number[id.number()] = Some((term, rank));
        }
        Self { by_slug, by_number }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_slug.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_slug.is_empty()
    }

    /// The ids, by slug.
    pub fn ids(&self) -> impl Iterator<Item = TermId<T>> + '_ {
        self.by_slug.iter().copied()
    }

    /// The terms, by slug.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.by_slug.iter().map(|&id| &self[id])
    }

    /// A term, where it is still there.
    #[must_use]
    pub fn get(&self, id: TermId<T>) -> Option<&Arc<T>> {
        self.by_number
            .get(id.number())?
            .as_ref()
            .map(|(term, _)| term)
    }

    /// The place of a term in the order of the slugs.
    #[must_use]
    pub fn rank(&self, id: TermId<T>) -> usize {
        match self.by_number.get(id.number()) {
            Some(Some((_, rank))) => *rank as usize,
            _ => usize::MAX,
        }
    }

    /// The term with a slug, as `slug_of` reads it.
    #[must_use]
    pub fn find(&self, slug: &str, slug_of: impl Fn(&T) -> &str) -> Option<TermId<T>> {
        self.by_slug
            .binary_search_by(|&id| slug_of(&self[id]).cmp(slug))
            .ok()
            .map(|at| self.by_slug[at])
    }
}

impl<T> Index<TermId<T>> for Terms<T> {
    type Output = T;

    /// A term of this archive. Ids of it are those that its entries hold.
    fn index(&self, id: TermId<T>) -> &T {
        match self.by_number.get(id.number()) {
            Some(Some((term, _))) => term,
            _ => unreachable!("an id of another archive"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_gone_through_by_slug_whatever_their_numbers_are() {
        let term = |number: usize, slug: &str| (TermId::new(number), Arc::new(slug.to_string()));
        let terms = Terms::new(vec![term(7, "ada"), term(0, "bo"), term(3, "cy")]);
        assert_eq!(terms.iter().collect::<Vec<_>>(), ["ada", "bo", "cy"]);
        assert_eq!(terms.find("cy", String::as_str), Some(TermId::new(3)));
        assert_eq!(terms.find("al", String::as_str), None);
        assert_eq!(terms.rank(TermId::new(0)), 1);
        assert_eq!(terms[TermId::new(7)], "ada");
        assert!(terms.get(TermId::new(1)).is_none());
    }
}
