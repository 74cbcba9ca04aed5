//! Captured content is hostile until proven otherwise: nothing in it runs, loads, or leaves its place.

use crate::driver::Site;

/// Bodies that try to break out; each is built on every page that shows it.
const BODIES: [&str; 13] = [
    "</article></main><h1>Elsewhere</h1>",
    "<script>alert(1)</script>",
    "<img src=\"/nothing.png\" onerror=\"alert(1)\">",
    "<svg/onload=alert(1)>",
    "<style>body{display:none}</style>",
    "<iframe src=\"https://evil.example\"></iframe>",
    "<a href=\"java&#115;cript:alert(1)\">x</a>",
    "[x](javascript:alert(1)) [y](data:text/html,z)",
    "<div id=\"_main\"><form action=\"https://evil.example\"><input></form></div>",
    "<base href=\"https://evil.example/\"><meta http-equiv=\"refresh\" content=\"0;url=https://evil.example\">",
    "<textarea><plaintext>",
    "![x](https://tracker.example/pixel.gif)",
    "> [!embed] </div><script>alert(1)</script>\n> Address: javascript:alert(1)",
];

fn site() -> Site {
    let site = Site::with(&[]);
    for (number, body) in BODIES.iter().enumerate() {
        // What is no file is an error of its own; here the HTML counts.
        let body = body.replace("/nothing.png", "media/x.svg");
        site.write(
            &format!("content/x/e{number:02}.md"),
            format!("+++\nheadline = '<b>Headline</b> & {number}'\npublished = 2031-03-04T13:{number:02}:00Z\nlabel = '</p>'\nspeakers = ['</a><script>']\ntopics = ['\"><i>']\n+++\n\nBefore {number}.\n\n{body}\n\nAfter {number}.\n"),
        );
    }
    site.write(
        "content/x/media/x.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>",
    );
    site
}

#[test]
fn nothing_breaks_out_of_its_entry() {
    let site = site();
    let run = site.build(&[]);
    // A picture of another site is never loaded: it is an error, or it is shown as what the archive does not hold.
    if run.code != Some(0) {
        assert!(run.stderr.contains("tracker.example"), "{}", run.stderr);
        site.remove("content/x/e11.md");
        site.build(&[]).succeeds();
    }
    for page in site.pages() {
        let file = &page.file;
        assert!(
            !page.has("script:not([type='application/ld+json'], [src^='/assets/'])"),
            "{file}"
        );
        for forbidden in [
            "iframe",
            "form:not([role='search'])",
            // The theme's own three; nothing in a capture can have an id that begins so.
            "input:not([type='search'], [id='_at'], [id='_key'])",
            "base",
            "style",
            "textarea",
            "plaintext",
            "object",
            "embed",
            "meta[http-equiv='refresh']",
        ] {
            assert!(!page.has(forbidden), "{file}: {forbidden}");
        }
        assert_eq!(page.all("main").len(), 1, "{file}");
        assert_eq!(page.all("h1").len(), 1, "{file}");
        assert_eq!(page.all("#_main").len(), 1, "{file}");
        for element in page.all("*") {
            for (name, value) in element.value().attrs() {
                assert!(!name.starts_with("on"), "{file}: {name}");
                let value = value.trim_start().to_ascii_lowercase();
                let runs = ["javascript:", "data:", "vbscript:"]
                    .iter()
                    .any(|start| value.starts_with(start));
                assert!(!runs, "{file}: {name}={value}");
            }
        }
    }
    let coverage = site.page("x/");
    let articles = coverage.all(".stream > article.entry, .stream > .stretch > article.entry");
    assert!(articles.len() >= BODIES.len() - 1);
    // Words before and after a hostile one stay in their own entry.
    for article in &articles {
        let words = crate::page::plain(*article);
        let number = words
            .split("Before ")
            .nth(1)
            .unwrap()
            .split('.')
            .next()
            .unwrap()
            .to_string();
        assert!(words.contains(&format!("After {number}.")), "{words}");
        assert_eq!(words.matches("Before ").count(), 1);
    }
}

#[test]
fn feeds_of_hostile_entries_are_well_formed_and_harmless() {
    let site = site();
    site.remove("content/x/e11.md");
    let site = site.built();
    let feed = feed_rs::parser::parse(site.text("public/x/feed.xml").as_bytes()).unwrap();
    assert_eq!(feed.entries.len(), BODIES.len() - 1);
    for entry in feed.entries {
        let body = entry.content.unwrap().body.unwrap();
        assert!(
            !body.contains("<script") && !body.contains("onerror") && !body.contains("<iframe"),
            "{body}"
        );
    }
    for item in site.json("x/feed.json")["items"].as_array().unwrap() {
        assert!(!item["content_html"].as_str().unwrap().contains("<script"));
    }
}

/// CommonMark lets a comment that never ends take the rest of the file; an archive loses no text.
#[test]
fn a_comment_that_never_ends_loses_no_text_in_silence() {
    let site = Site::with(&[(
        "content/x/a.md",
        "+++\n+++\n\nBefore.\n\n<!-- a note\n\nAfter.\n",
    )]);
    let run = site.build(&[]);
    let kept = run.code == Some(0) && site.page("x/a/").words().contains("After.");
    assert!(
        kept || run.stderr.contains("content/x/a.md:6"),
        "the text after `<!--` is gone, and nothing was said"
    );
}

#[test]
fn no_name_leaves_the_output_folder() {
    let site = Site::with(&[(
        "content/x/a.md",
        "+++\nid = \"../../escaped\"\n+++\n\nText.\n",
    )]);
    site.build(&[]).fails_with(1).says("[bad-id]");
    let site = Site::with(&[(
        "content/x/a.md",
        "+++\nspeakers = [\"../../escaped\"]\ntopics = [\"/etc/passwd\"]\n+++\n\nText.\n",
    )]);
    site.build(&[]).succeeds();
    assert!(!site.root().join("escaped").exists());
    assert!(
        site.names()
            .iter()
            .any(|name| name == "speakers/escaped/index.html")
    );
}

#[test]
fn deep_nesting_does_not_bring_it_down() {
    let deep = format!(
        "+++\n+++\n\n{}x{}\n\n{}\n\n{}\n",
        "<b>".repeat(5000),
        "</b>".repeat(5000),
        "> ".repeat(2000),
        "*".repeat(20_000)
    );
    Site::with(&[("content/x/a.md", &deep)])
        .build(&[])
        .succeeds();
}
