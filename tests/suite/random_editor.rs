//! Somebody who edits a small site without much thought, the same way each time: entries, settings, registries, themes
//! and files come, change, move and go. Half of the mistakes are mended at once, as whoever reads the messages would.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use livesite::base::diagnostic::{Diagnostic, Severity};

/// A number from the environment: how much a test does.
pub fn number(name: &str, default: u64) -> u64 {
    let value = std::env::var(name).ok();
    value.map_or(default, |value| value.parse().expect("a number"))
}

/// Somebody who edits a site without much thought.
pub struct Editor<'a> {
    pub root: &'a Path,
    state: u64,
    /// What stands in the site's folder.
    files: BTreeMap<String, String>,
    counter: usize,
    /// The path that the settings say the site will stand under.
    pub base_path: &'static str,
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

impl<'a> Editor<'a> {
    pub fn new(root: &'a Path, seed: u64) -> Self {
        let mut editor = Self {
            root,
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            files: BTreeMap::new(),
            counter: 0,
            base_path: "/archive/",
        };
        editor.write("site.toml", &settings("One", 5, "/archive/"));
        for coverage in &COVERAGES[..3] {
            for _ in 0..6 {
                editor.new_entry(coverage);
            }
        }
        editor
    }

    /// A number below another (xorshift64*).
    pub fn below(&mut self, end: usize) -> usize {
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

    /// The next edit, after one that these things were said of: the paths that it touched.
    pub fn go_on(&mut self, said: &[Diagnostic]) -> BTreeSet<String> {
        let errors = said.iter().filter(|one| one.severity == Severity::Error);
        let wrong: BTreeSet<String> = errors
            .filter_map(|one| {
                let place = one.place.as_ref().map(|place| &place.source.path);
                place.or(one.path.as_ref()).cloned()
            })
            .collect();
        if wrong.is_empty() || self.below(2) == 0 {
            return self.edit();
        }
        for path in &wrong {
            self.mend(path);
        }
        wrong
    }

    /// Puts a plain entry in the place of one with a mistake; other files go.
    fn mend(&mut self, path: &str) {
        if !path.ends_with(".md") {
            if self.files.contains_key(path) {
                self.remove(path);
            }
            return;
        }
        let text = format!("+++\n+++\n\nMended, said {}.\n", self.pick(&PEOPLE));
        self.write(path, &text);
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
                self.base_path = self.pick(&["/archive/", "/"]);
                self.write("site.toml", &settings(title, size, self.base_path));
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
                // Half of the time the picture is as large as before, and another one all the same.
                let (width, colour) = (self.below(2) + 1, self.below(9));
                let picture = format!("<svg width='{width}' height='9' fill='#00{colour}'/>");
                self.write(&path, &picture);
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
        "title = \"{title}\"\nbase_url = \"https://example.org{base}\"\ntime_zone = \"UTC\"\nper_page = {per_page}\n"
    )
}
