//! What every profile makes of a capture: for whoever chooses one, or writes one.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::choose::choose;
use super::line::lines_of;
use super::profiles::Profiles;
use super::read::read;
use super::reading::{LineClass, Options};
use crate::base::source_text::SourceText;

/// What one profile makes of a capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surveyed {
    /// The profile's name.
    pub profile: String,
    /// How many lines bear its signs; `None` for a profile without signs.
    pub signs: Option<usize>,
    /// How many entries it finds.
    pub entries: usize,
    /// How many lines it takes for each class. The sum is the number of the capture's lines.
    pub classes: BTreeMap<LineClass, usize>,
    /// The numbers of the lines that none of its rules knew.
    pub unplaced: Vec<usize>,
}

/// What the profiles make of a capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// The profile that `auto` takes.
    pub taken: Option<String>,
    /// The profile that would have been next.
    pub runner_up: Option<String>,
    /// Every profile that finds an entry or has a sign in the capture, the taken one first.
    pub profiles: Vec<Surveyed>,
}

/// Reads a capture with every profile. Times are not asked for: what is looked at is the layout.
#[must_use]
pub fn survey(source: &Arc<SourceText>, profiles: &Profiles) -> Survey {
    let lines = lines_of(&source.text);
    let chosen = choose(profiles, &lines);
    let (taken, runner_up) = chosen.map_or((None, None), |chosen| {
        (Some(chosen.profile.name.clone()), chosen.runner_up)
    });
    let mut surveyed: Vec<Surveyed> = Vec::new();
    for (profile, signs) in profiles.ranked(&lines) {
        let signs = (!profile.is_fallback()).then_some(signs);
        let one = look(source, profiles, &profile.name, signs);
        // One last resort that finds what another finds says nothing new.
        let again = surveyed
            .iter()
            .any(|known| known.signs.is_none() && known.classes == one.classes);
        if one.signs.is_some() || (one.entries > 0 && !again) {
            surveyed.push(one);
        }
    }
    surveyed.sort_by_key(|one| {
        let name = Some(&one.profile);
        (name != taken.as_ref(), name != runner_up.as_ref())
    });
    Survey {
        taken,
        runner_up,
        profiles: surveyed,
    }
}

fn look(
    source: &Arc<SourceText>,
    profiles: &Profiles,
    name: &str,
    signs: Option<usize>,
) -> Surveyed {
    let options = Options {
        profile: Some(name.to_string()),
        untimed: true,
        ..Options::default()
    };
    let reading = read(source, &options, profiles, &mut Vec::new());
    let mut surveyed = Surveyed {
        profile: name.to_string(),
        signs,
        entries: 0,
        classes: BTreeMap::new(),
        unplaced: Vec::new(),
    };
    if let Some(reading) = reading {
        surveyed.entries = reading.entries.len();
        for line in reading.lines {
            if line.class == LineClass::Unplaced {
                surveyed.unplaced.push(line.number);
            }
            *surveyed.classes.entry(line.class).or_default() += 1;
        }
    }
    surveyed
}
