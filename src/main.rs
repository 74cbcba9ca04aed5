//! Runs a command, prints what it has to say, gives its exit code.

use std::process::ExitCode;

use clap::Parser;
use livesite::cli::{Cli, Command};
use livesite::command::terminal::Terminal;
use livesite::command::{
    build, explain, import, init, manual, new, profiles, report, serve, speakers, theme, topics,
};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let terminal = Terminal::new(cli.voice);
    match &cli.command {
        Command::Build(arguments) => build::run(arguments, &terminal),
        Command::Serve(arguments) => serve::run(arguments, &terminal),
        Command::Import(arguments) => import::run(arguments, &terminal),
        Command::Profiles(arguments) => profiles::run(arguments, &terminal),
        Command::Explain(arguments) => explain::run(arguments, &terminal),
        Command::Speakers(arguments) => speakers::run(arguments, &terminal),
        Command::Topics(arguments) => topics::run(arguments, &terminal),
        Command::Report(arguments) => report::run(arguments, &terminal),
        Command::Init(arguments) => init::run(arguments, &terminal),
        Command::New(arguments) => new::run(arguments, &terminal),
        Command::Theme { command } => theme::run(command, &terminal),
        Command::Help { topic } => manual::run(topic.as_deref(), &terminal),
    }
    .into()
}
