//! Texts that are not UTF-8: the message that says so, and Windows-1252, which they mostly are.

use super::diagnostic::{Code, Diagnostic};
use super::source_text::SourceText;

/// The diagnostic for a text that is not UTF-8: the place of the first bad byte, and what it would be in Windows-1252.
#[must_use]
pub fn invalid_utf8(shown: &str, bytes: &[u8], bad: usize) -> Diagnostic {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Diagnostic::error(Code::InvalidUtf8, format!("{shown} is UTF-16, not UTF-8"))
            .in_file(shown)
            .hint(format!(
                "convert it: iconv -f UTF-16 -t UTF-8 {shown} > new.txt"
            ));
    }
    let byte = bytes.get(bad).copied().unwrap_or_default();
    let mut text = String::from_utf8_lossy(&bytes[..bad]).into_owned();
    let start = text.len();
    text.push_str(&String::from_utf8_lossy(&bytes[bad..]));
    let source = SourceText::new(shown, text);
    Diagnostic::error(Code::InvalidUtf8, format!("byte 0x{byte:02X} at offset {bad} is not UTF-8"))
        .at(&source, start..start + '\u{fffd}'.len_utf8())
        .label(format!("in Windows-1252 this byte is `{}`", windows_1252(byte)))
        .hint(format!(
            "if the file is Windows-1252, convert it: iconv -f WINDOWS-1252 -t UTF-8 {shown} > new.txt; or set `encoding = \"windows-1252\"` in the coverage's settings"
        ))
}

/// Reads bytes as Windows-1252 (WHATWG Encoding Standard), in which every byte is a character.
#[must_use]
pub fn decode_windows_1252(bytes: &[u8]) -> String {
    bytes.iter().copied().map(windows_1252).collect()
}

/// The character of a byte in Windows-1252.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::source_text::Place;

    #[test]
    fn a_byte_that_is_no_utf8_is_named_with_its_place() {
        let diagnostic = invalid_utf8("content/x.txt", b"caf\xe9 \xe9", 3);
        assert_eq!(diagnostic.message, "byte 0xE9 at offset 3 is not UTF-8");
        assert_eq!(
            diagnostic.place.as_ref().map(Place::line_and_column),
            Some((1, 4))
        );
        assert_eq!(decode_windows_1252(b"caf\xe9 \x93ok\x94"), "café “ok”");
    }
}
