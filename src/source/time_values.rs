//! Times, days and zones as values of TOML keys.

use std::sync::Arc;

use chrono::{FixedOffset, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use toml::value::{Datetime, Offset};

use super::entry::Moment;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::base::source_text::{SourceText, Spanned};
use crate::base::table::Table;
use crate::base::zone;

/// Takes a time as precisely as it was written: with an offset, local, or a day.
pub fn take_moment(
    table: &mut Table,
    key: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Spanned<Moment>> {
    let written = table.take_moment(key, diagnostics)?;
    let moment = moment_of(&written.value);
    if moment.is_none() {
        diagnostics.push(
            Diagnostic::error(
                Code::BadDate,
                format!("`{key}` is {}, which no clock shows", written.value),
            )
            .at(table.source(), written.span.clone())
            .label("expected a date and a time of the calendar")
            .hint(
                "seconds go from 0 to 59 and offsets from -23:59 to +23:59; a leap second is written as second 59",
            ),
        );
    }
    moment.map(|moment| Spanned::new(moment, written.span))
}

/// Takes a day.
pub fn take_day(
    table: &mut Table,
    key: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Spanned<NaiveDate>> {
    let moment = take_moment(table, key, diagnostics)?;
    match moment.value {
        Moment::Day(day) => Some(Spanned::new(day, moment.span)),
        Moment::Instant(instant) => {
            diagnostics.push(not_a_day(table, key, instant.date_naive(), moment.span));
            None
        }
        Moment::Local(local) => {
            diagnostics.push(not_a_day(table, key, local.date(), moment.span));
            None
        }
    }
}

fn not_a_day(table: &Table, key: &str, day: NaiveDate, span: std::ops::Range<usize>) -> Diagnostic {
    Diagnostic::error(Code::BadDate, format!("`{key}` has a time of day"))
        .at(table.source(), span)
        .label("expected a day")
        .hint(format!("write the day alone: `{key} = {day}`"))
}

/// What one of TOML's dates and times says; `None` for what chrono's calendar does not have.
fn moment_of(written: &Datetime) -> Option<Moment> {
    let date = written.date?;
    let day = NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())?;
    let Some(time) = written.time else {
        return Some(Moment::Day(day));
    };
    let local = day.and_time(NaiveTime::from_hms_nano_opt(
        time.hour.into(),
        time.minute.into(),
        time.second.unwrap_or(0).into(),
        time.nanosecond.unwrap_or(0),
    )?);
    let minutes = match written.offset {
        None => return Some(Moment::Local(local)),
        Some(Offset::Z) => 0,
        Some(Offset::Custom { minutes }) => minutes,
    };
    let offset = FixedOffset::east_opt(i32::from(minutes) * 60)?;
    local
        .and_local_timezone(offset)
        .single()
        .map(Moment::Instant)
}

/// Takes the name of a time zone.
pub fn take_zone(
    table: &mut Table,
    key: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Spanned<Tz>> {
    let name = table.take_text(key, diagnostics)?;
    zone_of(table.source(), key, &name, diagnostics)
}

/// The zone of a name, which must be IANA's.
pub fn zone_of(
    source: &Arc<SourceText>,
    key: &str,
    name: &Spanned<String>,
    diagnostics: &mut Diagnostics,
) -> Option<Spanned<Tz>> {
    if let Some(zone) = zone::parse_zone(&name.value) {
        return Some(Spanned::new(zone, name.span.clone()));
    }
    diagnostics.push(
        Diagnostic::error(
            Code::UnknownZone,
            format!("`{}` is no time zone that IANA knows", name.value),
        )
        .at(source, name.span.clone())
        .label("expected the name of a time zone")
        .hint(zone_hint(key, name.value.trim())),
    );
    None
}

fn zone_hint(key: &str, name: &str) -> String {
    let city = name.replace(' ', "_");
    let of_city = zone::zone_names().find(|known| {
        known
            .rsplit_once('/')
            .is_some_and(|(_, last)| last.eq_ignore_ascii_case(&city))
    });
    // An abbreviation lies near other abbreviations, which mean other zones.
    let abbreviation = !name.contains('/')
        && (name.chars().count() <= 4 || name.contains(|letter: char| letter.is_ascii_digit()));
    match of_city {
        Some(known) => format!("did you mean `{known}`?"),
        None if !abbreviation && let Some(known) = nearest(&city, zone::zone_names()) => {
            format!("did you mean `{known}`?")
        }
        None => format!(
            "write the zone's IANA name, which knows summer and winter time: `{key} = \"Europe/London\"`"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::document::read_document;

    fn read(text: &str) -> (Option<Moment>, Diagnostics) {
        let source = SourceText::new("x.toml", text);
        let mut said = Vec::new();
        let moment = read_document(
            &source,
            0..text.len(),
            "x.toml",
            &mut said,
            |table, said| take_moment(table, "at", said),
        );
        (moment.map(|moment| moment.value), said)
    }

    #[test]
    fn three_precisions_are_kept_apart() {
        for (written, is) in [
            ("2031-03-04T13:42:00Z", "Instant(2031-03-04T13:42:00+00:00)"),
            (
                "2031-03-04T13:42:00.5+05:45",
                "Instant(2031-03-04T13:42:00.500+05:45)",
            ),
            ("2031-03-04 13:42:00", "Local(2031-03-04T13:42:00)"),
            ("2031-03-04T13:42", "Local(2031-03-04T13:42:00)"),
            ("2031-03-04", "Day(2031-03-04)"),
        ] {
            let (moment, said) = read(&format!("at = {written}\n"));
            assert_eq!(
                format!("{:?}", moment.unwrap_or(Moment::Day(NaiveDate::MIN))),
                is
            );
            assert_eq!(said, []);
        }
    }

    #[test]
    fn what_no_clock_shows_is_a_bad_date() {
        for written in [
            "2031-03-04T13:42:60Z",
            "2031-03-04T13:42:00+24:00",
            "2031-03-04T13:42:00+99:99",
            "2031-02-29",
            "2031-13-01T00:00:00Z",
            "2031-03-04T25:00:00Z",
            "13:42:00",
            "\"2031-03-04\"",
        ] {
            let (moment, said) = read(&format!("at = {written}\n"));
            assert_eq!(moment, None, "{written}");
            let codes: Vec<_> = said.iter().map(|one| one.code).collect();
            assert_eq!(codes, [Code::BadDate], "{written}");
        }
    }

    #[test]
    fn a_zone_that_is_none_gets_a_name_that_helps() {
        for (written, hint) in [
            ("Europe/Londn", "did you mean `Europe/London`?"),
            ("London", "did you mean `Europe/London`?"),
            ("new york", "did you mean `America/New_York`?"),
        ] {
            assert_eq!(zone_hint("time_zone", written), hint);
        }
        for written in ["BST", "IST", "UTC+1", "+01:00", ""] {
            let hint = zone_hint("time_zone", written);
            assert!(
                hint.contains("`time_zone = \"Europe/London\"`"),
                "{written}: {hint}"
            );
        }
    }
}
