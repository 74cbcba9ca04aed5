//! What several invented pages share: heads, cards, pagers, lists of people and topics.

use super::{day_link, term, time};
use crate::page::view::{
    CaptureView, CardView, CoverageCard, Crumb, FeedLink, OriginView, PageHead, PageKind, Pager,
    PagerLink, TermLink, Timeline, TimelineBar, Totals,
};
use crate::page::words::Words;

pub(super) fn crumbs(kind: PageKind) -> Vec<Crumb> {
    let crumb = |name: &str, href: &str| Crumb {
        name: name.into(),
        href: href.into(),
    };
    let up = match kind {
        PageKind::Home | PageKind::NotFound | PageKind::Gone => return vec![],
        PageKind::Entry => Some(crumb(
            "Storm over Harwick: the day the bridge closed",
            "/repo/harwick-bridge/",
        )),
        PageKind::Day => Some(crumb("Days", "/repo/days/")),
        PageKind::Speaker => Some(crumb("Speakers", "/repo/speakers/")),
        PageKind::Topic => Some(crumb("Topics", "/repo/topics/")),
        _ => None,
    };
    [crumb("Home", "/repo/")].into_iter().chain(up).collect()
}

pub(super) fn head(
    kind: PageKind,
    title: &str,
    earlier: Option<&str>,
    later: Option<&str>,
) -> PageHead {
    let href = "/repo/harwick-bridge/";
    PageHead {
        kind,
        title: title.into(),
        description: Some("The county closes the bridge \"until further notice\".".into()),
        href: href.into(),
        canonical: format!("https://archive.example{href}"),
        language: "en".into(),
        direction: "ltr".into(),
        crumbs: crumbs(kind),
        feeds: vec![
            FeedLink {
                title: "Storm over Harwick".into(),
                media_type: "application/atom+xml".into(),
                href: "/repo/feed.xml".into(),
            },
            FeedLink {
                title: "Storm over Harwick".into(),
                media_type: "application/feed+json".into(),
                href: "/repo/feed.json".into(),
            },
        ],
        markdown_href: (kind == PageKind::Entry).then(|| "/repo/harwick-bridge/x/index.md".into()),
        oembed_url: (kind == PageKind::Entry)
            .then(|| "https://example.org/repo/harwick-bridge/x/oembed.json".into()),
        data_href: (kind == PageKind::Coverage)
            .then(|| "/repo/harwick-bridge/coverage.json".into()),
        image: Some("https://archive.example/repo/harwick-bridge/media/bridge.jpg".into()),
        card: (kind == PageKind::Coverage).then(|| CardView {
            url: "https://archive.example/repo/harwick-bridge/card.png".into(),
            width: 1200,
            height: 630,
            alt: "Storm over Harwick · 4 March 2031 · Live from Harwick".into(),
        }),
        og_type: "article".into(),
        published: Some("2031-03-04T06:58:00+00:00".into()),
        updated: Some("2031-03-05T08:05:00+00:00".into()),
        json_ld_html: Some(
            "{\"@context\":\"https://schema.org\",\"@type\":\"LiveBlogPosting\"}".into(),
        ),
        earlier_href: earlier.map(Into::into),
        later_href: later.map(Into::into),
    }
}

pub(super) fn card(words: &Words, title: &str, day: u32, standfirst: Option<&str>) -> CoverageCard {
    CoverageCard {
        title: title.into(),
        href: format!("/repo/{}/", title.split(' ').next().unwrap().to_lowercase()),
        standfirst: standfirst.map(Into::into),
        entries: 132,
        first: Some(time(words, day, 418)),
        last: Some(time(words, day, 1100)),
        publisher: Some("The Harwick Ledger".into()),
        language: "en".into(),
        direction: "ltr".into(),
    }
}

pub(super) fn cards(words: &Words) -> Vec<CoverageCard> {
    vec![
        card(
            words,
            "Storm over Harwick: the day the bridge closed",
            4,
            Some("The bridge is closed to lorries and the council votes to rebuild."),
        ),
        CoverageCard {
            language: "ar".into(),
            direction: "rtl".into(),
            ..card(
                words,
                "ميناء النور: يوم العبّارات",
                4,
                Some("الميناء يفتح أرصفته."),
            )
        },
        CoverageCard {
            first: None,
            last: None,
            publisher: None,
            entries: 1,
            ..card(words, "undated-folder", 1, None)
        },
        CoverageCard {
            last: Some(time(words, 3, 700)),
            ..card(
                words,
                "County election night, and the two days of counting after it",
                2,
                Some("Nine seats change hands."),
            )
        },
    ]
}

pub(super) fn origin(words: &Words) -> OriginView {
    OriginView {
        publisher: Some("The Harwick Ledger".into()),
        url: Some("https://ledger.example/news/live/2031/mar/04/harwick-bridge-storm".into()),
        captured: Some(time(words, 6, 601)),
        captures: vec![CaptureView {
            file: "ledger-2031-03-04.txt".into(),
            href: Some("/repo/harwick-bridge/captures/ledger-2031-03-04.1a2b3c4d.txt".into()),
            sha256: "0".repeat(64),
            reader: "livesite 0.1.0, profile generic 1a2b3c4d".into(),
            captured: Some(time(words, 6, 602)),
        }],
    }
}

pub(super) fn pager(number: usize) -> Pager {
    let href = |number: usize| format!("/repo/harwick-bridge/page/{number}/");
    Pager {
        number,
        total: 12,
        entries: 2_345,
        earlier: Some(href(number - 1)),
        later: Some(href(number + 1)),
        pages: (1..=12)
            .map(|each| PagerLink {
                number: each,
                href: href(each),
                current: each == number,
            })
            .collect(),
    }
}

pub(super) fn totals(words: &Words) -> Totals {
    Totals {
        coverages: 37,
        entries: 4_218,
        days: 61,
        speakers: 340,
        topics: 58,
        undated: 12,
        first_day: Some(day_link(words, 2, 40)),
        last_day: Some(day_link(words, 28, 3)),
    }
}

pub(super) fn people() -> Vec<TermLink> {
    vec![
        term("speakers", "Ada Quill", 41, Some("Leader of the council")),
        term("speakers", "Tomas Vell", 28, Some("Harbour master")),
        term("speakers", "Ines Marlow", 9, None),
        term("speakers", "ليلى حداد", 7, Some("قبطان العبّارة")),
    ]
}

pub(super) fn subjects() -> Vec<TermLink> {
    vec![
        term("topics", "Harwick bridge", 77, None),
        term(
            "topics",
            "Flood defences",
            31,
            Some("Walls, sluices and who pays for them"),
        ),
        term("topics", "County budget", 12, None),
    ]
}

/// Two bars of a drawing.
pub(super) fn timeline(unit: &str) -> Timeline {
    let bar = |name: &str, x, height| TimelineBar {
        name: name.into(),
        href: "/repo/days/2031-03-04/".into(),
        entries: height / 2,
        x,
        y: 40 - height,
        width: 30,
        height,
    };
    Timeline {
        unit: unit.into(),
        from: "4 March 2031".into(),
        to: "5 March 2031".into(),
        bars: vec![bar("4 March 2031", 0, 40), bar("5 March 2031", 960, 12)],
        ticks: vec![500],
    }
}
