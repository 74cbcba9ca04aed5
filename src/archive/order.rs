//! The order of a coverage's entries: time, then position in the capture, then file name.
//!
//! An entry without a time keeps its place between its neighbours: it stands after the entry that was written before it.

use chrono::{DateTime, FixedOffset};

/// What decides an entry's place.
#[derive(Debug, Clone)]
pub struct OrderKey {
    /// When it was published; for a day without a time of day the end of that day, unless it has a position.
    pub time: Option<DateTime<FixedOffset>>,
    /// The place in the capture, from the oldest.
    pub position: Option<i64>,
    /// The file's name, and the number in the file.
    pub written: (String, usize),
}

/// The indexes of the entries, oldest first.
pub fn in_order(keys: &[OrderKey]) -> Vec<usize> {
    let mut written: Vec<usize> = (0..keys.len()).collect();
    written.sort_by(|&a, &b| written_order(&keys[a]).cmp(&written_order(&keys[b])));
    let mut timed: Vec<usize> = written
        .iter()
        .copied()
        .filter(|&index| keys[index].time.is_some())
        .collect();
    // Stable: equal times stay in the order they were written in.
    timed.sort_by_key(|&index| keys[index].time);

    // Each untimed entry follows the one written before it, whichever that is.
    let mut followers: Vec<Vec<usize>> = vec![Vec::new(); keys.len()];
    let mut first = Vec::new();
    let mut leader: Option<usize> = None;
    for &index in &written {
        if keys[index].time.is_some() {
            leader = Some(index);
        } else {
            match leader {
                Some(leader) => followers[leader].push(index),
                None => first.push(index),
            }
        }
    }
    let mut ordered = first;
    for index in timed {
        ordered.push(index);
        ordered.append(&mut followers[index]);
    }
    ordered
}

fn written_order(key: &OrderKey) -> (bool, Option<i64>, &(String, usize)) {
    (key.position.is_none(), key.position, &key.written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(time: Option<&str>, position: Option<i64>, file: &str) -> OrderKey {
        let time = time
            .and_then(|time| DateTime::parse_from_rfc3339(&format!("2031-03-04T{time}:00Z")).ok());
        OrderKey {
            time,
            position,
            written: (file.into(), 0),
        }
    }

    #[test]
    fn time_then_position_then_name_and_the_untimed_keep_their_place() {
        let keys = [
            key(Some("10:05"), Some(3), "x"),
            key(Some("10:00"), Some(1), "x"),
            key(None, Some(2), "x"),
            key(Some("10:05"), Some(4), "x"),
            key(Some("10:00"), None, "b"),
            key(Some("09:00"), None, "c"),
        ];
        assert_eq!(in_order(&keys), [5, 1, 2, 4, 0, 3]);
    }

    #[test]
    fn without_any_time_the_position_decides() {
        let keys = [
            key(None, Some(2), "a"),
            key(None, Some(1), "b"),
            key(None, None, "c"),
        ];
        assert_eq!(in_order(&keys), [1, 0, 2]);
    }
}
