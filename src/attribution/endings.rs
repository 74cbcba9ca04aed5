//! Endings that say something of a word: `48-year-old`, `Polizeisprecher`, `shrimper`.

/// Endings with what each says, by their last byte: most words need not be compared with any.
#[derive(Debug, Clone)]
pub struct Endings<T> {
    by_last: Vec<Vec<(Box<str>, T)>>,
}

impl<T> Default for Endings<T> {
    fn default() -> Self {
        Self {
            by_last: Vec::new(),
        }
    }
}

impl<T> Endings<T> {
    /// Adds an ending.
    pub fn add(&mut self, ending: &str, says: T) {
        let last = usize::from(ending.bytes().next_back().unwrap_or_default());
        if self.by_last.len() <= last {
            self.by_last.resize_with(last + 1, Vec::new);
        }
        if let Some(alike) = self.by_last.get_mut(last) {
            alike.push((ending.into(), says));
        }
    }

    /// The endings of a word, in the order in which they were added: how many bytes stand before each, and what it
    /// says. The word has small letters, or plain ones.
    pub fn of(&self, word: &str) -> impl Iterator<Item = (usize, &T)> {
        let last = word.bytes().next_back().unwrap_or_default();
        let alike = self.by_last.get(usize::from(last.to_ascii_lowercase()));
        alike.into_iter().flatten().filter_map(|(ending, says)| {
            let front = word.len().checked_sub(ending.len())?;
            let back = word.as_bytes().get(front..)?;
            back.eq_ignore_ascii_case(ending.as_bytes())
                .then_some((front, says))
        })
    }
}
