//! What is wrong in the bodies of the entries, kept coverage by coverage.
//!
//! An entry whose body is the same one, and whose links can only lead where they led before, has the same mistakes.

use std::collections::HashMap;
use std::sync::Arc;

use super::bodies::Links;
use super::compose::Composer;
use super::same::{AddressKeys, Same};
use crate::archive::{Coverage, Entry};
use crate::base::diagnostic::Diagnostics;
use crate::base::in_turn::{InTurn, Named};
use crate::base::parallel;

/// The mistakes in the bodies of a site.
#[derive(Debug, Default)]
pub struct Checked {
    /// The addresses that links were looked up in.
    addresses: Arc<AddressKeys>,
    /// What was found in each coverage.
    coverages: InTurn<OfCoverage>,
}

#[derive(Debug)]
struct OfCoverage {
    /// Holding it keeps the places in memory by which bodies are known from being given to others.
    coverage: Arc<Coverage>,
    /// Each entry's body, in their order.
    entries: Vec<OfEntry>,
}

#[derive(Debug, Clone)]
struct OfEntry {
    /// Where its links led.
    links: Links,
    /// `None` where nothing is wrong, as nearly always.
    said: Option<Arc<Diagnostics>>,
}

impl Named for OfCoverage {
    /// The path that people read.
    fn known_by(&self) -> &str {
        &self.coverage.shown
    }
}

impl Checked {
    /// Says what is wrong in every body, and renders those that were not rendered yet.
    pub fn check(&mut self, composer: &Composer<'_>, diagnostics: &mut Diagnostics) {
        let addresses = Arc::clone(composer.links.plan.keys());
        let same = &Same::of(&self.addresses, &addresses);
        let mut before = std::mem::take(&mut self.coverages);
        let all: Vec<(usize, Option<OfCoverage>)> = (composer.archive.coverages.iter().enumerate())
            .map(|(id, coverage)| (id, before.take(&coverage.shown)))
            .collect();
        let is_same = |(id, known): &(usize, Option<OfCoverage>)| {
            let coverage = &composer.archive.coverages[*id];
            (known.as_ref()).is_some_and(|known| Arc::ptr_eq(&known.coverage, coverage))
        };
        let checked = parallel::map(
            all,
            // Under another plan every link is looked up.
            |one| !same.plan || !is_same(one),
            |one| {
                let is_same = is_same(&one);
                match one {
                    (id, Some(before)) if is_same && before.holds(composer, id, same) => before,
                    (id, before) => OfCoverage::of(composer, id, before.as_ref(), same),
                }
            },
        );
        for checked in checked {
            let said = checked.entries.iter().filter_map(|one| one.said.as_ref());
            diagnostics.extend(said.flat_map(|said| said.iter().cloned()));
            self.coverages.put(checked);
        }
        self.addresses = addresses;
    }
}

impl OfCoverage {
    /// Whether all links of the coverage, which is the same one, lead where they led.
    fn holds(&self, composer: &Composer<'_>, id: usize, same: &Same) -> bool {
        let mut entries = self.entries.iter().zip(composer.archive.ids_of(id));
        same.plan || entries.all(|(entry, id)| composer.links_hold(id, &entry.links, same))
    }

    /// Looks at a coverage's bodies, but for those that are known.
    fn of(composer: &Composer<'_>, id: usize, before: Option<&Self>, same: &Same) -> Self {
        let coverage = &composer.archive.coverages[id];
        let known: HashMap<usize, (&Entry, &OfEntry)> = before
            .iter()
            .flat_map(|before| before.coverage.entries.iter().zip(&before.entries))
            .map(|(entry, checked)| (place(entry), (entry, checked)))
            .collect();
        let entries = coverage.entries.iter().zip(composer.archive.ids_of(id));
        let entries = entries.map(|(entry, id)| {
            if let Some((was, checked)) = known.get(&place(entry))
                && was.id == entry.id
                && (same.plan || composer.links_hold(id, &checked.links, same))
            {
                return OfEntry::clone(checked);
            }
            let body = composer.body(id);
            let said = (!body.said.is_empty()).then(|| Arc::new(body.said.clone()));
            OfEntry {
                links: body.links.clone(),
                said,
            }
        });
        Self {
            coverage: Arc::clone(coverage),
            entries: entries.collect(),
        }
    }
}

fn place(entry: &Entry) -> usize {
    Arc::as_ptr(&entry.body) as usize
}
