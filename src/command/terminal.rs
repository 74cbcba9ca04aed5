//! What people see: diagnostics, one status line while work takes longer than a second, and a closing line.
//!
//! Everything goes to standard error, so that standard output can be piped. Writing to a pipe that nobody reads
//! any more is no error.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::cli::{Colour, Voice};

/// How long work may take before it shows that it is going on.
const PATIENCE: Duration = Duration::from_secs(1);
/// The same where nobody looks at a terminal, and how often it says so.
const UNSEEN: Duration = Duration::from_secs(10);
/// How often the status line changes.
const TICK: Duration = Duration::from_millis(100);
/// Diagnostics drawn in full; after that only counted.
const SHOWN: usize = 200;

/// Speaks to the person at the terminal.
#[derive(Debug)]
pub struct Terminal {
    voice: Voice,
    styled: bool,
    progress: Mutex<Progress>,
    done: AtomicUsize,
    total: AtomicUsize,
}

#[derive(Debug)]
struct Progress {
    started: Instant,
    drawn: Option<Instant>,
    what: &'static str,
}

impl Terminal {
    /// A terminal that speaks as the flags say. `NO_COLOR` (no-color.org) is heeded.
    #[must_use]
    pub fn new(voice: Voice) -> Self {
        let styled = match voice.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                std::io::stderr().is_terminal()
                    && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            }
        };
        let progress = Progress {
            started: Instant::now(),
            drawn: None,
            what: "",
        };
        Self {
            voice,
            styled,
            progress: Mutex::new(progress),
            done: AtomicUsize::new(0),
            total: AtomicUsize::new(0),
        }
    }

    /// Whether more is to be said.
    #[must_use]
    pub const fn is_verbose(&self) -> bool {
        self.voice.verbose
    }

    /// A line that is said unless `--quiet`.
    pub fn say(&self, line: &str) {
        if !self.voice.quiet {
            self.line(line);
        }
    }

    /// A line that is said with `--verbose` only.
    pub fn say_more(&self, line: &str) {
        if self.voice.verbose {
            self.line(line);
        }
    }

    /// A line that is always said.
    pub fn line(&self, line: &str) {
        self.clear();
        let mut stderr = std::io::stderr().lock();
        // Nobody may be listening any more.
        let _ = writeln!(stderr, "{line}");
    }

    /// Draws diagnostics: errors always, warnings and notes unless `--quiet`; then counts them.
    pub fn diagnostics(&self, diagnostics: &[Diagnostic]) {
        let shown: Vec<&Diagnostic> = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error || !self.voice.quiet)
            .filter(|diagnostic| diagnostic.severity != Severity::Note || self.voice.verbose)
            .collect();
        for diagnostic in shown.iter().take(SHOWN) {
            self.line(&diagnostic.render(self.styled));
            self.line("");
        }
        if shown.len() > SHOWN {
            self.line(&format!("… and {} more", shown.len() - SHOWN));
        }
        let count = |severity| {
            diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.severity == severity)
                .count()
        };
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        if errors > 0 || (warnings > 0 && !self.voice.quiet) {
            self.line(&format!(
                "{}, {}",
                plural(errors, "error"),
                plural(warnings, "warning")
            ));
        }
    }

    /// Begins a stretch of work of known length.
    pub fn begin(&self, what: &'static str, total: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        if let Ok(mut progress) = self.progress.lock() {
            progress.started = Instant::now();
            progress.what = what;
        }
    }

    /// One piece of the work is done; the status line follows when work takes long.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let total = self.total.load(Ordering::Relaxed);
        // Of many small pieces not each asks for the time.
        if total > 1_000 && !done.is_multiple_of(64) || self.voice.quiet {
            return;
        }
        let Ok(mut progress) = self.progress.try_lock() else {
            return;
        };
        let drawn = std::io::stderr().is_terminal();
        let (patience, tick) = if drawn {
            (PATIENCE, TICK)
        } else {
            (UNSEEN, UNSEEN)
        };
        let now = Instant::now();
        if now - progress.started < patience || progress.drawn.is_some_and(|at| now - at < tick) {
            return;
        }
        let what = progress.what;
        let mut stderr = std::io::stderr().lock();
        // Nobody may be listening any more.
        if drawn {
            progress.drawn = Some(now);
            let width = 24;
            let filled = (done * width).checked_div(total).unwrap_or(0).min(width);
            let bar = "█".repeat(filled) + &"░".repeat(width - filled);
            let _ = write!(stderr, "\r\x1b[K{bar} {what} {done}/{total}");
        } else {
            // Into a log goes a line now and then.
            progress.started = now;
            let _ = writeln!(stderr, "{what} {done}/{total}");
        }
        let _ = stderr.flush();
    }

    fn clear(&self) {
        if let Ok(mut progress) = self.progress.lock()
            && progress.drawn.take().is_some()
        {
            let mut stderr = std::io::stderr().lock();
            let _ = write!(stderr, "\r\x1b[K");
        }
    }
}

/// Writes to standard output; a reader that has gone away (`| head`) is no error.
pub fn print(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes());
    let _ = stdout.flush();
}

/// `1 error`, `2 errors`.
#[must_use]
pub fn plural(count: usize, word: &str) -> String {
    if count == 1 {
        format!("1 {word}")
    } else {
        format!("{count} {word}s")
    }
}

/// `1.4 MB`, in powers of ten.
#[must_use]
pub fn human_bytes(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}

/// `37 ms`, `1.42 s`.
#[must_use]
pub fn human_time(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        format!("{} ms", time.as_millis())
    } else {
        format!("{:.2} s", time.as_secs_f64())
    }
}
