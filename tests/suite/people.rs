//! Pages of people and topics, and the names in texts that lead there: what they show, and what they never do.

use crate::driver::Site;
use crate::page::{Page, plain};

/// An entry file.
fn entry(minute: u32, front: &str, body: &str) -> String {
    format!(
        "+++\nheadline = \"Note {minute}\"\npublished = 2031-03-04T13:{minute:02}:00Z\n{front}+++\n\n{body}\n"
    )
}

/// A site of entry files in the coverage `harbour`, each with its minute, front matter and body.
fn harbour(entries: &[(u32, &str, &str)], registry: &str) -> Site {
    let site = Site::with(&[("content/speakers.toml", registry)]);
    for (minute, front, body) in entries {
        site.write(
            &format!("content/harbour/{minute:02}.md"),
            entry(*minute, front, body),
        );
    }
    site.built()
}

/// The names in an entry's text that lead to people, each with its address.
fn links(page: &Page) -> Vec<(String, String)> {
    let links = page.all(".body a.name").into_iter();
    links
        .map(|link| (plain(link), link.value().attr("href").unwrap().to_string()))
        .collect()
}

fn link(name: &str, slug: &str) -> (String, String) {
    (name.into(), format!("/speakers/{slug}/"))
}

const ADA: &str = "“We would rather be early,” said Ada Quill, the mayor of Harwick.";

#[test]
fn a_name_leads_to_its_person_at_the_first_mention() {
    let site = harbour(
        &[
            (
                1,
                "",
                &format!("{ADA}\n\nAda Quill left. Quill will be back."),
            ),
            (
                2,
                "",
                "The bridge is shut.\n\nAda Quill had crossed it, and Ada\nQuill’s dog.",
            ),
            (
                3,
                "",
                "“It holds,” said Quill. Nobody asked Ada Quill twice.",
            ),
        ],
        "",
    );
    let ada = |name| vec![link(name, "ada-quill")];
    assert_eq!(links(&site.page("harbour/01/")), ada("Ada Quill"));
    assert_eq!(links(&site.page("harbour/02/")), ada("Ada Quill"));
    assert_eq!(links(&site.page("harbour/03/")), ada("Quill"));
    // On the coverage's page each entry is read by itself too.
    assert_eq!(links(&site.page("harbour/")).len(), 3);
    assert!(
        !site
            .text("public/harbour/01/index.md")
            .contains("/speakers/")
    );
}

#[test]
fn a_name_never_leads_to_somebody_else() {
    let site = harbour(
        &[
            (1, "", ADA),
            (2, "", "Tom Quill walked by. Quill waved."),
            (
                3,
                "",
                "They met in Ada Quill Street, at Quill-Marsh and with O’Quill, on quill.example.",
            ),
            (4, "", "“Perhaps,” said Mia Roe, the harbour master."),
            (
                5,
                "speakers = [{ name = \"Bo Lund\", certain = false }]\n",
                "Bo Lund may have said so.",
            ),
        ],
        "[roe]\nname = \"Mia Roe\"\n",
    );
    assert_eq!(links(&site.page("harbour/02/")), []);
    assert_eq!(links(&site.page("harbour/03/")), []);
    assert_eq!(links(&site.page("harbour/04/")), [link("Mia Roe", "roe")]);
    // Whom only uncertain marks name has no page.
    assert_eq!(links(&site.page("harbour/05/")), []);
}

#[test]
fn names_lead_nowhere_where_a_text_is_no_running_text() {
    let body = concat!(
        "### Ada Quill speaks\n\n",
        "`Ada Quill` and [what Ada Quill said](https://example.com/ada) and\n\n",
        "![Ada Quill at the bridge](media/bridge.svg)\nCaption: Ada Quill at the bridge\n\n",
        "![Ada Quill]()\n\n",
        "> [!embed] Elsewhere\n> Author: Ada Quill\n> Ada Quill is a hero\n\n",
        "Last of all Ada Quill.",
    );
    let site = Site::with(&[("content/harbour/01.md", &entry(1, "", ADA))]);
    site.write("content/harbour/02.md", entry(2, "speakers = []\n", body));
    site.write(
        "content/harbour/media/bridge.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>",
    );
    let site = site.built();
    let page = site.page("harbour/02/");
    assert_eq!(links(&page), [link("Ada Quill", "ada-quill")]);
    assert!(
        page.text.contains("Last of all <a class=\"name\""),
        "{}",
        page.text
    );
}

/// A text is the same with links and without, in what machines read as well.
#[test]
fn links_and_anchors_change_no_text() {
    let site = Site::demonstration().built();
    let mut linked = 0;
    for page in site
        .pages()
        .iter()
        .filter(|page| page.has("body.page-entry"))
    {
        let data = page.json_ld();
        let posting = &data[0]["@graph"][0];
        let article = posting["articleBody"].as_str().unwrap_or_default();
        let body = page.all(".body").remove(0);
        // Paragraphs alone: figures and tables are no part of `articleBody`, or are written otherwise there.
        let others = ".body :is(figure, table, aside, li, section, h3)";
        if !page.has(others) {
            assert_eq!(plain(body), article, "{}", page.file);
            linked += links(page).len();
        }
    }
    assert!(linked > 20, "{linked} names are linked");
}

#[test]
fn every_statement_is_found_in_its_context() {
    let site = Site::demonstration().built();
    let (mut in_text, mut all) = (0, 0);
    for page in site
        .pages()
        .iter()
        .filter(|page| page.has("body.page-speaker"))
    {
        let quoted = page.all(".statements > .direct, .statements > .reported");
        let places = page.attributes(".statements > .direct a, .statements > .reported a", "href");
        assert_eq!(quoted.len(), places.len(), "{}", page.file);
        for (quoted, place) in quoted.into_iter().zip(places) {
            let (path, anchor) = place.split_once('#').unwrap();
            let path = crate::page::decoded(path.strip_prefix("/archive/").unwrap()).unwrap();
            let hex = anchor.strip_prefix("s-").unwrap();
            assert!(hex.len() >= 8 && hex[..8].chars().all(|digit| digit.is_ascii_hexdigit()));
            let there = site.page(&path).only(&format!("#{anchor}"));
            let words = |text: &str| text.replace(|one: char| !one.is_alphanumeric(), "");
            let said = words(&plain(quoted));
            // Words that go on in the next paragraph are marked in the first.
            assert!(
                said.starts_with(&words(&there)) || words(&there).contains(&said),
                "{place}: {there}"
            );
            in_text += usize::from(site.page(&path).has(&format!(".body #{anchor}")));
            all += 1;
        }
    }
    assert!(
        all > 100 && in_text * 10 > all * 9,
        "{in_text} of {all} stand in the text"
    );
}

#[test]
fn the_same_words_twice_have_two_anchors() {
    let said = "“Never again,” said Ada Quill. “Never again,” said Mia Roe. “Never again,” said Ada Quill.";
    let site = harbour(&[(1, "", said)], "");
    let page = site.page("harbour/01/");
    let anchors = page.attributes(".body span[id]", "id");
    assert_eq!(anchors.len(), 3);
    assert_eq!(anchors[1], format!("{}-2", anchors[0]));
    assert_eq!(anchors[2], format!("{}-3", anchors[0]));
    let places = |slug: &str| {
        site.page(&format!("speakers/{slug}/"))
            .attributes(".statements .direct a", "href")
    };
    let place = |anchor: &String| format!("/harbour/01/#{anchor}");
    assert_eq!(
        places("ada-quill"),
        [place(&anchors[0]), place(&anchors[2])]
    );
    assert_eq!(places("mia-roe"), [place(&anchors[1])]);
}

const REGISTRY: &str = "[ada-quill]\nname = \"Ada Quill\"\naliases = [\"Councillor Quill\"]\nportrait = { file = \"media/ada.svg\", credit = \"The Courier\" }\nroles = [{ role = \"Mayor\", from = 2030-05-02 }]\n";

/// Two coverages that interleave on one day, another day, and an entry without one.
fn two_days() -> Site {
    let site = Site::with(&[
        ("content/speakers.toml", REGISTRY),
        (
            "content/media/ada.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30\" height=\"40\"/>",
        ),
        (
            "content/flood/coverage.toml",
            "title = \"The flood\"\n[source]\npublisher = \"Harwick Courier\"\n",
        ),
    ]);
    let one = "topics = [\"Bridge\", \"Tide\"]\n";
    site.write("content/harbour/01.md", entry(1, one, ADA));
    site.write(
        "content/flood/02.md",
        entry(
            2,
            "topics = [\"Tide\"]\n",
            "The tide is high, Ada Quill, leader of the council, said, and “so be it”.",
        ),
    );
    site.write(
        "content/harbour/03.md",
        entry(
            3,
            "byline = [{ name = \"Noor Castell\" }]\ntopics = [\"Bridge\"]\n",
            "Ada Quill warned that the bridge may close. “It is old,” said Mia Roe, an engineer.",
        ),
    );
    site.write("content/flood/next.md", "+++\nheadline = \"Next\"\npublished = 2031-03-05T08:00:00Z\n+++\n\n“Done,” said Ada Quill, leader of the council.\n");
    site.write(
        "content/flood/undated.md",
        "+++\nheadline = \"Undated\"\nclock = \"late\"\n+++\n\n“Late,” said Ada Quill.\n",
    );
    site.built()
}

#[test]
fn a_persons_page_has_their_words_by_day_and_coverage() {
    let site = two_days();
    let page = site.page("speakers/ada-quill/");
    assert_eq!(page.only("h1"), "Ada Quill");
    assert_eq!(
        page.texts(".stream > :is(h2, h3)"),
        [
            "Tuesday, 4 March 2031",
            "harbour",
            "The flood",
            "Wednesday, 5 March 2031",
            "The flood",
            "Day not known",
            "The flood"
        ]
    );
    let headlines = page.texts(".spoken .headline");
    assert_eq!(headlines, ["Note 1", "Note 3", "Note 2", "Next", "Undated"]);
    assert_eq!(
        page.texts("blockquote.direct")[0],
        "We would rather be early"
    );
    assert!(
        page.texts("p.reported")
            .iter()
            .any(|text| text.starts_with("Ada Quill warned that"))
    );
    let who = page.texts(".spoken .who");
    assert!(who[1].contains("Reported by Noor Castell"), "{who:?}");
    assert!(who[2].contains("Reported by Harwick Courier"), "{who:?}");
    assert!(!who[0].contains("Reported by"), "{who:?}");
    // The registry's roles first, then what the texts say, with its days.
    let roles = page.texts(".roles li");
    assert_eq!(roles[0], "Mayor since 2 May 2030");
    assert!(
        roles
            .iter()
            .any(|role| role == "leader of the council 4 March 2031 to 5 March 2031"),
        "{roles:?}"
    );
    assert_eq!(
        page.texts(".overview li"),
        ["Bridge 2", "Tide 2", "Mia Roe 1 engineer"].map(String::from)
    );
    assert_eq!(
        page.attributes(".timeline a", "href"),
        ["/days/2031-03-04/", "/days/2031-03-05/"]
    );
    assert_eq!(page.attributes(".portrait img", "alt"), ["Ada Quill"]);
    assert_eq!(page.only(".portrait figcaption"), "The Courier");
    assert!(page.has("link[type='application/atom+xml'][href='/speakers/ada-quill/feed.xml']"));
}

#[test]
fn a_topics_page_has_who_spoke_on_it_and_what_comes_with_it() {
    let site = two_days();
    let page = site.page("topics/bridge/");
    assert_eq!(page.texts(".stream h3"), ["Note 1", "Note 3"]);
    let lists = page.texts(".overview section");
    assert!(
        lists[0].starts_with("Who spoke on it Ada Quill 2"),
        "{lists:?}"
    );
    assert!(lists[1].ends_with("Tide 1"), "{lists:?}");
    assert_eq!(
        page.attributes(".notes a[href='/topics/bridge/']", "href")
            .len(),
        0
    );
}

#[test]
fn an_entry_lists_what_is_said_by_speaker() {
    let page = two_days().page("harbour/03/");
    let speakers = page.texts(".said h3");
    assert!(
        speakers[0].starts_with("Ada Quill") && speakers[1].starts_with("Mia Roe"),
        "{speakers:?}"
    );
    assert_eq!(page.texts(".said li.direct blockquote"), ["It is old"]);
    let reported = page.texts(".said li.reported");
    assert_eq!(reported, ["Ada Quill warned that the bridge may close."]);
}

#[test]
fn a_picture_that_is_called_by_a_name_and_nothing_else_is_a_portrait() {
    let picture = "\n\n![{alt}](media/a.svg)\nCredit: Courier";
    for (alt, shown) in [
        ("Ada Quill", true),
        ("ada  quill", true),
        ("Ada Quill opens the bridge", false),
    ] {
        let site = Site::with(&[(
            "content/harbour/01.md",
            &entry(1, "", &format!("{ADA}{}", picture.replace("{alt}", alt))),
        )]);
        site.write(
            "content/harbour/media/a.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30\" height=\"40\"/>",
        );
        let site = site.built();
        let page = site.page("speakers/ada-quill/");
        assert_eq!(page.has(".portrait img"), shown, "{alt}");
        assert_eq!(page.has(".portrait a[href='/harbour/01/']"), shown, "{alt}");
    }
}
