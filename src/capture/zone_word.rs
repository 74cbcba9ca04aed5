//! What a zone word means: by the operator's word, by the operator's place, by the profile's table.

use std::collections::BTreeSet;

use chrono::{FixedOffset, NaiveDate, TimeZone};
use chrono_tz::{OffsetName, Tz};

use super::profile::{Profile, ZoneReading};
use super::reading::Options;
use crate::base::zone::parse_zone;

/// What a zone word means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordReading {
    /// One thing.
    One(ZoneReading),
    /// Several things, or none that is known: somebody has to say.
    Ask(Vec<ZoneReading>),
}

/// Reads a zone word. The date decides which abbreviations a place uses.
#[must_use]
pub fn read_word(
    word: &str,
    profile: &Profile,
    options: &Options,
    date: Option<NaiveDate>,
) -> WordReading {
    let word = word.trim();
    if let Some(zone) = options.zone_words.get(word) {
        return WordReading::One(ZoneReading::Place(*zone));
    }
    if let Some(offset) = numeric(word) {
        return WordReading::One(ZoneReading::Offset(offset));
    }
    if let Some(zone) = options.zone.filter(|zone| uses(*zone, word, date)) {
        return WordReading::One(ZoneReading::Place(zone));
    }
    match profile.zones.get(word).map(Vec::as_slice) {
        Some([one]) => WordReading::One(*one),
        Some(several) => WordReading::Ask(several.to_vec()),
        None => parse_zone(word)
            .filter(|_| word.contains('/'))
            .map_or(WordReading::Ask(Vec::new()), |zone| {
                WordReading::One(ZoneReading::Place(zone))
            }),
    }
}

/// `UTC`, `Z`, `+03`, `GMT+5:30`: nothing to ask.
fn numeric(word: &str) -> Option<FixedOffset> {
    if matches!(word, "UTC" | "Z") {
        return FixedOffset::east_opt(0);
    }
    let rest = word
        .strip_prefix("UTC")
        .or_else(|| word.strip_prefix("GMT"))
        .unwrap_or(word)
        .trim();
    let sign = match rest.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = if digits.len() > 2 {
        digits.split_at(digits.len() - 2)
    } else {
        (digits.as_str(), "0")
    };
    let hours: i32 = hours.parse().ok()?;
    let minutes: i32 = minutes.parse().ok()?;
    FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60))
}

/// Whether a place uses an abbreviation in the year of the date: London `GMT` and `BST`, Los Angeles
/// `PST`, `PDT` and, for both, `PT`.
fn uses(zone: Tz, word: &str, date: Option<NaiveDate>) -> bool {
    abbreviations(zone, date).iter().any(|name| {
        let short = name.len() == 3
            && name
                .get(..1)
                .zip(name.get(2..))
                .is_some_and(|(first, last)| format!("{first}{last}") == word);
        name == word
            || (short
                && name
                    .get(1..2)
                    .is_some_and(|middle| middle == "S" || middle == "D"))
    })
}

fn abbreviations(zone: Tz, date: Option<NaiveDate>) -> BTreeSet<String> {
    let year = date.map_or(2020, |date| chrono::Datelike::year(&date));
    [
        NaiveDate::from_ymd_opt(year, 1, 1),
        NaiveDate::from_ymd_opt(year, 7, 1),
        date,
    ]
    .into_iter()
    .flatten()
    .filter_map(|day| day.and_hms_opt(12, 0, 0))
    .filter_map(|noon| {
        zone.offset_from_utc_datetime(&noon)
            .abbreviation()
            .map(str::to_string)
    })
    .collect()
}

/// A reading in words, for messages.
#[must_use]
pub fn in_words(reading: ZoneReading) -> String {
    match reading {
        ZoneReading::Offset(offset) => offset.to_string(),
        ZoneReading::Place(zone) => zone.name().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::profiles::Profiles;

    #[test]
    fn a_place_reads_its_own_abbreviations_and_a_doubtful_word_is_asked_for() {
        let mut said = Vec::new();
        let profiles = Profiles::built_in();
        let Some(generic) = profiles.named("generic", None, &mut said) else {
            panic!("there is no generic profile");
        };
        let june = NaiveDate::from_ymd_opt(2014, 6, 2);
        let mut options = Options {
            zone: Some(Tz::America__Los_Angeles),
            ..Options::default()
        };
        for word in ["PST", "PDT", "PT"] {
            let reading = read_word(word, generic, &options, june);
            assert_eq!(
                reading,
                WordReading::One(ZoneReading::Place(Tz::America__Los_Angeles)),
                "{word}"
            );
        }
        assert!(
            matches!(read_word("IST", generic, &options, june), WordReading::Ask(several) if several.len() > 1)
        );
        options.zone = Some(Tz::Asia__Kolkata);
        assert_eq!(
            read_word("IST", generic, &options, june),
            WordReading::One(ZoneReading::Place(Tz::Asia__Kolkata))
        );
        let offset = FixedOffset::east_opt(5 * 3600 + 1800)
            .map(ZoneReading::Offset)
            .map(WordReading::One);
        assert_eq!(Some(read_word("GMT+5:30", generic, &options, june)), offset);
        assert_eq!(
            read_word("XQT", generic, &options, june),
            WordReading::Ask(Vec::new())
        );
    }
}
