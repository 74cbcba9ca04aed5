//! The command line of livesite.
fn main() {}
