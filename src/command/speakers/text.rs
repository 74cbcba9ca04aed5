//! Who was found, for reading in a terminal.

use super::report::{Ground, Person, Report};
use crate::command::table::table;
use crate::command::terminal::plural;

/// How many places are shown of a person.
const PLACES: usize = 3;

/// The table with the places under each name, then what somebody should look at. All places where `all`.
pub fn drawn(report: &Report, all: bool) -> String {
    let mut text = people(report, all);
    section(&mut text, "Names that look like one person", &alike(report));
    section(&mut text, "Roles that do not agree", &roles(report));
    section(
        &mut text,
        "In speakers.toml, and nobody speaks under it",
        &report
            .unused
            .iter()
            .map(|table| format!("{}  {}:{}", table.name, table.file, table.line))
            .collect::<Vec<_>>(),
    );
    text
}

/// One line that counts.
pub fn summary(report: &Report) -> String {
    let people = plural(report.speakers.len(), "person").replace("persons", "people");
    let doubtful = report.speakers.iter().filter(|one| !one.page).count();
    let missing = report
        .speakers
        .iter()
        .filter(|one| one.page && !one.registered)
        .count();
    let mut line = format!("{people}, {doubtful} of them only probably.");
    if missing > 0 {
        line.push_str(&format!(
            " {missing} not in speakers.toml: `livesite speakers --write` adds them."
        ));
    }
    line
}

fn people(report: &Report, all: bool) -> String {
    if report.speakers.is_empty() {
        return "Nobody.\n".into();
    }
    let head = [
        "NAME",
        "STATE",
        "ENTRIES",
        "DIRECT",
        "REPORTED",
        "PROBABLY",
        "COVERAGES",
    ];
    let rows: Vec<Vec<String>> = std::iter::once(head.map(str::to_string).to_vec())
        .chain(report.speakers.iter().map(row))
        .collect();
    let drawn = table(&rows);
    let mut lines = drawn.lines();
    let mut text = String::new();
    let mut line = |text: &mut String| {
        text.push_str(lines.next().unwrap_or_default());
        text.push('\n');
    };
    line(&mut text);
    for person in &report.speakers {
        line(&mut text);
        let shown = if all { person.evidence.len() } else { PLACES };
        let names: Vec<&str> = person
            .aliases
            .iter()
            .chain(
                person
                    .spellings
                    .iter()
                    .filter(|name| !person.aliases.contains(name)),
            )
            .map(String::as_str)
            .collect();
        if !names.is_empty() {
            text.push_str(&format!("    also {}\n", names.join(", ")));
        }
        for ground in person.evidence.iter().take(shown) {
            text.push_str(&format!("    {}\n", place(ground)));
        }
        let left = person.evidence.len().saturating_sub(shown);
        if left > 0 {
            text.push_str(&format!("    … and {left} more (-v)\n"));
        }
    }
    text
}

fn row(person: &Person) -> Vec<String> {
    let state = match (person.registered, person.page) {
        (true, _) => "known",
        (false, true) => "new",
        (false, false) => "doubtful",
    };
    let coverages: Vec<&str> = person
        .coverages
        .iter()
        .map(|one| one.coverage.as_str())
        .collect();
    vec![
        person.name.clone(),
        state.into(),
        person.entries.to_string(),
        person.direct.to_string(),
        person.reported.to_string(),
        person.uncertain.to_string(),
        coverages.join(", "),
    ]
}

/// `content/x.md:12  `X says`, "Quill": surname, named in this entry`
fn place(ground: &Ground) -> String {
    let doubt = if ground.certain { "" } else { "probably: " };
    format!(
        "{}  {doubt}`{}`, \"{}\": {}",
        ground.place(),
        ground.rule,
        ground.as_written,
        ground.because
    )
}

fn section(text: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    text.push_str(&format!("\n{title}\n"));
    for line in lines {
        text.push_str(&format!("    {line}\n"));
    }
}

fn alike(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    for pair in &report.alike {
        let [one, other] = &pair.names;
        let taken = if pair.taken_for_one {
            "taken for one"
        } else {
            "kept apart"
        };
        lines.push(format!(
            "{}, {}: {}, {taken}",
            one.name, other.name, pair.why
        ));
        for name in [one, other] {
            lines.push(format!("    {}:{}  {}", name.file, name.line, name.name));
        }
    }
    lines
}

fn roles(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    for disagreement in &report.roles_disagree {
        let name = &disagreement.name;
        lines.push(match &disagreement.registered {
            Some(known) => format!("{name}: speakers.toml says {known} of that time"),
            None => format!("{name}: one person?"),
        });
        for role in &disagreement.roles {
            let date = role
                .first
                .map_or_else(String::new, |date| format!(", {date}"));
            lines.push(format!(
                "    {}:{}  {}{date}",
                role.file, role.line, role.role
            ));
        }
    }
    lines
}
