//! What the documents say is true: their commands run, and they name every code, key and field.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use livesite::base::diagnostic::Code;
use regex::Regex;

use crate::driver::{Site, repository};

/// The README and the manuals, those that are there.
fn documents() -> Vec<(String, String)> {
    let mut paths = vec![
        PathBuf::from("README.md"),
        PathBuf::from("tests/README.md"),
        PathBuf::from("themes/README.md"),
    ];
    let mut manuals: Vec<PathBuf> = fs::read_dir(repository().join("src/help"))
        .unwrap()
        .map(|entry| PathBuf::from("src/help").join(entry.unwrap().file_name()))
        .collect();
    manuals.sort();
    paths.append(&mut manuals);
    paths
        .into_iter()
        .filter_map(|path| {
            let text = fs::read_to_string(repository().join(&path)).ok()?;
            Some((path.to_str().unwrap().to_string(), text))
        })
        .collect()
}

/// The lines of each block that is marked `sh`, with the number of each.
fn shell_blocks(text: &str) -> Vec<Vec<(usize, String)>> {
    let mut blocks = Vec::new();
    let mut open: Option<Vec<(usize, String)>> = None;
    for (number, line) in (1..).zip(text.lines()) {
        match &mut open {
            None if line.trim() == "```sh" => open = Some(Vec::new()),
            Some(_) if line.trim() == "```" => blocks.extend(open.take()),
            Some(lines) => lines.push((number, line.trim().to_string())),
            None => {}
        }
    }
    assert!(open.is_none(), "a block is never closed");
    blocks
}

/// What to do with a line of a shell block.
#[derive(Debug, PartialEq, Eq)]
enum Step<'a> {
    /// A comment, or a line marked `# not run: reason`.
    Skip,
    /// Run by our binary.
    Livesite(Vec<&'a str>),
    /// Run by the shell.
    Shell(&'a str),
}

/// Commands of the shell that a document may use; everything else must say why it is not run.
const SHELL: [&str; 6] = ["cd", "mkdir", "cp", "printf", "cat", "ls"];

fn step(line: &str) -> Result<Step<'_>, String> {
    if line.is_empty() || line.starts_with('#') {
        return Ok(Step::Skip);
    }
    if let Some((_, reason)) = line.split_once("# not run:") {
        return if reason.trim().len() > 3 {
            Ok(Step::Skip)
        } else {
            Err("gives no reason".into())
        };
    }
    let command = line.split(" #").next().unwrap().trim();
    if command == "tests/run" {
        // It is what runs this test.
        return Ok(Step::Skip);
    }
    for start in [
        "livesite ",
        "cargo run -- ",
        "cargo run --release -- ",
        "cargo run --quiet -- ",
    ] {
        if let Some(arguments) = command.strip_prefix(start) {
            return if arguments.contains(['|', '>', '<', '$', '*', ';', '&', '`']) {
                Ok(Step::Shell(command))
            } else {
                Ok(Step::Livesite(arguments.split_whitespace().collect()))
            };
        }
    }
    let first = command.split_whitespace().next().unwrap_or_default();
    if SHELL.contains(&first) {
        Ok(Step::Shell(command))
    } else {
        Err("is neither run nor marked `# not run: reason`".into())
    }
}

/// A copy of this repository's site with what the manuals speak of.
fn scratch() -> Site {
    let site = Site::demonstration();
    let capture = "  1. Bridge closedpublished at 13:42 Greenwich Mean Time 4 March 2031\n\n    The bridge is closed.\n\n  2. Wind risespublished at 13:30 Greenwich Mean Time 4 March 2031\n\n    The wind rises.\n";
    for name in [
        "capture.txt",
        "live.txt",
        "harbour.txt",
        "captures/harbour.txt",
    ] {
        site.write(name, capture);
    }
    site
}

/// Runs the lines of a block one after the other, `cd` included.
fn run_block(site: &Site, lines: &[(usize, String)]) -> Vec<String> {
    let mut problems = Vec::new();
    let mut folder = site.root().to_path_buf();
    // The shell finds our binary under its own name.
    let bin = PathBuf::from(env!("CARGO_BIN_EXE_livesite"));
    let path = format!(
        "{}:{}",
        bin.parent().unwrap().display(),
        std::env::var("PATH").unwrap()
    );
    let cargo_run = Regex::new("^cargo run (--[a-z]+ )*-- ").unwrap();
    for (number, line) in lines {
        let outcome = match step(line) {
            Err(problem) => Err(problem),
            Ok(Step::Skip) => Ok(()),
            Ok(Step::Shell(command)) if command.starts_with("cd ") => {
                folder.push(command.trim_start_matches("cd ").trim());
                if folder.is_dir() {
                    Ok(())
                } else {
                    Err("leads nowhere".into())
                }
            }
            Ok(Step::Livesite(words)) if words.first() == Some(&"serve") => serve(&folder, &words),
            Ok(Step::Livesite(_) | Step::Shell(_)) => {
                let command = line.split(" #").next().unwrap();
                let command = cargo_run.replace(command, "livesite ");
                let output = Command::new("bash")
                    .args(["-c", &command])
                    .current_dir(&folder)
                    .env("PATH", &path)
                    .stdin(Stdio::null())
                    .output()
                    .unwrap();
                if output.status.success() {
                    Ok(())
                } else {
                    Err(format!(
                        "fails: {}",
                        String::from_utf8_lossy(&output.stderr)
                    ))
                }
            }
        };
        if let Err(problem) = outcome {
            problems.push(format!("line {number}: `{line}` {problem}"));
        }
    }
    problems
}

/// A server runs until it is stopped: it must be up for a moment.
fn serve(folder: &PathBuf, words: &[&str]) -> Result<(), String> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_livesite"))
        .args(words.iter().filter(|word| **word != "--open"))
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(2) {
        if let Some(status) = child.try_wait().unwrap() {
            return Err(format!("ends at once, with {status}"));
        }
        thread::sleep(Duration::from_millis(50));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    Ok(())
}

#[test]
fn every_command_of_the_documents_runs() {
    let mut problems = Vec::new();
    for (path, text) in documents() {
        let site = scratch();
        for block in shell_blocks(&text) {
            problems.extend(
                run_block(&site, &block)
                    .into_iter()
                    .map(|problem| format!("{path}, {problem}")),
            );
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn a_line_that_is_not_run_gives_its_reason() {
    assert_eq!(
        step("livesite build --drafts  # with drafts"),
        Ok(Step::Livesite(vec!["build", "--drafts"]))
    );
    assert_eq!(step("git push  # not run: publishes"), Ok(Step::Skip));
    assert_eq!(step("# a comment"), Ok(Step::Skip));
    assert!(step("git push").is_err());
    assert!(step("git push # not run:").is_err());
    assert_eq!(
        step("livesite import x.txt > out.json"),
        Ok(Step::Shell("livesite import x.txt > out.json"))
    );
}

#[test]
fn the_readme_gives_the_two_commands() {
    let text = fs::read_to_string(repository().join("README.md")).expect("there is no README.md");
    let blocks = shell_blocks(&text);
    let lines: Vec<&str> = blocks
        .iter()
        .flatten()
        .map(|(_, line)| line.as_str())
        .collect();
    assert!(
        lines
            .iter()
            .any(|line| line.contains("cargo run") && line.contains("-- build")),
        "{lines:?}"
    );
    assert!(
        lines.iter().any(|line| line.starts_with("tests/run")),
        "{lines:?}"
    );
}

/// A manual's text.
fn manual(name: &str) -> String {
    fs::read_to_string(repository().join(format!("src/help/{name}.md"))).unwrap()
}

#[test]
fn every_diagnostic_code_stands_in_its_manual() {
    let text = manual("diagnostics");
    let absent: Vec<&str> = Code::ALL
        .iter()
        .map(|code| code.as_str())
        .filter(|code| {
            !text.lines().any(|line| {
                line.strip_prefix("### ")
                    .and_then(|head| head.split(" (").next())
                    == Some(*code)
            })
        })
        .collect();
    assert!(
        absent.is_empty(),
        "src/help/diagnostics.md does not say what these are: {absent:?}"
    );
}

/// Every key of section 3 of the plan: settings, coverages, entries, registries.
const KEYS: &str = "title base_url time_zone language theme per_page feed_limit smart_punctuation publish_captures \
    outputs theme_options extra markdown json_feed feed_site feed_coverage feed_speaker feed_topic data oembed structured_data \
    search attribution name aliases roles role from to not_a_person match description summary date year profile zones \
    source licence headline published clock updated label kind key byline speakers topics id position corrections at \
    note file lines draft certain untimed encoding publisher url captured";

#[test]
fn every_key_stands_in_the_manual_of_content() {
    let text = manual("content");
    let absent: Vec<&str> = KEYS
        .split_whitespace()
        .filter(|key| !Regex::new(&format!(r"\b{key}\b")).unwrap().is_match(&text))
        .collect();
    assert!(
        absent.is_empty(),
        "src/help/content.md says nothing of {absent:?}"
    );
}

#[test]
fn every_manual_can_be_shown() {
    for name in [
        "content",
        "captures",
        "speakers",
        "profiles",
        "themes",
        "diagnostics",
        "data",
    ] {
        let run = Site::empty().run(&["help", name]).succeeds();
        assert_eq!(run.stdout, manual(name));
    }
}

/// The fields of the structs in `src/page/view/`, which are what a template may see.
#[test]
fn every_field_of_a_view_stands_in_the_themes_readme() {
    let text = fs::read_to_string(repository().join("themes/README.md"))
        .expect("there is no themes/README.md");
    let field = Regex::new(r"(?m)^    pub (?:r#)?(\w+):").unwrap();
    let mut absent = Vec::new();
    for file in ["entry", "lists", "pages"] {
        let source =
            fs::read_to_string(repository().join(format!("src/page/view/{file}.rs"))).unwrap();
        for found in field.captures_iter(&source) {
            if !Regex::new(&format!(r"\b{}\b", &found[1]))
                .unwrap()
                .is_match(&text)
            {
                absent.push(format!("{file}: {}", &found[1]));
            }
        }
    }
    absent.sort();
    absent.dedup();
    assert!(absent.is_empty(), "{absent:?}");
}
