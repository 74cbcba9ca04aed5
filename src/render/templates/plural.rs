//! Which form of a word goes with a number: CLDR's plural rules for whole numbers.

/// The forms a theme's words may have: `entries.one`, `entries.other` …
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plural {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Plural {
    /// The last part of the word's key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }

    /// The form for `n` things in a language; languages that are not listed count as English does.
    pub fn of(n: u64, language: &str) -> Self {
        let primary = language.split('-').next().unwrap_or_default();
        let (ten, hundred) = (n % 10, n % 100);
        let millions = n != 0 && n.is_multiple_of(1_000_000);
        match primary.to_ascii_lowercase().as_str() {
            "ar" => match (n, hundred) {
                (0, _) => Self::Zero,
                (1, _) => Self::One,
                (2, _) => Self::Two,
                (_, 3..=10) => Self::Few,
                (_, 11..=99) => Self::Many,
                _ => Self::Other,
            },
            "uk" | "ru" => match (ten, hundred) {
                (1, hundred) if hundred != 11 => Self::One,
                (2..=4, hundred) if !(12..=14).contains(&hundred) => Self::Few,
                _ => Self::Many,
            },
            "fr" if n <= 1 => Self::One,
            "es" | "it" if n == 1 => Self::One,
            "fr" | "es" | "it" if millions => Self::Many,
            "fr" | "es" | "it" => Self::Other,
            "ja" | "ko" | "zh" | "vi" | "th" | "id" => Self::Other,
            _ if n == 1 => Self::One,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_follow_cldr() {
        use Plural::{Few, Many, One, Other, Two, Zero};
        for (language, samples) in [
            ("en", vec![(0, Other), (1, One), (2, Other)]),
            ("de-AT", vec![(0, Other), (1, One), (21, Other)]),
            (
                "fr",
                vec![(0, One), (1, One), (2, Other), (1_000_000, Many)],
            ),
            ("es", vec![(0, Other), (1, One), (3_000_000, Many)]),
            ("it", vec![(1, One), (8, Other)]),
            (
                "uk",
                vec![
                    (1, One),
                    (21, One),
                    (11, Many),
                    (3, Few),
                    (13, Many),
                    (24, Few),
                    (5, Many),
                ],
            ),
            (
                "ar",
                vec![
                    (0, Zero),
                    (1, One),
                    (2, Two),
                    (7, Few),
                    (103, Few),
                    (11, Many),
                    (100, Other),
                ],
            ),
        ] {
            for (n, form) in samples {
                assert_eq!(Plural::of(n, language), form, "{n} in {language}");
            }
        }
    }
}
