//! The status page, `/_livesite/`: what the last builds said and how long they took, what is to be confirmed.

use std::fmt::Write as _;

use super::editor::Editor;
use super::newest::Now;
use super::notice::escaped;
use super::problems::{Problem, Problems, Spot};
use super::{live, marks};
use crate::base::address::percent_encode;
use crate::base::diagnostic::{Code, Severity};
use crate::command::terminal::human_time;

/// Speakers to confirm that are listed; more are counted.
const LISTED: usize = 200;

/// The page, with links for an editor where there is one.
#[must_use]
pub fn page(now: &Now, editor: Option<&Editor>) -> Vec<u8> {
    let base = now.edition.base_href();
    let report = &now.report;
    let all = Problems::of(
        &report.diagnostics,
        Severity::Warning,
        report.failed,
        editor,
    );
    let unplaced = Code::UnplacedLines.as_str();
    let (lines, problems): (Vec<Problem>, Vec<Problem>) = all
        .problems
        .into_iter()
        .partition(|problem| problem.code == unplaced);
    let mut body = String::new();
    let _ = write!(
        body,
        "<header><p class=\"site\"><a href=\"{}\">To the site</a></p><h1>The desk</h1><p class=\"facts\">{} · generation {}{} · <a href=\"{}{}report\">What seems to be missing</a></p></header>",
        escaped(&base),
        escaped(&report.counted),
        now.generation,
        if report.failed {
            " · the last good site is served"
        } else {
            ""
        },
        escaped(&base),
        live::FOLDER,
    );
    section(
        &mut body,
        "To mend",
        "Nothing is wrong.",
        &problems,
        all.more,
    );
    section(
        &mut body,
        "Lines that no rule placed",
        "Every line of every capture has its place.",
        &lines,
        0,
    );
    to_confirm(&mut body, now, editor);
    turns(&mut body, now);
    framed(&base, "The desk", &body)
}

/// A page of the desk around what it says.
pub(super) fn framed(base: &str, title: &str, body: &str) -> Vec<u8> {
    let page = format!(
        "<!doctype html>\n<html lang=\"en\" data-livesite-own>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"{base}{}desk.css\">\n</head>\n<body class=\"desk\">\n<main>\n{body}</main>\n</body>\n</html>\n",
        live::FOLDER
    );
    live::with_script(page.as_bytes(), base)
}

fn section(body: &mut String, title: &str, none: &str, problems: &[Problem], more: usize) {
    let _ = write!(body, "<section><h2>{title}</h2>");
    if problems.is_empty() {
        let _ = write!(body, "<p class=\"none\">{none}</p>");
    } else {
        body.push_str("<ol class=\"problems\">");
        for problem in problems {
            item(body, problem);
        }
        body.push_str("</ol>");
    }
    if more > 0 {
        let _ = write!(body, "<p class=\"none\">… and {more} more</p>");
    }
    body.push_str("</section>\n");
}

fn item(body: &mut String, problem: &Problem) {
    let _ = write!(
        body,
        "<li class=\"{0}\"><p class=\"what\"><span class=\"code\">{0} · {1}</span> {2}</p>",
        problem.severity,
        problem.code,
        sentence(&problem.message)
    );
    if let Some(spot) = &problem.spot {
        place(body, spot, problem.label.as_deref());
    }
    for (spot, what) in &problem.related {
        place(body, spot, Some(what));
    }
    for hint in &problem.hints {
        let _ = write!(body, "<p class=\"hint\">{}</p>", sentence(hint));
    }
    body.push_str("</li>");
}

fn place(body: &mut String, spot: &Spot, label: Option<&str>) {
    // Each part for itself: letters that run from right to left must not change the order of the parts.
    let parts: Vec<String> = spot.file.split('/').map(isolated).collect();
    let mut name = parts.join("/");
    for number in [spot.line, spot.column].into_iter().flatten() {
        let _ = write!(name, ":{number}");
    }
    let _ = match &spot.editor {
        Some(href) => write!(
            body,
            "<p class=\"place\"><a href=\"{}\">{name}</a></p>",
            escaped(href)
        ),
        None => write!(body, "<p class=\"place\">{name}</p>"),
    };
    if let Some([before, pointed, after]) = &spot.source {
        let _ = write!(
            body,
            "<pre><code>{}<mark>{}</mark>{}</code></pre>",
            escaped(before),
            escaped(pointed),
            escaped(after)
        );
    }
    if let Some(label) = label {
        let _ = write!(body, "<p class=\"label\">{}</p>", sentence(label));
    }
}

/// A sentence of a diagnostic: what stands between backticks is code.
fn sentence(text: &str) -> String {
    let text = escaped(text);
    let parts: Vec<&str> = text.split('`').collect();
    let mut marked = String::with_capacity(text.len() + 16);
    for (index, part) in parts.iter().enumerate() {
        let _ = match index % 2 {
            0 => write!(marked, "{part}"),
            // A backtick without its other one.
            _ if index + 1 == parts.len() => write!(marked, "`{part}"),
            _ => write!(marked, "<code>{part}</code>"),
        };
    }
    marked
}

/// Words of the site among those of the desk, whichever way they run.
pub(super) fn isolated(text: &str) -> String {
    format!("<bdi>{}</bdi>", escaped(text))
}

fn to_confirm(body: &mut String, now: &Now, editor: Option<&Editor>) {
    body.push_str("<section><h2>Speakers to confirm</h2>");
    let marks = marks::to_confirm(&now.edition, editor);
    if marks.is_empty() {
        body.push_str("<p class=\"none\">Every speaker is named in the text.</p>");
    } else {
        body.push_str("<table><thead><tr><th>probably<th>in<th>written in</tr></thead><tbody>");
        for mark in marks.iter().take(LISTED) {
            let _ = write!(
                body,
                "<tr><td>{}<td><a href=\"{}\">{}</a><td>",
                mark.uncertain
                    .iter()
                    .map(|name| isolated(name))
                    .collect::<Vec<_>>()
                    .join(", "),
                escaped(&percent_encode(&mark.path)),
                isolated(&mark.title),
            );
            place(
                body,
                &Spot {
                    source: None,
                    ..mark.spot.clone()
                },
                None,
            );
            body.push_str("</tr>");
        }
        body.push_str("</tbody></table>");
    }
    let more = marks.len().saturating_sub(LISTED);
    if more > 0 {
        let _ = write!(body, "<p class=\"none\">… and {more} more</p>");
    }
    body.push_str("</section>\n");
}

fn turns(body: &mut String, now: &Now) {
    body.push_str("<section><h2>The last builds</h2><table><thead><tr><th>changed<th>came of it<th class=\"number\">took</tr></thead><tbody>");
    for turn in &now.report.turns {
        let _ = write!(
            body,
            "<tr{}><td>{}<td>{}<td class=\"number\">{}</tr>",
            if turn.failed { " class=\"failed\"" } else { "" },
            escaped(&turn.what),
            escaped(&turn.outcome),
            human_time(turn.took)
        );
    }
    body.push_str("</tbody></table></section>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_backticks_is_code() {
        assert_eq!(
            sentence("`a<b>` is no `c`"),
            "<code>a&lt;b&gt;</code> is no <code>c</code>"
        );
        assert_eq!(sentence("one ` alone"), "one ` alone");
    }
}
