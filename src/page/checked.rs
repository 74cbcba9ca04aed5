//! What is wrong in the bodies of the entries, kept coverage by coverage.
//!
//! A coverage that is the same one, and whose links can only lead where they led before, has the same mistakes.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::compose::Composer;
use crate::archive::Coverage;
use crate::base::diagnostic::Diagnostics;

/// The mistakes in the bodies of a site.
#[derive(Debug, Default)]
pub struct Checked {
    /// The key of the plan that links were looked up in.
    plan: u64,
    coverages: HashMap<usize, OfCoverage>,
}

#[derive(Debug)]
struct OfCoverage {
    /// Holding it keeps its place in memory, which is what it is known by, from being given to another.
    coverage: Arc<Coverage>,
    /// Whether no link of it leads to anything of this site.
    stands_alone: bool,
    said: Diagnostics,
}

impl Checked {
    /// Says what is wrong in every body, and renders those that were not rendered yet.
    pub fn check(&mut self, composer: &Composer<'_>, diagnostics: &mut Diagnostics) {
        let plan = composer.links.plan.key();
        let same_plan = plan == self.plan;
        let before = std::mem::take(&mut self.coverages);
        let coverages = composer.archive.coverages.iter().enumerate();
        let (known, new): (Vec<_>, Vec<_>) = coverages.partition(|(_, coverage)| {
            let known = before.get(&place(coverage));
            known.is_some_and(|known| same_plan || known.stands_alone)
        });
        let checked: Vec<OfCoverage> = new
            .into_par_iter()
            .map(|(id, coverage)| {
                let mut checked = OfCoverage {
                    coverage: Arc::clone(coverage),
                    stands_alone: true,
                    said: Vec::new(),
                };
                for entry in composer.archive.ids_of(id) {
                    let body = composer.body(entry);
                    checked.stands_alone &= body.stands_alone();
                    checked.said.extend(body.said.iter().cloned());
                }
                checked
            })
            .collect();
        let mut before = before;
        let known = known
            .into_iter()
            .filter_map(|(_, coverage)| before.remove(&place(coverage)));
        for checked in known.chain(checked) {
            diagnostics.extend(checked.said.iter().cloned());
            self.coverages.insert(place(&checked.coverage), checked);
        }
        self.plan = plan;
    }
}

fn place(coverage: &Arc<Coverage>) -> usize {
    Arc::as_ptr(coverage) as usize
}
