//! Which coverages share a block.
//!
//! Coverages are parted by the bits of their slug's hash until the rest fits. So where a cut is depends on the
//! coverages around it and on no others: one that is added elsewhere moves nothing here.

use xxhash_rust::xxh3::xxh3_64;

/// Entries of a block, at most; a longer coverage has a block to itself. A query asks each block for a file of each word,
/// and what takes a browser's time is how many files it asks for, above all where they are more than the six that it asks
/// a host for at a time. So 100,000 entries are one block. An edit rewrites files of one.
pub const MOST: usize = 128_000;

/// The blocks of at most so many entries, each with its coverages in their order; `coverages` gives slug and number of
/// entries of each.
#[must_use]
pub fn blocks(coverages: &[(&str, usize)], most: usize) -> Vec<Vec<usize>> {
    let hashes: Vec<u64> = coverages
        .iter()
        .map(|(slug, _)| xxh3_64(slug.as_bytes()))
        .collect();
    let mut blocks = Vec::new();
    part(
        (0..coverages.len()).collect(),
        (0, most),
        &|at| (hashes[at], coverages[at].1),
        &mut blocks,
    );
    blocks
}

fn part(
    coverages: Vec<usize>,
    (bit, most): (u32, usize),
    get: &dyn Fn(usize) -> (u64, usize),
    blocks: &mut Vec<Vec<usize>>,
) {
    let entries: usize = coverages.iter().map(|&at| get(at).1).sum();
    if coverages.is_empty() {
        return;
    }
    if entries <= most || coverages.len() == 1 || bit == u64::BITS {
        blocks.push(coverages);
        return;
    }
    let (ones, zeros) = coverages
        .into_iter()
        .partition(|&at| get(at).0 >> (u64::BITS - 1 - bit) & 1 == 1);
    part(zeros, (bit + 1, most), get, blocks);
    part(ones, (bit + 1, most), get, blocks);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// So small that a few coverages are several blocks.
    const SOME: usize = 8_000;

    fn slugs(sizes: &[usize]) -> Vec<(String, usize)> {
        let named = |(at, &size)| (format!("coverage-{at}"), size);
        sizes.iter().enumerate().map(named).collect()
    }

    fn cut(coverages: &[(String, usize)]) -> Vec<Vec<String>> {
        let plain: Vec<(&str, usize)> = (coverages.iter())
            .map(|(slug, size)| (slug.as_str(), *size))
            .collect();
        let name = |at: usize| coverages.get(at).map(|(slug, _)| slug.clone());
        blocks(&plain, SOME)
            .into_iter()
            .map(|block| block.into_iter().filter_map(name).collect())
            .collect()
    }

    proptest! {
        #[test]
        fn every_coverage_is_in_one_block_that_fits(sizes in prop::collection::vec(0_usize..3_000, 0..60)) {
            let coverages = slugs(&sizes);
            let blocks = cut(&coverages);
            for block in &blocks {
                let size = |slug: &String| coverages.iter().find(|(known, _)| known == slug).map_or(0, |one| one.1);
                let entries: usize = block.iter().map(size).sum();
                prop_assert!(entries <= SOME || block.len() == 1);
            }
            let mut all: Vec<String> = blocks.into_iter().flatten().collect();
            all.sort();
            let mut expected: Vec<String> = coverages.into_iter().map(|one| one.0).collect();
            expected.sort();
            prop_assert_eq!(all, expected);
        }

        /// A coverage that is added changes the block that it comes into, and no other.
        #[test]
        fn one_more_moves_nothing_elsewhere(
            sizes in prop::collection::vec(0_usize..3_000, 1..60),
            size in 0_usize..3_000,
        ) {
            let before = slugs(&sizes);
            let mut after = before.clone();
            after.push(("added".into(), size));
            let (before, after) = (cut(&before), cut(&after));
            let gone = before.iter().filter(|block| !after.contains(block)).count();
            prop_assert!(gone <= 1, "{gone} blocks changed");
        }
    }
}
