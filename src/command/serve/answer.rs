//! Which answer a request gets. No path of a request ever becomes a path on disk: it is looked up among the
//! addresses of the site, so there is no folder to escape from.

use std::net::IpAddr;
use std::sync::Arc;

use super::edition::{Edition, File, Served, Shows, is_page};
use super::editor::Editor;
use super::fresh::{asked_again, from_disk, in_parts, tag_of, unless_known};
use super::http::{Request, Response};
use super::media_type::media_type;
use super::newest::Newest;
use super::{host, live, notice, own};
use crate::base::address::{percent_decode, percent_encode};
use crate::base::diagnostic::Diagnostic;

const HTML: &str = "text/html; charset=utf-8";

/// How a server answers.
#[derive(Debug)]
pub struct Desk {
    /// What is served.
    pub newest: Newest,
    /// The address it listens on.
    pub listening: IpAddr,
    /// Whether pages reload when the site changes.
    pub watching: bool,
    /// Whether the browser is taken to what was saved.
    pub follow: bool,
    /// What opens a file on this machine.
    pub editor: Editor,
}

/// What a request gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A response, and that was it.
    Once(Response),
    /// The stream of editions, for as long as the other side listens.
    Events,
}

impl Desk {
    /// Answers a request.
    #[must_use]
    pub fn answer(&self, request: &Request) -> Answer {
        if let Some(refusal) = self.refusal(request) {
            return Answer::Once(refusal);
        }
        let now = self.newest.current();
        let edition = &now.edition;
        let path = percent_decode(&request.path);
        if self.watching
            && let Some(name) = own_name(&path, &edition.base)
        {
            return own::answer(self, &now, name, request);
        }
        let mut response = match &edition.shows {
            Shows::Mistakes(page) => {
                let response = Response::new(503, HTML, Arc::clone(page));
                unless_known(response, &tag_of(page), request)
            }
            Shows::Site(site) => self.page(edition, site, &path, request),
        };
        if self.watching
            && let Some(tag) = response.get("ETag")
        {
            // The script in the page learns from it what the page is of.
            let timing = format!(
                "edition;desc=\"{}.{}\", page;desc={tag}",
                self.newest.session(),
                now.generation
            );
            response = response.header("Server-Timing", timing);
        }
        Answer::Once(response)
    }

    fn refusal(&self, request: &Request) -> Option<Response> {
        let Some(host) = &request.host else {
            return Some(html(400, notice::refusal("The request names no host.")));
        };
        if !host::is_own(host, self.listening) {
            let sentence = format!(
                "This is a preview of livesite on somebody's own machine; it does not answer for {host}."
            );
            return Some(html(403, notice::refusal(&sentence)));
        }
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            let sentence = "A preview can be read, not written to.";
            return Some(html(405, notice::refusal(sentence)).header("Allow", "GET, HEAD"));
        }
        None
    }

    fn page(&self, edition: &Edition, site: &Served, path: &str, request: &Request) -> Response {
        let Some(inside) = path.strip_prefix(edition.base.as_str()) else {
            return if path == "/" {
                redirect(302, &edition.base, request)
            } else if edition.base.strip_suffix('/') == Some(path) {
                redirect(301, &edition.base, request)
            } else {
                html(404, notice::outside(&edition.base_href()))
            };
        };
        let file = if inside.is_empty() || inside.ends_with('/') {
            format!("{inside}index.html")
        } else {
            inside.to_string()
        };
        if let Some(made) = site.file(&file) {
            if is_page(&file) {
                site.note(&file);
            }
            return self.file(200, &file, made, edition, request);
        }
        if !file.ends_with("index.html") && site.has(&format!("{inside}/index.html")) {
            return redirect(301, &format!("{path}/"), request);
        }
        match site.file("404.html") {
            Some(made) => self.file(404, "404.html", made, edition, request),
            None => html(404, notice::refusal("There is no such page.")),
        }
    }

    fn file(
        &self,
        status: u16,
        path: &str,
        made: Result<File, Box<Diagnostic>>,
        edition: &Edition,
        request: &Request,
    ) -> Response {
        let (bytes, tag) = match made {
            Err(diagnostic) => {
                return html(500, notice::mistakes(&[*diagnostic], &edition.base_href()));
            }
            Ok(File::Held { bytes, tag }) => (bytes, tag),
            Ok(File::OnDisk(source)) => return from_disk(status, path, &source, request),
        };
        let response = Response::new(status, media_type(path), bytes);
        if is_page(path) {
            // Not kept, so that "back" never shows an older one.
            return unless_known(response, &tag, request);
        }
        in_parts(
            unless_known(asked_again(response), &tag, request),
            &tag,
            request,
        )
    }
}

/// The name of one of the server's own addresses. They stand below the base path; also below `/`, where the page
/// of a site without readable settings finds them.
fn own_name<'a>(path: &'a str, base: &str) -> Option<&'a str> {
    let below = |folder: &str| path.strip_prefix(folder)?.strip_prefix(live::FOLDER);
    below(base).or_else(|| below("/"))
}

/// A page of the server's own.
#[must_use]
pub fn html(status: u16, page: Vec<u8>) -> Response {
    Response::new(status, HTML, Arc::new(page))
}

/// To another path of this server; the query goes along.
fn redirect(status: u16, path: &str, request: &Request) -> Response {
    let query = match &request.query {
        Some(query) => format!("?{query}"),
        None => String::new(),
    };
    html(status, Vec::new()).header("Location", format!("{}{query}", percent_encode(path)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use std::net::Ipv4Addr;

    use super::*;
    use crate::base::fs;
    use crate::cli::{Colour, Voice};
    use crate::command::pipeline;
    use crate::command::serve::report::Report;
    use crate::command::terminal::Terminal;

    /// A site with pages of one word each, served under `base`.
    fn desk(base: &str, watching: bool) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let settings =
            format!("title = \"x\"\nbase_url = \"https://x.example{base}\"\ntheme = \"bare\"\n");
        for (path, text) in [
            ("site.toml", settings.as_str()),
            ("content/мост/a.md", "+++\n+++\n\nOpen.\n"),
            ("themes/bare/templates/home.html", "<body>home</body>"),
            ("themes/bare/templates/coverage.html", "<body>bridge</body>"),
            ("themes/bare/templates/not_found.html", "<body>lost</body>"),
            ("themes/bare/static/media/film.mp4", "0123456789"),
        ] {
            let path = folder.path().join(path);
            fs::create_folder(path.parent().unwrap(), "x").unwrap();
            fs::write(&path, "x", text.as_bytes()).unwrap();
        }
        let request = pipeline::Request {
            root: folder.path().into(),
            base_url: None,
            theme: None,
            drafts: false,
            earlier: Vec::new(),
        };
        let terminal = Terminal::new(Voice {
            verbose: false,
            quiet: true,
            color: Colour::Never,
        });
        let site = pipeline::make(&request, &terminal, &mut Vec::new()).unwrap();
        Desk {
            newest: Newest::new(Edition::of_site(base, site, watching), Report::default()),
            listening: IpAddr::V4(Ipv4Addr::LOCALHOST),
            watching,
            follow: false,
            editor: Editor::new(None, folder.path()).unwrap(),
        }
    }

    fn get(desk: &Desk, path: &str, change: impl FnOnce(&mut Request)) -> Response {
        let mut request = Request {
            method: "GET".into(),
            path: path.into(),
            host: Some("localhost:1313".into()),
            ..Request::default()
        };
        change(&mut request);
        match desk.answer(&request) {
            Answer::Once(response) => response,
            Answer::Events => Response::new(0, "", Arc::default()),
        }
    }

    #[test]
    fn every_kind_of_address_has_its_status() {
        let desk = desk("/archive/", false);
        for (path, status, location) in [
            ("/archive/", 200, None),
            ("/archive/index.html", 200, None),
            ("/archive/%D0%BC%D0%BE%D1%81%D1%82/", 200, None),
            (
                "/archive/%D0%BC%D0%BE%D1%81%D1%82",
                301,
                Some("/archive/%D0%BC%D0%BE%D1%81%D1%82/"),
            ),
            ("/", 302, Some("/archive/")),
            ("/archive", 301, Some("/archive/")),
            ("/archive/none", 404, None),
            ("/archive/media/", 404, None),
            ("/archive/..%2f..%2fetc/passwd", 404, None),
            ("/archive/../site.toml", 404, None),
            ("//evil.example", 404, None),
            ("/elsewhere/", 404, None),
            ("/archive/_livesite/desk.js", 404, None),
        ] {
            let response = get(&desk, path, |_| {});
            assert_eq!(response.status, status, "{path}");
            assert_eq!(response.get("Location"), location, "{path}");
        }
        let lost = get(&desk, "/archive/none", |_| {});
        assert_eq!(*lost.bytes, b"<body>lost</body>");
    }

    #[test]
    fn a_redirect_keeps_the_query() {
        let redirect = get(&desk("/", false), "/%D0%BC%D0%BE%D1%81%D1%82", |request| {
            request.query = Some("q=a%20b".into());
        });
        assert_eq!(
            redirect.get("Location"),
            Some("/%D0%BC%D0%BE%D1%81%D1%82/?q=a%20b")
        );
    }

    #[test]
    fn a_film_is_sent_in_parts() {
        let desk = desk("/", false);
        let film = |range: &str| {
            get(&desk, "/media/film.mp4", |request| {
                request.range = Some(range.into());
            })
        };
        let response = film("bytes=5-9");
        assert_eq!((response.status, response.part.clone()), (206, 5..10));
        assert_eq!(response.get("Content-Range"), Some("bytes 5-9/10"));
        let response = film("bytes=10-");
        assert_eq!((response.status, response.part.len()), (416, 0));
        assert_eq!(response.get("Content-Range"), Some("bytes */10"));
        assert_eq!(film("lines=1-2").status, 200);
    }

    #[test]
    fn what_a_browser_has_already_is_not_sent_again() {
        let desk = desk("/", true);
        for (path, kept) in [("/", "no-store"), ("/media/film.mp4", "no-cache")] {
            let first = get(&desk, path, |_| {});
            let tag = first.get("ETag").unwrap().to_string();
            assert_eq!(first.get("Cache-Control").unwrap_or("no-store"), kept);
            for (known, status) in [
                (tag.clone(), 304),
                (format!("\"x\", W/{tag}"), 304),
                ("\"x\"".into(), 200),
            ] {
                let again = get(&desk, path, |request| {
                    request.if_none_match = Some(known.clone());
                });
                assert_eq!(again.status, status, "{path} {known}");
                assert_eq!(again.part.is_empty(), status == 304);
            }
        }
        // A part of another file than the one that the browser began with would not fit.
        let part = get(&desk, "/media/film.mp4", |request| {
            request.range = Some("bytes=0-1".into());
            request.if_range = Some("\"x\"".into());
        });
        assert_eq!((part.status, part.part.len()), (200, 10));
    }

    #[test]
    fn foreign_hosts_and_other_methods_are_refused() {
        let desk = desk("/", false);
        for (host, method, status) in [
            (Some("evil.example"), "GET", 403),
            (None, "GET", 400),
            (Some("127.0.0.1:9"), "POST", 405),
            (Some("127.0.0.1:9"), "HEAD", 200),
        ] {
            let response = get(&desk, "/", |request| {
                request.host = host.map(String::from);
                request.method = method.into();
            });
            assert_eq!(response.status, status, "{host:?} {method}");
        }
    }

    #[test]
    fn only_a_watching_desk_adds_to_pages() {
        let (still, watching) = (desk("/a/", false), desk("/a/", true));
        assert_eq!(*get(&still, "/a/", |_| {}).bytes, b"<body>home</body>");
        let page = get(&watching, "/a/", |_| {});
        let expected = b"<body>home<script src=\"/a/_livesite/desk.js\"></script></body>";
        assert_eq!(*page.bytes, expected);
        assert!(page.get("Server-Timing").is_some());
        assert_eq!(get(&watching, "/a/_livesite/desk.js", |_| {}).status, 200);
        assert_eq!(get(&watching, "/a/_livesite/events", |_| {}).status, 0);
    }
}
