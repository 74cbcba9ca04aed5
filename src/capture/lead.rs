//! The words that follow a time on a header's line: the entry's headline or its text. One entry does
//! not tell; the page does, because its layout is one.

use super::line::Line;
use super::post::Post;
use super::shape::looks_like_a_headline;

/// How many such entries a page needs before it tells.
const FEWEST: usize = 3;

/// Where most entries have words on the header's line that look like a headline, and text below,
/// those words are headlines; a line of prose among them stays text.
pub fn words_on_headers(posts: &mut [Post], lines: &[Line<'_>]) {
    let (mut all, mut bare, mut followed) = (0, 0, 0);
    for post in posts.iter() {
        let Some(text) = &post.text else { continue };
        let below = post
            .body
            .clone()
            .filter_map(|index| lines.get(index))
            .any(|line| !line.is_blank());
        all += 1;
        bare += usize::from(looks_like_a_headline(text, below));
        followed += usize::from(below);
    }
    if all < FEWEST || bare * 3 < all * 2 || followed * 2 < all {
        return;
    }
    for post in posts {
        if post.lead.is_none() {
            post.lead = post.text.take();
        }
    }
}
