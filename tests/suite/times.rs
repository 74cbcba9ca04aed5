//! Zones, days, offsets, and entries without a time.

use crate::driver::{SETTINGS, Site};

fn entry(front: &str) -> String {
    format!("+++\n{front}\n+++\n\nText.\n")
}

#[test]
fn a_local_time_means_the_coverages_zone() {
    let site = Site::with(&[
        (
            "content/here/a.md",
            &entry("published = 2031-07-04T13:42:00"),
        ),
        (
            "content/there/coverage.toml",
            "time_zone = \"Asia/Kolkata\"\n",
        ),
        (
            "content/there/a.md",
            &entry("published = 2031-07-04T13:42:00"),
        ),
    ])
    .built();
    let time = |coverage: &str| {
        site.json(&format!("{coverage}/coverage.json"))["entries"][0]["published"].clone()
    };
    assert_eq!(time("here"), "2031-07-04T13:42:00+01:00");
    assert_eq!(time("there"), "2031-07-04T13:42:00+05:30");
    assert!(site.page("there/a/").words().contains("+05:30"));
}

#[test]
fn a_day_is_cut_in_the_coverages_zone() {
    let site = Site::with(&[
        (
            "content/a/x.md",
            &entry("headline = \"Late\"\npublished = 2031-07-04T23:30:00Z"),
        ),
        (
            "content/b/coverage.toml",
            "time_zone = \"America/New_York\"\n",
        ),
        (
            "content/b/x.md",
            &entry("headline = \"Evening\"\npublished = 2031-07-04T23:30:00Z"),
        ),
        (
            "content/b/y.md",
            &entry("headline = \"Day only\"\npublished = 2031-07-04"),
        ),
    ])
    .built();
    assert_eq!(site.page("days/2031-07-05/").texts("h2 a"), ["Late"]);
    assert_eq!(
        site.page("days/2031-07-04/").texts(".stream h2 a"),
        ["Evening", "Day only"]
    );
}

#[test]
fn a_day_page_sorts_by_instant_and_shows_offsets() {
    let site = Site::with(&[
        (
            "content/a/x.md",
            &entry("headline = \"Second\"\npublished = 2031-07-04T12:00:00"),
        ),
        ("content/b/coverage.toml", "time_zone = \"Asia/Kolkata\"\n"),
        (
            "content/b/x.md",
            &entry("headline = \"First\"\npublished = 2031-07-04T13:00:00"),
        ),
        (
            "content/c/coverage.toml",
            "time_zone = \"America/New_York\"\n",
        ),
        (
            "content/c/x.md",
            &entry("headline = \"Third\"\npublished = 2031-07-04T08:00:00"),
        ),
    ])
    .built();
    let day = site.page("days/2031-07-04/");
    assert_eq!(day.texts(".stream h2 a"), ["First", "Second", "Third"]);
    let words = day.words();
    for offset in ["+05:30", "+01:00", "04:00"] {
        assert!(words.contains(offset), "{offset} is not in {words}");
    }
}

#[test]
fn an_entry_without_a_time_keeps_its_place_and_is_on_no_day() {
    let site = Site::from("three-days").built();
    let data = site.json("inquiry/coverage.json");
    let times: Vec<_> = data["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (entry["id"].as_str().unwrap(), entry["published"].is_null()))
        .collect();
    assert_eq!(times.len(), 3);
    assert!(times.contains(&("c-no-time", true)) && times.contains(&("b-day-only", true)));
    assert!(site.page("inquiry/").words().contains("after lunch"));
    let days = site.page("days/");
    assert!(
        days.only("p.standfirst").contains('1'),
        "{}",
        days.only("p.standfirst")
    );
    let day = site.page("days/2031-03-06/");
    assert!(!day.words().contains("A door was shut"));
    // Day known, time not: last of its day.
    assert!(day.texts(".stream h2 a").last().unwrap().contains("gull"));
}

#[test]
fn position_orders_what_shares_a_time_and_holds_what_has_none() {
    let at = |position: u8, time: &str| {
        entry(&format!(
            "headline = \"P{position}\"\nposition = {position}{time}"
        ))
    };
    let same = "\npublished = 2031-03-04T13:42:00Z";
    let site = Site::with(&[
        ("content/x/d.md", &at(1, same)),
        ("content/x/c.md", &at(2, "")),
        ("content/x/b.md", &at(3, same)),
        (
            "content/x/a.md",
            &at(4, "\npublished = 2031-03-04T13:43:00Z"),
        ),
    ])
    .built();
    assert_eq!(
        site.page("x/").texts(".stream article h2"),
        ["P1", "P2", "P3", "P4"]
    );
}

#[test]
fn a_gap_and_an_overlap_are_reported_with_both_readings() {
    let gap = entry("published = 2031-03-30T01:30:00");
    let overlap = entry("published = 2031-10-26T01:30:00");
    let site = Site::with(&[("content/x/a.md", &gap), ("content/x/b.md", &overlap)]);
    let run = site.build(&[]).fails_with(1).says("+01:00").says("+00:00");
    assert_eq!(
        run.places(),
        [
            "time-gap content/x/a.md:2:13",
            "time-overlap content/x/b.md:2:13"
        ]
    );
    // With an offset each of the two readings is a time.
    site.write(
        "content/x/a.md",
        entry("published = 2031-10-26T01:30:00+01:00"),
    );
    site.write(
        "content/x/b.md",
        entry("published = 2031-10-26T01:30:00+00:00"),
    );
    site.build(&[]).succeeds();
    let entries = site.json("x/coverage.json")["entries"].clone();
    assert_eq!(entries[0]["published"], "2031-10-26T01:30:00+01:00");
    assert_eq!(entries[1]["published"], "2031-10-26T01:30:00+00:00");
}

#[test]
fn a_local_time_without_any_zone_is_an_error_and_one_with_an_offset_is_not() {
    let bare = SETTINGS.replace("time_zone", "# time_zone");
    let site = Site::with(&[
        ("site.toml", &bare),
        ("content/x/a.md", &entry("published = 2031-03-04T13:42:00")),
    ]);
    site.build(&[])
        .fails_with(1)
        .says("[missing-zone]")
        .says("time_zone = ");
    site.write(
        "content/x/a.md",
        entry("published = 2031-03-04T13:42:00+09:00"),
    );
    site.build(&[]).succeeds();
    assert!(site.page("days/2031-03-04/").words().contains("+09:00"));
}

#[test]
fn earlier_and_later_lead_through_a_coverage() {
    let site = Site::demonstration().built();
    for coverage in ["harwick-flood", "lantern-bill"] {
        // Pages follow the clock, whatever the order of the data.
        let ids = site
            .page(&format!("{coverage}/"))
            .attributes(".stream > article, .stream > .stretch > article", "id");
        assert!(ids.len() > 30);
        for (index, id) in ids.iter().enumerate() {
            let page = site.page(&format!("{coverage}/{id}/"));
            let link = |rel: &str| page.attributes(&format!("main a[rel='{rel}']"), "href");
            // They stand beside it.
            let address = |index: usize| format!("../{}/", ids[index]);
            let earlier: Vec<String> = index.checked_sub(1).map(address).into_iter().collect();
            let later: Vec<String> = (index + 1 < ids.len())
                .then(|| address(index + 1))
                .into_iter()
                .collect();
            assert_eq!((link("prev"), link("next")), (earlier, later), "{id}");
        }
    }
}

#[test]
fn earlier_and_later_lead_through_days_and_coverages() {
    let site = Site::from("three-days").built();
    let day = site.page("days/2031-03-05/");
    assert_eq!(
        day.attributes("nav.ways .earlier a", "href"),
        ["/days/2031-03-04/"]
    );
    assert_eq!(
        day.attributes("nav.ways .later a", "href"),
        ["/days/2031-03-06/"]
    );
    assert_eq!(
        site.page("harbour/")
            .attributes("nav.ways .later a", "href"),
        ["/inquiry/"]
    );
    assert_eq!(
        site.page("inquiry/")
            .attributes("nav.ways .earlier a", "href"),
        ["/harbour/"]
    );
}
