//! What kind of capture some bytes are. The bytes say it; a file's name says nothing.

/// A kind of capture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text with many entries, read through a profile.
    Text,
    /// A saved page.
    Html,
    /// JSON: a platform's export, or our own.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// An RSS or Atom feed.
    Feed,
    /// A table: time, headline, text.
    Csv,
    /// A web archive.
    Warc,
    /// Something in gzip.
    Gzip,
    /// A ZIP file: WACZ.
    Zip,
    /// A page with its pictures in one MIME message.
    Mhtml,
    /// None that livesite reads; what it is, where that is known.
    Other(&'static str),
}

/// What other kinds of file begin with.
const OTHERS: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a picture, film or sound"),
    (
        b"bplist",
        "a Safari web archive or another binary property list",
    ),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x28\xb5\x2f\xfd", "compressed with Zstandard"),
    (b"BZh", "compressed with bzip2"),
    (b"\xfd7zXZ", "compressed with xz"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"{\\rtf", "a rich text document"),
    (b"SQLite format 3", "a database"),
];

/// The kind of capture that begins with these bytes (the first few thousand are enough).
#[must_use]
pub fn of(bytes: &[u8]) -> Kind {
    if let Some((_, what)) = OTHERS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Kind::Other(what);
    }
    if bytes.starts_with(b"\x1f\x8b") {
        return Kind::Gzip;
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Kind::Zip;
    }
    if bytes.starts_with(b"WARC/") {
        return Kind::Warc;
    }
    let head = bytes.get(..bytes.len().min(16_384)).unwrap_or_default();
    let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let controls = head
        .iter()
        .filter(|byte| {
            byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r' | 0xc | 0x1b)
        })
        .count();
    if !wide && (head.contains(&0) || controls * 50 > head.len()) {
        return Kind::Other("binary");
    }
    let text = super::charset::decode(head, None).text;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    of_text(text)
}

fn of_text(text: &str) -> Kind {
    let lower = text
        .get(..floor(text, 4_096))
        .unwrap_or(text)
        .to_ascii_lowercase();
    if lower.starts_with('{') || (lower.starts_with('[') && lower.get(1..).is_some_and(opens_json))
    {
        return match text.lines().next() {
            Some(line) if is_whole_object(line) && text.lines().count() > 1 => Kind::JsonLines,
            _ => Kind::Json,
        };
    }
    if is_mhtml(&lower) {
        return Kind::Mhtml;
    }
    let after_prolog = lower
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        .map_or(lower.as_str(), |(_, rest)| rest.trim_start());
    let after_prolog = without_comments(after_prolog);
    if ["<rss", "<feed", "<rdf:rdf"]
        .iter()
        .any(|tag| after_prolog.starts_with(tag))
    {
        return Kind::Feed;
    }
    if lower.starts_with('<')
        && ([
            "<!doctype html",
            "<html",
            "<head",
            "<body",
            "<meta",
            "<title",
        ]
        .iter()
        .any(|tag| after_prolog.starts_with(tag))
            || count_tags(&lower) >= 3)
    {
        return Kind::Html;
    }
    // A page whose beginning was cut off is still one.
    if count_tags(&lower) >= 12 {
        return Kind::Html;
    }
    if super::platform::csv::is_head(text.lines().next().unwrap_or_default()) {
        return Kind::Csv;
    }
    Kind::Text
}

fn without_comments(mut text: &str) -> &str {
    while let Some(rest) = text.strip_prefix("<!--") {
        match rest.split_once("-->") {
            Some((_, rest)) => text = rest.trim_start(),
            None => break,
        }
    }
    text
}

fn opens_json(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.starts_with(['{', '[', '"']) || rest.starts_with(']')
}

fn is_whole_object(line: &str) -> bool {
    let line = line.trim();
    line.ends_with('}') && serde_json::from_str::<serde_json::Value>(line).is_ok()
}

fn is_mhtml(lower: &str) -> bool {
    let head = lower.split("\n\n").next().unwrap_or_default();
    let head = head.split("\r\n\r\n").next().unwrap_or_default();
    head.contains("mime-version:")
        && head.contains("content-type:")
        && (head.contains("multipart/related") || head.contains("text/html"))
}

fn count_tags(lower: &str) -> usize {
    [
        "<div", "<p>", "<p ", "</p>", "</div>", "<span", "<a ", "<li", "<script", "<article",
        "<time", "<h2", "<h3", "<img", "<section",
    ]
    .iter()
    .map(|tag| lower.matches(tag).count())
    .sum()
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_tell() {
        for (bytes, kind) in [
            (&b"<!DOCTYPE html><html>"[..], Kind::Html),
            (b"\n <!-- saved --><html lang=en>", Kind::Html),
            (b"<?xml version='1.0'?>\n<rss version='2.0'>", Kind::Feed),
            (b"<feed xmlns='http://www.w3.org/2005/Atom'>", Kind::Feed),
            (b"{\"blocks\": []}", Kind::Json),
            (b"[{\"id\": 1}]", Kind::Json),
            (b"[The minister] spoke.\n13:42\n", Kind::Text),
            (b"{\"a\":1}\n{\"a\":2}\n", Kind::JsonLines),
            (b"WARC/1.0\r\n", Kind::Warc),
            (b"\x1f\x8b\x08", Kind::Gzip),
            (b"PK\x03\x04", Kind::Zip),
            (b"time,headline,text\n13:42,a,b\n", Kind::Csv),
            (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n", Kind::Mhtml),
            (b"13:42 GMT\nBridge closed\n\nText, <b>text</b>.", Kind::Text),
            (b"%PDF-1.7", Kind::Other("a PDF")),
            (b"a\0b\0c", Kind::Other("binary")),
        ] {
            assert_eq!(of(bytes), kind, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
