//! The captures that a call names: files, each once, and standard input (`-`), which is kept as a file meanwhile.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::fs::{self, Temporary};
use crate::capture::kind::{self, Kind};

/// What the file of standard input is called, before its ending.
pub const STANDARD_INPUT: &str = "standard-input";

/// A capture to be read.
#[derive(Debug)]
pub struct Given {
    /// Where it stands.
    pub path: PathBuf,
    /// As people know it.
    pub shown: String,
    /// Whether it came through standard input, so that its name says nothing.
    pub nameless: bool,
    /// How many steps of progress it is worth.
    pub pieces: usize,
}

impl Given {
    /// A file.
    #[must_use]
    pub fn file(path: &Path) -> Self {
        Self {
            path: path.to_path_buf(),
            shown: path.to_string_lossy().replace('\\', "/"),
            nameless: false,
            pieces: pieces(path),
        }
    }
}

/// A piece for each megabyte, and one at least.
fn pieces(path: &Path) -> usize {
    let megabytes = fs::length(path).unwrap_or(0) >> 20;
    usize::try_from(megabytes).unwrap_or(0).max(1)
}

/// The captures in the order of the call, and what must live as long as they are read. `None` when standard input
/// cannot be read, which is said.
pub fn given(
    captures: &[PathBuf],
    diagnostics: &mut Diagnostics,
) -> Option<(Vec<Given>, Option<Temporary>)> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    let mut kept = None;
    for path in captures {
        if path.as_os_str() == "-" {
            if kept.is_none() {
                match standard_input() {
                    Ok((folder, path)) => {
                        let mut one = Given::file(&path);
                        one.shown = name_of(&path);
                        one.nameless = true;
                        all.push(one);
                        kept = Some(folder);
                    }
                    Err(error) => {
                        diagnostics.push(
                            Diagnostic::error(
                                Code::UnreadableFile,
                                format!("standard input cannot be kept to be read: {error}"),
                            )
                            .hint("save it as a file, and import that"),
                        );
                        return None;
                    }
                }
            }
        } else if seen.insert(fs::canonical(path).unwrap_or_else(|| path.clone())) {
            all.push(Given::file(path));
        }
    }
    Some((all, kept))
}

/// Standard input as a file whose name says what it is; containers are read more than once.
fn standard_input() -> io::Result<(Temporary, PathBuf)> {
    use io::Read as _;
    let folder = Temporary::new()?;
    let path = folder.keep(STANDARD_INPUT, &mut io::stdin().lock())?;
    let mut start = Vec::new();
    fs::reader(&path)?.take(16 << 10).read_to_end(&mut start)?;
    let ending = match kind::of(&start) {
        Kind::Text | Kind::Other(_) => "txt",
        Kind::Html => "html",
        Kind::Json => "json",
        Kind::JsonLines => "jsonl",
        Kind::Feed => "xml",
        Kind::Csv => "csv",
        Kind::Warc => "warc",
        Kind::Gzip => "gz",
        Kind::Zip => "wacz",
        Kind::Mhtml => "mhtml",
    };
    let path = folder.rename(&path, &format!("{STANDARD_INPUT}.{ending}"))?;
    Ok((folder, path))
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
