//! The rules of the house that a machine can check, from `design.md` section 5.

use std::fs;
use std::path::Path;

use regex::Regex;

use crate::driver::repository;

/// The rooms in the order in which data flows; a room imports only from rooms before it.
const ROOMS: [&str; 12] = [
    "base",
    "markdown",
    "source",
    "capture",
    "attribution",
    "topics",
    "archive",
    "page",
    "render",
    "output",
    "cli",
    "command",
];

/// Files outside `base/fs.rs` that may use `std::fs`, each with the reason.
const DISK: [(&str, &str); 5] = [
    ("build.rs", "runs before the crate is compiled"),
    (
        "src/command/watch/watch_tests.rs",
        "a test changes the files that are watched",
    ),
    (
        "src/source/content_tests.rs",
        "a test lays out the site that it reads",
    ),
    ("src/render/templates.rs", "its tests lay out a theme"),
    ("src/render/theme.rs", "its tests lay out a theme"),
];

/// Every Rust file below a folder of the repository: its path with `/`, and its text.
fn rust_files(folder: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(&repository().join(folder), &mut files);
    files.sort();
    files
}

fn collect(folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = path.strip_prefix(repository()).unwrap().to_str().unwrap();
            files.push((name.replace('\\', "/"), fs::read_to_string(&path).unwrap()));
        }
    }
}

/// A text without its comments, so that prose imports nothing.
fn code(text: &str) -> String {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The room of a file of `src/`; `None` for `main.rs` and `lib.rs`.
fn room_of(path: &str) -> Option<&str> {
    let below = path.strip_prefix("src/")?;
    let room = below.split('/').next()?.trim_end_matches(".rs");
    (room != "main" && room != "lib").then_some(room)
}

/// The rooms that a file names: `crate::room`, `crate::{room, …}`, `super::…::room` that climbs out of its room.
fn rooms_named(path: &str, text: &str) -> Vec<String> {
    let text = code(text);
    let mut named = Vec::new();
    let one = Regex::new(r"\b(?:crate|livesite)::(\w+)").unwrap();
    named.extend(one.captures_iter(&text).map(|found| found[1].to_string()));
    let many = Regex::new(r"\b(?:crate|livesite)::\{([^;]*)\};").unwrap();
    let first = Regex::new(r"(?:^|[,{])\s*(\w+)").unwrap();
    for found in many.captures_iter(&text) {
        named.extend(
            first
                .captures_iter(&found[1])
                .map(|found| found[1].to_string()),
        );
    }
    // A module's depth below the crate: `src/page/plan.rs` is 2, `src/page/mod.rs` is 1.
    let parts = path.trim_start_matches("src/").trim_end_matches(".rs");
    let depth = parts.split('/').filter(|part| *part != "mod").count();
    let climbing = Regex::new(r"\b((?:super::)+)(\w+)").unwrap();
    for found in climbing.captures_iter(&text) {
        if found[1].matches("super").count() >= depth {
            named.push(found[2].to_string());
        }
    }
    named.retain(|name| ROOMS.contains(&name.as_str()));
    named
}

/// What a file imports from rooms behind its own.
fn upward(path: &str, text: &str) -> Vec<String> {
    let place = |room: &str| ROOMS.iter().position(|known| *known == room);
    let Some(room) = room_of(path) else {
        return Vec::new();
    };
    let Some(own) = place(room) else {
        return vec![format!(
            "{path}: `{room}` has no place in the order of the rooms"
        )];
    };
    rooms_named(path, text)
        .into_iter()
        .filter(|named| place(named) > Some(own))
        .map(|named| format!("{path}: `{room}` imports from `{named}`, which comes after it"))
        .collect()
}

#[test]
fn no_room_imports_upwards() {
    let problems: Vec<String> = rust_files("src")
        .iter()
        .flat_map(|(path, text)| upward(path, text))
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn an_upward_import_is_caught_in_every_form() {
    for text in [
        "use crate::render::Renderer;",
        "use crate::{base::fs, render::theme::Theme};",
        "use crate::{\n    base::fs,\n    command,\n};",
        "fn f() { crate::output::write_site(); }",
        "use super::super::render::Renderer;",
        "pub use crate::page::plan;",
        "type T = Vec<crate::archive::Archive>;",
    ] {
        assert_eq!(upward("src/source/entry.rs", text).len(), 1, "{text}");
    }
    for text in [
        "use crate::base::fs;",
        "use crate::{base::fs, markdown::raw};",
        "// crate::render is not imported here",
        "use super::render::x;",
        "use super::coverage::Settings;",
    ] {
        assert_eq!(
            upward("src/source/entry.rs", text),
            Vec::<String>::new(),
            "{text}"
        );
    }
    assert_eq!(
        upward("src/source/mod.rs", "use super::render::x;").len(),
        1
    );
    assert_eq!(upward("src/kitchen/sink.rs", "").len(), 1);
    assert!(upward("src/command/build.rs", "use crate::render::Renderer;").is_empty());
}

#[test]
fn a_long_file_says_why() {
    let mut problems = Vec::new();
    for folder in ["src", "tests"] {
        for (path, text) in rust_files(folder) {
            let lines = text.lines().count();
            let head = text.lines().take_while(|line| line.starts_with("//!"));
            let reason = head.collect::<String>().contains("long because");
            if lines > 400 && !reason {
                problems.push(format!(
                    "{path} has {lines} lines and does not say `long because …` in its head"
                ));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn only_one_file_touches_the_disk() {
    let disk = Regex::new(r"\bstd::fs\b|\bstd::\{[^}]*\bfs\b|\bFile::open\b|\bread_dir\(|\.canonicalize\(\)|\.exists\(\)").unwrap();
    let mut users: Vec<String> = rust_files("src")
        .into_iter()
        .filter(|(path, text)| !path.starts_with("src/base/fs") && disk.is_match(&code(text)))
        .map(|(path, _)| path)
        .collect();
    users.push("build.rs".into());
    let allowed = |path: &String| DISK.iter().any(|(name, _)| name == path);
    let strange: Vec<_> = users.iter().filter(|path| !allowed(path)).collect();
    assert!(strange.is_empty(), "these go round base/fs.rs: {strange:?}");
    let stale: Vec<_> = DISK
        .iter()
        .filter(|(name, _)| !users.iter().any(|user| user == name))
        .collect();
    assert!(stale.is_empty(), "exceptions that nobody needs: {stale:?}");
    // In the sources proper, the exceptions are tests only.
    for (path, text) in rust_files("src") {
        if allowed(&path) && !path.ends_with("_tests.rs") {
            let before_tests = code(&text);
            let before_tests = before_tests.split("#[cfg(test)]\nmod ").next().unwrap();
            assert!(
                !disk.is_match(before_tests),
                "{path} touches the disk outside its tests"
            );
        }
    }
}

#[test]
fn nothing_is_left_undone() {
    let undone = Regex::new(r"\b(?:todo|unimplemented|dbg)!").unwrap();
    for folder in ["src", "tests"] {
        for (path, text) in rust_files(folder) {
            let found = code(&text)
                .lines()
                .find(|line| undone.is_match(line) && !line.contains("Regex::new"))
                .map(String::from);
            assert_eq!(found, None, "{path}");
        }
    }
}

#[test]
fn every_file_says_what_it_is_about() {
    for folder in ["src", "tests"] {
        for (path, text) in rust_files(folder) {
            assert!(text.starts_with("//! "), "{path} has no head");
        }
    }
}

#[test]
fn no_path_of_a_machine_is_committed() {
    let machine = Regex::new(r"/(?:home|Users|root|tmp)/\w").unwrap();
    for folder in ["src", "tests"] {
        for (path, text) in rust_files(folder) {
            let found = text
                .lines()
                .find(|line| machine.is_match(line) && !line.contains("Regex::new"));
            assert_eq!(found, None, "{path}");
        }
    }
}
