//! From the bytes of a picture to its variants: decode once, turn, resize, encode.
//!
//! The qualities were chosen by eye and by measure on photographs of hard textures, so that the
//! formats look alike at the same width. Every encoder runs on one thread: the bytes must not
//! depend on how many cores there are; variants run beside one another instead.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::panic::catch_unwind;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, RgbaImage};
use ravif::{Encoder, Img, RGBA8};
use rayon::prelude::*;

use super::header::check;
use super::{Dimensions, Fault, Format, Frame, MAX_ALLOC, MAX_SIDE, Recipe};

const AVIF_QUALITY: f32 = 60.0;
/// From 1, slow and light, to 10.
const AVIF_SPEED: u8 = 8;
const WEBP_QUALITY: f32 = 70.0;
const JPEG_QUALITY: u8 = 78;

/// A decoded picture as it is seen, without metadata: RGB, or RGBA when it has transparent parts.
///
/// Kept as a [`DynamicImage`], whose methods are compiled with the crate that has them: that makes
/// a difference of minutes in a build without optimisation.
struct Pixels(DynamicImage);

/// One variant of the picture `bytes`.
pub fn encode(bytes: &[u8], recipe: &Recipe) -> Result<Vec<u8>, Fault> {
    let pixels = decode(bytes)?;
    write(&pixels.framed(recipe.frame), recipe.format)
}

/// Every variant asked of the picture `bytes`, which is decoded once, in the order of `recipes`.
pub fn encode_source(bytes: &[u8], recipes: &[Recipe]) -> Vec<Result<Vec<u8>, Fault>> {
    let pixels = match decode(bytes) {
        Ok(pixels) => pixels,
        Err(fault) => return recipes.iter().map(|_| Err(fault.clone())).collect(),
    };
    let frames: BTreeSet<Frame> = recipes.iter().map(|recipe| recipe.frame).collect();
    let framed: BTreeMap<Frame, Pixels> = frames.into_par_iter().map(|frame| (frame, pixels.framed(frame))).collect();
    drop(pixels);
    recipes.par_iter().map(|recipe| write(&framed[&recipe.frame], recipe.format)).collect()
}

/// Decodes within the limits. A decoder that panics on the bytes is a fault of theirs.
fn decode(bytes: &[u8]) -> Result<Pixels, Fault> {
    catch_unwind(|| {
        let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
        let mut reader = reader.map_err(|error| Fault::unreadable(&error))?;
        if reader.format().is_none() {
            return Err(Fault::unknown());
        }
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
        let orientation = decoder.orientation().map_err(|error| Fault::of(&error))?;
        let mut image = DynamicImage::from_decoder(decoder).map_err(|error| Fault::of(&error))?;
        image.apply_orientation(orientation);
        Ok(Pixels::new(image))
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
    fn framed(&self, frame: Frame) -> Self {
        let Self(image) = self;
        match frame {
            Frame::Whole(width) => self.resized(fit((image.width(), image.height()), width)),
            Frame::Cut(cut) => {
                let (x, y, width, height) = cut.of(Dimensions { width: image.width(), height: image.height() });
                Self(image.crop_imm(x, y, width, height)).resized((cut.width, cut.height))
            }
        }
    }

    fn resized(&self, (width, height): (u32, u32)) -> Self {
        let Self(image) = self;
        let resize = |image: &DynamicImage| image.resize_exact(width, height, FilterType::Lanczos3);
        Self(match image {
            // The colour of a transparent pixel must not bleed into its neighbours.
            DynamicImage::ImageRgba8(image) => divided(resize(&multiplied(image).into()).into_rgba8()).into(),
            image => resize(image),
        })
    }
}

fn fit((width, height): (u32, u32), wanted: u32) -> (u32, u32) {
    let wanted = wanted.clamp(1, width);
    let scaled = (u64::from(height) * u64::from(wanted) + u64::from(width) / 2) / u64::from(width);
    (wanted, u32::try_from(scaled).unwrap_or(height).max(1))
}

fn multiplied(image: &RgbaImage) -> RgbaImage {
    let mut image = image.clone();
    for pixel in image.pixels_mut() {
        let [r, g, b, a] = pixel.0;
        let times = |c: u8| ((u16::from(c) * u16::from(a) + 127) / 255) as u8;
        pixel.0 = [times(r), times(g), times(b), a];
    }
    image
}

fn divided(mut image: RgbaImage) -> RgbaImage {
    for pixel in image.pixels_mut() {
        let [r, g, b, a] = pixel.0;
        let whole = u16::from(a);
        let over = |c: u8| match whole {
            0 => 0,
            _ => ((u16::from(c) * 255 + whole / 2) / whole).min(255) as u8,
        };
        pixel.0 = [over(r), over(g), over(b), a];
    }
    image
}

fn write(Pixels(image): &Pixels, format: Format) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let written = match format {
        Format::Avif => return avif(image),
        Format::WebP => return webp(image),
        Format::Jpeg if image.color().has_alpha() => return Err(Fault::transparent_jpeg()),
        Format::Jpeg => image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)),
        Format::Png => image.write_with_encoder(PngEncoder::new_with_quality(
            &mut bytes,
            CompressionType::Best,
            PngFilter::Adaptive,
        )),
    };
    written.map_err(|error| Fault::of(&error))?;
    Ok(bytes)
}

fn avif(image: &DynamicImage) -> Result<Vec<u8>, Fault> {
    let encoder = Encoder::new()
        .with_quality(AVIF_QUALITY)
        .with_alpha_quality(AVIF_QUALITY)
        .with_speed(AVIF_SPEED)
        .with_num_threads(Some(1));
    // Of an opaque picture, too: the encoder leaves the alpha out. (Its function for RGB is inlined
    // here with all of AV1, which without optimisation takes ten times as long.)
    let pixels: Vec<RGBA8> = image.to_rgba8().pixels().map(|pixel| pixel.0.into()).collect();
    let (width, height) = (image.width() as usize, image.height() as usize);
    let encoded = encoder.encode_rgba(Img::new(&pixels, width, height));
    Ok(encoded.map_err(Fault::broken)?.avif_file)
}

fn webp(image: &DynamicImage) -> Result<Vec<u8>, Fault> {
    let (width, height) = (image.width(), image.height());
    let encoder = match image {
        DynamicImage::ImageRgba8(image) => webp::Encoder::from_rgba(image, width, height),
        image => webp::Encoder::from_rgb(image.as_bytes(), width, height),
    };
    let encoded = encoder.encode_simple(false, WEBP_QUALITY);
    Ok(encoded.map_err(|error| Fault::broken(format!("{error:?}")))?.to_vec())
}
