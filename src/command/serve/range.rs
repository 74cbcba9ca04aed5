//! A part of a file, as players of films and sound ask for it (RFC 9110, section 14).

use std::ops::Range;

/// What a `Range` header comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// No single range of bytes: the whole file is the answer.
    Whole,
    /// These bytes.
    Bytes(Range<usize>),
    /// Outside the file.
    Outside,
}

/// Reads a `Range` header for a file of `length` bytes. Several ranges at once, other units and what cannot be
/// read are passed over, as the standard allows.
#[must_use]
pub fn part(header: &str, length: usize) -> Part {
    let Some((first, last)) = header
        .trim()
        .strip_prefix("bytes=")
        .and_then(|range| range.split_once('-'))
    else {
        return Part::Whole;
    };
    let (first, last) = (first.trim(), last.trim());
    let Some(range) = (match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => Some(first..last.saturating_add(1)),
        (Some(first), None) if last.is_empty() => Some(first..length.max(first)),
        (None, Some(count)) if first.is_empty() => Some(length.saturating_sub(count)..length),
        _ => None,
    }) else {
        return Part::Whole;
    };
    let range = range.start..range.end.min(length);
    if range.is_empty() {
        Part::Outside
    } else {
        Part::Bytes(range)
    }
}

/// Digits alone; `parse` would also take a sign.
fn number(text: &str) -> Option<usize> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_cut_to_the_file() {
        for (header, expected) in [
            ("bytes=0-3", Part::Bytes(0..4)),
            ("bytes=4-", Part::Bytes(4..10)),
            ("bytes=-3", Part::Bytes(7..10)),
            ("bytes=-30", Part::Bytes(0..10)),
            ("bytes=8-99", Part::Bytes(8..10)),
            ("bytes=10-", Part::Outside),
            ("bytes=-0", Part::Outside),
            ("bytes=3-1", Part::Whole),
            ("bytes=0-1,4-5", Part::Whole),
            ("bytes=-", Part::Whole),
            ("bytes=+1-3", Part::Whole),
            ("pages=1-2", Part::Whole),
        ] {
            assert_eq!(part(header, 10), expected, "{header}");
        }
        assert_eq!(part("bytes=0-", 0), Part::Outside);
    }
}
