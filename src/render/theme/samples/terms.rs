//! The page of an invented person and of an invented topic.

use super::pages::link;
use super::parts::{pager, people, subjects, timeline};
use super::{day_link, entries, time};
use crate::page::view::{PortraitView, RoleView, SpeakerPage, TopicPage};
use crate::page::words::Words;

pub(super) fn speaker_page(words: &Words) -> SpeakerPage {
    let role = |role: &str, from, to| RoleView {
        role: role.into(),
        from,
        to,
    };
    SpeakerPage {
        name: "Ada Quill".into(),
        slug: "ada-quill".into(),
        aliases: vec!["A. Quill".into(), "Cllr Quill".into()],
        portrait: Some(PortraitView {
            src: "/repo/media/ada-quill.svg".into(),
            width: Some(240),
            height: Some(320),
            srcset: None,
            credit: Some("Harwick Courier".into()),
            entry: entries(words).first().map(link),
        }),
        roles: vec![
            role(
                "Leader of the council",
                Some(time(words, 4, 0)),
                Some(time(words, 28, 0)),
            ),
            role("Councillor for Low Quay", Some(time(words, 2, 0)), None),
        ],
        roles_written: vec![role(
            "Council leader",
            Some(time(words, 4, 0)),
            Some(time(words, 5, 0)),
        )],
        entries: vec![],
        pager: Some(pager(6)),
        total: 41,
        direct: 30,
        reported: 12,
        topics: subjects(),
        people: people(),
        days: vec![day_link(words, 4, 30), day_link(words, 5, 11)],
        timeline: Some(timeline("day")),
    }
}

pub(super) fn topic_page(words: &Words) -> TopicPage {
    TopicPage {
        name: "Harwick bridge".into(),
        slug: "harwick-bridge".into(),
        aliases: vec!["The Chandlers'".into()],
        description: Some("The iron bridge of 1878, its closing and what came after.".into()),
        entries: vec![],
        pager: Some(pager(6)),
        total: 41,
        people: people(),
        topics: subjects(),
        days: vec![day_link(words, 4, 30), day_link(words, 5, 11)],
        timeline: Some(timeline("hour")),
    }
}
