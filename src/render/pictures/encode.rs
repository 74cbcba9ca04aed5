//! A picture read, made smaller, turned upright and written as WebP.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, RgbaImage};
use webp::{Encoder, WebPConfig};

use super::profile::{colours_of, with_profile};
use crate::source::picture_head::{Format, Still};

/// Bytes that reading one picture may take: 120 million pixels of 16 bits a colour.
const MOST_MEMORY: u64 = 1 << 30;

/// The picture in each of the sizes, as it is shown, from the same reading. The reason, where it cannot be read.
pub fn smaller(
    bytes: &[u8],
    still: Still,
    sizes: &[(u32, u32)],
    quality: u8,
) -> Result<Vec<Vec<u8>>, String> {
    // A decoder that finds itself in a place that it never thought of must not take the build with it.
    catch_unwind(AssertUnwindSafe(|| {
        let (picture, profile) = decoded(bytes, still.format).map_err(|error| reason(&error))?;
        sizes
            .iter()
            .map(|size| {
                let turned = resized(&picture, still, *size)?;
                Ok(with_profile(encoded(&turned, quality)?, &profile, *size))
            })
            .collect()
    }))
    .unwrap_or_else(|_| Err("its data make no sense".into()))
}

/// The pixels, with 8 bits a colour, and the colours that they are of where those are not the web's own.
fn decoded(bytes: &[u8], format: Format) -> image::ImageResult<(DynamicImage, Vec<u8>)> {
    let format = match format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
    };
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder()?;
    limits.reserve(decoder.total_bytes())?;
    let profile = decoder.icc_profile()?.unwrap_or_default();
    let picture = DynamicImage::from_decoder(decoder)?;
    let is_coloured = picture.color().has_color();
    let picture = match picture.color().has_alpha() {
        true => picture.into_rgba8().into(),
        false => picture.into_rgb8().into(),
    };
    let profile = if is_coloured { profile } else { Vec::new() };
    Ok((picture, colours_of(profile)))
}

/// The picture made smaller and turned. `size` is as it is shown.
fn resized(
    picture: &DynamicImage,
    still: Still,
    (width, height): (u32, u32),
) -> Result<DynamicImage, String> {
    let (width, height) = match still.is_turned() {
        true => (height, width),
        false => (width, height),
    };
    let (pixels, kind) = match picture {
        DynamicImage::ImageRgba8(picture) => (picture.as_raw(), PixelType::U8x4),
        DynamicImage::ImageRgb8(picture) => (picture.as_raw(), PixelType::U8x3),
        _ => return Err("its colours are of no known kind".into()),
    };
    let wide = |error: &dyn std::error::Error| format!("it cannot be made smaller ({error})");
    let from =
        fast_image_resize::images::ImageRef::new(picture.width(), picture.height(), pixels, kind)
            .map_err(|error| wide(&error))?;
    let mut to = Image::new(width, height, kind);
    let sharp = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new()
        .resize(&from, &mut to, &sharp)
        .map_err(|error| wide(&error))?;
    let pixels = to.into_vec();
    let small: Option<DynamicImage> = match kind {
        PixelType::U8x4 => RgbaImage::from_raw(width, height, pixels).map(Into::into),
        _ => RgbImage::from_raw(width, height, pixels).map(Into::into),
    };
    let mut small = small.ok_or("it cannot be made smaller")?;
    if let Some(orientation) = Orientation::from_exif(still.orientation) {
        small.apply_orientation(orientation);
    }
    Ok(small)
}

fn encoded(picture: &DynamicImage, quality: u8) -> Result<Vec<u8>, String> {
    let failed = || String::from("WebP cannot hold it");
    let mut how = WebPConfig::new().map_err(|()| failed())?;
    how.quality = f32::from(quality);
    let encoder = match picture {
        DynamicImage::ImageRgba8(picture) => {
            Encoder::from_rgba(picture.as_raw(), picture.width(), picture.height())
        }
        DynamicImage::ImageRgb8(picture) => {
            Encoder::from_rgb(picture.as_raw(), picture.width(), picture.height())
        }
        _ => return Err(failed()),
    };
    let made = encoder.encode_advanced(&how).map_err(|_| failed())?;
    Ok(made.to_vec())
}

/// What the decoder says, without its preface.
fn reason(error: &image::ImageError) -> String {
    match error {
        image::ImageError::Limits(_) => "it takes more memory than a picture should".into(),
        image::ImageError::Unsupported(_) => "it is of a kind that browsers do not show".into(),
        other => {
            let text = other.to_string();
            let text = text.trim_start_matches("Format error decoding ");
            text.trim_end_matches('.').replace('\n', " ")
        }
    }
}
