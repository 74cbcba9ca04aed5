//! The law of `serve --watch` as a browser meets it: after any edit, what the server sends is what a build would have
//! made, byte for byte, but for the one script tag. `LIVESITE_EDITS` and `LIVESITE_SEED` as in `suite/again.rs`.

use std::collections::BTreeMap;
use std::sync::Mutex;

use livesite::base::address::{BaseUrl, SitePath, percent_encode};
use livesite::base::diagnostic::{Diagnostics, has_errors};
use livesite::cli::{Colour, Voice};
use livesite::command::pipeline::{Request, make};
use livesite::command::terminal::Terminal;
use livesite::render::Content;

use crate::random_editor::{Editor, number};
use crate::serve_driver::{Server, until};

/// Edits where nobody says how many.
const EDITS: u64 = 30;
/// Pages compared after each edit: of those that it changed, and of the others.
const CHANGED: usize = 6;
const OTHERS: usize = 2;

/// The files of a site, by their address below the base path.
type Files = BTreeMap<String, Vec<u8>>;

#[test]
fn what_is_served_equals_a_clean_build_after_any_edit() {
    let folder = tempfile::tempdir().unwrap();
    let mut editor = Editor::new(folder.path(), number("LIVESITE_SEED", 2));
    let server = Server::start(folder.path(), &["--watch"]);
    let edits = number("LIVESITE_EDITS", EDITS);
    let mut good = 0;
    let mut before: Option<(&str, Files)> = None;
    for edit in 0..edits {
        let (files, said) = built(&editor, server.port);
        if let Some(files) = files {
            let base = editor.base_path;
            let known = before.filter(|(of, _)| *of == base);
            let known = known.map(|(_, files)| files).unwrap_or_default();
            let (others, changed) =
                (files.iter()).partition(|(path, bytes)| known.get(*path) == Some(bytes));
            for (among, most) in [(changed, CHANGED), (others, OTHERS)] {
                for _ in 0..most {
                    compare(&mut editor, &server, base, &among, edit);
                }
            }
            good += 1;
            before = Some((base, files));
        } else {
            until("the mistake", || {
                let (_, state) = server.get("/_livesite/state.json");
                state.contains("\"failed\":true").then_some(())
            });
            // The last good site stays.
            if let Some((base, files)) = &before {
                compare(&mut editor, &server, base, &files.iter().collect(), edit);
            }
        }
        editor.go_on(&said);
    }
    assert!(good * 2 >= edits, "{good} good sites of {edits} say little");
}

/// Waits until one of some files is served as it should be.
fn compare(
    editor: &mut Editor<'_>,
    server: &Server,
    base: &str,
    files: &BTreeMap<&String, &Vec<u8>>,
    edit: u64,
) {
    if files.is_empty() {
        return;
    }
    let Some((path, bytes)) = files.iter().nth(editor.below(files.len())) else {
        return;
    };
    let address = percent_encode(&format!("{base}{path}"));
    let expected = String::from_utf8_lossy(bytes);
    let tag = format!("<script src=\"{base}_livesite/desk.js\"></script>");
    until(&format!("{address} after edit {edit}"), || {
        let (_, body) = server.get(&address);
        (body.replace(&tag, "") == expected).then_some(())
    });
}

/// Every file that a build makes, where nothing is wrong.
fn built(editor: &Editor<'_>, port: u16) -> (Option<Files>, Diagnostics) {
    let base_url = format!("http://127.0.0.1:{port}{}", editor.base_path);
    let request = Request {
        root: editor.root.to_path_buf(),
        base_url: Some(BaseUrl::parse(&base_url).unwrap()),
        theme: None,
        drafts: false,
        earlier: Vec::new(),
    };
    let terminal = Terminal::new(Voice {
        verbose: false,
        quiet: true,
        color: Colour::Never,
    });
    let mut said = Vec::new();
    let site = make(&request, &terminal, &mut said);
    let site = site.filter(|_| !has_errors(&said));
    let files = site.map(|site| {
        let files = Mutex::new(Files::new());
        let take = |path: &SitePath, content: &Content| {
            let path = path.output_file();
            let address = path.strip_suffix("index.html").unwrap_or(&path).to_string();
            let bytes = match content {
                Content::Bytes(bytes) => bytes.clone(),
                Content::Shared(bytes) => bytes.to_vec(),
                Content::Copy(from) => std::fs::read(from).unwrap(),
            };
            files.lock().unwrap().insert(address, bytes);
        };
        site.render(&terminal, &take, &mut said);
        files.into_inner().unwrap()
    });
    (files, said)
}
