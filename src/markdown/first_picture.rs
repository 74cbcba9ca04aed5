//! The first picture of a page is loaded at once; those after it when the reader comes near.
//!
//! A body does not know where on a page it stands, so it says of every picture that it may come late.

/// What says so.
pub(super) const LAZY: &str = " loading=\"lazy\"";

/// A body whose first picture is loaded at once; `None` where it has none.
#[must_use]
pub fn with_first_picture_at_once(html: &str) -> Option<String> {
    let start = html.find("<img ")?;
    let tag = &html[start..start + html[start..].find('>')?];
    // No value of an attribute holds a quotation mark.
    let lazy = start + tag.find(LAZY)?;
    Some([&html[..lazy], &html[lazy + LAZY.len()..]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_is_loaded_at_once() {
        let first = "<p>a</p><img src=\"a\" alt=\"&quot; loading=\"";
        let (late, then) = (
            " loading=\"lazy\"",
            " decoding=\"async\"><img src=\"b\" loading=\"lazy\">",
        );
        assert_eq!(
            with_first_picture_at_once(&format!("{first}{late}{then}")),
            Some(format!("{first}{then}"))
        );
        for none in [
            "",
            "<p>&lt;img loading=\"lazy\"&gt;</p>",
            "<img ",
            "<img src=\"a\">",
        ] {
            assert_eq!(with_first_picture_at_once(none), None, "{none}");
        }
    }
}
