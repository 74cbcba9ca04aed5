//! A theme of one's own, begun by `livesite theme new`, and options that a theme declares.

use crate::driver::Site;

fn site() -> Site {
    Site::with(&[(
        "content/harbour/a.md",
        "+++\nheadline = \"Bridge closed\"\npublished = 2031-03-04T13:42:00Z\nspeakers = [\"Ada Quill\"]\n+++\n\nText.\n",
    )])
}

/// Adds lines to `site.toml`.
fn settings(site: &Site, lines: &str) {
    site.write("site.toml", format!("{}{lines}", site.text("site.toml")));
}

/// The style sheet that every page loads.
fn style(site: &Site) -> String {
    let name = site
        .names()
        .into_iter()
        .find(|name| name.starts_with("assets/style.") && name.ends_with(".css"))
        .unwrap();
    site.text(&format!("public/{name}"))
}

#[test]
fn a_new_theme_works_and_says_what_the_site_sets_in_it() {
    let site = site();
    site.run(&["theme", "new", "paper"]).succeeds();
    site.build(&["--theme", "paper"]).succeeds();
    assert_eq!(site.page("speakers/").only("h1"), "Voices");
    let foot = |site: &Site| site.page("harbour/").only("footer");
    assert!(!foot(&site).contains("town library"));
    settings(
        &site,
        "theme = \"paper\"\n[theme_options]\nnote = \"Kept by the town library.\"\n",
    );
    site.build(&[]).succeeds();
    assert!(foot(&site).contains("Kept by the town library."));
}

#[test]
fn a_whole_copy_gives_the_same_pages() {
    for below in ["default", "plain"] {
        let site = site();
        site.run(&["theme", "new", "mine", "--whole", "--extends", below])
            .succeeds();
        site.build(&["--theme", below]).succeeds();
        let before = site.text("public/harbour/index.html");
        site.build(&["--theme", "mine"]).succeeds();
        assert_eq!(site.text("public/harbour/index.html"), before, "{below}");
    }
}

#[test]
fn a_name_that_is_taken_or_none_is_refused() {
    let site = site();
    for (name, said) in [
        ("default", "there is a theme `default` already"),
        ("plain", "there is a theme `plain` already"),
        ("../up", "is no name for a theme"),
        ("Paper", "is no name for a theme"),
    ] {
        let run = site.run(&["theme", "new", name]);
        assert_eq!(run.code, Some(2), "{name}");
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
    let run = site.run(&["theme", "new", "mine", "--extends", "plian"]);
    assert!(
        run.stderr.contains("did you mean `plain`?"),
        "{}",
        run.stderr
    );
}

#[test]
fn options_reach_the_style_sheet_the_words_and_the_order() {
    let site = site();
    settings(
        &site,
        "[theme_options]\naccent = \"#7a1f5c\"\nfont = \"Georgia, serif\"\ndates = \"numbers\"\norder = \"newest\"\n",
    );
    site.write(
        "content/harbour/b.md",
        "+++\nheadline = \"Bridge open\"\npublished = 2031-03-04T15:00:00Z\n+++\n\nText.\n",
    );
    site.build(&[]).succeeds();
    let style = style(&site);
    assert!(style.ends_with(
        "@media not (prefers-color-scheme:dark){:root{--accent:#7a1f5c}}:root{--serif:Georgia,serif}"
    ), "{}", &style[style.len() - 200..]);
    let page = site.page("harbour/");
    assert_eq!(page.texts(".stream h2"), ["Bridge open", "Bridge closed"]);
    assert!(page.only(".top").contains("2031-03-04"));
    assert!(
        !site
            .text("public/harbour/index.html")
            .contains("dispatch-serif.woff2\" as=\"font\"")
    );
}

#[test]
fn plain_has_no_script_and_loads_one_small_style_sheet() {
    let site = site();
    site.build(&["--theme", "plain"]).succeeds();
    for path in [
        "index.html",
        "harbour/index.html",
        "harbour/a/index.html",
        "search/index.html",
    ] {
        let page = site.text(&format!("public/{path}"));
        let scripts = page.matches("<script").count()
            - page.matches("<script type=\"application/ld+json\"").count();
        assert_eq!(scripts, 0, "{path}");
    }
    let assets = site
        .names()
        .into_iter()
        .filter(|name| name.starts_with("assets/"));
    assert_eq!(assets.count(), 2);
    assert!(style(&site).len() < 4096);
}
