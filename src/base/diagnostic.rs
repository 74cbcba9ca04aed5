//! What livesite says about what somebody wrote: severity, code, message, place, hints.
//!
//! A diagnostic is a value; drawing it is the last step (`render`), and only `command` prints. Parsers
//! never stop at the first mistake: they push here and go on with what they understood.

use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

pub use super::nearest::nearest;
use super::source_text::{Place, SourceText};

/// How bad it is. Only errors keep a site from being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The content is wrong; nothing is written.
    Error,
    /// Written all the same, but somebody should look.
    Warning,
    /// Said for information: what was assumed.
    Note,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// What kind of problem it is: a stable word that people can look up (`livesite help diagnostics`).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code there is; a test asks for a fixture and a manual entry of each.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The word shown in brackets after the severity.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }
        }
    };
}

codes! {
    // -- files --------------------------------------------------------------------------------
    /// A file or folder could not be read.
    UnreadableFile = "unreadable-file",
    /// A text is not valid UTF-8.
    InvalidUtf8 = "invalid-utf8",
    /// A text file holds nothing.
    EmptyFile = "empty-file",
    /// A symbolic link points out of `content/`.
    LinkOutside = "link-outside",
    /// A file or folder stands where the plan of `content/` has no place for it.
    MisplacedFile = "misplaced-file",
    /// A folder's or file's name is reserved for livesite's own pages, or gives no slug.
    BadName = "bad-name",
    /// A site folder without `site.toml` or without `content/`.
    NoSite = "no-site",
    /// The settings ask for something that this program was built without.
    MissingFeature = "missing-feature",
    // -- TOML ---------------------------------------------------------------------------------
    /// TOML that does not parse; also a `+++` that never closes.
    TomlSyntax = "toml-syntax",
    /// A key that livesite does not know.
    UnknownKey = "unknown-key",
    /// A value of the wrong type, or outside what is allowed.
    WrongType = "wrong-type",
    /// A key that is required and absent.
    MissingKey = "missing-key",
    /// A date or time that is none.
    BadDate = "bad-date",
    /// A time zone that IANA does not know.
    UnknownZone = "unknown-zone",
    /// An address (`base_url`, a source's `url`) that is none.
    BadUrl = "bad-url",
    // -- time ---------------------------------------------------------------------------------
    /// A local time where no zone is known.
    MissingZone = "missing-zone",
    /// A local time that the clocks jumped over.
    TimeGap = "time-gap",
    /// A local time that the clocks showed twice.
    TimeOverlap = "time-overlap",
    /// A zone word with several readings (`IST`), or none.
    ZoneWord = "zone-word",
    /// Clock times without a date.
    MissingDate = "missing-date",
    /// Dates without a year.
    MissingYear = "missing-year",
    /// Two clocks of one entry that do not agree.
    ClocksDisagree = "clocks-disagree",
    /// An entry whose time runs against the direction of its capture.
    OutOfOrder = "out-of-order",
    // -- captures -----------------------------------------------------------------------------
    /// A capture in which no entry was found.
    NoEntries = "no-entries",
    /// A profile that is neither built in nor in the site.
    UnknownProfile = "unknown-profile",
    /// A profile whose patterns do not compile or lack a group.
    BadProfile = "bad-profile",
    /// A file of a kind that is no capture: a picture, a program, a PDF.
    UnknownFormat = "unknown-format",
    /// A capture that is damaged: cut off, or with data that does not parse. What could be read was.
    BrokenCapture = "broken-capture",
    /// What a capture's characters were taken for, where it does not say so, or says it wrongly.
    AssumedCharset = "assumed-charset",
    /// Times in a capture that cannot be what they seem: one for all entries, two that differ, younger than the page.
    DoubtfulTimes = "doubtful-times",
    /// Lines of a capture that no rule placed; they are kept in the body.
    UnplacedLines = "unplaced-lines",
    // -- coverages and entries -----------------------------------------------------------------
    /// A coverage that holds no entry.
    EmptyCoverage = "empty-coverage",
    /// Two entries of one coverage with one id.
    DuplicateId = "duplicate-id",
    /// An id that is no slug, or reserved.
    BadId = "bad-id",
    /// Two pages that want one address.
    AddressCollision = "address-collision",
    /// One name for two people or topics.
    SharedName = "shared-name",
    // -- bodies -------------------------------------------------------------------------------
    /// An image or other file that is not there.
    MissingMedia = "missing-media",
    /// A link to a page or entry that does not exist.
    UnknownLink = "unknown-link",
    /// HTML or an address in a body that was taken out because it could run code.
    UnsafeHtml = "unsafe-html",
    // -- theme and output -----------------------------------------------------------------------
    /// A theme that does not exist, or lacks a file.
    MissingTheme = "missing-theme",
    /// A colour of the theme's options that is hard to read on what lies behind it.
    LowContrast = "low-contrast",
    /// A template that does not parse or fails while rendering.
    TemplateError = "template-error",
    /// The output could not be written.
    OutputFailed = "output-failed",
    /// The output folder holds files that livesite did not write.
    OutputNotOurs = "output-not-ours",
}

/// Something to say about the content, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What kind of problem it is.
    pub code: Code,
    /// One sentence, lower case, no full stop.
    pub message: String,
    /// Where it is, when it stands in a text.
    pub place: Option<Place>,
    /// The file, when it has no text to show (missing, binary, unreadable).
    pub path: Option<String>,
    /// A word under the caret: what was expected here.
    pub label: Option<String>,
    /// Other places that belong to it, each with what it is.
    pub related: Vec<(Place, String)>,
    /// What to do, one sentence each.
    pub hints: Vec<String>,
}

/// What a phase has to say. Pushed to, never returned early with.
pub type Diagnostics = Vec<Diagnostic>;

impl Diagnostic {
    fn new(severity: Severity, code: Code, message: impl Into<String>) -> Self {
        Self {
            severity,
            code,
            message: message.into(),
            place: None,
            path: None,
            label: None,
            related: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// An error: the site is not written.
    #[must_use]
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning: the site is written.
    #[must_use]
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A note: what was assumed.
    #[must_use]
    pub fn note(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    /// Points at the bytes `span` of `source`.
    #[must_use]
    pub fn at(mut self, source: &Arc<SourceText>, span: Range<usize>) -> Self {
        self.place = Some(Place::new(source, span));
        self
    }

    /// Points at a place.
    #[must_use]
    pub fn at_place(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Names a file that has no text to show.
    #[must_use]
    pub fn in_file(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Says under the caret what was expected.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds another place that belongs to the problem.
    #[must_use]
    pub fn related(mut self, place: Place, what: impl Into<String>) -> Self {
        self.related.push((place, what.into()));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Draws it as rustc does: title, `file:line:column`, the source line, a caret, hints.
    #[must_use]
    pub fn render(&self, styled: bool) -> String {
        let renderer = if styled {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let mut group = Group::with_title(
            level
                .primary_title(self.message.as_str())
                .id(self.code.as_str()),
        );
        if let Some(place) = &self.place {
            group = group.element(snippet(
                place,
                AnnotationKind::Primary,
                self.label.as_deref(),
            ));
        } else if let Some(path) = &self.path {
            group = group.element(Origin::path(path.as_str()));
        }
        for (place, what) in &self.related {
            group = group.element(snippet(place, AnnotationKind::Context, Some(what)));
        }
        for hint in &self.hints {
            group = group.element(Level::HELP.message(hint.as_str()));
        }
        renderer.decor_style(DecorStyle::Ascii).render(&[group])
    }
}

fn snippet<'a>(
    place: &'a Place,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let text = place.source.text.as_str();
    let mut start = place.span.start.min(text.len());
    let mut end = place.span.end.clamp(start, text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    // A caret under one line says more than a bracket over ten.
    if let Some(newline) = text[start..end].find('\n') {
        end = start + newline;
    }
    Snippet::source(text)
        .path(place.source.path.as_str())
        .annotation(kind.span(start..end).label(label))
}

/// Whether anything here keeps a site from being written.
#[must_use]
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Sorts by file, then place, then code, so that every run says the same in the same order.
pub fn sort(diagnostics: &mut Diagnostics) {
    diagnostics.sort_by_cached_key(|diagnostic| {
        let (path, start) = match (&diagnostic.place, &diagnostic.path) {
            (Some(place), _) => (place.source.path.clone(), place.span.start),
            (None, Some(path)) => (path.clone(), 0),
            (None, None) => (String::new(), 0),
        };
        (
            path,
            start,
            diagnostic.severity,
            diagnostic.code,
            diagnostic.message.clone(),
        )
    });
    diagnostics.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diagnostic_shows_place_line_caret_and_hint() {
        let source = SourceText::new("content/x.md", "+++\nheadlin = \"x\"\n+++\n");
        let drawn = Diagnostic::error(Code::UnknownKey, "unknown key `headlin`")
            .at(&source, 4..11)
            .hint("did you mean `headline`?")
            .render(false);
        for part in [
            "error[unknown-key]: unknown key `headlin`",
            "content/x.md:2:1",
            "headlin = \"x\"",
            "^^^^^^^",
            "did you mean",
        ] {
            assert!(drawn.contains(part), "{part} is not in\n{drawn}");
        }
    }
}
