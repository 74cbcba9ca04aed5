//! livesite: a static site generator for archived live coverage.
//!
//! A folder of text files goes in: settings, entries, saved live pages. A site comes out: a page for each live
//! page, each post, each day, each person and each topic, with feeds and data beside them. This page says how
//! the code is arranged, for whoever changes it. `livesite help content` is the manual for whoever uses it.
//!
//! # The flow
//!
//! ```text
//! content/ ─read→ sources ─parse→ coverages ─resolve→ archive ─plan→ pages ─render→ files ─write→ public/
//! ```
//!
//! [`command::pipeline::make`] is this line as code up to the plan; every command that needs a site calls it, and
//! whoever wants pages renders them from what it gives. In words:
//!
//! 1. [`source::content::read_site`] reads `site.toml` and walks `content/`. It knows names, TOML and front
//!    matter, and gives what somebody wrote, with its place in the file. Nothing is looked up yet: a local time
//!    stays a local time, a name stays a name.
//! 2. [`archive::resolve()`] reads each transcript through its profile ([`capture::read()`]), so that from here
//!    on there is one kind of entry, whether somebody wrote it or a capture held it. Then it gives times their
//!    zone, entries their order and id, asks [`attribution`] who says what and [`topics`] what it is about,
//!    gives names their person, and files everything under its day.
//! 3. [`page::plan::Plan`] knows every file of the site to be, as values. Addresses that collide are found here.
//! 4. [`page::compose`] makes the view of a page: plain structs ([`page::view`]) that hold all a template may see.
//! 5. [`render::Renderer`] turns views into bytes, in parallel: [`render::templates`] for HTML, and code for
//!    feeds, data and site maps.
//! 6. [`output::Writing`] takes each file as soon as it is made, so that no site has to fit into memory, and keeps those
//!    whose bytes changed beside their places. When all are there, and nothing is wrong, they take their places; files
//!    that are no longer of the site are removed, and the list of livesite's files is written last.
//!
//! # The rooms, in reading order
//!
//! A room imports only from rooms that stand above it.
//!
//! - [`base`]: diagnostics, files, TOML with places, slugs, addresses, zones. Knows nothing of sites.
//! - [`markdown`]: bodies. Captured text to Markdown, Markdown to safe HTML, and what a body holds.
//! - [`source`]: what the user wrote. Settings, the tree of `content/`, entry files, registries.
//! - [`capture`]: what others published. Transcripts, read through profiles that are data.
//! - [`attribution`]: who said what. Each entry read by itself, names resolved over the archive; languages are data.
//! - [`topics`]: what entries are about. Candidates of each entry, the few of each coverage; languages are data.
//! - [`archive`]: everything, joined, resolved and in order; immutable once it is built.
//! - [`page`]: the plan of all pages, their addresses, and the views that templates get.
//! - [`render`]: themes, templates, feeds, structured data, site maps, `coverage.json`, the search index, portable sites.
//! - [`output`]: the output folder and the manifest of what livesite wrote there.
//! - [`cli`] and [`command`]: the words of the command line, and what each command does. Only here does livesite
//!   speak to people.
//!
//! # What holds everywhere
//!
//! 1. **Parsing never stops at the first mistake.** A reader returns what it understood and pushes
//!    [diagnostics](base::diagnostic) with absolute places in the file. *Absent on purpose:* `?` on a parse error,
//!    serde derives for what people write, and any panic that bytes of input could reach.
//! 2. **Plan, then render.** All pages exist as values before the first is rendered. *Absent on purpose:* pages
//!    that come into being while another page is rendered (files of the search index are named by their bytes: they are
//!    no pages, and only its root names them), and addresses decided anywhere but in
//!    [`page::addresses`].
//! 3. **Templates only see a view.** They cannot fetch, and their global context holds settings and words only.
//!    *Absent on purpose:* template functions that look something up in the archive, and a table of which kind of
//!    change touches which page.
//! 4. **The same input gives the same bytes.** Lists are sorted, maps that reach the output are ordered, the only
//!    times are those of the content. What stood in the output folder before is no input either, but for the
//!    addresses of people and topics that are gone ([`page::gone`]). *Absent on purpose:* the clock, the order of a hash map or a folder, and the
//!    machine's paths. (`livesite new` asks the clock; it writes content, not a site.)
//! 5. **Nothing global, nothing half-filled.** A type is complete when it exists, and each phase has its own:
//!    [`source::entry::Entry`] is as written, [`archive::Entry`] is resolved, [`page::view::EntryView`] is shown.
//!    *Absent on purpose:* fields that a later phase fills in, and mutable state that two phases share.
//! 6. **One file, one subject.** Its name says which; around 120 lines, and 400 is a reason to look for the
//!    second subject. *Absent on purpose:* `utils`, `helpers`, `common`.
//! 7. **Rules that a machine can check are tests** (`tests/README.md`): who may import whom, a fixture for each
//!    diagnostic code, every command of the README. *Absent on purpose:* rules that live in people's heads.
//!
//! Three more follow from what an archive is. **A time is never invented**: what is not known is absent, and what
//! is doubtful is asked. **Text is never lost**: what no rule understands stays in the body and is reported.
//! **Captured content is hostile until proven otherwise**: HTML is sanitised, addresses are judged in one place
//! (`markdown`), patterns run in linear time, and no path leaves the output folder. Only [`base::fs`] touches
//! files; the walk over `content/` is the `walkdir` crate's.
//!
//! # Made again
//!
//! `serve --watch` goes the same way ([`command::pipeline::make_again`]) with a memory ([`command::memory`]), and `build`
//! goes it with an empty one: there is one implementation, and the law is that both give the same bytes
//! (`tests/suite/again.rs` edits at random and compares). A memory holds answers beside what was asked:
//!
//! | kept | as long as |
//! |---|---|
//! | a file as it was read ([`source::memory`]) | no event named it |
//! | a coverage in order, each entry's outline and findings (`archive/memory.rs`) | its files, the settings and the profiles are the same |
//! | who speaks in it (`archive/spoken.rs`) | the coverage, the registry and the surnames it asked for are the same |
//! | a coverage with its people and topics ([`archive::Coverage`]) | the same, and each name it asks for means the same person |
//! | the lists of people, topics and days (`archive/filed.rs`) | the coverages in them are the same; one that changed is taken out and put in again |
//! | the HTML of a body ([`page::bodies`]) | its links lead where they led |
//! | the mistakes in bodies ([`page::checked`]) | the body, its id, and every address it could link to, are the same |
//! | the names that lead to people ([`page::names`]) | the same people have the same names |
//! | the view of an entry, of the coverages asked for last (`render/known_views.rs`) | entry, head of its coverage, people, topics, settings and words are the same, and its links lead where they led |
//!
//! Sameness is that of an `Arc`, so asking costs nothing. Pages are rendered when they are asked for and cost what they
//! show; those that somebody reads are rendered as soon as there is a new edition (`command/serve/ahead.rs`). Three rules keep an edit of one entry in a hundred thousand a matter of milliseconds:
//!
//! - **Nothing that runs at every edit may visit every entry.** A new index over the archive is a sum of what each
//!   coverage adds: make the part of a coverage where the coverage is made (`archive/resolve.rs`, `link`), and join the
//!   parts; or make it when a page first asks for it (`OnceLock`).
//! - **What a coverage holds depends on its own files, and on other coverages only through questions that are recorded
//!   with their answers.** Else a change over there makes it stale.
//! - **Other threads are asked only where there is much to do** ([`base::parallel`]): waking them takes longer than one entry.
//! - **No id is an order.** An entry is its coverage and place, a person or topic a number; lists that show go by slug.
//!
//! # Where to begin
//!
//! | to change | begin in |
//! |---|---|
//! | a key of front matter | [`source::entry`], [`source::entry_file`], [`source::entry_writer`]; then [`archive::Entry`] |
//! | a key of `site.toml` or `coverage.toml` | [`source::config_file`], [`source::coverage_file`] |
//! | how a kind of live page is read | a profile in `src/capture/profiles/`; then [`capture::segment`], [`capture::body`] |
//! | what a time in a capture means | [`capture::timeline`] (which day), [`capture::instant`] (which moment) |
//! | a convention of Markdown | `markdown/convention.rs`, [`mod@markdown::outline`], [`markdown::compose`] |
//! | the order of entries, ids, names | `archive/order.rs`, `archive/entry_id.rs`, `archive/names.rs` |
//! | a new kind of page | [`page::plan::Shows`], [`page::addresses`], a view in [`page::view`], its template |
//! | what a template sees | [`page::view`], filled by [`page::compose`]; the contract is `themes/README.md` |
//! | how it looks | `themes/default/` |
//! | which topics are proposed | [`topics`], its words in `src/topics/languages/`; joined in `archive/proposals.rs` |
//! | what is searched, and how the index is laid out | [`render::search`]; the page's scripts are `search-index.js`, `search-phrase.js` and `search.js` in `themes/default/assets/` |
//! | a feed, the JSON, the structured data | `render/feed.rs`, [`render::dataset`], `render/structured_data.rs` |
//! | a message | where it is pushed; its code in [`base::diagnostic::Code`], its manual in `src/help/diagnostics.md` |
//! | a command or a flag | [`cli`], then [`command`] |
//!
//! A change of what people write or see is not done before its manual in `src/help/` says it.

pub mod archive;
pub mod attribution;
pub mod base;
pub mod capture;
pub mod cli;
pub mod command;
pub mod markdown;
pub mod output;
pub mod page;
pub mod render;
pub mod source;
pub mod topics;
