//! Pictures that tests draw themselves, in a livesite that was built with the feature `pictures`.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ImageEncoder, Rgb, RgbImage, RgbaImage};

/// Red grows to the right, green downwards.
pub fn pixels(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let part = |at: u32, of: u32| u8::try_from(at * 255 / of).unwrap();
        Rgb([part(x, width), part(y, height), 128])
    })
}

/// With its EXIF and colour profile, where they are not empty.
pub fn jpeg(picture: &RgbImage, exif: &[u8], profile: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
    if !exif.is_empty() {
        encoder.set_exif_metadata(exif.into()).unwrap();
    }
    if !profile.is_empty() {
        encoder.set_icc_profile(profile.into()).unwrap();
    }
    encoder.encode_image(picture).unwrap();
    bytes
}

pub fn png(picture: &RgbaImage) -> Vec<u8> {
    png_in_colours(picture, &[])
}

/// With its colour profile, where that is not empty.
pub fn png_in_colours(picture: &RgbaImage, profile: &[u8]) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = PngEncoder::new(&mut bytes);
    if !profile.is_empty() {
        encoder.set_icc_profile(profile.into()).unwrap();
    }
    let (width, height) = picture.dimensions();
    encoder
        .write_image(picture, width, height, image::ExtendedColorType::Rgba8)
        .unwrap();
    bytes.into_inner()
}
