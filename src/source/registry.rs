//! The registries: `speakers.toml` and `topics.toml`, each table one person or topic, its key the slug.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use super::document::read_document;
use super::portrait::{Portrait, take_portrait};
use super::text_values::{is_name, take_name, take_names, take_words};
use super::time_values::take_day;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::base::name_key::name_key;
use crate::base::slug;
use crate::base::source_text::{Place, SourceText, Spanned};
use crate::base::table::{Kind, Table, Value};

/// A role that a person had, and for how long where that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleSpan {
    /// The role as written.
    pub role: String,
    /// The first day; `None` means always before.
    pub from: Option<NaiveDate>,
    /// The last day; `None` means ever since.
    pub to: Option<NaiveDate>,
}

impl RoleSpan {
    /// Whether the role was held on a day, as far as is known.
    #[must_use]
    pub fn holds_on(&self, date: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= date) && self.to.is_none_or(|to| date <= to)
    }
}

/// One person of `speakers.toml`.
#[derive(Debug, Clone)]
pub struct SpeakerEntry {
    /// The table's key: the last part of the person's address.
    pub slug: String,
    /// The name that pages show.
    pub name: Spanned<String>,
    /// Other names for the same person.
    pub aliases: Vec<Spanned<String>>,
    /// What the person was, in the order of the file.
    pub roles: Vec<RoleSpan>,
    /// A picture of the person.
    pub portrait: Option<Portrait>,
    /// The table's key, for messages.
    pub place: Place,
}

/// `speakers.toml`.
#[derive(Debug, Clone, Default)]
pub struct SpeakerRegistry {
    /// The people, in the order of the file.
    pub people: Vec<SpeakerEntry>,
    /// Names that look like people and are none.
    pub not_a_person: Vec<String>,
}

/// One topic of `topics.toml`.
#[derive(Debug, Clone)]
pub struct TopicEntry {
    /// The table's key: the last part of the topic's address.
    pub slug: String,
    /// The name that pages show.
    pub name: Spanned<String>,
    /// Other names for the same topic.
    pub aliases: Vec<Spanned<String>>,
    /// Words (`match`) that file an entry under the topic; `None` means its name and aliases.
    pub match_words: Option<Vec<Spanned<String>>>,
    /// Whether a word files only an entry that is about it, and none that mentions it in passing.
    pub prominent: bool,
    /// What it is about.
    pub description: Option<String>,
    /// The table's key, for messages.
    pub place: Place,
}

/// `topics.toml`, or what livesite proposes in its place.
#[derive(Debug, Clone, Default)]
pub struct TopicRegistry {
    /// Whether there is such a file: what it says holds, and nothing is proposed.
    pub written: bool,
    /// The topics, in the order of the file.
    pub topics: Vec<TopicEntry>,
}

/// Reads `speakers.toml`.
pub fn read_speakers(text: &Arc<SourceText>, diagnostics: &mut Diagnostics) -> SpeakerRegistry {
    let span = 0..text.text.len();
    let registry = read_document(text, span, "speakers.toml", diagnostics, |file, said| {
        let not_a_person = take_names(file, "not_a_person", said).unwrap_or_default();
        let people = tables(file, &["not_a_person"], said)
            .into_iter()
            .filter_map(|(slug, place, mut table)| {
                let name = take_name(&mut table, "name", &format!("[{slug}]"), said);
                let aliases = take_names(&mut table, "aliases", said).unwrap_or_default();
                let roles = take_roles(&mut table, said);
                let portrait = take_portrait(&mut table, said);
                table.finish(said);
                let name = name?;
                Some(SpeakerEntry {
                    slug,
                    name,
                    aliases,
                    roles,
                    portrait,
                    place,
                })
            })
            .collect();
        let not_a_person = not_a_person.into_iter().map(|name| name.value).collect();
        SpeakerRegistry {
            people,
            not_a_person,
        }
    });
    let names = registry
        .people
        .iter()
        .map(|one| (one.slug.as_str(), &one.name, &one.aliases));
    report_shared_names(text, "people", names, diagnostics);
    registry
}

/// Reads `topics.toml`.
pub fn read_topics(text: &Arc<SourceText>, diagnostics: &mut Diagnostics) -> TopicRegistry {
    let span = 0..text.text.len();
    let topics: Vec<_> = read_document(text, span, "topics.toml", diagnostics, |file, said| {
        tables(file, &[], said)
            .into_iter()
            .filter_map(|(slug, place, mut table)| {
                let name = take_name(&mut table, "name", &format!("[{slug}]"), said);
                let aliases = take_names(&mut table, "aliases", said).unwrap_or_default();
                let match_words = take_names(&mut table, "match", said);
                let prominent = table.take_boolean("prominent", said).unwrap_or(false);
                let description = take_words(&mut table, "description", said);
                table.finish(said);
                let name = name?;
                Some(TopicEntry {
                    slug,
                    name,
                    aliases,
                    match_words,
                    prominent,
                    description,
                    place,
                })
            })
            .collect()
    });
    let names = topics
        .iter()
        .map(|one| (one.slug.as_str(), &one.name, &one.aliases));
    report_shared_names(text, "topics", names, diagnostics);
    TopicRegistry {
        written: true,
        topics,
    }
}

/// The tables of a registry whose keys are slugs. A bad key is reported, and its table still checked.
fn tables(
    file: &mut Table,
    other_keys: &[&'static str],
    diagnostics: &mut Diagnostics,
) -> Vec<(String, Place, Table)> {
    let source = Arc::clone(file.source());
    let mut tables = Vec::new();
    for (key, key_span, value) in file.take_rest() {
        let Kind::Table(values) = value.kind else {
            report_no_table(file, &key, &key_span, &value, other_keys, diagnostics);
            continue;
        };
        if !slug::is_slug(&key) {
            let hint = match slug::slugify(&key) {
                Some(slug) => format!("write it as [{slug}]"),
                None => "write it with letters, digits and `-`, as [ada-quill]".into(),
            };
            diagnostics.push(
                Diagnostic::error(Code::BadId, format!("`{key}` cannot be part of an address"))
                    .at(&source, key_span.clone())
                    .label("expected lower-case letters, digits and `-`")
                    .hint(hint),
            );
        }
        let place = Place::new(&source, key_span.clone());
        let table = Table::from_value(&source, &format!("[{key}]"), key_span, values);
        tables.push((key, place, table));
    }
    tables
}

fn report_no_table(
    file: &Table,
    key: &str,
    key_span: &Range<usize>,
    value: &Value,
    other_keys: &[&'static str],
    diagnostics: &mut Diagnostics,
) {
    let Some(near) = nearest(key, other_keys.iter().copied()) else {
        file.wrong_type(key, "a table with `name`", value, diagnostics);
        return;
    };
    diagnostics.push(
        Diagnostic::error(Code::UnknownKey, format!("unknown key `{key}`"))
            .at(file.source(), key_span.clone())
            .hint(format!("did you mean `{near}`?")),
    );
}

/// A person's roles: an array of tables, one table, or a role that always held.
fn take_roles(table: &mut Table, diagnostics: &mut Diagnostics) -> Vec<RoleSpan> {
    let values = table.take_array("roles").unwrap_or_default();
    let mut roles = Vec::new();
    for value in values {
        let span = value.span.clone();
        match value.kind {
            Kind::Text(role) => {
                let role = Spanned::new(role, span);
                if is_name(table.source(), "roles", &role, diagnostics) {
                    roles.push(RoleSpan {
                        role: role.value,
                        from: None,
                        to: None,
                    });
                }
            }
            Kind::Table(values) => {
                let mut role = Table::from_value(table.source(), "`roles`", span, values);
                let words = take_name(&mut role, "role", "a table in `roles`", diagnostics);
                let from = take_day(&mut role, "from", diagnostics);
                let to = take_day(&mut role, "to", diagnostics);
                role.finish(diagnostics);
                if let (Some(from), Some(to)) = (&from, &to)
                    && from.value > to.value
                {
                    diagnostics.push(
                        Diagnostic::error(Code::BadDate, "a role ends before it begins")
                            .at(table.source(), to.span.clone())
                            .label(format!("expected {} or a later day", from.value)),
                    );
                }
                if let Some(words) = words {
                    let (from, to) = (from.map(|day| day.value), to.map(|day| day.value));
                    roles.push(RoleSpan {
                        role: words.value,
                        from,
                        to,
                    });
                }
            }
            _ => table.wrong_type(
                "roles",
                "a role or a table with `role`",
                &value,
                diagnostics,
            ),
        }
    }
    roles
}

/// Reports every name or alias that stands in two tables.
fn report_shared_names<'a>(
    source: &Arc<SourceText>,
    what: &str,
    tables: impl Iterator<Item = (&'a str, &'a Spanned<String>, &'a Vec<Spanned<String>>)>,
    diagnostics: &mut Diagnostics,
) {
    let mut owners: BTreeMap<String, (&str, &Range<usize>)> = BTreeMap::new();
    for (slug, name, aliases) in tables {
        for name in std::iter::once(name).chain(aliases) {
            let key = name_key(&name.value);
            let Some((owner, first)) = owners.get(&key).filter(|(owner, _)| *owner != slug) else {
                owners.entry(key).or_insert((slug, &name.span));
                continue;
            };
            diagnostics.push(
                Diagnostic::error(
                    Code::SharedName,
                    format!("`{}` names two {what}: [{owner}] and [{slug}]", name.value),
                )
                .at(source, name.span.clone())
                .label(format!("a name of [{slug}]"))
                .related(Place::new(source, (*first).clone()), format!("a name of [{owner}]"))
                .hint("give each a name of its own, with a role or a place in it where they are namesakes"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::testing::places;
    use proptest::prelude::*;

    fn speakers(text: &str) -> (SpeakerRegistry, Diagnostics) {
        let mut said = Vec::new();
        let registry = read_speakers(&SourceText::new("content/speakers.toml", text), &mut said);
        (registry, said)
    }

    fn topics(text: &str) -> (TopicRegistry, Diagnostics) {
        let mut said = Vec::new();
        let registry = read_topics(&SourceText::new("content/topics.toml", text), &mut said);
        (registry, said)
    }

    #[test]
    fn people_are_read_in_the_order_of_the_file() {
        let (registry, said) = speakers(concat!(
            "not_a_person = [\"Harbour Road\"]\n",
            "[tomas-vell]\nname = \"Tomas Vell\"\nroles = \"Harbour master\"\n",
            "[ada-quill]\nname = \"Ada Quill\"\naliases = [\"A. Quill\"]\n",
            "roles = [{ role = \"Councillor\", to = 2030-05-01 }, { role = \"Mayor\", from = 2030-05-02 }]\n",
        ));
        assert_eq!(said, []);
        assert_eq!(registry.not_a_person, ["Harbour Road"]);
        let slugs: Vec<_> = registry
            .people
            .iter()
            .map(|one| one.slug.as_str())
            .collect();
        assert_eq!(slugs, ["tomas-vell", "ada-quill"]);
        let roles = &registry.people[1].roles;
        assert_eq!(roles[1].role, "Mayor");
        assert_eq!(
            (roles[1].from, roles[1].to),
            (NaiveDate::from_ymd_opt(2030, 5, 2), None)
        );
        assert_eq!(registry.people[1].place.line_and_column(), (5, 2));
    }

    #[test]
    fn topics_are_read() {
        let (registry, said) = topics(
            "[harwick-bridge]\nname = \"Harwick bridge\"\naliases = \"The bridge\"\nmatch = [\"bridge\"]\ndescription = \"D\"\n",
        );
        assert_eq!(said, []);
        let topic = &registry.topics[0];
        let words = topic.match_words.as_ref().map(Vec::len);
        assert_eq!((topic.aliases.len(), words), (1, Some(1)));
        assert!(registry.written && !topic.prominent);
        assert_eq!(topic.description.as_deref(), Some("D"));
    }

    #[test]
    fn one_name_in_two_tables_names_both() {
        let (_, said) = speakers(concat!(
            "[one]\nname = \"Ada Quill\"\naliases = [\"ADA QUILL\"]\n",
            "[two]\nname = \"Ada B. Quill\"\naliases = [\"ada  quill\"]\n",
        ));
        assert_eq!(places(&said), [("shared-name", (6, 12))]);
        assert_eq!(
            said[0].message,
            "`ada  quill` names two people: [one] and [two]"
        );
        assert_eq!(said[0].related[0].0.line_and_column(), (2, 8));
    }

    #[test]
    fn every_mistake_is_said_in_its_place() {
        let (_, said) = speakers(concat!(
            "not_a_preson = []\nada = 3\n[Ada_Quill]\nname = \"Ada\"\n[b]\nalias = [\"x\"]\n",
            "[c]\nname = \"\"\n[d]\nname = 4\nroles = [{ role = \"r\", from = 2031-01-02, to = 2031-01-01 }, 3, {}]\n",
        ));
        assert_eq!(
            places(&said),
            [
                ("unknown-key", (1, 1)),
                ("wrong-type", (2, 7)),
                ("bad-id", (3, 2)),
                ("missing-key", (5, 2)),
                ("unknown-key", (6, 1)),
                ("wrong-type", (8, 8)),
                ("wrong-type", (10, 8)),
                ("bad-date", (11, 48)),
                ("wrong-type", (11, 62)),
                ("missing-key", (11, 65)),
            ]
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            speakers(&String::from_utf8_lossy(&bytes));
            topics(&String::from_utf8_lossy(&bytes));
        }
    }
}
