//! JPEG, for what reads nothing else: old browsers, and those who show a link with a picture. Progressive, by
//! `MozJPEG`, which takes three quarters of the bytes of other encoders at the same score.

use std::io;
use std::panic::catch_unwind;

use image::{DynamicImage, ImageFormat};
use mozjpeg::{ColorSpace, Compress};

use crate::asset::picture::Fault;

/// An opaque picture, at a quality from 0 to 100.
pub(super) fn encode(image: &DynamicImage, quality: f64) -> Result<Vec<u8>, Fault> {
    let made = || -> io::Result<Vec<u8>> {
        let mut settings = Compress::new(ColorSpace::JCS_RGB);
        settings.set_size(image.width() as usize, image.height() as usize);
        settings.set_quality(quality as f32);
        let mut encoder = settings.start_compress(Vec::new())?;
        encoder.write_scanlines(image.as_bytes())?;
        encoder.finish()
    };
    // The library's errors are panics.
    catch_unwind(made).map_err(|_| Fault::broken("its encoder gave up"))?.map_err(Fault::broken)
}

/// The picture that a browser will show.
pub(super) fn decode(bytes: &[u8]) -> Result<DynamicImage, Fault> {
    let image = image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).map_err(|error| Fault::of(&error))?;
    Ok(image.into_rgb8().into())
}
