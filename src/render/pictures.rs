//! Smaller copies of pictures, made when they are asked for and kept for the next build.
//!
//! What a copy holds follows from its name: the bytes of the picture, the size, the quality and the recipe
//! ([`crate::page::pictures`]). So a copy that is kept never has to be looked at again.

#[cfg(feature = "pictures")]
mod encode;
#[cfg(feature = "pictures")]
mod kept;
#[cfg(feature = "pictures")]
mod profile;
#[cfg(not(feature = "pictures"))]
mod without;

#[cfg(feature = "pictures")]
pub use kept::Pictures;
#[cfg(not(feature = "pictures"))]
pub use without::Pictures;
