//! Which profile a capture is read with: each cuts it into posts, and the one with the most signs wins.

use super::line::Line;
use super::post::Post;
use super::profile::Profile;
use super::profiles::Profiles;
use super::reading::LineClass;
use super::run_on::cut_lines;
use super::segment::segment;

/// The class of every line that has one by now.
pub type Classes = Vec<Option<LineClass>>;

/// What a profile finds in a capture.
pub struct Cut<'a> {
    /// The lines.
    pub lines: Vec<Line<'a>>,
    /// The posts, in their order.
    pub posts: Vec<Post>,
    /// The line after which nothing is theirs.
    pub end: usize,
    /// What is known of the lines so far.
    pub classes: Classes,
}

impl Cut<'_> {
    /// Whether another one has its posts on the same lines.
    fn same_posts(&self, other: &Cut<'_>) -> bool {
        let lines =
            |cut: &Cut<'_>| -> Vec<usize> { cut.posts.iter().map(|post| post.line).collect() };
        lines(self) == lines(other)
    }
}

/// The profile that fits a capture best, what it finds, and the name of the next best.
pub struct Chosen<'p, 'a> {
    /// The profile.
    pub profile: &'p Profile,
    /// What it finds.
    pub cut: Cut<'a>,
    /// The next best.
    pub runner_up: Option<String>,
}

/// Takes the profile with the most signs in a capture that finds an entry. Of those without signs the
/// first that finds more than one: a single time on a page of bullets is its date.
#[must_use]
pub fn choose<'p, 'a>(profiles: &'p Profiles, lines: &[Line<'a>]) -> Option<Chosen<'p, 'a>> {
    let mut fitting: Vec<(&Profile, Cut<'a>)> = Vec::new();
    for (profile, _) in profiles.ranked(lines) {
        let cut = cut(profile, lines.to_vec());
        // A last resort that finds what another one finds is no other reading.
        let again = fitting.iter().any(|(known, found)| {
            known.is_fallback() && profile.is_fallback() && found.same_posts(&cut)
        });
        if !cut.posts.is_empty() && !again {
            fitting.push((profile, cut));
        }
        // The winner and the next best are known, the last resorts apart.
        if fitting.len() == 2 && !profile.is_fallback() {
            break;
        }
    }
    let lonely =
        |(profile, cut): &(&Profile, Cut<'a>)| profile.is_fallback() && cut.posts.len() < 2;
    if fitting.first().is_some_and(lonely) {
        fitting.sort_by_key(lonely);
    }
    let mut fitting = fitting.into_iter();
    let (profile, cut) = fitting.next()?;
    Some(Chosen {
        profile,
        cut,
        runner_up: fitting.next().map(|(profile, _)| profile.name.clone()),
    })
}

/// What a profile finds in the lines of a capture.
#[must_use]
pub fn cut<'a>(profile: &Profile, lines: Vec<Line<'a>>) -> Cut<'a> {
    let lines = cut_lines(profile, lines);
    let mut classes: Classes = lines
        .iter()
        .map(|line| line.is_blank().then_some(LineClass::Blank))
        .collect();
    let (posts, end) = segment(profile, &lines, &mut classes);
    Cut {
        lines,
        posts,
        end,
        classes,
    }
}
