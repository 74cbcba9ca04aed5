//! Whoever wrote what is cited, as a person or as a house.

/// Small words that belong to the family name: "Ada von der Quill" is filed under von der Quill.
const PARTICLES: [&str; 22] = [
    "af", "al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn",
    "la", "le", "ten", "ter", "van", "von", "zu", "zum",
];

/// An author of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author<'a> {
    /// A person, by the whole name.
    Person(&'a str),
    /// A newspaper, an agency, the archive.
    House(&'a str),
}

impl<'a> Author<'a> {
    /// The name as it is written.
    #[must_use]
    pub fn name(self) -> &'a str {
        match self {
            Self::Person(name) | Self::House(name) => name,
        }
    }

    /// Given names and family name. `None` where the name must stay as it is: a house, a single word, or letters in
    /// which names are not turned round.
    #[must_use]
    pub fn parts(self) -> Option<(&'a str, &'a str)> {
        let Self::Person(name) = self else {
            return None;
        };
        let name = name.trim();
        // Names in other scripts are filed as they are written.
        let is_latin = |letter: char| !letter.is_alphabetic() || letter < '\u{250}';
        if !name.chars().all(is_latin) {
            return None;
        }
        let last = name.rfind(char::is_whitespace)?;
        let mut start = last;
        while let Some(before) = name[..start].trim_end().rfind(char::is_whitespace) {
            let word = name[before..start].trim();
            if !PARTICLES.contains(&word) {
                break;
            }
            start = before;
        }
        let (given, family) = (name[..start].trim(), name[start..].trim());
        (!given.is_empty()).then_some((given, family))
    }

    /// Family name first: `Castell, Noor`.
    #[must_use]
    pub fn filed(self) -> String {
        match self.parts() {
            Some((given, family)) => format!("{family}, {given}"),
            None => self.name().into(),
        }
    }

    /// Family name and initials: `Castell, N. J.`
    #[must_use]
    pub fn with_initials(self) -> String {
        let Some((given, family)) = self.parts() else {
            return self.name().into();
        };
        // "Anne-Marie" is "A.-M.".
        let initials = given.split_whitespace().map(|name| {
            let letters = name.split('-').filter_map(|part| part.chars().next());
            let letters: Vec<String> = letters
                .map(|letter| format!("{}.", letter.to_uppercase()))
                .collect();
            letters.join("-")
        });
        format!("{family}, {}", initials.collect::<Vec<_>>().join(" "))
    }
}
