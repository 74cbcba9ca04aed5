//! How pages show pictures, whatever livesite was built with: which comes late, and how large each is as it is shown.

use crate::driver::Site;

/// The head of a JPEG of 640 × 480 pixels that says how it is turned. There is no picture behind it.
fn jpeg_head(orientation: u8) -> Vec<u8> {
    let exif = [
        &b"Exif\0\0II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"[..],
        &[orientation, 0, 0, 0, 0, 0, 0, 0],
    ]
    .concat();
    [
        &b"\xff\xd8\xff\xe1\0"[..],
        &[u8::try_from(exif.len() + 2).unwrap()],
        &exif,
        b"\xff\xc0\0\x11\x08\x01\xe0\x02\x80\x03\x01\x11\0\x02\x11\0\x03\x11\0\xff\xda\0\x02",
    ]
    .concat()
}

fn site() -> Site {
    let site = Site::with(&[
        (
            "content/harbour/a.md",
            "+++\npublished = 2031-03-04T09:00:00Z\n+++\n\nNo picture here: `<img loading=\"lazy\">`.\n",
        ),
        (
            "content/harbour/b.md",
            "+++\npublished = 2031-03-04T10:00:00Z\n+++\n\n![A pier](media/pier.jpg)\n\n![A boat](media/boat.jpg)\n",
        ),
        (
            "content/harbour/c.md",
            "+++\npublished = 2031-03-04T11:00:00Z\n+++\n\n![A boat](media/boat.jpg)\n",
        ),
    ]);
    site.write("content/harbour/media/pier.jpg", jpeg_head(1));
    site.write("content/harbour/media/boat.jpg", jpeg_head(6));
    site.built()
}

#[test]
fn the_first_picture_of_a_page_is_loaded_at_once() {
    let site = site();
    let late = |address: &str| {
        let page = site.page(address);
        let of = |selector: &str| page.attributes(selector, "alt");
        (of("main img:not([loading])"), of("main img[loading=lazy]"))
    };
    let texts = |all: &[&str]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        late("harbour/"),
        (texts(&["A pier"]), texts(&["A boat", "A boat"]))
    );
    assert_eq!(late("harbour/b/"), (texts(&["A pier"]), texts(&["A boat"])));
    assert_eq!(late("harbour/c/"), (texts(&["A boat"]), texts(&[])));
}

#[test]
fn a_picture_that_is_turned_has_the_size_that_is_seen() {
    let page = site().page("harbour/b/");
    assert_eq!(page.attributes("main img", "width"), ["640", "480"]);
    assert_eq!(page.attributes("main img", "height"), ["480", "640"]);
    assert!(!page.has("[srcset]"), "nobody asked for copies");
}
