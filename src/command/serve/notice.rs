//! Plain pages of the server's own: why there is no site yet, and where it stands.

use super::live;
use crate::base::diagnostic::{Diagnostic, Severity};

/// What the pages look like: the reader's own colours, and lines that wrap.
const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
pre{font:.875rem/1.45 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere;padding:1rem;border:1px solid}";

/// The page in place of a site that could not be made: every error, as the terminal shows it.
#[must_use]
pub fn mistakes(diagnostics: &[Diagnostic], base: &str) -> Vec<u8> {
    let errors: Vec<&Diagnostic> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .collect();
    let mut body = String::from("<h1>The site cannot be made yet</h1>\n");
    body.push_str(if errors.is_empty() {
        "<p>livesite came upon a fault of its own; the terminal says where.</p>\n"
    } else {
        "<p>This page gives way to the site when these are mended:</p>\n"
    });
    for error in errors {
        body.push_str("<pre>");
        body.push_str(&escaped(&error.render(false)));
        body.push_str("</pre>\n");
    }
    // It shows what the overlay would.
    let page = page("Mistakes", &body).replacen("<html", "<html data-livesite-own", 1);
    live::with_script(page.as_bytes(), base)
}

/// The answer outside the site's base path.
#[must_use]
pub fn outside(base: &str) -> Vec<u8> {
    let base = escaped(base);
    let body = format!(
        "<h1>Nothing stands here</h1>\n<p>The site begins at <a href=\"{base}\">{base}</a>, as its base_url says.</p>\n"
    );
    page("Not found", &body).into_bytes()
}

/// The answer to a request that is refused.
#[must_use]
pub fn refusal(sentence: &str) -> Vec<u8> {
    let sentence = escaped(sentence);
    page("Refused", &format!("<h1>Refused</h1>\n<p>{sentence}</p>\n")).into_bytes()
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

/// Text as it stands in HTML.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Code;

    #[test]
    fn errors_are_shown_as_text() {
        let said = [
            Diagnostic::error(Code::BadId, "`<script>` is no id"),
            Diagnostic::warning(Code::BadId, "only a warning"),
        ];
        let page = String::from_utf8_lossy(&mistakes(&said, "/a/")).into_owned();
        assert!(
            page.contains("error[bad-id]: `&lt;script&gt;` is no id"),
            "{page}"
        );
        assert!(!page.contains("only a warning"), "{page}");
        assert_eq!(page.matches("<script").count(), 1, "{page}");
    }
}
