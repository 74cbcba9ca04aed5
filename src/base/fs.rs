//! Files: the only module that touches `std::fs`, and every error names the path and what was tried.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::diagnostic::{Code, Diagnostic};
use super::encoding::invalid_utf8;
use super::source_text::SourceText;

mod staging;
pub use staging::{Staged, Staging};

/// A path below `root` as people read it: relative, with `/`.
#[must_use]
pub fn shown(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    if parts.is_empty() {
        ".".into()
    } else {
        parts.join("/").replacen("//", "/", 1)
    }
}

/// Reads the bytes of a file.
///
/// # Errors
/// `unreadable-file`, with the system's reason.
pub fn read_bytes(path: &Path, shown: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
    fs::read(path).map_err(|error| Box::new(unreadable(shown, "read", &error)))
}

/// Reads a text file, which must be UTF-8.
///
/// # Errors
/// `unreadable-file`, or `invalid-utf8` that names the byte and its place.
pub fn read_text(path: &Path, shown: &str) -> Result<Arc<SourceText>, Box<Diagnostic>> {
    let bytes = read_bytes(path, shown)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(SourceText::new(shown, text)),
        Err(error) => Err(Box::new(invalid_utf8(
            shown,
            error.as_bytes(),
            error.utf8_error().valid_up_to(),
        ))),
    }
}

/// Writes a file whole, making its folder where it is absent.
///
/// # Errors
/// `output-failed`, with the system's reason (full, read-only, no permission).
pub fn write(path: &Path, shown: &str, bytes: &[u8]) -> Result<(), Box<Diagnostic>> {
    let failed = |verb: &str, error: &io::Error| Box::new(output_failed(shown, verb, error));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| failed("make the folder of", &error))?;
    }
    // A page that is there stays whole until the new one is: it is written beside it and takes its place at once.
    // So does a link, whose target is not ours, also one that leads nowhere yet.
    if fs::symlink_metadata(path).is_err() {
        return fs::write(path, bytes).map_err(|error| {
            let _ = fs::remove_file(path);
            failed("write", &error)
        });
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".livesite-new");
    fs::write(&beside, bytes)
        .and_then(|()| fs::rename(&beside, path))
        .map_err(|error| {
            let _ = fs::remove_file(&beside);
            failed("write", &error)
        })
}

/// Copies a file as it is, however large.
///
/// # Errors
/// `output-failed`, with the system's reason.
pub fn copy(from: &Path, to: &Path, shown: &str) -> Result<(), Box<Diagnostic>> {
    let failed = |error: &io::Error| Box::new(output_failed(shown, "write", error));
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    }
    fs::copy(from, to).map(|_| ()).map_err(|error| {
        let _ = fs::remove_file(to);
        failed(&error)
    })
}

/// A folder for what must stand on disk for a while. It goes, with what is in it, when the value goes.
#[derive(Debug)]
pub struct Temporary(PathBuf);

impl Temporary {
    /// A new one, which nobody else may look into.
    ///
    /// # Errors
    /// The system's.
    pub fn new() -> io::Result<Self> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let mut number = 0_u32;
        loop {
            let name = format!("livesite-{}-{number}", std::process::id());
            let folder = std::env::temp_dir().join(name);
            match builder.create(&folder) {
                Ok(()) => return Ok(Self(folder)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 1_000 => {
                    number += 1;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Keeps a stream as a file there.
    ///
    /// # Errors
    /// The system's.
    pub fn keep(&self, name: &str, stream: &mut dyn Read) -> io::Result<PathBuf> {
        let path = self.0.join(name);
        io::copy(stream, &mut fs::File::create_new(&path)?)?;
        Ok(path)
    }

    /// Gives a file there another name.
    ///
    /// # Errors
    /// The system's.
    pub fn rename(&self, path: &Path, name: &str) -> io::Result<PathBuf> {
        let to = self.0.join(name);
        fs::rename(path, &to).map(|()| to)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A file as a stream, for what is too large to be read whole.
///
/// # Errors
/// The system's.
pub fn reader(path: &Path) -> io::Result<io::BufReader<fs::File>> {
    fs::File::open(path).map(io::BufReader::new)
}

/// SHA-256 (FIPS 180-4) of a file in hex, however large it is.
///
/// # Errors
/// `unreadable-file`, with the system's reason.
pub fn sha256(path: &Path, shown: &str) -> Result<String, Box<Diagnostic>> {
    use sha2::Digest;
    let failed = |error: &io::Error| Box::new(unreadable(shown, "read", error));
    let mut file = fs::File::open(path).map_err(|error| failed(&error))?;
    let mut sum = sha2::Sha256::new();
    io::copy(&mut file, &mut sum).map_err(|error| failed(&error))?;
    Ok(sum
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

/// Whether two files hold the same bytes, however large they are.
///
/// # Errors
/// `unreadable-file`, with the system's reason.
pub fn same_bytes(one: &Path, other: &Path, shown: &str) -> Result<bool, Box<Diagnostic>> {
    let failed = |error: io::Error| Box::new(unreadable(shown, "read", &error));
    if length(one) != length(other) {
        return Ok(false);
    }
    let mut one = reader(one).map_err(failed)?;
    let mut other = reader(other).map_err(failed)?;
    let (mut first, mut second) = ([0; 8_192], [0; 8_192]);
    loop {
        let read = one.read(&mut first).map_err(failed)?;
        if read == 0 {
            return Ok(true);
        }
        if other.read_exact(&mut second[..read]).is_err() || first[..read] != second[..read] {
            return Ok(false);
        }
    }
}

/// Removes a file; a file that is gone already is no error.
///
/// # Errors
/// `output-failed`, with the system's reason.
pub fn remove_file(path: &Path, shown: &str) -> Result<(), Box<Diagnostic>> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Box::new(output_failed(shown, "remove", &error)))
        }
        _ => Ok(()),
    }
}

/// Removes a folder if nothing is in it; anything else is left as it is.
pub fn remove_if_empty(path: &Path) -> bool {
    fs::remove_dir(path).is_ok()
}

/// Makes a folder and those above it.
///
/// # Errors
/// `output-failed`, with the system's reason.
pub fn create_folder(path: &Path, shown: &str) -> Result<(), Box<Diagnostic>> {
    fs::create_dir_all(path)
        .map_err(|error| Box::new(output_failed(shown, "make the folder", &error)))
}

/// Whether something is at the path: file, folder or a link that points somewhere.
#[must_use]
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// The length of a file in bytes; `None` when there is no file.
#[must_use]
pub fn length(path: &Path) -> Option<u64> {
    fs::metadata(path)
        .ok()
        .filter(fs::Metadata::is_file)
        .map(|metadata| metadata.len())
}

/// What tells one state of a file from the next without reading it. Of a folder only that it is there: what is in
/// it has stamps of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Whether it is a folder.
    pub is_folder: bool,
    /// Bytes.
    pub length: u64,
    /// When its bytes were last written, as far as the system says.
    pub modified: Option<SystemTime>,
    /// When anything about it last changed, and which file it is: a tool can set the time of writing back, and put
    /// another file in its place.
    changed: (i64, i64, u64),
}

impl Stamp {
    /// The stamp in the system's own words about a file.
    #[must_use]
    pub fn of(metadata: &fs::Metadata) -> Self {
        if metadata.is_dir() {
            return Self {
                is_folder: true,
                length: 0,
                modified: None,
                changed: (0, 0, 0),
            };
        }
        #[cfg(unix)]
        let changed = {
            use std::os::unix::fs::MetadataExt;
            (metadata.ctime(), metadata.ctime_nsec(), metadata.ino())
        };
        #[cfg(not(unix))]
        let changed = (0, 0, 0);
        Self {
            is_folder: false,
            length: metadata.len(),
            modified: metadata.modified().ok(),
            changed,
        }
    }
}

/// The stamp of what a path leads to; `None` where it leads nowhere.
#[must_use]
pub fn stamp(path: &Path) -> Option<Stamp> {
    fs::metadata(path).ok().map(|metadata| Stamp::of(&metadata))
}

/// Opens a file to be read from a byte on.
///
/// # Errors
/// `unreadable-file`, with the system's reason.
pub fn open_at(path: &Path, shown: &str, start: u64) -> Result<impl Read + use<>, Box<Diagnostic>> {
    let opened = fs::File::open(path).and_then(|mut file| {
        file.seek(SeekFrom::Start(start))?;
        Ok(file)
    });
    opened.map_err(|error| Box::new(unreadable(shown, "read", &error)))
}

/// Whether the path is a file, and no link to one.
#[must_use]
pub fn is_plain_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// Whether the path is a folder.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The names in a folder as the system has them, sorted.
///
/// # Errors
/// `unreadable-file`, with the system's reason.
pub fn listed(path: &Path, shown: &str) -> Result<Vec<OsString>, Box<Diagnostic>> {
    let names = fs::read_dir(path).and_then(|entries| {
        let names = entries.map(|entry| Ok(entry?.file_name()));
        names.collect::<io::Result<Vec<OsString>>>()
    });
    let mut names = names.map_err(|error| Box::new(unreadable(shown, "read", &error)))?;
    names.sort();
    Ok(names)
}

/// The names in a folder, sorted; empty when it cannot be read or is none.
#[must_use]
pub fn names_in(path: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(path)
        .map(|entries| {
            entries
                .flatten()
                .map(|entry| entry.file_name().to_string_lossy().into_owned())
                .collect()
        })
        .unwrap_or_default();
    names.sort();
    names
}

/// The path without links and `..`; `None` when it leads nowhere.
#[must_use]
pub fn canonical(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// The diagnostic for a file or folder that cannot be read.
#[must_use]
pub fn unreadable(shown: &str, verb: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error(
        Code::UnreadableFile,
        format!("cannot {verb} {shown}: {}", reason(error)),
    )
    .in_file(shown)
}

fn output_failed(shown: &str, verb: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error(
        Code::OutputFailed,
        format!("cannot {verb} {shown}: {}", reason(error)),
    )
    .in_file(shown)
    .hint("the pages written before this one are whole; mend the folder and build again")
}

/// The system's reason without Rust's `(os error 13)`.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let plain = text.split(" (os error").next().unwrap_or_default();
    let mut letters = plain.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_link_is_replaced_and_what_it_points_at_is_left_alone() {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let at = |name: &str| folder.path().join(name);
        assert!(fs::write(at("foreign"), "theirs").is_ok());
        for target in ["foreign", "not-there-yet"] {
            assert!(std::os::unix::fs::symlink(at(target), at("page")).is_ok());
            assert!(write(&at("page"), "page", b"ours").is_ok());
            assert!(fs::symlink_metadata(at("page")).is_ok_and(|page| page.is_file()));
            assert!(fs::remove_file(at("page")).is_ok());
        }
        assert_eq!(
            fs::read(at("foreign")).ok().as_deref(),
            Some(&b"theirs"[..])
        );
        assert!(!at("not-there-yet").exists());
    }
}
