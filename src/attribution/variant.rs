//! Spellings of one name: which two are close enough to ask about, and which are surely one.

use std::ops::Range;

/// Where a name stands: the index of the entry, the passage (`None`: the headline), the bytes.
pub type Spot = (usize, Option<usize>, Range<usize>);

/// Two spellings that look like one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The spelling that stands more often.
    pub name: String,
    /// The other.
    pub variant: String,
    /// Index of the coverage; 0 until all coverages are put together.
    pub coverage: usize,
    /// Where the first stands: index of the entry, its passage, the bytes.
    pub name_place: Spot,
    /// Where the second stands.
    pub variant_place: Spot,
    /// Whether they were taken for one.
    pub folded: bool,
}

/// What is longer is no name to compare, in letters.
const LONGEST: usize = 32;

/// Letters added, left out, changed or swapped; `None` when more than `most`.
#[must_use]
pub fn distance(one: &str, other: &str, most: usize) -> Option<usize> {
    if one.is_ascii() && other.is_ascii() {
        return edits(one.as_bytes(), other.as_bytes(), most);
    }
    let (mut first, mut second) = (['\0'; LONGEST], ['\0'; LONGEST]);
    edits(
        letters(one, &mut first)?,
        letters(other, &mut second)?,
        most,
    )
}

fn edits<T: PartialEq>(mut one: &[T], mut other: &[T], most: usize) -> Option<usize> {
    if one.len().max(other.len()) > LONGEST || one.len().abs_diff(other.len()) > most {
        return None;
    }
    // What both begin and end with adds nothing: mostly, little is left to compare.
    while let ([a, one_rest @ ..], [b, other_rest @ ..]) = (one, other)
        && a == b
    {
        (one, other) = (one_rest, other_rest);
    }
    while let ([one_rest @ .., a], [other_rest @ .., b]) = (one, other)
        && a == b
    {
        (one, other) = (one_rest, other_rest);
    }
    // One letter added, left out or changed, or two swapped: nothing else is left of one edit.
    if most == 1 && one.len().max(other.len()) > 2 {
        return None;
    }
    let mut before = [0; LONGEST + 1];
    let mut last: [usize; LONGEST + 1] = std::array::from_fn(|column| column);
    for (row, letter) in one.iter().enumerate() {
        let mut this = [row + 1; LONGEST + 1];
        let mut closest = row + 1;
        for (column, wanted) in other.iter().enumerate() {
            let change = last[column] + usize::from(letter != wanted);
            let mut least = change.min(last[column + 1] + 1).min(this[column] + 1);
            if row > 0 && column > 0 && *letter == other[column - 1] && one[row - 1] == *wanted {
                least = least.min(before[column - 1] + 1);
            }
            this[column + 1] = least;
            closest = closest.min(least);
        }
        // A swap reaches over one row, and adds one.
        if closest > most + 1 {
            return None;
        }
        before = std::mem::replace(&mut last, this);
    }
    Some(last[other.len()]).filter(|distance| *distance <= most)
}

/// The letters of a word; `None` where there is no room for them.
fn letters<'a>(word: &str, room: &'a mut [char]) -> Option<&'a [char]> {
    let mut count = 0;
    for letter in word.chars() {
        *room.get_mut(count)? = letter;
        count += 1;
    }
    room.get(..count)
}

/// How two full names relate, as words to compare by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// One person: an initial, a middle name more or less.
    Same,
    /// One letter or two apart.
    Close,
    /// Two people.
    Apart,
}

/// Compares two full names.
#[must_use]
pub fn likeness(one: &[String], other: &[String]) -> Likeness {
    let (Some((one_last, one_given)), Some((other_last, other_given))) =
        (one.split_last(), other.split_last())
    else {
        return Likeness::Apart;
    };
    let (Some(one_first), Some(other_first)) = (one_given.first(), other_given.first()) else {
        return Likeness::Apart;
    };
    let glued = |given: &[String]| given.concat().replace(['-', '.'], "");
    if one_last == other_last {
        let initial = |one: &str, other: &str| {
            one.chars().count() == 1 && other.starts_with(one) && !other.is_empty()
        };
        let firsts = one_first == other_first
            || initial(one_first, other_first)
            || initial(other_first, one_first);
        let (short, long) = if one_given.len() <= other_given.len() {
            (one_given, other_given)
        } else {
            (other_given, one_given)
        };
        let middles = short.iter().skip(1).all(|word| {
            long.iter()
                .any(|known| known == word || initial(word, known) || initial(known, word))
        });
        if firsts && middles {
            return Likeness::Same;
        }
        let (a, b) = (glued(one_given), glued(other_given));
        if has_letters(&a, 6) && has_letters(&b, 6) && distance(&a, &b, 2).is_some() {
            return Likeness::Close;
        }
        return Likeness::Apart;
    }
    if one_given == other_given && are_close_surnames(one_last, other_last) {
        return Likeness::Close;
    }
    Likeness::Apart
}

/// Whether two surnames are a letter apart.
#[must_use]
pub fn are_close_surnames(one: &str, other: &str) -> bool {
    one != other
        && distance(one, other, 1).is_some()
        && has_letters(one, 5)
        && has_letters(other, 5)
}

/// Whether a word has so many letters or more.
fn has_letters(word: &str, least: usize) -> bool {
    word.chars().nth(least - 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The distance by its definition: every letter against every other.
    fn long_way(one: &[char], other: &[char]) -> usize {
        let mut table = vec![vec![0; other.len() + 1]; one.len() + 1];
        for row in 0..=one.len() {
            for column in 0..=other.len() {
                table[row][column] = if row == 0 || column == 0 {
                    row + column
                } else {
                    let changed = usize::from(one[row - 1] != other[column - 1]);
                    let swapped = row > 1
                        && column > 1
                        && one[row - 1] == other[column - 2]
                        && one[row - 2] == other[column - 1];
                    let swap = if swapped {
                        table[row - 2][column - 2] + 1
                    } else {
                        usize::MAX
                    };
                    (table[row - 1][column - 1] + changed)
                        .min(table[row - 1][column] + 1)
                        .min(table[row][column - 1] + 1)
                        .min(swap)
                };
            }
        }
        table[one.len()][other.len()]
    }

    proptest! {
        #[test]
        fn the_short_way_to_a_distance_is_right(
            one in "[abé]{0,9}",
            other in "[abé]{0,9}",
            most in 0_usize..4,
        ) {
            let letters = |word: &str| word.chars().collect::<Vec<_>>();
            let whole = long_way(&letters(&one), &letters(&other));
            prop_assert_eq!(distance(&one, &other, most), (whole <= most).then_some(whole));
        }
    }

    fn words(name: &str) -> Vec<String> {
        name.split(' ').map(str::to_string).collect()
    }

    #[test]
    fn names_that_are_one_and_names_that_are_two() {
        for (one, other, wanted) in [
            ("donald quill", "donald j quill", Likeness::Same),
            ("c quill", "charles quill", Likeness::Same),
            ("marilou quill", "mary lou quill", Likeness::Close),
            ("voldymar quill", "volodymar quill", Likeness::Close),
            ("ada quill", "eda quill", Likeness::Apart),
            ("ada quill", "tomas quill", Likeness::Apart),
            ("ada quillon", "ada quilon", Likeness::Close),
        ] {
            assert_eq!(
                likeness(&words(one), &words(other)),
                wanted,
                "{one} / {other}"
            );
        }
        assert_eq!(distance("abcd", "abdc", 2), Some(1));
    }
}
