//! A profile read from its TOML text: which keys there are. `profile_reader` reads their values.

use std::sync::Arc;

use super::calendar::NumberOrder;
use super::pattern::has_group;
use super::profile::{
    BylineForm, BylineRules, DropRules, EmbedRules, FigureRules, FirstLine, Form, Head, Headlines,
    Label, Profile, QuoteRules,
};
use super::profile_reader::{Reader, zones};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::SourceText;
use crate::base::table::{Kind as ValueKind, Table};
use crate::base::zone::parse_zone;
use crate::source::entry::Kind;

/// Reads a profile. Its name is the key `name`, else the file's stem; `None` only when no entry
/// could ever be found with it.
pub fn read_profile(source: &Arc<SourceText>, diagnostics: &mut Diagnostics) -> Option<Profile> {
    let mut table = Table::parse(source, 0..source.text.len(), "the profile", diagnostics);
    let zones = zones(&mut table, diagnostics);
    let mut reader = Reader {
        source,
        zone_words: zones.keys().cloned().collect(),
        diagnostics,
    };
    let text = |table: &mut Table, key: &str, reader: &mut Reader<'_>| {
        table
            .take_text(key, reader.diagnostics)
            .map(|text| text.value)
    };
    let profile = Profile {
        name: text(&mut table, "name", &mut reader).unwrap_or_else(|| stem(&source.path)),
        description: text(&mut table, "description", &mut reader),
        publisher: text(&mut table, "publisher", &mut reader),
        language: text(&mut table, "language", &mut reader),
        time_zone: table
            .take_text("time_zone", reader.diagnostics)
            .and_then(|name| {
                let zone = parse_zone(&name.value);
                if zone.is_none() {
                    reader.bad(
                        name.span,
                        Code::UnknownZone,
                        format!("`{}` is no time zone", name.value),
                        "expected an IANA name, as `Europe/London`",
                    );
                }
                zone
            }),
        newest_first: reader
            .choice(
                &mut table,
                "order",
                &[("newest-first", true), ("oldest-first", false)],
            )
            .unwrap_or(true),
        numbers: reader
            .choice(
                &mut table,
                "numbers",
                &[
                    ("day-first", NumberOrder::DayFirst),
                    ("month-first", NumberOrder::MonthFirst),
                ],
            )
            .unwrap_or_default(),
        detect: reader.patterns(&mut table, "detect", None),
        end: reader.patterns(&mut table, "end", None),
        day: reader.patterns(&mut table, "day", Some("date")),
        forms: reader.forms(&mut table),
        labels: reader.labels(&mut table),
        headlines: reader.section(&mut table, "headline", Reader::headlines),
        zones,
        head: reader.section(&mut table, "head", Reader::head),
        byline: reader.section(&mut table, "byline", Reader::byline),
        figure: reader.section(&mut table, "figure", Reader::figure),
        quote: reader.section(&mut table, "quote", |reader, table| QuoteRules {
            marker: reader.patterns(table, "marker", None),
        }),
        embeds: reader.embeds(&mut table),
        drop: reader.section(&mut table, "drop", Reader::drop),
    };
    table.finish(diagnostics);
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

fn stem(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.strip_suffix(".toml").unwrap_or(file).to_string()
}

impl Reader<'_> {
    fn forms(&mut self, table: &mut Table) -> Vec<Form> {
        let mut forms = Vec::new();
        for mut entry in self.tables(table, "entry") {
            let name = entry
                .take_text("name", self.diagnostics)
                .map(|text| text.value);
            let with = self.texts(&mut entry, "with");
            let least = entry
                .take_integer("least", 1..=1000, self.diagnostics)
                .map_or(1, |least| least.value);
            let first = self.choice(
                &mut entry,
                "first",
                &[
                    ("text", FirstLine::Text),
                    ("headline", FirstLine::Headline),
                    ("headline-at-once", FirstLine::HeadlineAtOnce),
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
                    if has_group(&header, "clock")
                        || has_group(&header, "date")
                        || has_group(&header, "age")
                    {
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
                    least: usize::try_from(least).unwrap_or(1),
                    first: first.unwrap_or_default(),
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
        }
    }

    fn head(&mut self, table: &mut Table) -> Head {
        Head {
            title: table
                .take_boolean("title", self.diagnostics)
                .unwrap_or(false),
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
            portrait: table
                .take_boolean("portrait", self.diagnostics)
                .unwrap_or(false),
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
