//! The profiles there are: built in, and a site's own.

use std::sync::{Arc, LazyLock};

use super::profile::{Profile, any};
use super::profile_file::{read_built_in, read_profile};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::base::source_text::{Place, SourceText};

use super::line::Line;

macro_rules! built_in {
    ($($name:literal,)*) => {
        [$((concat!("profiles/", $name, ".toml"), include_str!(concat!("profiles/", $name, ".toml"))),)*]
    };
}

/// The built-in profiles; one stands below those that it extends.
const BUILT_IN: [(&str, &str); 18] = built_in![
    "generic",
    "bbc",
    "guardian",
    "cnn",
    "hindu",
    "telegraph",
    "al-jazeera",
    "reach",
    "unix-stamps",
    "scribblelive",
    "ticker-de",
    "ticker-fr",
    "ticker-es",
    "ticker-it",
    "keynote",
    "run-on",
    "bullets",
    "one-line",
];

/// The built-in profiles, read once, and only when some transcript is to be read.
static BUILT_IN_PROFILES: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    let mut profiles: Vec<Profile> = Vec::new();
    for (path, text) in BUILT_IN {
        let base = |name: &str| profiles.iter().find(|profile| profile.name == name);
        let read = read_built_in(&SourceText::new(path, text), base);
        profiles.extend(read);
    }
    profiles
});

/// The profiles that a transcript can be read with.
#[derive(Debug, Clone, Default)]
pub struct Profiles {
    /// The site's own; one of the name of a built-in one stands for it.
    own: Vec<Profile>,
}

impl Profiles {
    /// The built-in profiles.
    #[must_use]
    pub fn built_in() -> Self {
        Self::default()
    }

    /// Adds a site's own profile; one of the same name replaces a built-in one.
    #[must_use]
    pub fn with(mut self, source: &Arc<SourceText>, diagnostics: &mut Diagnostics) -> Self {
        let base = |name: &str| {
            BUILT_IN_PROFILES
                .iter()
                .find(|profile| profile.name == name)
        };
        if let Some(profile) = read_profile(source, base, diagnostics) {
            self.own.retain(|known| known.name != profile.name);
            self.own.insert(0, profile);
        }
        self
    }

    /// All of them: the site's own first, then the built-in ones.
    pub fn iter(&self) -> impl Iterator<Item = &Profile> {
        let replaced = |profile: &&Profile| self.own.iter().any(|own| own.name == profile.name);
        let built_in = BUILT_IN_PROFILES
            .iter()
            .filter(move |profile| !replaced(profile));
        self.own.iter().chain(built_in)
    }

    /// Whether a profile is the site's own.
    #[must_use]
    pub fn is_own(&self, profile: &Profile) -> bool {
        self.own.iter().any(|own| own.name == profile.name)
    }

    /// The profile of a name; an unknown name is an error.
    pub fn named(
        &self,
        name: &str,
        place: Option<&Place>,
        diagnostics: &mut Diagnostics,
    ) -> Option<&Profile> {
        let found = self.iter().find(|profile| profile.name == name);
        if found.is_none() {
            let names: Vec<&str> = self.iter().map(|profile| profile.name.as_str()).collect();
            let mut diagnostic = Diagnostic::error(
                Code::UnknownProfile,
                format!("there is no profile `{name}`"),
            );
            if let Some(place) = place {
                diagnostic = diagnostic.at_place(place.clone());
            }
            if let Some(near) = nearest(name, names.iter().copied()) {
                diagnostic = diagnostic.hint(format!("did you mean `{near}`?"));
            }
            let known: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
            diagnostics
                .push(diagnostic.hint(format!("the profiles are {}, or `auto`", known.join(", "))));
        }
        found
    }

    /// The profiles in the order in which they fit a capture, with how many lines bear their signs.
    /// One without signs of its own comes last.
    #[must_use]
    pub fn ranked(&self, lines: &[Line<'_>]) -> Vec<(&Profile, usize)> {
        let mut ranked: Vec<_> = self
            .iter()
            .map(|profile| {
                let hits = lines
                    .iter()
                    .filter(|line| any(&profile.detect, line.text))
                    .count();
                (profile, hits)
            })
            .filter(|(profile, hits)| *hits > 0 || profile.is_fallback())
            .collect();
        ranked.sort_by_key(|(_, hits)| std::cmp::Reverse(*hits));
        ranked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_profiles_have_no_mistakes() {
        for (path, text) in BUILT_IN {
            let mut said = Vec::new();
            let base = |name: &str| {
                BUILT_IN_PROFILES
                    .iter()
                    .find(|profile| profile.name == name)
            };
            let profile = read_profile(&SourceText::new(path, text), base, &mut said);
            assert!(
                said.is_empty(),
                "{path}: {}",
                said.iter().map(|one| one.render(false)).collect::<String>()
            );
            assert!(profile.is_some());
        }
    }

    #[test]
    fn a_mistake_has_its_place_and_an_unknown_name_a_neighbour() {
        let text = "name = \"mine\"\n[[entry]]\nstart = '^{clock} (?P<text>.+)$'\n[figure]\ncredit = '(.*'\n[drop]\ncut = ', external'\n";
        let mut said = Vec::new();
        let profiles =
            Profiles::built_in().with(&SourceText::new("profiles/mine.toml", text), &mut said);
        let places: Vec<_> = said
            .iter()
            .map(|one| (one.code, one.place.as_ref().map(Place::line_and_column)))
            .collect();
        assert_eq!(
            places,
            [
                (Code::BadProfile, Some((5, 10))),
                (Code::BadProfile, Some((7, 7)))
            ]
        );
        said.clear();
        assert!(profiles.named("mine", None, &mut said).is_some());
        let text = "name = \"mine\"\nextends = \"genric\"\n";
        let _ = Profiles::built_in().with(&SourceText::new("profiles/mine.toml", text), &mut said);
        let place = said
            .pop()
            .and_then(|one| Some((one.code, one.place.as_ref().map(Place::line_and_column)?)));
        assert_eq!(place, Some((Code::UnknownProfile, (2, 11))));
        assert!(profiles.named("bcc", None, &mut said).is_none());
        assert_eq!(
            said.first()
                .map(|one| one.hints.first().map(String::as_str)),
            Some(Some("did you mean `bbc`?"))
        );
    }
}
