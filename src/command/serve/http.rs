//! As much of HTTP/1.1 (RFC 9112) as a browser asks of a preview: heads in, heads and bodies out, connections kept.

use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::base::fs;

/// A head that is longer is refused.
const LONGEST_HEAD: usize = 32 * 1024;

/// The head of a request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Request {
    /// `GET`, `HEAD` or what else somebody sent.
    pub method: String,
    /// The path, still percent-encoded.
    pub path: String,
    /// The query after the `?`, as it was sent.
    pub query: Option<String>,
    /// The `Host` header.
    pub host: Option<String>,
    /// The `Range` header.
    pub range: Option<String>,
    /// The `If-None-Match` header.
    pub if_none_match: Option<String>,
    /// The `If-Range` header.
    pub if_range: Option<String>,
    /// Whether it comes from this machine.
    pub local: bool,
    /// Whether the connection can serve another request after this one.
    pub keep: bool,
}

/// What came instead of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRequest {
    /// The other side has gone, or said nothing for too long.
    Gone,
    /// Bytes that are no request.
    Malformed,
}

/// Reads the next head. `left` holds bytes that came with the one before.
///
/// # Errors
/// When there is none.
pub fn read_request(stream: &mut impl Read, left: &mut Vec<u8>) -> Result<Request, NoRequest> {
    let mut piece = [0; 4096];
    loop {
        if let Some(end) = end_of_head(left) {
            let head: Vec<u8> = left.drain(..end).collect();
            return parse(&head).ok_or(NoRequest::Malformed);
        }
        if left.len() > LONGEST_HEAD {
            return Err(NoRequest::Malformed);
        }
        match stream.read(&mut piece) {
            Ok(0) => return Err(NoRequest::Gone),
            Ok(count) => left.extend_from_slice(piece.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return Err(NoRequest::Gone),
        }
    }
}

fn end_of_head(bytes: &[u8]) -> Option<usize> {
    bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .map(|start| start + 4)
}

fn parse(head: &[u8]) -> Option<Request> {
    let head = std::str::from_utf8(head).ok()?;
    // An empty line before the request is passed over (RFC 9112, section 2.2).
    let mut lines = head.trim_start_matches("\r\n").split("\r\n");
    let mut words = lines.next()?.split(' ');
    let (method, target, version) = (words.next()?, words.next()?, words.next()?);
    if words.next().is_some() || !version.starts_with("HTTP/1.") || !target.starts_with('/') {
        return None;
    }
    if target.contains(char::is_control) {
        return None;
    }
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query.to_string())),
        None => (target, None),
    };
    let mut request = Request {
        method: method.into(),
        path: path.into(),
        query,
        keep: version == "HTTP/1.1",
        ..Request::default()
    };
    for line in lines.take_while(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':')?;
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            // Two hosts are a trick.
            "host" if request.host.is_some() => return None,
            "host" => request.host = Some(value.into()),
            "range" => request.range = Some(value.into()),
            "if-none-match" => request.if_none_match = Some(value.into()),
            "if-range" => request.if_range = Some(value.into()),
            "connection" if value.eq_ignore_ascii_case("close") => request.keep = false,
            // A body is never read, so nothing can follow it.
            "content-length" if value != "0" => request.keep = false,
            "transfer-encoding" => request.keep = false,
            _ => {}
        }
    }
    Some(request)
}

/// What is sent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// Headers beside those that every response has.
    pub headers: Vec<(&'static str, String)>,
    /// The file, where it is held in memory.
    pub bytes: Arc<Vec<u8>>,
    /// The file, where it is not: films do not belong there.
    pub on_disk: Option<PathBuf>,
    /// The part of the file that is sent.
    pub part: Range<usize>,
}

impl Response {
    /// A response with all of these bytes.
    #[must_use]
    pub fn new(status: u16, media_type: &str, bytes: Arc<Vec<u8>>) -> Self {
        let part = 0..bytes.len();
        Self {
            status,
            headers: vec![("Content-Type", media_type.into())],
            bytes,
            on_disk: None,
            part,
        }
    }

    /// A response with all `length` bytes of a file on disk.
    #[must_use]
    pub fn on_disk(status: u16, media_type: &str, path: PathBuf, length: usize) -> Self {
        Self {
            on_disk: Some(path),
            part: 0..length,
            ..Self::new(status, media_type, Arc::default())
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The value of a header.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Sends it; to `HEAD` everything but the bytes.
    ///
    /// # Errors
    /// When the other side has gone.
    pub fn send(&self, stream: &mut impl Write, with_bytes: bool, keep: bool) -> io::Result<()> {
        let mut head = head_of(self.status, &self.headers);
        // What was not modified has a length that is not told again.
        if self.status != 304 {
            let _ = write!(head, "Content-Length: {}\r\n", self.part.len());
        }
        head.push_str(if keep {
            "\r\n"
        } else {
            "Connection: close\r\n\r\n"
        });
        stream.write_all(head.as_bytes())?;
        if with_bytes && !self.part.is_empty() {
            self.send_part(stream)?;
        }
        stream.flush()
    }

    fn send_part(&self, stream: &mut impl Write) -> io::Result<()> {
        let Some(path) = &self.on_disk else {
            return stream.write_all(self.bytes.get(self.part.clone()).unwrap_or_default());
        };
        let start = u64::try_from(self.part.start).unwrap_or(u64::MAX);
        let length = u64::try_from(self.part.len()).unwrap_or(u64::MAX);
        let file = fs::open_at(path, "the file", start)
            .map_err(|diagnostic| io::Error::other(diagnostic.message))?;
        // A file that became shorter meanwhile: closing the connection says that the rest is missing.
        match io::copy(&mut file.take(length), stream)? {
            sent if sent == length => Ok(()),
            _ => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }
}

/// The status line and the headers, without the empty line that ends a head. Nothing served here may be shown again
/// without asking (most may not be kept at all), be taken for another type than it says, or be drawn into a page of
/// another site.
#[must_use]
pub fn head_of(status: u16, headers: &[(&'static str, String)]) -> String {
    let mut head = format!("HTTP/1.1 {status} {}\r\n", reason(status));
    for (name, value) in headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    if !headers.iter().any(|(name, _)| *name == "Cache-Control") {
        head.push_str("Cache-Control: no-store\r\n");
    }
    head.push_str("X-Content-Type-Options: nosniff\r\n");
    head.push_str("Cross-Origin-Resource-Policy: same-origin\r\n");
    head
}

const fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        206 => "Partial Content",
        301 => "Moved Permanently",
        302 => "Found",
        304 => "Not Modified",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        416 => "Range Not Satisfiable",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Request, NoRequest> {
        read_request(&mut &bytes[..], &mut Vec::new())
    }

    #[test]
    fn a_head_is_read() {
        let request = read(
            b"GET /a%20b/?q=1?2 HTTP/1.1\r\nhost: localhost:1\r\nRange:bytes=0-1\r\nX: y:z\r\n\r\n",
        );
        let expected = Request {
            method: "GET".into(),
            path: "/a%20b/".into(),
            query: Some("q=1?2".into()),
            host: Some("localhost:1".into()),
            range: Some("bytes=0-1".into()),
            keep: true,
            ..Request::default()
        };
        assert_eq!(request, Ok(expected));
    }

    #[test]
    fn two_requests_in_one_piece_are_two() {
        let mut bytes: &[u8] = b"GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.0\r\n\r\n";
        let mut left = Vec::new();
        let first = read_request(&mut bytes, &mut left);
        let second = read_request(&mut bytes, &mut left);
        assert_eq!(
            first.map(|request| (request.path, request.keep)),
            Ok(("/1".into(), true))
        );
        assert_eq!(
            second.map(|request| (request.path, request.keep)),
            Ok(("/2".into(), false))
        );
        assert_eq!(read_request(&mut bytes, &mut left), Err(NoRequest::Gone));
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for bytes in [
            &b"GET\r\n\r\n"[..],
            b"GET / HTTP/2\r\n\r\n",
            b"GET / HTTP/1.1 x\r\n\r\n",
            b"GET http://a/ HTTP/1.1\r\n\r\n",
            b"GET /\xff HTTP/1.1\r\n\r\n",
            b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            b"\x16\x03\x01\r\n\r\n",
        ] {
            assert_eq!(read(bytes), Err(NoRequest::Malformed), "{bytes:?}");
        }
        assert_eq!(
            read(&vec![b'a'; 2 * LONGEST_HEAD]),
            Err(NoRequest::Malformed)
        );
        assert_eq!(read(b"GET / HT"), Err(NoRequest::Gone));
    }

    #[test]
    fn head_sends_everything_but_the_bytes() {
        let response = Response::new(200, "text/plain", Arc::new(b"bridge".to_vec()));
        let mut sent = Vec::new();
        assert!(response.send(&mut sent, false, true).is_ok());
        let sent = String::from_utf8_lossy(&sent);
        assert!(sent.contains("Content-Length: 6\r\n"), "{sent}");
        assert!(sent.ends_with("\r\n\r\n"), "{sent}");
    }
}
