//! Who wrote an entry, where a line says it: a byline of the profile's own, or a name alone.

use super::body::Body;
use super::head::signed;
use super::profile::{BylineForm, any};
use super::reading::LineClass;
use super::shape::is_person_name;
use crate::source::entry::Byline;

/// The longest list of writers that is looked into, in bytes.
const LONGEST_NAMES: usize = 400;

/// Names without the outlets before them: `Ana Roe and Channel Nord's Bix Tor`.
fn without_outlets(names: &str) -> String {
    let mut kept = names.to_string();
    if names.len() > LONGEST_NAMES {
        return kept;
    }
    for possessive in ["'s ", "\u{2019}s "] {
        while let Some(at) = kept.find(possessive) {
            let from = kept
                .get(..at)
                .and_then(|before| {
                    ["and ", ", "]
                        .iter()
                        .filter_map(|join| Some(before.rfind(join)? + join.len()))
                        .max()
                })
                .unwrap_or(0);
            kept.replace_range(from..at + possessive.len(), "");
        }
    }
    kept
}

impl Body<'_> {
    /// A line of the profile's own that says who wrote the entry.
    pub(super) fn signed_line(&mut self, text: &str) -> bool {
        let rules = &self.profile.byline.lines;
        let Some((names, role)) = rules.iter().find_map(|pattern| {
            let names = pattern.group("names", text)?;
            Some((names, pattern.group("role", text)))
        }) else {
            return false;
        };
        for mut writer in signed(&without_outlets(&names)) {
            writer.role.clone_from(&role);
            if !self.byline.iter().any(|known| known.name == writer.name) {
                self.byline.push(writer);
            }
        }
        self.take(LineClass::Byline);
        true
    }

    /// A writer's name alone, where the profile has such bylines and text follows.
    pub(super) fn name_alone(&mut self) {
        let rules = &self.profile.byline;
        if let Some(text) = self.text(0)
            && !any(&rules.lines, text)
            && rules.form == BylineForm::NameAlone
            && self.byline.is_empty()
            && self.text(1).is_some()
            && is_person_name(text)
            && !any(&rules.places, text)
        {
            self.byline.push(Byline {
                name: text.to_string(),
                role: None,
            });
            self.take(LineClass::Byline);
            // A portrait's alt text, and below it the name itself.
            if self.text(0) == Some(text) {
                self.take(LineClass::Byline);
            }
        }
    }
}
