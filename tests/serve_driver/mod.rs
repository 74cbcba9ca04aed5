//! A new site, and the program that serves it as a process of its own.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Generous: a loaded machine is no failure.
const LONG: Duration = Duration::from_secs(60);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(20);
pub const ENTRY: &str = "content/first-coverage/2031-03-04-1410-ferry-doubled.md";
pub const PAGE: &str = "/archive/first-coverage/2031-03-04-1410-ferry-doubled/";

/// A new site under `/archive/` in a folder of its own.
pub struct Site(tempfile::TempDir);

impl Site {
    pub fn new() -> Self {
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

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path().join("site").join(path)
    }

    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(from), "{text}");
        fs::write(self.path(path), text.replace(from, to)).unwrap();
    }

    pub fn serve(&self, flags: &[&str]) -> Server {
        Server::start(&self.path(""), flags)
    }
}

/// A server that ends with its test.
pub struct Server {
    pub child: Child,
    said: Arc<Mutex<String>>,
    pub port: u16,
}

impl Server {
    pub fn start(root: &Path, flags: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_livesite"))
            .args(["serve", "--color", "never"])
            .args(if flags.contains(&"--port") {
                &[][..]
            } else {
                &["--port", "0"]
            })
            .args(flags)
            .arg("--root")
            .arg(root)
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

    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    pub fn send(&self, head: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        stream
    }

    /// Head and body of the answer.
    pub fn ask(&self, method: &str, path: &str, host: &str) -> (String, String) {
        let head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let mut bytes = Vec::new();
        self.send(&head).read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        (head.into(), body.into())
    }

    pub fn get(&self, path: &str) -> (String, String) {
        self.ask("GET", path, "127.0.0.1")
    }

    pub fn status(&self, path: &str) -> String {
        self.get(path).0.chars().skip(9).take(3).collect()
    }

    pub fn until_page_has(&self, path: &str, words: &str) {
        until(words, || self.get(path).1.contains(words).then_some(()));
    }

    /// The events of this server, one line each.
    pub fn events(&self) -> impl Iterator<Item = String> + use<> {
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
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + LONG;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < deadline, "never came: {what}");
        thread::sleep(PAUSE);
    }
}
