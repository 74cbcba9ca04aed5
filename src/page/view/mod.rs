//! The theme contract: everything that a template may see, and nothing else.
//!
//! Templates never fetch. Each page's template gets three values, `site`, `page` and `words`, and those of its kind
//! below. Every text is plain text (Tera escapes it) but the fields that end in `html`. Every `href` is ready to be
//! put into an attribute: percent-encoded and under the site's base path. `themes/README.md` says the same for people
//! who write themes, and a test keeps the two together.

mod entry;
mod lists;
mod pages;
mod terms;

pub use entry::{
    BylineView, CaptureView, CorrectionView, EntryCard, EntryLink, EntryView, OriginView,
    QuotedView, SeenView, SourceView, SpeakerRef, StatementView, TimeView, TopicRef,
};
pub use lists::{
    DayLink, Letter, ListItem, Month, Pager, PagerLink, RoleView, StreamItem, TermLink,
};
pub use pages::{
    CardView, CoverageCard, CoveragePage, CoverageView, Crumb, DayPage, DaysPage, EntryPage,
    FeedLink, GonePage, HomePage, MissingView, NotFoundPage, PageHead, PageKind, PrintPage,
    SearchPage, SiteView, Totals,
};
pub use terms::{PortraitView, SpeakerPage, TermsPage, Timeline, TimelineBar, TopicPage};
