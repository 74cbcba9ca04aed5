//! What is to be added to `speakers.toml`, in a form meant for editing: tables, and suggestions as comments.

use std::collections::BTreeSet;

use super::alike::{Alike, alike};
use super::report::{Filter, Part, Person, parts, person};
use super::roles::RoleUsed;
use crate::archive::Survey;
use crate::base::name_key::name_key;
use crate::command::terminal::plural;
use crate::source::toml_text;

/// One person to be added.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The table's key.
    pub slug: String,
    /// Whether a table is written; else the same as comments.
    pub table: bool,
    /// Why it is a comment only.
    pub doubt: String,
    /// Names that were taken for this one.
    pub aliases: Vec<String>,
    name: String,
    counts: String,
    roles: Vec<RoleUsed>,
}

/// Everybody without a table, by slug. A name on inference only, or a single name that would be taken for a person
/// wherever it stands, is a suggestion.
pub fn candidates(survey: &Survey) -> Vec<Candidate> {
    let archive = &survey.archive;
    let parts = parts(survey, Filter::default());
    let taken: BTreeSet<String> = archive
        .speakers
        .iter()
        .flat_map(|speaker| std::iter::once(&speaker.name).chain(&speaker.aliases))
        .chain(archive.unused_speakers.iter().map(|table| &table.name))
        .map(|name| name_key(name))
        .collect();
    let mut given: BTreeSet<String> = BTreeSet::new();
    let none = Part::default();
    archive
        .speakers
        .ids()
        .filter(|&id| !archive.speakers[id].registered)
        .map(|id| {
            let person = person(survey, id, parts.get(&id).unwrap_or(&none));
            let aliases = person
                .spellings
                .iter()
                .filter(|name| !taken.contains(&name_key(name)) && given.insert(name_key(name)));
            Candidate {
                aliases: aliases.cloned().collect(),
                table: person.page,
                doubt: "on inference only".into(),
                counts: counts(&person),
                slug: person.slug,
                name: person.name,
                roles: person.roles,
            }
        })
        .collect()
}

/// `9 entries of harwick-flood; statements: 12 direct, 8 reported; the first: content/harwick-flood.txt:560, by …`
fn counts(person: &Person) -> String {
    let coverages: Vec<&str> = person
        .coverages
        .iter()
        .map(|one| one.coverage.as_str())
        .collect();
    let entries = plural(person.entries, "entry").replace("entrys", "entries");
    let mut text = format!(
        "{entries} of {}; statements: {} direct, {} reported",
        coverages.join(", "),
        person.direct,
        person.reported,
    );
    let mut sure = person.evidence.iter().filter(|ground| ground.certain);
    if let Some(first) = sure.next().or(person.evidence.first()) {
        text.push_str(&format!(
            "; the first: {}, by `{}`, \"{}\"",
            first.place(),
            first.rule,
            first.as_written
        ));
    }
    text
}

impl Candidate {
    /// The block of the file.
    pub fn block(&self) -> String {
        let mut comment = String::new();
        let mut table = format!(
            "[{}]\nname = {}\n",
            toml_text::key(&self.slug),
            toml_text::string(&self.name)
        );
        if !self.aliases.is_empty() {
            let names: Vec<String> = self
                .aliases
                .iter()
                .map(|name| toml_text::string(name))
                .collect();
            table.push_str(&format!("aliases = [{}]\n", names.join(", ")));
        }
        if !self.table {
            comment.push_str(&line(&format!("Perhaps ({}):", self.doubt)));
        }
        comment.push_str(&line(&self.counts));
        let table = if self.table {
            table
        } else {
            table.lines().map(line).collect()
        };
        let roles = roles(&self.roles);
        format!("{comment}{table}{roles}")
    }

    /// The line by which a suggestion is known to stand in a file already.
    pub fn mark(&self) -> String {
        line(&format!("[{}]", toml_text::key(&self.slug)))
    }
}

/// The roles as texts give them, as comments: a text says that a role was held, not from when to when.
fn roles(roles: &[RoleUsed]) -> String {
    if roles.is_empty() {
        return String::new();
    }
    let spans: Vec<String> = roles
        .iter()
        .map(|role| {
            let day = |key: &str, date: Option<chrono::NaiveDate>| {
                date.map_or_else(String::new, |date| format!(", {key} = {date}"))
            };
            format!(
                "{{ role = {}{}{} }}",
                toml_text::string(&role.role),
                day("from", role.first),
                day("to", role.last)
            )
        })
        .collect();
    line(&format!("roles = [{}]", spans.join(", ")))
}

/// Pairs of names that only a person can say to be one, as comments.
pub fn questions(survey: &Survey, written: &[Candidate]) -> Vec<String> {
    let is_alias = |name: &str| {
        let key = name_key(name);
        let mut known = written
            .iter()
            .filter(|one| one.table)
            .flat_map(|one| &one.aliases)
            .chain(survey.archive.speakers.iter().flat_map(|one| &one.aliases));
        known.any(|alias| name_key(alias) == key)
    };
    alike(survey)
        .iter()
        .filter(|pair| !pair.names.iter().any(|name| is_alias(&name.name)))
        .map(question)
        .collect()
}

fn question(pair: &Alike) -> String {
    let [one, other] = &pair.names;
    let taken = if pair.taken_for_one {
        "taken for one"
    } else {
        "kept apart"
    };
    [
        line(&head_of(pair)),
        line(&format!(
            "  {}, {taken}: {}:{} and {}:{}.",
            pair.why, one.file, one.line, other.file, other.line
        )),
        line(&format!(
            "  If they are one, give one of the two tables: aliases = [{}]",
            toml_text::string(&other.name)
        )),
    ]
    .concat()
}

fn head_of(pair: &Alike) -> String {
    let [one, other] = &pair.names;
    let mut names = [one.name.as_str(), other.name.as_str()];
    names.sort_unstable();
    format!("One person? {}, {}", names[0], names[1])
}

/// A line of comment, without what TOML does not allow in one.
fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let indent = if text.starts_with("  ") { "  " } else { "" };
    let text: String = words
        .join(" ")
        .chars()
        .filter(|character| !character.is_control())
        .collect();
    format!("# {indent}{text}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(table: bool) -> Candidate {
        Candidate {
            slug: "ada-quill".into(),
            table,
            doubt: "on inference only".into(),
            aliases: vec!["Ada \"A\" Quil".into()],
            name: "Ada Quill".into(),
            counts: "1 entry\nof x".into(),
            roles: vec![RoleUsed {
                role: "harbour master".into(),
                entries: 1,
                first: chrono::NaiveDate::from_ymd_opt(2031, 3, 4),
                last: None,
                file: String::new(),
                line: 1,
            }],
        }
    }

    #[test]
    fn a_table_is_toml_and_a_suggestion_is_none() {
        assert_eq!(
            candidate(true).block(),
            concat!(
                "# 1 entry of x\n[ada-quill]\nname = \"Ada Quill\"\naliases = [\"Ada \\\"A\\\" Quil\"]\n",
                "# roles = [{ role = \"harbour master\", from = 2031-03-04 }]\n"
            )
        );
        let suggestion = candidate(false);
        assert!(
            suggestion
                .block()
                .lines()
                .all(|line| line.starts_with("# "))
        );
        assert!(suggestion.block().contains(&suggestion.mark()));
    }
}
