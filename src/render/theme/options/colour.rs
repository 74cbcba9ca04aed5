//! Colours as style sheets write them, and how far they stand apart.

/// Red, green and blue, each 0 to 255, of `#rgb` or `#rrggbb` (CSS Color 4, section 5.2).
pub(in crate::render::theme) fn parse(text: &str) -> Option<[u8; 3]> {
    let digits: Vec<u8> = text
        .strip_prefix('#')?
        .chars()
        .map(|digit| {
            digit
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        })
        .collect::<Option<_>>()?;
    match digits[..] {
        [red, green, blue] => Some([red * 17, green * 17, blue * 17]),
        [r, red, g, green, b, blue] => Some([r * 16 + red, g * 16 + green, b * 16 + blue]),
        _ => None,
    }
}

/// The contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").
pub(super) fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// How light a colour is, 0 to 1 (WCAG 2.2, "relative luminance").
fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_three_or_six_digits() {
        assert_eq!(parse("#b3261e"), Some([0xb3, 0x26, 0x1e]));
        assert_eq!(parse("#FA0"), Some([255, 170, 0]));
        for wrong in [
            "b3261e",
            "#b3261",
            "#b3261e00",
            "red",
            "#ggg",
            "#",
            "#é12345",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn black_on_white_is_21_to_1() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
        assert!((contrast([7; 3], [7; 3]) - 1.0).abs() < 1e-9);
        // A grey that is known to pass just so on white.
        assert!((contrast([0x76; 3], [255; 3]) - 4.54).abs() < 0.01);
    }
}
