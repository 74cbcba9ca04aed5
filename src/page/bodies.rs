//! Bodies as HTML, kept from one edition of a site to the next.
//!
//! The HTML of a body depends on its text, on the id of its entry, on the settings and words that [`Bodies::new`]
//! takes, and on where its links lead. So what is kept has the links beside it: where one of them leads elsewhere now,
//! or was broken, the body is rendered again. Whoever lets a body depend on more has to put that here.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::same::Same;
use crate::base::diagnostic::Diagnostics;
use crate::markdown::{Reference, ReferenceKind, Resolved, Words};
use crate::source::entry::Body;

/// Parts that are locked apart, so that threads seldom wait for each other.
const PARTS: usize = 64;
/// Bytes of HTML that are kept where not all of it is: ten thousand bodies, more than the pages that somebody looks at.
const MOST_KEPT: usize = 16 << 20;

/// The bodies of a site as HTML.
#[derive(Debug, Default)]
pub struct Bodies {
    made_with: Option<(bool, Words)>,
    /// Bytes of HTML that a part may keep; `None` means all.
    most: Option<usize>,
    parts: Vec<Mutex<Part>>,
}

#[derive(Debug, Default)]
struct Part {
    rendered: HashMap<usize, Arc<RenderedBody>>,
    bytes: usize,
}

/// A body as HTML.
#[derive(Debug)]
pub struct RenderedBody {
    /// Holding it keeps its place in memory, which is what it is known by, from being given to another.
    body: Arc<Body>,
    id: String,
    /// Its HTML.
    pub html: String,
    /// Where its links lead.
    pub links: Links,
    /// What is wrong in it.
    pub said: Diagnostics,
}

/// The links and pictures of a body that lead to something of the site, and where they led.
#[derive(Debug, Clone, Default)]
pub struct Links(Option<Arc<[Link]>>);

impl Links {
    /// Whether each leads where it led, by `resolve` where it is not known that it does. A broken one does not hold: what
    /// is said of it names its neighbours. A file to be copied is found before any page, so that where all such files are
    /// the same, pictures need not be looked up.
    pub fn hold(&self, same: &Same, resolve: impl Fn(&Reference<'_>) -> LedTo) -> bool {
        let holds = |link: &Link| match link.led_to {
            Resolved::Lost | Resolved::Broken => false,
            Resolved::Media { .. } if same.media => true,
            _ if same.leads_into(link.into.load(Ordering::Relaxed)) => true,
            _ => {
                let (led_to, into) = resolve(&link.reference());
                let holds = led_to == link.led_to;
                if holds {
                    link.into.store(into, Ordering::Relaxed);
                }
                holds
            }
        };
        self.0.iter().flat_map(|links| links.iter()).all(holds)
    }

    /// Whether there are any.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

impl From<Vec<Link>> for Links {
    fn from(links: Vec<Link>) -> Self {
        Self((!links.is_empty()).then(|| links.into()))
    }
}

/// Where a link leads, and the key of the coverage that it leads into; 0 where it leads to no entry and no coverage.
pub type LedTo = (Resolved, u64);

/// A link or picture of a body, and where it led.
#[derive(Debug)]
pub struct Link {
    kind: ReferenceKind,
    destination: String,
    span: std::ops::Range<usize>,
    led_to: Resolved,
    /// The key of the coverage that it led into when it was last looked up.
    into: AtomicU64,
}

impl Link {
    /// A link that led somewhere.
    #[must_use]
    pub fn new(reference: &Reference<'_>, (led_to, into): &LedTo) -> Self {
        Self {
            kind: reference.kind,
            destination: reference.destination.to_string(),
            span: reference.span.clone(),
            led_to: led_to.clone(),
            into: AtomicU64::new(*into),
        }
    }

    fn reference(&self) -> Reference<'_> {
        Reference {
            kind: self.kind,
            destination: &self.destination,
            span: self.span.clone(),
        }
    }
}

impl RenderedBody {
    /// A body that was rendered.
    #[must_use]
    pub fn new(
        body: &Arc<Body>,
        id: &str,
        html: String,
        links: Vec<Link>,
        said: Diagnostics,
    ) -> Self {
        Self {
            body: Arc::clone(body),
            id: id.into(),
            html,
            links: links.into(),
            said,
        }
    }

    /// Whether rendering the body again would give the same, when links lead where `resolve` says.
    fn holds(&self, id: &str, resolve: impl Fn(&Reference<'_>) -> LedTo) -> bool {
        self.id == id && self.links.hold(&Same::default(), resolve)
    }
}

impl Bodies {
    /// Bodies to be rendered with a setting and words; none yet. Who renders every page keeps them all, who renders
    /// some keeps some.
    #[must_use]
    pub fn new(smart_punctuation: bool, words: &Words, keep_all: bool) -> Self {
        Self {
            made_with: Some((smart_punctuation, words.clone())),
            most: (!keep_all).then_some(MOST_KEPT / PARTS),
            parts: (0..PARTS).map(|_| Mutex::default()).collect(),
        }
    }

    /// Whether the bodies are rendered with these.
    #[must_use]
    pub fn are_for(&self, smart_punctuation: bool, words: &Words) -> bool {
        let made_with = self.made_with.as_ref();
        made_with.is_some_and(|(smart, known)| *smart == smart_punctuation && known == words)
    }

    /// Forgets the bodies that nobody else holds.
    pub fn forget_unused(&self) {
        for part in &self.parts {
            // One is held here and one by the entry.
            let mut part = lock(part);
            part.rendered
                .retain(|_, rendered| Arc::strong_count(&rendered.body) > 1);
            part.bytes = part.rendered.values().map(|body| body.html.len()).sum();
        }
    }

    /// A body as HTML: the one of before where it still holds, else the one that `render` makes.
    pub fn get(
        &self,
        body: &Arc<Body>,
        id: &str,
        resolve: impl Fn(&Reference<'_>) -> LedTo,
        render: impl FnOnce() -> RenderedBody,
    ) -> Arc<RenderedBody> {
        let place = Arc::as_ptr(body) as usize;
        let Some(part) = self.parts.get((place >> 4) % PARTS) else {
            return Arc::new(render());
        };
        let known = lock(part).rendered.get(&place).cloned();
        if let Some(known) = known.filter(|known| known.holds(id, resolve)) {
            return known;
        }
        let rendered = Arc::new(render());
        lock(part).keep(place, &rendered, self.most);
        rendered
    }
}

impl Part {
    fn keep(&mut self, place: usize, rendered: &Arc<RenderedBody>, most: Option<usize>) {
        if most.is_some_and(|most| self.bytes + rendered.html.len() > most) {
            *self = Self::default();
        }
        self.bytes += rendered.html.len();
        self.rendered.insert(place, Arc::clone(rendered));
    }
}

fn lock<T>(part: &Mutex<T>) -> MutexGuard<'_, T> {
    // A body is put in whole, so a thread that died holding the lock left it in order.
    part.lock().unwrap_or_else(PoisonError::into_inner)
}
