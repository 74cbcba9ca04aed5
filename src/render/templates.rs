//! Templates, compiled once and shared by all pages.
//!
//! A template is known by its path (`coverage.html`: the topmost layer that has it) and by its layer and path
//! (`default/coverage.html`: the one to extend when a theme wants to change a block of it and keep the rest).

mod errors;
mod functions;
mod parts;
mod plural;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Context, ErrorKind, Tera, Value};

use self::parts::Parts;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics, has_errors};
use crate::page::view::{PageKind, SiteView};
use crate::page::words::Words;
use crate::render::theme::{TemplateFile, Theme};

/// What the kinds of pages are rendered by.
#[derive(Debug)]
pub struct Templates {
    tera: Arc<Tera>,
    parts: Arc<Parts>,
    files: BTreeMap<String, TemplateFile>,
}

impl Templates {
    /// Compiles every template of a theme. `None` where one does not compile; each mistake is a diagnostic.
    pub fn compile(
        theme: &Theme,
        site: &SiteView,
        words: &Words,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let mut problems = Vec::new();
        let files: BTreeMap<String, TemplateFile> = theme
            .templates(&mut problems)
            .into_iter()
            .map(|file| (file.name.clone(), file))
            .collect();
        let mut tera = Tera::new();
        let prefixes: Vec<Cow<'static, str>> = theme
            .layer_names()
            .into_iter()
            .map(|name| Cow::Owned(format!("{name}/")))
            .collect();
        // Only fails once templates are there.
        if let Err(error) = tera.set_fallback_prefixes(prefixes) {
            problems.extend(errors::load_errors(&error, &files));
        }
        functions::register(&mut tera, theme, site, words);
        let parts = Arc::new(Parts::default());
        parts.register(&mut tera);
        let context = tera.global_context();
        context.insert_value("site", Value::from_serializable(site));
        context.insert_value("words", Value::from_serializable(words.all()));

        load(&mut tera, &files, &mut problems);
        for kind in KINDS {
            if !has_errors(&problems) && !tera.contains_template(kind.template()) {
                problems.push(
                    Diagnostic::error(
                        Code::MissingTheme,
                        format!("the theme has no template `{}`", kind.template()),
                    )
                    .in_file(format!("themes/{}/templates", theme.name())),
                );
            }
        }
        let broken = has_errors(&problems);
        diagnostics.append(&mut problems);
        let tera = Arc::new(tera);
        parts.lead_to(&tera);
        (!broken).then_some(Self { tera, parts, files })
    }

    /// For who renders pages again and again: parts of them are kept, about so many bytes.
    pub fn remember_parts(&self, bytes: usize) {
        self.parts.remember(bytes);
    }

    /// Renders one page by its template. `page_path` is the page's address, for the message when it fails.
    ///
    /// # Errors
    /// `template-error`, with the place in the template and the page.
    pub fn render(
        &self,
        template: &str,
        context: &Context,
        page_path: &str,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut page = Vec::with_capacity(32 << 10);
        match self.tera.render_to(template, context, &mut page) {
            Ok(()) => Ok(page),
            Err(error) => Err(Box::new(errors::render_error(
                &error,
                &self.files,
                page_path,
            ))),
        }
    }
}

/// Every kind of page, because each needs its template.
const KINDS: [PageKind; 13] = [
    PageKind::Home,
    PageKind::Coverage,
    PageKind::Print,
    PageKind::Entry,
    PageKind::Days,
    PageKind::Day,
    PageKind::Speakers,
    PageKind::Speaker,
    PageKind::Topics,
    PageKind::Topic,
    PageKind::Search,
    PageKind::NotFound,
    PageKind::Gone,
];

/// Adds the templates. Tera stops at the first that does not parse, so each is parsed alone before all are joined.
fn load(tera: &mut Tera, files: &BTreeMap<String, TemplateFile>, problems: &mut Diagnostics) {
    let mut broken = false;
    let sources: Vec<(&str, &str)> = files
        .values()
        .map(|file| {
            let text = file.source.text.as_str();
            match Tera::new().add_raw_template(&file.name, text) {
                Err(error) if matches!(error.kind(), ErrorKind::SyntaxError(_)) => {
                    broken = true;
                    problems.extend(errors::load_errors(&error, files));
                    (file.name.as_str(), "")
                }
                _ => (file.name.as_str(), text),
            }
        })
        .collect();
    if let Err(error) = tera.add_raw_templates(sources) {
        problems.extend(
            errors::load_errors(&error, files)
                .into_iter()
                // What a broken template would have defined is not missed anywhere else.
                .filter(|problem| !broken || !errors::may_follow_from_another(problem)),
        );
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use crate::render::theme::samples;
    use std::fs as disk;
    use std::path::Path;

    /// Compiles the default theme with these templates of the site's theme `paper` over it.
    fn compile(templates: &[(&str, &str)]) -> (Option<Templates>, Diagnostics) {
        let site = tempfile::tempdir().unwrap();
        let folder = site.path().join("themes/paper/templates");
        disk::create_dir_all(&folder).unwrap();
        for (name, text) in templates {
            let path = folder.join(name);
            disk::create_dir_all(path.parent().unwrap()).unwrap();
            disk::write(path, text).unwrap();
        }
        let mut diagnostics = Vec::new();
        let theme = Theme::load(site.path(), "paper", None, &mut diagnostics).unwrap();
        let words = theme.words("en", &mut diagnostics);
        let templates = Templates::compile(&theme, &samples::site("en"), &words, &mut diagnostics);
        (templates, diagnostics)
    }

    fn place(diagnostic: &Diagnostic) -> (&str, usize, usize) {
        let place = diagnostic.place.as_ref().unwrap();
        let (line, column) = place.line_and_column();
        (&place.source.path, line, column)
    }

    #[test]
    fn every_kind_renders_with_the_default_theme_in_every_language() {
        for language in ["en", "de", "fr", "es", "it", "uk", "ar"] {
            let mut diagnostics = Vec::new();
            let theme =
                Theme::load(Path::new("no-such-site"), "default", None, &mut diagnostics).unwrap();
            let words = theme.words(language, &mut diagnostics);
            let site = samples::site(language);
            let templates = Templates::compile(&theme, &site, &words, &mut diagnostics).unwrap();
            assert_eq!(diagnostics, []);
            for sample in samples::pages(&words) {
                let page = templates.render(sample.template, &sample.context, sample.name);
                let html = String::from_utf8(page.unwrap()).unwrap();
                assert!(html.starts_with("<!doctype html>"), "{}", sample.name);
                assert!(html.trim_end().ends_with("</html>"), "{}", sample.name);
                assert_eq!(html.matches("<h1").count(), 1, "{}", sample.name);
                assert_eq!(html.matches("<main").count(), 1, "{}", sample.name);
                // Every script is data or a file of the theme: the page's policy lets no other run.
                let allowed = ["<script type=\"application/ld+json\">", "<script src=\""];
                let allowed = allowed.map(|tag| html.matches(tag).count());
                assert_eq!(
                    html.matches("<script").count(),
                    allowed.iter().sum::<usize>(),
                    "{}",
                    sample.name
                );
            }
        }
    }

    #[test]
    fn an_entry_page_is_light() {
        let words = samples::words("en");
        let theme =
            Theme::load(Path::new("no-such-site"), "default", None, &mut Vec::new()).unwrap();
        let site = samples::site("en");
        let templates = Templates::compile(&theme, &site, &words, &mut Vec::new()).unwrap();
        for sample in samples::pages(&words) {
            if sample.template == "entry.html" {
                let page = templates.render(sample.template, &sample.context, sample.name);
                let allowed = 12 * 1024 + 4 * sample.text_bytes;
                assert!(page.unwrap().len() <= allowed, "{}", sample.name);
            }
        }
    }

    #[test]
    fn a_site_overrides_one_template_and_may_extend_the_one_below() {
        let (templates, diagnostics) = compile(&[(
            "not_found.html",
            "{% extends \"default/not_found.html\" %}{% block main %}<p>Gone.</p>{% endblock %}",
        )]);
        assert_eq!(diagnostics, []);
        let words = samples::words("en");
        let samples = samples::pages(&words);
        let lost = samples
            .iter()
            .find(|sample| sample.template == "not_found.html")
            .unwrap();
        let page = templates
            .unwrap()
            .render(lost.template, &lost.context, "/404.html")
            .unwrap();
        let html = String::from_utf8(page).unwrap();
        assert!(
            html.contains("<p>Gone.</p>") && html.contains("<title>"),
            "{html}"
        );
    }

    #[test]
    fn every_broken_template_is_reported_with_its_place() {
        let (templates, diagnostics) = compile(&[
            ("home.html", "<p>\n  {% if %}\n</p>"),
            ("day.html", "{{ day.name | shout }}"),
            (
                "days.html",
                "<p>{{ shout(x=1) }}</p>\n{% include \"nowhere.html\" %}",
            ),
            ("topics.html", "{% for x in %}"),
        ]);
        assert!(templates.is_none());
        let places: Vec<_> = diagnostics.iter().map(place).collect();
        for expected in [
            ("themes/paper/templates/home.html", 2, 9),
            ("themes/paper/templates/day.html", 1, 15),
            ("themes/paper/templates/days.html", 1, 7),
            ("themes/paper/templates/topics.html", 1, 13),
        ] {
            assert!(
                places.contains(&expected),
                "{expected:?} is not in {places:?}"
            );
        }
        let drawn: String = diagnostics.iter().map(|each| each.render(false)).collect();
        assert!(drawn.contains("unknown filter `shout`"), "{drawn}");
    }

    #[test]
    fn a_missing_value_names_template_and_page() {
        let (templates, diagnostics) = compile(&[("not_found.html", "<p>\n{{ page.titel }}</p>")]);
        assert_eq!(diagnostics, []);
        let mut context = Context::new();
        context.insert_value(
            "page",
            Value::from_serializable(&BTreeMap::from([("title", "x")])),
        );
        let error = templates
            .unwrap()
            .render("not_found.html", &context, "/404.html")
            .unwrap_err();
        assert_eq!(
            place(&error),
            ("themes/paper/templates/not_found.html", 2, 9)
        );
        let drawn = error.render(false);
        for part in [
            "error[template-error]",
            "page.titel",
            "while rendering /404.html",
        ] {
            assert!(drawn.contains(part), "{part} is not in\n{drawn}");
        }
    }

    const CARD: (&str, &str) = (
        "components/card.html",
        "{% component card(e, n = \"1\", @site) %}<i>{{ site.title }}: {{ e.name }} {{ n }}</i>{% endcomponent %}",
    );

    fn about(name: &str) -> Context {
        let mut context = Context::new();
        context.insert_value(
            "page",
            Value::from_serializable(&BTreeMap::from([("name", name)])),
        );
        context
    }

    #[test]
    fn a_part_is_what_its_component_is_remembered_or_not() {
        let direct = "{{<card e={page}/>}}{{<card e={page} n=\"2\"/>}}";
        let parts =
            "{{ part(component=\"card\", e=page) }}{{ part(component=\"card\", n=\"2\", e=page) }}";
        let page = format!("{direct}|{parts}");
        for bytes in [None, Some(1 << 20), Some(10_000)] {
            let (templates, diagnostics) = compile(&[CARD, ("not_found.html", &page)]);
            assert_eq!(diagnostics, []);
            let templates = templates.unwrap();
            if let Some(bytes) = bytes {
                templates.remember_parts(bytes);
            }
            for name in ["<a & b>", "c", "<a & b>"] {
                let html = templates
                    .render("not_found.html", &about(name), "/404.html")
                    .unwrap();
                let html = String::from_utf8(html).unwrap();
                let (direct, parts) = html.split_once('|').unwrap();
                assert_eq!(direct, parts);
                assert_eq!(html.contains("&lt;a &amp; b"), name != "c", "{html}");
            }
        }
    }

    #[test]
    fn a_mistake_in_a_part_has_its_place() {
        for (call, message, at) in [
            (
                "{{ part(component=\"kard\", e=page) }}",
                "kard",
                "not_found.html",
            ),
            ("{{ part(component=\"card\") }}", "`e`", "not_found.html"),
            (
                "{{ part(component=\"card\", e=words) }}",
                "name",
                "card.html",
            ),
        ] {
            let (templates, _) = compile(&[CARD, ("not_found.html", call)]);
            let error = templates
                .unwrap()
                .render("not_found.html", &about("x"), "/404.html")
                .unwrap_err();
            let drawn = error.render(false);
            assert!(drawn.contains(message), "{message} is not in\n{drawn}");
            assert!(drawn.contains(at), "{at} is not in\n{drawn}");
        }
    }

    #[test]
    fn functions_say_what_they_lack() {
        for (template, message) in [
            (
                "{{ asset(path=\"styel.css\") }}",
                "did you mean `style.css`?",
            ),
            ("{{ count(n=2, word=\"entry\") }}", "no words `entry.other`"),
            ("{{ say(key=\"byy\") }}", "no words `byy`"),
        ] {
            let (templates, _) = compile(&[("not_found.html", template)]);
            let error = templates
                .unwrap()
                .render("not_found.html", &Context::new(), "/404.html")
                .unwrap_err();
            let drawn = error.render(false);
            assert!(drawn.contains(message), "{message} is not in\n{drawn}");
        }
    }
}
