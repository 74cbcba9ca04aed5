//! The index of an archive, made when the first of its files is asked for.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use serde_json::json;

use super::block::Block;
use super::bytes::deflated;
use super::cut::{MOST, blocks};
use super::document::{key, searched};
use super::words::rule;
use crate::archive::Archive;

/// What the root begins with: another when the layout is.
const VERSION: usize = 5;

/// The blocks made so far, by what they are made of: of one edition of a site the next needs most again.
#[derive(Debug, Default)]
pub struct Known(Mutex<HashMap<u128, Arc<Block>>>);

/// The search index of a site.
#[derive(Debug, Default)]
pub struct Search {
    known: Arc<Known>,
    index: OnceLock<Index>,
}

#[derive(Debug)]
struct Index {
    root: Arc<Vec<u8>>,
    files: BTreeMap<String, Arc<Vec<u8>>>,
}

impl Search {
    /// An index to be made with what is known.
    #[must_use]
    pub fn new(known: &Arc<Known>) -> Self {
        Self {
            known: Arc::clone(known),
            index: OnceLock::new(),
        }
    }

    /// The root, which names the heads of the blocks.
    #[must_use]
    pub fn root(&self, archive: &Archive) -> Arc<Vec<u8>> {
        Arc::clone(&self.index(archive).root)
    }

    /// Every other file, by its name.
    pub fn files(&self, archive: &Archive) -> &BTreeMap<String, Arc<Vec<u8>>> {
        &self.index(archive).files
    }

    fn index(&self, archive: &Archive) -> &Index {
        self.index.get_or_init(|| Index::new(archive, &self.known))
    }
}

impl Index {
    fn new(archive: &Archive, known: &Known) -> Self {
        let sizes: Vec<(&str, usize)> = (archive.coverages.iter())
            .map(|coverage| (coverage.slug.as_str(), coverage.entries.len()))
            .collect();
        let blocks: Vec<(u128, Arc<Block>)> = blocks(&sizes, MOST)
            .into_par_iter()
            .map(|coverages| {
                let coverages: Vec<_> = (coverages.into_iter())
                    .map(|id| searched(archive, id))
                    .collect();
                let key = key(&coverages);
                let block = known.get(key);
                (
                    key,
                    block.unwrap_or_else(|| Arc::new(Block::of(&coverages))),
                )
            })
            .collect();
        let heads: Vec<&str> = (blocks.iter())
            .map(|(_, block)| block.head.name.as_str())
            .collect();
        let root = json!({ "version": VERSION, "words": rule(), "blocks": heads }).to_string();
        let mut files = BTreeMap::new();
        for (_, block) in &blocks {
            for file in block.files() {
                files.insert(format!("{}.bin", file.name), Arc::clone(&file.bytes));
            }
        }
        known.keep(blocks);
        Self {
            root: Arc::new(deflated(root.as_bytes())),
            files,
        }
    }
}

impl Known {
    fn get(&self, key: u128) -> Option<Arc<Block>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&key).cloned()
    }

    /// Keeps these and no others.
    fn keep(&self, blocks: Vec<(u128, Arc<Block>)>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = blocks.into_iter().collect();
    }
}
