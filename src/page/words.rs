//! The words of the interface: what a theme's `i18n/<language>.toml` says, and how it writes dates.

use std::collections::{BTreeMap, HashMap};
use std::sync::{PoisonError, RwLock};

use chrono::{DateTime, FixedOffset, Locale, NaiveDate};

/// Words by key, with English behind every language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    language: String,
    words: BTreeMap<String, String>,
    /// Whose names of months and days they are; found once, for each time and day is written by it.
    locale: Locale,
    days: WrittenDays,
}

/// Days in words by the key of their format: a list names some hundred days, and the next list the same ones.
#[derive(Debug, Default)]
struct WrittenDays(RwLock<HashMap<(NaiveDate, &'static str), String>>);

/// They follow from the words: a copy begins without, and they make no difference.
impl Clone for WrittenDays {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for WrittenDays {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for WrittenDays {}

impl Words {
    /// Words under their keys, in one language.
    #[must_use]
    pub fn new(language: impl Into<String>, words: BTreeMap<String, String>) -> Self {
        let language = language.into();
        Self {
            locale: locale_of(&language),
            language,
            words,
            days: WrittenDays::default(),
        }
    }

    /// The language that the words are in: a BCP 47 tag.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The word of a key; the key itself when the theme has no word for it.
    #[must_use]
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, String::as_str)
    }

    /// All words, for templates.
    #[must_use]
    pub fn all(&self) -> &BTreeMap<String, String> {
        &self.words
    }

    /// The same words, with days in numbers (ISO 8601): "2031-03-04".
    #[must_use]
    pub fn with_dates_in_numbers(mut self) -> Self {
        self.days = WrittenDays::default();
        for (key, format) in [
            ("date_long", "%Y-%m-%d"),
            ("date_short", "%m-%d"),
            ("month_year", "%Y-%m"),
            ("weekday_date", "%A, %Y-%m-%d"),
        ] {
            self.words.insert(key.into(), format.into());
        }
        self
    }

    /// A day in words, by the theme's `date_long`: "4 March 2031".
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> String {
        self.format_day(date, "date_long", "%-d %B %Y")
    }

    /// A day in words by the format under `key`, or by `otherwise` where the theme has none.
    #[must_use]
    pub fn format_day(&self, date: NaiveDate, key: &'static str, otherwise: &str) -> String {
        let place = (date, key);
        let known = self.days.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(written) = known.get(&place) {
            return written.clone();
        }
        drop(known);
        let format = self.words.get(key).map_or(otherwise, String::as_str);
        let written = date.format_localized(format, self.locale).to_string();
        let mut known = self.days.0.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(place, written.clone());
        written
    }

    /// A time of day, by the theme's `time`: "13:42".
    #[must_use]
    pub fn clock(&self, time: DateTime<FixedOffset>) -> String {
        let format = self.words.get("time").map_or("%H:%M", String::as_str);
        time.format_localized(format, self.locale).to_string()
    }
}

/// The locale whose month and day names a language has; POSIX (English) where chrono knows none.
fn locale_of(language: &str) -> Locale {
    let language = language.replace('-', "_");
    let primary = language
        .split('_')
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let likely = match primary.as_str() {
        "en" => "en_GB",
        "ar" => "ar_EG",
        "uk" => "uk_UA",
        "da" => "da_DK",
        "sv" => "sv_SE",
        "cs" => "cs_CZ",
        "el" => "el_GR",
        "he" => "he_IL",
        "ja" => "ja_JP",
        "ko" => "ko_KR",
        "zh" => "zh_CN",
        "hi" => "hi_IN",
        "fa" => "fa_IR",
        _ => "",
    };
    let repeated = format!("{primary}_{}", primary.to_uppercase());
    [language.as_str(), likely, repeated.as_str()]
        .into_iter()
        .find_map(|name| Locale::try_from(name).ok())
        .unwrap_or(Locale::POSIX)
}
