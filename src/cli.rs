//! The words of the command line, as clap reads them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// A static site generator for archived live coverage.
#[derive(Debug, Parser)]
#[command(
    name = "livesite",
    version,
    about,
    disable_help_subcommand = true,
    propagate_version = true
)]
#[command(
    after_help = "Manuals: livesite help content | captures | speakers | profiles | themes | search | serve | diagnostics | data"
)]
pub struct Cli {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
    /// How to say it
    #[command(flatten)]
    pub voice: Voice,
}

/// What every command understands.
#[derive(Debug, Clone, Copy, Args)]
pub struct Voice {
    /// Say more: what was written, how long each step took
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// Say nothing but errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Colour: on a terminal, always or never
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    pub color: Colour,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal only
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site into its output folder
    Build(Build),
    /// Serve the site from memory while you edit
    Serve(Serve),
    /// Read captures of live pages into entries
    Import(Import),
    /// List the profiles, or test them on a capture
    Profiles(Profiles),
    /// Show each sentence of a capture or entry with who was found to speak, and by which rule
    Explain(Explain),
    /// List who was found to speak, how often and on what ground; add them to speakers.toml
    Speakers(Speakers),
    /// Show the topics: how many entries each has, how it was found, and where
    Topics(Topics),
    /// Say what a coverage seems to lack: pages, hours, entries, pictures, lines
    Report(Report),
    /// Begin a site in a new folder
    Init(Init),
    /// Begin an entry file
    New(New),
    /// Begin a theme of your own
    Theme {
        /// What to do
        #[command(subcommand)]
        command: ThemeCommand,
    },
    /// Show a manual, or the help of a command
    Help {
        /// The manual's or command's name
        topic: Option<String>,
    },
}

/// What makes a site.
#[derive(Debug, Clone, Args)]
pub struct SiteArgs {
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Build as if site.toml had this base_url
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Publish drafts too
    #[arg(long)]
    pub drafts: bool,
    /// Use another theme than site.toml says
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
}

/// `livesite build`
#[derive(Debug, Args)]
pub struct Build {
    /// What makes the site
    #[command(flatten)]
    pub site: SiteArgs,
    /// The output folder [default: public in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// For reading from a folder, without a server: relative links, search without requests
    #[arg(long)]
    pub portable: bool,
}

/// `livesite serve`
#[derive(Debug, Args)]
pub struct Serve {
    /// What makes the site
    #[command(flatten)]
    pub site: SiteArgs,
    /// Rebuild and reload when a file changes
    #[arg(long)]
    pub watch: bool,
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1")]
    pub host: std::net::IpAddr,
    /// The port; the next free one is taken when it is in use
    #[arg(long, default_value_t = 1313)]
    pub port: u16,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
    /// Take the browser to the entry that was just saved
    #[arg(long, requires = "watch")]
    pub follow: bool,
    /// Look for changes again and again: for file systems of networks and containers, which tell of none
    #[arg(long, requires = "watch")]
    pub poll: bool,
}

/// `livesite import`
#[derive(Debug, Args)]
pub struct Import {
    /// The captures: text, HTML, JSON, feeds, tables, WARC, WACZ, MHTML, `-` for standard input; those of one page become one
    #[arg(required = true, value_name = "CAPTURE")]
    pub captures: Vec<PathBuf>,
    /// Read and report, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// What to give: entry files, or a coverage as JSON
    #[arg(long, value_enum, default_value_t = ImportFormat::Files)]
    pub format: ImportFormat,
    /// The coverage to write into [default: the capture's name]
    #[arg(long, value_name = "COVERAGE")]
    pub into: Option<String>,
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// The profile: auto, a name, or a file
    #[arg(long, default_value = "auto")]
    pub profile: String,
    /// The zone of clock times (Europe/London), or the meaning of a word (IST=Asia/Kolkata); repeats
    #[arg(long, value_name = "ZONE")]
    pub zone: Vec<String>,
    /// The day of the first entry in the capture, for clock times without a date
    #[arg(long)]
    pub date: Option<chrono::NaiveDate>,
    /// The year of dates without one
    #[arg(long)]
    pub year: Option<i32>,
    /// Keep times that cannot be known as words
    #[arg(long)]
    pub untimed: bool,
    /// Show each line of the capture with what it was taken for
    #[arg(long)]
    pub explain: bool,
}

/// What `import` gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    /// Entry files in content/
    Files,
    /// A coverage as JSON on standard output
    Json,
}

/// `livesite profiles`
#[derive(Debug, Args)]
pub struct Profiles {
    /// A capture: shows what each profile makes of it
    pub capture: Option<PathBuf>,
    /// One more profile, from a file
    #[arg(long, value_name = "FILE")]
    pub with: Option<PathBuf>,
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// `livesite explain`
#[derive(Debug, Args)]
pub struct Explain {
    /// An entry file or transcript of content/
    pub file: PathBuf,
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// `livesite speakers`
#[derive(Debug, Args)]
pub struct Speakers {
    /// Only the people of one coverage
    #[arg(long, value_name = "NAME")]
    pub coverage: Option<String>,
    /// Only what rests on inference
    #[arg(long)]
    pub uncertain: bool,
    /// How to give it
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub format: ListFormat,
    /// Add whoever is missing to content/speakers.toml
    #[arg(long, conflicts_with_all = ["coverage", "uncertain", "format"])]
    pub write: bool,
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// How a list is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// A table to read
    Table,
    /// JSON on standard output
    Json,
}

/// `livesite topics`
#[derive(Debug, Args)]
pub struct Topics {
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Add the topics that are not in content/topics.toml to it, to be edited
    #[arg(long)]
    pub write: bool,
}

/// `livesite report`
#[derive(Debug, Args)]
pub struct Report {
    /// The coverage: its address or its folder's name
    pub coverage: String,
    /// How to give it
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub format: ListFormat,
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// `livesite init`
#[derive(Debug, Args)]
pub struct Init {
    /// The folder, which must not exist or be empty
    pub dir: PathBuf,
    /// The archive's title
    #[arg(long, default_value = "My archive")]
    pub title: String,
}

/// `livesite new`
#[derive(Debug, Args)]
pub struct New {
    /// The coverage: a folder of content/, made when it is absent
    pub coverage: String,
    /// The entry's headline
    pub headline: Option<String>,
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// When it was published, in the coverage's zone or with an offset [default: now]
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
}

/// `livesite theme`
#[derive(Debug, Subcommand)]
pub enum ThemeCommand {
    /// Begin a theme in themes/NAME: it works at once, and holds only what differs
    New(ThemeNew),
}

/// `livesite theme new`
#[derive(Debug, Args)]
pub struct ThemeNew {
    /// The theme's name: its folder below themes/
    pub name: String,
    /// The theme that it lies over: default, plain, or one of the site's
    #[arg(long, value_name = "THEME", default_value = "default")]
    pub extends: String,
    /// Copy every file of that theme, to change anything in it
    #[arg(long)]
    pub whole: bool,
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}
