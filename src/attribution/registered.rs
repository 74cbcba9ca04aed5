//! The registry of speakers, to look names up in.

use std::collections::{HashMap, HashSet};

use crate::base::name_key::name_key;
use crate::source::registry::SpeakerRegistry;

/// The registry, to look names up in.
#[derive(Debug, Clone, Default)]
pub struct Registered {
    names: HashMap<String, String>,
    no_people: HashSet<String>,
}

impl Registered {
    /// Reads off a registry what attribution asks.
    #[must_use]
    pub fn of(registry: &SpeakerRegistry) -> Self {
        let mut names = HashMap::new();
        for person in &registry.people {
            for name in std::iter::once(&person.name).chain(&person.aliases) {
                names.insert(name_key(&name.value), person.name.value.clone());
            }
        }
        let no_people = registry
            .not_a_person
            .iter()
            .map(|name| name_key(name))
            .collect();
        Self { names, no_people }
    }

    /// The registered name of a name or alias.
    #[must_use]
    pub fn name_of(&self, key: &str) -> Option<String> {
        self.names.get(key).cloned()
    }

    /// Whether somebody said that the name is no person's.
    #[must_use]
    pub fn is_no_person(&self, key: &str) -> bool {
        self.no_people.contains(key)
    }
}
