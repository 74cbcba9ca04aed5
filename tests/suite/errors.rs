//! What people see when something is wrong: one fixture or more for every diagnostic code.
//!
//! `errors/<code>/` or `errors/<code>--<variant>/` is a folder with the file `call`, which holds the arguments; the
//! rest of it is the site or the capture. What was said and the exit code are a snapshot.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use livesite::base::diagnostic::Code;
use regex::Regex;

use crate::driver::{Run, Site, suite};
use crate::snapshot;

/// The names of the fixtures, sorted.
fn fixtures() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(suite().join("errors"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_str().unwrap().to_string())
        .collect();
    names.sort();
    names
}

/// The code that a fixture is about.
fn code_of(name: &str) -> &str {
    name.split("--").next().unwrap()
}

/// What stands on the screen, without the numbers that differ from run to run.
fn screen(call: &str, site: &Site, run: &Run) -> String {
    let closing = Regex::new(r"(?m)^\d+ coverages?, .*\n").unwrap();
    let time = Regex::new(r"\b\d+(\.\d+)? m?s\b").unwrap();
    let said = closing.replace_all(&run.stderr, "[what the site holds]\n");
    let said = time.replace_all(&said, "[time]");
    let folder = site.root().canonicalize().unwrap();
    let said = said.replace(folder.to_str().unwrap(), "[site]");
    let code = run.code.map_or("none".into(), |code| code.to_string());
    format!("$ livesite {call}\n{said}exit code {code}\n")
}

#[test]
fn every_code_has_a_fixture_and_every_fixture_a_code() {
    let named: BTreeSet<String> = fixtures()
        .iter()
        .map(|name| code_of(name).to_string())
        .collect();
    let codes: BTreeSet<String> = Code::ALL
        .iter()
        .map(|code| code.as_str().to_string())
        .collect();
    let bare: Vec<_> = codes.difference(&named).collect();
    let strange: Vec<_> = named.difference(&codes).collect();
    assert!(bare.is_empty(), "codes without a fixture: {bare:?}");
    assert!(strange.is_empty(), "fixtures of no code: {strange:?}");
    let kept = snapshot::names_in("errors");
    let made: BTreeSet<String> = fixtures().into_iter().collect();
    let stale: Vec<_> = kept.difference(&made).collect();
    assert!(stale.is_empty(), "snapshots without a fixture: {stale:?}");
}

fn is_shard(path: &str) -> bool {
    path.starts_with("search/") && path.ends_with(".bin")
}

/// A disk that takes no more, as every machine can have it: a limit on the length of files.
#[test]
fn a_file_that_does_not_fit_is_said_and_the_site_stays_readable() {
    let text = "+++\nheadline = \"Bridge closed\"\n+++\n\nThe bridge is closed.\n";
    let site = Site::with(&[("content/harbour/a.md", text)]);
    site.build(&[]).succeeds();
    let before = site.output();
    let long = format!("{text}\n{}", "The tide rises. ".repeat(20_000));
    site.write("content/harbour/a.md", long);
    let limited = format!(
        "trap '' XFSZ; ulimit -f 100; exec {} build",
        env!("CARGO_BIN_EXE_livesite")
    );
    let output = Command::new("bash")
        .args(["-c", &limited])
        .current_dir(site.root())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("error[output-failed]"), "{said}");
    assert!(said.contains("file too large"), "{said}");
    // What was there is whole: the old page or the new one, never a part of it, and nothing beside it.
    let after = site.output();
    let new: Vec<&String> = after
        .keys()
        .filter(|path| !before.contains_key(*path))
        .collect();
    assert!(before.keys().all(|path| after.contains_key(path)));
    // A file of the search index has another name when it has other bytes: whole, and led to by nothing yet.
    assert!(new.iter().all(|path| is_shard(path)), "{new:?}");
    for (path, bytes) in after.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(bytes.ends_with(b"</html>\n"), "{path} is cut off");
    }
    // With room again, the next build puts everything right.
    site.build(&[]).succeeds();
    assert!(site.output()["harbour/a/index.html"].len() > 300_000);
}

#[test]
fn every_fixture_says_what_it_should() {
    let mut problems = Vec::new();
    // A program that was built with everything lacks nothing.
    let can_be_said = |name: &String| {
        cfg!(not(any(feature = "cards", feature = "pictures")))
            || code_of(name) != "missing-feature"
    };
    for name in fixtures().into_iter().filter(can_be_said) {
        let site = Site::copy_of(&suite().join("errors").join(&name));
        let call = site.text("call").trim().to_string();
        site.remove("call");
        let before = site.files_in("");
        let run = site.run(&call.split_whitespace().collect::<Vec<_>>());
        let code = code_of(&name);
        if !run.stderr.contains(&format!("[{code}]")) {
            problems.push(format!("{name}: `[{code}]` was not said:\n{}", run.stderr));
        }
        // Warnings and notes leave exit code 0; nothing else does.
        let failed = run.stderr.contains("error[");
        if failed != (run.code != Some(0)) {
            problems.push(format!("{name}: exit code {:?}:\n{}", run.code, run.stderr));
        }
        // A refused build leaves everything as it was; one that failed while writing has written something.
        if failed && code != "output-failed" && before != site.files_in("") {
            problems.push(format!("{name}: files changed although there was an error"));
        }
        if let Err(problem) =
            snapshot::compare(&format!("errors/{name}.txt"), &screen(&call, &site, &run))
        {
            problems.push(problem);
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
