//! What transcripts say of time, and what livesite says of it: zones, days, gaps, order.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a test may stop at the first surprise"
)]

use std::fmt::Write;
use std::time::Instant;

use livesite::base::diagnostic::{Code, Diagnostics, Severity};
use livesite::base::source_text::SourceText;
use livesite::base::zone::parse_zone;
use livesite::capture::{LineClass, Options, Profiles, Reading, read};
use livesite::source::entry::Moment;

fn with(date: &str, zone: &str) -> Options {
    Options {
        date: date.parse().ok(),
        zone: parse_zone(zone),
        ..Options::default()
    }
}

fn read_text(text: &str, options: &Options) -> (Option<Reading>, Diagnostics) {
    let source = SourceText::new("capture.txt", text);
    let mut said = Vec::new();
    let reading = read(&source, options, &Profiles::built_in(), &mut said);
    (reading, said)
}

/// The times of the entries, oldest first.
fn times(text: &str, options: &Options) -> Vec<String> {
    let (reading, said) = read_text(text, options);
    let errors: Vec<_> = said
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .map(|one| one.render(false))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    reading
        .unwrap()
        .entries
        .iter()
        .map(
            |entry| match entry.published.as_ref().map(|moment| moment.value) {
                Some(Moment::Instant(instant)) => instant.to_rfc3339(),
                other => format!("{other:?}"),
            },
        )
        .collect()
}

fn codes(text: &str, options: &Options) -> Vec<(Code, Option<usize>)> {
    let (_, said) = read_text(text, options);
    said.iter()
        .map(|one| {
            (
                one.code,
                one.place.as_ref().map(|place| place.line_and_column().0),
            )
        })
        .collect()
}

fn hints(text: &str, options: &Options) -> String {
    let (_, said) = read_text(text, options);
    said.iter()
        .flat_map(|one| one.hints.clone())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn the_clock_on_the_wall_wins_over_the_abbreviation() {
    let text = "9:03AM PST - Doors.\n\n9:59AM PST - Lights.\n";
    assert_eq!(
        times(text, &with("2014-06-02", "America/Los_Angeles")),
        ["2014-06-02T09:03:00-07:00", "2014-06-02T09:59:00-07:00"]
    );
    assert_eq!(
        times(
            "2.56pm BST\n\nOne.\n\n2.50pm BST\n\nTwo.\n",
            &with("2031-07-01", "")
        ),
        ["2031-07-01T14:50:00+01:00", "2031-07-01T14:56:00+01:00"]
    );
}

#[test]
fn a_word_with_several_readings_is_asked_for_once() {
    let text = "9.45 p.m. IST: The bridge is shut.\n9.00 p.m. IST: The siren sounds.\n";
    assert_eq!(
        codes(text, &with("2031-03-04", "")),
        [(Code::ZoneWord, Some(1))]
    );
    let said = hints(text, &with("2031-03-04", ""));
    assert!(
        said.contains("--zone IST=Asia/Kolkata")
            && said.contains("zones = { IST = \"Asia/Kolkata\" }"),
        "{said}"
    );
    assert_eq!(
        times(text, &with("2031-03-04", "Asia/Kolkata")),
        ["2031-03-04T21:00:00+05:30", "2031-03-04T21:45:00+05:30"]
    );
    let mut options = with("2031-03-04", "");
    options
        .zone_words
        .insert("IST".into(), parse_zone("Europe/Dublin").unwrap());
    assert_eq!(
        times(text, &options),
        ["2031-03-04T21:00:00+00:00", "2031-03-04T21:45:00+00:00"]
    );
}

#[test]
fn gaps_and_overlaps_are_said_at_their_line() {
    let text = "01:45\n\nTwo.\n\n01:30\n\nOne.\n";
    assert_eq!(
        codes(text, &with("2031-03-30", "Europe/London")),
        [(Code::TimeGap, Some(1)), (Code::TimeGap, Some(5))]
    );
    assert_eq!(
        codes(text, &with("2031-10-26", "Europe/London")),
        [(Code::TimeOverlap, Some(1)), (Code::TimeOverlap, Some(5))]
    );
    let named = "01:15 GMT\n\nTwo.\n\n01:45 BST\n\nOne.\n\n01:10 BST\n\nZero.\n";
    let got = times(named, &with("2031-10-26", "Europe/London"));
    assert_eq!(
        got,
        [
            "2031-10-26T01:10:00+01:00",
            "2031-10-26T01:45:00+01:00",
            "2031-10-26T01:15:00+00:00"
        ]
    );
}

#[test]
fn what_is_missing_is_said_once_with_both_ways_to_say_it() {
    let text = "20:44\n\nOne.\n\n20:32\n\nTwo.\n\n20:10\n\nThree.\n";
    assert_eq!(
        codes(text, &Options::default()),
        [(Code::MissingDate, Some(1)), (Code::MissingZone, Some(1))]
    );
    let said = hints(text, &Options::default());
    for part in [
        "`--date 2031-03-04`, or `date = 2031-03-04` in coverage.toml",
        "`--zone Europe/London`, or `time_zone = \"Europe/London\"`",
    ] {
        assert!(said.contains(part), "{said}");
    }
    let year = "  1. Onepublished at 12:17 Greenwich Mean Time 21 February\n\n    Text.\n";
    assert_eq!(
        codes(year, &Options::default()),
        [(Code::MissingYear, Some(1))]
    );
    assert_eq!(
        times(year, &with("2031-02-21", "")),
        ["2031-02-21T12:17:00+00:00"]
    );
    let leap = "  1. Onepublished at 12:17 Greenwich Mean Time 29 February\n\n    Text.\n";
    let options = Options {
        year: Some(2031),
        ..Options::default()
    };
    assert_eq!(codes(leap, &options), [(Code::BadDate, Some(1))]);
}

#[test]
fn two_clocks_must_agree() {
    let text = "1:15pm NZDT (7:15pm EST)\n\nOne.\n\n1:54pm NZDT (8:54pm EST)\n\nTwo.\n";
    assert_eq!(
        codes(text, &with("2021-03-06", "")),
        [(Code::ClocksDisagree, Some(5))]
    );
}

#[test]
fn days_follow_from_midnight_and_from_day_lines() {
    let text = "00.04 Rain.\n\n23.46 Wind.\n\n22.00 Calm.\n";
    let got = times(text, &with("2031-03-04", "Europe/London"));
    assert_eq!(
        got,
        [
            "2031-03-03T22:00:00+00:00",
            "2031-03-03T23:46:00+00:00",
            "2031-03-04T00:04:00+00:00"
        ]
    );
    let text = "Dienstag, 4. März 2031\n\n11.04 Uhr: Der Damm hält.\n\n09.30 Uhr: Der Damm wird geprüft.\n\nMontag, 3.\u{a0}März 2031\n\n08.15 Uhr: Der Regen beginnt.\n";
    let got = times(text, &with("", "Europe/Berlin"));
    assert_eq!(
        got,
        [
            "2031-03-03T08:15:00+01:00",
            "2031-03-04T09:30:00+01:00",
            "2031-03-04T11:04:00+01:00"
        ]
    );
}

#[test]
fn noon_and_midnight_are_read_and_clocks_in_sentences_are_not() {
    let text = "12:06 a.m.: The gates open.\nAt 12.40 p.m. nobody was there. 8.20 p.m. was too late.\n12.30 p.m.: The gates close.\n";
    let got = times(text, &with("2031-03-04", "Asia/Kolkata"));
    assert_eq!(
        got,
        ["2031-03-04T00:06:00+05:30", "2031-03-04T12:30:00+05:30"]
    );
}

#[test]
fn an_entry_out_of_order_keeps_time_and_place() {
    let text = "10:00\n\nOne.\n\n10:39\n\nTwo.\n\n12:45\n\nStray.\n\n10:41\n\nThree.\n";
    let options = with("2031-03-04", "Europe/London");
    assert_eq!(codes(text, &options), [(Code::OutOfOrder, Some(9))]);
    assert_eq!(
        times(text, &options).get(2).map(String::as_str),
        Some("2031-03-04T12:45:00+00:00")
    );
}

#[test]
fn without_entries_and_with_a_wrong_profile_there_is_an_error() {
    assert_eq!(codes("", &Options::default()), [(Code::NoEntries, Some(1))]);
    assert_eq!(
        codes("Only a text.\n\nNo live page.\n", &Options::default()),
        [(Code::NoEntries, Some(1))]
    );
    let options = Options {
        profile: Some("bcc".into()),
        ..Options::default()
    };
    assert_eq!(
        codes("20:44\n\nOne.\n", &options),
        [(Code::UnknownProfile, None)]
    );
    let (reading, _) = read_text(
        "1 hour ago\n\nOne.\n\n2 hours ago\n\nTwo.\n",
        &Options::default(),
    );
    assert!(
        reading
            .unwrap()
            .entries
            .iter()
            .all(|entry| entry.published.is_none() && entry.clock.is_some())
    );
}

#[test]
fn a_profile_of_a_newsroom_reads_its_own_pages() {
    let profile = "name = \"courier\"\npublisher = \"Harwick Courier\"\ndetect = ['^\\[.+\\]$']\n[[entry]]\nstart = '^\\[{clock} on {date}\\] (?P<headline>.+)$'\n[drop]\nlines = [\"Share this\"]\n";
    let mut said = Vec::new();
    let profiles = Profiles::built_in().with(
        &SourceText::new("profiles/courier.toml", profile),
        &mut said,
    );
    let text = "Harwick flood\n\n[13:42 on 4 March 2031] Bridge shut\n\nThe bridge is shut.\n\nShare this\n";
    let source = SourceText::new("capture.txt", text);
    let options = Options {
        profile: Some("courier".into()),
        ..with("", "Europe/London")
    };
    let reading = read(&source, &options, &profiles, &mut said).unwrap();
    let entry = reading.entries.first().unwrap();
    assert_eq!(
        (
            entry.headline.as_deref(),
            entry.clock.as_deref(),
            entry.body.markdown()
        ),
        (
            Some("Bridge shut"),
            Some("13:42 on 4 March 2031"),
            "The bridge is shut."
        )
    );
    assert_eq!(reading.publisher.as_deref(), Some("Harwick Courier"));
    assert_eq!(
        reading.lines.last().map(|line| line.class.clone()),
        Some(LineClass::Dropped("page furniture".into()))
    );
}

#[test]
fn time_grows_with_the_length_and_no_faster() {
    let mut text = String::new();
    for number in 1..=1500 {
        let (hour, minute) = (23 - number / 60 % 24, 59 - number % 60);
        writeln!(text, "  {number}. Head {number}published at {hour:02}:{minute:02} Greenwich Mean Time 4 March 2031\n\n    One sentence of text, external.\n\n    • a\n    • b").unwrap();
    }
    text.push_str(&"Skip twitter post\n".repeat(3000));
    text.push_str(&", external.".repeat(20_000));
    text.push_str(&"  9. x\n".repeat(3000));
    let start = Instant::now();
    let (reading, _) = read_text(&text, &Options::default());
    assert!(reading.unwrap().entries.len() >= 1500);
    // Far above what it takes, far below what a square would.
    assert!(start.elapsed().as_secs() < 40, "{:?}", start.elapsed());
}

/// Every built-in profile, on what would make it look again and again.
#[test]
fn no_layout_takes_more_than_linear_time() {
    let pieces = [
        "Ana Roe\n\n",
        "KEY EVENT\n\n",
        "  • a\n",
        "    • b\n",
        "Ana Roe (@anaroe)\n",
        "14:05\n\nBridge shut\n\n",
        "A quay (\n",
        "Agency/AP\n",
        "2330 Polls close. 2329 Still. ",
        "Short line\n\nUpdate vom 22. März, 14.30 Uhr: Ja.\n",
        "by Ana Roe 5/21/2022 8:02:11 AM\n",
        "1692003712\n",
        "Key events\n",
        "90'\n",
    ];
    for piece in pieces {
        let time = |count: usize| {
            let text = format!("Title of it\n\n{}", piece.repeat(count));
            let source = SourceText::new("capture.txt", text.as_str());
            let start = Instant::now();
            let survey = livesite::capture::survey::survey(&source, &Profiles::built_in());
            assert!(survey.profiles.len() < 20);
            start.elapsed()
        };
        time(10);
        let (short, long) = (time(400), time(6400));
        // Sixteen times as much; a square would be two hundred and fifty-six.
        assert!(
            long < short * 90 + std::time::Duration::from_secs(1),
            "{piece:?}: {short:?}, then {long:?}"
        );
    }
}
