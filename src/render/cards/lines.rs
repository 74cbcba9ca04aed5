//! A title in lines: where it is broken, and what is left out where it has no end.

/// A piece of a title that stays on one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Its letters.
    pub text: String,
    /// How wide they are.
    pub width: f32,
    /// Whether it goes on where the one before it ended, without a space.
    pub goes_on: bool,
}

/// What stands for what is left out.
pub const MORE: char = '…';

/// A title in lines no wider than `widest`, at most `most` of them; `None` where it takes more.
pub fn lines(words: &[Word], space: f32, widest: f32, most: usize) -> Option<Vec<String>> {
    let mut lines: Vec<String> = Vec::new();
    let mut width = 0.0;
    for word in words {
        let gap = if word.goes_on { 0.0 } else { space };
        match lines
            .last_mut()
            .filter(|_| width + gap + word.width <= widest)
        {
            Some(line) => {
                if !word.goes_on {
                    line.push(' ');
                }
                line.push_str(&word.text);
                width += gap + word.width;
            }
            None => {
                lines.push(word.text.clone());
                width = word.width;
            }
        }
    }
    (lines.len() <= most).then_some(lines)
}

/// The same where it does not fit: as many words as do, and the mark that there are more.
pub fn cut_lines(words: &[Word], space: f32, widest: f32, most: usize) -> Vec<String> {
    let mut kept = words.len();
    loop {
        let mut some = words[..kept].to_vec();
        if kept < words.len()
            && let Some(last) = some.last_mut()
        {
            last.text.push(MORE);
            // As wide as the widest of letters, nearly.
            last.width += space * 4.0;
        }
        match lines(&some, space, widest, most) {
            Some(lines) => return lines,
            None if kept == 0 => return Vec::new(),
            None => kept -= 1,
        }
    }
}

/// A word in pieces no wider than `widest`. Letters are taken to be equally wide; a mark stays with its letter.
pub fn pieces(word: &Word, widest: f32) -> Vec<Word> {
    let letters = word.text.chars().count().max(1) as f32;
    let each = word.width / letters;
    // A little less, as some are wider than others.
    let most = ((widest / each.max(1.0) * 0.85) as usize).max(1);
    if word.width <= widest {
        return vec![word.clone()];
    }
    let mut pieces: Vec<Word> = Vec::new();
    let mut length = 0;
    for letter in word.text.chars() {
        let is_mark = unicode_normalization::char::is_combining_mark(letter);
        if pieces.is_empty() || length >= most && !is_mark {
            pieces.push(Word {
                text: String::new(),
                width: 0.0,
                goes_on: !pieces.is_empty(),
            });
            length = 0;
        }
        if let Some(piece) = pieces.last_mut() {
            piece.text.push(letter);
            piece.width += each;
            length += 1;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<Word> {
        text.split_whitespace()
            .map(|word| Word {
                text: word.into(),
                width: word.chars().count() as f32,
                goes_on: false,
            })
            .collect()
    }

    #[test]
    fn a_title_is_broken_between_words_and_cut_at_the_end() {
        let title = words("the sea came in at night");
        let broken = lines(&title, 1.0, 11.0, 3);
        assert_eq!(
            broken.unwrap_or_default(),
            ["the sea", "came in at", "night"]
        );
        assert_eq!(lines(&title, 1.0, 11.0, 2), None);
        assert_eq!(cut_lines(&title, 1.0, 11.0, 2), ["the sea", "came in…"]);
        assert_eq!(cut_lines(&words("seventeen"), 1.0, 3.0, 0), [""; 0]);
    }

    proptest! {
        #[test]
        fn every_letter_stays_and_no_line_is_too_wide(title in "([a-z]{1,40} ?){0,12}", widest in 4..60_u8) {
            let widest = f32::from(widest);
            let title = words(&title);
            let whole: String = title.iter().map(|word| word.text.as_str()).collect();
            let parts: Vec<Word> = title.iter().flat_map(|word| pieces(word, widest)).collect();
            let lines = lines(&parts, 1.0, widest, usize::MAX).unwrap_or_default();
            prop_assert!(lines.iter().all(|line| line.chars().count() as f32 <= widest));
            prop_assert_eq!(lines.concat().replace(' ', ""), whole);
        }
    }
}
