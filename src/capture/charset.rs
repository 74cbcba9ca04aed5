//! Bytes become text: by their byte-order mark, by what a server or the page itself says, else by what they can be.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far a browser looks for `<meta charset>`; some pages need more than its 1,024 bytes.
const HEAD: usize = 4_096;

/// A text with what was assumed to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The characters.
    pub text: String,
    /// The encoding's name, by the WHATWG.
    pub encoding: &'static str,
    /// Why that one.
    pub reason: Reason,
    /// Whether some bytes were no characters of it and became U+FFFD.
    pub broken: bool,
}

/// Why an encoding was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A byte-order mark.
    Mark,
    /// The server, the container or the page says so.
    Said,
    /// Nobody says anything, and the bytes are valid UTF-8.
    Valid,
    /// Somebody says otherwise, but the bytes are valid UTF-8 with signs that no other encoding gives by chance.
    ValidAgainst(&'static str),
    /// Nobody says anything, and the bytes are not UTF-8.
    LastResort,
    /// UTF-8 is what is said, and the bytes are not.
    SaidWrongly,
}

/// Decodes bytes. `said` is what a server or container says the charset is.
#[must_use]
pub fn decode(bytes: &[u8], said: Option<&str>) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return with(
            encoding,
            bytes.get(length..).unwrap_or_default(),
            Reason::Mark,
        );
    }
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    let said = said
        .map(str::to_string)
        .or_else(|| declared(&String::from_utf8_lossy(head)));
    let said = said.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    // A text that says of itself in ASCII that it is UTF-16 is not.
    let said = said.filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE);
    let valid = std::str::from_utf8(bytes).is_ok();
    match said {
        Some(encoding) if encoding == UTF_8 && !valid => {
            with(WINDOWS_1252, bytes, Reason::SaidWrongly)
        }
        Some(encoding) if encoding != UTF_8 && valid && !bytes.is_ascii() => {
            with(UTF_8, bytes, Reason::ValidAgainst(encoding.name()))
        }
        Some(encoding) => with(encoding, bytes, Reason::Said),
        None if valid => with(UTF_8, bytes, Reason::Valid),
        None => with(WINDOWS_1252, bytes, Reason::LastResort),
    }
}

fn with(encoding: &'static Encoding, bytes: &[u8], reason: Reason) -> Decoded {
    // A few broken bytes in a long UTF-8 page say nothing against UTF-8.
    let (encoding, reason) = match reason {
        Reason::SaidWrongly | Reason::LastResort if mostly_utf8(bytes) => (UTF_8, reason),
        _ => (encoding, reason),
    };
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        text: text.into_owned(),
        encoding: encoding.name(),
        reason,
        broken,
    }
}

/// Whether far more of the bytes beyond ASCII make UTF-8 than not.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 4 * bad
}

/// The charset that a page's head declares.
fn declared(head: &str) -> Option<String> {
    let lower = head.to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = lower.get(from..)?.find("charset") {
        let start = from + at + "charset".len();
        let rest = lower.get(start..)?.trim_start();
        from = start;
        if let Some(value) = rest.strip_prefix('=') {
            let value = value.trim_start().trim_start_matches(['"', '\'']);
            let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)));
            let label = value.get(..end.unwrap_or(value.len()))?;
            if !label.is_empty() {
                return Some(label.to_string());
            }
        }
    }
    // `<?xml version="1.0" encoding="ISO-8859-1"?>`
    let xml = lower.strip_prefix("<?xml")?;
    let declaration = xml.split("?>").next()?;
    let value = declaration.split("encoding").nth(1)?.trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    let label = value
        .trim_start_matches(['"', '\''])
        .split(['"', '\''])
        .next()?;
    Some(label.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_holds_unless_the_bytes_say_otherwise() {
        let page = |charset: &str, text: &[u8]| {
            [format!("<meta charset=\"{charset}\">").as_bytes(), text].concat()
        };
        for (bytes, text, encoding, reason) in [
            (
                b"\xef\xbb\xbfcaf\xc3\xa9".to_vec(),
                "café",
                "UTF-8",
                Reason::Mark,
            ),
            (
                b"\xff\xfec\0a\0f\0\xe9\0".to_vec(),
                "café",
                "UTF-16LE",
                Reason::Mark,
            ),
            (b"caf\xc3\xa9".to_vec(), "café", "UTF-8", Reason::Valid),
            (
                b"caf\xe9 \x93x\x94".to_vec(),
                "café “x”",
                "windows-1252",
                Reason::LastResort,
            ),
            (page("iso-8859-2", b"\xb1"), "ą", "ISO-8859-2", Reason::Said),
            (
                page("utf-8", b"caf\xe9"),
                "café",
                "windows-1252",
                Reason::SaidWrongly,
            ),
            (
                page("iso-8859-1", b"caf\xc3\xa9"),
                "café",
                "UTF-8",
                Reason::ValidAgainst("windows-1252"),
            ),
            (
                page("nonsense", b"caf\xc3\xa9"),
                "café",
                "UTF-8",
                Reason::Valid,
            ),
        ] {
            let decoded = decode(&bytes, None);
            assert!(decoded.text.ends_with(text), "{decoded:?}");
            assert_eq!((decoded.encoding, decoded.reason), (encoding, reason));
        }
        let xml = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>caf\xe9</a>";
        assert!(decode(xml, None).text.contains("café"));
    }
}
