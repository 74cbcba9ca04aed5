//! Where pages live: a path inside the site, and the address that the whole site stands under.
//!
//! Every link of a site is built here and nowhere else, so that a site under a sub-path
//! (`https://x.github.io/repo/`) works. Paths are kept as people read them and percent-encoded
//! (RFC 3986) at the moment they become a link.

use std::fmt::Write as _;

/// A place inside the site: begins with `/`, and ends with `/` when it is a page in a folder of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(String);

impl SitePath {
    /// The home page.
    #[must_use]
    pub fn home() -> Self {
        Self("/".into())
    }

    /// A page in a folder of its own: `/days/2031-03-04/` from its segments.
    #[must_use]
    pub fn folder<S: AsRef<str>>(segments: &[S]) -> Self {
        let mut path = String::from("/");
        for segment in segments {
            path.push_str(segment.as_ref());
            path.push('/');
        }
        Self(path)
    }

    /// A file in the folder that this path names: `/days/` and `feed.xml` give `/days/feed.xml`.
    #[must_use]
    pub fn file(&self, name: &str) -> Self {
        Self(format!("{}{name}", self.folder_part()))
    }

    /// A folder in the folder that this path names: `/days/` and `page` give `/days/page/`.
    #[must_use]
    pub fn join(&self, segment: &str) -> Self {
        Self(format!("{}{segment}/", self.folder_part()))
    }

    /// The path, unencoded.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file below the output folder that holds the page: `days/index.html`.
    #[must_use]
    pub fn output_file(&self) -> String {
        let relative = self.0.trim_start_matches('/');
        if relative.is_empty() || relative.ends_with('/') {
            format!("{relative}index.html")
        } else {
            relative.into()
        }
    }

    fn folder_part(&self) -> &str {
        &self.0[..=self.0.rfind('/').unwrap_or(0)]
    }
}

/// The address that the site stands under: scheme, host and base path, from `base_url`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    origin: String,
    base_path: String,
}

impl BaseUrl {
    /// Reads an absolute `http` or `https` address. A query or fragment is refused; a missing last `/` is added.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the address.
    pub fn parse(url: &str) -> Result<Self, String> {
        let rest = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"))
            .ok_or_else(|| format!("`{url}` does not begin with `https://` or `http://`"))?;
        if url.contains(['?', '#', ' ', '"', '<', '>', '\\']) || url.chars().any(char::is_control) {
            return Err(format!(
                "`{url}` holds a character that has no place in a base address"
            ));
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if host.is_empty() || host.starts_with(':') {
            return Err(format!("`{url}` names no host"));
        }
        if path
            .split('/')
            .any(|segment| segment == ".." || segment == ".")
        {
            return Err(format!("`{url}` has a `.` or `..` in its path"));
        }
        let origin = url[..url.len() - rest.len() + host.len()].to_string();
        let path = path.trim_matches('/');
        let base_path = if path.is_empty() {
            "/".into()
        } else {
            // Written either way (`/über/`, `/%C3%BCber/`), a link has it encoded.
            format!("/{}/", percent_encode(&percent_decode(path)))
        };
        Ok(Self { origin, base_path })
    }

    /// Scheme and host, without a last `/`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The path that the site stands under; begins and ends with `/`.
    #[must_use]
    pub fn base_path(&self) -> &str {
        &self.base_path
    }

    /// What goes into an `href`: base path and site path, percent-encoded.
    #[must_use]
    pub fn href(&self, path: &SitePath) -> String {
        format!(
            "{}{}",
            self.base_path,
            percent_encode(path.as_str().trim_start_matches('/'))
        )
    }

    /// The whole address, percent-encoded.
    #[must_use]
    pub fn absolute(&self, path: &SitePath) -> String {
        format!("{}{}", self.origin, self.href(path))
    }
}

/// Percent-encodes what RFC 3986 does not allow in a path; `/` stays.
#[must_use]
pub fn percent_encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'/'
            | b'!'
            | b'$'
            | b'('
            | b')'
            | b'*'
            | b'+'
            | b','
            | b';'
            | b'='
            | b':'
            | b'@' => encoded.push(byte as char),
            _ => {
                // Writing to a string cannot fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

/// Undoes percent-encoding; bytes that are no UTF-8 afterwards are replaced.
#[must_use]
pub fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes
            .get(at + 1..at + 3)
            .and_then(|pair| std::str::from_utf8(pair).ok());
        match hex.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) if bytes[at] == b'%' => {
                decoded.push(byte);
                at += 3;
            }
            _ => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// An address as people read it: letters and digits beyond ASCII are themselves, everything else stays percent-encoded.
/// It leads where the other does.
#[must_use]
pub fn readable(address: &str) -> String {
    let mut shown = String::with_capacity(address.len());
    let mut rest = address;
    while let Some(at) = rest.find('%') {
        let (before, coded) = rest.split_at(at);
        shown.push_str(before);
        let is_code = |code: &[u8]| matches!(code, [b'%', high, low] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit());
        let codes = coded.as_bytes().chunks_exact(3);
        let length = 3 * codes.take_while(|code| is_code(code)).count();
        // A percent sign that encodes nothing is one.
        let (run, after) = coded.split_at(length.max(1));
        let decoded = percent_decode(run);
        if length == 0 || decoded.contains(char::REPLACEMENT_CHARACTER) {
            shown.push_str(run);
        } else {
            for character in decoded.chars() {
                if !character.is_ascii() && character.is_alphanumeric() {
                    shown.push(character);
                } else {
                    for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                        let _ = write!(shown, "%{byte:02X}");
                    }
                }
            }
        }
        rest = after;
    }
    shown.push_str(rest);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_links_under_the_base_path() {
        let base =
            BaseUrl::parse("https://x.github.io/repo").unwrap_or_else(|error| panic!("{error}"));
        let page = SitePath::folder(&["days", "2031-03-04"]);
        assert_eq!(base.href(&page), "/repo/days/2031-03-04/");
        assert_eq!(
            base.absolute(&SitePath::home()),
            "https://x.github.io/repo/"
        );
        assert_eq!(page.output_file(), "days/2031-03-04/index.html");
        assert_eq!(
            page.file("feed.xml").output_file(),
            "days/2031-03-04/feed.xml"
        );
        assert_eq!(
            base.href(&SitePath::folder(&["мост"])),
            "/repo/%D0%BC%D0%BE%D1%81%D1%82/"
        );
    }

    #[test]
    fn what_is_no_base_address_is_refused() {
        for url in [
            "example.org",
            "ftp://example.org/",
            "https://",
            "https://a/?q",
            "https://a/../b/",
            "https://a b/",
        ] {
            assert!(BaseUrl::parse(url).is_err(), "{url}");
        }
    }

    #[test]
    fn decoding_undoes_encoding() {
        for path in ["", "/a/b", "мост & 100%", "%zz%4", "ا/b"] {
            assert_eq!(percent_decode(&percent_encode(path)), path);
        }
    }

    #[test]
    fn a_readable_address_says_letters_as_letters_and_nothing_else() {
        let encoded = percent_encode("/مهرجان-القوارب/Zürich, 50 % / ٣/");
        assert_eq!(
            readable(&encoded),
            "/مهرجان-القوارب/Zürich,%2050%20%25%20/%20٣/"
        );
        for address in [
            "https://x.example/a%2Fb%3Fc",
            "100%",
            "%D9",
            "%zz%",
            "%D9%85%",
            "é%",
        ] {
            let shown = readable(address);
            assert_eq!(percent_decode(&shown), percent_decode(address));
        }
        assert_eq!(
            readable("https://x.example/a%2Fb%3Fc"),
            "https://x.example/a%2Fb%3Fc"
        );
        assert_eq!(readable("%D9%85%"), "م%");
    }
}
