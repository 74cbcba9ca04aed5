//! A profile read from its TOML text: which keys there are. `profile_reader` reads their values.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::calendar::NumberOrder;
use super::profile::{
    BylineForm, BylineRules, DropRules, EmbedRules, FigureRules, FirstLine, Form, Head, Headlines,
    Label, Place, Profile, QuoteRules, ZoneReading,
};
use super::profile_base::OwnProfile;
use super::profile_reader::{Reader, zones};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::SourceText;
use crate::base::table::{Kind as ValueKind, Table};
use crate::base::zone::parse_zone;
use crate::source::entry::Kind;

/// Reads a profile. Its name is the key `name`, else the file's stem. `base` finds the profile that
/// `extends` names; `None` when there is none, or when no entry could ever be found with the profile.
pub fn read_profile<'a>(
    source: &Arc<SourceText>,
    base: impl Fn(&str) -> Option<&'a Profile>,
    diagnostics: &mut Diagnostics,
) -> Option<Profile> {
    read(source, base, false, diagnostics)
}

/// Reads a built-in profile: a test has seen that its patterns compile, so that can wait.
pub fn read_built_in<'a>(
    source: &Arc<SourceText>,
    base: impl Fn(&str) -> Option<&'a Profile>,
) -> Option<Profile> {
    read(source, base, true, &mut Vec::new())
}

fn read<'a>(
    source: &Arc<SourceText>,
    base: impl Fn(&str) -> Option<&'a Profile>,
    trusted: bool,
    diagnostics: &mut Diagnostics,
) -> Option<Profile> {
    let mut table = Table::parse(source, 0..source.text.len(), "the profile", diagnostics);
    let mut extended = None;
    if let Some(name) = table.take_text("extends", diagnostics) {
        extended = base(&name.value);
        if extended.is_none() {
            diagnostics.push(
                Diagnostic::error(
                    Code::UnknownProfile,
                    format!("there is no profile `{}` to extend", name.value),
                )
                .at(source, name.span)
                .hint("`livesite profiles` lists those that there are"),
            );
            return None;
        }
    }
    let mut zones = zones(&mut table, diagnostics);
    for (word, readings) in extended.iter().flat_map(|base| &base.zones) {
        zones
            .entry(word.clone())
            .or_insert_with(|| readings.clone());
    }
    let mut reader = Reader {
        source,
        zone_words: zones.keys().cloned().collect(),
        trusted,
        diagnostics,
    };
    let own = reader.profile(&mut table, zones);
    table.finish(diagnostics);
    let mut profile = match extended {
        Some(base) => own.over(base),
        None => own.by_itself(),
    };
    profile.version = version(&source.text, extended);
    if profile.forms.is_empty() {
        diagnostics.push(
            Diagnostic::error(
                Code::BadProfile,
                format!(
                    "the profile `{}` has no `[[entry]]` with a `start`",
                    profile.name
                ),
            )
            .at(source, 0..0)
            .hint("add `[[entry]]` and below it `start = '^{clock} (?P<text>.+)$'`"),
        );
        return None;
    }
    Some(profile)
}

fn version(text: &str, base: Option<&Profile>) -> String {
    let below = base.map_or("", |base| base.version.as_str());
    let sum = xxhash_rust::xxh3::xxh3_64(format!("{below}{text}").as_bytes());
    format!("{:08x}", sum >> 32)
}

fn stem(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.strip_suffix(".toml").unwrap_or(file).to_string()
}

impl Reader<'_> {
    fn profile(
        &mut self,
        table: &mut Table,
        zones: BTreeMap<String, Vec<ZoneReading>>,
    ) -> OwnProfile {
        let newest_first = self.choice(
            table,
            "order",
            &[("newest-first", true), ("oldest-first", false)],
        );
        let numbers = self.choice(
            table,
            "numbers",
            &[
                ("day-first", NumberOrder::DayFirst),
                ("month-first", NumberOrder::MonthFirst),
            ],
        );
        let profile = Profile {
            name: self
                .text(table, "name")
                .unwrap_or_else(|| stem(&self.source.path)),
            version: String::new(),
            description: self.text(table, "description"),
            publisher: self.text(table, "publisher"),
            language: self.text(table, "language"),
            time_zone: self.place(table, "time_zone"),
            clock_zone: self.place(table, "clock_zone").map(ZoneReading::Place),
            newest_first: newest_first.unwrap_or(true),
            numbers: numbers.unwrap_or_default(),
            detect: self.patterns(table, "detect", None),
            end: self.patterns(table, "end", None),
            day: self.patterns(table, "day", Some("date")),
            split: self.patterns(table, "split", None),
            forms: self.forms(table),
            labels: self.labels(table),
            headlines: self.section(table, "headline", Reader::headlines),
            zones,
            head: self.section(table, "head", Reader::head),
            byline: self.section(table, "byline", Reader::byline),
            figure: self.section(table, "figure", Reader::figure),
            quote: self.section(table, "quote", |reader, table| QuoteRules {
                marker: reader.patterns(table, "marker", None),
                line: reader.patterns(table, "line", Some("text")),
            }),
            embeds: self.embeds(table),
            drop: self.section(table, "drop", Reader::drop),
        };
        OwnProfile {
            profile,
            says_order: newest_first.is_some(),
            says_numbers: numbers.is_some(),
        }
    }

    fn text(&mut self, table: &mut Table, key: &str) -> Option<String> {
        table
            .take_text(key, self.diagnostics)
            .map(|text| text.value)
    }

    fn place(&mut self, table: &mut Table, key: &str) -> Option<chrono_tz::Tz> {
        let name = table.take_text(key, self.diagnostics)?;
        let zone = parse_zone(&name.value);
        if zone.is_none() {
            self.bad(
                name.span,
                Code::UnknownZone,
                format!("`{}` is no time zone", name.value),
                "expected an IANA name, as `Europe/London`",
            );
        }
        zone
    }

    fn number(&mut self, table: &mut Table, key: &str, most: i64, default: usize) -> usize {
        table
            .take_integer(key, 1..=most, self.diagnostics)
            .and_then(|number| usize::try_from(number.value).ok())
            .unwrap_or(default)
    }

    fn flag(&mut self, table: &mut Table, key: &str) -> bool {
        table.take_boolean(key, self.diagnostics).unwrap_or(false)
    }

    fn forms(&mut self, table: &mut Table) -> Vec<Form> {
        let mut forms = Vec::new();
        for mut entry in self.tables(table, "entry") {
            let name = entry
                .take_text("name", self.diagnostics)
                .map(|text| text.value);
            let with = self.texts(&mut entry, "with");
            let least = self.number(&mut entry, "least", 1000, 1);
            let place = Place {
                closes: self.flag(&mut entry, "closes"),
                headline_above: self.flag(&mut entry, "headline_above"),
                repeats: self.number(&mut entry, "repeats", 1000, 0),
                outermost: self.flag(&mut entry, "outermost"),
                share: self.number(&mut entry, "share", 100, 0),
            };
            let first = self.choice(
                &mut entry,
                "first",
                &[
                    ("text", FirstLine::Text),
                    ("headline", FirstLine::Headline),
                    ("headline-at-once", FirstLine::HeadlineAtOnce),
                    ("headline-always", FirstLine::HeadlineAlways),
                ],
            );
            let starts = entry
                .take_texts("start", self.diagnostics)
                .unwrap_or_default();
            if starts.is_empty() {
                self.bad(
                    entry.span.clone(),
                    Code::BadProfile,
                    "an `[[entry]]` without `start`".into(),
                    "expected a pattern under `start`",
                );
            }
            let header = entry
                .take_text("header", self.diagnostics)
                .and_then(|text| {
                    let header = self.pattern(&text, None)?;
                    let tells = ["clock", "date", "age"];
                    if self.trusted || tells.iter().any(|group| header.has_group(group)) {
                        return Some(header);
                    }
                    self.bad(
                        text.span,
                        Code::BadProfile,
                        "the pattern has no group `clock`, `date` or `age`".into(),
                        "expected `{clock}` in it",
                    );
                    None
                });
            for start in starts {
                let Some(pattern) = self.pattern(&start, header.as_ref().map(|_| "rest")) else {
                    continue;
                };
                forms.push(Form {
                    name: name.clone().unwrap_or_else(|| start.value.clone()),
                    with: with.clone(),
                    start: pattern,
                    header: header.clone(),
                    least,
                    first: first.unwrap_or_default(),
                    place: place.clone(),
                });
            }
            entry.finish(self.diagnostics);
        }
        forms
    }

    fn labels(&mut self, table: &mut Table) -> Vec<Label> {
        let Some(mut words) = table.take_table("labels", self.diagnostics) else {
            return Vec::new();
        };
        let mut labels = Vec::new();
        for (word, _, value) in words.take_rest() {
            let ValueKind::Table(values) = value.kind else {
                words.wrong_type(
                    &word,
                    "a table, as `{ kind = \"analysis\" }`",
                    &value,
                    self.diagnostics,
                );
                continue;
            };
            let mut settings = Table::from_value(self.source, "the label", value.span, values);
            labels.push(Label {
                kind: self.kind(&mut settings, "kind"),
                key: settings
                    .take_boolean("key", self.diagnostics)
                    .unwrap_or(false),
                word,
            });
            settings.finish(self.diagnostics);
        }
        labels
    }

    fn kind(&mut self, table: &mut Table, key: &str) -> Option<Kind> {
        self.choice(table, key, &Kind::ALL)
    }

    fn headlines(&mut self, table: &mut Table) -> Headlines {
        let kinds = Kind::ALL
            .iter()
            .flat_map(|(word, kind)| {
                let patterns = self.patterns(table, word, None);
                patterns
                    .into_iter()
                    .map(|pattern| (pattern, *kind))
                    .collect::<Vec<_>>()
            })
            .collect();
        Headlines {
            none: self.texts(table, "none"),
            glued_labels: self.texts(table, "glued_labels"),
            kinds,
            answers: self.patterns(table, "answers", None),
        }
    }

    fn head(&mut self, table: &mut Table) -> Head {
        Head {
            title: self.flag(table, "title"),
            titles: self.patterns(table, "titles", None),
            key_events: self.patterns(table, "key_events", None),
            key_event: self.patterns(table, "key_event", Some("headline")),
            summary: self.patterns(table, "summary", None),
            date: self.patterns(table, "date", Some("date")),
            zone: self.patterns(table, "zone", Some("zone")),
            contributors: self.patterns(table, "contributors", Some("names")),
            drop: self.texts(table, "drop"),
            drop_patterns: self.patterns(table, "drop_patterns", None),
        }
    }

    fn byline(&mut self, table: &mut Table) -> BylineRules {
        let form = self.choice(
            table,
            "form",
            &[
                ("none", BylineForm::None),
                ("name-then-role", BylineForm::NameThenRole),
                ("name-alone", BylineForm::NameAlone),
            ],
        );
        BylineRules {
            form: form.unwrap_or_default(),
            lines: self.patterns(table, "line", Some("names")),
            roles: self.patterns(table, "roles", None),
            places: self.patterns(table, "places", None),
        }
    }

    fn figure(&mut self, table: &mut Table) -> FigureRules {
        FigureRules {
            credit: self.patterns(table, "credit", Some("credit")),
            caption: self.patterns(table, "caption", Some("caption")),
            video_caption: self.patterns(table, "video_caption", Some("caption")),
            video: self.patterns(table, "video", None),
            alone: self.patterns(table, "alone", None),
            caption_above: self.flag(table, "caption_above"),
            doubled: self.flag(table, "doubled"),
            portrait: self.flag(table, "portrait"),
            scene: self.patterns(table, "scene", None),
            never: self.patterns(table, "never", None),
        }
    }

    fn embeds(&mut self, table: &mut Table) -> Vec<EmbedRules> {
        let mut embeds = Vec::new();
        for mut embed in self.tables(table, "embed") {
            embeds.push(EmbedRules {
                from: self.patterns(&mut embed, "from", None),
                to: self.patterns(&mut embed, "to", None),
                inside: self.patterns(&mut embed, "inside", None),
                provider: embed
                    .take_text("provider", self.diagnostics)
                    .map(|text| text.value),
            });
            embed.finish(self.diagnostics);
        }
        embeds
    }

    fn drop(&mut self, table: &mut Table) -> DropRules {
        DropRules {
            lines: self.texts(table, "lines"),
            patterns: self.patterns(table, "patterns", None),
            cut: self.patterns(table, "cut", Some("cut")),
        }
    }
}
