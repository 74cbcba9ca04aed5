//! Pictures, films and sounds as HTML. What the archive does not hold is a box that says so; nothing is ever
//! loaded from a third party.

use std::fmt::Write as _;
use std::ops::Range;

use super::anchor::external_link;
use super::convention::{Figure, Media, held};
use super::first_picture::LAZY;
use super::html::{Copies, Reference, ReferenceKind, Resolved, escape, escaped};
use super::link::{Destination, classify};
use super::writer::Writer;

/// What became of an address of a picture, film or sound.
enum Shown {
    /// It can be shown: the element.
    Element(String),
    /// It cannot; perhaps there is an address where it was.
    Lost(Option<String>),
}

impl Writer<'_, '_> {
    /// A figure of its own, with what stands under it.
    pub fn figure(&mut self, source: &str, figure: Figure<'_>) {
        let media = Media::of(&figure.destination);
        match self.show(media, &figure.destination, &figure.alt, &figure.image) {
            Shown::Element(element) => {
                let class = match media {
                    Media::Image => "figure",
                    Media::Video => "figure video",
                    Media::Audio => "figure audio",
                };
                let _ = write!(self.out, "<figure class=\"{class}\">{element}");
            }
            Shown::Lost(address) => {
                let note = self.aside(self.lost_note(media));
                let _ = write!(
                    self.out,
                    "<figure class=\"figure lost\"><p class=\"lost-note\">{note}</p>"
                );
                if !figure.alt.trim().is_empty() {
                    let _ = write!(
                        self.out,
                        "<p class=\"lost-alt\">{}</p>",
                        escaped(&figure.alt)
                    );
                }
                if let Some(href) = address {
                    let (link, text) = (external_link(&href), escaped(&href));
                    let _ = write!(self.out, "<p class=\"lost-address\">{link}{text}</a></p>");
                }
            }
        }
        let fields = [("caption", figure.caption), ("credit", figure.credit)];
        let mut begun = false;
        for (class, nodes) in fields.into_iter().filter(|(_, nodes)| !nodes.is_empty()) {
            self.out.push_str(if begun { " " } else { "<figcaption>" });
            begun = true;
            let _ = write!(self.out, "<span class=\"{class}\">");
            self.line(source, nodes);
            self.out.push_str("</span>");
        }
        self.out.push_str(if begun {
            "</figcaption></figure>\n"
        } else {
            "</figure>\n"
        });
    }

    /// A picture, film or sound within a line.
    pub fn inline_media(&mut self, destination: &str, alt: &str, span: &Range<usize>) {
        let media = Media::of(destination);
        // A player's controls cannot stand within a link.
        if self.links > 0 && media != Media::Image {
            escape(alt, &mut self.out);
            return;
        }
        match self.show(media, destination, alt, span) {
            Shown::Element(element) => self.out.push_str(&element),
            Shown::Lost(address) => {
                self.out.push_str("<span class=\"lost\">");
                let text = if alt.trim().is_empty() {
                    self.aside(self.lost_note(media))
                } else {
                    escaped(alt).to_string()
                };
                match address.filter(|_| self.links == 0) {
                    Some(href) => {
                        let _ = write!(self.out, "{}{text}</a>", external_link(&href));
                    }
                    None => self.out.push_str(&text),
                }
                self.out.push_str("</span>");
            }
        }
    }

    fn show(&mut self, media: Media, destination: &str, alt: &str, span: &Range<usize>) -> Shown {
        let Some(destination) = held(destination.trim()) else {
            return Shown::Lost(None);
        };
        match classify(destination) {
            Destination::External(href) => Shown::Lost(href.starts_with("http").then_some(href)),
            Destination::Unsafe(scheme) => {
                self.unsafe_address(&scheme, span);
                Shown::Lost(None)
            }
            Destination::Nowhere => Shown::Lost(None),
            Destination::Site => {
                let kind = match media {
                    Media::Image => ReferenceKind::Image,
                    Media::Video => ReferenceKind::Video,
                    Media::Audio => ReferenceKind::Audio,
                };
                let span = span.clone();
                match (self.options.resolve)(Reference {
                    kind,
                    destination,
                    span,
                }) {
                    Resolved::Media {
                        href,
                        width,
                        height,
                        copies,
                    } => Shown::Element(match media {
                        Media::Image => image(&href, alt, size(width, height), copies.as_ref()),
                        Media::Video | Media::Audio => {
                            player(media, &href, alt, &size(width, height))
                        }
                    }),
                    Resolved::Href(href) => Shown::Lost(Some(href)),
                    Resolved::Lost | Resolved::Broken => Shown::Lost(None),
                }
            }
        }
    }

    /// Words of the interface among those of the coverage: of another language, they may run the other way.
    pub fn aside(&self, words: &str) -> String {
        let language = escaped(&self.options.words.language);
        format!("<bdi lang=\"{language}\">{}</bdi>", escaped(words))
    }

    fn lost_note(&self, media: Media) -> &str {
        match media {
            Media::Image => &self.options.words.picture_lost,
            Media::Video => &self.options.words.film_lost,
            Media::Audio => &self.options.words.sound_lost,
        }
    }
}

fn size(width: Option<u32>, height: Option<u32>) -> String {
    match (width, height) {
        (Some(width), Some(height)) => format!(" width=\"{width}\" height=\"{height}\""),
        _ => String::new(),
    }
}

/// A picture. Whoever shows a whole page lets its first one be loaded at once (`first_picture`).
fn image(href: &str, alt: &str, size: String, copies: Option<&Copies>) -> String {
    let mut more = size;
    if let Some(copies) = copies {
        let (srcset, sizes) = (escaped(&copies.srcset), escaped(&copies.sizes));
        let _ = write!(more, " srcset=\"{srcset}\" sizes=\"{sizes}\"");
    }
    let (href, alt) = (escaped(href), escaped(alt));
    format!("<img src=\"{href}\" alt=\"{alt}\"{more}{LAZY} decoding=\"async\">")
}

fn player(media: Media, href: &str, alt: &str, size: &str) -> String {
    let (href, alt) = (escaped(href), escaped(alt));
    let label = if alt.is_empty() {
        String::new()
    } else {
        format!(" aria-label=\"{alt}\"")
    };
    if media == Media::Audio {
        format!("<audio src=\"{href}\" controls preload=\"none\"{label}></audio>")
    } else {
        format!("<video src=\"{href}\" controls preload=\"none\"{size}{label}></video>")
    }
}
