//! The elements of the Guardian's blocks: text, pictures, films, posts of other platforms.

use serde_json::{Map, Value};

use super::super::markup::{Context, embed, markdown_of_text};
use super::super::reading_text::plain;
use crate::markdown::compose;

/// One element of a block, by its kind.
pub fn element_markdown(element: &Map<String, Value>, context: &mut Context<'_>) -> String {
    let kind = element
        .get("_type")
        .or_else(|| element.get("type"))
        .and_then(Value::as_str)
        .unwrap_or_default();
    let kind = kind
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .trim_end_matches("BlockElement")
        .to_ascii_lowercase();
    let string = |key: &str| {
        element
            .get(key)
            .and_then(Value::as_str)
            .filter(|text| !text.trim().is_empty())
    };
    // The content API keeps the data of each kind under a key of its own.
    let data = |key: &str| {
        [
            "data",
            "imageTypeData",
            "textTypeData",
            "tweetTypeData",
            "videoTypeData",
            "pullquoteTypeData",
            "richLinkTypeData",
            "instagramTypeData",
            "embedTypeData",
            "interactiveTypeData",
            "audioTypeData",
        ]
        .iter()
        .find_map(|part| element.get(*part)?.get(key)?.as_str())
        .filter(|text| !text.trim().is_empty())
    };
    let any = |key: &str| string(key).or_else(|| data(key));
    match kind.as_str() {
        "image" | "cartoon" => image(element, any("alt"), any("caption"), any("credit"), context),
        "pullquote" => any("html").map_or(String::new(), |html| {
            compose::pull_quote(&plain(html), any("attribution"))
        }),
        "richlink" => match (
            any("url").or(any("originalUrl")),
            any("text").or(any("linkText")),
        ) {
            (Some(address), Some(text)) => compose::link(&plain(text), address),
            _ => String::new(),
        },
        "tweet"
        | "instagram"
        | "embed"
        | "facebook"
        | "tiktok"
        | "map"
        | "document"
        | "audio"
        | "videovimeo"
        | "videofacebook"
        | "spotify"
        | "soundcloud"
        | "comment"
        | "witness"
        | "callout"
        | "interactive"
        | "interactiveatom"
        | "interactivecontents"
        | "vine" => foreign(
            &kind,
            any("html"),
            any("url").or(any("originalUrl")).or(any("embedUrl")),
            any("source"),
            any("alt").or(any("caption")),
            context,
        ),
        "youtube" | "videoyoutube" => {
            let address =
                string("assetId").map(|id| format!("https://www.youtube.com/watch?v={id}"));
            let title = any("mediaTitle")
                .or(any("title"))
                .or(any("caption"))
                .unwrap_or_default();
            compose::embed(
                Some("YouTube"),
                None,
                None,
                &plain(title),
                address.as_deref().or(any("url")),
            )
        }
        "video" | "mediaatom" | "guvideo" | "contentatom" => {
            let title = any("title").or(any("mediaTitle")).unwrap_or_default();
            compose::figure(
                &plain(title),
                Some("video:"),
                any("caption").map(plain).as_deref(),
                any("credit").map(plain).as_deref(),
            )
        }
        "subheading" => any("html").map_or(String::new(), |html| {
            format!("### {}", crate::markdown::plain::escape_line(&plain(html)))
        }),
        "disclaimer" | "newslettersignup" | "adplaceholder" => {
            context.dropped("boxes of the page's own");
            String::new()
        }
        _ => any("html")
            .or(any("text"))
            .map_or(String::new(), |html| markdown_of_text(html, context)),
    }
}

fn image(
    element: &Map<String, Value>,
    alt: Option<&str>,
    caption: Option<&str>,
    credit: Option<&str>,
    context: &mut Context<'_>,
) -> String {
    let width = |image: &Value| {
        let width = image
            .pointer("/fields/width")
            .or_else(|| image.pointer("/typeData/width"))
            .or_else(|| image.get("width"));
        width
            .and_then(|width| width.as_u64().or_else(|| width.as_str()?.parse().ok()))
            .unwrap_or(0)
    };
    let images = element
        .get("media")
        .and_then(|media| media.get("allImages"))
        .or_else(|| element.get("assets"))
        .and_then(Value::as_array);
    // Wide enough for any screen; the largest are for print.
    let best = images.into_iter().flatten().max_by_key(|image| {
        let width = width(image);
        if width <= 2_048 { width } else { 0 }
    });
    let address = best
        .and_then(|image| image.get("url").or_else(|| image.get("file"))?.as_str())
        .and_then(|address| context.picture(address));
    let credit = credit.map(plain);
    let credit = credit.as_deref().map(|credit| {
        ["Photograph: ", "Photo: ", "Composite: ", "Illustration: "]
            .iter()
            .find_map(|start| credit.strip_prefix(start))
            .unwrap_or(credit)
    });
    compose::figure(
        &alt.map(plain).unwrap_or_default(),
        address.as_deref(),
        caption.map(plain).as_deref(),
        credit,
    )
}

/// A post of another platform, its words where the block has them.
fn foreign(
    kind: &str,
    html: Option<&str>,
    url: Option<&str>,
    source: Option<&str>,
    words: Option<&str>,
    context: &mut Context<'_>,
) -> String {
    let card = html
        .map(|html| markdown_of_text(html, context))
        .unwrap_or_default();
    if card.contains("[!embed]") {
        return card;
    }
    let named = url.map(embed::named);
    let known = match kind {
        "tweet" => Some("Twitter"),
        "instagram" => Some("Instagram"),
        "tiktok" => Some("TikTok"),
        _ => None,
    };
    let provider = known
        .map(str::to_string)
        .or_else(|| source.map(plain))
        .or_else(|| named.as_ref().map(|(provider, _)| provider.clone()))
        .filter(|provider| !provider.is_empty())
        .unwrap_or_else(|| "Unknown".into());
    let text = html
        .map(plain)
        .filter(|text| !text.is_empty())
        .or_else(|| words.map(plain))
        .unwrap_or_default();
    compose::embed(Some(&provider), None, None, &text, url)
}
