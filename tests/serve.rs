//! `livesite serve` as a browser and an editor meet it: the program itself, a new site, requests over TCP.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "suite/random_editor.rs"]
mod random_editor;
mod serve_driver;
mod serve_edits;

use std::fs;
use std::io::Read;
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serve_driver::{ENTRY, PAGE, Site, until};

fn generation(event: &str) -> u64 {
    let (_, number) = event.split_once("\"generation\":").unwrap();
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap()
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
    assert!(head.contains("Server-Timing: edition;desc="), "{head}");
    for name in [
        "",
        "desk.js",
        "overlay.js",
        "marks.js",
        "desk.css",
        "state.json",
        "problems.json",
    ] {
        let path = format!("/archive/_livesite/{name}");
        assert_eq!(server.status(&path), "200", "{name}");
    }
    // All that is added is the tag.
    let still = site.serve(&[]);
    let built = still.get(PAGE).1;
    let built = built.replace(&format!(":{}/", still.port), &format!(":{}/", server.port));
    assert_eq!(page.replace(tag, "</body>"), built);
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
        assert!(line.contains(" in ") && line.ends_with("s"), "{line}");
        // Below it the addresses, that of the entry first.
        let mut after = said
            .split_once(line)?
            .1
            .lines()
            .skip(1)
            .skip_while(|line| line.is_empty());
        let address = after.next()?;
        assert!(address.ends_with(PAGE), "{address}");
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
    // The page is told, and what is wrong is there as data, with a link for an editor on this machine.
    let (_, state) = server.get("/archive/_livesite/state.json");
    assert!(state.contains("\"failed\":true,\"errors\":1"), "{state}");
    let (_, problems) = server.get("/archive/_livesite/problems.json");
    assert!(problems.contains("\"line\":3,\"column\":"), "{problems}");
    assert!(
        problems.contains("\"editor\":\"vscode://file/"),
        "{problems}"
    );
    let (_, desk) = server.get("/archive/_livesite/");
    assert!(desk.contains(&format!("{ENTRY}:3:")), "{desk}");
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
fn a_template_that_fails_is_told_whatever_page_is_open() {
    let site = Site::new();
    let server = site.serve(&["--watch"]);
    let template = site.path("themes/default/templates/speaker.html");
    fs::create_dir_all(template.parent().unwrap()).unwrap();
    fs::write(&template, "{{ nothing.of.the.kind }}").unwrap();
    until("the mistake", || {
        let (_, problems) = server.get("/archive/_livesite/problems.json");
        problems
            .contains("themes/default/templates/speaker.html")
            .then_some(())
    });
    // The last good site is still there.
    assert_eq!(server.status(PAGE), "200");
    fs::remove_file(&template).unwrap();
    until("no mistake", || {
        let (_, state) = server.get("/archive/_livesite/state.json");
        state.contains("\"errors\":0").then_some(())
    });
}

#[test]
fn a_checkout_of_a_thousand_files_is_two_generations_at_most() {
    let site = Site::new();
    let git = |arguments: &[&str]| {
        let status = Command::new("git")
            .args(["-c", "user.name=x", "-c", "user.email=x@example.org"])
            .args(["-c", "init.defaultBranch=few", "-C"])
            .arg(site.path(""))
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(status.unwrap().success(), "{arguments:?}");
    };
    git(&["init"]);
    git(&["add", "."]);
    git(&["commit", "-m", "few"]);
    git(&["checkout", "-b", "many"]);
    for number in 0..1000 {
        let path = site.path(&format!("content/first-coverage/many-{number}.md"));
        fs::write(path, format!("+++\n+++\n\nNumber {number}.\n")).unwrap();
    }
    git(&["add", "."]);
    git(&["commit", "-m", "many"]);
    git(&["checkout", "few"]);
    let server = site.serve(&["--watch"]);
    let now = || generation(&server.get("/archive/_livesite/state.json").1);
    let page = "/archive/first-coverage/many-999/";
    let before = now();
    git(&["checkout", "many"]);
    until("the last page", || {
        (server.status(page) == "200").then_some(())
    });
    for number in [0, 123, 998] {
        let page = format!("/archive/first-coverage/many-{number}/");
        assert_eq!(server.status(&page), "200", "{page}");
    }
    assert!(now() <= before + 2, "{} generations", now() - before);
    let before = now();
    git(&["checkout", "few"]);
    until("none of the pages", || {
        (server.status(page) == "404").then_some(())
    });
    thread::sleep(Duration::from_secs(1));
    assert!(now() <= before + 2, "{} generations", now() - before);
    assert_eq!(server.status("/archive/first-coverage/many-0/"), "404");
}

#[test]
fn with_poll_a_saved_file_is_served_as_well() {
    let site = Site::new();
    let server = site.serve(&["--watch", "--poll"]);
    server.until_page_has(PAGE, "every ten minutes");
    site.edit(ENTRY, "every ten minutes while", "every two minutes while");
    server.until_page_has(PAGE, "every two minutes");
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
