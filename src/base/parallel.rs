//! Lists mapped by several threads where that is worth waking them.
//!
//! After an edit nearly everything is known, and a single item is real work. Whoever waits for that item would wait
//! for other threads to wake as well, which on a busy machine takes longer than the work.

use rayon::prelude::*;

/// So many items are done by the one who asks.
const FEW: usize = 4;

/// Each item mapped, in the order of the list. `is_work` tells an item whose answer is not known yet.
pub fn map<T: Send, R: Send>(
    items: Vec<T>,
    is_work: impl Fn(&T) -> bool,
    map: impl Fn(T) -> R + Sync + Send,
) -> Vec<R> {
    let work = items.iter().filter(|item| is_work(item)).take(FEW + 1);
    if work.count() <= FEW {
        items.into_iter().map(map).collect()
    } else {
        items.into_par_iter().map(map).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_stays_however_much_is_work() {
        for work in [0, FEW, FEW + 1, 100] {
            let squares = map((0..100).collect(), |item| *item < work, |item| item * item);
            assert!(squares.into_iter().eq((0..100).map(|item| item * item)));
        }
    }
}
