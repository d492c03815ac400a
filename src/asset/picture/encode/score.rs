//! How much two pictures look alike: SSIMULACRA2 (J. Sneyers, Cloudinary, 2022), which follows what people see better
//! than the distance of the samples.
//!
//! 100 is the same; 90 cannot be told apart side by side; 70 is a high quality, 50 a medium one, 30 a low one.

use fast_ssim2::Ssimulacra2Reference;
use image::DynamicImage;
use zenpixels::{PixelDescriptor, PixelSlice};

use crate::asset::picture::Fault;

/// A picture that others are compared with.
pub(super) struct Original(Ssimulacra2Reference);

impl Original {
    pub(super) fn new(image: &DynamicImage) -> Result<Self, Fault> {
        Ok(Self(Ssimulacra2Reference::new(&slice(image)?).map_err(Fault::broken)?))
    }

    /// How much another of the same size and kind looks like it, 100 at most.
    pub(super) fn score(&self, other: &DynamicImage) -> Result<f64, Fault> {
        self.0.compare(&slice(other)?).map_err(Fault::broken)
    }
}

fn slice(image: &DynamicImage) -> Result<PixelSlice<'_>, Fault> {
    let (kind, samples) = match image {
        DynamicImage::ImageRgba8(_) => (PixelDescriptor::RGBA8_SRGB, 4),
        _ => (PixelDescriptor::RGB8_SRGB, 3),
    };
    let stride = image.width() as usize * samples;
    PixelSlice::new(image.as_bytes(), image.width(), image.height(), stride, kind)
        .map_err(|error| Fault::broken(format!("{error:?}")))
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};

    use super::*;

    #[test]
    fn the_same_is_100_and_noise_is_less() {
        let image = RgbImage::from_fn(64, 64, |x, y| Rgb([(x * 4) as u8, (y * 4) as u8, 128]));
        let noisy = RgbImage::from_fn(64, 64, |x, y| {
            let Rgb([r, g, b]) = *image.get_pixel(x, y);
            Rgb([r.wrapping_add((x * 7 + y * 13) as u8 % 40), g, b])
        });
        let original = Original::new(&image.clone().into()).expect("a picture");
        assert!((original.score(&image.into()).expect("a score") - 100.0).abs() < 0.01);
        assert!(original.score(&noisy.into()).expect("a score") < 80.0);
    }
}
