//! What `serve --watch` adds to a page: one script tag before `</body>`. Without it the bytes are the build's.
//!
//! The tag runs under the page's own Content-Security-Policy; that of the default theme lets the site's own files run.
//! A theme whose policy forbids even those would have no desk at all, so in the served bytes of such a page the `meta`
//! that carries the policy is opened for this server's own files (`script-src 'self'`) and its event stream
//! (`connect-src 'self'`). Everything else that the policy forbids stays forbidden.

use std::ops::Range;

/// The folder below the base path in which the server's own addresses stand.
pub const FOLDER: &str = "_livesite/";

/// The page with the script tag, for a site under `base` (percent-encoded, `/` at both ends).
#[must_use]
pub fn with_script(page: &[u8], base: &str) -> Vec<u8> {
    let tag = format!("<script src=\"{base}{FOLDER}desk.js\"></script>");
    let Ok(text) = std::str::from_utf8(page) else {
        return page.to_vec();
    };
    // A coverage can have a megabyte: neither copied to be searched, nor searched from the wrong end.
    let is = |tag: &'static str| move |here: &[u8]| here.eq_ignore_ascii_case(tag.as_bytes());
    let end = page.windows(7).rposition(is("</body>"));
    let end = end.unwrap_or(text.len());
    let body = page.windows(5).position(is("<body")).unwrap_or(end);
    let head = text.get(..body.min(end)).unwrap_or_default();
    let mut served = String::with_capacity(text.len() + tag.len() + 64);
    let mut done = 0;
    for value in policies(&head.to_ascii_lowercase()) {
        let policy = text.get(value.clone()).unwrap_or_default();
        if let Some(relaxed) = relaxed(policy) {
            served.push_str(text.get(done..value.start).unwrap_or_default());
            served.push_str(&relaxed);
            done = value.end;
        }
    }
    served.push_str(text.get(done..end).unwrap_or_default());
    served.push_str(&tag);
    served.push_str(text.get(end..).unwrap_or_default());
    served.into_bytes()
}

/// Where the values of the page's policies stand, in a head in lower case: the `content` of each `meta` that names the header.
fn policies(head: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (start, _) in head.match_indices("<meta") {
        let tag = head.get(start..).unwrap_or_default();
        let attributes = attributes(tag);
        let names_policy = attributes.iter().any(|(name, value)| {
            *name == "http-equiv" && tag.get(value.clone()) == Some("content-security-policy")
        });
        let content = attributes.into_iter().find(|(name, _)| *name == "content");
        if let (true, Some((_, value))) = (names_policy, content) {
            found.push(start + value.start..start + value.end);
        }
    }
    found
}

/// The attributes of the tag that `tag` begins with, each with the place of its value.
fn attributes(tag: &str) -> Vec<(&str, Range<usize>)> {
    let bytes = tag.as_bytes();
    let at = |position: usize| bytes.get(position).copied().unwrap_or(b'>');
    let mut found = Vec::new();
    let mut here = tag.find(|letter: char| letter.is_whitespace() || letter == '>');
    while let Some(mut next) = here {
        while at(next).is_ascii_whitespace() || at(next) == b'/' {
            next += 1;
        }
        if at(next) == b'>' {
            break;
        }
        let name = next;
        while !matches!(at(next), b'=' | b'>' | b'/') && !at(next).is_ascii_whitespace() {
            next += 1;
        }
        let name = tag.get(name..next).unwrap_or_default();
        while at(next).is_ascii_whitespace() {
            next += 1;
        }
        if at(next) != b'=' {
            // A name without a value. It is not empty (only a `=` ends an empty name), so this goes forward.
            here = Some(next);
            found.push((name, next..next));
            continue;
        }
        next += 1;
        while at(next).is_ascii_whitespace() {
            next += 1;
        }
        let quote = at(next);
        let value = if matches!(quote, b'"' | b'\'') {
            let start = next + 1;
            let rest = tag.get(start..).unwrap_or_default();
            let length = rest.find(char::from(quote)).unwrap_or(rest.len());
            next = start + length + 1;
            start..start + length
        } else {
            let start = next;
            while at(next) != b'>' && !at(next).is_ascii_whitespace() {
                next += 1;
            }
            start..next
        };
        found.push((name, value));
        here = Some(next);
    }
    found
}

/// A policy that lets this server's own scripts and streams through, and else says what it said; `None` where it does
/// already.
fn relaxed(policy: &str) -> Option<String> {
    let plain = policy
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&apos;", "'");
    let mut directives: Vec<(String, Vec<String>)> = plain
        .split(';')
        .filter_map(|directive| {
            let mut words = directive.split_ascii_whitespace().map(String::from);
            Some((words.next()?.to_ascii_lowercase(), words.collect()))
        })
        .collect();
    let fallback = directives
        .iter()
        .find(|(name, _)| name == "default-src")
        .map(|(_, sources)| sources.clone());
    let mut changed = false;
    for name in ["script-src", "connect-src"] {
        // What no directive governs is allowed already.
        if !directives.iter().any(|(known, _)| known == name)
            && let Some(fallback) = &fallback
        {
            directives.push((name.into(), fallback.clone()));
            changed = true;
        }
    }
    for (name, sources) in &mut directives {
        if matches!(
            name.as_str(),
            "script-src" | "script-src-elem" | "connect-src"
        ) {
            sources.retain(|source| !source.eq_ignore_ascii_case("'none'"));
            if !sources
                .iter()
                .any(|source| source == "'self'" || source == "*")
            {
                sources.push("'self'".into());
                changed = true;
            }
        }
    }
    let written = directives.into_iter().map(|(name, sources)| {
        std::iter::once(name)
            .chain(sources)
            .collect::<Vec<_>>()
            .join(" ")
    });
    changed.then(|| written.collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn served(page: &str) -> String {
        String::from_utf8_lossy(&with_script(page.as_bytes(), "/a/")).into_owned()
    }

    #[test]
    fn the_tag_stands_before_the_last_end_of_the_body() {
        let tag = "<script src=\"/a/_livesite/desk.js\"></script>";
        assert_eq!(
            served("<body><p></body></BODY></html>"),
            format!("<body><p></body>{tag}</BODY></html>")
        );
        assert_eq!(served("<p>"), format!("<p>{tag}"));
    }

    #[test]
    fn a_policy_is_opened_for_this_server_and_nothing_else() {
        for (policy, expected) in [
            (
                "default-src 'none'; style-src 'self'",
                "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'",
            ),
            (
                "default-src 'self'; script-src 'none'",
                "default-src 'self'; script-src 'self'; connect-src 'self'",
            ),
            (
                "script-src 'self' 'sha256-x'; Script-Src-Elem https://x",
                "script-src 'self' 'sha256-x'; script-src-elem https://x 'self'",
            ),
            ("img-src 'self'", "img-src 'self'"),
            (
                "default-src &#39;none&#39;",
                "default-src 'none'; script-src 'self'; connect-src 'self'",
            ),
        ] {
            let relaxed = relaxed(policy).unwrap_or_else(|| policy.into());
            assert_eq!(relaxed, expected);
        }
    }

    #[test]
    fn a_policy_that_is_open_enough_keeps_its_bytes() {
        let policy = "default-src 'none';  script-src 'self'; connect-src 'self'";
        assert_eq!(relaxed(policy), None);
        let page =
            format!("<meta http-equiv=Content-Security-Policy content=\"{policy}\"><body></body>");
        assert!(served(&page).starts_with(page.trim_end_matches("</body>")));
    }

    #[test]
    fn only_the_meta_of_the_policy_changes() {
        let page = "<META charset=utf-8><meta name=x content=\"default-src 'none'\"><meta \
                    content = \"default-src 'none'\" http-equiv=Content-Security-Policy /><body>\
                    <meta http-equiv=\"content-security-policy\" content=\"default-src 'none'\">";
        let served = served(page);
        assert_eq!(served.matches("script-src").count(), 1, "{served}");
        assert!(
            served.contains(
                "content = \"default-src 'none'; script-src 'self'; connect-src 'self'\" http-equiv"
            ),
            "{served}"
        );
    }

    #[test]
    fn broken_tags_end() {
        for page in [
            "<meta",
            "<meta =",
            "<meta a=\"",
            "<meta / = b",
            "<meta a= ",
            "<meta\u{a0}x",
        ] {
            assert!(served(page).starts_with(page), "{page}");
        }
    }
}
