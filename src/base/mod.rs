//! What every other room stands on, and what knows nothing of sites: texts with places in them,
//! diagnostics, files, slugs, addresses, zones of time.

pub mod address;
pub mod checksum;
pub mod diagnostic;
pub mod encoding;
pub mod fs;
pub mod in_turn;
pub mod name_key;
pub mod nearest;
pub mod parallel;
pub mod rfc3339;
pub mod slug;
pub mod source_text;
pub mod table;
pub mod zone;
