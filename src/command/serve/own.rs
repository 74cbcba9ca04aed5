//! The server's own addresses, below `_livesite/`: its scripts, what they ask for, and the status page. All of it can
//! be read only; nothing here changes a file.

use std::sync::Arc;

use serde::Serialize;
use serde_json::json;

use super::answer::{Answer, Desk, html};
use super::editor::Editor;
use super::fresh::{tag_of, unless_known};
use super::http::{Request, Response};
use super::media_type::media_type;
use super::newest::Now;
use super::problems::Problems;
use super::{lacking, marks, notice, status};
use crate::base::address::percent_decode;
use crate::base::diagnostic::Severity;

/// The files of the desk in the browser.
const FILES: [(&str, &str); 4] = [
    ("desk.js", include_str!("desk/desk.js")),
    ("overlay.js", include_str!("desk/overlay.js")),
    ("marks.js", include_str!("desk/marks.js")),
    ("desk.css", include_str!("desk/desk.css")),
];

/// Answers a request for one of the server's own addresses.
#[must_use]
pub fn answer(desk: &Desk, now: &Now, name: &str, request: &Request) -> Answer {
    if let Some((_, text)) = FILES.iter().find(|(file, _)| *file == name) {
        return once(name, text.as_bytes().to_vec());
    }
    let editor = desk.editor_of(request);
    match name {
        "events" if request.method == "GET" => Answer::Events,
        "state.json" => once(name, desk.news(now).into_bytes()),
        "problems.json" => {
            let report = &now.report;
            let problems =
                Problems::of(&report.diagnostics, Severity::Error, report.failed, editor);
            once(name, json_of(&problems))
        }
        "page.json" => {
            let path = request
                .query
                .as_deref()
                .and_then(|query| query.strip_prefix("path="));
            let path = percent_decode(&path.unwrap_or_default().replace('+', " "));
            once(name, json_of(&marks::of_page(&now.edition, &path, editor)))
        }
        "report" => Answer::Once(html(200, lacking::page(now))),
        "" => {
            let page = status::page(now, editor);
            // Its script asks with the tag whether it is still the same.
            let tag = tag_of(&page);
            // Of which state it is must come with it: a build may end before its script asks.
            let timing = format!(
                "edition;desc=\"{}.{}\", page;desc={tag}",
                desk.newest.session(),
                now.generation
            );
            let page = html(200, page).header("Server-Timing", timing);
            Answer::Once(unless_known(page, &tag, request))
        }
        _ => Answer::Once(html(404, notice::outside(&now.edition.base_href()))),
    }
}

impl Desk {
    /// What is told to every page: which state is served, and whether something is wrong.
    #[must_use]
    pub fn news(&self, now: &Now) -> String {
        let saved = now.report.saved.as_deref().filter(|_| self.follow);
        let place =
            saved.and_then(|saved| marks::in_context(&marks::shown_at(&now.edition, saved)));
        json!({
            "follow": place.map(|(entry, context)| json!({ "entry": entry, "context": context })),
            "session": self.newest.session(),
            "generation": now.generation,
            "failed": now.report.failed,
            "errors": now.report.count(Severity::Error),
            "warnings": now.report.count(Severity::Warning),
        })
        .to_string()
    }

    /// The editor, for who sits at this machine: elsewhere a link to its files leads nowhere and says too much.
    fn editor_of(&self, request: &Request) -> Option<&Editor> {
        request.local.then_some(&self.editor)
    }
}

fn once(name: &str, bytes: Vec<u8>) -> Answer {
    Answer::Once(Response::new(200, media_type(name), Arc::new(bytes)))
}

fn json_of(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
