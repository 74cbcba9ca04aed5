//! A site in a folder of its own, and what the real binary makes of it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::page::Page;

/// `site.toml` of a site that brings none of its own.
pub const SETTINGS: &str =
    "title = \"Test\"\nbase_url = \"https://example.org/\"\ntime_zone = \"Europe/London\"\n";

/// The folder of this repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the suite.
pub fn suite() -> PathBuf {
    repository().join("tests/suite")
}

/// A site in a temporary folder, which goes when the value goes.
pub struct Site {
    folder: TempDir,
}

impl Site {
    /// An empty folder.
    pub fn empty() -> Self {
        Self {
            folder: tempfile::Builder::new()
                .prefix("livesite-suite-")
                .tempdir()
                .unwrap(),
        }
    }

    /// A copy of `tests/suite/fixtures/<name>/`.
    pub fn from(name: &str) -> Self {
        Self::copy_of(&suite().join("fixtures").join(name))
    }

    /// A copy of a folder.
    pub fn copy_of(folder: &Path) -> Self {
        assert!(folder.is_dir(), "there is no folder {}", folder.display());
        let site = Self::empty();
        copy(folder, site.root(), false);
        site
    }

    /// A site of these files; `SETTINGS` is its `site.toml` where they hold none.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let site = Self::empty();
        if files.iter().all(|(path, _)| *path != "site.toml") {
            site.write("site.toml", SETTINGS);
        }
        for (path, text) in files {
            site.write(path, text);
        }
        site
    }

    /// A site of the transcripts of a folder, whose times matter to nobody; a name that ends in `-de` says its language.
    /// `None` where there is none.
    pub fn of_transcripts(folder: &Path, wanted: impl Fn(&str) -> bool) -> Option<Self> {
        let site = Self::with(&[]);
        let mut names: Vec<String> = fs::read_dir(folder)
            .ok()?
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".txt") && wanted(name))
            .collect();
        names.sort();
        for name in &names {
            let stem = name.trim_end_matches(".txt");
            let language = ["de", "fr", "es", "it"]
                .into_iter()
                .find(|tag| stem.ends_with(&format!("-{tag}")))
                .unwrap_or("en");
            site.write(
                &format!("content/{stem}.toml"),
                format!("untimed = true\nlanguage = \"{language}\"\n"),
            );
            let text = fs::read(folder.join(name)).unwrap();
            site.write(&format!("content/{name}"), text);
        }
        (!names.is_empty()).then_some(site)
    }

    /// The site in this repository.
    pub fn demonstration() -> Self {
        Self::demonstration_in_order(false)
    }

    /// The site in this repository, its files made in the usual order or the other way round.
    pub fn demonstration_in_order(backwards: bool) -> Self {
        let site = Self::empty();
        copy(
            &repository().join("content"),
            &site.root().join("content"),
            backwards,
        );
        fs::copy(
            repository().join("site.toml"),
            site.root().join("site.toml"),
        )
        .unwrap();
        site
    }

    /// Its folder.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file of the site.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// Removes a file of the site.
    pub fn remove(&self, path: &str) -> &Self {
        fs::remove_file(self.root().join(path)).unwrap();
        self
    }

    /// The text of a file below the site's folder.
    pub fn text(&self, path: &str) -> String {
        let path = self.root().join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Runs livesite in the site's folder.
    pub fn run(&self, arguments: &[impl AsRef<OsStr>]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_livesite"))
            .args(arguments)
            .current_dir(self.root())
            .env_remove("NO_COLOR")
            .output()
            .unwrap();
        Run {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs livesite in the site's folder with this on its standard input.
    pub fn run_with(&self, input: &[u8], arguments: &[impl AsRef<OsStr>]) -> Run {
        let mut child = Command::new(env!("CARGO_BIN_EXE_livesite"))
            .args(arguments)
            .current_dir(self.root())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        let output = child.wait_with_output().unwrap();
        Run {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Builds into `public/`.
    pub fn build(&self, arguments: &[&str]) -> Run {
        let mut all = vec!["build"];
        all.extend(arguments);
        self.run(&all)
    }

    /// Builds into `public/`, which must go well, and gives the site for looking at.
    pub fn built(self) -> Self {
        self.build(&[]).succeeds();
        self
    }

    /// Every file of `public/` (or what else is named) with its bytes.
    pub fn files_in(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.root().join(folder), "", &mut files);
        files
    }

    /// Every file of `public/` with its bytes.
    pub fn output(&self) -> BTreeMap<String, Vec<u8>> {
        self.files_in("public")
    }

    /// The names of the files of `public/`.
    pub fn names(&self) -> Vec<String> {
        self.output().into_keys().collect()
    }

    /// The HTML page at an address.
    pub fn page(&self, address: &str) -> Page {
        let file = if address.is_empty() || address.ends_with('/') {
            format!("{address}index.html")
        } else {
            address.into()
        };
        Page::read(&file, &self.text(&format!("public/{file}")))
    }

    /// Every HTML page.
    pub fn pages(&self) -> Vec<Page> {
        self.output()
            .iter()
            .filter(|(path, _)| path.ends_with(".html"))
            .map(|(path, bytes)| Page::read(path, std::str::from_utf8(bytes).unwrap()))
            .collect()
    }

    /// A JSON file of `public/`.
    pub fn json(&self, path: &str) -> serde_json::Value {
        serde_json::from_str(&self.text(&format!("public/{path}"))).unwrap()
    }
}

/// What a run of the binary came to.
#[derive(Debug)]
pub struct Run {
    /// The exit code; none when a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Run {
    /// It ended with exit code 0.
    pub fn succeeds(self) -> Self {
        self.ends_with(0)
    }

    /// It ended with this exit code, which is not 0.
    pub fn fails_with(self, code: i32) -> Self {
        assert_ne!(code, 0);
        self.ends_with(code)
    }

    fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "it said:\n{}", self.stderr);
        self
    }

    /// Standard error holds this.
    pub fn says(self, words: &str) -> Self {
        assert!(
            self.stderr.contains(words),
            "`{words}` was not said, but:\n{}",
            self.stderr
        );
        self
    }

    /// Standard error does not hold this.
    pub fn says_nothing_of(self, words: &str) -> Self {
        assert!(
            !self.stderr.contains(words),
            "`{words}` was said:\n{}",
            self.stderr
        );
        self
    }

    /// Standard output as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap()
    }

    /// Every `code file:line:column` in the order in which they were said; no place where there is no line.
    pub fn places(&self) -> Vec<String> {
        let mut places: Vec<String> = Vec::new();
        for line in self.stderr.lines() {
            let code = ["error[", "warning[", "note["]
                .iter()
                .find_map(|start| line.strip_prefix(start)?.split(']').next());
            if let Some(code) = code {
                places.push(code.into());
            } else if let Some(place) = line.trim_start().strip_prefix("--> ")
                && let Some(last) = places.last_mut()
                && !last.contains(' ')
            {
                *last = format!("{last} {place}");
            }
        }
        places
    }
}

/// Copies what is in a folder, links as links, in the order of the names or the other way round.
fn copy(from: &Path, to: &Path, backwards: bool) {
    fs::create_dir_all(to).unwrap();
    let mut names: Vec<_> = fs::read_dir(from)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    if backwards {
        names.reverse();
    }
    for name in names {
        let (from, to) = (from.join(&name), to.join(&name));
        let kind = fs::symlink_metadata(&from).unwrap().file_type();
        if kind.is_symlink() {
            std::os::unix::fs::symlink(fs::read_link(&from).unwrap(), &to).unwrap();
        } else if kind.is_dir() {
            copy(&from, &to, backwards);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else if kind.is_symlink() {
            let target = fs::read_link(entry.path()).unwrap();
            files.insert(name, target.as_os_str().as_encoded_bytes().to_vec());
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}
