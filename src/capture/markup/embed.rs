//! Posts of other platforms: a static card with whatever the page kept.

use std::sync::LazyLock;

use regex::Regex;
use scraper::ElementRef;

use super::address::{host, is_web};
use super::body::Context;
use super::tree::{all, attribute, first, name, single_blanks, text};
use crate::markdown::compose;

/// Hosts and what their posts are called.
const PROVIDERS: &[(&str, &str)] = &[
    ("twitter.com", "Twitter"),
    ("x.com", "Twitter"),
    ("t.co", "Twitter"),
    ("facebook.com", "Facebook"),
    ("fb.watch", "Facebook"),
    ("instagram.com", "Instagram"),
    ("threads.net", "Threads"),
    ("tiktok.com", "TikTok"),
    ("youtube.com", "YouTube"),
    ("youtube-nocookie.com", "YouTube"),
    ("youtu.be", "YouTube"),
    ("vimeo.com", "Vimeo"),
    ("dailymotion.com", "Dailymotion"),
    ("soundcloud.com", "SoundCloud"),
    ("spotify.com", "Spotify"),
    ("datawrapper.dwcdn.net", "Datawrapper"),
    ("dwcdn.net", "Datawrapper"),
    ("flo.uri.sh", "Flourish"),
    ("flourish.studio", "Flourish"),
    ("infogram.com", "Infogram"),
    ("documentcloud.org", "DocumentCloud"),
    ("scribd.com", "Scribd"),
    ("google.com", "Google"),
    ("bsky.app", "Bluesky"),
    ("embed.bsky.app", "Bluesky"),
    ("t.me", "Telegram"),
    ("telegram.org", "Telegram"),
    ("reddit.com", "Reddit"),
    ("giphy.com", "Giphy"),
    ("imgur.com", "Imgur"),
    ("streamable.com", "Streamable"),
    ("truthsocial.com", "Truth Social"),
    ("linkedin.com", "LinkedIn"),
    ("audioboom.com", "Audioboom"),
    ("acast.com", "Acast"),
    ("omny.fm", "Omny"),
    ("brightcove.net", "Brightcove"),
    ("jwplatform.com", "JW Player"),
];
/// Classes of block quotes and boxes that hold a post.
const CLASSES: &[(&str, &str)] = &[
    ("twitter-tweet", "Twitter"),
    ("twitter-video", "Twitter"),
    ("instagram-media", "Instagram"),
    ("tiktok-embed", "TikTok"),
    ("fb-post", "Facebook"),
    ("fb-video", "Facebook"),
    ("bluesky-embed", "Bluesky"),
    ("reddit-embed-bq", "Reddit"),
    ("reddit-card", "Reddit"),
    ("text-post-media", "Threads"),
    ("imgur-embed-pub", "Imgur"),
    ("element-tweet", "Twitter"),
];

/// What stands below a post: `— Name (@handle) Date`.
static SIGNED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?s)^(?P<text>.*?)\s*[—–-]\s*(?P<author>[^—]{1,120}?\(@\w{1,40}\))\s*(?P<date>.{0,60})$",
    )
    .ok()
});

/// The card of an element that is an embedded post.
#[must_use]
pub fn read(element: ElementRef<'_>, context: &mut Context<'_>) -> Option<String> {
    if matches!(name(element), "iframe" | "embed" | "object" | "amp-iframe") {
        return frame(element, context);
    }
    if matches!(
        name(element),
        "amp-twitter" | "amp-youtube" | "amp-instagram" | "amp-facebook"
    ) {
        return amp(element);
    }
    let provider = element.value().classes().find_map(|class| {
        let class = class.to_ascii_lowercase();
        CLASSES.iter().find(|(known, _)| *known == class)
    })?;
    // A box around the quote is the quote.
    if let Some(inner) = all(element, "blockquote")
        .into_iter()
        .find(|inner| inner.id() != element.id() && read_class(*inner))
    {
        return read(inner, context);
    }
    Some(post(element, provider.1, context))
}

fn read_class(element: ElementRef<'_>) -> bool {
    element.value().classes().any(|class| {
        CLASSES
            .iter()
            .any(|(known, _)| known.eq_ignore_ascii_case(class))
    })
}

/// A post whose words the page kept.
fn post(element: ElementRef<'_>, provider: &str, context: &mut Context<'_>) -> String {
    let links = all(element, "a[href]");
    let own = ["data-instgrm-permalink", "cite", "data-href", "data-url"]
        .iter()
        .find_map(|name| attribute(element, name))
        .map(str::to_string);
    let status = |address: &str| {
        [
            "/status/",
            "/statuses/",
            "/p/",
            "/video/",
            "/posts/",
            "/post/",
            "/reel/",
            "/comments/",
        ]
        .iter()
        .any(|part| address.contains(part))
    };
    let last = links
        .iter()
        .rev()
        .filter_map(|link| attribute(*link, "href"))
        .find(|address| status(address));
    let address = own
        .or_else(|| last.map(str::to_string))
        .and_then(|address| context.base.resolve(&address))
        .map(|address| super::address::bare(&address).to_string());
    // Pictures in a post stand there as addresses that nobody reads.
    let words: Vec<String> = all(element, "p")
        .into_iter()
        .map(text)
        .filter(|words| !words.is_empty())
        .collect();
    let whole = text(element);
    let groups = SIGNED.as_ref().and_then(|pattern| pattern.captures(&whole));
    let (author, date) = groups.as_ref().map_or((None, None), |groups| {
        let date = groups["date"].trim();
        (
            Some(groups["author"].trim().to_string()),
            (!date.is_empty()).then(|| date.to_string()),
        )
    });
    let body = match (words.is_empty(), &groups) {
        (false, _) => words.join("\n\n"),
        (true, Some(groups)) => groups["text"].trim().to_string(),
        (true, None) if address.as_deref() == Some(whole.as_str()) => String::new(),
        (true, None) => whole.clone(),
    };
    compose::embed(
        Some(provider),
        author.as_deref(),
        date.as_deref(),
        &body,
        address.as_deref(),
    )
}

fn frame(element: ElementRef<'_>, context: &mut Context<'_>) -> Option<String> {
    let source = ["src", "data-src", "data"]
        .iter()
        .filter_map(|name| attribute(element, name))
        .find_map(|address| context.base.resolve(address));
    let Some(source) = source else {
        context.dropped("frames without an address");
        return Some(String::new());
    };
    let advert = [
        "doubleclick",
        "googlesyndication",
        "googletagmanager",
        "adservice",
        "/ads/",
        "amazon-adsystem",
    ];
    if advert.iter().any(|word| source.contains(word)) {
        context.dropped("advertisement");
        return Some(String::new());
    }
    let title = attribute(element, "title").unwrap_or_default();
    let (provider, address) = named(&source);
    Some(compose::embed(
        Some(&provider),
        None,
        None,
        &single_blanks(title),
        Some(&address),
    ))
}

fn amp(element: ElementRef<'_>) -> Option<String> {
    let (provider, address) = match name(element) {
        "amp-twitter" => {
            let id = attribute(element, "data-tweetid")?;
            ("Twitter", format!("https://twitter.com/i/status/{id}"))
        }
        "amp-youtube" => {
            let id = attribute(element, "data-videoid")?;
            ("YouTube", format!("https://www.youtube.com/watch?v={id}"))
        }
        "amp-instagram" => {
            let id = attribute(element, "data-shortcode")?;
            ("Instagram", format!("https://www.instagram.com/p/{id}/"))
        }
        _ => ("Facebook", attribute(element, "data-href")?.to_string()),
    };
    let words = first(element, "[placeholder], blockquote").map(text);
    Some(compose::embed(
        Some(provider),
        None,
        None,
        words.as_deref().unwrap_or_default(),
        Some(&address),
    ))
}

/// The name of whoever hosts an address, and the address that people would open.
#[must_use]
pub fn named(address: &str) -> (String, String) {
    let host = host(address).unwrap_or_default();
    let known = PROVIDERS.iter().find(|(known, _)| {
        host == *known
            || host
                .strip_suffix(known)
                .is_some_and(|rest| rest.ends_with('.'))
    });
    let provider = known.map_or(host.clone(), |(_, name)| (*name).to_string());
    let bare = super::address::bare(address);
    let opened = match bare.rsplit_once("/embed/") {
        Some((_, id)) if provider == "YouTube" && !id.contains('/') => {
            format!("https://www.youtube.com/watch?v={id}")
        }
        _ => address.to_string(),
    };
    (provider, opened)
}

/// The card of a paragraph that is nothing but the address of a post.
#[must_use]
pub fn of_bare_address(words: &str) -> Option<String> {
    let words = words.trim();
    if !is_web(words) || words.contains(char::is_whitespace) {
        return None;
    }
    let host = host(words)?;
    let path = words.splitn(4, '/').nth(3).unwrap_or_default();
    let (provider, address) = named(words);
    let known = provider != host;
    (known && !path.is_empty())
        .then(|| compose::embed(Some(&provider), None, None, "", Some(&address)))
}
