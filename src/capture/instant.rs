//! The instants of posts: clock, date and zone put together, and everything that is missing said once.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeZone};
use chrono_tz::{OffsetName, Tz};

use super::clock::parse_clock;
use super::post::{Post, Stamp};
use super::profile::{Profile, ZoneReading};
use super::reading::Options;
use super::timeline::{Dated, DayLine, Known, Written, days, newest_first, out_of_order};
use super::zone_word::{WordReading, in_words, read_word};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::{SourceText, Spanned};
use crate::base::zone::{LocalTime, resolve};
use crate::source::entry::Moment;

/// The times of a capture's posts.
pub struct Times {
    /// One for each post, in the order of the capture.
    pub published: Vec<Option<Spanned<Moment>>>,
    /// Whether the newest post stands first.
    pub newest_first: bool,
    /// The places whose zones were used.
    pub places: Vec<Tz>,
}

/// What the head says.
#[derive(Debug, Clone, Copy, Default)]
pub struct FromHead<'a> {
    /// The day, as far as it is written.
    pub date: Option<super::calendar::WrittenDate>,
    /// The zone word.
    pub zone: Option<&'a str>,
}

struct Reader<'a> {
    source: &'a Arc<SourceText>,
    profile: &'a Profile,
    options: &'a Options,
    /// The zone of clocks that name none.
    default_zone: Option<ZoneReading>,
    asked_words: Vec<String>,
    /// A zone word of the head that has several readings, or none that is known.
    doubtful: Option<String>,
    missing: Vec<(Code, std::ops::Range<usize>)>,
    places: Vec<Tz>,
    diagnostics: &'a mut Diagnostics,
}

/// Reads the times of all posts.
pub fn read_times(
    source: &Arc<SourceText>,
    profile: &Profile,
    options: &Options,
    posts: &[Post],
    day_lines: &[DayLine],
    head: FromHead<'_>,
    diagnostics: &mut Diagnostics,
) -> Times {
    let written: Vec<Written> = posts
        .iter()
        .map(|post| post.stamp.written(profile.numbers))
        .collect();
    let newest = newest_first(&written).unwrap_or(profile.newest_first);
    let year = options
        .year
        .or(options.date.map(|date| chrono::Datelike::year(&date)));
    let head_year = head.date.and_then(|date| date.year).or(year);
    let head_date = head.date.and_then(|date| date.in_year(head_year?));
    let known = Known {
        date: options.date.or(head_date),
        year: year.or(head.date.and_then(|date| date.year)),
    };
    let dated = days(&written, day_lines, newest, known);
    let mut reader = Reader {
        source,
        profile,
        options,
        default_zone: None,
        asked_words: Vec::new(),
        doubtful: head.zone.map(str::to_string),
        missing: Vec::new(),
        places: Vec::new(),
        diagnostics,
    };
    reader.default_zone = reader.zone_of_all(posts, head.zone, known.date);
    let head_lacks_year = head.date.is_some() && head_date.is_none() && options.date.is_none();
    let published: Vec<_> = posts
        .iter()
        .zip(&written)
        .zip(&dated)
        .map(|((post, written), dated)| reader.moment(post, *written, *dated, head_lacks_year))
        .collect();
    reader.say_what_is_missing();
    reader.say_what_is_out_of_order(&published, newest);
    Times {
        published,
        newest_first: newest,
        places: reader.places,
    }
}

impl Reader<'_> {
    /// The zone of clocks that name none: the operator's, the head's, or the one zone that the
    /// headers name which name one.
    fn zone_of_all(
        &self,
        posts: &[Post],
        head: Option<&str>,
        date: Option<NaiveDate>,
    ) -> Option<ZoneReading> {
        if let Some(zone) = self.options.zone {
            return Some(ZoneReading::Place(zone));
        }
        let one = |word: &str| match read_word(word, self.profile, self.options, date) {
            WordReading::One(reading) => Some(reading),
            WordReading::Ask(_) => None,
        };
        if let Some(reading) = head.and_then(one) {
            return Some(reading);
        }
        let mut stated = posts
            .iter()
            .filter_map(|post| one(post.stamp.zone.as_deref()?));
        let Some(first) = stated.next() else {
            return self.profile.clock_zone;
        };
        stated.all(|other| other == first).then_some(first)
    }

    /// An instant in seconds, shown in the zone of the page's clocks.
    fn at(&self, seconds: i64) -> Option<DateTime<FixedOffset>> {
        let instant = DateTime::from_timestamp(seconds, 0)?;
        let place = self.profile.time_zone.map(ZoneReading::Place);
        Some(match self.default_zone.or(place) {
            Some(ZoneReading::Place(zone)) => instant.with_timezone(&zone).fixed_offset(),
            Some(ZoneReading::Offset(offset)) => instant.with_timezone(&offset),
            None => instant.fixed_offset(),
        })
    }

    fn moment(
        &mut self,
        post: &Post,
        written: Written,
        dated: Dated,
        head_lacks_year: bool,
    ) -> Option<Spanned<Moment>> {
        let span = post
            .stamp
            .written
            .as_ref()
            .map_or(post.span.clone(), |words| words.span.clone());
        if let Some(seconds) = post.stamp.unix {
            return Some(Spanned::new(Moment::Instant(self.at(seconds)?), span));
        }
        let clock = match written.clock {
            Some(clock) => clock,
            None => {
                return match (written.date, dated) {
                    (Some(_), Dated::Day(day)) => Some(Spanned::new(Moment::Day(day), span)),
                    _ => None,
                };
            }
        };
        let date = match dated {
            Dated::Day(date) => Some(date),
            Dated::NoYear => self.lacks(Code::MissingYear, &span),
            Dated::NoDate if head_lacks_year => self.lacks(Code::MissingYear, &span),
            Dated::NoDate => self.lacks(Code::MissingDate, &span),
            Dated::Impossible => {
                if !self.options.untimed {
                    self.diagnostics.push(
                        Diagnostic::error(Code::BadDate, "this date is no day of the calendar")
                            .at(self.source, span.clone())
                            .hint("is the year right? `--year 2031`, or `year = 2031` in coverage.toml, says which it is"),
                    );
                }
                None
            }
        };
        let zone = match &post.stamp.zone {
            Some(word) => self.word(word, date, &span),
            None => match self.default_zone {
                Some(zone) => Some(zone),
                None => self.lacks(Code::MissingZone, &span),
            },
        };
        let local = date?.and_time(clock);
        let instant = self.instant(local, zone?, post.stamp.zone.as_deref(), &span)?;
        self.compare(&post.stamp, instant, &span);
        Some(Spanned::new(Moment::Instant(instant), span))
    }

    fn lacks<T>(&mut self, code: Code, span: &std::ops::Range<usize>) -> Option<T> {
        if !self.missing.iter().any(|(known, _)| *known == code) {
            self.missing.push((code, span.clone()));
        }
        None
    }

    fn word(
        &mut self,
        word: &str,
        date: Option<NaiveDate>,
        span: &std::ops::Range<usize>,
    ) -> Option<ZoneReading> {
        let readings = match read_word(word, self.profile, self.options, date) {
            WordReading::One(reading) => return Some(reading),
            WordReading::Ask(readings) => readings,
        };
        if self.options.untimed || self.asked_words.iter().any(|asked| asked == word) {
            return None;
        }
        self.asked_words.push(word.to_string());
        let names: Vec<_> = readings.iter().map(|reading| in_words(*reading)).collect();
        let (message, example) = match names.first() {
            Some(first) => (
                format!(
                    "the zone word `{word}` has several readings: {}",
                    names.join(", ")
                ),
                first.clone(),
            ),
            None => (
                format!("the zone word `{word}` is not known"),
                "Continent/City".to_string(),
            ),
        };
        let key = if word
            .chars()
            .all(|character| character.is_ascii_alphanumeric())
        {
            word.to_string()
        } else {
            format!("\"{word}\"")
        };
        self.diagnostics.push(
            Diagnostic::error(Code::ZoneWord, message)
                .at(self.source, span.clone())
                .hint(format!("say which one is meant: `--zone {key}={example}`, or `zones = {{ {key} = \"{example}\" }}` in coverage.toml")),
        );
        None
    }

    fn instant(
        &mut self,
        local: NaiveDateTime,
        zone: ZoneReading,
        word: Option<&str>,
        span: &std::ops::Range<usize>,
    ) -> Option<DateTime<FixedOffset>> {
        let place = match zone {
            ZoneReading::Offset(offset) => return offset.from_local_datetime(&local).single(),
            ZoneReading::Place(place) => place,
        };
        if !self.places.contains(&place) {
            self.places.push(place);
        }
        let (code, what) = match resolve(local, place) {
            LocalTime::Single(instant) => return Some(instant),
            LocalTime::Overlap(first, second) => {
                // The header's own abbreviation tells the first from the second.
                let named: Vec<_> = [first, second]
                    .into_iter()
                    .filter(|instant| {
                        word.is_some()
                            && place
                                .offset_from_utc_datetime(&instant.naive_utc())
                                .abbreviation()
                                == word
                    })
                    .collect();
                if let [one] = named.as_slice() {
                    return Some(*one);
                }
                (Code::TimeOverlap, "the clocks showed this time twice")
            }
            LocalTime::Gap => (Code::TimeGap, "the clocks jumped over this time"),
        };
        if !self.options.untimed {
            let date = local.date();
            self.diagnostics.push(
                Diagnostic::error(code, format!("{what} in {} on {date}", place.name()))
                    .at(self.source, span.clone())
                    .hint("import the capture and write this entry's time with its offset: `published = 2031-03-04T13:42:00+01:00`")
                    .hint("or keep the words alone: `--untimed`, or `untimed = true` in coverage.toml"),
            );
        }
        None
    }

    /// The second clock of a header must show the same instant.
    fn compare(
        &mut self,
        stamp: &Stamp,
        instant: DateTime<FixedOffset>,
        span: &std::ops::Range<usize>,
    ) {
        let (Some(clock), Some(word)) = (
            stamp.clock2.as_deref().and_then(parse_clock),
            stamp.zone2.as_deref(),
        ) else {
            return;
        };
        let readings = match read_word(
            word,
            self.profile,
            &Options {
                zone: None,
                ..self.options.clone()
            },
            Some(instant.date_naive()),
        ) {
            WordReading::One(reading) => vec![reading],
            WordReading::Ask(readings) => readings,
        };
        let shows = |reading: &ZoneReading| match reading {
            ZoneReading::Offset(offset) => instant.with_timezone(offset).time() == clock,
            ZoneReading::Place(place) => instant.with_timezone(place).time() == clock,
        };
        if readings.is_empty() || readings.iter().any(shows) || self.options.untimed {
            return;
        }
        self.diagnostics.push(
            Diagnostic::error(Code::ClocksDisagree, "the two clocks of this header show different times")
                .at(self.source, span.clone())
                .hint(format!("correct one of them, or say which zone `{word}` is: `--zone {word}=Continent/City`, or `zones = {{ {word} = \"Continent/City\" }}` in coverage.toml")),
        );
    }

    fn say_what_is_missing(&mut self) {
        if self.options.untimed {
            return;
        }
        for (code, span) in std::mem::take(&mut self.missing) {
            let (message, hint) = match code {
                Code::MissingYear => (
                    "the capture's dates have no year",
                    "say which year it was: `--year 2031`, or `year = 2031` in coverage.toml",
                ),
                Code::MissingDate => (
                    "the capture has clock times but no date",
                    "say the day of its topmost entry: `--date 2031-03-04`, or `date = 2031-03-04` in coverage.toml",
                ),
                _ => (
                    "the capture has clock times but no time zone",
                    "say where the clocks stood: `--zone Europe/London`, or `time_zone = \"Europe/London\"` in coverage.toml",
                ),
            };
            let mut diagnostic = Diagnostic::error(code, message).at(self.source, span);
            if let (Code::MissingZone, Some(word)) = (code, &self.doubtful) {
                // The head's word was no answer, or nothing would be missing.
                diagnostic = diagnostic.hint(format!("the page says that its times are in `{word}`, which can be several zones; name the one that is meant"));
            }
            self.diagnostics.push(diagnostic.hint(hint).hint(
                "or keep the words alone: `--untimed`, or `untimed = true` in coverage.toml",
            ));
        }
    }

    fn say_what_is_out_of_order(&mut self, published: &[Option<Spanned<Moment>>], newest: bool) {
        let instants: Vec<_> = published
            .iter()
            .enumerate()
            .filter_map(|(index, moment)| match moment.as_ref()?.value {
                Moment::Instant(instant) => Some((index, instant)),
                _ => None,
            })
            .collect();
        for index in out_of_order(&instants, newest) {
            if let Some(Some(moment)) = published.get(index) {
                self.diagnostics.push(
                    Diagnostic::note(
                        Code::OutOfOrder,
                        "this entry's time runs against the order of the capture",
                    )
                    .at(self.source, moment.span.clone())
                    .hint("it keeps its time and its place; correct the time if it is a slip"),
                );
            }
        }
    }
}
