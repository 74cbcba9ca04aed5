//! The tags of a page and their attributes, as browsers see them; everything else is left as it is.

/// What a browser takes for text until the tag closes.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// A page in which `value` gave some attributes another value: it gets the tag's name, the attribute's name and its value, where
/// that stands in quotation marks. Links that only preload are left out: they ask as for another site, which a page on a
/// disk may not.
pub fn rewritten(html: &str, value: impl Fn(&str, &str, &str) -> Option<String>) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            let end = comment.find("-->").map_or(rest.len(), |end| 4 + end + 3);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        let name_end = 1 + rest[1..]
            .find(|letter: char| !letter.is_ascii_alphanumeric())
            .unwrap_or(rest.len() - 1);
        let tag = &rest[1..name_end];
        if tag.is_empty() {
            out.push('<');
            rest = &rest[1..];
            continue;
        }
        let start = out.len();
        out.push_str(&rest[..name_end]);
        let is_preload = tag == "link" && rest[name_end..].starts_with(" rel=\"preload\"");
        rest = attributes(&rest[name_end..], tag, &value, &mut out);
        if is_preload {
            out.truncate(start);
        }
        if RAW.contains(&tag) {
            let close = format!("</{tag}");
            let end = rest.find(&close).unwrap_or(rest.len());
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        }
    }
    out.push_str(rest);
    out
}

/// Copies what follows a tag's name, up to its end; what comes after.
fn attributes<'a>(
    html: &'a str,
    tag: &str,
    value: &impl Fn(&str, &str, &str) -> Option<String>,
    out: &mut String,
) -> &'a str {
    let mut rest = html;
    loop {
        // A name, then perhaps `="…"`.
        let Some(at) = rest.find(['>', '"', '\'']) else {
            out.push_str(rest);
            return "";
        };
        out.push_str(&rest[..at]);
        let quote = &rest[at..=at];
        let before = &rest[..at];
        rest = &rest[at + 1..];
        out.push_str(quote);
        if quote == ">" {
            return rest;
        }
        let Some(end) = rest.find(quote) else {
            out.push_str(rest);
            return "";
        };
        let name = before.trim_end_matches(['=', ' ', '\n']);
        let name = name.rsplit([' ', '\n', '\t']).next().unwrap_or_default();
        match value(tag, name, &rest[..end]) {
            Some(other) => out.push_str(&other),
            None => out.push_str(&rest[..end]),
        }
        out.push_str(quote);
        rest = &rest[end + 1..];
    }
}
