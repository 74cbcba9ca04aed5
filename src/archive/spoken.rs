//! Who speaks in each coverage: names looked up over everything, coverage by coverage.
//!
//! A coverage that is the same one, and gets the same answers about surnames from the rest of the archive, has the
//! same speech.

use std::sync::Arc;

use super::evidence::{self, Spellings};
use super::memory::{Memory, Prepared};
use super::proposals::{self, Proposed};
use super::speech::{findings, two_spellings};
use crate::attribution::people::People;
use crate::attribution::registered::Registered;
use crate::attribution::resolve::{CoverageSpeech, people_of, resolve_coverage};
use crate::attribution::surnames::Surnames;
use crate::attribution::variant::Variant;
use crate::base::diagnostic::Diagnostics;
use crate::base::in_turn::Named;
use crate::base::parallel;
use crate::source::registry::SpeakerRegistry;

/// Who was found to speak, in all coverages.
#[derive(Debug, Default)]
pub(super) struct Spoken {
    /// For each coverage, in their order. Empty where nobody asks who speaks.
    pub coverages: Vec<Arc<CoverageSpeech>>,
    /// Spellings that look like one person.
    pub spellings: Vec<Spellings>,
    /// The topics that each coverage proposes, its people known; empty where nobody asks.
    pub proposed: Vec<Proposed>,
}

/// What was found in a coverage before.
#[derive(Debug)]
pub(super) struct OfCoverage {
    prepared: Arc<Prepared>,
    people: Arc<People>,
    speech: Option<Arc<CoverageSpeech>>,
    proposed: Option<Proposed>,
}

impl Named for OfCoverage {
    /// The path that people read.
    fn known_by(&self) -> &str {
        &self.prepared.arranged.head.shown
    }
}

/// Finds who speaks. Spellings that look like one person are said.
pub(super) fn listen(
    prepared: &[Arc<Prepared>],
    registry: &Arc<SpeakerRegistry>,
    propose: bool,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Spoken {
    let known = memory.registry.take();
    let registered = match known {
        Some((of, registered)) if Arc::ptr_eq(&of, registry) => registered,
        _ => {
            memory.spoken.clear();
            Arc::new(Registered::of(registry))
        }
    };
    memory.registry = Some((Arc::clone(registry), Arc::clone(&registered)));
    let mut before = std::mem::take(&mut memory.spoken);
    let known = prepared.iter().map(|coverage| {
        let known = before.take(&coverage.arranged.head.shown);
        let same = known.filter(|known| Arc::ptr_eq(&known.prepared, coverage));
        (coverage, same)
    });
    let mut people: Vec<OfCoverage> = parallel::map(
        known.collect(),
        |(_, known)| known.is_none(),
        |(coverage, known)| {
            if let Some(known) = known {
                return known;
            }
            let people = people_of(&findings(&coverage.heard), &registered);
            OfCoverage {
                prepared: Arc::clone(coverage),
                people: Arc::new(people),
                speech: None,
                proposed: None,
            }
        },
    );
    if propose {
        parallel::map(
            people.iter_mut().collect(),
            |of| of.proposed.is_none(),
            |of| {
                of.proposed
                    .get_or_insert_with(|| proposals::of_coverage(&of.prepared, &of.people));
            },
        );
    }
    let proposed = people.iter().filter_map(|of| of.proposed.clone()).collect();
    let surnames = Surnames::of(people.iter().map(|of| &*of.people), &registered);
    let coverages: Vec<Arc<CoverageSpeech>> = parallel::map(
        people.iter().collect(),
        |of| of.speech.is_none(),
        |of| {
            let known = of.speech.as_ref();
            if let Some(known) = known.filter(|known| surnames.still_answers(&known.asked)) {
                return Arc::clone(known);
            }
            let findings = findings(&of.prepared.heard);
            let speech = resolve_coverage(&findings, &of.people, &registered, &surnames);
            Arc::new(speech)
        },
    );
    let variants = people.iter().enumerate().flat_map(|(index, of)| {
        let of_coverage = move |variant: &Variant| Variant {
            coverage: index,
            ..variant.clone()
        };
        of.people.variants.iter().map(of_coverage)
    });
    let spellings: Vec<Spellings> = variants
        .filter_map(|variant| evidence::spellings(prepared, &variant))
        .collect();
    diagnostics.extend(spellings.iter().map(two_spellings));
    for (of, speech) in people.into_iter().zip(&coverages) {
        let speech = Some(Arc::clone(speech));
        memory.spoken.put(OfCoverage { speech, ..of });
    }
    Spoken {
        coverages,
        spellings,
        proposed,
    }
}
