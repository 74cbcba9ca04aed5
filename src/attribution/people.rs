//! The people of a coverage: every full name that stands in it, spellings of one person joined.

use super::registered::Registered;
use super::spelling::{Spelling, is_person, spellings};
use std::collections::{BTreeMap, HashMap, HashSet};

use super::findings::{Findings, Gender, RolePhrase};
use super::mention::key;
use super::variant::{Likeness, Spot, Variant, likeness};

/// How many people of one surname are compared with each other.
const NAMESAKES: usize = 24;

/// A person of one coverage.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// The name to show.
    pub name: String,
    /// Its words, to compare by.
    pub words: Vec<String>,
    /// What titles said.
    pub gender: Gender,
    /// What the texts call the person.
    pub roles: Vec<Role>,
    /// How often the name stands.
    pub count: usize,
    /// Where it stands first.
    pub place: Spot,
}

/// A role that texts give a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// To compare.
    pub phrase: RolePhrase,
    /// As written the first time.
    pub written: String,
    /// The entries that give it, in order.
    pub entries: Vec<usize>,
}

impl Person {
    fn add_role(&mut self, entry: usize, phrase: &RolePhrase, written: &str) {
        /// Nobody has more; what has is made up to take time.
        const MOST: usize = 32;
        let more = self.roles.len() < MOST;
        match self.roles.iter_mut().find(|role| role.phrase == *phrase) {
            Some(role) if role.entries.last() == Some(&entry) => {}
            Some(role) => role.entries.push(entry),
            None if more => self.roles.push(Role {
                phrase: phrase.clone(),
                written: written.to_string(),
                entries: vec![entry],
            }),
            None => {}
        }
    }
}

/// All people of a coverage, and how to find them.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// The people.
    pub people: Vec<Person>,
    /// Full name → person, and whether it is a folded spelling.
    by_name: HashMap<String, (usize, bool)>,
    by_last: HashMap<String, Vec<usize>>,
    by_first: HashMap<String, Vec<usize>>,
    by_head: HashMap<String, Vec<usize>>,
    /// Spellings that look like one person.
    pub variants: Vec<Variant>,
}

impl People {
    /// Gathers the people of a coverage's entries.
    #[must_use]
    pub fn gather(coverage: usize, entries: &[&Findings], registry: &Registered) -> Self {
        let mut people = Self::default();
        let mut groups: BTreeMap<String, Vec<Spelling>> = BTreeMap::new();
        let (mut inside, mut given) = (HashSet::new(), HashSet::new());
        for spelling in spellings(entries) {
            if spelling.inside {
                inside.insert(spelling.words.join(" "));
            }
            if spelling.given {
                given.insert(spelling.words.join(" "));
            }
            if registry.is_no_person(&spelling.words.join(" ")) || !is_person(&spelling) {
                continue;
            }
            let last = spelling.words.last().cloned().unwrap_or_default();
            groups.entry(last).or_default().push(spelling);
        }
        for group in groups.into_values() {
            people.add_group(coverage, group, registry);
        }
        people.join_surnames(coverage);
        people.join_parts(&inside, &given);
        people.index();
        for (entry, findings) in entries.iter().enumerate() {
            for tie in &findings.ties {
                let Some(name) = findings.names.get(tie.name) else {
                    continue;
                };
                let words: Vec<String> = name.words.iter().map(|word| key(word)).collect();
                let found = people.full(&words).map(|(person, _)| person).or_else(|| {
                    let [only] = words.as_slice() else {
                        return None;
                    };
                    match people.by_last.get(only).map(Vec::as_slice) {
                        Some([person]) => Some(*person),
                        _ => None,
                    }
                });
                if let Some(person) = found.and_then(|person| people.people.get_mut(person)) {
                    if person.gender == Gender::Unknown {
                        person.gender = name.gender;
                    }
                    person.add_role(entry, &tie.phrase, &tie.role);
                }
            }
        }
        for (index, person) in people.people.iter().enumerate() {
            for role in &person.roles {
                let known = people.by_head.entry(role.phrase.head.clone()).or_default();
                if known.last() != Some(&index) {
                    known.push(index);
                }
            }
        }
        people
    }

    fn add_group(&mut self, coverage: usize, mut group: Vec<Spelling>, registry: &Registered) {
        group.sort_by(|one, other| {
            other
                .count
                .cmp(&one.count)
                .then_with(|| one.place.0.cmp(&other.place.0))
                .then_with(|| one.name.cmp(&other.name))
        });
        let mut taken: Vec<(usize, Vec<String>, Spot)> = Vec::new();
        for spelling in group {
            let compared = taken.iter().take(NAMESAKES);
            let mut same: Option<(usize, bool)> = None;
            for (person, words, place) in compared {
                match likeness(words, &spelling.words) {
                    Likeness::Same => {
                        same = Some((*person, false));
                        break;
                    }
                    Likeness::Close if same.is_none() => {
                        let Some(known) = self.people.get(*person) else {
                            continue;
                        };
                        let folded = known.count >= 2 * spelling.count
                            || spelling.words.concat().replace('y', "i")
                                == known.words.concat().replace('y', "i");
                        self.variants.push(Variant {
                            name: known.name.clone(),
                            variant: spelling.name.clone(),
                            coverage,
                            name_place: place.clone(),
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
            let joined = spelling.words.join(" ");
            if let Some((person, folded)) = same {
                self.by_name.insert(joined, (person, folded));
                if let Some(known) = self.people.get_mut(person) {
                    known.count += spelling.count;
                    if known.gender == Gender::Unknown {
                        known.gender = spelling.gender;
                    }
                }
                continue;
            }
            let index = self.people.len();
            taken.push((index, spelling.words.clone(), spelling.place.clone()));
            self.by_name.insert(joined.clone(), (index, false));
            self.people.push(Person {
                name: registry.name_of(&joined).unwrap_or(spelling.name),
                words: spelling.words,
                gender: spelling.gender,
                roles: Vec::new(),
                count: spelling.count,
                place: spelling.place,
            });
        }
    }

    /// One given name with two surnames a letter apart.
    fn join_surnames(&mut self, coverage: usize) {
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
                    if likeness(&a.words, &b.words) != Likeness::Close {
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
                        coverage,
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
    fn join_parts(&mut self, inside: &HashSet<String>, given: &HashSet<String>) {
        let mut names: Vec<(String, usize)> = self
            .by_name
            .iter()
            .map(|(name, (person, _))| (name.clone(), *person))
            .collect();
        names.sort();
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
            let Some([(longer, other)]) = longer_of.get(name.as_str()).map(Vec::as_slice) else {
                continue;
            };
            if other == person {
                continue;
            }
            let prefix = longer.starts_with(name.as_str());
            let real = prefix
                || inside.contains(*longer)
                || given.contains(*longer) && !given.contains(name);
            if real {
                joined.push((name.clone(), *other));
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

    fn index(&mut self) {
        let mut alive: Vec<usize> = self.by_name.values().map(|(person, _)| *person).collect();
        alive.sort_unstable();
        alive.dedup();
        for index in alive {
            let Some(person) = self.people.get(index) else {
                continue;
            };
            if let (Some(first), Some(last)) = (person.words.first(), person.words.last()) {
                for word in person
                    .words
                    .iter()
                    .skip(1)
                    .filter(|word| word.chars().count() > 3 || *word == last)
                {
                    let known = self.by_last.entry(word.clone()).or_default();
                    if !known.contains(&index) {
                        known.push(index);
                    }
                }
                self.by_first.entry(first.clone()).or_default().push(index);
            }
        }
        // A folded surname finds its person too.
        let mut folded: Vec<(String, usize)> = self
            .by_name
            .iter()
            .filter_map(|(name, (person, _))| Some((name.rsplit(' ').next()?.to_string(), *person)))
            .collect();
        folded.sort();
        for (last, person) in folded {
            let known = self.by_last.entry(last).or_default();
            if !known.contains(&person) {
                known.push(person);
            }
        }
    }

    /// The person of a full name, and whether through a folded spelling.
    #[must_use]
    pub fn full(&self, words: &[String]) -> Option<(usize, bool)> {
        self.by_name.get(&words.join(" ")).copied()
    }

    /// The people of a surname.
    #[must_use]
    pub fn of_surname(&self, word: &str) -> &[usize] {
        few(self.by_last.get(word))
    }

    /// The people whose name begins with a word.
    #[must_use]
    pub fn of_first(&self, word: &str) -> &[usize] {
        few(self.by_first.get(word))
    }

    /// The people who were given a role with this head.
    #[must_use]
    pub fn of_head(&self, head: &str) -> &[usize] {
        few(self.by_head.get(head))
    }
}

/// A list of people that is short enough to be searched: among more, nobody is meant.
fn few(found: Option<&Vec<usize>>) -> &[usize] {
    const MOST: usize = 64;
    let found = found.map_or(&[][..], Vec::as_slice);
    found.get(..found.len().min(MOST + 1)).unwrap_or_default()
}
