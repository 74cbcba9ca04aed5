//! Files to be copied, looked at once: their fingerprint, and how large a picture is.

use super::coverage::MediaFile;
use super::picture_head::Still;
use crate::base::diagnostic::Diagnostics;
use crate::base::fs;

/// Reads a file's fingerprint and, where it is a picture, its size as browsers show it. A file that cannot be read is an error.
#[must_use]
pub fn describe(file: MediaFile, diagnostics: &mut Diagnostics) -> Option<MediaFile> {
    let shown = format!("content/{}", file.content_path);
    let bytes = match fs::read_bytes(&file.disk_path, &shown) {
        Ok(bytes) => bytes,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            return None;
        }
    };
    let checksum = xxhash_rust::xxh3::xxh3_64(&bytes);
    let still = Still::of(&bytes);
    let mut size = size_of(&file.content_path, &bytes);
    if still.is_some_and(Still::is_turned) {
        size = size.map(|(width, height)| (height, width));
    }
    Some(MediaFile {
        fingerprint: format!("{checksum:016x}")[..8].to_string(),
        checksum,
        width: size.map(|(width, _)| width),
        height: size.map(|(_, height)| height),
        still,
        ..file
    })
}

/// Width and height in pixels, from the file's head alone.
fn size_of(path: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    if path.to_lowercase().ends_with(".svg") {
        return svg_size(&String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]));
    }
    let size = imagesize::blob_size(bytes).ok()?;
    Some((
        u32::try_from(size.width).ok()?,
        u32::try_from(size.height).ok()?,
    ))
}

/// `width` and `height` of the root element, else the last two numbers of its `viewBox` (SVG 2, section 8.6).
fn svg_size(text: &str) -> Option<(u32, u32)> {
    let start = text.find("<svg")?;
    let root = &text[start..start + text[start..].find('>')?];
    let own = |name: &str| pixels(attribute(root, name)?.trim_end_matches("px"));
    if let (Some(width), Some(height)) = (own("width"), own("height")) {
        return Some((width, height));
    }
    let view_box = attribute(root, "viewBox")?;
    let mut numbers = view_box
        .split([' ', ','])
        .filter(|number| !number.is_empty())
        .skip(2);
    Some((pixels(numbers.next()?)?, pixels(numbers.next()?)?))
}

fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let start = element
        .find(&format!(" {name}="))
        .or_else(|| element.find(&format!("\n{name}=")))?
        + name.len()
        + 2;
    let quote = element[start..]
        .chars()
        .next()
        .filter(|quote| matches!(quote, '"' | '\''))?;
    element[start + 1..].split(quote).next()
}

fn pixels(text: &str) -> Option<u32> {
    let number: f64 = text.trim().parse().ok()?;
    // Rounded up to whole pixels; a size that no screen has is no size.
    (number > 0.0 && number < 100_000.0).then_some(number.ceil() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_says_its_size() {
        for (text, size) in [
            (
                "<svg xmlns='x' width=\"960\" height=\"600px\">",
                Some((960, 600)),
            ),
            ("<?xml?>\n<svg viewBox='0 0 320.5 200'>", Some((321, 200))),
            (
                "<svg width='100%' height='50%' viewBox='0,0,10,20'>",
                Some((10, 20)),
            ),
            ("<svg>", None),
            ("no picture", None),
        ] {
            assert_eq!(svg_size(text), size, "{text}");
        }
    }
}
