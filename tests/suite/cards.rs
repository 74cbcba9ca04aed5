//! `cards = true`: a picture of each coverage for other sites to show, in a livesite that was built with the features
//! `cards` and `pictures`.

use image::RgbaImage;

use crate::driver::{SETTINGS, Site};

const PAPER: [u8; 4] = [0xfb, 0xfa, 0xf7, 255];

/// A site with one coverage of two days; `more` is added to its settings.
fn site(title: &str, more: &str) -> Site {
    let coverage = format!("title = \"{title}\"\n{more}");
    Site::with(&[
        ("site.toml", &format!("cards = true\n{SETTINGS}")),
        ("content/harbour/coverage.toml", &coverage),
        (
            "content/harbour/a.md",
            "+++\npublished = 2031-03-04T09:00:00Z\n+++\n\nThe ferry sails.\n",
        ),
        (
            "content/harbour/b.md",
            "+++\npublished = 2031-03-05T09:00:00Z\n+++\n\nThe ferry is late.\n",
        ),
    ])
}

fn card(site: &Site) -> RgbaImage {
    let bytes = &site.output()["harbour/card.png"];
    image::load_from_memory(bytes).unwrap().into_rgba8()
}

/// The columns and rows of a part of a card in which anything is drawn: first and last.
fn drawn(card: &RgbaImage, rows: std::ops::Range<u32>) -> (u32, u32) {
    let is_drawn = |x: &u32| rows.clone().any(|y| card.get_pixel(*x, y).0 != PAPER);
    // The line of time runs through every row, with its mark.
    let columns = (0..card.width()).filter(|x| !(70..98).contains(x) && !(1102..1130).contains(x));
    let columns: Vec<u32> = columns.filter(is_drawn).collect();
    (*columns.first().unwrap(), *columns.last().unwrap())
}

/// Where title, site and days stand, from top to bottom.
const TITLE: std::ops::Range<u32> = 140..480;

#[test]
fn a_coverage_has_a_card_and_its_pages_name_it() {
    let site = site("The harbour is closed", "").built();
    let card = card(&site);
    assert_eq!(card.dimensions(), (1200, 630));
    assert_eq!(card.get_pixel(0, 0).0, PAPER);
    let named = |page: &str, property: &str| {
        let selector = format!("meta[property=\"{property}\"]");
        site.page(page).attributes(&selector, "content")
    };
    // An entry without a picture of its own is shown with the card of its coverage.
    for page in ["harbour/", "harbour/a/"] {
        assert_eq!(
            named(page, "og:image"),
            ["https://example.org/harbour/card.png"]
        );
        assert_eq!(named(page, "og:image:width"), ["1200"]);
        assert_eq!(named(page, "og:image:height"), ["630"]);
        assert_eq!(
            named(page, "og:image:alt"),
            ["The harbour is closed · 4 March 2031 – 5 March 2031 · Test"]
        );
        let shown = site
            .page(page)
            .attributes("meta[name=\"twitter:card\"]", "content");
        assert_eq!(shown, ["summary_large_image"]);
    }
    assert!(named("", "og:image").is_empty());
}

#[test]
fn a_title_of_any_length_stays_on_its_card() {
    let word = "Donaudampfschifffahrtsgesellschaft".repeat(4);
    let long = "The night on which the sea came in over the lower quay and nobody slept ".repeat(4);
    // Somebody's whole story in the title must not take the build's time with it.
    let endless = "so on ".repeat(20_000);
    for title in ["Sea", "The harbour is closed", &word, &long, &endless] {
        let card = card(&site(title, "").built());
        let (first, last) = drawn(&card, TITLE);
        assert!(
            (136..150).contains(&first) && last < 1_140,
            "{title}: {first} to {last}"
        );
    }
    // What is longer says more, until there is no room.
    let cards =
        ["The harbour", "The harbour is closed"].map(|title| card(&site(title, "").built()));
    assert!(drawn(&cards[0], TITLE).1 < drawn(&cards[1], TITLE).1);
}

#[test]
fn a_card_from_right_to_left_begins_at_the_right() {
    let card = card(&site("Harbour", "language = \"ar\"\n").built());
    let (first, last) = drawn(&card, TITLE);
    assert!(
        first > 500 && (1_040..1_065).contains(&last),
        "{first} to {last}"
    );
}

#[test]
fn a_card_has_the_colour_that_the_site_chose() {
    let dot = |site: &Site| {
        card(site)
            .pixels()
            .filter(|pixel| pixel.0 == [0x0b, 0x4f, 0x8a, 255])
            .count()
    };
    let site = site("Sea", "");
    assert_eq!(dot(&site.built()), 0);
    let site = self::site("Sea", "");
    let settings = site.text("site.toml");
    site.write(
        "site.toml",
        format!("{settings}\n[theme_options]\naccent = \"#0b4f8a\"\n"),
    );
    assert!(dot(&site.built()) > 300);
}

#[test]
fn a_card_is_drawn_once_and_always_the_same() {
    let site = site("The harbour is closed", "").built();
    let first = site.output()["harbour/card.png"].clone();
    assert_eq!(
        self::site("The harbour is closed", "").built().output()["harbour/card.png"],
        first
    );
    let kept = site.files_in(".livesite-cache/cards");
    assert_eq!(kept.values().collect::<Vec<_>>(), [&first]);
    // What is kept is taken; what was cut off is drawn again; what no coverage has any more goes.
    let name = format!(".livesite-cache/cards/{}", kept.keys().next().unwrap());
    let mut other = first.clone();
    other[60] ^= 1;
    site.write(&name, &other);
    site.build(&["--out", "second"]).succeeds();
    assert_eq!(site.files_in("second")["harbour/card.png"], other);
    site.write(&name, &first[..first.len() - 1]);
    site.build(&["--out", "third"]).succeeds();
    assert_eq!(site.files_in("third")["harbour/card.png"], first);
    site.write("content/harbour/coverage.toml", "title = \"Open again\"\n");
    site.build(&[]).succeeds();
    let now = site.files_in(".livesite-cache/cards");
    assert!(now.len() == 1 && now != kept);
}

#[test]
fn a_card_that_would_lack_letters_is_not_drawn_and_that_is_said() {
    let site = site("المرفأ مغلق", "language = \"ar\"\n");
    let run = site.build(&[]).succeeds();
    let run = run.says("warning[missing-theme]: no card of content/harbour");
    run.says("fonts of the theme's cards have no `ا`");
    assert!(!site.output().contains_key("harbour/card.png"));
    assert!(!site.page("harbour/").has("meta[property=\"og:image\"]"));
}

#[test]
fn what_a_theme_says_of_cards_is_checked() {
    let site = site("Sea", "");
    let settings = site.text("site.toml");
    site.write(
        "site.toml",
        settings.replace("title =", "theme = \"paper\"\ntitle ="),
    );
    site.write(
        "themes/paper/theme.toml",
        "[card]\nfonts = [\"gone.woff2\"]\npaper = \"#12\"\nshade = \"#000\"\n",
    );
    let run = site.build(&[]).fails_with(1);
    let run = run.says("`paper` is `#12`, which is no colour");
    run.says("unknown key `shade` in [card]");
    site.write(
        "themes/paper/theme.toml",
        "[card]\nfonts = [\"gone.woff2\"]\n",
    );
    let run = site.build(&[]).succeeds();
    run.says("cards are drawn without the font `gone.woff2`");
}
