//! A site that is read from a folder, without a server: the same files, but for two things. Links between its pages are
//! relative and name `index.html`. The files of the search index are scripts that hand over what they hold, because a
//! page on a disk may load scripts and fetch nothing.

mod tags;

use self::tags::rewritten;
use super::Content;
use crate::base::address::{BaseUrl, SitePath, readable};

/// Attributes that hold an address, or begin with one.
const LINKS: [&str; 8] = [
    "href",
    "src",
    "action",
    "poster",
    "srcset",
    "data-index",
    "data-phrase",
    "data-base",
];
/// What stands before the address in a page that leads on.
const REFRESH: &str = "0; url=";

/// Makes the files of a site portable.
#[derive(Debug)]
pub struct Portable {
    base: String,
    /// The same in letters, as a template may say it.
    readable_base: String,
}

impl Portable {
    /// For a site under this address.
    #[must_use]
    pub fn new(base_url: &BaseUrl) -> Self {
        Self {
            base: base_url.base_path().into(),
            readable_base: readable(base_url.base_path()),
        }
    }

    /// A file as it is in the folder; none where it is the same.
    #[must_use]
    pub fn file(&self, path: &SitePath, content: &Content) -> Option<(SitePath, Content)> {
        let name = path.output_file();
        if let Some(name) = name.strip_prefix("search/")
            && let Some(name) = name.strip_suffix(".bin")
        {
            let bytes = bytes_of(content)?;
            let script = format!("livesiteIndex(\"{name}\",\"{}\")\n", base64(bytes));
            let path = SitePath::folder(&["search"]).file(&format!("{name}.js"));
            return Some((path, Content::Bytes(script.into_bytes())));
        }
        if !name.ends_with(".html") {
            return None;
        }
        let html = std::str::from_utf8(bytes_of(content)?).ok()?;
        let up = "../".repeat(name.matches('/').count());
        let html = rewritten(html, |tag, attribute, value| {
            self.value(&up, tag, attribute, value)
        });
        Some((path.clone(), Content::Bytes(html.into_bytes())))
    }

    /// The value of an attribute, where it is another.
    fn value(&self, up: &str, tag: &str, attribute: &str, value: &str) -> Option<String> {
        if attribute == "content" && tag == "meta" {
            let link = value.strip_prefix(REFRESH)?;
            return Some(format!("{REFRESH}{}", self.link(up, link)?));
        }
        if !LINKS.contains(&attribute) {
            return None;
        }
        if attribute == "srcset" {
            let each = |link: &str| {
                let link = link.trim_start();
                self.link(up, link).unwrap_or_else(|| link.into())
            };
            return Some(value.split(',').map(each).collect::<Vec<_>>().join(", "));
        }
        self.link(up, value)
    }

    /// A link to this site from a page so far `up`, relative; none where it leads elsewhere or is so already.
    fn link(&self, up: &str, link: &str) -> Option<String> {
        let below = link
            .strip_prefix(&self.base)
            .or_else(|| link.strip_prefix(&self.readable_base));
        let Some(below) = below else {
            return file_of_folder(link);
        };
        if below.starts_with('/') {
            return None;
        }
        let end = below.find(['?', '#']).unwrap_or(below.len());
        let (path, rest) = below.split_at(end);
        let path = match path.strip_suffix(".bin") {
            Some(name) if name.starts_with("search/") => format!("{name}.js"),
            _ if path.is_empty() || path.ends_with('/') => format!("{path}index.html"),
            _ => path.into(),
        };
        Some(format!("{up}{path}{rest}"))
    }
}

/// A relative link to a folder, as one to its page.
fn file_of_folder(link: &str) -> Option<String> {
    let end = link.find(['?', '#']).unwrap_or(link.len());
    let (path, rest) = link.split_at(end);
    let is_relative = !path.starts_with('/') && !path[..path.find('/')?].contains(':');
    (is_relative && path.ends_with('/')).then(|| format!("{path}index.html{rest}"))
}

fn bytes_of(content: &Content) -> Option<&[u8]> {
    match content {
        Content::Bytes(bytes) => Some(bytes),
        Content::Shared(bytes) => Some(bytes),
        Content::Copy(_) => None,
    }
}

/// Bytes as letters (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let letter = (bits >> (18 - 6 * at) & 63) as usize;
            text.push(match at <= three.len() {
                true => char::from(LETTERS[letter]),
                false => '=',
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn page(base: &str, path: &SitePath, html: &str) -> String {
        let portable = Portable::new(&BaseUrl::parse(base).unwrap());
        let content = Content::Bytes(html.into());
        let (_, content) = portable.file(path, &content).unwrap();
        String::from_utf8(bytes_of(&content).unwrap().to_vec()).unwrap()
    }

    #[test]
    fn links_are_relative_and_name_the_file() {
        let path = SitePath::folder(&["storm", "calm"]);
        for (before, after) in [
            (r#"<a href="/">"#, r#"<a href="../../index.html">"#),
            (
                r#"<a class=x href="/days/#d">"#,
                r#"<a class=x href="../../days/index.html#d">"#,
            ),
            (
                r#"<img src="/m/a.png?1" alt="/">"#,
                r#"<img src="../../m/a.png?1" alt="/">"#,
            ),
            (
                r#"<img srcset="/a.png 1x, /b.png 2x">"#,
                r#"<img srcset="../../a.png 1x, ../../b.png 2x">"#,
            ),
            (
                r#"<form data-index="/search/root.bin">"#,
                r#"<form data-index="../../search/root.js">"#,
            ),
            (
                r#"<meta content="0; url=/storm/">"#,
                r#"<meta content="0; url=../../storm/index.html">"#,
            ),
            (
                r##"<a href="../"><a href="../b/#x"><a href="index.md">"##,
                r##"<a href="../index.html"><a href="../b/index.html#x"><a href="index.md">"##,
            ),
            // Other sites, anchors, and what only looks like a tag.
            (
                r##"<a href="#x"><a href="#x/"><a href="//e.org/"><a href="https://e.org/">"##,
                "",
            ),
            (
                r#"<p title='<a href="/">'>href="/" < a</p><!-- <a href="/"> -->"#,
                "",
            ),
            (r#"<script>x = '<a href="/">'</script>"#, ""),
            (r#"<a href="/"#, ""),
        ] {
            let after = if after.is_empty() { before } else { after };
            assert_eq!(page("https://e.org/", &path, before), after);
        }
        let under = page(
            "https://e.org/x/",
            &SitePath::home(),
            r#"<a href="/x/a/"><a href="/y/">"#,
        );
        assert_eq!(under, r#"<a href="a/index.html"><a href="/y/">"#);
        let letters = page(
            "https://e.org/å/",
            &SitePath::home(),
            r#"<a href="/%C3%A5/"><a href="/å/é/">"#,
        );
        assert_eq!(letters, r#"<a href="index.html"><a href="é/index.html">"#);
    }

    #[test]
    fn the_index_is_scripts() {
        let portable = Portable::new(&BaseUrl::parse("https://e.org/").unwrap());
        let root = SitePath::folder(&["search"]).file("root.bin");
        let (path, content) = portable
            .file(&root, &Content::Bytes(b"any".into()))
            .unwrap();
        assert_eq!(path.as_str(), "/search/root.js");
        assert_eq!(
            content,
            Content::Bytes(b"livesiteIndex(\"root\",\"YW55\")\n".into())
        );
    }

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
