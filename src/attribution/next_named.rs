//! Whom a role or pronoun means that stands before its name: `The head has told us why. "…," Ada Quill said.`

use super::findings::{Step, Who};
use super::going_back::NOBODY_BEFORE;
use super::lookup::fits;
use super::reading::{Found, Reading};
use super::role::{fit, takes_up};

impl<'a> Reading<'a> {
    /// The next speaker who is named, where the entry names no other and nothing speaks against it. Never certain.
    pub fn next_named(
        &self,
        step: usize,
        who: &Who,
        why: &'static str,
    ) -> Result<Found<'a>, &'static str> {
        /// An entry of more steps is no post: nobody is looked for in it from every step.
        const MOST_STEPS: usize = 200;
        if self.findings.steps.len() > MOST_STEPS {
            return Err(why);
        }
        let asked = match who {
            Who::Role { phrase, known, .. } => {
                if phrase.spokesperson || phrase.guessed || !known && !self.in_headline {
                    return Err(why);
                }
                Some(phrase)
            }
            Who::Pronoun(_) if why == NOBODY_BEFORE => None,
            _ => return Err(why),
        };
        let claims = |from: usize| {
            self.findings
                .steps
                .iter()
                .skip(from)
                .filter_map(|step| match step {
                    Step::Claim(claim) => Some(&claim.who),
                    Step::Focus { .. } => None,
                })
        };
        /// How many acts of speech may stand between.
        const WITHIN: usize = 4;
        let mut next = None;
        for other in claims(step + 1).take(WITHIN) {
            match other {
                Who::Name(..) => {
                    next = Some(self.find(other).map_err(|_| why)?);
                    break;
                }
                Who::Role { phrase, .. }
                    if asked.is_some_and(|asked| asked.head == phrase.head) => {}
                Who::Pronoun(_) | Who::Last => {}
                _ => return Err(why),
            }
        }
        let next = next.ok_or(why)?;
        let person = next
            .person
            .and_then(|person| self.people.people.get(person));
        let person = person.ok_or(why)?;
        if let Who::Pronoun(gender) = who
            && !fits(person.gender, *gender)
        {
            return Err(why);
        }
        if let Some(asked) = asked {
            let roles: Vec<_> = person.roles.iter().map(|role| &role.phrase).collect();
            let held = roles.iter().any(|role| fit(asked, role).is_some());
            let others_hold = !self.people.of_head(&asked.head).is_empty();
            if !held && (others_hold || !roles.is_empty() && !takes_up(asked, &roles)) {
                return Err(why);
            }
        }
        let alone = claims(0).all(|other| match other {
            Who::Name(..) => self.find(other).is_ok_and(|other| other.name == next.name),
            _ => true,
        });
        if !alone {
            return Err(why);
        }
        Ok(Found {
            certain: false,
            because: "who is named next",
            ..next
        })
    }
}
