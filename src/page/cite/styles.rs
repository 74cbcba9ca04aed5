//! Sentences: APA (7th edition, 10.16), Chicago (18th edition, 14.104, notes and bibliography) and MLA (9th edition, 5.38).
//! They are read by people: an address has its letters, not their codes.

use chrono::{Datelike as _, Locale, NaiveDate};

use super::{Author, Cited};
use crate::base::address::readable;

/// MLA shortens the names of months that have more than four letters.
const MLA_MONTHS: [&str; 12] = [
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
];

/// `Castell, N. (2031, March 4). Bridge closed to lorries. In Harwick: the night the sea came in. Harwick Courier. https://…`
pub fn apa(cited: &Cited<'_>) -> String {
    let authors: Vec<String> = cited
        .authors
        .iter()
        .map(|one| one.with_initials())
        .collect();
    let date = date_in(cited.date, "%Y, %B %-d").unwrap_or_else(|| "n.d.".into());
    let mut text = format!(
        "{} ({date}). {} In {}",
        ended(&apa_list(&authors)),
        ended(cited.title),
        ended(cited.coverage),
    );
    // A house that is the author is not named twice.
    if !is_author(cited, cited.publisher) {
        text = format!("{text} {}", ended(cited.publisher));
    }
    format!("{text} {}", readable(cited.url))
}

/// `Castell, Noor. "Bridge closed to lorries." Harwick: the night …, live coverage. Harwick Courier, March 4, 2031, 1:42 p.m. https://…`
pub fn chicago(cited: &Cited<'_>) -> String {
    let mut house: Vec<String> = Vec::new();
    if !is_author(cited, cited.publisher) {
        house.push(cited.publisher.into());
    }
    house.extend(date_in(cited.date, "%B %-d, %Y"));
    if let Some(instant) = cited.instant {
        let half = if instant.format("%p").to_string() == "AM" {
            "a.m."
        } else {
            "p.m."
        };
        house.push(format!("{} {half}", instant.format("%-I:%M")));
    }
    let house = house.join(", ");
    let mut text = format!(
        "{} “{}” {}, live coverage.",
        ended(&listed(&cited.authors, "and", true)),
        ended(cited.title),
        cited.coverage,
    );
    if !house.is_empty() {
        text = format!("{text} {}", ended(&house));
    }
    format!("{text} {}.", readable(cited.url))
}

/// `Castell, Noor. "Bridge closed to lorries." Harwick: the night …, Harwick Courier, 4 Mar. 2031, https://….`
pub fn mla(cited: &Cited<'_>) -> String {
    let mut parts = vec![cited.coverage.to_string()];
    if !is_author(cited, cited.publisher) {
        parts.push(cited.publisher.into());
    }
    if let Some(date) = cited.date {
        let month = MLA_MONTHS.get(date.month0() as usize).unwrap_or(&"");
        parts.push(format!("{} {month} {}", date.day(), date.year()));
    }
    parts.push(readable(cited.url));
    let authors = if cited.authors.len() > 2 {
        let first = cited.authors.first().map(|one| one.filed());
        format!("{}, et al.", first.unwrap_or_default())
    } else {
        listed(&cited.authors, "and", true)
    };
    format!(
        "{} “{}” {}.",
        ended(&authors),
        ended(cited.title),
        parts.join(", ")
    )
}

fn is_author(cited: &Cited<'_>, house: &str) -> bool {
    cited.authors.iter().any(|author| author.name() == house)
}

/// `A`, `A, & B`, `A, B, & C`.
fn apa_list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{}, & {last}", first.join(", ")),
    }
}

/// `Castell, Noor, Ada Quill, and Tomas Vell`: only the first name is turned round.
fn listed(authors: &[Author<'_>], and: &str, turned: bool) -> String {
    let names: Vec<String> = authors
        .iter()
        .enumerate()
        .map(|(place, author)| {
            if place == 0 && turned {
                author.filed()
            } else {
                author.name().into()
            }
        })
        .collect();
    match &names[..] {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{}, {and} {last}", first.join(", ")),
    }
}

fn date_in(date: Option<NaiveDate>, format: &str) -> Option<String> {
    date.map(|date| date.format_localized(format, Locale::en_US).to_string())
}

/// With a full stop, unless the words end with a mark of their own; inside a last quotation mark, as all three
/// manuals have it.
fn ended(words: &str) -> String {
    let words = words.trim();
    let is_quoted = |letter| letter != '’' || words.contains('‘');
    let bare =
        words.trim_end_matches(|letter| matches!(letter, '"' | '”' | '’') && is_quoted(letter));
    if bare.ends_with(['.', '?', '!', '…']) {
        return words.into();
    }
    let (text, marks) = words.split_at(bare.len());
    format!("{text}.{marks}")
}
