//! WARC (ISO 28500): records with a head and a block, most of them HTTP answers.

use std::collections::BTreeSet;
use std::io::{self, BufRead, Read};

use chrono::{DateTime, FixedOffset};

use super::http::{Answer, Headers, split};
use super::{Contained, LARGEST_PICTURE, Names, Picture, is_picture};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::capture::machine_time;
use crate::capture::open::{LARGEST_TEXT, Opened, Opening, open};

/// So much of a block's beginning is read before it is known what it is.
const PEEK: u64 = 64 << 10;
/// The longest line of a record's head.
const LONGEST_LINE: u64 = 64 << 10;

/// Opens the records anew, from the beginning.
pub type Opener<'a> = &'a dyn Fn() -> io::Result<Box<dyn BufRead + 'a>>;

/// What a record is, before its body is read.
struct Record {
    address: String,
    date: Option<DateTime<FixedOffset>>,
    answer: Answer,
}

impl Record {
    fn media_type(&self) -> String {
        self.answer.headers.media_type()
    }
}

/// Reads the live pages of a WARC, and the pictures that they show.
pub fn read(opener: Opener<'_>, opening: Opening<'_>, diagnostics: &mut Diagnostics) -> Contained {
    let mut names = Names::default();
    let mut contained = Contained::default();
    let first = each(opener, &mut |record, _| {
        let kind = record.media_type();
        if record.answer.status == 200 && is_picture(&kind) {
            names.add(&record.address, &kind);
        }
        Ok(())
    });
    let (mut pages, mut unread) = (0_usize, 0_usize);
    let second = each(opener, &mut |record, block| {
        let kind = record.media_type();
        let page = matches!(
            kind.as_str(),
            "text/html" | "application/xhtml+xml" | "application/json" | "application/ld+json"
        );
        if record.answer.status != 200 || !page {
            return Ok(());
        }
        let mut raw = Vec::new();
        block.take(LARGEST_TEXT as u64).read_to_end(&mut raw)?;
        let Some(body) = record.answer.body(&raw, LARGEST_TEXT) else {
            unread += 1;
            return Ok(());
        };
        pages += 1;
        let charset = record.answer.headers.parameter("content-type", "charset");
        let opening = Opening {
            address: Some(&record.address),
            charset: charset.as_deref(),
            held: names.map(),
            ..opening
        };
        // Most pages of an archive are no live pages, and of those nothing is said.
        let mut said = Vec::new();
        if let Some(Opened::Page(mut found)) = open(&body, opening, &mut said)
            && found.entries.len() >= 2
        {
            found.captured = found.captured.or(record.date);
            contained.pages.push(*found);
            diagnostics.extend(said);
        }
        Ok(())
    });
    let used: BTreeSet<String> = contained
        .pages
        .iter()
        .flat_map(|page| page.pictures.iter().cloned())
        .collect();
    let mut taken = BTreeSet::new();
    if !used.is_empty() {
        let _ = each(opener, &mut |record, block| {
            if record.answer.status != 200
                || !used.contains(&record.address)
                || !taken.insert(record.address.clone())
            {
                return Ok(());
            }
            let mut raw = Vec::new();
            block.take(LARGEST_PICTURE as u64).read_to_end(&mut raw)?;
            let name = names.map().get(&record.address);
            if let (Some(name), Some(body)) = (name, record.answer.body(&raw, LARGEST_PICTURE)) {
                contained.pictures.push(Picture {
                    address: record.address.clone(),
                    name: name.clone(),
                    bytes: body,
                });
            }
            Ok(())
        });
    }
    if let Err(error) = first.and(second) {
        diagnostics.push(
            Diagnostic::warning(
                Code::BrokenCapture,
                format!(
                    "{} is damaged: {error}; what stands before was read",
                    opening.shown
                ),
            )
            .in_file(opening.shown)
            .hint("pages behind the damage are lost; take the archive again where it still exists"),
        );
    }
    if unread > 0 {
        diagnostics.push(
            Diagnostic::warning(
                Code::BrokenCapture,
                format!("{}: {unread} pages are kept in an encoding that livesite does not read (Brotli, Zstandard)", opening.shown),
            )
            .in_file(opening.shown)
            .hint("unpack them first, for example with `warcio recompress`"),
        );
    }
    if contained.pages.is_empty() {
        diagnostics.push(
            Diagnostic::error(Code::NoEntries, format!("none of the {pages} pages in {} is a live page with entries", opening.shown))
                .in_file(opening.shown)
                .hint("if one of them should be, take it out and import it alone: it says then what is missing"),
        );
    }
    contained
}

/// Calls for each HTTP answer of the archive, with what is left of its block to read.
fn each(
    opener: Opener<'_>,
    call: &mut dyn FnMut(&Record, &mut dyn Read) -> io::Result<()>,
) -> io::Result<()> {
    let mut reader = opener()?;
    while let Some(head) = record_head(&mut reader)? {
        let length: u64 = head
            .get("content-length")
            .parse()
            .map_err(|_| broken("a record without a length"))?;
        let mut block = (&mut reader).take(length);
        let kind = head.get("warc-type");
        if matches!(kind, "response" | "resource") {
            let mut start = Vec::new();
            let http = head.get("content-type").starts_with("application/http");
            if http {
                read_until_blank_line(&mut block, &mut start)?;
            }
            let (answer_head, body_start) = split(&start);
            let answer = if http {
                Answer::parse(answer_head)
            } else {
                Some(Answer {
                    status: 200,
                    headers: Headers::parse(&format!("content-type: {}", head.get("content-type"))),
                })
            };
            if let Some(answer) = answer {
                let record = Record {
                    address: head
                        .get("warc-target-uri")
                        .trim_matches(['<', '>'])
                        .to_string(),
                    date: machine_time::instant(head.get("warc-date")),
                    answer,
                };
                call(&record, &mut body_start.chain(&mut block))?;
            }
        }
        let left = block.limit();
        if left > 0 && io::copy(&mut block, &mut io::sink())? < left {
            return Err(broken("it ends in the middle of a record"));
        }
    }
    Ok(())
}

/// The next record's head; `None` at the end.
fn record_head(reader: &mut dyn BufRead) -> io::Result<Option<Headers>> {
    let mut line = Vec::new();
    // Blank lines stand between records.
    loop {
        line.clear();
        if (&mut *reader)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)?
            == 0
        {
            return Ok(None);
        }
        if !line.trim_ascii().is_empty() {
            break;
        }
    }
    if !line.starts_with(b"WARC/") {
        return Err(broken("what should be a record is none"));
    }
    let mut text = String::new();
    loop {
        line.clear();
        let read = (&mut *reader)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)?;
        if read == 0 || line.trim_ascii().is_empty() {
            break;
        }
        text.push_str(&String::from_utf8_lossy(&line));
    }
    Ok(Some(Headers::parse(&text)))
}

fn read_until_blank_line(block: &mut impl Read, start: &mut Vec<u8>) -> io::Result<()> {
    let mut piece = [0; 4_096];
    while (start.len() as u64) < PEEK {
        let read = block.read(&mut piece)?;
        if read == 0 {
            break;
        }
        let from = start.len().saturating_sub(3);
        start.extend_from_slice(piece.get(..read).unwrap_or_default());
        let fresh = start.get(from..).unwrap_or_default();
        if fresh.windows(4).any(|four| four == b"\r\n\r\n")
            || fresh.windows(2).any(|two| two == b"\n\n")
        {
            break;
        }
    }
    Ok(())
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
