//! What belongs to the page and not to the entry: buttons, advertisements, words for screen readers.

use scraper::ElementRef;

use super::tree::{attribute, class_words, name, text};

/// Words of classes and ids, each with the rule that leaves such an element out.
const WORDS: &[(&str, &[&str])] = &[
    (
        "share buttons",
        &[
            "share",
            "sharing",
            "sharebar",
            "sharetools",
            "social",
            "addthis",
            "sharethis",
        ],
    ),
    (
        "advertisement",
        &[
            "ad",
            "ads",
            "advert",
            "advertisement",
            "adslot",
            "dfp",
            "gpt",
            "mpu",
            "taboola",
            "outbrain",
            "sponsored",
            "promo",
            "promotion",
        ],
    ),
    (
        "sign-up box",
        &[
            "newsletter",
            "subscribe",
            "signup",
            "paywall",
            "donate",
            "membership",
            "factbox-newsletter",
        ],
    ),
    (
        "related links",
        &[
            "related",
            "recirculation",
            "readmore",
            "trending",
            "recommended",
            "recommendations",
        ],
    ),
    ("comments", &["comment", "comments", "disqus", "likes"]),
    ("cookie notice", &["cookie", "cookies", "consent", "gdpr"]),
    (
        "words for screen readers",
        &["sr", "hidden", "visuallyhidden", "screenreader"],
    ),
];

/// Whole class names that say "not to be seen", where the single words say too little.
const HIDDEN: [&str; 10] = [
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "u-h",
    "is-hidden",
    "off-screen",
    "offscreen",
    "lx-stream__feed-skip",
    "hide-visually",
];

/// Sentences that stand in for something, on their own.
const SENTENCES: &[&str] = &[
    "this twitter post cannot be displayed in your browser",
    "please enable javascript or try a different browser",
    "the bbc is not responsible for the content of external sites",
    "view original content on twitter",
    "skip twitter post",
    "end of twitter post",
    "allow twitter content?",
    "this video can not be played",
    "to play this video you need to enable javascript in your browser",
    "this browser does not support the video element",
    "your browser does not support the video tag",
    "click here to share on social media",
    "article share tools",
    "share this post",
    "share page",
    "copy link",
    "about sharing",
    "advertisement",
    "story continues below advertisement",
    "copy and paste to share this post",
];

/// The longest text that is dropped for the class it stands in: more is somebody's writing in an unlucky box.
const LONGEST: usize = 400;

/// The rule that leaves an element out, if one does.
#[must_use]
pub fn rule(element: ElementRef<'_>) -> Option<&'static str> {
    match name(element) {
        "button" | "form" | "input" | "select" | "textarea" | "dialog" | "menu" => {
            return Some("buttons and forms");
        }
        "nav" => return Some("navigation"),
        "ins" if attribute(element, "data-ad-client").is_some() => return Some("advertisement"),
        "body" | "main" | "html" | "article" => return None,
        _ => {}
    }
    let value = element.value();
    if value.attr("hidden").is_some() || style_hides(element) {
        return short(element).then_some("hidden");
    }
    if value
        .classes()
        .any(|class| HIDDEN.contains(&class.to_ascii_lowercase().as_str()))
    {
        return short(element).then_some("words for screen readers");
    }
    if value.classes().next().is_none() && value.id().is_none() {
        return None;
    }
    let words = class_words(element);
    let (rule, _) = WORDS.iter().find(|(rule, known)| {
        // `hidden` and `sr` are parts of too many names that mean something else.
        *rule != "words for screen readers"
            && known.iter().any(|word| words.iter().any(|own| own == word))
    })?;
    // A picture in a box of such a name is still the entry's.
    let holds = super::tree::first(element, "img, video, blockquote, iframe, figure").is_some();
    (short(element) && (!holds || *rule == "advertisement")).then_some(*rule)
}

/// Whether a paragraph is nothing but a sentence of the page's own.
#[must_use]
pub fn is_furniture_sentence(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ' ', '…']).to_lowercase();
    text.len() < 400
        && (SENTENCES.contains(&text.as_str())
            || text
                .split(['.', '…'])
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .all(|part| SENTENCES.contains(&part)))
        && !text.is_empty()
}

fn style_hides(element: ElementRef<'_>) -> bool {
    attribute(element, "style").is_some_and(|style| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        style.to_ascii_lowercase().contains("display:none")
    })
}

fn short(element: ElementRef<'_>) -> bool {
    text(element).chars().count() <= LONGEST
}
