//! WebP, with or without loss.

use image::{DynamicImage, RgbImage, RgbaImage};
use webp::{Decoder, Encoder, WebPConfig, WebPImage};

use crate::asset::picture::Fault;

/// What may be lost, and how much time is spent not to lose more.
#[derive(Clone, Copy, Debug)]
pub(super) enum Loss {
    /// Nothing.
    None,
    /// What a quality from 0 to 100 does not keep.
    Quality(f64),
    /// The same, more than twice as fast and a fifth heavier.
    Fast(f64),
}

/// The bytes of a picture.
pub(super) fn encode(image: &DynamicImage, loss: Loss) -> Result<Vec<u8>, Fault> {
    let (width, height) = (image.width(), image.height());
    let encoder = match image {
        DynamicImage::ImageRgba8(image) => Encoder::from_rgba(image, width, height),
        image => Encoder::from_rgb(image.as_bytes(), width, height),
    };
    let mut config = WebPConfig::new().map_err(|()| Fault::broken("the encoder of WebP is another version"))?;
    match loss {
        Loss::None => {
            config.lossless = 1;
            config.quality = 100.0;
        }
        // Lighter by a twentieth than by default, at the same score: more is tried, and edges are smoothed less.
        Loss::Quality(quality) => {
            config.quality = quality as f32;
            config.method = 6;
            config.filter_sharpness = 6;
        }
        Loss::Fast(quality) => {
            config.quality = quality as f32;
            config.method = 1;
        }
    }
    let encoded = encoder.encode_advanced(&config).map_err(|error| Fault::broken(format!("{error:?}")))?;
    Ok(encoded.to_vec())
}

/// The picture that a browser will show, with the samples that the original has: a decoder gives no alpha where all is
/// opaque.
pub(super) fn decode(bytes: &[u8], original: &DynamicImage) -> Result<DynamicImage, Fault> {
    let seen = Decoder::new(bytes).decode().ok_or_else(|| Fault::broken("the encoder gave no picture"))?;
    let image = image(&seen).ok_or_else(|| Fault::broken("the encoder gave half a picture"))?;
    Ok(if original.color().has_alpha() { image.into_rgba8().into() } else { image.into_rgb8().into() })
}

fn image(seen: &WebPImage) -> Option<DynamicImage> {
    let (width, height) = (seen.width(), seen.height());
    if seen.is_alpha() {
        RgbaImage::from_raw(width, height, seen.to_vec()).map(DynamicImage::from)
    } else {
        RgbImage::from_raw(width, height, seen.to_vec()).map(DynamicImage::from)
    }
}
