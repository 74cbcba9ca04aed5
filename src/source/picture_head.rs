//! What the head of a JPEG or PNG says beside its size: whether it stands still, and how it is to be turned.

/// A picture that stands still and of which smaller copies can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Still {
    /// How it is kept.
    pub format: Format,
    /// How browsers turn it before they show it: 1 to 8, as EXIF has it; 1 is as it stands.
    pub orientation: u8,
}

/// How a picture is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Format {
    Jpeg,
    Png,
}

impl Still {
    /// Reads the head of a file, whatever its name; `None` where it is something else, or a film (APNG).
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\xff\xd8\xff") {
            return Some(Self {
                format: Format::Jpeg,
                orientation: jpeg_orientation(bytes).unwrap_or(1),
            });
        }
        let chunks = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
        (!is_animated(chunks)).then_some(Self {
            format: Format::Png,
            // Browsers do not agree on the EXIF of a PNG.
            orientation: 1,
        })
    }

    /// Whether it is shown lying on its side, so that its width is the height of what it keeps.
    #[must_use]
    pub const fn is_turned(self) -> bool {
        self.orientation >= 5
    }
}

/// The orientation in the EXIF of a JPEG: the first segment of that name, before the picture itself begins.
fn jpeg_orientation(bytes: &[u8]) -> Option<u8> {
    let mut rest = bytes.get(2..)?;
    loop {
        let [0xff, marker, high, low, ..] = *rest else {
            return None;
        };
        // The scan begins.
        if marker == 0xda {
            return None;
        }
        let length = usize::from(u16::from_be_bytes([high, low]));
        let segment = rest.get(4..2 + length)?;
        if marker == 0xe1
            && let Some(tiff) = segment.strip_prefix(b"Exif\0\0")
        {
            return tiff_orientation(tiff);
        }
        rest = rest.get(2 + length..)?;
    }
}

/// The tag `Orientation` of a TIFF's first directory.
fn tiff_orientation(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..4)? {
        b"II\x2a\0" => true,
        b"MM\0\x2a" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let two: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(match little {
            true => u16::from_le_bytes(two),
            false => u16::from_be_bytes(two),
        })
    };
    let four: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let directory = match little {
        true => u32::from_le_bytes(four),
        false => u32::from_be_bytes(four),
    } as usize;
    for entry in 0..usize::from(short(directory)?) {
        let at = directory.checked_add(2 + entry * 12)?;
        if short(at)? == 0x0112 {
            let value = u8::try_from(short(at.checked_add(8)?)?).ok()?;
            return (1..=8).contains(&value).then_some(value);
        }
    }
    None
}

/// Whether the chunks of a PNG say, before the picture, that others follow.
fn is_animated(mut chunks: &[u8]) -> bool {
    while let Some((head, rest)) = chunks.split_first_chunk::<8>() {
        match &head[4..] {
            b"acTL" => return true,
            b"IDAT" => return false,
            _ => {}
        }
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        // Four bytes of checksum follow.
        let Some(next) = length.checked_add(4).and_then(|skip| rest.get(skip..)) else {
            return false;
        };
        chunks = next;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The beginning of a JPEG whose EXIF says how it is turned.
    fn jpeg(little: bool, orientation: u16) -> Vec<u8> {
        let two = |value: u16| match little {
            true => value.to_le_bytes(),
            false => value.to_be_bytes(),
        };
        let mut tiff: Vec<u8> = match little {
            true => b"II\x2a\0\x08\0\0\0".to_vec(),
            false => b"MM\0\x2a\0\0\0\x08".to_vec(),
        };
        for value in [2, 0x0100, 3, 0, 1, 9, 0, 0x0112, 3, 0, 1, orientation, 0] {
            tiff.extend(two(value));
        }
        let mut bytes = b"\xff\xd8\xff\xe0\0\x04JF\xff\xe1".to_vec();
        bytes.extend(u16::try_from(tiff.len() + 8).unwrap_or(0).to_be_bytes());
        bytes.extend(b"Exif\0\0");
        bytes.extend(tiff);
        bytes.extend(b"\xff\xda\0\x02");
        bytes
    }

    #[test]
    fn a_jpeg_says_how_it_is_turned() {
        for little in [true, false] {
            for (written, read) in [(1, 1), (3, 3), (6, 6), (8, 8), (0, 1), (9, 1), (0x0106, 1)] {
                let still = Still::of(&jpeg(little, written));
                let orientation = still.map(|still| (still.format, still.orientation));
                assert_eq!(orientation, Some((Format::Jpeg, read)), "{written}");
            }
        }
        assert_eq!(Still::of(&jpeg(true, 6)).map(Still::is_turned), Some(true));
        assert_eq!(
            Still::of(b"\xff\xd8\xff").map(Still::is_turned),
            Some(false)
        );
    }

    #[test]
    fn a_png_that_moves_is_no_still_picture() {
        let png = |chunks: &[&[u8; 4]]| {
            let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
            for name in chunks {
                bytes.extend([0, 0, 0, 1]);
                bytes.extend(*name);
                bytes.extend([7, 0, 0, 0, 0]);
            }
            bytes
        };
        assert!(Still::of(&png(&[b"IHDR", b"IDAT", b"acTL"])).is_some());
        assert!(Still::of(&png(&[b"IHDR", b"acTL", b"IDAT"])).is_none());
        assert!(Still::of(b"GIF89a").is_none());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            for head in [&b"\xff\xd8\xff\xe1\0\x30Exif\0\0II\x2a\0"[..], b"\x89PNG\r\n\x1a\n", b""] {
                let _ = Still::of(&[head, &bytes].concat());
            }
        }
    }
}
