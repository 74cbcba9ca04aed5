//! Instants as the data gives them, for serde: always with the offset in digits.

use chrono::{DateTime, FixedOffset};
use serde::Serializer;

/// `2031-03-04T13:42:00+00:00`.
///
/// # Errors
/// The serializer's.
pub fn instant<S: Serializer>(at: &DateTime<FixedOffset>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&at.to_rfc3339())
}

/// The same, or null.
///
/// # Errors
/// The serializer's.
pub fn maybe<S: Serializer>(at: &Option<DateTime<FixedOffset>>, to: S) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => instant(at, to),
        None => to.serialize_none(),
    }
}
