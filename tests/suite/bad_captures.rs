//! Captures that nobody should have to bring: each ends in an error or in an assumption that is said, and none in an
//! empty or wrongly dated coverage.

use crate::driver::{Run, SETTINGS, Site};

/// The beginning of a page, and its end; between them stand entries.
const HEAD: &str = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Una</title></head><body><h1>Una</h1>";

fn post(id: &str, at: &str, words: &str) -> String {
    format!(
        "<article id=\"block-{id}\"><time datetime=\"2031-03-04T{at}:00Z\">{at}</time><h2>{words}</h2><p>{words} at the pier, says the caf\u{e9}.</p></article>\n"
    )
}

fn page() -> String {
    format!(
        "{HEAD}{}{}</body></html>",
        post("1", "10:00", "Gusts"),
        post("2", "10:30", "Rain")
    )
}

/// Imports these bytes; where it fails, nothing may have been written.
fn import(name: &str, bytes: &[u8], options: &[&str]) -> (Site, Run) {
    let site = Site::empty();
    site.write(name, bytes);
    let mut call = vec!["import", name];
    call.extend(options);
    let run = site.run(&call);
    let written = site.root().join("content").exists();
    assert_eq!(written, run.code == Some(0), "{}", run.stderr);
    (site, run)
}

/// The headlines of a coverage once it is built.
fn headlines(site: &Site) -> Vec<String> {
    site.write("site.toml", SETTINGS);
    site.build(&[]).succeeds();
    let data = site.json("una/coverage.json");
    let entries = data["entries"].as_array().unwrap().iter();
    entries
        .map(|entry| entry["headline"].as_str().unwrap().to_string())
        .collect()
}

fn refused(name: &str, bytes: &[u8], code: &str) {
    let (_, run) = import(name, bytes, &[]);
    run.fails_with(1).says(&format!("error[{code}]"));
}

#[test]
fn nothing_is_made_of_nothing() {
    refused("a.html", b"", "empty-file");
    refused("a.txt", b" \n\t\n", "empty-file");
    refused("a.bin", &[0, 159, 146, 150, 0, 1, 2, 3], "unknown-format");
    refused("a.png", b"\x89PNG\r\n\x1a\n0000", "unknown-format");
    refused("a.warc", b"WARC/1.0\r\nnothing", "no-entries");
    refused("a.gz", b"\x1f\x8b\x08broken", "broken-capture");
    refused("a.zip", b"PK\x03\x04broken", "broken-capture");
}

#[test]
fn a_text_as_large_as_no_live_page_is_refused_and_not_read() {
    let line = "The ferry stays in harbour tonight, says nobody.\n";
    let text = line.repeat((101 << 20) / line.len() + 1);
    let (_, run) = import("a.txt", text.as_bytes(), &[]);
    run.fails_with(1).says("no live page is so long");
}

#[test]
fn a_page_that_breaks_off_gives_what_it_holds_and_says_so() {
    let text = page();
    let cut = text.find("<p>Rain").unwrap() + 8;
    let (site, run) = import("a.html", &text.as_bytes()[..cut], &["--into", "una"]);
    run.succeeds().says("warning[broken-capture]");
    assert!(
        site.text("content/una/2031-03-04-1000-gusts.md")
            .contains("Gusts at the pier")
    );
}

#[test]
fn data_that_is_broken_is_said_and_the_page_still_counts() {
    let data = "<script type=\"application/ld+json\">{\"@type\": \"LiveBlogPosting\", \"liveBlogUpdate\": [{\"headline\": \"Gusts\",</script>";
    let text = page().replace("<h1>", &format!("{data}<h1>"));
    let (site, run) = import("a.html", text.as_bytes(), &["--into", "una"]);
    run.succeeds().says("warning[broken-capture]");
    assert_eq!(headlines(&site), ["Gusts", "Rain"]);
    // Without entries on the page nothing is left to trust.
    let text = format!("{HEAD}{data}</body></html>");
    refused("a.html", text.as_bytes(), "no-entries");
}

#[test]
fn a_charset_that_is_wrong_or_absent_is_assumed_and_said() {
    let latin: Vec<u8> = page()
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).unwrap())
        .collect();
    // It says UTF-8 and is not.
    let (site, run) = import("a.html", &latin, &["--into", "una"]);
    run.succeeds().says("warning[assumed-charset]");
    assert!(
        site.text("content/una/2031-03-04-1000-gusts.md")
            .contains("café")
    );
    // What a page says rightly is not said again.
    let said = b"charset=\"windows-1252\"";
    let at = latin
        .windows(15)
        .position(|part| part == b"charset=\"utf-8\"")
        .unwrap();
    let right = [&latin[..at], said, &latin[at + 15..]].concat();
    let (site, run) = import("a.html", &right, &["--into", "una"]);
    assert!(!run.stderr.contains("assumed-charset"), "{}", run.stderr);
    assert!(
        site.text("content/una/2031-03-04-1000-gusts.md")
            .contains("café")
    );
    // UTF-16 with its mark.
    let wide: Vec<u8> = std::iter::once(0xfeff)
        .chain(page().encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let (site, run) = import("a.html", &wide, &["--into", "una"]);
    run.succeeds();
    assert_eq!(headlines(&site), ["Gusts", "Rain"]);
}

#[test]
fn a_page_without_entries_is_an_error_whatever_it_calls_itself() {
    let shell = format!(
        "{HEAD}<div class=\"liveblog\"></div><script type=\"application/ld+json\">{{\"@type\": \"LiveBlogPosting\", \"headline\": \"Una\"}}</script></body></html>"
    );
    refused("a.html", shell.as_bytes(), "no-entries");
    let article = format!("{HEAD}<p>{}</p></body></html>", "An article. ".repeat(60));
    refused("a.html", article.as_bytes(), "no-entries");
    refused("a.json", b"{\"pages\": []}", "no-entries");
    refused("a.json", b"{\"blocks\": [", "broken-capture");
    refused("a.csv", b"time,headline,text\n", "no-entries");
    refused(
        "a.xml",
        b"<rss version=\"2.0\"><channel><title>Una</title></channel></rss>",
        "no-entries",
    );
}

#[test]
fn what_was_escaped_twice_is_read_once() {
    // Data is often escaped for HTML, and then once more. On the page itself what people saw counts.
    let update = |at: &str, headline: &str| {
        format!(
            "{{\"@type\": \"BlogPosting\", \"headline\": \"{headline}\", \"datePublished\": \"2031-03-04T{at}:00Z\", \"articleBody\": \"It says {headline}.\"}}"
        )
    };
    let data = format!(
        "<script type=\"application/ld+json\">{{\"@type\": \"LiveBlogPosting\", \"liveBlogUpdate\": [{}, {}]}}</script>",
        update("10:00", "Gusts &amp;amp; rain"),
        update("10:30", "Vell&amp;#39;s ferry"),
    );
    let text = format!("{HEAD}{data}</body></html>");
    let (site, run) = import("a.html", text.as_bytes(), &["--into", "una"]);
    run.succeeds();
    assert_eq!(headlines(&site), ["Gusts & rain", "Vell's ferry"]);
}

#[test]
fn one_time_for_all_is_no_time() {
    let posts: String = ["Gusts", "Rain", "Sun"]
        .iter()
        .enumerate()
        .map(|(number, words)| post(&number.to_string(), "10:00", words))
        .collect();
    let text = format!("{HEAD}{posts}</body></html>");
    let (site, run) = import("a.html", text.as_bytes(), &["--into", "una"]);
    run.succeeds().says("warning[doubtful-times]");
    for (name, bytes) in site.files_in("content/una") {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(
            !name.ends_with(".md") || !text.contains("published"),
            "{text}"
        );
    }
}

#[test]
fn times_that_may_mean_several_are_asked_for() {
    for (text, code) in [
        (
            "13:42 4 March\nBridge shut\n\nShut.\n\n13:10 4 March\nFerry stays\n\nNo ferry.\n",
            "missing-year",
        ),
        (
            "13:42\nBridge shut\n\nShut.\n\n13:10\nFerry stays\n\nNo ferry.\n",
            "missing-date",
        ),
        (
            "13:42 IST 4 March 2031\nBridge shut\n\nShut.\n\n13:10 IST 4 March 2031\nFerry stays\n\nNo ferry.\n",
            "zone-word",
        ),
        (
            "13:42 4 March 2031\nBridge shut\n\nShut.\n\n13:10 4 March 2031\nFerry stays\n\nNo ferry.\n",
            "missing-zone",
        ),
    ] {
        refused("a.txt", text.as_bytes(), code);
    }
}
