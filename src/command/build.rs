//! `livesite build`: the site into its output folder.

use std::path::Component;
use std::time::Instant;

use super::Outcome;
use super::pipeline::{Request, base_url_option, make};
use super::terminal::{Terminal, human_bytes, human_time, plural};
use crate::base::address::SitePath;
use crate::base::diagnostic::{Code, Diagnostic, has_errors, sort};
use crate::base::fs;
use crate::cli::{Build, SiteArgs};
use crate::output::{Writing, earlier_files};
use crate::render::Content;
use crate::render::portable::Portable;

/// Builds and writes. With any error nothing is written: the old site stays as it was.
#[must_use]
pub fn run(arguments: &Build, terminal: &Terminal) -> Outcome {
    let started = Instant::now();
    let mut request = match request(&arguments.site) {
        Ok(request) => request,
        Err(diagnostic) => {
            terminal.diagnostics(&[*diagnostic]);
            return Outcome::BadCall;
        }
    };
    let out = arguments
        .out
        .clone()
        .unwrap_or_else(|| request.root.join("public"));
    let shown = shown_out(&out);
    let mut diagnostics = Vec::new();
    if let Some(diagnostic) = output_inside_source(&request.root, &out) {
        terminal.diagnostics(&[diagnostic]);
        return Outcome::BadCall;
    }
    request.earlier = earlier_files(&out);
    let site = make(&request, terminal, &mut diagnostics);
    let mut written = None;
    if let Some(site) = &site {
        let writing = Writing::begin(&out, &shown, &mut diagnostics);
        // Rendered even when something is wrong already, so that one run finds the mistakes of templates too.
        let writing = writing.filter(|_| !has_errors(&diagnostics));
        let portable = (arguments.portable).then(|| Portable::new(&site.config.base_url));
        let take = |path: &SitePath, content: &Content| {
            if let Some(writing) = &writing {
                match portable
                    .as_ref()
                    .and_then(|portable| portable.file(path, content))
                {
                    Some((path, content)) => writing.take(&path, &content),
                    None => writing.take(path, content),
                }
            }
        };
        site.render(terminal, &take, &mut diagnostics);
        if let Some(writing) = writing.filter(|_| !has_errors(&diagnostics)) {
            written = Some(writing.finish(&mut diagnostics));
        }
    }
    sort(&mut diagnostics);
    terminal.diagnostics(&diagnostics);
    match (site, written) {
        (Some(site), Some(written)) if !has_errors(&diagnostics) => {
            terminal.say_more(&format!(
                "{} written, {} removed",
                plural(written.changed, "file"),
                written.removed
            ));
            terminal.say(&format!(
                "{}, {}, {}, {} in {}",
                plural(site.archive.coverages.len(), "coverage"),
                entries(site.archive.entry_count()),
                plural(site.plan.html_pages(), "page"),
                human_bytes(written.bytes),
                human_time(started.elapsed()),
            ));
            let home = site.config.base_url.href(&SitePath::home());
            let root = arguments.site.root.to_string_lossy();
            let option = if root == "." {
                String::new()
            } else {
                format!(" --root {root}")
            };
            terminal.say(&if arguments.portable {
                format!("The site is in {shown}/. To read it: open {shown}/index.html in a browser")
            } else {
                format!("The site is in {shown}/. To read it: livesite serve{option}, then http://127.0.0.1:1313{home}")
            });
            Outcome::Clean
        }
        (_, written) => {
            terminal.line(if written.is_some_and(|written| written.changed > 0) {
                "Not everything was written; build again when the cause is mended."
            } else {
                "Nothing was written; the site in the output folder is as it was."
            });
            Outcome::Mistakes
        }
    }
}

/// What the flags ask for.
///
/// # Errors
/// A flag's value that cannot be understood.
pub fn request(arguments: &SiteArgs) -> Result<Request, Box<Diagnostic>> {
    Ok(Request {
        root: arguments.root.clone(),
        base_url: base_url_option(arguments.base_url.as_deref())?,
        theme: arguments.theme.clone(),
        drafts: arguments.drafts,
        earlier: Vec::new(),
    })
}

/// The output folder as somebody standing here would name it.
fn shown_out(out: &std::path::Path) -> String {
    let shown = out.to_string_lossy().replace('\\', "/");
    shown
        .strip_prefix("./")
        .unwrap_or(&shown)
        .trim_end_matches('/')
        .to_string()
}

/// An output folder that holds the site's sources, or stands among them, would destroy or feed on them.
fn output_inside_source(root: &std::path::Path, out: &std::path::Path) -> Option<Diagnostic> {
    let root = fs::canonical(root)?;
    let out = absolute(out);
    let among = ["content", "themes", "profiles"]
        .iter()
        .any(|name| out.starts_with(root.join(name)));
    (among || root.starts_with(&out)).then(|| {
        Diagnostic::error(
            Code::OutputNotOurs,
            "the output folder may not hold the site's sources or stand among them",
        )
        .in_file(out.to_string_lossy())
        .hint("name a folder of its own, as in --out public")
    })
}

/// The path without links and `..` as far as it exists; in the rest `..` takes back the folder before it, which
/// is what making the folders and then going up will do.
fn absolute(path: &std::path::Path) -> std::path::PathBuf {
    if let Some(found) = fs::canonical(path) {
        return found;
    }
    let mut parts = path.components();
    let Some(last) = parts.next_back() else {
        return path.to_path_buf();
    };
    let before = match parts.as_path() {
        before if before.as_os_str().is_empty() => std::path::Path::new("."),
        before => before,
    };
    let mut folder = absolute(before);
    match last {
        Component::ParentDir => {
            folder.pop();
            // Above a folder that is still to be made there may be one that exists, behind a link.
            fs::canonical(&folder).unwrap_or(folder)
        }
        _ => folder.join(last),
    }
}

fn entries(count: usize) -> String {
    if count == 1 {
        "1 entry".into()
    } else {
        format!("{count} entries")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn no_detour_leads_the_output_into_the_sources() {
        let site = tempfile::tempdir().unwrap();
        let root = site.path();
        fs::create_folder(&root.join("content/x"), "content/x").unwrap();
        for out in [
            "",
            "content",
            "content/new/deep",
            "new/..",
            "new/../content/x",
            "new/deeper/../../themes/mine",
            "..",
        ] {
            assert!(
                output_inside_source(root, &root.join(out)).is_some(),
                "{out}"
            );
        }
        for out in ["public", "new/../public", "content/../public", "contents"] {
            assert!(
                output_inside_source(root, &root.join(out)).is_none(),
                "{out}"
            );
        }
    }
}
