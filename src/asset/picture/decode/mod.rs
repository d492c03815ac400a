//! From the bytes of a picture to what is seen of it: decoded within limits, turned, in sRGB, cut and made smaller.

mod cut;
mod jpeg;
mod profile;

use std::io::Cursor;
use std::panic::catch_unwind;

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x4;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbaImage};

pub use cut::Cut;
use profile::to_srgb;

use super::header::check;
use super::{Dimensions, Fault, Frame, MAX_SIDE};

/// No picture may take more bytes of memory when decoded.
const MAX_ALLOC: u64 = 512 * 1024 * 1024;

/// A decoded picture as it is seen, without metadata: RGB, or RGBA when it has transparent parts.
///
/// Kept as a [`DynamicImage`], whose methods are compiled with the crate that has them: that makes
/// a difference of minutes in a build without optimisation.
pub(super) struct Pixels(pub(super) DynamicImage);

/// Decodes within the limits. A decoder that panics on the bytes is a fault of theirs.
pub(super) fn decode(bytes: &[u8]) -> Result<Pixels, Fault> {
    catch_unwind(|| {
        let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
        let mut reader = reader.map_err(|error| Fault::unreadable(&error))?;
        let Some(format) = reader.format() else { return Err(Fault::unknown()) };
        let mut limits = Limits::default();
        limits.max_image_width = Some(MAX_SIDE);
        limits.max_image_height = Some(MAX_SIDE);
        limits.max_alloc = Some(MAX_ALLOC);
        reader.limits(limits.clone());
        let mut decoder = reader.into_decoder().map_err(|error| Fault::of(&error))?;
        let (width, height) = decoder.dimensions();
        check(width, height)?;
        limits.reserve(decoder.total_bytes()).map_err(|_| Fault::too_heavy())?;
        decoder.set_limits(limits).map_err(|error| Fault::of(&error))?;
        if format == ImageFormat::Jpeg && jpeg::ends_early(bytes) {
            return Err(Fault::broken("it ends too early"));
        }
        let orientation = decoder.orientation().map_err(|error| Fault::of(&error))?;
        let profile = decoder.icc_profile().ok().flatten();
        let mut image = DynamicImage::from_decoder(decoder).map_err(|error| Fault::of(&error))?;
        image.apply_orientation(orientation);
        Ok(Pixels::new(match profile {
            Some(profile) => to_srgb(image, &profile),
            None => image,
        }))
    })
    .unwrap_or_else(|_| Err(Fault::broken("its decoder gave up")))
}

impl Pixels {
    fn new(image: DynamicImage) -> Self {
        if !image.color().has_alpha() {
            return Self(image.into_rgb8().into());
        }
        let image = image.into_rgba8();
        let opaque = image.pixels().all(|pixel| pixel[3] == u8::MAX);
        let image = DynamicImage::from(image);
        Self(if opaque { image.into_rgb8().into() } else { image })
    }

    /// What a variant shows of the picture.
    pub(super) fn framed(&self, frame: Frame) -> Result<Self, Fault> {
        let Self(image) = self;
        let source = Dimensions { width: image.width(), height: image.height() };
        match frame {
            Frame::Whole(width) => self.part((0, 0, source.width, source.height), fit(source, width)),
            Frame::Cut(cut) => self.part(cut.of(source), (cut.width, cut.height)),
        }
    }

    /// The whole at this size.
    pub(super) fn resized(&self, size: (u32, u32)) -> Result<Self, Fault> {
        let Self(image) = self;
        self.part((0, 0, image.width(), image.height()), size)
    }

    /// A part of the picture (left, top, width, height) at this size. The colour of a transparent pixel does not bleed
    /// into its neighbours: samples are multiplied by the opacity before and divided after.
    fn part(&self, part: (u32, u32, u32, u32), size: (u32, u32)) -> Result<Self, Fault> {
        let Self(image) = self;
        let (x, y, width, height) = part;
        if size == (width, height) {
            return Ok(Self(image.crop_imm(x, y, width, height)));
        }
        let has_alpha = image.color().has_alpha();
        let options =
            ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(has_alpha);
        let made = smaller(&samples(image, part), (width, height), size, &options)?;
        let made = RgbaImage::from_raw(size.0, size.1, made).map(DynamicImage::from);
        let made = made.ok_or_else(|| Fault::broken("it cannot be made smaller"))?;
        Ok(Self(if has_alpha { made } else { made.into_rgb8().into() }))
    }
}

/// The samples of a part of a picture, four a pixel: the resizer is compiled for these alone.
fn samples(image: &DynamicImage, (x, y, width, height): (u32, u32, u32, u32)) -> Vec<u8> {
    let channels = usize::from(image.color().channel_count());
    let [x, y, width, height, whole] = [x, y, width, height, image.width()].map(|side| side as usize);
    let mut samples = Vec::with_capacity(4 * width * height);
    for row in image.as_bytes().chunks_exact(channels * whole).skip(y).take(height) {
        for pixel in row[channels * x..][..channels * width].chunks_exact(channels) {
            samples.extend([pixel[0], pixel[1], pixel[2], pixel.get(3).copied().unwrap_or(u8::MAX)]);
        }
    }
    samples
}

/// The samples of a picture at another size.
fn smaller(samples: &[u8], from: (u32, u32), to: (u32, u32), options: &ResizeOptions) -> Result<Vec<u8>, Fault> {
    let source = TypedImageRef::<U8x4>::from_buffer(from.0, from.1, samples).map_err(Fault::broken)?;
    let mut samples = vec![0; to.0 as usize * to.1 as usize * 4];
    let mut made = TypedImage::<U8x4>::from_buffer(to.0, to.1, &mut samples).map_err(Fault::broken)?;
    Resizer::new().resize_typed(&source, &mut made, options).map_err(Fault::broken)?;
    Ok(samples)
}

fn fit(source: Dimensions, wanted: u32) -> (u32, u32) {
    let width = wanted.clamp(1, source.width);
    let scaled = (u64::from(source.height) * u64::from(width) + u64::from(source.width) / 2) / u64::from(source.width);
    (width, u32::try_from(scaled).unwrap_or(source.height).max(1))
}
