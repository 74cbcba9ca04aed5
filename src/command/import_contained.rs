//! Containers on disk: opened as streams, and read without holding more than a page of them.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use super::import_given::Given;
use super::terminal::Terminal;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::fs;
use crate::capture::container::{Contained, mhtml, warc, zip};
use crate::capture::kind::{self, Kind};
use crate::capture::open::{LARGEST_TEXT, Opening, unknown};

/// So much of a file tells what it is.
const PEEK: u64 = 16 << 10;

/// What stood in a file.
#[derive(Debug)]
pub enum Contents {
    /// A file that is no container, whole.
    Plain(Vec<u8>),
    /// The pages of a container.
    Pages(Contained),
}

/// Reads a file of any kind; `None` when it cannot be read, which is said.
pub fn read(
    given: &Given,
    opening: Opening<'_>,
    terminal: &Terminal,
    diagnostics: &mut Diagnostics,
) -> Option<Contents> {
    match contents(given, opening, terminal, diagnostics) {
        Ok(contents) => contents,
        Err(error) => {
            diagnostics.push(
                Diagnostic::error(
                    Code::BrokenCapture,
                    format!("{} is damaged: {error}", opening.shown),
                )
                .in_file(opening.shown)
                .hint("take it again where it still exists"),
            );
            None
        }
    }
}

fn contents(
    given: &Given,
    opening: Opening<'_>,
    terminal: &Terminal,
    diagnostics: &mut Diagnostics,
) -> io::Result<Option<Contents>> {
    let shown = opening.shown;
    let path = given.path.as_path();
    let file = || fs::reader(path).map(|file| Counted::new(file, terminal));
    let mut start = Vec::new();
    match fs::reader(path) {
        Ok(file) => file.take(PEEK).read_to_end(&mut start)?,
        Err(error) => {
            diagnostics.push(fs::unreadable(shown, "read", &error));
            return Ok(None);
        }
    };
    let unpacked = || -> io::Result<Box<dyn BufRead + '_>> {
        let packed = BufReader::new(file()?);
        Ok(Box::new(BufReader::new(flate2::read::MultiGzDecoder::new(
            packed,
        ))))
    };
    Ok(match kind::of(&start) {
        Kind::Warc => {
            let opener =
                || -> io::Result<Box<dyn BufRead + '_>> { Ok(Box::new(BufReader::new(file()?))) };
            Some(Contents::Pages(warc::read(&opener, opening, diagnostics)))
        }
        Kind::Gzip => {
            let mut inside = Vec::new();
            unpacked()?.take(PEEK).read_to_end(&mut inside)?;
            if kind::of(&inside) == Kind::Warc {
                Some(Contents::Pages(warc::read(&unpacked, opening, diagnostics)))
            } else {
                let mut whole = Vec::new();
                unpacked()?
                    .take(LARGEST_TEXT as u64 + 1)
                    .read_to_end(&mut whole)?;
                Some(Contents::Plain(whole))
            }
        }
        Kind::Zip => wacz(path, opening, terminal, diagnostics)?,
        Kind::Mhtml
        | Kind::Text
        | Kind::Html
        | Kind::Json
        | Kind::JsonLines
        | Kind::Feed
        | Kind::Csv
        | Kind::Other(_)
            if fs::length(path).is_some_and(|length| length > LARGEST_TEXT as u64) =>
        {
            diagnostics.push(
                Diagnostic::error(
                    Code::UnknownFormat,
                    format!(
                        "{shown} is one text of {} MB; no live page is so long",
                        fs::length(path).unwrap_or(0) >> 20
                    ),
                )
                .in_file(shown)
                .hint(
                    "if many pages were put into one file, take them apart, or save them as a WARC",
                ),
            );
            None
        }
        kind => {
            let mut whole = Vec::new();
            fs::reader(path)?.read_to_end(&mut whole)?;
            Some(match kind {
                Kind::Mhtml => Contents::Pages(mhtml::read(&whole, opening, diagnostics)),
                _ => Contents::Plain(whole),
            })
        }
    })
}

/// The WARCs in a WACZ, one after the other.
fn wacz(
    path: &Path,
    opening: Opening<'_>,
    terminal: &Terminal,
    diagnostics: &mut Diagnostics,
) -> io::Result<Option<Contents>> {
    let members: Vec<zip::Member> = zip::members(&mut fs::reader(path)?)?
        .into_iter()
        .filter(|member| member.name.ends_with(".warc.gz") || member.name.ends_with(".warc"))
        .collect();
    if members.is_empty() {
        diagnostics.push(unknown(opening.shown, "a ZIP file without a WARC in it"));
        return Ok(None);
    }
    let opener = || -> io::Result<Box<dyn BufRead + '_>> {
        let mut all: Box<dyn Read + '_> = Box::new(io::empty());
        for member in &members {
            let bytes = Counted::new(member.open(fs::reader(path)?)?, terminal);
            let bytes: Box<dyn Read + '_> = if member.name.ends_with(".gz") {
                Box::new(flate2::read::MultiGzDecoder::new(BufReader::new(bytes)))
            } else {
                Box::new(bytes)
            };
            all = Box::new(all.chain(bytes));
        }
        Ok(Box::new(BufReader::new(all)))
    };
    Ok(Some(Contents::Pages(warc::read(
        &opener,
        opening,
        diagnostics,
    ))))
}

/// A stream that tells the terminal how far it was read. A container is read twice before its pages are known.
struct Counted<'a, R> {
    inner: R,
    terminal: &'a Terminal,
    untold: usize,
}

impl<'a, R> Counted<'a, R> {
    const fn new(inner: R, terminal: &'a Terminal) -> Self {
        Self {
            inner,
            terminal,
            untold: 0,
        }
    }
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.untold += read;
        while self.untold >= 2 << 20 {
            self.untold -= 2 << 20;
            self.terminal.step();
        }
        Ok(read)
    }
}
