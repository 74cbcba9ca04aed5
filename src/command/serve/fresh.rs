//! Files that a browser may have already: entity tags, "not modified", and parts of a file (RFC 9110, sections 8 and 14).

use std::path::Path;

use xxhash_rust::xxh3::xxh3_64;

use super::answer::html;
use super::http::{Request, Response};
use super::media_type::media_type;
use super::notice;
use super::range::{Part, part};
use crate::base::fs;

/// A file that is read when it is sent.
pub fn from_disk(status: u16, path: &str, source: &Path, request: &Request) -> Response {
    let Some(stamp) = fs::stamp(source).filter(|stamp| !stamp.is_folder) else {
        return html(404, notice::refusal("The file is gone."));
    };
    let tag = tag_of(format!("{stamp:?}").as_bytes());
    let length = usize::try_from(stamp.length).unwrap_or(usize::MAX);
    let response = Response::on_disk(status, media_type(path), source.into(), length);
    in_parts(
        unless_known(asked_again(response), &tag, request),
        &tag,
        request,
    )
}

/// The entity tag of bytes.
pub fn tag_of(bytes: &[u8]) -> String {
    format!("\"{:016x}\"", xxh3_64(bytes))
}

/// May be kept by a browser, which asks every time whether it is still the same: fonts and pictures of a page that
/// reloads are there at once.
pub fn asked_again(response: Response) -> Response {
    response.header("Cache-Control", "no-cache")
}

/// With its entity tag; "not modified" where the browser has that already.
pub fn unless_known(response: Response, tag: &str, request: &Request) -> Response {
    let known = request.if_none_match.as_deref().is_some_and(|known| {
        let mut tags = known.split(',').map(str::trim);
        tags.any(|known| known == "*" || known.trim_start_matches("W/") == tag)
    });
    let response = response.header("ETag", tag);
    if known && response.status == 200 {
        Response {
            status: 304,
            part: 0..0,
            ..response
        }
    } else {
        response
    }
}

/// The part of a file that was asked for.
pub fn in_parts(response: Response, tag: &str, request: &Request) -> Response {
    let response = response.header("Accept-Ranges", "bytes");
    let same = request.if_range.as_deref().is_none_or(|known| known == tag);
    if request.method != "GET" || response.status != 200 || !same {
        return response;
    }
    let length = response.part.len();
    match request.range.as_deref().map(|header| part(header, length)) {
        Some(Part::Bytes(range)) => Response {
            status: 206,
            part: range.clone(),
            ..response
        }
        .header(
            "Content-Range",
            format!("bytes {}-{}/{length}", range.start, range.end - 1),
        ),
        Some(Part::Outside) => Response {
            status: 416,
            part: 0..0,
            ..response
        }
        .header("Content-Range", format!("bytes */{length}")),
        _ => response,
    }
}
