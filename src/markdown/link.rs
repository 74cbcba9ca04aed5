//! What an address is allowed to be, and addresses that stand bare in a text.
//!
//! Only `http`, `https`, `mailto` and `tel` leave the site; an address without a scheme belongs to the site
//! and is the caller's to build; every other scheme (`javascript:`, `data:`, `file:` …) is dropped.

use std::fmt::Write as _;
use std::ops::Range;

/// What an address written in a body is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// Leaves the site; ready for an `href` (but for HTML's escapes).
    External(String),
    /// A page or file of this site, as written.
    Site,
    /// A scheme that may run code or read the reader's disk, or that no browser follows; its name.
    Unsafe(String),
    /// Nothing, or an address that is none (`https://`).
    Nowhere,
}

/// Judges an address as a browser would read it: blanks and control characters hide no scheme.
pub(super) fn classify(destination: &str) -> Destination {
    let address: String = destination
        .chars()
        .filter(|character| !character.is_control())
        .collect();
    let address = address.trim();
    if address.is_empty() {
        return Destination::Nowhere;
    }
    // `//host/x` and what browsers take for it.
    if address.replace('\\', "/").starts_with("//") {
        return external("https", address.get(2..).unwrap_or_default());
    }
    let Some((before, after)) = address.split_once(':') else {
        return Destination::Site;
    };
    let scheme: String = before
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase();
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c));
    match scheme.as_str() {
        _ if !is_scheme => Destination::Site,
        "http" | "https" => match after.strip_prefix("//") {
            Some(rest) => external(&scheme, rest),
            None => Destination::Nowhere,
        },
        "mailto" | "tel" if !after.trim().is_empty() => {
            Destination::External(format!("{scheme}:{}", encode(after.trim())))
        }
        "mailto" | "tel" => Destination::Nowhere,
        _ => Destination::Unsafe(scheme),
    }
}

fn external(scheme: &str, rest: &str) -> Destination {
    let cut = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(cut);
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !authority.ends_with(']') => (host, port),
        _ => (authority, ""),
    };
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let named = host.chars().any(char::is_alphanumeric)
        && !host.starts_with('.')
        && !host.contains("..")
        && host
            .chars()
            .all(|c| c.is_alphanumeric() || "-._".contains(c));
    let user_ok = authority
        .chars()
        .all(|c| c.is_alphanumeric() || "-._:@".contains(c));
    if named && user_ok && port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit()) {
        Destination::External(format!("{scheme}://{authority}{}", encode(path)))
    } else {
        Destination::Nowhere
    }
}

/// Percent-encodes what an address may not hold; what is encoded already stays.
fn encode(rest: &str) -> String {
    let mut encoded = String::with_capacity(rest.len());
    let mut fragment = false;
    for (at, character) in rest.char_indices() {
        let hex = rest.get(at + 1..at + 3);
        let keep = match character {
            '%' => hex.is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit())),
            '#' => !std::mem::replace(&mut fragment, true),
            _ => character.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/?".contains(character),
        };
        if keep {
            encoded.push(character);
        } else {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                // Writing to a string cannot fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

/// Whether a text is one `http` or `https` address and nothing else.
pub(super) fn is_web_address(text: &str) -> bool {
    find_bare(text).first() == Some(&(0..text.len()))
}

/// The `http` and `https` addresses that stand in a text. Punctuation after an address is not part of it.
pub(super) fn find_bare(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (mark, _) in text.match_indices("://") {
        let before = text.get(..mark).unwrap_or_default();
        let scheme = ["https", "http"].into_iter().find(|scheme| {
            let start = mark.wrapping_sub(scheme.len());
            before
                .get(start..)
                .is_some_and(|word| word.eq_ignore_ascii_case(scheme))
        });
        let Some(start) = scheme.map(|scheme| mark - scheme.len()) else {
            continue;
        };
        let inside_word = before
            .get(..start)
            .and_then(|text| text.chars().next_back())
            .is_some_and(char::is_alphanumeric);
        if inside_word || found.last().is_some_and(|last| start < last.end) {
            continue;
        }
        let rest = text.get(start..).unwrap_or_default();
        // No address is that long; a bound keeps the work per byte small, whatever somebody captured.
        let end = rest
            .char_indices()
            .take(LONGEST + 1)
            .find(|&(_, character)| ends_address(character))
            .map_or(rest.len(), |(end, _)| end);
        if end > LONGEST {
            continue;
        }
        let address = without_punctuation(rest.get(..end).unwrap_or_default());
        if matches!(classify(address), Destination::External(_)) {
            found.push(start..start + address.len());
        }
    }
    found
}

/// The longest bare address that is linked, in bytes.
const LONGEST: usize = 4096;

fn ends_address(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || "<>\"`“”„«»‹›「」『』、。，；：！？（）【】".contains(character)
}

fn without_punctuation(mut address: &str) -> &str {
    while let Some(last) = address.chars().next_back() {
        let opening = match last {
            ')' => '(',
            ']' => '[',
            '}' => '{',
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '‘' | '’' | '*' | '_' | '~' | '…' | '–'
            | '—' => last,
            _ => break,
        };
        let count = |character: char| address.matches(character).count();
        if opening != last && count(opening) >= count(last) {
            break;
        }
        address = address
            .get(..address.len() - last.len_utf8())
            .unwrap_or_default();
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_disguise_hides_a_scheme() {
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " \u{1}javascript:alert(1)",
            "java\nscript:alert(1)",
            "java\tscript\u{0}:alert(1)",
            "java script:alert(1)",
            "data:text/html,<script>",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:x",
        ] {
            assert!(
                matches!(classify(address), Destination::Unsafe(_)),
                "{address}"
            );
        }
    }

    #[test]
    fn what_leaves_the_site_is_encoded_and_the_rest_is_the_sites() {
        let external = |text: &str| Destination::External(text.to_string());
        assert_eq!(
            classify("https://Example.org/a b|ü?q=[1]#x#y"),
            external("https://Example.org/a%20b%7C%C3%BC?q=%5B1%5D#x%23y")
        );
        assert_eq!(
            classify("//cdn.example/x"),
            external("https://cdn.example/x")
        );
        assert_eq!(
            classify("mailto:a@b.example"),
            external("mailto:a@b.example")
        );
        for site in ["/x/", "other/entry.md", "#top", "a/b:c.md", "?x"] {
            assert_eq!(classify(site), Destination::Site, "{site}");
        }
        for nowhere in ["", "https://", "http:x", "https://a:b/", "https://a\"b/"] {
            assert_eq!(classify(nowhere), Destination::Nowhere, "{nowhere}");
        }
    }

    #[test]
    fn bare_addresses_end_before_punctuation() {
        let found = |text: &str| -> Vec<String> {
            find_bare(text)
                .into_iter()
                .map(|range| text[range].to_string())
                .collect()
        };
        assert_eq!(
            found("See (https://a.example/b_(c)), “http://d.example/…” or HTTPS://e.example/?q=1."),
            [
                "https://a.example/b_(c)",
                "http://d.example/",
                "HTTPS://e.example/?q=1"
            ]
        );
        assert!(found("xhttps://a.example ftp://b http:// https://.").is_empty());
        assert!(is_web_address("https://a.example/x"));
        assert!(!is_web_address("https://a.example/x!"));
    }
}
