//! What a written time means: the coverage's zone applied, gaps and overlaps of daylight saving reported.

use chrono::{DateTime, FixedOffset, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

use super::model::Published;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::{Place, Spanned};
use crate::base::zone::{self, LocalTime};
use crate::source::entry::Moment;

/// The zone of a coverage, and how to name it in a message.
#[derive(Debug, Clone, Copy)]
pub struct CoverageZone {
    /// The zone, where one is known.
    pub zone: Option<Tz>,
}

impl CoverageZone {
    /// The meaning of a moment; `None` after a diagnostic when it has none.
    pub fn published(
        self,
        moment: &Spanned<Moment>,
        place: &Place,
        diagnostics: &mut Diagnostics,
    ) -> Option<Published> {
        let at = |diagnostic: Diagnostic| diagnostic.at(&place.source, moment.span.clone());
        match moment.value {
            Moment::Instant(instant) => Some(Published::At(
                self.zone
                    .map_or(instant, |zone| zone::in_zone(instant, zone)),
            )),
            Moment::Day(date) => Some(Published::On(date)),
            Moment::Local(local) => {
                let Some(zone) = self.zone else {
                    diagnostics.push(
                        at(Diagnostic::error(Code::MissingZone, format!("{local} has no offset, and no time zone is known here")))
                            .label("expected an offset, as in `Z` or `+01:00`")
                            .hint("add the offset, or `time_zone = \"Europe/London\"` to coverage.toml or site.toml"),
                    );
                    return None;
                };
                match zone::resolve(local, zone) {
                    LocalTime::Single(instant) => Some(Published::At(instant)),
                    LocalTime::Gap => {
                        diagnostics.push(
                            at(Diagnostic::error(
                                Code::TimeGap,
                                format!(
                                    "{local} did not happen in {zone}: the clocks jumped over it"
                                ),
                            ))
                            .label("between the old offset and the new one")
                            .hint(gap_hint(local, zone)),
                        );
                        None
                    }
                    LocalTime::Overlap(first, second) => {
                        diagnostics.push(
                            at(Diagnostic::error(
                                Code::TimeOverlap,
                                format!("{local} happened twice in {zone}: the clocks went back"),
                            ))
                            .label("which of the two?")
                            .hint(format!(
                                "write the offset: `{}` or `{}`",
                                first.to_rfc3339(),
                                second.to_rfc3339()
                            )),
                        );
                        None
                    }
                }
            }
        }
    }
}

/// A day without a time of day stands after the times of that day.
pub fn end_of(published: Published, zone: CoverageZone) -> DateTime<FixedOffset> {
    match published {
        Published::At(instant) => instant,
        Published::On(date) => {
            let end = date.and_time(NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default());
            zone.zone
                .and_then(|zone| zone.from_local_datetime(&end).latest())
                .map_or_else(
                    || end.and_utc().fixed_offset(),
                    |instant| instant.fixed_offset(),
                )
        }
    }
}

/// The local time with the zone's offset before the jump, and with the one after it.
fn gap_hint(local: NaiveDateTime, zone: Tz) -> String {
    // A zone that changes the side of the date line jumps over a whole day.
    let offset = |towards: i64| {
        (1..=48).find_map(|hours| {
            let near = local.checked_add_signed(TimeDelta::hours(towards * hours))?;
            match zone::resolve(near, zone) {
                LocalTime::Single(instant) => Some(instant.format("%:z").to_string()),
                _ => None,
            }
        })
    };
    let written = local.format("%Y-%m-%dT%H:%M:%S");
    match (offset(-1), offset(1)) {
        (Some(before), Some(after)) => {
            format!("write the offset that was meant: `{written}{before}` or `{written}{after}`")
        }
        _ => "write the offset that was meant".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn the_hint_of_a_gap_names_the_offsets_before_and_after_it() {
        for (zone, date, hour, minute, before, after) in [
            (Tz::Europe__London, (2031, 3, 30), 1, 30, "+00:00", "+01:00"),
            (
                Tz::Australia__Lord_Howe,
                (2030, 10, 6),
                2,
                15,
                "+10:30",
                "+11:00",
            ),
            // Samoa went over the date line: 30 December 2011 did not happen.
            (Tz::Pacific__Apia, (2011, 12, 30), 0, 0, "-10:00", "+14:00"),
            (
                Tz::Pacific__Apia,
                (2011, 12, 30),
                23,
                59,
                "-10:00",
                "+14:00",
            ),
        ] {
            let (year, month, day) = date;
            let local = NaiveDate::from_ymd_opt(year, month, day)
                .and_then(|date| date.and_hms_opt(hour, minute, 0))
                .unwrap_or_default();
            let hint = gap_hint(local, zone);
            assert!(
                hint.contains(&format!("{before}` or")) && hint.ends_with(&format!("{after}`")),
                "{hint}"
            );
        }
    }
}
