//! `livesite init DIR`: a small working site with one coverage to start from.

use super::Outcome;
use super::terminal::Terminal;
use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::fs;
use crate::cli::Init;
use crate::source::toml_text::string;

/// The files of a new site; `site.toml` and the workflow are made apart.
const FILES: [(&str, &str); 5] = [
    (
        "content/first-coverage/coverage.toml",
        include_str!("starter/coverage.toml"),
    ),
    (
        "content/first-coverage/2031-03-04-1342-bridge-closed.md",
        include_str!("starter/bridge-closed.md"),
    ),
    (
        "content/first-coverage/2031-03-04-1410-ferry-doubled.md",
        include_str!("starter/ferry-doubled.md"),
    ),
    (
        ".github/workflows/pages.yml",
        include_str!("starter/pages.yml"),
    ),
    (".gitignore", "/public\n"),
];

/// Writes the site; a folder with something in it is left alone.
#[must_use]
pub fn run(arguments: &Init, terminal: &Terminal) -> Outcome {
    let shown = arguments.dir.to_string_lossy();
    if !fs::names_in(&arguments.dir).is_empty()
        || (fs::exists(&arguments.dir) && !fs::is_folder(&arguments.dir))
    {
        let diagnostic = Diagnostic::error(
            Code::OutputNotOurs,
            format!("{shown} is not an empty folder"),
        )
        .in_file(shown.as_ref())
        .hint("name a folder that does not exist yet");
        terminal.diagnostics(&[diagnostic]);
        return Outcome::BadCall;
    }
    let settings =
        include_str!("starter/site.toml").replace("\"My archive\"", &string(&arguments.title));
    let files = FILES
        .iter()
        .map(|(path, text)| (*path, *text))
        .chain(std::iter::once(("site.toml", settings.as_str())));
    for (path, text) in files {
        if let Err(diagnostic) = fs::write(
            &arguments.dir.join(path),
            &format!("{shown}/{path}"),
            text.as_bytes(),
        ) {
            terminal.diagnostics(&[*diagnostic]);
            return Outcome::Mistakes;
        }
    }
    terminal.say(&format!("A site is in {shown}. Next:"));
    terminal.say(&format!("  cd {shown}"));
    terminal.say("  livesite serve --watch");
    Outcome::Clean
}
