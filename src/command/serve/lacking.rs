//! The page `/_livesite/report`: what each coverage seems to lack, by its entries. The captures are not read again for
//! it; `livesite report` does that.

use std::fmt::Write as _;

use super::edition::Shows;
use super::live;
use super::newest::Now;
use super::notice::escaped;
use super::status::{framed, isolated};
use crate::archive::completeness::lacks;
use crate::base::address::percent_encode;
use crate::command::report::sentences;

/// The page.
#[must_use]
pub fn page(now: &Now) -> Vec<u8> {
    let base = now.edition.base_href();
    let mut body = format!(
        "<header><p class=\"site\"><a href=\"{}{}\">The desk</a></p><h1>What seems to be missing</h1>\
         <p class=\"facts\">Told by the entries; <code>livesite report COVERAGE</code> reads the captures as well.</p></header>",
        escaped(&base),
        live::FOLDER
    );
    if let Shows::Site(served) = &now.edition.shows {
        for coverage in &served.site().archive.coverages {
            let _ = write!(
                body,
                "<section><h2><a href=\"{}{}/\">{}</a></h2>",
                escaped(&base),
                escaped(&percent_encode(&coverage.slug)),
                isolated(coverage.shown_title())
            );
            let lines = sentences(&lacks(coverage, &[]));
            if lines.is_empty() {
                body.push_str("<p class=\"none\">Nothing is known to be missing.</p>");
            } else {
                body.push_str("<ul class=\"lacks\">");
                for line in lines {
                    let _ = write!(body, "<li>{}</li>", escaped(&line));
                }
                body.push_str("</ul>");
            }
            body.push_str("</section>\n");
        }
    }
    framed(&base, "What seems to be missing", &body)
}
