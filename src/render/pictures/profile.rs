//! The colours that a picture's numbers stand for (ICC), taken along into a WebP.
//!
//! A camera or an agency may keep a picture in wider colours than the web's own (sRGB). Without the profile it would
//! look washed out.

/// The profile that a copy has to hold; empty where it is the web's own, or none that three colours can have.
pub fn colours_of(profile: Vec<u8>) -> Vec<u8> {
    let is_rgb = profile.get(16..20) == Some(b"RGB ");
    // Its name stands in it as ASCII (version 2) or as UTF-16 (version 4).
    let names = [&b"sRGB"[..], b"s\0R\0G\0B"];
    let is_named = |name: &&[u8]| profile.windows(name.len()).any(|part| part == *name);
    if !is_rgb || names.iter().any(is_named) {
        return Vec::new();
    }
    profile
}

/// A WebP with the profile in it (RFC 9649, 2.7: `VP8X` first, then `ICCP`, then the picture).
pub fn with_profile(webp: Vec<u8>, profile: &[u8], (width, height): (u32, u32)) -> Vec<u8> {
    const ICC: u8 = 0x20;
    const ALPHA: u8 = 0x10;
    if profile.is_empty() {
        return webp;
    }
    let chunks = chunks_of(&webp);
    let alpha = match chunks.iter().any(|(name, _)| *name == b"ALPH") {
        true => ALPHA,
        false => 0,
    };
    let mut head = vec![ICC | alpha, 0, 0, 0];
    for side in [width, height] {
        head.extend_from_slice(&(side - side.min(1)).to_le_bytes()[..3]);
    }
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    let picture = chunks.into_iter().filter(|(name, _)| *name != b"VP8X");
    for (name, data) in [(b"VP8X", &head[..]), (b"ICCP", profile)]
        .into_iter()
        .chain(picture)
    {
        out.extend_from_slice(name);
        out.extend_from_slice(&length(data.len()));
        out.extend_from_slice(data);
        out.resize(out.len().next_multiple_of(2), 0);
    }
    let whole = length(out.len() - 8);
    out[4..8].copy_from_slice(&whole);
    out
}

fn length(bytes: usize) -> [u8; 4] {
    u32::try_from(bytes).unwrap_or(u32::MAX).to_le_bytes()
}

/// The chunks of a WebP: name and data.
fn chunks_of(webp: &[u8]) -> Vec<(&[u8; 4], &[u8])> {
    let mut chunks = Vec::new();
    let mut rest = webp.get(12..).unwrap_or_default();
    while let Some((name, after)) = rest.split_first_chunk::<4>() {
        let Some((length, data)) = after.split_first_chunk::<4>() else {
            break;
        };
        let length = u32::from_le_bytes(*length) as usize;
        let Some(data_only) = data.get(..length) else {
            break;
        };
        chunks.push((name, data_only));
        rest = data.get(length.next_multiple_of(2)..).unwrap_or_default();
    }
    chunks
}
