//! Whatever the bytes, import says something or gives entries: it never panics, and never gives an empty coverage. And
//! captures of one page give one coverage, in whatever order the captures come and their posts stand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use livesite::base::diagnostic::has_errors;
use livesite::capture::merge::merge;
use livesite::capture::open::{Opened, Opening, open};
use livesite::capture::structured::Captured;
use livesite::capture::{Options, Profiles};
use proptest::prelude::*;

fn opened(bytes: &[u8]) -> (Option<usize>, bool, usize) {
    let (held, options, profiles) = (BTreeMap::new(), Options::default(), Profiles::built_in());
    let opening = Opening {
        shown: "capture",
        address: None,
        charset: None,
        held: &held,
        options: &options,
        profiles: &profiles,
    };
    let mut said = Vec::new();
    let entries = match open(bytes, opening, &mut said) {
        Some(Opened::Page(page)) => Some(page.entries.len()),
        Some(Opened::Transcript(_)) => Some(1),
        None => None,
    };
    (entries, has_errors(&said), said.len())
}

/// Pieces that pages and exports are made of, in any order.
const PIECES: &[&str] = &[
    "<!DOCTYPE html><html>",
    "<article id='block-1'>",
    "</article>",
    "<time datetime='2031-03-04T10:00:00Z'>10:00</time>",
    "<time>10:05</time>",
    "<p>",
    "</p>",
    "<b>x</b>",
    "<i>",
    "<a href='javascript:x'>y</a>",
    "<h2>Head</h2>",
    "<ul><li>a<li>b</ul>",
    "<table><tr><td>a<td>b<tr><td>c</table>",
    "<figure><img src='a.jpg'><figcaption>c (Photo: d)</figcaption></figure>",
    "<blockquote class='twitter-tweet'>x &mdash; y (@z) d</blockquote>",
    "<iframe src='//youtube.com/embed/1'>",
    "<script type='application/ld+json'>",
    "</script>",
    "{\"@type\":\"LiveBlogPosting\",",
    "\"liveBlogUpdate\":[",
    "{\"headline\":\"&amp;lt;b&gt;\",\"datePublished\":\"2031-03-04T10:00:00Z\"}",
    ",",
    "]",
    "}",
    "[",
    "&amp;amp;",
    "\u{0}",
    "\u{feff}",
    "<div itemprop='liveBlogUpdate'>",
    "</div>",
    "<span class='share'>",
    "13:42 ",
    "\n",
    "{\"blocks\":[{\"id\":\"1\",\"elements\":[",
    "<rss><channel><item><title>",
    "time,text\n",
    "\"",
    "é",
    "<svg><title>",
    "<template>",
    "<select><option>",
    "<math><mi>",
];

/// A capture of a page: when it was saved, and its posts by number, each with a version of its text.
type Saved = (u32, Vec<(u32, u32)>);

fn captured((hour, posts): &Saved) -> Captured {
    let posts: String = posts
        .iter()
        .map(|(number, version)| {
            let (hour, minute) = (8 + number / 60, number % 60);
            format!("<article id='block-{number}'><time datetime='2031-03-04T{hour:02}:{minute:02}:00Z'></time><h2>Post {number}</h2><p>What post {number} says in version {version}.</p></article>")
        })
        .collect();
    let text = format!(
        "<!DOCTYPE html>\n<!-- Page saved with SingleFile\n url: https://post.example/una\n saved date: Tue Mar 04 2031 {hour:02}:00:00 GMT+0000 (Greenwich Mean Time)\n-->\n<html lang='en'><head><title>Una</title></head><body><h1>Una</h1>{posts}</body></html>"
    );
    let (held, options, profiles) = (BTreeMap::new(), Options::default(), Profiles::built_in());
    let opening = Opening {
        shown: "capture.html",
        address: None,
        charset: None,
        held: &held,
        options: &options,
        profiles: &profiles,
    };
    match open(text.as_bytes(), opening, &mut Vec::new()) {
        Some(Opened::Page(page)) => *page,
        other => panic!("{other:?}"),
    }
}

/// What was merged: id, text, how many earlier versions, in which captures seen, whether it vanished.
fn merged(saved: &[Saved]) -> Vec<(String, String, usize, Vec<usize>, bool)> {
    let merged = merge(saved.iter().map(captured).collect()).expect("captures");
    let entries = merged.entries.into_iter();
    entries
        .map(|one| {
            let id = one
                .entry
                .provenance
                .as_ref()
                .and_then(|from| from.id.clone());
            let text = one.entry.body.markdown().to_string();
            (
                id.unwrap_or_default(),
                text,
                one.earlier.len(),
                one.seen,
                one.vanished,
            )
        })
        .collect()
}

/// Two captures of one page that overlap, an hour apart, in which some posts have another text.
fn overlapping() -> impl Strategy<Value = [Saved; 2]> {
    (
        2_u32..20,
        0_u32..10,
        2_u32..20,
        proptest::collection::vec(0_u32..2, 40),
    )
        .prop_map(|(first, start, second, versions)| {
            let posts = |range: std::ops::Range<u32>, later: bool| {
                let version = |number: u32| versions.get(number as usize).copied().unwrap_or(0);
                range
                    .map(|number| (number * 7, if later { version(number) } else { 0 }))
                    .collect()
            };
            let start = start.min(first - 1);
            [
                (12, posts(0..first, false)),
                (13, posts(start..start + second, true)),
            ]
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn two_captures_merge_to_one_in_any_order(
        [early, late] in overlapping(),
        shuffled in proptest::collection::vec(any::<u32>(), 60),
    ) {
        let whole = merged(&[early.clone(), late.clone()]);
        // Each post of either is there, once, and the later capture's words count.
        let mut numbers: Vec<u32> = early.1.iter().chain(&late.1).map(|(number, _)| *number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        prop_assert_eq!(whole.len(), numbers.len());
        for (number, version) in &late.1 {
            let words = format!("What post {number} says in version {version}.");
            prop_assert!(whole.iter().any(|(_, text, ..)| *text == words), "{}", words);
        }
        let edited = late.1.iter().filter(|(number, version)| {
            early.1.iter().any(|(other, was)| other == number && was != version)
        });
        let kept: usize = whole.iter().map(|(_, _, earlier, ..)| earlier).sum();
        prop_assert_eq!(kept, edited.count());
        prop_assert_eq!(&merged(&[late.clone(), early.clone()]), &whole);
        prop_assert_eq!(&merged(&[early.clone(), late.clone(), early.clone()]).len(), &whole.len());
        let mixed = |(hour, posts): &Saved| {
            let mut posts: Vec<_> = posts.iter().copied().zip(shuffled.iter().cycle()).collect();
            posts.sort_by_key(|(_, key)| **key);
            (*hour, posts.into_iter().map(|(post, _)| post).collect::<Vec<_>>())
        };
        prop_assert_eq!(&merged(&[mixed(&early), mixed(&late)]), &whole);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_pieces_in_any_order(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40)) {
        let (entries, errors, said) = opened(pieces.concat().as_bytes());
        prop_assert!(entries != Some(0));
        prop_assert!(entries.is_some() || errors, "{said} said");
    }

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300), start in proptest::sample::select(PIECES)) {
        let bytes = [start.as_bytes(), &bytes].concat();
        let (entries, errors, said) = opened(&bytes);
        prop_assert!(entries != Some(0));
        prop_assert!(entries.is_some() || errors, "{said} said");
    }
}
