//! The law of `serve --watch`: a site of which only what changed is made again equals one that is made new, byte for
//! byte, whatever was edited and in whatever order. `LIVESITE_EDITS=1000` makes it a thousand edits,
//! `LIVESITE_SEED` other ones.

use std::path::Path;

use livesite::base::address::SitePath;
use livesite::base::diagnostic::{Diagnostics, has_errors, sort};
use livesite::cli::{Colour, Voice};
use livesite::command::memory::Memory;
use livesite::command::pipeline::{Request, Site, make, make_again};
use livesite::command::serve::edition::{Edition, File, Shows};
use livesite::command::terminal::Terminal;
use livesite::render::Content;
use livesite::source::change::Changed;

use crate::driver::Site as Fixture;
use crate::random_editor::{Editor, number};

/// Edits where nobody says how many.
const EDITS: u64 = 60;

#[test]
fn a_site_made_again_equals_one_made_new() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut editor = Editor::new(folder.path(), number("LIVESITE_SEED", 1));
    let mut memory = Memory::for_serving();
    let edits = number("LIVESITE_EDITS", EDITS);
    let mut good = 0;
    let mut changed = Changed::Anything;
    for edit in 0..edits {
        let (again, said_again) = made(editor.root, &changed, Some(&mut memory));
        let (new, said) = made(editor.root, &Changed::Anything, None);
        let drawn = |said: &Diagnostics| -> Vec<String> {
            said.iter().map(|one| one.render(false)).collect()
        };
        assert_eq!(drawn(&said_again), drawn(&said), "edit {edit}: {changed:?}");
        if let (Some(again), Some(new)) = (again, new) {
            good += 1;
            compare(again, &new, edit, &changed);
        }
        let paths = editor.go_on(&said);
        changed = if editor.below(12) == 0 {
            Changed::Anything
        } else {
            Changed::Paths(paths)
        };
    }
    // Of a site with a mistake only what is said can be compared.
    assert!(good * 2 >= edits, "{good} good sites of {edits} say little");
}

#[test]
fn a_picture_of_the_same_size_with_other_bytes_has_another_address_everywhere() {
    let map = "content/harbour/media/map.svg";
    let entry = |text: &str| format!("+++\npublished = 2031-03-04T14:10:00+00:00\n+++\n\n{text}\n");
    let site = Fixture::with(&[
        ("content/harbour/a.md", &entry("![A map](media/map.svg)")),
        ("content/harbour/b.md", &entry("[The map](media/map.svg)")),
        (map, "<svg width='9' height='9' fill='#001'/>"),
    ]);
    let mut memory = Memory::for_serving();
    let mut changed = Changed::Anything;
    for edit in 0..3 {
        let (again, said) = made(site.root(), &changed, Some(&mut memory));
        let (new, _) = made(site.root(), &Changed::Anything, None);
        assert_eq!(said, []);
        compare(again.unwrap(), &new.unwrap(), edit, &changed);
        site.write(map, format!("<svg width='9' height='9' fill='#00{edit}'/>"));
        changed = Changed::Paths([map.to_string()].into());
    }
}

/// The site, where nothing is wrong with it, and everything that is said about it.
fn made(
    root: &Path,
    changed: &Changed,
    memory: Option<&mut Memory>,
) -> (Option<Site>, Diagnostics) {
    let request = Request {
        root: root.to_path_buf(),
        base_url: None,
        theme: None,
        drafts: false,
        earlier: Vec::new(),
    };
    let mut said: Diagnostics = Vec::new();
    let site = match memory {
        Some(memory) => make_again(&request, changed, memory, &terminal(), &mut said),
        None => make(&request, &terminal(), &mut said),
    };
    sort(&mut said);
    (site.filter(|_| !has_errors(&said)), said)
}

fn terminal() -> Terminal {
    Terminal::new(Voice {
        verbose: false,
        quiet: true,
        color: Colour::Never,
    })
}

/// Every file that the new site has, asked of the edition one by one.
fn compare(again: Site, new: &Site, edit: u64, changed: &Changed) {
    let mut said = Vec::new();
    let listed = |site: &Site| -> Vec<String> {
        let pages = site.plan.all().into_iter();
        pages.map(|page| page.path.output_file()).collect()
    };
    assert_eq!(listed(&again), listed(new), "edit {edit}: {changed:?}");
    assert_eq!(again.plan.html_pages(), new.plan.html_pages());
    let Shows::Site(served) = Edition::of_site("/", again, false).shows else {
        panic!("an edition of a site shows it");
    };
    let text = |content: &Content| match content {
        Content::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Content::Shared(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Content::Copy(path) => path.display().to_string(),
    };
    let compare = |path: &SitePath, content: &Content| {
        let path = path.output_file();
        let shown = match served.file(&path) {
            Some(Ok(File::Held { bytes, .. })) => Content::Shared(bytes),
            Some(Ok(File::OnDisk(path))) => Content::Copy(path),
            other => panic!("edit {edit}: {path} is {other:?}"),
        };
        let same = match (&shown, content) {
            (Content::Shared(shown), Content::Bytes(bytes)) => **shown == *bytes,
            (shown, content) => shown == content,
        };
        if !same {
            assert_eq!(
                text(&shown),
                text(content),
                "edit {edit}: {changed:?} left {path} stale"
            );
        }
    };
    new.render(&terminal(), &compare, &mut said);
}
