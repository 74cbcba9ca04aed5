//! Pictures that are known by how their lines stand: an alt text that the caption repeats, a credit that
//! stands twice, a credit in brackets over several lines.

use super::block::Block;
use super::body::Body;
use super::profile::any;
use super::reading::LineClass;
use super::shape::ends_like_a_sentence;

/// The most lines that stand between an alt text and the caption that repeats it.
const MOST_BETWEEN: usize = 6;
/// The most lines of a credit in brackets.
const MOST_LINES: usize = 4;
/// The longest caption or credit, in characters.
const LONGEST: usize = 300;
const LONGEST_CREDIT: usize = 100;

/// A picture: how many lines it takes, and what they say.
struct Picture {
    alt: String,
    caption: Option<String>,
    credit: String,
    lines: Vec<LineClass>,
}

/// Whether such a picture begins at the next line.
#[must_use]
pub fn begins(body: &Body<'_>) -> bool {
    find(body).is_some()
}

/// Reads such a picture; `false` when there is none.
pub fn read(body: &mut Body<'_>) -> bool {
    let Some(picture) = find(body) else {
        return false;
    };
    body.blocks.push(Block::Figure {
        alt: body.cleaned(&picture.alt),
        caption: picture.caption.map(|caption| body.cleaned(&caption)),
        credit: Some(body.cleaned(&picture.credit)),
        video: false,
    });
    for class in picture.lines {
        body.take(class);
    }
    true
}

fn find(body: &Body<'_>) -> Option<Picture> {
    repeated_caption(body)
        .or_else(|| doubled(body))
        .or_else(|| in_brackets(body))
}

/// `A quay at dusk.`, then `A quay at dusk. Photograph: Agency`, with nothing but furniture between.
fn repeated_caption(body: &Body<'_>) -> Option<Picture> {
    let alt = body.text(0)?;
    for ahead in 1..=MOST_BETWEEN {
        let text = body.text(ahead)?;
        let credits = &body.profile.figure.credit;
        if let Some(credit) = credits.iter().find_map(|one| one.group("credit", text)) {
            let caption = credits.iter().find_map(|one| one.group("caption", text))?;
            if bare(&caption) != bare(alt) {
                return None;
            }
            let mut lines = vec![LineClass::Alt];
            lines.resize(ahead, LineClass::Dropped("page furniture".into()));
            lines.push(LineClass::Caption);
            return Some(Picture {
                alt: alt.to_string(),
                caption: Some(caption),
                credit,
                lines,
            });
        }
        if !body.is_furniture(text) {
            return None;
        }
    }
    None
}

/// A credit on two lines that are the same, or twice on one; a caption may stand right above it.
fn doubled(body: &Body<'_>) -> Option<Picture> {
    if !body.profile.figure.doubled {
        return None;
    }
    let twice = |ahead: usize| -> Option<(String, usize)> {
        let text = body.text(ahead)?;
        if text.chars().count() > LONGEST_CREDIT * 2 || ends_like_a_sentence(text) {
            return None;
        }
        if body
            .text(ahead + 1)
            .is_some_and(|below| bare(below) == bare(text))
        {
            return Some((bare(text).to_string(), 2));
        }
        let half = text.get(..text.len() / 2)?;
        (text.len() > 8 && text.get(text.len() / 2..) == Some(half))
            .then(|| (bare(half).to_string(), 1))
    };
    if let Some((credit, count)) = twice(0) {
        return Some(Picture {
            alt: String::new(),
            caption: None,
            credit,
            lines: vec![LineClass::Credit; count],
        });
    }
    let above = body.text(0).filter(|text| {
        body.adjoins(1) && text.chars().count() <= LONGEST && !any(&body.profile.byline.lines, text)
    })?;
    let (credit, count) = twice(1)?;
    let mut lines = vec![LineClass::Caption];
    lines.resize(count + 1, LineClass::Credit);
    Some(Picture {
        alt: String::new(),
        caption: Some(above.to_string()),
        credit,
        lines,
    })
}

/// `A quay at dusk (`, `Image:`, `Agency)`.
fn in_brackets(body: &Body<'_>) -> Option<Picture> {
    let opens = |ahead: usize| body.text(ahead).is_some_and(|text| text.ends_with('('));
    let start = match (opens(0), body.text(1) == Some("(")) {
        (true, _) => 0,
        (false, true) => 1,
        _ => return None,
    };
    let mut whole = body.text(start)?.to_string();
    for ahead in start + 1..start + MOST_LINES {
        let text = body.text(ahead)?;
        whole.push(' ');
        whole.push_str(text);
        if text.ends_with(')') {
            let whole = whole.replace("( ", "(");
            let credits = &body.profile.figure.credit;
            let credit = credits.iter().find_map(|one| one.group("credit", &whole))?;
            let caption = credits.iter().find_map(|one| one.group("caption", &whole));
            let above = (start == 1).then(|| body.text(0)).flatten();
            let mut lines = vec![LineClass::Caption];
            lines.resize(ahead + 1, LineClass::Credit);
            return Some(Picture {
                alt: String::new(),
                caption: above.map(str::to_string).or(caption),
                credit,
                lines,
            });
        }
    }
    None
}

/// Words without brackets around them and without a stop at their end.
fn bare(text: &str) -> &str {
    text.trim()
        .trim_start_matches('(')
        .trim_end_matches([')', '.'])
        .trim()
}
