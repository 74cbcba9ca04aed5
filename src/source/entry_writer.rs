//! An entry as the text of an entry file: what `entry_file` reads gives the same entry back.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDateTime, SecondsFormat};

use super::entry::{Byline, Entry, Moment, SpeakerMark};
use super::front_matter::{FENCE, trimmed};
use super::toml_text;

/// The entry as a file: front matter with the keys that are set, in the order of the manual, then the body.
#[must_use]
pub fn to_text(entry: &Entry) -> String {
    let mut lines = Lines::default();
    lines.words("headline", entry.headline.as_deref());
    lines.moment("published", entry.published.as_ref().map(|at| at.value));
    lines.words("clock", entry.clock.as_deref());
    lines.moment("updated", entry.updated.as_ref().map(|at| at.value));
    lines.words("label", entry.label.as_deref());
    lines.words("kind", entry.kind.map(super::entry::Kind::as_str));
    lines.value("key", entry.key.map(|key| key.to_string()));
    if !entry.byline.is_empty() {
        lines.list("byline", entry.byline.iter().map(byline));
    }
    if let Some(speakers) = &entry.speakers {
        lines.list("speakers", speakers.iter().map(|mark| speaker(&mark.value)));
    }
    if let Some(topics) = &entry.topics {
        let names = topics.iter().map(|topic| toml_text::string(&topic.value));
        lines.list("topics", names);
    }
    lines.words("id", entry.id.as_ref().map(|id| id.value.as_str()));
    lines.value("position", entry.position.map(|at| at.to_string()));
    if !entry.corrections.is_empty() {
        let corrections = entry.corrections.iter().filter_map(|correction| {
            let at = moment(correction.at.value)?;
            let note = toml_text::string(&correction.note);
            Some(format!("{{ at = {at}, note = {note} }}"))
        });
        lines.list("corrections", corrections);
    }
    if let Some(from) = &entry.provenance {
        let file = toml_text::string(&from.file);
        let stretch = from
            .lines
            .map(|(first, last)| format!(", lines = [{first}, {last}]"));
        let mut more = stretch.unwrap_or_default();
        if let Some((first, last)) = from.bytes {
            more.push_str(&format!(", bytes = [{first}, {last}]"));
        }
        for (key, value) in [
            ("id", &from.id),
            ("url", &from.url),
            ("first_seen", &from.first_seen),
            ("last_seen", &from.last_seen),
        ] {
            if let Some(value) = value {
                more.push_str(&format!(", {key} = {}", toml_text::string(value)));
            }
        }
        if from.vanished {
            more.push_str(", vanished = true");
        }
        if !from.earlier.is_empty() {
            let earlier: Vec<String> = from
                .earlier
                .iter()
                .map(|path| toml_text::string(path))
                .collect();
            more.push_str(&format!(", earlier = [{}]", earlier.join(", ")));
        }
        lines.value("source", Some(format!("{{ file = {file}{more} }}")));
    }
    lines.value("draft", entry.draft.then(|| "true".into()));
    if let serde_json::Value::Object(extra) = &entry.extra {
        lines.0.push_str("\n[extra]\n");
        for (key, value) in extra {
            lines.value(&toml_text::key(key), toml_text::value(value));
        }
    }
    let keys = lines.0;
    let body = entry.body.markdown();
    let body = &body[trimmed(body, 0)];
    if body.is_empty() {
        format!("{FENCE}\n{keys}{FENCE}\n")
    } else {
        format!("{FENCE}\n{keys}{FENCE}\n\n{body}\n")
    }
}

/// The lines of front matter.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn value(&mut self, key: &str, value: Option<String>) {
        if let Some(value) = value {
            self.0.push_str(&format!("{key} = {value}\n"));
        }
    }

    fn words(&mut self, key: &str, words: Option<&str>) {
        let words = words.filter(|words| !words.trim().is_empty());
        self.value(key, words.map(toml_text::string));
    }

    fn moment(&mut self, key: &str, at: Option<Moment>) {
        self.value(key, at.and_then(moment));
    }

    fn list(&mut self, key: &str, values: impl Iterator<Item = String>) {
        let values: Vec<String> = values.collect();
        self.value(key, Some(format!("[{}]", values.join(", "))));
    }
}

fn byline(writer: &Byline) -> String {
    let name = toml_text::string(&writer.name);
    let role = role_of(writer.role.as_deref());
    format!("{{ name = {name}{role} }}")
}

fn speaker(mark: &SpeakerMark) -> String {
    let name = toml_text::string(&mark.name);
    let role = role_of(mark.role.as_deref());
    match (role.as_str(), mark.certain) {
        ("", true) => name,
        (_, true) => format!("{{ name = {name}{role} }}"),
        (_, false) => format!("{{ name = {name}{role}, certain = false }}"),
    }
}

fn role_of(role: Option<&str>) -> String {
    role.filter(|role| !role.trim().is_empty())
        .map_or_else(String::new, |role| {
            format!(", role = {}", toml_text::string(role))
        })
}

/// A time as TOML writes it; `None` for a year that TOML has no digits for.
fn moment(at: Moment) -> Option<String> {
    let (year, text) = match at {
        Moment::Instant(instant) => {
            let instant = with_whole_minutes(instant);
            (
                instant.year(),
                instant.to_rfc3339_opts(SecondsFormat::AutoSi, true),
            )
        }
        Moment::Local(local) => (local.year(), local_text(local)),
        Moment::Day(day) => (day.year(), day.to_string()),
    };
    (0..=9999).contains(&year).then_some(text)
}

/// TOML's offsets have no seconds, those of old local times have.
fn with_whole_minutes(instant: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    if instant.offset().local_minus_utc() % 60 == 0 {
        instant
    } else {
        instant.to_utc().fixed_offset()
    }
}

fn local_text(local: NaiveDateTime) -> String {
    local.format("%Y-%m-%dT%H:%M:%S%.f").to_string()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::base::source_text::{Place, SourceText, Spanned};
    use crate::source::entry::{Body, Correction, Kind, Provenance};
    use crate::source::entry_file;
    use chrono::{NaiveDate, TimeZone};
    use proptest::prelude::*;
    use serde_json::json;

    fn blank() -> Entry {
        Entry::empty(Place::start_of(&SourceText::new("a.md", "")))
    }

    fn spanned<T>(value: T) -> Spanned<T> {
        Spanned::new(value, 0..0)
    }

    fn read(text: &str) -> Entry {
        let mut said = Vec::new();
        let entry = entry_file::read(&SourceText::new("a.md", text), "a", &mut said);
        assert_eq!(said, [], "{text}");
        entry
    }

    /// An entry without its places, which differ before and after.
    fn values(entry: &Entry) -> String {
        let speakers = entry.speakers.as_ref();
        let topics = entry.topics.as_ref();
        let at = |at: &Option<Spanned<Moment>>| at.as_ref().map(|at| at.value);
        format!(
            "{:?}",
            (
                (
                    &entry.headline,
                    at(&entry.published),
                    &entry.clock,
                    at(&entry.updated)
                ),
                (&entry.label, entry.kind, entry.key, &entry.byline),
                speakers.map(|list| list.iter().map(|one| one.value.clone()).collect::<Vec<_>>()),
                topics.map(|list| list.iter().map(|one| one.value.clone()).collect::<Vec<_>>()),
                (
                    entry.id.as_ref().map(|id| &id.value),
                    entry.position,
                    entry.draft,
                    &entry.extra
                ),
                entry
                    .corrections
                    .iter()
                    .map(|one| (one.at.value, &one.note))
                    .collect::<Vec<_>>(),
                (&entry.provenance, entry.body.markdown()),
            )
        )
    }

    #[test]
    fn only_keys_that_are_set_are_written() {
        assert_eq!(to_text(&blank()), "+++\n+++\n");
        let mut entry = blank();
        entry.headline = Some("A \"B\" \\ C\n+++\n".into());
        entry.published = NaiveDate::from_ymd_opt(2031, 3, 4).map(|day| spanned(Moment::Day(day)));
        entry.speakers = Some(Vec::new());
        entry.body = Arc::new(Body::Made("Words.".into()));
        assert_eq!(
            to_text(&entry),
            "+++\nheadline = \"A \\\"B\\\" \\\\ C\\n+++\\n\"\npublished = 2031-03-04\nspeakers = []\n+++\n\nWords.\n"
        );
    }

    #[test]
    fn an_offset_with_seconds_keeps_its_instant() {
        let offset = FixedOffset::west_opt(75)
            .and_then(|offset| offset.with_ymd_and_hms(1840, 1, 1, 0, 0, 0).single());
        assert_eq!(
            offset.and_then(|at| moment(Moment::Instant(at))).as_deref(),
            Some("1840-01-01T00:01:15Z")
        );
    }

    fn moments() -> impl Strategy<Value = Moment> {
        (
            0_i64..4_000_000_000,
            0_u32..1_000_000_000,
            -1439_i32..=1439,
            0..3,
        )
            .prop_map(|(seconds, nanoseconds, minutes, sort)| {
                let utc = DateTime::from_timestamp(seconds, nanoseconds).unwrap_or_default();
                let offset =
                    FixedOffset::east_opt(minutes * 60).map(|offset| utc.with_timezone(&offset));
                match sort {
                    0 => Moment::Instant(offset.unwrap_or_default()),
                    1 => Moment::Local(utc.naive_utc()),
                    _ => Moment::Day(utc.date_naive()),
                }
            })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            words in proptest::collection::vec("(\\PC|[\u{0}-\u{1f}\u{7f}\u{85}\u{2028}\u{feff}\"'\\\\+])*[a-z]", 9),
            body in "(\\PC|\n|\r\n|\t|\\+\\+\\+\n)*",
            at in proptest::collection::vec(moments(), 3),
            numbers in (1_usize..9999, 0_usize..99, 1_i64..1_000_000, any::<f64>().prop_filter("JSON has none", |number| number.is_finite())),
            switches in proptest::collection::vec(any::<bool>(), 6),
        ) {
            let mut entry = blank();
            let word = |index: usize| words[index].clone();
            let (line, more, position, float) = numbers;
            entry.headline = Some(word(0));
            entry.published = Some(spanned(at[0]));
            entry.clock = Some(word(1));
            entry.updated = Some(spanned(at[1]));
            entry.label = Some(word(2));
            entry.kind = switches[0].then_some(Kind::Recap);
            entry.key = switches[1].then_some(switches[2]);
            entry.byline = vec![Byline { name: word(3), role: switches[3].then(|| word(4)) }];
            entry.speakers = switches[4].then(|| {
                let mark = |role, certain| spanned(SpeakerMark { name: word(5), role, certain });
                vec![mark(None, true), mark(Some(word(4)), true), mark(None, false)]
            });
            entry.topics = switches[5].then(|| vec![spanned(word(6))]);
            entry.id = Some(spanned("bridge-closed".into()));
            entry.position = Some(position);
            entry.corrections = vec![Correction { at: spanned(at[2]), note: word(7) }];
            entry.provenance = Some(Arc::new(Provenance {
                file: word(8),
                lines: switches[0].then_some((line, line + more)),
                bytes: switches[1].then_some((line, line + more)),
                id: switches[2].then(|| word(4)),
                url: switches[3].then(|| word(6)),
                first_seen: switches[4].then(|| word(1)),
                last_seen: switches[5].then(|| word(2)),
                vanished: switches[1],
                earlier: if switches[3] { vec![word(5), word(6)] } else { Vec::new() },
            }));
            entry.draft = switches[1];
            entry.extra = json!({ word(0): { word(1): [word(2), position, float, true, []] }, "": {} });
            entry.body = Arc::new(Body::Made(body[trimmed(&body, 0)].into()));
            let text = to_text(&entry);
            prop_assert_eq!(values(&read(&text)), values(&entry), "{}", text);
        }
    }
}
