//! The entries of one invented coverage.

use super::{day_only, time};
use crate::page::view::{
    BylineView, CorrectionView, EntryCard, EntryView, QuotedView, SeenView, SourceView, SpeakerRef,
    StatementView, TopicRef,
};
use crate::page::words::Words;

/// Something that somebody says.
fn said(text: &str, kind: &str) -> StatementView {
    StatementView {
        text: text.into(),
        kind: kind.into(),
        speaker: "Ada Quill".into(),
        speaker_href: Some("/repo/speakers/ada-quill/".into()),
        certain: kind == "direct",
        anchor: format!("s-{kind}"),
        in_text: false,
    }
}

/// The same on the speaker's page.
pub(super) fn quoted(kind: &str) -> QuotedView {
    QuotedView {
        text: "We would rather be early than sorry.".into(),
        kind: kind.into(),
        certain: kind == "direct",
        href: format!("/repo/harwick-bridge/good-morning/#s-{kind}"),
    }
}

/// A plain entry, to be made special.
fn entry(words: &Words, id: &str, day: u32, minutes: i64, headline: &str, html: &str) -> EntryView {
    let href = format!("/repo/harwick-bridge/{id}/");
    let excerpt: String = text(html).chars().take(240).collect();
    let first: String = excerpt.chars().take(72).collect();
    let card = EntryCard {
        id: id.into(),
        url: format!("https://archive.example{href}"),
        context_href: format!("/repo/harwick-bridge/#{id}"),
        href,
        headline: (!headline.is_empty()).then(|| headline.into()),
        title: if headline.is_empty() {
            first
        } else {
            headline.into()
        },
        published: Some(time(words, day, minutes)),
        clock: None,
        updated: None,
        label: None,
        kind: "update".into(),
        key: false,
        byline: vec![],
        speakers: vec![],
        topics: vec![],
        excerpt,
        corrections: vec![],
        source: Some(SourceView {
            file: "captures/ledger-2031-03-04.txt".into(),
            first_line: Some(41),
            last_line: Some(63),
            first_byte: Some(1_204),
            last_byte: Some(2_410),
            first_seen: Some(SeenView {
                at: None,
                file: Some("ledger-2031-03-04.txt".into()),
            }),
            last_seen: Some(SeenView {
                at: None,
                file: Some("ledger-2031-03-05.txt".into()),
            }),
            vanished: true,
            earlier_versions: 1,
        }),
        language: "en".into(),
        direction: "ltr".into(),
        coverage_title: "Storm over Harwick: the day the bridge closed".into(),
        coverage_href: "/repo/harwick-bridge/".into(),
        extra: serde_json::json!({}),
    };
    EntryView {
        card,
        statements: vec![
            said("We would rather be early than sorry.", "direct"),
            said("Quill says the bridge will stay shut.", "reported"),
        ],
        html: html.into(),
    }
}

/// An entry that is special.
fn with(mut view: EntryView, change: impl FnOnce(&mut EntryCard)) -> EntryView {
    change(&mut view.card);
    view
}

/// The text of some HTML, near enough for a sample.
pub(super) fn text(html: &str) -> String {
    let mut inside = false;
    let text: String = html
        .chars()
        .filter_map(|letter| match letter {
            '<' => {
                inside = true;
                Some(' ')
            }
            '>' => {
                inside = false;
                None
            }
            letter => (!inside).then_some(letter),
        })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn speaker(name: &str, role: Option<&str>, certain: bool) -> SpeakerRef {
    let slug = name.to_lowercase().replace(' ', "-");
    SpeakerRef {
        name: name.into(),
        href: certain.then(|| format!("/repo/speakers/{slug}/")),
        role: role.map(Into::into),
        certain,
    }
}

fn topic(name: &str) -> TopicRef {
    TopicRef {
        name: name.into(),
        href: format!("/repo/topics/{}/", name.to_lowercase().replace(' ', "-")),
    }
}

/// Entries of every shape, oldest first.
pub(crate) fn all(words: &Words) -> Vec<EntryView> {
    let at = |id: &str, day, minutes, headline: &str, html: &str| {
        entry(words, id, day, minutes, headline, html)
    };
    vec![
        with(at("good-morning", 4, 6 * 60 + 58, "Good morning from the harbour wall", "<p>We will be here all day as the swell comes in. The forecast gives force nine by noon, and the harbour office has already asked small boats to stay where they are.</p><p>There are <a href=\"/repo/harwick-bridge/the-vote/\">three things to watch</a>: the bridge, the sluice at Low Quay, and the council, which meets at six whatever the weather.</p>"), |card| {
            card.byline = vec![BylineView {
                name: "Noor Castell".into(),
                role: Some("local democracy correspondent".into()),
            }];
        }),
        at("three-words", 4, 7 * 60 + 3, "", "<p>Still dry here.</p>"),
        with(at("no-headline", 4, 7 * 60 + 41, "", "<p>The harbour master, Tomas Vell, says the swell is a metre higher than the buoy reported an hour ago. “We would rather be early than sorry,” he told us on the wall, with the rain coming in <em>sideways</em> behind him.</p><figure class=\"pull-quote\"><blockquote><p>We would rather be early than sorry. The sea does not read our timetable.</p></blockquote><figcaption>Tomas Vell</figcaption></figure><p>A woman beside him, who we think is the deputy harbour master, put it shorter: “Go home.”</p>"), |card| {
            card.speakers = vec![
                speaker("Tomas Vell", Some("Harbour master"), true),
                speaker("Ines Marlow", None, false),
            ];
            card.topics = vec![topic("Harwick bridge"), topic("Shipping")];
            card.updated = Some(time(words, 4, 7 * 60 + 55));
        }),
        with(at("bridge-closed", 4, 9 * 60 + 42, "Bridge closed to lorries after the swell reaches the lower deck, and the council warns that cars and buses may be next before the evening tide", "<p>The county has closed the Harwick bridge to everything above 7.5 tonnes. The order took effect at <strong>9.40am</strong> and holds until further notice.</p><h3>What this means</h3><ul><li>Lorries are sent round by Low Quay, 23 miles.</li><li>Buses 4 and 7 still run, with delays.</li><li>The footway stays open.</li></ul><blockquote><p>The order is made under section 14 and will be looked at again at noon.</p></blockquote>"), |card| {
            card.key = true;
            card.label = Some("Breaking".into());
            card.kind = "update".into();
            card.speakers = vec![speaker("Ada Quill", Some("Leader of the council"), true)];
            card.topics = vec![topic("Harwick bridge")];
            card.corrections = vec![CorrectionView {
                at: time(words, 5, 9 * 60),
                note: "An earlier version gave the weight limit as 17 tonnes; it is 7.5 tonnes.".into(),
            }];
        }),
        with(at("picture", 4, 10 * 60 + 15, "The lower deck at 10am", "<figure class=\"figure\"><img src=\"/repo/harwick-bridge/media/bridge.svg\" alt=\"Waves break over the lower deck of an iron bridge\" width=\"1200\" height=\"800\" loading=\"lazy\"><figcaption><span class=\"caption\">Waves break over the lower deck, seen from the ferry steps.</span> <span class=\"credit\">Jun Abara / Harwick Ledger</span></figcaption></figure>"), |card| {
            card.key = true;
        }),
        with(at("lost", 4, 0, "A picture we no longer have", "<figure class=\"figure lost\"><p class=\"lost-note\">This picture is not in the archive.</p><figcaption><span class=\"caption\">The queue of lorries on the north approach.</span> <span class=\"credit\">Jun Abara</span></figcaption></figure>"), |card| {
            card.clock = Some("10.20am GMT".into());
            card.published = None;
        }),
        with(at("untimed", 4, 0, "", "<p>This one stood without a time in the capture, between its neighbours.</p>"), |card| {
            card.published = None;
        }),
        with(at("numbers", 4, 11 * 60 + 30, "What the closing costs, in numbers", "<p>Every hour counts twice: once for the hauliers, once for the shops.<sup class=\"footnote-reference\"><a href=\"#numbers-1\">1</a></sup></p><div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Table\"><table><thead><tr><th>Route</th><th>Lorries a day</th><th>Detour, miles</th><th>Cost an hour</th><th>Who pays for it</th></tr></thead><tbody><tr><td>Low Quay</td><td>1,204</td><td>23</td><td>£18,400</td><td>Hauliers, then the shops</td></tr><tr><td>North road</td><td>311</td><td>41</td><td>£6,950</td><td>The county, under the order</td></tr><tr><td>Ferry</td><td>40</td><td>2</td><td>£310</td><td>Nobody yet</td></tr></tbody></table></div><p>The council’s own paper from last year, <code>HB-2030-17</code>, put the price of a week at three million.</p><section class=\"footnotes\" aria-label=\"Notes\"><ol><li id=\"numbers-1\"><p>County freight survey, 2029.</p></li></ol></section>"), |card| {
            card.label = Some("Analysis".into());
            card.kind = "analysis".into();
            card.byline = vec![
                BylineView { name: "Noor Castell".into(), role: Some("local democracy correspondent".into()) },
                BylineView { name: "Piet van der Aalst".into(), role: None },
            ];
            card.topics = vec![topic("Harwick bridge"), topic("County budget"), topic("Flood defences")];
        }),
        at("embed", 4, 12 * 60 + 1, "", "<p>The ferry company has posted this:</p><aside class=\"embed\" aria-label=\"Embedded post\"><p class=\"embed-head\">Twitter · Harwick Ferries · 4 March 2031</p><p>All sailings after 12.30 are cancelled. Tickets stay valid for seven days. Please do not come to the pier.</p><p><a href=\"https://twitter.example/ferries/1\" rel=\"nofollow\">twitter.example/ferries/1</a></p><p class=\"embed-note\">What stood here came from another site and was not saved; this is what is known of it.</p></aside>"),
        with(at("arabic", 4, 12 * 60 + 48, "ميناء النور يفتح أرصفته للعبّارات المحوَّلة", "<p>قالت القبطان ليلى حداد إن الميناء مستعد لاستقبال العبّارات حتى منتصف الليل. «لن نترك أحدًا في البحر»، أضافت وهي تنظر إلى الشاشة 4.</p><p>وأُغلق الجسر عند الساعة 9:40 صباحًا.</p>"), |card| {
            card.language = "ar".into();
            card.direction = "rtl".into();
            card.speakers = vec![speaker("ليلى حداد", Some("قبطان العبّارة"), true)];
        }),
        with(at("recap", 4, 17 * 60 + 20, "What happened today", &format!("<p>{}</p>", "The wind turned at four and the water with it; by five the lower deck was dry enough to walk. ".repeat(12))), |card| {
            card.label = Some("Recap".into());
            card.kind = "recap".into();
        }),
        with(at("the-vote", 5, 8 * 60 + 5, "Council votes 19 to 14 to rebuild", "<p>“Nobody here voted for a view,” said Ada Quill. “They voted for a way home.”</p>"), |card| {
            card.key = true;
            card.kind = "closing".into();
            card.published = Some(time(words, 5, 8 * 60 + 5));
            card.speakers = vec![speaker("Ada Quill", Some("Leader of the council"), true)];
        }),
        with(at("date-only", 5, 0, "Letters from readers", "<p>Thank you for writing.</p>"), |card| {
            card.published = Some(day_only(words, 5));
        }),
    ]
}
