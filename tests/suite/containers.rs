//! Web archives and messages: the live pages in them, with the pictures that those show.

use std::fmt::Write as _;
use std::io::Write as _;

use crate::driver::Site;

const SITE: &str = "title = \"T\"\nbase_url = \"https://example.org/\"\n";

fn page(picture: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Storm Una</title></head><body><h1>Storm Una</h1>\
         <article id=\"block-a2\"><time datetime=\"2031-03-04T13:42:00Z\">13:42</time><h2>Bridge shut</h2><p>The bridge is shut.</p>\
         <figure><img src=\"{picture}\" alt=\"Waves\"><figcaption>Noon</figcaption></figure></article>\
         <article id=\"block-a1\"><time datetime=\"2031-03-04T10:00:00Z\">10:00</time><h2>Gusts</h2><p>Gusts at the lighthouse.</p></article>\
         </body></html>"
    )
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// One record with an HTTP answer.
fn record(address: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut answer = format!("HTTP/1.1 200 OK\r\n{headers}\r\n").into_bytes();
    answer.extend_from_slice(body);
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2031-03-05T08:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        answer.len()
    )
    .into_bytes();
    record.extend(answer);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

fn chunked(body: &[u8]) -> Vec<u8> {
    let mut chunks = Vec::new();
    for piece in body.chunks(100) {
        chunks.extend_from_slice(format!("{:x}\r\n", piece.len()).as_bytes());
        chunks.extend_from_slice(piece);
        chunks.extend_from_slice(b"\r\n");
    }
    chunks.extend_from_slice(b"0\r\n\r\n");
    chunks
}

/// An archive: about page, live page (gzip, in chunks), its picture, a picture of nobody.
fn records() -> Vec<Vec<u8>> {
    let live = chunked(&gzip(page("/img/waves.png").as_bytes()));
    vec![
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n".to_vec(),
        record(
            "https://post.example/about",
            "Content-Type: text/html\r\n",
            b"<html><body><p>About us</p></body></html>",
        ),
        record(
            "https://post.example/live/una?page=1",
            "Content-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
            &live,
        ),
        record(
            "https://post.example/img/waves.png",
            "Content-Type: image/png\r\n",
            b"\x89PNG picture",
        ),
        record(
            "https://post.example/img/logo.png",
            "Content-Type: image/png\r\n",
            b"\x89PNG logo",
        ),
    ]
}

fn assert_imported(site: &Site, capture: &str) {
    site.run(&["import", capture, "--into", "una"]).succeeds();
    let coverage = site
        .run(&[
            "import",
            capture,
            "--into",
            "una",
            "--dry-run",
            "--format",
            "json",
        ])
        .succeeds()
        .json();
    assert_eq!(
        coverage["entries"].as_array().unwrap().len(),
        2,
        "{capture}"
    );
    assert_eq!(
        coverage["entries"][1]["figures"][0]["src"], "media/waves.png",
        "{capture}"
    );
    assert_eq!(
        std::fs::read(site.root().join("content/una/media/waves.png")).unwrap(),
        b"\x89PNG picture",
        "{capture}"
    );
    assert!(!site.root().join("content/una/media/logo.png").exists());
    assert!(
        site.root()
            .join("content/una/captures")
            .join(capture)
            .exists()
    );
}

#[test]
fn the_live_page_of_a_warc_comes_with_its_pictures() {
    let site = Site::with(&[("site.toml", SITE)]);
    site.write("saved.warc", records().concat());
    assert_imported(&site, "saved.warc");
    let coverage = site
        .run(&["import", "saved.warc", "--dry-run", "--format", "json"])
        .succeeds()
        .json();
    assert_eq!(coverage["source"]["captured"], "2031-03-05T08:00:00+00:00");
    assert_eq!(
        coverage["source"]["url"],
        "https://post.example/live/una?page=1"
    );
}

#[test]
fn a_packed_warc_is_read_member_by_member() {
    let site = Site::with(&[("site.toml", SITE)]);
    let packed: Vec<u8> = records().iter().flat_map(|record| gzip(record)).collect();
    site.write("saved.warc.gz", packed);
    assert_imported(&site, "saved.warc.gz");
}

#[test]
fn a_wacz_is_a_zip_with_warcs_in_it() {
    let site = Site::with(&[("site.toml", SITE)]);
    let warc: Vec<u8> = records().iter().flat_map(|record| gzip(record)).collect();
    site.write(
        "saved.wacz",
        zip(&[("datapackage.json", b"{}"), ("archive/data.warc.gz", &warc)]),
    );
    assert_imported(&site, "saved.wacz");
}

/// A ZIP file with stored members.
fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in members {
        let offset = file.len() as u32;
        let sizes = [
            &[0; 4][..],
            &(bytes.len() as u32).to_le_bytes(),
            &(bytes.len() as u32).to_le_bytes(),
        ]
        .concat();
        let names = [&(name.len() as u16).to_le_bytes()[..], &[0, 0]].concat();
        file.extend(
            [
                b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0",
                &sizes[..],
                &names,
                name.as_bytes(),
                bytes,
            ]
            .concat(),
        );
        directory.extend(
            [
                b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0",
                &sizes[..],
                &names,
                &[0; 10],
                &offset.to_le_bytes(),
                name.as_bytes(),
            ]
            .concat(),
        );
    }
    let start = file.len() as u32;
    let count = (members.len() as u16).to_le_bytes();
    let size = (directory.len() as u32).to_le_bytes();
    [
        &file[..],
        &directory,
        b"PK\x05\x06\0\0\0\0",
        &count,
        &count,
        &size,
        &start.to_le_bytes(),
        &[0, 0],
    ]
    .concat()
}

#[test]
fn a_message_holds_a_page_and_its_pictures() {
    let site = Site::with(&[("site.toml", SITE)]);
    let mut message = String::from(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/live/una\r\nDate: Wed, 5 Mar 2031 08:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----edge\"\r\n\r\n",
    );
    let html = page("cid:waves@mhtml").replace('=', "=3D");
    write!(message, "------edge\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://post.example/live/una\r\n\r\n{html}\r\n").unwrap();
    message.push_str("------edge\r\nContent-Type: image/png\r\nContent-ID: <waves@mhtml>\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://post.example/img/waves.png\r\n\r\niVBORyBwaWN0dXJl\r\n------edge--\r\n");
    site.write("saved.mhtml", message);
    site.run(&["import", "saved.mhtml", "--into", "una"])
        .succeeds();
    let media = site.root().join("content/una/media");
    let names: Vec<_> = std::fs::read_dir(&media)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(names.len(), 1);
    assert_eq!(std::fs::read(&names[0]).unwrap(), b"\x89PNG picture");
    let coverage = site.built().json("una/coverage.json");
    assert_eq!(coverage["source"]["captured"], "2031-03-05T08:00:00+00:00");
    assert!(
        coverage["entries"][1]["figures"][0]["src"]
            .as_str()
            .unwrap()
            .starts_with("media/")
    );
}

#[test]
fn pictures_that_a_browser_saved_beside_the_page_come_along() {
    let site = Site::with(&[("site.toml", SITE)]);
    site.write("storm una.html", page("storm%20una_files/waves.png"));
    site.write("storm una_files/waves.png", b"\x89PNG picture");
    site.write("storm una_files/script.js", b"alert(1)");
    site.run(&["import", "storm una.html", "--into", "una"])
        .succeeds();
    let media = site.root().join("content/una/media");
    assert_eq!(
        std::fs::read(media.join("waves.png")).unwrap(),
        b"\x89PNG picture"
    );
    assert!(!media.join("script.js").exists());
    site.build(&[]).succeeds();
}

#[test]
fn an_archive_that_was_cut_off_says_so_and_gives_what_it_has() {
    let site = Site::with(&[("site.toml", SITE)]);
    let whole = records().concat();
    site.write("cut.warc", &whole[..whole.len() - 40]);
    site.run(&["import", "cut.warc", "--dry-run"])
        .succeeds()
        .says("warning[broken-capture]: cut.warc is damaged");
    let packed = gzip(&whole);
    site.write("cut.warc.gz", &packed[..packed.len() / 2]);
    site.run(&["import", "cut.warc.gz", "--dry-run"])
        .fails_with(1)
        .says("is damaged");
    site.write("none.warc", &records()[1]);
    site.run(&["import", "none.warc", "--dry-run"])
        .fails_with(1)
        .says("none of the 1 pages in none.warc is a live page");
    site.write("cut.wacz", b"PK\x03\x04 and nothing more");
    site.run(&["import", "cut.wacz", "--dry-run"])
        .fails_with(1)
        .says("cut.wacz is damaged: it has no directory");
}
