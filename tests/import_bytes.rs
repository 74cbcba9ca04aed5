//! Whatever the bytes, import says something or gives entries: it never panics, and never gives an empty coverage.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use livesite::base::diagnostic::has_errors;
use livesite::capture::open::{Opened, Opening, open};
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
