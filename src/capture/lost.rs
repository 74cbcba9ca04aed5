//! Posts that lost their number: what a list leaves where an item had neither number nor time.

use super::line::Line;
use super::post::{Post, Stamp};
use super::profile::FirstLine;

/// Posts whose list number was lost: where the count skips `k` numbers and the body has exactly `k`
/// gaps of two blank lines, each gap begins a post.
#[must_use]
pub fn with_lost_numbers(posts: Vec<Post>, lines: &[Line<'_>]) -> Vec<Post> {
    let mut all = Vec::new();
    let numbers: Vec<Option<usize>> = posts.iter().map(|post| post.number).collect();
    for (index, post) in posts.into_iter().enumerate() {
        let lost = match (post.number, numbers.get(index + 1).copied().flatten()) {
            (Some(here), Some(next)) if next > here + 1 => next - here - 1,
            _ => 0,
        };
        let gaps = if lost == 0 {
            Vec::new()
        } else {
            double_gaps(&post, lines)
        };
        if lost == 0 || gaps.len() != lost {
            all.push(post);
            continue;
        }
        let mut starts = gaps;
        starts.push(post.body.end);
        let mut first = post.clone();
        first.body.end = starts.first().copied().unwrap_or(post.body.end);
        all.push(first);
        for (nth, pair) in starts.windows(2).enumerate() {
            let (Some(&start), Some(&end)) = (pair.first(), pair.get(1)) else {
                continue;
            };
            all.push(Post {
                number: post.number.map(|number| number + nth + 1),
                line: start,
                span: lines
                    .get(start)
                    .map_or(post.span.clone(), |line| line.span.clone()),
                stamp: Stamp::default(),
                headline: None,
                lead: None,
                text: None,
                labels: Vec::new(),
                names: None,
                first: FirstLine::Text,
                body: start..end,
            });
        }
    }
    all
}

/// The lines that follow two blank lines or more, text above them.
fn double_gaps(post: &Post, lines: &[Line<'_>]) -> Vec<usize> {
    let mut gaps = Vec::new();
    let mut blank = 0;
    let mut text = false;
    for index in post.body.clone() {
        match lines.get(index) {
            Some(line) if !line.is_blank() => {
                if blank >= 2 && text {
                    gaps.push(index);
                }
                text = true;
                blank = 0;
            }
            _ => blank += 1,
        }
    }
    gaps
}
