//! Spellings of one person joined: initials, misspelt letters, shorter and longer forms of one name.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::findings::Gender;
use super::people::{People, Person};
use super::registered::Registered;
use super::spelling::Spelling;
use super::variant::{Likeness, Variant, are_close_surnames, likeness};

/// How many people of one surname are compared with each other.
const NAMESAKES: usize = 24;

impl People {
    pub(super) fn add_group(&mut self, group: &mut [Spelling<'_>], registry: &Registered) {
        group.sort_by(|one, other| {
            other
                .count
                .cmp(&one.count)
                .then_with(|| one.place.0.cmp(&other.place.0))
                .then_with(|| one.name.cmp(other.name))
        });
        let mut taken: Vec<usize> = Vec::new();
        for spelling in group {
            let words: Vec<String> = spelling.key.split(' ').map(str::to_string).collect();
            let mut same: Option<(usize, bool)> = None;
            for person in taken.iter().take(NAMESAKES) {
                let Some(known) = self.people.get(*person) else {
                    continue;
                };
                match likeness(&known.words, &words) {
                    Likeness::Same => {
                        same = Some((*person, false));
                        break;
                    }
                    Likeness::Close if same.is_none() => {
                        let folded = known.count >= 2 * spelling.count
                            || words.concat().replace('y', "i")
                                == known.words.concat().replace('y', "i");
                        self.variants.push(Variant {
                            name: known.name.clone(),
                            variant: spelling.name.to_string(),
                            coverage: 0,
                            name_place: known.place.clone(),
                            variant_place: spelling.place.clone(),
                            folded,
                        });
                        if folded {
                            same = Some((*person, true));
                        }
                    }
                    _ => {}
                }
            }
            let registered = registry.name_of(spelling.key);
            if let Some(person) = registered.and_then(|name| self.by_shown.get(name)) {
                same = Some((*person, false));
            }
            if let Some((person, folded)) = same {
                self.by_name
                    .insert(spelling.key.to_string(), (person, folded));
                if let Some(known) = self.people.get_mut(person) {
                    known.count += spelling.count;
                    known.evident |= spelling.person || spelling.given;
                    if known.gender == Gender::Unknown {
                        known.gender = spelling.gender;
                    }
                }
                continue;
            }
            let index = self.people.len();
            taken.push(index);
            self.by_name
                .insert(spelling.key.to_string(), (index, false));
            if let Some(name) = registered {
                self.by_shown.entry(name.to_string()).or_insert(index);
            }
            self.people.push(Person {
                name: registered.unwrap_or(spelling.name).to_string(),
                words,
                gender: spelling.gender,
                evident: spelling.person || spelling.given,
                roles: Vec::new(),
                count: spelling.count,
                place: spelling.place.clone(),
            });
        }
    }

    /// One given name with two surnames a letter apart.
    pub(super) fn join_surnames(&mut self) {
        let mut by_given: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, person) in self.people.iter().enumerate() {
            if let Some((_, given)) = person.words.split_last() {
                by_given.entry(given.join(" ")).or_default().push(index);
            }
        }
        /// More spellings than anybody would look at.
        const MOST: usize = 200;
        for group in by_given.values() {
            if self.variants.len() >= MOST {
                break;
            }
            let group: Vec<usize> = group.iter().copied().take(NAMESAKES).collect();
            for (at, &one) in group.iter().enumerate() {
                for &other in group.get(at + 1..).unwrap_or_default() {
                    let (Some(a), Some(b)) = (self.people.get(one), self.people.get(other)) else {
                        continue;
                    };
                    let (Some(a_last), Some(b_last)) = (a.words.last(), b.words.last()) else {
                        continue;
                    };
                    if !are_close_surnames(a_last, b_last) {
                        continue;
                    }
                    let (more, less) = if a.count >= b.count {
                        (one, other)
                    } else {
                        (other, one)
                    };
                    let (Some(a), Some(b)) = (self.people.get(more), self.people.get(less)) else {
                        continue;
                    };
                    let folded = a.count >= 2 * b.count;
                    self.variants.push(Variant {
                        name: a.name.clone(),
                        variant: b.name.clone(),
                        coverage: 0,
                        name_place: a.place.clone(),
                        variant_place: b.place.clone(),
                        folded,
                    });
                    if folded {
                        for entry in self.by_name.values_mut().filter(|entry| entry.0 == less) {
                            *entry = (more, true);
                        }
                    }
                }
            }
        }
    }

    /// Shorter and longer spellings of one name: `Yesterday Ada Quill` is Ada Quill where she stands elsewhere,
    /// `Van der Plas` is Ada van der Plas, `Maite Roa` is Maite Roa Lasa.
    pub(super) fn join_parts(&mut self, inside: &HashSet<&str>, given: &HashSet<&str>) {
        let mut names: Vec<(&str, usize)> = self
            .by_name
            .iter()
            .map(|(name, (person, _))| (name.as_str(), *person))
            .collect();
        names.sort_unstable();
        let mut longer_of: HashMap<&str, Vec<(&str, usize)>> = HashMap::new();
        for (name, person) in &names {
            for (at, _) in name.match_indices(' ').take(5) {
                let (Some(front), Some(back)) = (name.get(..at), name.get(at + 1..)) else {
                    continue;
                };
                for part in [front, back] {
                    if part.contains(' ') {
                        longer_of.entry(part).or_default().push((name, *person));
                    }
                }
            }
        }
        let mut joined: Vec<(String, usize)> = Vec::new();
        for (name, person) in &names {
            let Some([(longer, other)]) = longer_of.get(name).map(Vec::as_slice) else {
                continue;
            };
            if other == person {
                continue;
            }
            let prefix = longer.starts_with(name);
            let real = prefix
                || inside.contains(*longer)
                || given.contains(*longer) && !given.contains(name);
            if real {
                joined.push(((*name).to_string(), *other));
            } else {
                joined.push(((*longer).to_string(), *person));
            }
        }
        for (name, person) in joined {
            let before = self.by_name.insert(name, (person, false));
            if let Some((before, _)) = before {
                let count = self.people.get(before).map_or(0, |person| person.count);
                let gender = self
                    .people
                    .get(before)
                    .map_or(Gender::Unknown, |person| person.gender);
                if let Some(kept) = self.people.get_mut(person) {
                    kept.count += count;
                    if kept.gender == Gender::Unknown {
                        kept.gender = gender;
                    }
                }
            }
        }
    }
}
