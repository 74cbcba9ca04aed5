//! A card as a drawing: paper, ink, and one line of time, as on the pages.

use std::fmt::Write as _;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{FontFamily, FontResolver, Options, Tree};

use super::Colours;
use super::fonts::Fonts;
use super::lines::{Word, cut_lines, lines, pieces};
use crate::markdown::html::escaped;
use crate::page::cards::{CardFace, HEIGHT, WIDTH};

/// Where the line of time stands, and where text begins, from the side on which reading begins.
const SPINE: f32 = 84.0;
const TEXT: f32 = 140.0;
const EDGE: f32 = 84.0;
/// Sizes of the title, and how many lines it may have in each.
const SIZES: [(f32, usize); 5] = [(92.0, 2), (78.0, 3), (66.0, 4), (56.0, 5), (48.0, 5)];
/// Letters of a title that are looked at: about twice as many as the narrowest ones that have room.
const MOST_LETTERS: usize = 1_000;
/// How large words are while they are measured.
const MEASURE: f32 = 100.0;

/// The card as a PNG. Empty where nothing could be drawn, which a drawing of our own does not come to.
pub fn drawn(face: &CardFace, colours: &Colours, fonts: &Fonts) -> Vec<u8> {
    let svg = svg(face, colours, fonts);
    let png = || {
        let tree = Tree::from_str(&svg, &options(fonts)).ok()?;
        let mut pixels = Pixmap::new(WIDTH, HEIGHT)?;
        resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
        pixels.encode_png().ok()
    };
    png().unwrap_or_default()
}

/// The first font sets the title, the last one what stands beside it; a letter that it lacks is looked for in all.
fn options(fonts: &Fonts) -> Options<'_> {
    let id = |label: bool| match label {
        true => fonts.each.last(),
        false => fonts.each.first(),
    };
    let is_label = |family: Option<&FontFamily>| matches!(family, Some(FontFamily::Named(name)) if name == "label");
    Options {
        fontdb: fonts.database.clone(),
        font_resolver: FontResolver {
            select_font: Box::new(move |font, _| {
                id(is_label(font.families().first())).map(|(id, _)| *id)
            }),
            select_fallback: Box::new(|letter, tried, _| fonts.with_letter(letter, tried)),
        },
        ..Options::default()
    }
}

fn svg(face: &CardFace, colours: &Colours, fonts: &Fonts) -> String {
    let Colours {
        paper,
        ink,
        soft,
        accent,
    } = colours;
    let (size, title) = title(face, fonts);
    let height = HEIGHT as f32;
    let side = |from: f32| {
        if face.is_rtl {
            WIDTH as f32 - from
        } else {
            from
        }
    };
    let (spine, text) = (side(SPINE), side(TEXT));
    let anchor = if face.is_rtl { "end" } else { "start" };
    let line = size * 1.16;
    // The title stands in the middle of what site and days leave, a little above.
    let first = (height - line * title.len() as f32) / 2.0 + size * 0.78;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\">\
         <rect width=\"100%\" height=\"100%\" fill=\"{paper}\"/>\
         <rect x=\"{}\" width=\"3\" height=\"100%\" fill=\"{soft}\" opacity=\".45\"/>\
         <circle cx=\"{spine}\" cy=\"{}\" r=\"13\" fill=\"{accent}\"/>",
        spine - 1.5,
        first - size * 0.33,
    );
    let mut put = |family: &str,
                   weight: u16,
                   size: f32,
                   y: f32,
                   colour: &str,
                   words: &str,
                   rtl: bool| {
        let _ = write!(
            svg,
            "<text x=\"{text}\" y=\"{y}\" text-anchor=\"{anchor}\" font-family=\"{family}\" font-weight=\"{weight}\" font-size=\"{size}\" fill=\"{colour}\">{}</text>",
            isolated(words, rtl)
        );
    };
    put(
        "label",
        600,
        34.0,
        112.0,
        soft,
        &face.site,
        face.is_site_rtl,
    );
    for (number, words) in title.iter().enumerate() {
        let y = first + line * number as f32;
        put("title", 600, size, y, ink, words, face.is_rtl);
    }
    put(
        "label",
        500,
        34.0,
        height - 82.0,
        soft,
        &face.days,
        face.is_site_rtl,
    );
    svg.push_str("</svg>");
    svg
}

/// The title in lines, in the largest size in which it has room.
fn title(face: &CardFace, fonts: &Fonts) -> (f32, Vec<String>) {
    let widest = WIDTH as f32 - TEXT - EDGE;
    let (space, words) = measured(&face.title, fonts);
    let mut cut = (MEASURE, Vec::new());
    for (size, most) in SIZES {
        let widest = widest * MEASURE / size;
        // Only the smallest size breaks words.
        let is_last = size == SIZES[SIZES.len() - 1].0;
        if !is_last && words.iter().any(|word| word.width > widest) {
            continue;
        }
        let words: Vec<Word> = words.iter().flat_map(|word| pieces(word, widest)).collect();
        if let Some(lines) = lines(&words, space, widest, most) {
            return (size, lines);
        }
        cut = (size, cut_lines(&words, space, widest, most));
    }
    cut
}

/// The words of a title with their widths, and the width of a space.
fn measured(title: &str, fonts: &Fonts) -> (f32, Vec<Word>) {
    let end = title.char_indices().nth(MOST_LETTERS);
    let title = end.map_or(title, |(end, _)| &title[..end]);
    let words: Vec<&str> = title.split_whitespace().collect();
    let mut svg =
        String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">");
    // A space has no width of its own in a drawing: it is what two letters stand apart.
    for (number, word) in ["n n", "nn"].iter().chain(&words).enumerate() {
        let word = isolated(word, false);
        let _ = write!(
            svg,
            "<text id=\"w{number}\" font-family=\"title\" font-weight=\"600\" font-size=\"{MEASURE}\">{word}</text>"
        );
    }
    svg.push_str("</svg>");
    let tree = Tree::from_str(&svg, &options(fonts)).ok();
    let width = |number: usize| {
        let node = tree
            .as_ref()
            .and_then(|tree| tree.node_by_id(&format!("w{number}")));
        node.map_or(0.0, |node| node.abs_bounding_box().width())
    };
    let space = (width(0) - width(1)).max(MEASURE / 10.0);
    let words = words.iter().enumerate().map(|(number, word)| Word {
        text: (*word).to_string(),
        width: width(number + 2),
        goes_on: false,
    });
    (space, words.collect())
}

/// A text for the drawing. Marks of direction around it keep its full stop at its end.
fn isolated(text: &str, is_rtl: bool) -> String {
    let mark = if is_rtl { '\u{200f}' } else { '\u{200e}' };
    format!("{mark}{}{mark}", escaped(text))
}
