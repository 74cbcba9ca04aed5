//! The people of a coverage: every full name that stands in it, spellings of one person joined.

use super::registered::Registered;
use super::spelling::{Spelling, spellings};
use std::collections::{HashMap, HashSet};

use super::findings::{Findings, Gender, RolePhrase};
use super::variant::{Spot, Variant};
use unicode_normalization::UnicodeNormalization;

/// A person of one coverage.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// The name to show.
    pub name: String,
    /// Its words, to compare by.
    pub words: Vec<String>,
    /// What titles said.
    pub gender: Gender,
    /// A title, a role, an age or a name that parents give says that it is a person, and not only its capitals.
    pub evident: bool,
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
#[derive(Debug, Clone, Default, PartialEq)]
pub struct People {
    /// The people.
    pub people: Vec<Person>,
    /// Full name → person, and whether it is a folded spelling.
    pub(super) by_name: HashMap<String, (usize, bool)>,
    by_last: HashMap<String, Vec<usize>>,
    by_first: HashMap<String, Vec<usize>>,
    by_head: HashMap<String, Vec<usize>>,
    /// A name that only ever stands alone, with its title: `dunmore` → `Lord Dunmore`. `None` where there are two.
    by_title: HashMap<String, Option<String>>,
    /// The head of such a title → the name: `judge` → `Mr Justice Dunmore`. `None` where there are two.
    by_title_head: HashMap<String, Option<String>>,
    /// The name of the registry → person.
    pub(super) by_shown: HashMap<String, usize>,
    /// Spellings that look like one person.
    pub variants: Vec<Variant>,
}

impl People {
    /// Gathers the people of a coverage's entries. What its title and summary name counts only where no entry names
    /// anybody of that surname: a summary tells of people of whom its entries say more.
    #[must_use]
    pub fn gather(entries: &[&Findings], about: Option<&Findings>, registry: &Registered) -> Self {
        let mut people = Self::default();
        let mut spellings = spellings(entries);
        let keys = |is_so: fn(&Spelling<'_>) -> bool| -> HashSet<&str> {
            let so = spellings.iter().filter(|spelling| is_so(spelling));
            so.map(|spelling| spelling.key).collect()
        };
        let (inside, given) = (keys(|one| one.inside), keys(|one| one.given));
        spellings.retain(|spelling| {
            (spelling.is_person() || registry.name_of(spelling.key).is_some())
                && !registry.is_no_person(spelling.key)
        });
        spellings.sort_by(|one, other| one.last().cmp(other.last()));
        for group in spellings.chunk_by_mut(|one, other| one.last() == other.last()) {
            people.add_group(group, registry);
        }
        people.join_surnames();
        people.join_parts(&inside, &given);
        people.index();
        for name in entries.iter().flat_map(|findings| &findings.names) {
            if let (true, Some(title)) = (name.is_single(), &name.title) {
                let shown = format!("{title} {}", name.written);
                let known = people
                    .by_title
                    .entry(name.key.clone())
                    .or_insert_with(|| Some(shown.clone()));
                if known.as_ref() != Some(&shown) {
                    *known = None;
                }
            }
        }
        for findings in entries {
            people.index_titles(findings);
        }
        for (entry, findings) in entries.iter().enumerate() {
            people.give_roles(entry, findings, 0);
        }
        if let Some(about) = about {
            people.add_about(entries.len(), about, registry);
            people.give_roles(entries.len(), about, 0);
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

    /// Gives people, those from `first` on, the roles that an entry ties to their names.
    fn give_roles(&mut self, entry: usize, findings: &Findings, first: usize) {
        for tie in &findings.ties {
            let Some(name) = findings.names.get(tie.name) else {
                continue;
            };
            let found = self.full(&name.key).map(|(person, _)| person).or_else(|| {
                let people = self.by_last.get(&name.key).filter(|_| name.is_single());
                match people.map(Vec::as_slice) {
                    Some([person]) => Some(*person),
                    _ => None,
                }
            });
            let found = found.filter(|person| *person >= first);
            if let Some(person) = found.and_then(|person| self.people.get_mut(person)) {
                if person.gender == Gender::Unknown {
                    person.gender = name.gender;
                }
                person.evident = true;
                person.add_role(entry, &tie.phrase, &tie.role);
            }
        }
    }

    /// The people whom only the title and summary name.
    fn add_about(&mut self, entry: usize, about: &Findings, registry: &Registered) {
        for mut spelling in spellings(&[about]) {
            if self.by_last.contains_key(spelling.last())
                || self.by_name.contains_key(spelling.key)
                || registry.is_no_person(spelling.key)
                || !spelling.is_person()
            {
                continue;
            }
            spelling.place.0 = entry;
            let last = spelling.last().to_string();
            let added = self.people.len();
            self.add_group(&mut [spelling], registry);
            if self.people.len() > added {
                self.by_last.entry(last).or_default().push(added);
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
                    // A surname may stand without its accents: `Němec`, `Nemec`.
                    let plain = (!word.is_ascii()).then(|| without_accents(word));
                    for word in [Some(word.clone()), plain].into_iter().flatten() {
                        let known = self.by_last.entry(word).or_default();
                        if known.last() != Some(&index) {
                            known.push(index);
                        }
                    }
                }
                self.by_first.entry(first.clone()).or_default().push(index);
            }
        }
        // A folded surname finds its person too.
        let mut folded: Vec<(&str, usize)> = self
            .by_name
            .iter()
            .filter_map(|(name, (person, _))| Some((name.rsplit(' ').next()?, *person)))
            .collect();
        folded.sort_unstable();
        for (last, person) in folded {
            match self.by_last.get_mut(last) {
                Some(known) if known.contains(&person) => {}
                Some(known) => known.push(person),
                None => {
                    self.by_last.insert(last.to_string(), vec![person]);
                }
            }
        }
    }

    /// The full names, each in small letters, in no order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// The person of a full name, and whether through a folded spelling.
    #[must_use]
    pub fn full(&self, key: &str) -> Option<(usize, bool)> {
        self.by_name.get(key).copied()
    }

    /// The person whom the registry calls so.
    #[must_use]
    pub fn shown_as(&self, name: &str) -> Option<usize> {
        self.by_shown.get(name).copied()
    }

    /// A name that stands alone, with the title that it has throughout the coverage.
    #[must_use]
    pub fn titled(&self, word: &str) -> Option<&str> {
        self.by_title.get(word)?.as_deref()
    }

    /// A name that only ever stands alone, by what its title says: `judge` of `Mr Justice Dunmore`.
    #[must_use]
    pub fn titled_as(&self, head: &str) -> Option<&str> {
        self.by_title_head.get(head)?.as_deref()
    }

    fn index_titles(&mut self, findings: &Findings) {
        for tie in &findings.ties {
            let Some(name) = findings.names.get(tie.name).filter(|name| name.is_single()) else {
                continue;
            };
            let Some(Some(shown)) = self.by_title.get(&name.key).cloned() else {
                continue;
            };
            if self.by_last.contains_key(&name.key) {
                continue;
            }
            let known = self
                .by_title_head
                .entry(tie.phrase.head.clone())
                .or_insert_with(|| Some(shown.clone()));
            if known.as_ref() != Some(&shown) {
                *known = None;
            }
        }
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

fn without_accents(word: &str) -> String {
    word.nfd()
        .filter(|letter| !unicode_normalization::char::is_combining_mark(*letter))
        .collect()
}

/// A list of people that is short enough to be searched: among more, nobody is meant.
fn few(found: Option<&Vec<usize>>) -> &[usize] {
    const MOST: usize = 64;
    let found = found.map_or(&[][..], Vec::as_slice);
    found.get(..found.len().min(MOST + 1)).unwrap_or_default()
}
