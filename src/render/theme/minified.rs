//! Style sheets and scripts as they are sent: without comments and needless blanks. A theme's sources stay readable.

mod script;
mod style;

/// A file of the theme's assets as it is sent.
pub(super) fn minified(path: &str, text: &str) -> Option<String> {
    if path.ends_with(".css") {
        Some(style::minified(text))
    } else if path.ends_with(".js") {
        script::minified(text)
    } else {
        None
    }
}
