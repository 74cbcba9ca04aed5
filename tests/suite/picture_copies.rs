//! `[pictures]`: smaller copies of pictures, in a livesite that was built with the feature `pictures`.

use std::collections::BTreeMap;
use std::io::Read as _;

use image::{Rgb, RgbImage, Rgba, RgbaImage};

use crate::drawn::{jpeg, pixels, png, png_in_colours};
use crate::driver::{SETTINGS, Site};
use crate::page::{Page, decoded};
use crate::serve_driver::Server;

/// A site that shows one picture, under its name in `media/`.
fn site(settings: &str, name: &str, bytes: &[u8]) -> Site {
    let entry = format!("+++\npublished = 2031-03-04T09:00:00Z\n+++\n\n![A pier](media/{name})\n");
    let site = Site::with(&[
        (
            "site.toml",
            &format!("{SETTINGS}\n[pictures]\n{settings}\n"),
        ),
        ("content/harbour/a.md", &entry),
    ]);
    site.write(&format!("content/harbour/media/{name}"), bytes);
    site
}

/// The copies that the entry's page names: width and the file's bytes.
fn copies(site: &Site) -> Vec<(String, Vec<u8>)> {
    let output = site.output();
    let sets = site
        .page("harbour/a/")
        .attributes("main img[srcset]", "srcset");
    let each = sets.iter().flat_map(|set| set.split(", "));
    each.map(|copy| {
        let (href, width) = copy.split_once(' ').unwrap();
        (
            width.into(),
            output[&decoded(href.trim_start_matches('/')).unwrap()].clone(),
        )
    })
    .collect()
}

/// Width, height and whether it is WebP.
fn shape(bytes: &[u8]) -> (usize, usize, bool) {
    let size = imagesize::blob_size(bytes).unwrap();
    (size.width, size.height, bytes[8..12] == *b"WEBP")
}

fn shapes(site: &Site) -> Vec<(String, (usize, usize, bool))> {
    let copies = copies(site).into_iter();
    copies
        .map(|(width, bytes)| (width, shape(&bytes)))
        .collect()
}

fn color_at(webp: &[u8], x: u32, y: u32) -> Vec<u8> {
    let picture = webp::Decoder::new(webp).decode().unwrap();
    let colours = if picture.is_alpha() { 4 } else { 3 };
    let at = ((y * picture.width() + x) * colours) as usize;
    picture[at..at + colours as usize].to_vec()
}

fn is_near(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .all(|(one, other)| one.abs_diff(*other) < 40)
}

fn cache(site: &Site) -> BTreeMap<String, Vec<u8>> {
    site.files_in(".livesite-cache")
}

#[test]
fn a_picture_is_offered_in_several_sizes_and_stays_what_it_was() {
    let bytes = jpeg(&pixels(300, 200), &[], &[]);
    let site = site("widths = [200, 64, 100]", "a,pier.jpg", &bytes).built();
    assert_eq!(
        shapes(&site),
        [
            ("64w".into(), (64, 43, true)),
            ("100w".into(), (100, 67, true)),
            ("200w".into(), (200, 133, true)),
        ]
    );
    let page = site.page("harbour/a/");
    assert_eq!(page.attributes("main img", "width"), ["300"]);
    assert_eq!(page.attributes("main img", "height"), ["200"]);
    assert!(page.attributes("main img", "sizes")[0].contains("vw"));
    let original = &page.attributes("main img", "src")[0];
    let original = decoded(original.trim_start_matches('/')).unwrap();
    assert_eq!(site.output()[&original], bytes);
    let widest = &copies(&site)[2].1;
    assert!(is_near(&color_at(widest, 190, 10), &[242, 19, 128]));
    assert!(is_near(&color_at(widest, 10, 120), &[12, 230, 128]));
    // Feeds are read elsewhere.
    let feed = String::from_utf8(site.output()["feed.json"].clone()).unwrap();
    assert!(
        feed.contains("srcset=\\\"https://example.org/harbour/media/"),
        "{feed}"
    );
    assert!(!feed.contains(", /harbour"), "{feed}");
}

#[test]
fn nothing_is_made_larger_and_what_is_small_is_left_alone() {
    let bytes = jpeg(&pixels(120, 90), &[], &[]);
    let of = |settings: &str| shapes(&site(settings, "pier.jpg", &bytes).built());
    assert_eq!(of("widths = [120, 480]"), []);
    let own = ("120w".into(), (120, 90, true));
    assert_eq!(
        of("widths = [60, 480]"),
        [("60w".into(), (60, 45, true)), own]
    );
    assert_eq!(
        of("widths = [60]\nexcept = [\"harbour/media/pier.jpg\"]"),
        []
    );
    assert_eq!(of(""), []);
}

#[test]
fn a_second_build_makes_none_and_none_from_before_stay() {
    let site = site(
        "widths = [64, 100]",
        "pier.jpg",
        &jpeg(&pixels(300, 200), &[], &[]),
    )
    .built();
    let (first, kept) = (site.output(), cache(&site));
    assert_eq!(
        kept.keys().filter(|name| name.ends_with(".webp")).count(),
        2
    );
    assert_eq!(kept[".gitignore"], b"*\n");
    // What is kept is used: a copy of the same length with other bytes is taken as it is.
    let (name, mut bytes) = kept
        .iter()
        .next_back()
        .map(|(name, bytes)| (name.clone(), bytes.clone()))
        .unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    site.write(&format!(".livesite-cache/{name}"), &bytes);
    site.build(&["--out", "second"]).succeeds();
    assert!(site.files_in("second").values().any(|file| *file == bytes));
    // One that was cut off is made again.
    site.write(
        &format!(".livesite-cache/{name}"),
        &bytes[..bytes.len() - 1],
    );
    site.build(&["--out", "third"]).succeeds();
    assert_eq!(site.files_in("third"), first);
    assert_eq!(cache(&site), kept);
    // Other settings, other names; what no page names is forgotten.
    let settings = site.text("site.toml");
    site.write(
        "site.toml",
        settings.replace("[64, 100]", "[64]\nquality = 30"),
    );
    site.build(&[]).succeeds();
    let now = cache(&site);
    assert_eq!(now.keys().filter(|name| name.ends_with(".webp")).count(), 1);
    assert!(
        now.keys()
            .all(|name| !name.ends_with(".webp") || !kept.contains_key(name))
    );
    let copies = |files: &BTreeMap<String, Vec<u8>>| {
        let names = files.keys().filter(|name| name.ends_with(".webp"));
        names.cloned().collect::<Vec<_>>()
    };
    let now = copies(&site.output());
    assert!(now.iter().all(|name| !first.contains_key(name)), "{now:?}");
}

#[test]
fn the_same_picture_gives_the_same_bytes() {
    let bytes = jpeg(&pixels(300, 200), &[], &[]);
    let build = || {
        site("widths = [64, 100]", "pier.jpg", &bytes)
            .built()
            .output()
    };
    assert_eq!(build(), build());
}

#[test]
fn a_picture_that_lies_on_its_side_is_turned() {
    let sides = RgbImage::from_fn(200, 100, |x, _| match x < 100 {
        true => Rgb([220, 20, 20]),
        false => Rgb([20, 20, 220]),
    });
    let (red, blue) = ([220, 20, 20], [20, 20, 220]);
    // EXIF 2.32, 4.6.4: where the first row and column are seen.
    for (orientation, size, first, last) in [
        (1, (100, 50, true), red, blue),
        (2, (100, 50, true), blue, red),
        (3, (100, 50, true), blue, red),
        (6, (50, 100, true), red, blue),
        (8, (50, 100, true), blue, red),
    ] {
        let exif = [
            &b"II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"[..],
            &[orientation, 0, 0, 0, 0, 0, 0, 0],
        ]
        .concat();
        let width = size.0;
        let site = site(
            &format!("widths = [{width}]"),
            "pier.jpg",
            &jpeg(&sides, &exif, &[]),
        )
        .built();
        let copies = copies(&site);
        assert_eq!(shape(&copies[0].1), size, "{orientation}");
        let (x, y) = if size.0 == 100 { (96, 46) } else { (46, 96) };
        let seen = (color_at(&copies[0].1, 3, 3), color_at(&copies[0].1, x, y));
        assert!(
            is_near(&seen.0, &first) && is_near(&seen.1, &last),
            "{orientation}: {seen:?}"
        );
    }
}

#[test]
fn what_can_be_seen_through_stays_so() {
    let glass = RgbaImage::from_fn(200, 100, |x, _| match x < 100 {
        true => Rgba([220, 20, 20, 255]),
        false => Rgba([20, 20, 220, 0]),
    });
    let copies = copies(&site("widths = [100]", "pier.png", &png(&glass)).built());
    assert!(is_near(&color_at(&copies[0].1, 5, 5), &[220, 20, 20, 255]));
    assert_eq!(color_at(&copies[0].1, 95, 5)[3], 0);
}

#[test]
fn colours_that_are_not_the_webs_own_are_taken_along() {
    let profile = |space: &[u8; 4], name: &[u8]| [&[0; 16][..], space, &[0; 140], name].concat();
    let holds = |bytes: &[u8], name: &str, part: &[u8]| {
        let copies = copies(&site("widths = [100]", name, bytes).built());
        // It is the picture still.
        let seen = color_at(&copies[0].1, 50, 25);
        assert!(is_near(&seen[..3], &[128, 128, 128]), "{seen:?}");
        copies[0].1.windows(part.len()).any(|at| at == part)
    };
    let photograph = |profile: &[u8]| jpeg(&pixels(200, 100), &[], profile);
    let wide = b"Wide colours of a camera";
    assert!(holds(
        &photograph(&profile(b"RGB ", wide)),
        "pier.jpg",
        wide
    ));
    assert!(!holds(
        &photograph(&profile(b"CMYK", wide)),
        "pier.jpg",
        wide
    ));
    let usual = b"\0s\0R\0G\0B\0 \0I";
    assert!(!holds(
        &photograph(&profile(b"RGB ", usual)),
        "pier.jpg",
        usual
    ));
    // One that can be seen through has its transparency in a part of its own.
    let glass = png_in_colours(
        &RgbaImage::from_pixel(200, 100, Rgba([128, 128, 128, 90])),
        &profile(b"RGB ", wide),
    );
    assert!(holds(&glass, "pier.png", wide));
}

#[test]
fn a_broken_picture_is_said_with_its_file_and_what_to_do() {
    // The head with the size is whole, what follows is not.
    let head = png(&RgbaImage::new(300, 200));
    let cut = head[..60].to_vec();
    let site = site("widths = [64, 100]", "pier.png", &cut);
    let run = site.build(&[]).fails_with(1);
    let run =
        run.says("error[unreadable-file]: cannot read the picture content/harbour/media/pier.png");
    let run = run.says("name it in `except` under `[pictures]`");
    assert_eq!(run.stderr.matches("error[").count(), 1, "{}", run.stderr);
    let settings = site.text("site.toml");
    site.write(
        "site.toml",
        format!("{settings}\nexcept = [\"harbour/media/pier.png\"]\n"),
    );
    site.build(&[]).succeeds();
    assert_eq!(copies(&site), []);
}

#[test]
fn a_picture_that_claims_to_be_vast_is_published_as_it_is() {
    let mut bytes = png(&RgbaImage::new(300, 200));
    // 40,000 × 40,000 pixels, in a file of a few bytes.
    for side in [16, 20] {
        bytes[side..side + 4].copy_from_slice(&40_000_u32.to_be_bytes());
    }
    let site = site("widths = [64]", "pier.png", &bytes).built();
    assert_eq!(copies(&site), []);
    assert_eq!(
        site.page("harbour/a/").attributes("main img", "width"),
        ["40000"]
    );
}

#[test]
fn mistakes_in_the_settings_are_said() {
    let bytes = jpeg(&pixels(300, 200), &[], &[]);
    let mistakes =
        "widths = [8, \"x\"]\nquality = 0\nexcept = [\"harbour/media/peer.jpg\"]\nsize = 3";
    let run = site(mistakes, "pier.jpg", &bytes).build(&[]).fails_with(1);
    for said in [
        "`widths` holds 8, outside 16 to 16383",
        "`widths` is a string, expected pixels",
        "`quality` is 0, outside 1 to 100",
        "there is no file content/harbour/media/peer.jpg",
        "did you mean `harbour/media/pier.jpg`?",
        "unknown key `size` in [pictures]",
    ] {
        assert!(run.stderr.contains(said), "{said}\n{}", run.stderr);
    }
}

#[test]
fn a_folder_on_a_disk_finds_its_copies() {
    let site = site(
        "widths = [64, 100]",
        "pier.jpg",
        &jpeg(&pixels(300, 200), &[], &[]),
    );
    site.build(&["--portable"]).succeeds();
    let set = &site.page("harbour/a/").attributes("main img", "srcset")[0];
    for copy in set.split(", ") {
        let (href, _) = copy.split_once(' ').unwrap();
        let below = href.strip_prefix("../../").unwrap();
        assert!(site.output().contains_key(below), "{href}");
    }
}

#[test]
fn a_server_makes_a_copy_when_it_is_asked_for() {
    let site = site(
        "widths = [64, 100]",
        "pier.jpg",
        &jpeg(&pixels(300, 200), &[], &[]),
    );
    let cut = png(&RgbaImage::new(300, 200))[..60].to_vec();
    site.write("content/harbour/media/broken.png", &cut);
    site.write(
        "content/harbour/b.md",
        "+++\n+++\n\n![A boat](media/broken.png)\n",
    );
    let server = Server::start(site.root(), &[]);
    let get = |path: &str| {
        let mut answer = Vec::new();
        let head = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        server.send(&head).read_to_end(&mut answer).unwrap();
        let end = answer
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap();
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        assert!(head.starts_with("HTTP/1.1 200 "), "{path}: {head}");
        (head, answer[end + 4..].to_vec())
    };
    let copies_on = |page: &str| {
        let html = String::from_utf8(get(page).1).unwrap();
        let sets = Page::read(page, &html).attributes("main img", "srcset");
        let hrefs = sets[0]
            .split(", ")
            .map(|copy| copy.split(' ').next().unwrap().to_string());
        hrefs.collect::<Vec<_>>()
    };
    let copies = copies_on("/harbour/a/");
    assert!(cache(&site).is_empty(), "nobody asked for a picture yet");
    for path in &copies {
        let (head, bytes) = get(path);
        assert!(head.contains("Content-Type: image/webp\r\n"), "{head}");
        assert_eq!(&bytes[8..12], b"WEBP");
    }
    assert_eq!(cache(&site).len(), copies.len() + 1);
    // What cannot be made smaller is there as it is.
    for path in copies_on("/harbour/b/") {
        assert_eq!(get(&path).1, cut);
    }
    drop(server);
    site.remove("content/harbour/b.md")
        .remove("content/harbour/media/broken.png");
    let kept = cache(&site);
    site.build(&[]).succeeds();
    assert_eq!(cache(&site), kept, "a build takes what a server made");
}
