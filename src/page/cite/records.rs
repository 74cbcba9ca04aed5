//! Records for reference managers: BibTeX, RIS, CSL-JSON (citationstyles.org, schema 1.0), and Wikipedia's `{{cite web}}`.

use std::fmt::Write as _;

use chrono::{Datelike as _, Locale};
use serde_json::{Map, Value, json};

use super::{Author, Cited};

/// An `@online` entry of BibLaTeX, with the `year` that older styles ask for.
pub fn bibtex(cited: &Cited<'_>) -> String {
    let mut fields = Vec::new();
    let authors: Vec<String> = cited
        .authors
        .iter()
        .map(|author| match author.parts() {
            Some((given, family)) => format!("{}, {}", tex(family), tex(given)),
            // Braces keep a house's name in one piece.
            None => format!("{{{}}}", tex(author.name())),
        })
        .collect();
    fields.push(("author", authors.join(" and ")));
    // Braces keep capitals as they are.
    fields.push(("title", format!("{{{}}}", tex(cited.title))));
    fields.push(("maintitle", format!("{{{}}}", tex(cited.coverage))));
    // A house that is the author is not named twice.
    if !cited.authors.contains(&Author::House(cited.publisher)) {
        fields.push(("organization", tex(cited.publisher)));
    }
    if let Some(date) = cited.date {
        fields.push(("date", date.format("%Y-%m-%d").to_string()));
        fields.push(("year", date.year().to_string()));
    }
    fields.push(("url", cited.url.into()));
    fields.push(("langid", cited.language.into()));
    let width = fields.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut record = format!("@online{{{},\n", bibtex_key(cited));
    for (name, value) in fields {
        let _ = writeln!(record, "  {name:width$} = {{{value}}},");
    }
    record.push('}');
    record
}

/// A key of plain letters: BibTeX before Biber knows no others.
fn bibtex_key(cited: &Cited<'_>) -> String {
    let key: String = cited
        .key
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
        .collect();
    let key = key.trim_matches('-');
    if key.is_empty() {
        "entry".into()
    } else {
        key.into()
    }
}

/// Text for TeX: what would be a command is written as a letter.
fn tex(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in one_line(text).chars() {
        match letter {
            '\\' => written.push_str("\\textbackslash{}"),
            '~' => written.push_str("\\textasciitilde{}"),
            '^' => written.push_str("\\textasciicircum{}"),
            '{' | '}' | '%' | '&' | '#' | '_' | '$' => {
                written.push('\\');
                written.push(letter);
            }
            _ => written.push(letter),
        }
    }
    written
}

/// A `BLOG` record of RIS: tags of two letters, lines that end with CR LF where they are a file; here with LF.
pub fn ris(cited: &Cited<'_>) -> String {
    let mut lines = vec![("TY", "BLOG".to_string())];
    for author in &cited.authors {
        lines.push(("AU", author.filed()));
    }
    lines.push(("TI", cited.title.into()));
    lines.push(("T2", cited.coverage.into()));
    lines.push(("PB", cited.publisher.into()));
    if let Some(date) = cited.date {
        lines.push(("PY", date.year().to_string()));
        lines.push(("DA", date.format("%Y/%m/%d").to_string()));
    }
    lines.push(("LA", cited.language.into()));
    lines.push(("DP", cited.archive.into()));
    lines.push(("UR", cited.url.into()));
    let mut record = String::new();
    for (tag, value) in lines {
        let _ = writeln!(record, "{tag}  - {}", one_line(&value));
    }
    // The end of a record has no value.
    record.push_str("ER  - ");
    record
}

/// One item of CSL-JSON, in the list that programs import; in one line, because every entry's page carries it.
pub fn csl_json(cited: &Cited<'_>) -> String {
    let authors: Vec<Value> = cited
        .authors
        .iter()
        .map(|author| match (author, author.parts()) {
            (_, Some((given, family))) => json!({"family": family, "given": given}),
            (Author::Person(name) | Author::House(name), None) => json!({"literal": name}),
        })
        .collect();
    let mut item = Map::new();
    item.insert("id".into(), json!(cited.key));
    item.insert("type".into(), json!("post-weblog"));
    item.insert("title".into(), json!(cited.title));
    item.insert("author".into(), json!(authors));
    item.insert("container-title".into(), json!(cited.coverage));
    item.insert("publisher".into(), json!(cited.publisher));
    item.insert("archive".into(), json!(cited.archive));
    if let Some(date) = cited.date {
        let parts = [
            date.year(),
            date.month().cast_signed(),
            date.day().cast_signed(),
        ];
        item.insert("issued".into(), json!({"date-parts": [parts]}));
    }
    item.insert("language".into(), json!(cited.language));
    item.insert("URL".into(), json!(cited.url));
    serde_json::to_string(&json!([item])).unwrap_or_default()
}

/// Wikipedia's template `{{cite web}}`, whose parameters are named in its documentation.
pub fn wikipedia(cited: &Cited<'_>) -> String {
    let mut parts = vec!["cite web".to_string()];
    let alone = cited.authors.len() == 1;
    for (place, author) in cited.authors.iter().enumerate() {
        let number = if alone {
            String::new()
        } else {
            (place + 1).to_string()
        };
        match author.parts() {
            Some((given, family)) => {
                parts.push(format!("last{number}={}", wiki(family)));
                parts.push(format!("first{number}={}", wiki(given)));
            }
            // The publisher stands for itself below.
            None if author.name() == cited.publisher => {}
            None => parts.push(format!("author{number}={}", wiki(author.name()))),
        }
    }
    if let Some(date) = cited.date {
        let date = date.format_localized("%-d %B %Y", Locale::en_GB);
        parts.push(format!("date={date}"));
    }
    parts.push(format!("title={}", wiki(cited.title)));
    parts.push(format!("work={}", wiki(cited.coverage)));
    parts.push(format!("publisher={}", wiki(cited.publisher)));
    parts.push(format!("url={}", cited.url));
    if !cited.language.starts_with("en") {
        parts.push(format!("language={}", cited.language));
    }
    format!("{{{{{}}}}}", parts.join(" |"))
}

/// Text inside a template of a wiki: what would end a parameter or begin a link is written as a letter.
fn wiki(text: &str) -> String {
    one_line(text)
        .replace('|', "{{!}}")
        .replace('[', "&#91;")
        .replace(']', "&#93;")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
