//! "Did you mean": the known word that is nearest to a mistyped one.
//!
//! A site has as many addresses as it has pages, and one mistake can break a link in every entry. So a word that
//! cannot be nearer than the best one so far is given up as soon as that shows.

/// The known word nearest to a mistyped one: the first in the alphabet among equals, none where all are far.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().collect();
    // Two edits make any short word of any other.
    let mut limit = match word.len() {
        0..=3 => 1,
        4..=8 => 2,
        length => length / 3,
    };
    let mut best: Option<(usize, &str)> = None;
    for candidate in known.into_iter().filter(|known| !known.is_empty()) {
        if let Some(distance) = distance_within(&word, candidate, limit) {
            limit = distance;
            let found = (distance, candidate);
            best = Some(best.map_or(found, |best| best.min(found)));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Edits (insert, delete, replace, swap of neighbours) that make one word the other, case folded; `None` for more
/// than `limit`.
fn distance_within(a: &[char], b: &str, limit: usize) -> Option<usize> {
    // A character has at most four bytes, and lower case never has fewer characters.
    if b.len() > (a.len() + limit) * 4 {
        return None;
    }
    let b: Vec<char> = b.to_lowercase().chars().collect();
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    // What two words have in common at either end is no part of any edit.
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev());
    let tail = tail.take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);

    let mut before_last = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut row = vec![0; b.len() + 1];
    let mut last_least = 0;
    for i in 1..=a.len() {
        row[0] = i;
        let mut least = i;
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
            least = least.min(row[j]);
        }
        // The next row follows from these two and is no smaller.
        if least > limit && last_least > limit {
            return None;
        }
        last_least = least;
        std::mem::swap(&mut before_last, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last.last().copied().filter(|&distance| distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_nearest_word_is_near() {
        assert_eq!(nearest("headlin", ["headline", "label"]), Some("headline"));
        assert_eq!(nearest("lable", ["headline", "label"]), Some("label"));
        assert_eq!(nearest("weather", ["headline", "label"]), None);
        assert_eq!(nearest("ac", ["bc", "ab", "ad"]), Some("ab"));
        assert_eq!(nearest("", ["abc"]), None);
    }

    /// The whole table, without any way out.
    fn distance(a: &[char], b: &[char]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let replaced = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let least = replaced.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        least.min(table[i - 2][j - 2] + 1)
                    } else {
                        least
                    }
                };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn no_way_out_changes_a_distance(a in "[abc]{0,9}", b in "[abc]{0,9}", limit in 0usize..10) {
            let (letters, others): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            let whole = distance(&letters, &others);
            prop_assert_eq!(distance_within(&letters, &b, limit), Some(whole).filter(|&whole| whole <= limit));
        }
    }
}
