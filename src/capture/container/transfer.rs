//! Encodings that stand between bytes and whoever reads them: base64, quoted-printable, chunks, gzip.

use std::io::Read;

/// Base64 (RFC 4648), white space and everything else that is none of it left out.
#[must_use]
pub fn base64(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut buffer, mut bits) = (0_u32, 0);
    for byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        buffer = (buffer << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((buffer >> bits) as u8);
            buffer &= (1 << bits) - 1;
        }
    }
    bytes
}

/// Quoted-printable (RFC 2045); what is no escape stays as it is.
#[must_use]
pub fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        if *byte != b'=' {
            bytes.push(*byte);
            at += 1;
            continue;
        }
        let rest = text.get(at + 1..).unwrap_or_default();
        if rest.starts_with(b"\r\n") {
            at += 3;
        } else if rest.starts_with(b"\n") {
            at += 2;
        } else if let Some(value) = rest.get(..2).and_then(hex) {
            bytes.push(value);
            at += 3;
        } else {
            bytes.push(b'=');
            at += 1;
        }
    }
    bytes
}

fn hex(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// The body of a chunked answer (RFC 9112); bytes that are not chunked are given back as they are, because many
/// archives undid the chunks and kept the header.
#[must_use]
pub fn chunked(body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(end) = rest.iter().take(80).position(|byte| *byte == b'\n') {
        let size = std::str::from_utf8(rest.get(..end).unwrap_or_default())
            .ok()
            .and_then(|line| usize::from_str_radix(line.split(';').next()?.trim(), 16).ok());
        let Some(size) = size else {
            break;
        };
        rest = rest.get(end + 1..).unwrap_or_default();
        if size == 0 {
            return whole;
        }
        let taken = size.min(rest.len());
        whole.extend_from_slice(rest.get(..taken).unwrap_or_default());
        rest = rest.get(taken..).unwrap_or_default();
        rest = rest
            .strip_prefix(b"\r\n")
            .or_else(|| rest.strip_prefix(b"\n"))
            .unwrap_or(rest);
        if taken < size {
            return whole;
        }
    }
    if whole.is_empty() {
        body.to_vec()
    } else {
        whole
    }
}

/// The body without its content encoding, at most `limit` bytes of it; `None` for an encoding that is not read.
#[must_use]
pub fn decoded(body: Vec<u8>, encoding: &str, limit: usize) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    let limit = limit as u64;
    match encoding.trim().to_ascii_lowercase().as_str() {
        "" | "identity" | "none" => return Some(body),
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => {
            // What stands before a break in the stream is kept.
            let _ = flate2::read::MultiGzDecoder::new(body.as_slice())
                .take(limit)
                .read_to_end(&mut whole);
        }
        // Many archives undid the encoding and kept the header.
        "gzip" | "x-gzip" => return Some(body),
        "deflate" => {
            let _ = flate2::read::ZlibDecoder::new(body.as_slice())
                .take(limit)
                .read_to_end(&mut whole);
            if whole.is_empty() {
                let _ = flate2::read::DeflateDecoder::new(body.as_slice())
                    .take(limit)
                    .read_to_end(&mut whole);
            }
        }
        _ if std::str::from_utf8(&body).is_ok() => return Some(body),
        _ => return None,
    }
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_encodings_are_undone() {
        assert_eq!(base64(b"SGFy\r\nd2ljaw=="), b"Harwick");
        assert_eq!(
            quoted_printable(b"caf=C3=A9 =\r\nx=3D=zz"),
            "café x==zz".as_bytes()
        );
        assert_eq!(
            chunked(b"4\r\nHarw\r\n3;x=1\r\nick\r\n0\r\n\r\n"),
            b"Harwick"
        );
        assert_eq!(chunked(b"<html>"), b"<html>");
        assert_eq!(chunked(b"ff\r\nHarw"), b"Harw");
        assert_eq!(
            decoded(b"<html>".to_vec(), "gzip", 100).as_deref(),
            Some(&b"<html>"[..])
        );
        assert_eq!(decoded(vec![0xff, 0xfe], "br", 100), None);
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(base64(&bytes).len() * 4 <= bytes.len() * 3);
            prop_assert!(quoted_printable(&bytes).len() <= bytes.len());
            prop_assert!(chunked(&bytes).len() <= bytes.len());
            for encoding in ["gzip", "deflate", "br", ""] {
                let _ = decoded(bytes.clone(), encoding, 1_000);
            }
        }
    }
}
