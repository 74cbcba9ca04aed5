//! Dates as outlets write them, in five languages, with or without a year.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

/// Month names and abbreviations (English, German, French, Spanish, Italian), lower case, by month.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene", "gennaio", "gen",
    ],
    &[
        "february", "feb", "februar", "février", "fevrier", "févr", "febrero", "febbraio",
    ],
    &["march", "mar", "märz", "maerz", "mrz", "mars", "marzo"],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile"],
    &["may", "mai", "mayo", "maggio", "mag"],
    &["june", "jun", "juni", "juin", "junio", "giugno", "giu"],
    &[
        "july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug",
    ],
    &["august", "aug", "août", "aout", "agosto", "ago"],
    &[
        "september",
        "sep",
        "sept",
        "septembre",
        "septiembre",
        "settembre",
        "set",
    ],
    &[
        "october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott",
    ],
    &["november", "nov", "novembre", "noviembre"],
    &[
        "december",
        "dec",
        "dezember",
        "dez",
        "décembre",
        "decembre",
        "déc",
        "diciembre",
        "dic",
        "dicembre",
    ],
];

/// The days of the week in the same languages, as a pattern.
pub const WEEKDAY: &str = r"(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica)";

/// In which order the numbers of `10/11/2013` stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumberOrder {
    /// Day, month, year.
    #[default]
    DayFirst,
    /// Month, day, year.
    MonthFirst,
}

/// A date as far as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenDate {
    /// The year, where it is written.
    pub year: Option<i32>,
    /// The month, 1 to 12.
    pub month: u32,
    /// The day of the month.
    pub day: u32,
}

impl WrittenDate {
    /// The date, with the year that it does not say; `None` when the calendar has no such day.
    #[must_use]
    pub fn in_year(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year.unwrap_or(year), self.month, self.day)
    }
}

/// The pattern of a date: `17 February 2022`, `21 Feb`, `November 6, 2018`, `22. März`, `19/03`, `2031-03-04`.
#[must_use]
pub fn date_pattern() -> String {
    let months: Vec<&str> = {
        let mut all: Vec<&str> = MONTHS
            .iter()
            .flat_map(|names| names.iter().copied())
            .collect();
        all.sort_by_key(|name| std::cmp::Reverse(name.len()));
        all
    };
    let month = format!(r"(?i:{})\b\.?", months.join("|"));
    format!(
        r"(?:{WEEKDAY},?\s+(?:(?:den|le|el)\s+)?)?(?:\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s?(?:de\s+|of\s+)?{month}(?:,?\s?(?:de\s+)?\d{{4}})?|{month}\s?\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s?\d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\s?\d{{1,2}}[/.]\s?\d{{4}}|\d{{1,2}}/\d{{1,2}}|\d{{1,2}}\.\s?\d{{1,2}}\.)"
    )
}

static PARTS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?P<number>\d+)|(?P<word>\p{L}+)").ok());

/// The date that a text in one of the forms above names.
#[must_use]
pub fn parse_date(text: &str, order: NumberOrder) -> Option<WrittenDate> {
    let mut numbers: Vec<&str> = Vec::new();
    let mut month = None;
    for part in PARTS.as_ref()?.captures_iter(text) {
        if let Some(number) = part.name("number") {
            numbers.push(number.as_str());
        } else if let Some(word) = part.name("word") {
            month = month.or_else(|| month_of(word.as_str()));
        }
    }
    let value = |text: &str| text.parse::<u32>().ok();
    let (year, month, day) = match (month, numbers.as_slice()) {
        // `November02202321:06`: nothing stands between day and year.
        (Some(month), [glued]) if glued.len() == 6 => {
            let (day, year) = glued.split_at(2);
            (Some(year), month, value(day)?)
        }
        (Some(month), [day]) => (None, month, value(day)?),
        (Some(month), [first, second]) if first.len() == 4 => (Some(*first), month, value(second)?),
        (Some(month), [day, year, ..]) => (Some(*year), month, value(day)?),
        (None, [year, month, day]) if year.len() == 4 => (Some(*year), value(month)?, value(day)?),
        (None, [first, second, rest @ ..]) => {
            let (day, month) = match order {
                NumberOrder::DayFirst => (first, second),
                NumberOrder::MonthFirst => (second, first),
            };
            (rest.first().copied(), value(month)?, value(day)?)
        }
        _ => return None,
    };
    let year = match year {
        Some(year) => Some(year.parse::<i32>().ok()?),
        None => None,
    };
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(WrittenDate {
        year,
        month,
        day,
    })
}

fn month_of(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let index = MONTHS
        .iter()
        .position(|names| names.contains(&word.as_str()))?;
    u32::try_from(index + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_five_languages() {
        let pattern = Regex::new(&format!("^{}$", date_pattern()));
        for (text, year, month, day) in [
            ("17 February 2022", Some(2022), 2, 17),
            ("21 February", None, 2, 21),
            ("November 6, 2018", Some(2018), 11, 6),
            ("Wednesday, November 8, 2023", Some(2023), 11, 8),
            ("31 Dec 2014", Some(2014), 12, 31),
            ("Oct 02", None, 10, 2),
            ("22. März", None, 3, 22),
            ("Donnerstag, 18.\u{a0}7.", None, 7, 18),
            ("19/03", None, 3, 19),
            ("1er août 2023", Some(2023), 8, 1),
            ("4 de marzo de 2031", Some(2031), 3, 4),
            ("2031-03-04", Some(2031), 3, 4),
        ] {
            let want = WrittenDate { year, month, day };
            assert_eq!(
                parse_date(text, NumberOrder::DayFirst),
                Some(want),
                "{text}"
            );
            assert!(
                pattern.as_ref().is_ok_and(|pattern| pattern.is_match(text)),
                "{text}"
            );
        }
        let american = parse_date("5/21/2022", NumberOrder::MonthFirst);
        assert_eq!(american.map(|date| (date.month, date.day)), Some((5, 21)));
        assert_eq!(parse_date("31", NumberOrder::DayFirst), None);
    }
}
