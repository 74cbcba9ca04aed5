//! What is wrong in the bodies of the entries, kept coverage by coverage.
//!
//! An entry whose body is the same one, and whose links can only lead where they led before, has the same mistakes.

use std::collections::HashMap;
use std::sync::Arc;

use super::compose::Composer;
use crate::archive::{Coverage, Entry};
use crate::base::diagnostic::Diagnostics;
use crate::base::parallel;

/// The mistakes in the bodies of a site.
#[derive(Debug, Default)]
pub struct Checked {
    /// The key of the plan that links were looked up in.
    plan: u64,
    /// What was found in each coverage, by its part of the address.
    coverages: HashMap<String, OfCoverage>,
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
    /// Whether no link of it leads to anything of this site.
    stands_alone: bool,
    /// `None` where nothing is wrong, as nearly always.
    said: Option<Arc<Diagnostics>>,
}

impl Checked {
    /// Says what is wrong in every body, and renders those that were not rendered yet.
    pub fn check(&mut self, composer: &Composer<'_>, diagnostics: &mut Diagnostics) {
        let plan = composer.links.plan.key();
        let same_plan = plan == self.plan;
        let mut before = std::mem::take(&mut self.coverages);
        let all: Vec<(usize, Option<OfCoverage>)> = (composer.archive.coverages.iter().enumerate())
            .map(|(id, coverage)| (id, before.remove(&coverage.slug)))
            .collect();
        let holds = |(id, known): &(usize, Option<OfCoverage>)| {
            let coverage = &composer.archive.coverages[*id];
            let known = known.as_ref();
            known.is_some_and(|known| known.holds(coverage, same_plan))
        };
        let checked = parallel::map(
            all,
            |one| !holds(one),
            |one| {
                let known = holds(&one);
                match one {
                    (_, Some(before)) if known => before,
                    (id, before) => OfCoverage::of(composer, id, before.as_ref(), same_plan),
                }
            },
        );
        for checked in checked {
            let said = checked.entries.iter().filter_map(|one| one.said.as_ref());
            diagnostics.extend(said.flat_map(|said| said.iter().cloned()));
            let slug = checked.coverage.slug.clone();
            self.coverages.insert(slug, checked);
        }
        self.plan = plan;
    }
}

impl OfCoverage {
    /// Whether looking at the coverage again would find the same.
    fn holds(&self, coverage: &Arc<Coverage>, same_plan: bool) -> bool {
        Arc::ptr_eq(&self.coverage, coverage)
            && (same_plan || self.entries.iter().all(|entry| entry.stands_alone))
    }

    /// Looks at a coverage's bodies, but for those that are known.
    fn of(composer: &Composer<'_>, id: usize, before: Option<&Self>, same_plan: bool) -> Self {
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
                && (same_plan || checked.stands_alone)
            {
                return OfEntry::clone(checked);
            }
            let body = composer.body(id);
            let said = (!body.said.is_empty()).then(|| Arc::new(body.said.clone()));
            OfEntry {
                stands_alone: body.stands_alone(),
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
