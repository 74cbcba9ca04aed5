//! Weight: what a page may weigh before its pictures, for a reader who pays for each byte.

use crate::driver::Site;
use crate::page::plain;

fn entry(minute: u32, front: &str, body: &str) -> String {
    format!(
        "+++\nheadline = \"Note {minute}\"\npublished = 2031-03-04T13:{minute:02}:00Z\n{front}+++\n\n{body}\n"
    )
}

/// The promise of the plan: an entry's page is 12 KB and four times its text at the most.
#[test]
fn an_entrys_page_is_small() {
    let mut sites = vec![Site::demonstration()];
    let capture = crate::driver::repository().join("../shared/captures/bbc-2022-02-17.txt");
    if let Ok(text) = std::fs::read(&capture) {
        sites.push(Site::empty());
        sites[1].write("site.toml", crate::driver::SETTINGS);
        sites[1].write("content/capture.txt", text);
    }
    // Nearly all of the text is said by somebody, in short sentences.
    let names = ["Ada Quill", "Mia Roe", "Bo Lund", "Tom Vell"];
    let talk: Vec<String> = (0..120)
        .map(|at| {
            format!(
                "“We came to crossing number {at} and the water was there,” said {}.",
                names[at % names.len()]
            )
        })
        .collect();
    sites.push(Site::with(&[(
        "content/harbour/01.md",
        &entry(1, "", &talk.join("\n\n")),
    )]));
    for site in sites {
        let site = site.built();
        for page in site
            .pages()
            .iter()
            .filter(|page| page.has("body.page-entry"))
        {
            let text = plain(page.all("h1")[0]).len() + plain(page.all(".body")[0]).len();
            let size = page.text.len();
            assert!(
                size <= 12 * 1024 + 4 * text,
                "{}: {size} bytes for {text} of text",
                page.file
            );
        }
    }
}

/// 12 KB, and 24 KB with every style sheet that it names. A sheet is sent without blanks and comments, and an entry
/// loads those of its kind.
#[test]
fn an_entry_of_a_hundred_words_is_light_with_its_style() {
    let site = Site::demonstration().built();
    let (files, mut seen) = (site.output(), 0);
    for page in site.pages() {
        if !page.has("body.page-entry") {
            continue;
        }
        let words = plain(page.all(".body")[0]).split_whitespace().count();
        if words > 100 {
            continue;
        }
        let sheets = page.attributes("link[rel='stylesheet']", "href");
        let styles = files
            .iter()
            .filter(|(name, _)| sheets.iter().any(|sheet| sheet.ends_with(name.as_str())));
        let styles = styles.map(|(_, bytes)| bytes.len()).sum::<usize>();
        let size = page.text.len();
        assert!(size <= 12 * 1024, "{}: {size} bytes", page.file);
        let size = size + styles;
        assert!(size <= 24 * 1024, "{}: {size} bytes", page.file);
        seen += 1;
    }
    assert!(seen > 50, "{seen}");
}

/// 12 KB where any are used, on the search's page too.
#[test]
fn the_scripts_of_a_page_are_small() {
    let site = Site::demonstration().built();
    let (files, mut seen) = (site.output(), 0);
    for page in site.pages() {
        let scripts = page.attributes("script[src]", "src");
        let scripts = files
            .iter()
            .filter(|(name, _)| scripts.iter().any(|script| script.ends_with(name.as_str())));
        let size: usize = scripts.map(|(_, bytes)| bytes.len()).sum();
        assert!(size <= 12 * 1024, "{}: {size} bytes", page.file);
        seen += usize::from(size > 0);
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn an_arabic_entrys_page_is_small_although_its_addresses_are_percent_signs() {
    let sentence =
        "قال سامي البحّار: «رأينا الموج يعلو فوق الجدار، فرفعنا الأطفال إلى السطح وانتظرنا القارب».";
    let body = [
        sentence,
        "عاد القارب الثاني إلى الميناء قبل الفجر بساعة، وعليه أحد عشر راكبًا.",
        sentence,
    ]
    .join("\n\n");
    let path = "content/مهرجان-القوارب-الخشبية/2031-05-03-1047-انقلاب-القارب-الأزرق.md";
    let text = entry(1, "topics = [\"سباق الأشرعة\", \"إنقاذ\"]\n", &body);
    let site = Site::with(&[
        (
            "content/مهرجان-القوارب-الخشبية/coverage.toml",
            "title = \"مهرجان القوارب\"\nlanguage = \"ar\"\n",
        ),
        (
            "content/مهرجان-القوارب-الخشبية/a.md",
            &entry(0, "", sentence),
        ),
        (path, &text),
        (
            "content/مهرجان-القوارب-الخشبية/z.md",
            &entry(2, "", sentence),
        ),
    ])
    .built();
    let pages = site.pages();
    let page = pages
        .iter()
        .find(|page| page.file.contains("انقلاب"))
        .unwrap();
    // Characters, not bytes: a letter of this script takes two.
    let text =
        plain(page.all("h1")[0]).chars().count() + plain(page.all(".body")[0]).chars().count();
    let size = page.text.len();
    assert!(
        size <= 12 * 1024 + 4 * text,
        "{size} bytes for {text} characters"
    );
    // Citations that people read have letters in their addresses.
    assert!(page.texts(".cite dd")[0].contains("/مهرجان-القوارب-الخشبية/"));
    assert_eq!(
        page.attributes("link[type='text/markdown']", "href"),
        ["index.md"]
    );
}

/// The same of a coverage: 60 KB, 1.3 KB for each entry, and 1.2 times its text.
#[test]
fn a_coverages_page_is_small() {
    let said = "“We came to the crossing and the water was there,” said Ada Quill, who has run the ferry for nine years.";
    let long = Site::empty();
    long.write("site.toml", crate::driver::SETTINGS);
    for at in 0..300 {
        let minute = at % 60;
        let text = entry(
            minute,
            "topics = [\"Ferry\"]\n",
            &format!("{said}\n\n{said}"),
        )
        .replace("T13:", &format!("T{:02}:", 8 + at / 60));
        long.write(&format!("content/harbour/{at:03}.md"), text);
    }
    for site in [Site::demonstration(), long] {
        let site = site.built();
        for page in site.pages() {
            if !page.has("body.page-coverage") {
                continue;
            }
            let entries = page.all("article.entry[id]").len();
            let texts = page.all("article.entry h2, article.entry .body");
            let text: usize = texts.iter().map(|text| plain(*text).len()).sum();
            let (size, law) = (page.text.len(), 60 * 1024 + entries * 1331 + text * 12 / 10);
            assert!(size <= law, "{}: {size} bytes, {law} allowed", page.file);
        }
    }
}
