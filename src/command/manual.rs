//! `livesite help TOPIC`: the manuals, which are `src/help/*.md`.

use clap::CommandFactory;

use super::Outcome;
use super::terminal::{Terminal, print};
use crate::base::diagnostic::nearest;
use crate::cli::Cli;

/// The manuals by name.
pub const MANUALS: [(&str, &str); 10] = [
    ("content", include_str!("../help/content.md")),
    ("captures", include_str!("../help/captures.md")),
    ("speakers", include_str!("../help/speakers.md")),
    ("pictures", include_str!("../help/pictures.md")),
    ("profiles", include_str!("../help/profiles.md")),
    ("themes", include_str!("../help/themes.md")),
    ("search", include_str!("../help/search.md")),
    ("serve", include_str!("../help/serve.md")),
    ("diagnostics", include_str!("../help/diagnostics.md")),
    ("data", include_str!("../help/data.md")),
];

/// Prints a manual, the help of a command, or the list of both.
#[must_use]
pub fn run(topic: Option<&str>, terminal: &Terminal) -> Outcome {
    let mut cli = Cli::command();
    let Some(topic) = topic else {
        print(&cli.render_long_help().to_string());
        return Outcome::Clean;
    };
    if let Some((_, text)) = MANUALS.iter().find(|(name, _)| *name == topic) {
        print(text);
        return Outcome::Clean;
    }
    cli.build();
    if let Some(command) = cli.find_subcommand_mut(topic) {
        print(&command.render_long_help().to_string());
        return Outcome::Clean;
    }
    let commands: Vec<String> = cli
        .get_subcommands()
        .map(|command| command.get_name().to_string())
        .collect();
    let known = || {
        MANUALS
            .iter()
            .map(|(name, _)| *name)
            .chain(commands.iter().map(String::as_str))
    };
    let near =
        nearest(topic, known()).map_or_else(String::new, |near| format!(" Did you mean `{near}`?"));
    terminal.line(&format!("There is no manual `{topic}`.{near}"));
    terminal.line(&format!(
        "There are: {}",
        known().collect::<Vec<_>>().join(", ")
    ));
    Outcome::BadCall
}
