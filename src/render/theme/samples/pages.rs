//! One page of each kind (and a few more), made of the invented entries.

use serde::Serialize;
use tera::{Context, Map, Value};

use super::coverages::{coverage_page, print_page};
use super::entries::{quoted, text};
use super::parts::{cards, head, origin, pager, people, subjects, timeline, totals};
use super::terms::{speaker_page, topic_page};
use super::{Sample, day_link, entries, site};
use crate::page::cite::{Author, CitationView, Cited, citations};
use crate::page::view::{
    DayPage, DaysPage, EntryLink, EntryPage, EntryView, GonePage, HomePage, Letter, ListItem,
    Month, NotFoundPage, PageKind, SearchPage, StreamItem, TermsPage,
};
use crate::page::words::Words;
use crate::render::shown::entry_value;

fn map<T: Serialize>(value: &T) -> Map {
    Value::from_serializable(value).into_map().unwrap()
}

fn with_entry<T: Serialize>(item: &T, entry: Value) -> Value {
    let mut map = map(item);
    map.insert("entry".into(), entry);
    Value::from(map)
}

pub(super) fn link(entry: &EntryView) -> EntryLink {
    EntryLink {
        href: entry.card.href.clone(),
        title: entry.card.title.clone(),
        published: entry.card.published.clone(),
        clock: entry.card.clock.clone(),
    }
}

fn stream(words: &Words) -> Vec<Value> {
    let mut silence = [
        None,
        None,
        Some(38),
        Some(121),
        Some(33),
        None,
        None,
        Some(75),
        Some(31),
        Some(47),
        Some(272),
    ]
    .into_iter();
    entries(words)
        .iter()
        .map(|entry| {
            let new_day = match entry.card.id.as_str() {
                "good-morning" => Some(day_link(words, 4, 11)),
                "the-vote" => Some(day_link(words, 5, 2)),
                _ => None,
            };
            let item = StreamItem {
                entry: crate::archive::EntryId::new(0, 0),
                new_day,
                silence: silence.next().flatten(),
            };
            with_entry(&item, entry_value(entry))
        })
        .collect()
}

fn list(words: &Words, days: bool) -> Vec<Value> {
    entries(words)
        .iter()
        .map(|entry| {
            let first = matches!(entry.card.id.as_str(), "good-morning" | "the-vote");
            let number = if entry.card.id == "the-vote" { 5 } else { 4 };
            let item = ListItem {
                entry: crate::archive::EntryId::new(0, 0),
                new_day: (days && first).then(|| day_link(words, number, 2)),
                new_undated: days && entry.card.id == "good-morning",
                new_coverage: first,
                reported_by: vec!["Harwick Courier".into()],
                role: (entry.card.id == "the-vote").then(|| "Leader of the council".into()),
                certain: entry.card.id != "no-headline",
                statements: vec![quoted("direct"), quoted("reported")],
            };
            with_entry(&item, Value::from_serializable(&entry.card))
        })
        .collect()
}

/// The values of each kind of page beside `site`, `page` and `words`: name, kind, title, and the page's struct.
pub(super) fn values(words: &Words) -> Vec<(&'static str, PageKind, &'static str, Map)> {
    let with = |mut map: Map, key: &'static str, value: Value| {
        map.insert(key.into(), value);
        map
    };
    let cards = cards(words);
    let listed = |days| Value::from(list(words, days));
    let terms = |terms: Vec<_>| {
        let letters = vec![
            Letter {
                letter: "A".into(),
                terms: terms.clone(),
            },
            Letter {
                letter: "Q".into(),
                terms: terms.clone(),
            },
            Letter {
                letter: "#".into(),
                terms,
            },
        ];
        map(&TermsPage {
            letters,
            total: 340,
        })
    };
    let storm = "Storm over Harwick: the day the bridge closed";
    let mut all = vec![
        (
            "home",
            PageKind::Home,
            "Harwick Harbour Archive",
            map(&HomePage {
                totals: totals(words),
                coverages: cards.clone(),
                days: vec![
                    day_link(words, 28, 3),
                    day_link(words, 5, 2),
                    day_link(words, 4, 130),
                ],
                timeline: Some(timeline("day")),
                speakers: people(),
                topics: subjects(),
            }),
        ),
        (
            "coverage",
            PageKind::Coverage,
            storm,
            with(
                map(&coverage_page(words, None)),
                "entries",
                Value::from(stream(words)),
            ),
        ),
        (
            "coverage-paged",
            PageKind::Coverage,
            storm,
            with(
                map(&coverage_page(words, Some(pager(6)))),
                "entries",
                Value::from(stream(words)),
            ),
        ),
        (
            "print",
            PageKind::Print,
            storm,
            with(
                with(
                    map(&print_page(words)),
                    "entries",
                    Value::from(stream(words)),
                ),
                "notes",
                Value::from(vec![Value::from("https://tides.example/harwick")]),
            ),
        ),
        (
            "days",
            PageKind::Days,
            "Days",
            map(&DaysPage {
                totals: totals(words),
                months: vec![
                    Month {
                        name: "March 2031".into(),
                        id: "2031-03".into(),
                        days: vec![
                            day_link(words, 2, 40),
                            day_link(words, 4, 130),
                            day_link(words, 5, 2),
                            day_link(words, 28, 3),
                        ],
                        lead: 5,
                        length: 31,
                    },
                    Month {
                        name: "February 2031".into(),
                        id: "2031-02".into(),
                        days: vec![day_link(words, 14, 1_204)],
                        lead: 5,
                        length: 28,
                    },
                ],
            }),
        ),
        (
            "day",
            PageKind::Day,
            "Tuesday, 4 March 2031",
            with(
                map(&DayPage {
                    day: day_link(words, 4, 132),
                    entries: vec![],
                    coverages: cards.clone(),
                    pager: Some(pager(2)),
                    earlier: Some(day_link(words, 2, 40)),
                    later: Some(day_link(words, 5, 2)),
                }),
                "entries",
                listed(false),
            ),
        ),
        ("speakers", PageKind::Speakers, "Speakers", terms(people())),
        ("topics", PageKind::Topics, "Topics", terms(subjects())),
        (
            "speaker",
            PageKind::Speaker,
            "Ada Quill",
            with(map(&speaker_page(words)), "entries", listed(true)),
        ),
        (
            "topic",
            PageKind::Topic,
            "Harwick bridge",
            with(map(&topic_page(words)), "entries", listed(true)),
        ),
        (
            "search",
            PageKind::Search,
            "Search",
            map(&SearchPage {
                index_href: "/repo/search/root.bin".into(),
                speakers: people(),
                topics: subjects(),
            }),
        ),
        (
            "not_found",
            PageKind::NotFound,
            "There is no page here",
            map(&NotFoundPage {
                coverages: cards.clone(),
            }),
        ),
        (
            "gone",
            PageKind::Gone,
            "Nothing is filed here now",
            map(&GonePage {
                name: None,
                to_name: "Ada Quill".into(),
                to_href: "/speakers/ada-quill/".into(),
            }),
        ),
        (
            "gone-confirmed",
            PageKind::Gone,
            "Tomas Vell",
            map(&GonePage {
                name: Some("Tomas Vell".into()),
                to_name: "All people".into(),
                to_href: "/speakers/".into(),
            }),
        ),
    ];
    let entries = entries(words);
    for (name, at) in [
        ("entry-plain", 2),
        ("entry-key", 3),
        ("entry-lost", 5),
        ("entry-arabic", 9),
        ("entry-short", 1),
    ] {
        let entry = &entries[at];
        let page = EntryPage {
            entry: crate::archive::EntryId::new(0, 0),
            coverage: cards[0].clone(),
            origin: origin(words),
            earlier: Some(link(&entries[at - 1])),
            later: Some(link(&entries[at + 1])),
            citations: cite(entry),
        };
        all.push((
            name,
            PageKind::Entry,
            "An entry",
            with(map(&page), "entry", entry_value(entry)),
        ));
    }
    all
}

fn cite(entry: &EntryView) -> Vec<CitationView> {
    let writers = entry.card.byline.iter();
    citations(&Cited {
        authors: writers.map(|one| Author::Person(&one.name)).collect(),
        title: &entry.card.title,
        coverage: &entry.card.coverage_title,
        publisher: "Harwick Courier",
        archive: "The Slow News Archive",
        date: None,
        instant: None,
        url: &entry.card.url,
        language: &entry.card.language,
        key: &entry.card.id,
    })
}

/// Every page, ready to be rendered.
pub(crate) fn all(words: &Words) -> Vec<Sample> {
    let site = site(words.language());
    values(words)
        .into_iter()
        .map(|(name, kind, title, values)| {
            let title = if kind == PageKind::Home {
                site.title.as_str()
            } else {
                title
            };
            let page = head(kind, title, Some("/repo/before/"), Some("/repo/after/"));
            let mut page_map = map(&page);
            if let Some(json) = &page.json_ld_html {
                page_map.insert("json_ld_html".into(), Value::safe_string(json));
            }
            let entry_html = values
                .get(&"entry".into())
                .and_then(|entry| entry.get_from_path("html"))
                .cloned();
            let mut context = Context::new();
            context.insert_value("page", Value::from(page_map));
            for (key, value) in values {
                context.insert_value(key.to_string(), value);
            }
            let text_bytes = entry_html
                .and_then(|html| html.as_str().map(|html| text(html).len()))
                .unwrap_or_default();
            Sample {
                name,
                template: kind.template(),
                context,
                text_bytes,
            }
        })
        .collect()
}
