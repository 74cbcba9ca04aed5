//! Links for paper: the number of a note behind each that leads to another site.

use super::html_text::tag_name;

/// The fragment with a number behind each link to another site; the addresses are added to the notes, and numbers
/// are places in these, counted from 1. Only for fragments that `to_html` made.
#[must_use]
pub fn with_numbered_links(html: &str, notes: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html;
    let mut open = false;
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, after) = tag.split_at(end);
        out.push_str(text);
        out.push_str(tag);
        rest = after;
        if tag_name(tag) != "a" {
            continue;
        }
        if tag.starts_with("</") {
            if std::mem::take(&mut open) {
                out.push_str(&format!("<sup class=\"note\">{}</sup>", notes.len()));
            }
        } else if let Some(address) = address_of(tag) {
            notes.push(address);
            open = true;
        }
    }
    out.push_str(rest);
    out
}

/// The address of a link to another site.
fn address_of(tag: &str) -> Option<String> {
    let (_, value) = tag.split_once(" href=\"")?;
    let (address, _) = value.split_once('"')?;
    let elsewhere = address.starts_with("https://") || address.starts_with("http://");
    elsewhere.then(|| address.replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_other_sites_are_numbered_in_order() {
        let mut notes = vec!["https://first.example/".to_string()];
        let html = "<p><a class=\"name\" href=\"/speakers/ada/\">Ada</a> <a href=\"https://a.example/?x=1&amp;y=2\">said <em>so</em></a>, <a href=\"http://b.example/\">twice</a>.</p>";
        let numbered = with_numbered_links(html, &mut notes);
        assert_eq!(
            numbered,
            "<p><a class=\"name\" href=\"/speakers/ada/\">Ada</a> <a href=\"https://a.example/?x=1&amp;y=2\">said <em>so</em></a><sup class=\"note\">2</sup>, <a href=\"http://b.example/\">twice</a><sup class=\"note\">3</sup>.</p>"
        );
        assert_eq!(
            notes[1..],
            ["https://a.example/?x=1&y=2", "http://b.example/"]
        );
    }

    #[test]
    fn what_has_no_such_link_stays_as_it_is() {
        let html = "<p>a &lt;a href=\"https://x\"&gt; <img src=\"https://y\" alt=\"\"></p>";
        let mut notes = Vec::new();
        assert_eq!(with_numbered_links(html, &mut notes), html);
        assert!(notes.is_empty());
    }
}
