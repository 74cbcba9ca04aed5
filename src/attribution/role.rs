//! When a role alone (`the ambassador`) can mean the person who was named with a role elsewhere.

use super::findings::RolePhrase;

/// How well a role fits what somebody is; `None` where it is another's.
#[must_use]
pub fn fit(asked: &RolePhrase, known: &RolePhrase) -> Option<usize> {
    if asked.head.is_empty() || asked.head != known.head || asked.distinct != known.distinct {
        return None;
    }
    let shared = asked
        .beside
        .iter()
        .filter(|word| known.beside.contains(word))
        .count();
    // One must say no more than the other: `foreign secretary` and `defence secretary` are two.
    let one_in_other = shared == asked.beside.len() || shared == known.beside.len();
    one_in_other.then_some(shared * 2 + usize::from(asked.beside == known.beside))
}

/// Whether a role may take up somebody who was just speaking, with whatever role.
#[must_use]
pub fn takes_up(asked: &RolePhrase, known: &[&RolePhrase]) -> bool {
    if asked.spokesperson && !known.iter().any(|known| known.spokesperson) {
        return false;
    }
    asked.generic
        || known.iter().any(|known| {
            known.distinct == asked.distinct
                && asked
                    .offices
                    .iter()
                    .any(|office| known.offices.contains(office))
        })
}
