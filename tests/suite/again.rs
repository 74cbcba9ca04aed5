//! The law of `serve --watch`: a site of which only what changed is made again equals one that is made new, byte for
//! byte, whatever was edited and in whatever order. `LIVESITE_EDITS=1000` makes it a thousand edits,
//! `LIVESITE_SEED` other ones.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use livesite::base::diagnostic::{Diagnostics, has_errors, sort};
use livesite::cli::{Colour, Voice};
use livesite::command::memory::Memory;
use livesite::command::pipeline::{Request, Site, make, make_again};
use livesite::command::serve::edition::{Edition, File, Shows};
use livesite::command::terminal::Terminal;
use livesite::render::Content;
use livesite::source::change::Changed;

/// Edits where nobody says how many.
const EDITS: u64 = 60;

#[test]
fn a_site_made_again_equals_one_made_new() {
    let number = |name: &str, default: u64| {
        let value = std::env::var(name).ok();
        value.map_or(default, |value| value.parse().expect("a number"))
    };
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(folder.path(), number("LIVESITE_SEED", 1));
    let mut memory = Memory::for_serving();
    let (mut good, mut bad) = (0, 0);
    let mut changed = Changed::Anything;
    for edit in 0..number("LIVESITE_EDITS", EDITS) {
        let (again, said_again) = made(desk.root, &changed, Some(&mut memory));
        let (new, said_new) = made(desk.root, &Changed::Anything, None);
        assert_eq!(said_again, said_new, "edit {edit}: {changed:?}");
        if let (Some(again), Some(new)) = (again, new) {
            good += 1;
            compare(again, &new, edit, &changed);
        } else {
            bad += 1;
        }
        let paths = desk.edit();
        changed = if desk.below(12) == 0 {
            Changed::Anything
        } else {
            Changed::Paths(paths)
        };
    }
    // A mistake stays until an edit happens to mend it; both kinds of site have to have been compared.
    assert!(
        good >= 10,
        "{good} good sites and {bad} bad ones say little"
    );
}

/// The site, where nothing is wrong with it, and everything that is said about it.
fn made(
    root: &Path,
    changed: &Changed,
    memory: Option<&mut Memory>,
) -> (Option<Site>, Vec<String>) {
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
    let drawn = said.iter().map(|one| one.render(false)).collect();
    (site.filter(|_| !has_errors(&said)), drawn)
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
    let files = new.files(&terminal(), &mut said);
    let listed = |site: &Site| -> Vec<String> {
        let pages = site.plan.all().into_iter();
        pages.map(|page| page.path.output_file()).collect()
    };
    assert_eq!(listed(&again), listed(new), "edit {edit}: {changed:?}");
    assert_eq!(again.plan.html_pages(), new.plan.html_pages());
    let Shows::Site(served) = Edition::of_site("/", again).shows else {
        panic!("an edition of a site shows it");
    };
    for mut file in files {
        let path = file.path.output_file();
        if let Content::Shared(bytes) = &file.content {
            file.content = Content::Bytes(bytes.to_vec());
        }
        let shown = match served.file(&path) {
            Some(Ok(File::Held(bytes))) => Content::Bytes(bytes.to_vec()),
            Some(Ok(File::OnDisk(path))) => Content::Copy(path),
            other => panic!("edit {edit}: {path} is {other:?}"),
        };
        if shown != file.content {
            let text = |content: &Content| match content {
                Content::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                Content::Shared(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                Content::Copy(path) => path.display().to_string(),
            };
            assert_eq!(
                text(&shown),
                text(&file.content),
                "edit {edit}: {changed:?} left {path} stale"
            );
        }
    }
}

/// Somebody who edits a site without much thought.
struct Desk<'a> {
    root: &'a Path,
    state: u64,
    /// What stands in the site's folder.
    files: BTreeMap<String, String>,
    counter: usize,
}

const PEOPLE: [&str; 6] = [
    "Ada Quill",
    "Tomas Vell",
    "Noor Castell",
    "Jean-Luc Pell",
    "Maite Roa",
    "Ines Dorn",
];
const TOPICS: [&str; 4] = ["Harwick bridge", "Ferry", "Storm", "Harbour office"];
const COVERAGES: [&str; 4] = ["harbour", "storm-night", "Council", "ferry.day"];

impl<'a> Desk<'a> {
    fn new(root: &'a Path, seed: u64) -> Self {
        let mut desk = Self {
            root,
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            files: BTreeMap::new(),
            counter: 0,
        };
        desk.write(
            "site.toml",
            &settings("One", 5, "https://example.org/archive/"),
        );
        for coverage in &COVERAGES[..3] {
            for _ in 0..6 {
                desk.new_entry(coverage);
            }
        }
        desk
    }

    /// A number below another (xorshift64*).
    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        let number = self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(number).unwrap_or(0) % end
    }

    fn pick<'b>(&mut self, among: &[&'b str]) -> &'b str {
        among[self.below(among.len())]
    }

    fn write(&mut self, path: &str, text: &str) {
        let place = self.root.join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder is made");
        fs::write(&place, text).expect("a file is written");
        self.files.insert(path.into(), text.into());
    }

    fn remove(&mut self, path: &str) {
        fs::remove_file(self.root.join(path)).expect("a file is removed");
        self.files.remove(path);
        let mut folder: PathBuf = self.root.join(path);
        while folder.pop() && folder != self.root.join("content") && fs::remove_dir(&folder).is_ok()
        {
        }
    }

    fn entries(&self) -> Vec<String> {
        let paths = self.files.keys();
        paths
            .filter(|path| path.ends_with(".md"))
            .cloned()
            .collect()
    }

    fn any_entry(&mut self) -> Option<String> {
        let entries = self.entries();
        (!entries.is_empty()).then(|| entries[self.below(entries.len())].clone())
    }

    fn new_entry(&mut self, coverage: &str) -> String {
        self.counter += 1;
        let path = format!("content/{coverage}/post-{}.md", self.counter);
        let text = self.entry();
        self.write(&path, &text);
        path
    }

    /// The text of an entry: in order most of the time.
    fn entry(&mut self) -> String {
        let mut text = String::from("+++\n");
        let (day, hour, minute) = (self.below(4) + 1, self.below(24), self.below(60));
        match self.below(6) {
            0 => {}
            1 => text.push_str(&format!("published = 2031-03-0{day}\n")),
            _ => text.push_str(&format!(
                "published = 2031-03-0{day}T{hour:02}:{minute:02}:00Z\n"
            )),
        }
        if self.below(4) > 0 {
            let (topic, number) = (self.pick(&TOPICS), self.below(90));
            text.push_str(&format!("headline = \"{topic}, part {number}\"\n"));
        }
        if self.below(3) == 0 {
            let (one, other, certain) =
                (self.pick(&PEOPLE), self.pick(&PEOPLE), self.below(2) == 0);
            text.push_str(&format!(
                "speakers = [\"{one}\", {{ name = \"{other}\", certain = {certain} }}]\n"
            ));
        }
        if self.below(3) == 0 {
            text.push_str(&format!("topics = [\"{}\"]\n", self.pick(&TOPICS)));
        }
        match self.below(40) {
            0 => text.push_str("draft = true\n"),
            1 => text.push_str("id = \"fixed\"\n"),
            2 => text.push_str("no such key = 1\n"),
            _ => {}
        }
        text.push_str("+++\n\n");
        let (who, what) = (self.pick(&PEOPLE), self.pick(&TOPICS));
        text.push_str(&format!(
            "The {what} is shut, said {who}, the harbour master. \u{201c}We will open it again when the water is \
             lower\u{201d}, {} said.\n\n",
            who.rsplit(' ').next().unwrap_or_default()
        ));
        match self.below(12) {
            0 => text.push_str("See [this](/speakers/) and [that](/days/2031-03-01/).\n"),
            1 => {
                if let Some(other) = self.any_entry() {
                    let other = other.trim_start_matches("content/").to_string();
                    text.push_str(&format!("As [we wrote](../{other}).\n"));
                }
            }
            2 => text.push_str("![A map](media/map.svg)\n"),
            3 => text.push_str("<script>no</script>\n"),
            _ => {}
        }
        text
    }

    /// One edit: the paths that it touched.
    fn edit(&mut self) -> BTreeSet<String> {
        let entry = self.any_entry();
        let coverage = self.pick(&COVERAGES);
        let touched: Vec<String> = match (self.below(22), entry) {
            (0..=6, Some(path)) => {
                let text = self.entry();
                self.write(&path, &text);
                vec![path]
            }
            (7 | 8, Some(path)) if self.entries().len() > 8 => {
                self.remove(&path);
                vec![path]
            }
            (9, Some(path)) => {
                self.counter += 1;
                let text = self.files[&path].clone();
                let to = format!("content/{coverage}/moved-{}.md", self.counter);
                self.remove(&path);
                self.write(&to, &text);
                vec![path, to]
            }
            (10, Some(path)) => {
                self.write(&path, "+++\nheadline = \"not closed\n+++\n\nText.\n");
                vec![path]
            }
            (11, _) => {
                let (title, size) = (self.pick(&["One", "Two"]), self.below(4) + 2);
                let base = self.pick(&["https://example.org/archive/", "https://example.org/"]);
                self.write("site.toml", &settings(title, size, base));
                vec!["site.toml".into()]
            }
            (12, _) => {
                let path = format!("content/{coverage}/coverage.toml");
                let zone = self.pick(&["Europe/London", "Asia/Tokyo"]);
                let title = self.below(50);
                self.write(
                    &path,
                    &format!("title = \"Day {title}\"\ntime_zone = \"{zone}\"\n"),
                );
                vec![path]
            }
            (13, _) => self.toggle(
                "content/speakers.toml",
                "[ada-quill]\nname = \"Ada Quill\"\naliases = [\"A. Quill\", \"Jean Luc Pell\"]\n",
            ),
            (14, _) => self.toggle(
                "content/topics.toml",
                "[bridge]\nname = \"The bridge\"\nmatch = [\"bridge\", \"ferry\"]\n",
            ),
            (15, _) => {
                let path = format!("content/{coverage}/media/map.svg");
                let width = self.below(9) + 1;
                self.write(&path, &format!("<svg width='{width}' height='9'/>"));
                vec![path]
            }
            (16, _) => {
                let path = "themes/default/templates/not_found.html".to_string();
                let text = format!("<p>gone {}</p>\n", self.below(9));
                self.toggle(&path, &text)
            }
            (17, _) => {
                let path = format!("content/{coverage}-told.txt");
                let minute = self.below(60);
                let settings = format!("content/{coverage}-told.toml");
                self.write(&settings, "date = 2031-03-02\ntime_zone = \"UTC\"\n");
                let text = format!(
                    "10:{minute:02}\nThe ferry waits\nNobody is let on board yet.\n\n11:05\nThe storm is over\nIt is calm.\n"
                );
                self.write(&path, &text);
                vec![path, settings]
            }
            (18, _) => {
                // Everything that is wrong is mended, so that good sites come again.
                let broken: Vec<String> = self.entries();
                for path in &broken {
                    let text = "+++\n+++\n\nMended.\n";
                    if self.below(3) == 0 || !self.files[path].contains("published") {
                        self.write(path, text);
                    }
                }
                broken
            }
            _ => vec![self.new_entry(coverage)],
        };
        touched.into_iter().collect()
    }

    /// Writes a file, or takes it away where it is.
    fn toggle(&mut self, path: &str, text: &str) -> Vec<String> {
        if self.files.contains_key(path) {
            self.remove(path);
        } else {
            self.write(path, text);
        }
        vec![path.to_string()]
    }
}

fn settings(title: &str, per_page: usize, base: &str) -> String {
    format!(
        "title = \"{title}\"\nbase_url = \"{base}\"\ntime_zone = \"UTC\"\nper_page = {per_page}\n"
    )
}
