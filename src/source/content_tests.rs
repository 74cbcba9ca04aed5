//! Whole sites read from a folder: what belongs where, and every mistake of a site in one run.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot write its folder cannot go on"
)]

use std::fs;
use std::path::Path;

use super::change::Changed;
use super::content::{Content, read_content, read_site};
use super::memory::Memory;
use super::testing::paths;
use crate::base::diagnostic::Diagnostics;

const SITE: (&str, &[u8]) = (
    "site.toml",
    b"title = \"T\"\nbase_url = \"https://a.example/\"\n",
);

fn site(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn read(root: &Path) -> (Content, Diagnostics) {
    let mut said = Vec::new();
    let memory = &mut Memory::default();
    let content = read_content(root, &Changed::Anything, memory, &mut said);
    (content, said)
}

fn said_of(files: &[(&str, &[u8])]) -> Vec<String> {
    paths(&read(site(files).path()).1)
}

#[test]
fn everything_stands_in_its_place() {
    let folder = site(&[
        SITE,
        (
            "content/speakers.toml",
            b"[ada-quill]\nname = \"Ada Quill\"\n",
        ),
        ("content/topics.toml", b"[bridge]\nname = \"Bridge\"\n"),
        ("content/permalinks.lock", b"anything"),
        ("content/media/logo.svg", b"<svg/>"),
        (
            "content/Harwick Flood/coverage.toml",
            b"title = \"Flood\"\ndraft = true\n",
        ),
        ("content/Harwick Flood/b.md", b"+++\r\n+++\r\nB"),
        ("content/Harwick Flood/a.txt", b"\xef\xbb\xbf+++\n+++\nA"),
        (
            "content/Harwick Flood/capture.TXT",
            b"+++ 14:26 Bridge +++\nclosed\n",
        ),
        ("content/Harwick Flood/media/deep/er/bridge.svg", b"<svg/>"),
        ("content/Harwick Flood/captures/2031/page.html", b"<html>"),
        ("content/Harwick Flood/captures/raw.md", b"\xff never read"),
        ("content/Harwick Flood/_draft.md", b"\xff never read"),
        ("content/Harwick Flood/a.md~", b"\xff never read"),
        ("content/.git/x/y.md", b"\xff never read"),
        ("content/#x#", b"\xff never read"),
        ("content/storm.txt", b"10:00 Wind\n"),
        ("content/storm.toml", b"title = \"Storm\"\n"),
    ]);
    let mut said = Vec::new();
    let (config, content) = read_site(folder.path(), &mut said).unwrap();
    assert_eq!(paths(&said), [""; 0]);
    assert_eq!(config.title, "T");
    let slugs: Vec<_> = content
        .coverages
        .iter()
        .map(|one| one.slug.as_str())
        .collect();
    assert_eq!(slugs, ["harwick-flood", "storm"]);
    let flood = &content.coverages[0];
    assert!(flood.settings.draft);
    let stems: Vec<_> = flood
        .entries
        .iter()
        .filter_map(|one| one.stem.as_deref())
        .collect();
    assert_eq!(stems, ["a", "b"]);
    assert_eq!(
        flood.transcripts[0].path,
        "content/Harwick Flood/capture.TXT"
    );
    let captures: Vec<_> = flood
        .captures
        .iter()
        .map(|one| one.content_path.as_str())
        .collect();
    assert_eq!(
        captures,
        [
            "Harwick Flood/captures/2031/page.html",
            "Harwick Flood/captures/raw.md"
        ]
    );
    let media: Vec<_> = content
        .media
        .iter()
        .map(|one| one.content_path.as_str())
        .collect();
    assert_eq!(
        media,
        ["Harwick Flood/media/deep/er/bridge.svg", "media/logo.svg"]
    );
    assert_eq!(
        content.coverages[1].settings.title.as_deref(),
        Some("Storm")
    );
    assert_eq!(content.coverages[1].shown, "content/storm.txt");
    assert_eq!(
        (content.speakers.people.len(), content.topics.topics.len()),
        (1, 1)
    );
}

#[test]
fn windows_1252_is_read_where_the_settings_say_so() {
    let folder = site(&[
        ("content/x/coverage.toml", b"encoding = \"windows-1252\"\n"),
        ("content/x/a.txt", b"caf\xe9 \x93ok\x94\n"),
        ("content/x/b.txt", "\u{feff}café\n".as_bytes()),
    ]);
    let (content, said) = read(folder.path());
    assert_eq!(paths(&said), [""; 0]);
    let texts = &content.coverages[0].transcripts;
    assert_eq!(
        (texts[0].text.as_str(), texts[1].text.as_str()),
        ("café “ok”\n", "\u{feff}café\n")
    );
}

#[test]
fn a_folder_that_is_no_site_is_said() {
    let folder = site(&[("readme.txt", b"x")]);
    let mut said = Vec::new();
    assert!(read_site(folder.path(), &mut said).is_none());
    assert!(said[0].hints[0].contains("livesite init DIR"));
    assert_eq!(paths(&said), ["site.toml no-site"]);
    assert_eq!(said_of(&[SITE]), ["content no-site"]);
}

#[test]
fn names_that_give_no_address_of_their_own() {
    assert_eq!(
        said_of(&[
            ("content/!!!/a.md", b"+++\n+++\n"),
            ("content/Days/a.md", b"+++\n+++\n"),
            ("content/media.txt", b"10:00 x\n"),
            ("content/x/a.md", b"+++\n+++\n"),
            ("content/X.txt", b"10:00 x\n"),
        ]),
        [
            "content/!!! bad-name",
            "content/Days bad-name",
            "content/media.txt bad-name",
            "content/x address-collision",
        ]
    );
}

#[test]
fn a_coverage_without_entries_is_said_once() {
    assert_eq!(
        said_of(&[
            ("content/only-settings/coverage.toml", b"title = \"T\"\n"),
            ("content/only-media/media/a.svg", b"<svg/>"),
            ("content/unreadable/a.txt", b"caf\xe9"),
            ("content/empty-file/a.txt", b"\xef\xbb\xbf \r\n\t\n"),
            ("content/misplaced/a.html", b"<html>"),
        ]),
        [
            "content/empty-file/a.txt empty-file",
            "content/misplaced/a.html misplaced-file",
            "content/only-media empty-coverage",
            "content/only-settings empty-coverage",
            "content/unreadable/a.txt:1:4 invalid-utf8",
        ]
    );
}

#[test]
fn thirty_broken_files_give_thirty_diagnostics_in_one_run() {
    let files: [(&str, &[u8]); 30] = [
        ("site.toml", b"title = \"T\"\nbase_url = \"a.example\"\n"),
        ("content/speakers.toml", b"[Ada]\nname = \"Ada Quill\"\n"),
        ("content/topics.toml", b"[bridge]\nmatch = [\"bridge\"]\n"),
        ("content/entry.md", b"+++\n+++\n"),
        ("content/entry.txt", b"+++\n+++\n"),
        ("content/lonely.toml", b"title = \"T\"\n"),
        ("content/page.html", b"<html>"),
        ("content/empty.txt", b" \n"),
        ("content/latin.txt", b"one\ncaf\xe9\n"),
        ("content/search/a.md", b"+++\n+++\n"),
        ("content/void/coverage.toml", b"\n"),
        (
            "content/x/coverage.toml",
            b"title = \"T\"\ntime_zone = \"BST\"\n",
        ),
        ("content/x/01.md", b"+++\nheadlin = \"x\"\n+++\n"),
        ("content/x/02.md", b"+++\nheadline = 3\n+++\n"),
        ("content/x/03.md", b"+++\npublished = \"2031-03-04\"\n+++\n"),
        ("content/x/04.md", b"+++\npublished = 2031-02-30\n+++\n"),
        (
            "content/x/05.md",
            b"+++\nupdated = 2031-03-04T13:42:60Z\n+++\n",
        ),
        ("content/x/06.md", b"+++\nkind = \"anlysis\"\n+++\n"),
        ("content/x/07.md", b"+++\nkey = \"yes\"\n+++\n"),
        (
            "content/x/08.md",
            b"+++\nbyline = [{ role = \"r\" }]\n+++\n",
        ),
        ("content/x/09.md", b"+++\nspeakers = [\"\"]\n+++\n"),
        ("content/x/10.md", b"+++\r\n\r\nid = \"A b\"\r\n+++\r\n"),
        ("content/x/11.md", b"+++\nheadline = \"x\n+++\n"),
        ("content/x/12.md", b"+++\nheadline = \"x\"\n"),
        ("content/x/13.md", b"+++\nposition = -1\n+++\n"),
        ("content/x/14.md", b"+++\nheadline =\n+++\n"),
        (
            "content/x/15.md",
            b"+++\nsource = { lines = [1, 2] }\n+++\n",
        ),
        ("content/x/16.pdf", b"%PDF"),
        ("content/x/images/a.svg", b"<svg/>"),
        ("content/x/settings.toml", b""),
    ];
    let folder = site(&files);
    let mut said = Vec::new();
    assert!(read_site(folder.path(), &mut said).is_some());
    assert_eq!(
        paths(&said),
        [
            "content/empty.txt empty-file",
            "content/entry.md misplaced-file",
            "content/entry.txt:1:1 misplaced-file",
            "content/latin.txt:2:4 invalid-utf8",
            "content/lonely.toml misplaced-file",
            "content/page.html misplaced-file",
            "content/search bad-name",
            "content/speakers.toml:1:2 bad-id",
            "content/topics.toml:1:2 missing-key",
            "content/void empty-coverage",
            "content/x/01.md:2:1 unknown-key",
            "content/x/02.md:2:12 wrong-type",
            "content/x/03.md:2:1 bad-date",
            "content/x/04.md:2:13 bad-date",
            "content/x/05.md:2:11 bad-date",
            "content/x/06.md:2:8 wrong-type",
            "content/x/07.md:2:7 wrong-type",
            "content/x/08.md:2:11 missing-key",
            "content/x/09.md:2:13 wrong-type",
            "content/x/10.md:3:6 bad-id",
            "content/x/11.md:2:14 toml-syntax",
            "content/x/12.md:1:1 toml-syntax",
            "content/x/13.md:2:12 wrong-type",
            "content/x/14.md:2:11 toml-syntax",
            "content/x/15.md:2:1 missing-key",
            "content/x/16.pdf misplaced-file",
            "content/x/coverage.toml:2:13 unknown-zone",
            "content/x/images misplaced-file",
            "content/x/settings.toml misplaced-file",
            "site.toml:2:12 bad-url",
        ]
    );
    assert!(said.iter().all(|one| !one.hints.is_empty()
        || one.label.is_some()
        || one.code.as_str() == "toml-syntax"));
}

#[cfg(unix)]
#[test]
fn links_stay_inside_content() {
    use std::os::unix::fs::symlink;
    let folder = site(&[
        SITE,
        ("content/x/a.md", b"+++\n+++\n"),
        ("content/x/captures/b.md", b"10:00 Wind\n"),
        ("content/media/logo.svg", b"<svg/>"),
    ]);
    let content = folder.path().join("content");
    symlink("captures/b.md", content.join("x/b.md")).unwrap();
    symlink("../media", content.join("x/media")).unwrap();
    symlink("../../site.toml", content.join("x/out.md")).unwrap();
    symlink(folder.path(), content.join("whole")).unwrap();
    symlink("nowhere", content.join("x/c.md")).unwrap();
    symlink("nowhere", content.join("x/.#a.md")).unwrap();
    symlink("..", content.join("media/loop")).unwrap();
    let (content, said) = read(folder.path());
    assert_eq!(
        paths(&said),
        [
            "content/media/loop unreadable-file",
            "content/whole link-outside",
            "content/x/c.md unreadable-file",
            "content/x/media/loop unreadable-file",
            "content/x/out.md link-outside",
        ]
    );
    assert_eq!(content.coverages[0].transcripts[0].path, "content/x/b.md");
    let media: Vec<_> = content
        .media
        .iter()
        .map(|one| one.content_path.as_str())
        .collect();
    assert_eq!(media, ["media/logo.svg", "x/media/logo.svg"]);
}

#[cfg(unix)]
#[test]
fn what_is_neither_file_nor_folder_is_never_opened() {
    let folder = site(&[("content/x/a.md", b"+++\n+++\n")]);
    let socket = std::os::unix::net::UnixListener::bind(folder.path().join("content/x/b.md"));
    assert!(socket.is_ok());
    assert_eq!(
        paths(&read(folder.path()).1),
        ["content/x/b.md misplaced-file"]
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8_is_said() {
    use std::os::unix::ffi::OsStrExt;
    let folder = site(&[("content/x/a.md", b"+++\n+++\n")]);
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
    fs::write(folder.path().join("content/x").join(name), "x").unwrap();
    assert_eq!(
        paths(&read(folder.path()).1),
        ["content/x/caf\u{fffd}.md bad-name"]
    );
}
