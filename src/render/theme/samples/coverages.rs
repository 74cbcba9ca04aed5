//! The page of an invented coverage, and the same for paper.

use super::parts::{cards, origin, people, subjects};
use super::{day_link, entries, time};
use crate::page::view::{
    BylineView, CoveragePage, CoverageView, EntryLink, MissingView, Pager, PrintPage,
};
use crate::page::words::Words;

pub(super) fn coverage_page(words: &Words, pages: Option<Pager>) -> CoveragePage {
    let events = entries(words);
    let cards = cards(words);
    CoveragePage {
        coverage: CoverageView {
            title: "Storm over Harwick: the day the bridge closed".into(),
            href: "/repo/harwick-bridge/".into(),
            summary: vec![
                "The bridge is closed to everything above 7.5 tonnes; cars and buses still cross."
                    .into(),
                "All ferries after 12.30 are cancelled, and one has been turned to another port."
                    .into(),
                "The council votes 19 to 14 to rebuild rather than repair.".into(),
            ],
            byline: vec![BylineView {
                name: "Orla Finch".into(),
                role: None,
            }],
            introduction: vec!["The footbridge at Harwick is shut.".into()],
            entries: 132,
            first: Some(time(words, 4, 418)),
            last: Some(time(words, 5, 485)),
            time_zone: Some("Europe/London".into()),
            origin: origin(words),
            missing: MissingView {
                media: 12,
                embeds: 3,
                texts: 1,
                times: 2,
                vanished: 1,
            },
            licence: Some("CC BY 4.0".into()),
            key_events: events
                .iter()
                .filter(|entry| entry.card.key)
                .map(|entry| EntryLink {
                    href: format!("#{}", entry.card.id),
                    title: entry.card.title.clone(),
                    published: entry.card.published.clone(),
                    clock: None,
                })
                .collect(),
            speakers: people(),
            topics: subjects(),
            days: vec![day_link(words, 4, 130), day_link(words, 5, 2)],
            language: "en".into(),
            direction: "ltr".into(),
            extra: serde_json::json!({}),
        },
        entries: vec![],
        pager: pages,
        print_href: Some("/repo/harwick-bridge/print.html".into()),
        same_days: cards.clone(),
        earlier: cards.last().cloned(),
        later: cards.into_iter().next(),
    }
}

pub(super) fn print_page(words: &Words) -> PrintPage {
    PrintPage {
        coverage: coverage_page(words, None).coverage,
        entries: vec![],
    }
}
