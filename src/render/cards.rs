//! Link cards of coverages, drawn when they are asked for and kept for the next build.

#[cfg(feature = "cards")]
mod draw;
#[cfg(feature = "cards")]
mod fonts;
#[cfg(feature = "cards")]
mod kept;
#[cfg(feature = "cards")]
mod lines;
#[cfg(not(feature = "cards"))]
mod without;

#[cfg(feature = "cards")]
pub use fonts::Fonts;
#[cfg(feature = "cards")]
pub use kept::Cards;
#[cfg(not(feature = "cards"))]
pub use without::{Cards, Fonts};

/// The colours of a theme's cards, as SVG writes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colours {
    /// The ground.
    pub paper: String,
    /// The title.
    pub ink: String,
    /// What stands beside it.
    pub soft: String,
    /// The mark.
    pub accent: String,
}
