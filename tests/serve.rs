//! `livesite serve` as a browser and an editor meet it: the program itself, a new site, requests over TCP.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Generous: a loaded machine is no failure.
const LONG: Duration = Duration::from_secs(60);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(20);
const ENTRY: &str = "content/first-coverage/2031-03-04-1410-ferry-doubled.md";
const PAGE: &str = "/archive/first-coverage/2031-03-04-1410-ferry-doubled/";

/// A new site under `/archive/` in a folder of its own.
struct Site(tempfile::TempDir);

impl Site {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let status = Command::new(env!("CARGO_BIN_EXE_livesite"))
            .args(["init", "--quiet"])
            .arg(folder.path().join("site"))
            .status();
        assert!(status.unwrap().success());
        let site = Self(folder);
        site.edit(
            "site.toml",
            "https://example.org/",
            "https://example.org/archive/",
        );
        site
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join("site").join(path)
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(from), "{text}");
        fs::write(self.path(path), text.replace(from, to)).unwrap();
    }

    fn serve(&self, flags: &[&str]) -> Server {
        Server::start(self, flags)
    }
}

/// A server that ends with its test.
struct Server {
    child: Child,
    said: Arc<Mutex<String>>,
    port: u16,
}

impl Server {
    fn start(site: &Site, flags: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_livesite"))
            .args(["serve", "--color", "never"])
            .args(if flags.contains(&"--port") {
                &[][..]
            } else {
                &["--port", "0"]
            })
            .args(flags)
            .arg("--root")
            .arg(site.path(""))
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let heard = Arc::clone(&said);
        thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                let mut heard = heard.lock().unwrap();
                heard.push_str(&line);
                heard.push('\n');
            }
        });
        let mut server = Self {
            child,
            said,
            port: 0,
        };
        server.port = until("an address", || {
            let said = server.said();
            let (_, address) = said.split_once("Serving http://127.0.0.1:")?;
            address.split_once('/')?.0.parse().ok()
        });
        server
    }

    fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    fn send(&self, head: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        stream
    }

    /// Head and body of the answer.
    fn ask(&self, method: &str, path: &str, host: &str) -> (String, String) {
        let head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let mut bytes = Vec::new();
        self.send(&head).read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        (head.into(), body.into())
    }

    fn get(&self, path: &str) -> (String, String) {
        self.ask("GET", path, "127.0.0.1")
    }

    fn status(&self, path: &str) -> String {
        self.get(path).0.chars().skip(9).take(3).collect()
    }

    fn until_page_has(&self, path: &str, words: &str) {
        until(words, || self.get(path).1.contains(words).then_some(()));
    }

    /// The events of this server, one line each.
    fn events(&self) -> impl Iterator<Item = String> + use<> {
        let head = "GET /archive/_livesite/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
        BufReader::new(self.send(head))
            .lines()
            .map(Result::unwrap)
            .filter(|line| line.starts_with("data: "))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Looks again until there is something.
fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + LONG;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < deadline, "never came: {what}");
        thread::sleep(PAUSE);
    }
}

fn generation(event: &str) -> u64 {
    let (_, number) = event.split_once("\"generation\":").unwrap();
    number.trim_end_matches('}').parse().unwrap()
}

#[test]
fn every_address_is_answered_as_a_host_would() {
    let site = Site::new();
    fs::create_dir_all(site.path("content/мост")).unwrap();
    fs::write(
        site.path("content/мост/a.md"),
        "+++\n+++\n\nThe ferry sails.\n",
    )
    .unwrap();
    let server = site.serve(&[]);
    let (head, body) = server.get("/archive/");
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    assert!(
        head.contains("Content-Type: text/html; charset=utf-8\r\n"),
        "{head}"
    );
    assert!(head.contains("Cache-Control: no-store\r\n"), "{head}");
    assert!(body.contains(&format!("http://127.0.0.1:{}/archive/", server.port)));
    assert!(!body.contains("_livesite"), "only --watch adds to a page");
    for (path, location) in [
        ("/", "/archive/"),
        ("/archive", "/archive/"),
        ("/archive/days?a=b", "/archive/days/?a=b"),
    ] {
        let (head, _) = server.get(path);
        assert!(
            head.contains(&format!("Location: {location}\r\n")),
            "{path}: {head}"
        );
    }
    let (head, body) = server.get("/archive/nowhere");
    assert!(head.starts_with("HTTP/1.1 404 "), "{head}");
    assert!(body.contains("My archive"), "the site's own page: {body}");
    assert_eq!(server.status("/archive/%D0%BC%D0%BE%D1%81%D1%82/"), "200");
    assert_eq!(server.status("/archive/feed.xml"), "200");
    for path in [
        "/archive/..%2fsite.toml",
        "/archive/../site.toml",
        "/archive/%2e%2e/%2e%2e/etc/passwd",
        "/site.toml",
        "/archive//etc/passwd",
    ] {
        assert_eq!(server.status(path), "404", "{path}");
    }
    assert!(!site.path("public").exists(), "nothing is written");
}

#[test]
fn only_reading_and_only_for_this_machine() {
    let site = Site::new();
    let server = site.serve(&[]);
    let (whole, page) = server.get("/archive/");
    let (head, body) = server.ask("HEAD", "/archive/", "localhost");
    assert_eq!(head, whole);
    assert!(
        head.contains(&format!("Content-Length: {}", page.len())),
        "{head}"
    );
    assert_eq!(body, "");
    let (head, _) = server.ask("POST", "/archive/", "localhost");
    assert!(head.starts_with("HTTP/1.1 405 "), "{head}");
    assert!(head.contains("Allow: GET, HEAD"), "{head}");
    let (head, body) = server.ask("GET", "/archive/", "evil.example");
    assert!(head.starts_with("HTTP/1.1 403 "), "{head}");
    assert!(!body.contains("My archive"), "{body}");
}

#[test]
fn one_connection_serves_many_requests() {
    let site = Site::new();
    let server = site.serve(&[]);
    let request = "GET /archive/robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let last = "GET /archive/robots.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let mut text = String::new();
    let mut stream = server.send(&format!("{request}{request}{last}"));
    stream.read_to_string(&mut text).unwrap();
    assert_eq!(text.matches("HTTP/1.1 200 OK").count(), 3, "{text}");
}

#[test]
fn a_saved_file_is_served_and_every_listener_told() {
    let site = Site::new();
    let server = site.serve(&["--watch"]);
    let (head, page) = server.get(PAGE);
    let tag = "<script src=\"/archive/_livesite/desk.js\"></script></body>";
    assert_eq!(page.matches("_livesite").count(), 1);
    assert!(page.contains(tag), "{page}");
    assert!(
        page.contains("script-src 'self'; connect-src 'self'"),
        "{page}"
    );
    assert!(head.contains("Server-Timing: edition;desc="), "{head}");
    assert_eq!(server.status("/archive/_livesite/desk.js"), "200");
    let mut events = server.events();
    let first = generation(&events.next().unwrap());
    site.edit(ENTRY, "every ten minutes while", "every five minutes while");
    let second = generation(&events.next().unwrap());
    assert!(second > first, "{second}");
    // What is told is there already.
    assert!(server.get(PAGE).1.contains("every five minutes"));
    until("a line of the rebuild", || {
        let said = server.said();
        let line = said.lines().find(|line| line.starts_with(ENTRY))?;
        assert!(line.contains(" changed in "), "{line}");
        Some(())
    });
    // Who comes late learns what was missed.
    assert_eq!(generation(&server.events().next().unwrap()), second);
}

#[test]
fn a_broken_edit_keeps_the_last_good_site() {
    let site = Site::new();
    let server = site.serve(&["--watch"]);
    site.edit(ENTRY, "published = ", "published = sometime ");
    until("the mistake", || {
        server
            .said()
            .contains("the last good site is still served")
            .then_some(())
    });
    let said = server.said();
    assert!(said.contains(&format!("{ENTRY}:3:")), "{said}");
    assert!(server.get(PAGE).1.contains("every ten minutes"));
    site.edit(ENTRY, "published = sometime ", "published = ");
    site.edit(ENTRY, "every ten minutes while", "every six minutes while");
    server.until_page_has(PAGE, "every six minutes");
}

#[test]
fn a_site_that_begins_broken_shows_why_until_it_is_mended() {
    let site = Site::new();
    site.edit("site.toml", "title ", "titel ");
    let output = Command::new(env!("CARGO_BIN_EXE_livesite"))
        .args(["serve", "--port", "0", "--root"])
        .arg(site.path(""))
        .output()
        .unwrap();
    assert_eq!(
        output.status.code(),
        Some(1),
        "without --watch there is nothing to wait for"
    );
    let server = site.serve(&["--watch"]);
    let (head, page) = server.get(PAGE);
    assert!(head.starts_with("HTTP/1.1 503 "), "{head}");
    assert!(page.contains("unknown key `titel`"), "{page}");
    assert!(page.contains("_livesite/desk.js"), "{page}");
    let mut events = server.events();
    let first = generation(&events.next().unwrap());
    site.edit("site.toml", "titel ", "title ");
    assert!(generation(&events.next().unwrap()) > first);
    server.until_page_has(PAGE, "every ten minutes");
}

#[test]
fn a_port_in_use_gives_the_next_free_one() {
    let site = Site::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let server = site.serve(&["--port", &port.to_string()]);
    assert!(
        server.port > port && server.port < port + 20,
        "{}",
        server.port
    );
    assert!(server.said().contains(&format!("Port {port} is in use")));
    assert_eq!(server.status("/archive/"), "200");
}

#[test]
#[cfg(unix)]
fn an_interrupt_ends_it_at_once_with_streams_open() {
    let site = Site::new();
    let mut server = site.serve(&["--watch"]);
    let mut events = server.events();
    assert!(events.next().is_some());
    let interrupt = Command::new("kill")
        .args(["-INT", &server.child.id().to_string()])
        .status();
    assert!(interrupt.unwrap().success());
    let started = Instant::now();
    until("the end", || server.child.try_wait().unwrap());
    assert!(started.elapsed() < Duration::from_secs(5));
}
