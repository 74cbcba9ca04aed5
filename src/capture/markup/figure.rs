//! Pictures, films and sounds, with the words around them.

use std::sync::LazyLock;

use regex::Regex;
use scraper::ElementRef;

use super::body::Context;
use super::tree::{all, attribute, class_words, first, has_class_word, name, single_blanks, text};
use crate::markdown::compose;

/// Words of classes that a credit stands in.
const CREDIT: [&str; 9] = [
    "credit",
    "credits",
    "copyright",
    "attribution",
    "photographer",
    "agency",
    "rights",
    "photocredit",
    "byline",
];
/// Words of classes that a caption stands in.
const CAPTION: [&str; 4] = ["caption", "captions", "legend", "figcaption"];
/// Words of classes of boxes that hold one picture with its words.
const PICTURE_BOX: [&str; 8] = [
    "image", "img", "photo", "picture", "figure", "media", "gallery", "video",
];
/// Where the address of a picture stands that is loaded late.
const LATE: [&str; 8] = [
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-hi-res-src",
    "data-full-src",
    "data-img-src",
    "data-url",
    "content",
];

/// A credit inside a caption: at its end, or announced at its beginning.
static CREDIT_AT_END: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?is)^(?P<caption>.*?)\s*(?:[(\[|–-]\s*)?\b(?:photograph|photo credit|photo|picture|image source|image credit|image|credit|source|bildrechte|bild|foto|quelle|crédits?|crédit photo)\s?(?::|,|©|by\b)\s*(?P<credit>[^()]{2,160}?)\s*[)\]]?\s*$").ok()
});

/// The picture, film or sound that an element is, as Markdown; empty where it is none that people see.
#[must_use]
pub fn read(element: ElementRef<'_>, context: &mut Context<'_>) -> Option<String> {
    match name(element) {
        "figure" => figure(element, context),
        "picture" => first(element, "img").map(|image| picture(image, None, None, context)),
        "img" => Some(picture(element, None, None, context)),
        "video" | "audio" | "amp-img" | "amp-video" => Some(film(element, None, None, context)),
        "div" | "span" | "section" | "a" if is_picture_box(element) => figure(element, context),
        _ => None,
    }
}

/// A box around one picture and a few words that are its caption or credit.
fn is_picture_box(element: ElementRef<'_>) -> bool {
    let boxed = if name(element) == "a" {
        text(element).is_empty()
    } else {
        has_class_word(element, &PICTURE_BOX)
    };
    if !boxed
        || all(element, "img, video").len() != 1
        || first(element, "blockquote, iframe, ul, h2, h3, figure").is_some()
    {
        return false;
    }
    let words = text(element).chars().count();
    let (caption, credit) = words_of(element);
    let known = caption.map_or(0, |words| words.chars().count())
        + credit.map_or(0, |words| words.chars().count());
    words == 0 || (words < 600 && known * 10 >= words * 7)
}

fn figure(element: ElementRef<'_>, context: &mut Context<'_>) -> Option<String> {
    // A table or an embed in a figure is that, not a picture.
    if let Some(table) = first(element, "table")
        && let Some(written) = super::table::read(table, context)
    {
        return Some(written);
    }
    for below in element.descendants().skip(1).filter_map(ElementRef::wrap) {
        if let Some(card) = super::embed::read(below, context) {
            return Some(card);
        }
    }
    let (caption, credit) = words_of(element);
    let (caption, credit) = (caption.as_deref(), credit.as_deref());
    if let Some(video) = first(element, "video, audio, amp-video") {
        return Some(film(video, caption, credit, context));
    }
    let images: Vec<ElementRef<'_>> = all(element, "img, amp-img");
    let shown: Vec<String> = images
        .iter()
        .enumerate()
        .map(|(at, image)| {
            // The words under several pictures are those of the last.
            let last = at + 1 == images.len();
            picture(
                *image,
                caption.filter(|_| last),
                credit.filter(|_| last),
                context,
            )
        })
        .filter(|written| !written.is_empty())
        .collect();
    if !shown.is_empty() {
        return Some(shown.join("\n\n"));
    }
    if images.is_empty()
        && (name(element) != "figure" || first(element, "p, blockquote, ul, ol").is_some())
    {
        return None;
    }
    // The page kept the words of a picture that it does not hold.
    (caption.is_some() || credit.is_some())
        .then(|| compose::figure("", None, caption, credit))
        .or(Some(String::new()))
}

/// Caption and credit in a box.
fn words_of(element: ElementRef<'_>) -> (Option<String>, Option<String>) {
    let below = || element.descendants().skip(1).filter_map(ElementRef::wrap);
    let mut credit = below()
        .find(|below| has_class_word(*below, &CREDIT) && !text(*below).is_empty())
        .map(|found| cleaned(&text(found)));
    let box_of_caption = below()
        .find(|below| name(*below) == "figcaption")
        .or_else(|| {
            below().find(|below| {
                class_words(*below)
                    .iter()
                    .any(|word| CAPTION.contains(&word.as_str()) || word == "itemprop")
            })
        });
    let mut caption = box_of_caption.map(|found| cleaned(&text(found)));
    if let (Some(words), Some(credit)) = (&mut caption, &credit) {
        // A credit inside of the caption's box is no part of the caption.
        if let Some(at) = words.rfind(credit.as_str()) {
            words.truncate(at);
            *words = cleaned(words);
        }
    }
    if credit.is_none()
        && let Some(words) = &caption
        && let Some(pattern) = CREDIT_AT_END.as_ref()
        && let Some(groups) = pattern.captures(words)
    {
        let found = groups["credit"].trim().to_string();
        let rest = groups["caption"]
            .trim_end_matches([' ', '|', '(', '-', '–'])
            .to_string();
        credit = Some(found);
        caption = Some(rest);
    }
    let announced = |words: String| {
        let lower = words.to_lowercase();
        [
            "image caption,",
            "image caption:",
            "image caption",
            "media caption,",
            "image source,",
            "image source:",
            "photograph:",
            "photo:",
            "credit:",
            "image:",
            "picture:",
            "(image:",
            "foto:",
        ]
        .iter()
        .find(|start| lower.starts_with(*start))
        .and_then(|start| words.get(start.len()..))
        .map_or(words.clone(), |rest| {
            cleaned(rest.trim_end_matches(')').trim())
        })
    };
    let kept = |words: Option<String>| {
        words
            .map(announced)
            .filter(|words| words.chars().any(char::is_alphanumeric))
    };
    (kept(caption), kept(credit))
}

fn cleaned(words: &str) -> String {
    single_blanks(words.trim_end_matches([' ', ',', '|', '·']))
}

/// One picture; empty where it is a pixel that counts readers.
fn picture(
    image: ElementRef<'_>,
    caption: Option<&str>,
    credit: Option<&str>,
    context: &mut Context<'_>,
) -> String {
    let side = |name: &str| attribute(image, name).and_then(|value| value.parse::<u32>().ok());
    if side("width").is_some_and(|width| width <= 3)
        || side("height").is_some_and(|height| height <= 3)
    {
        context.dropped("counting pixels");
        return String::new();
    }
    let alt = attribute(image, "alt").unwrap_or_default();
    let address = address_of(image).and_then(|address| context.picture(&address));
    if address.is_none() && alt.is_empty() && caption.is_none() && credit.is_none() {
        context.dropped("pictures without address or words");
        return String::new();
    }
    compose::figure(&single_blanks(alt), address.as_deref(), caption, credit)
}

/// The best address that an image has: late ones first, because what stands in `src` then is a grey box.
fn address_of(image: ElementRef<'_>) -> Option<String> {
    let real = |address: &&str| {
        !address.starts_with("data:") && !address.starts_with("about:") && !address.starts_with('{')
    };
    let src = attribute(image, "src").filter(real);
    let late = LATE
        .iter()
        .filter_map(|name| attribute(image, name))
        .find(|value| real(value) && value.contains(['/', '.']));
    let set = || {
        ["srcset", "data-srcset"]
            .iter()
            .find_map(|name| largest(attribute(image, name)?))
            .or_else(|| {
                let picture = image.parent().and_then(ElementRef::wrap)?;
                let source = first(picture, "source[srcset], source[data-srcset]")?;
                largest(attribute(source, "srcset").or_else(|| attribute(source, "data-srcset"))?)
            })
    };
    src.or(late).map(str::to_string).or_else(set)
}

/// The address of a `srcset` with the greatest number.
fn largest(set: &str) -> Option<String> {
    set.split(", ")
        .filter_map(|candidate| {
            let mut parts = candidate.split_ascii_whitespace();
            let address = parts.next()?.trim_end_matches(',');
            let size: f64 = parts
                .next()
                .and_then(|size| size.trim_end_matches(['w', 'x', ',']).parse().ok())
                .unwrap_or(1.0);
            (!address.starts_with("data:")).then_some((address, size))
        })
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(address, _)| address.to_string())
}

fn film(
    element: ElementRef<'_>,
    caption: Option<&str>,
    credit: Option<&str>,
    context: &mut Context<'_>,
) -> String {
    let address = attribute(element, "src")
        .or_else(|| first(element, "source[src]").and_then(|source| attribute(source, "src")));
    let whole = address.and_then(|address| context.picture(address));
    let alt = ["aria-label", "title", "alt"]
        .iter()
        .find_map(|name| attribute(element, name))
        .unwrap_or_default();
    let scheme = if name(element) == "audio" {
        "audio:"
    } else {
        "video:"
    };
    // Only an address that ends like a film is told from a picture.
    let film = whole.filter(|address| {
        let path = super::address::bare(address).to_ascii_lowercase();
        [
            ".mp4", ".webm", ".ogv", ".m4v", ".mov", ".mp3", ".m4a", ".ogg", ".wav",
        ]
        .iter()
        .any(|ending| path.ends_with(ending))
    });
    compose::figure(
        alt,
        Some(film.as_deref().unwrap_or(scheme)),
        caption,
        credit,
    )
}
