//! MHTML (RFC 2557): a page and its pictures in one MIME message, as browsers save it.

use super::http::{Headers, split};
use super::transfer::{base64, quoted_printable};
use super::{Contained, Names, Picture, is_picture};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::capture::machine_time;
use crate::capture::open::{Opened, Opening, open};

/// A part of the message, decoded.
struct Part {
    headers: Headers,
    body: Vec<u8>,
}

impl Part {
    /// The addresses by which the page may name it.
    fn addresses(&self) -> Vec<String> {
        let id = self.headers.get("content-id").trim_matches(['<', '>']);
        let location = self.headers.get("content-location").to_string();
        let cid = (!id.is_empty()).then(|| format!("cid:{id}"));
        cid.into_iter()
            .chain((!location.is_empty()).then_some(location))
            .collect()
    }
}

/// Reads the page in a message.
pub fn read(bytes: &[u8], opening: Opening<'_>, diagnostics: &mut Diagnostics) -> Contained {
    let (head, body) = split(bytes);
    let head = Headers::parse(&String::from_utf8_lossy(head));
    let parts = match head.parameter("content-type", "boundary") {
        Some(boundary) => parts(body, &boundary),
        None => vec![part(bytes)],
    };
    let mut names = Names::default();
    let pictures: Vec<&Part> = parts
        .iter()
        .filter(|part| is_picture(&part.headers.media_type()))
        .collect();
    for picture in &pictures {
        for address in picture.addresses() {
            names.add(&address, &picture.headers.media_type());
        }
    }
    let pages = parts
        .iter()
        .filter(|part| part.headers.media_type() == "text/html");
    let mut contained = Contained::default();
    let said_before = diagnostics.len();
    let mut alone = Vec::new();
    for page in pages {
        let location = [
            head.get("snapshot-content-location"),
            page.headers.get("content-location"),
        ]
        .into_iter()
        .find(|location| crate::capture::markup::address::is_web(location));
        let charset = page.headers.parameter("content-type", "charset");
        let opening = Opening {
            address: location,
            charset: charset.as_deref(),
            held: names.map(),
            ..opening
        };
        let mut said = Vec::new();
        match open(&page.body, opening, &mut said) {
            Some(Opened::Page(mut found)) => {
                found.captured = found
                    .captured
                    .or_else(|| machine_time::instant(head.get("date")));
                contained.pages.push(*found);
                diagnostics.extend(said);
                // Frames of the page are no pages of their own.
                break;
            }
            _ => alone.extend(said),
        }
    }
    if contained.pages.is_empty() {
        // What is wrong with the first page is what is wrong.
        diagnostics.extend(alone);
        if diagnostics.len() == said_before {
            diagnostics.push(
                Diagnostic::error(Code::NoEntries, format!("{} holds no page", opening.shown))
                    .in_file(opening.shown)
                    .hint("save the page again as MHTML, or as HTML"),
            );
        }
        return contained;
    }
    for picture in pictures {
        let used = picture.addresses().into_iter().find(|address| {
            contained
                .pages
                .iter()
                .any(|page| page.pictures.contains(address))
        });
        let Some(address) = used else {
            continue;
        };
        if let Some(name) = names.map().get(&address).cloned() {
            contained.pictures.push(Picture {
                address,
                name,
                bytes: picture.body.clone(),
            });
        }
    }
    contained
}

/// The parts between the boundaries.
fn parts(body: &[u8], boundary: &str) -> Vec<Part> {
    let line = format!("--{boundary}");
    let mut found = Vec::new();
    let mut start = None;
    let mut at = 0;
    for whole in body.split_inclusive(|byte| *byte == b'\n') {
        if whole.starts_with(line.as_bytes()) {
            if let Some(start) = start {
                found.push(part(body.get(start..at).unwrap_or_default()));
            }
            start = Some(at + whole.len());
        }
        at += whole.len();
    }
    // A message that was cut off has no last boundary.
    if let Some(rest) = start.and_then(|start| body.get(start..))
        && rest.len() > 4
    {
        found.push(part(rest));
    }
    found
}

fn part(message: &[u8]) -> Part {
    let (head, body) = split(message);
    let headers = Headers::parse(&String::from_utf8_lossy(head));
    let body = match headers
        .get("content-transfer-encoding")
        .to_ascii_lowercase()
        .as_str()
    {
        "base64" => base64(body),
        "quoted-printable" => quoted_printable(body),
        _ => body.to_vec(),
    };
    Part { headers, body }
}
