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
    let at = |hours| match zone::resolve(local + TimeDelta::hours(hours), zone) {
        LocalTime::Single(instant) => instant.format("%:z").to_string(),
        _ => "Z".into(),
    };
    let written = local.format("%Y-%m-%dT%H:%M:%S");
    format!(
        "write the offset that was meant: `{written}{}` or `{written}{}`",
        at(-3),
        at(3)
    )
}
