//! `livesite theme new NAME`: a theme of one's own that works at once.

use super::Outcome;
use super::terminal::{Terminal, plural};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::fs;
use crate::base::slug::is_slug;
use crate::cli::{ThemeCommand, ThemeNew};
use crate::render::theme::{Theme, own_files};
use crate::source::toml_text::string;

/// The files of a theme that holds only what differs; `{name}` and `{below}` are filled in.
const DIFFERENCES: [(&str, &str); 3] = [
    ("theme.toml", include_str!("starter/theme/theme.toml")),
    (
        "templates/base.html",
        include_str!("starter/theme/base.html"),
    ),
    ("i18n/en.toml", include_str!("starter/theme/en.toml")),
];

/// Runs a subcommand.
#[must_use]
pub fn run(command: &ThemeCommand, terminal: &Terminal) -> Outcome {
    let ThemeCommand::New(arguments) = command;
    let files = match files(arguments) {
        Ok(files) => files,
        Err(diagnostics) => {
            terminal.diagnostics(&diagnostics);
            return Outcome::BadCall;
        }
    };
    let name = &arguments.name;
    let folder = arguments.root.join("themes").join(name);
    for (path, bytes) in &files {
        if let Err(diagnostic) =
            fs::write(&folder.join(path), &format!("themes/{name}/{path}"), bytes)
        {
            terminal.diagnostics(&[*diagnostic]);
            return Outcome::Mistakes;
        }
    }
    terminal.say(&format!(
        "themes/{name}/ has {}. To see it while you change it:",
        plural(files.len(), "file")
    ));
    terminal.say(&format!("  livesite serve --watch --theme {name}"));
    terminal.say(&format!(
        "To keep it: `theme = \"{name}\"` in site.toml. The contract: livesite help themes"
    ));
    Outcome::Clean
}

/// What is written; an error where the name is taken, or there is nothing to lie over.
fn files(arguments: &ThemeNew) -> Result<Vec<(String, Vec<u8>)>, Diagnostics> {
    let (name, below, root) = (&arguments.name, &arguments.extends, &arguments.root);
    let bad = |message: String, hint: &str| {
        Err(vec![
            Diagnostic::error(Code::BadName, message)
                .in_file(format!("themes/{name}"))
                .hint(hint),
        ])
    };
    if !is_slug(name) {
        return bad(
            format!("`{name}` is no name for a theme"),
            "take small letters, digits and hyphens: `paper-and-ink`",
        );
    }
    if own_files(root, name).is_some() || fs::exists(&root.join("themes").join(name)) {
        return bad(
            format!("there is a theme `{name}` already"),
            "take another name, or change that one",
        );
    }
    let mut diagnostics = Vec::new();
    if Theme::load(root, below, None, &mut diagnostics).is_none() {
        return Err(diagnostics);
    }
    let filled = |text: &str| {
        text.replace("{name}", &string(name))
            .replace("{extends}", &string(below))
            .replace("{below}", below)
    };
    let mut files: Vec<(String, Vec<u8>)> = DIFFERENCES
        .iter()
        .map(|(path, text)| ((*path).to_string(), filled(text).into_bytes()))
        .collect();
    if arguments.whole {
        // The copy stands for all that lies below it; what it does not have still comes from there.
        let settings = format!("name = {}\nextends = {}\n", string(name), string(below));
        files = vec![("theme.toml".into(), settings.into_bytes())];
        files.extend(own_files(root, below).unwrap_or_default());
    }
    files.sort();
    Ok(files)
}
