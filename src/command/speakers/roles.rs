//! The roles that texts give a person, and where they do not agree: two people may share the name.

use chrono::NaiveDate;
use serde::Serialize;

use super::report::Part;
use crate::archive::{SpeakerId, Survey};
use crate::base::name_key::name_key;

/// A role as a text gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoleUsed {
    /// As written.
    pub role: String,
    /// Entries that give it.
    pub entries: usize,
    /// The first day on which one does.
    pub first: Option<NaiveDate>,
    /// The last.
    pub last: Option<NaiveDate>,
    /// The file of the first.
    pub file: String,
    /// The line of it.
    pub line: usize,
}

/// A person whose roles do not agree.
#[derive(Debug, Serialize)]
pub struct Disagreement {
    /// Who.
    pub name: String,
    /// What `speakers.toml` says of the time, where that is what does not agree.
    pub registered: Option<String>,
    /// The roles.
    pub roles: Vec<RoleUsed>,
}

/// The roles of a person, in the order in which they come up.
pub fn roles_used(survey: &Survey, id: SpeakerId, part: &Part<'_>) -> Vec<RoleUsed> {
    let archive = &survey.archive;
    let mut used: Vec<RoleUsed> = Vec::new();
    for &entry_id in &part.entries {
        let entry = archive.entry(entry_id);
        let speaking = entry.speakers.iter().find(|one| one.speaker == id);
        let Some(role) = speaking.and_then(|speaking| speaking.role.as_ref()) else {
            continue;
        };
        let date = entry.date();
        let key = name_key(role);
        if let Some(known) = used.iter_mut().find(|known| name_key(&known.role) == key) {
            known.entries += 1;
            known.first = [known.first, date].into_iter().flatten().min();
            known.last = [known.last, date].into_iter().flatten().max();
            continue;
        }
        let mut here = part.evidence.iter().filter(|(id, _)| *id == entry_id);
        let (file, line) = match here.next() {
            Some((_, evidence)) => (evidence.place.source.path.clone(), evidence.line),
            None => (entry.source().path.clone(), entry.place.line_and_column().0),
        };
        used.push(RoleUsed {
            role: role.clone(),
            entries: 1,
            first: date,
            last: date,
            file,
            line,
        });
    }
    used
}

/// Roles that have no word in common: with what the registry says of their time, else with each other.
pub fn disagreements(survey: &Survey, id: SpeakerId, part: &Part<'_>) -> Option<Disagreement> {
    let speaker = &survey.archive.speakers[id];
    let used = roles_used(survey, id, part);
    let found = |registered: Option<String>, roles: Vec<RoleUsed>| {
        (!roles.is_empty()).then(|| Disagreement {
            name: speaker.name.clone(),
            registered,
            roles,
        })
    };
    if speaker.roles.is_empty() {
        let first = used.first()?;
        let others = used.iter().skip(1);
        let mut apart: Vec<RoleUsed> = others
            .filter(|role| !share_a_word(&role.role, &first.role))
            .cloned()
            .collect();
        if !apart.is_empty() {
            apart.insert(0, first.clone());
        }
        return found(None, apart);
    }
    let (mut said, mut apart): (Vec<&str>, Vec<RoleUsed>) = (Vec::new(), Vec::new());
    for role in used {
        let held: Vec<&str> = speaker
            .roles
            .iter()
            .filter(|span| role.first.is_none_or(|date| span.holds_on(date)))
            .map(|span| span.role.as_str())
            .collect();
        if !held.is_empty() && !held.iter().any(|held| share_a_word(held, &role.role)) {
            said.extend(&held);
            apart.push(role);
        }
    }
    said.dedup();
    found(Some(said.join("; ")), apart)
}

/// Whether two roles have a word in common that says something.
fn share_a_word(one: &str, other: &str) -> bool {
    let words = |role: &str| -> Vec<String> {
        role.to_lowercase()
            .split(|character: char| !character.is_alphanumeric())
            .filter(|word| word.chars().count() > 3)
            .map(str::to_string)
            .collect()
    };
    // Roles in two scripts cannot be compared.
    if one.is_ascii() != other.is_ascii() {
        return true;
    }
    let (one, other) = (words(one), words(other));
    one.is_empty() || other.is_empty() || one.iter().any(|word| other.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_agree_where_they_share_a_word() {
        assert!(share_a_word("council's chief engineer", "Chief engineer"));
        assert!(share_a_word("PM", "prime minister"), "too short to say");
        assert!(!share_a_word("harbour master", "midwife"));
    }
}
