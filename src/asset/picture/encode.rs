//! From the bytes of a picture to its variants: decode once, turn, resize, encode.
//!
//! AVIF and WebP are encoded at the least quality that looks as wanted ([`super::quality`]); a drawing, or a picture of a
//! screen, is kept without loss where that is lighter. Every encoder runs on one thread: the bytes must not depend on how
//! many cores there are; variants run beside one another instead.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::panic::catch_unwind;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, RgbImage, RgbaImage};
use rayon::prelude::*;

use super::avif::{self, Effort};
use super::header::check;
use super::profile::to_srgb;
use super::quality::{Aim, Try, search};
use super::score::Original;
use super::{Dimensions, Fault, Format, Frame, MAX_ALLOC, MAX_SIDE, Recipe};

/// The fallback is for browsers of before 2020: its quality is not searched.
const JPEG_QUALITY: u8 = 78;
/// Where the search begins: what most photographs need.
const AVIF_FIRST: f64 = 62.0;
const WEBP_FIRST: f64 = 70.0;
/// By how much a sketch of AVIF is heavier than the same picture for good.
const SKETCH: f64 = 1.1;
/// The score wanted of drawings, in hundredths: edges and letters show what a meadow hides.
const DRAWN: u32 = 8500;

/// A decoded picture as it is seen, without metadata: RGB, or RGBA when it has transparent parts.
///
/// Kept as a [`DynamicImage`], whose methods are compiled with the crate that has them: that makes
/// a difference of minutes in a build without optimisation.
struct Pixels(DynamicImage);

/// One variant of the picture `bytes`.
pub fn encode(bytes: &[u8], recipe: &Recipe) -> Result<Vec<u8>, Fault> {
    let pixels = decode(bytes)?;
    write(&pixels.framed(recipe.frame), recipe)
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
    recipes.par_iter().map(|recipe| write(&framed[&recipe.frame], recipe)).collect()
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

fn write(Pixels(image): &Pixels, recipe: &Recipe) -> Result<Vec<u8>, Fault> {
    let drawn = is_drawn(image);
    let aim = Aim { wanted: if drawn { recipe.aim.wanted.max(DRAWN) } else { recipe.aim.wanted }, ..recipe.aim };
    let mut bytes = Vec::new();
    let written = match recipe.format {
        Format::Avif => return avif(image, aim),
        Format::WebP => return webp(image, aim, drawn),
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

/// The quantizer of AV1 that corresponds to a quality (the scale of `cavif`, K. Lesiński).
fn quantizer(quality: f64) -> u8 {
    let share = quality / 100.0;
    let quantizer = if share >= 0.82 { (1.0 - share) * 2.6 } else { share.mul_add(-0.5, 0.875) };
    (quantizer.clamp(0.0, 1.0) * 255.0).round() as u8
}

fn avif(image: &DynamicImage, aim: Aim) -> Result<Vec<u8>, Fault> {
    let original = Original::new(image)?;
    let quality = search(aim, AVIF_FIRST, &mut |quality| {
        let sketch = avif::encode(image, quantizer(quality), Effort::Sketch)?;
        Ok(Try { quality, score: original.score(&sketch.seen)?, bytes: sketch.bytes.len() as f64 / SKETCH })
    })?;
    Ok(avif::encode(image, quantizer(quality), Effort::Final)?.bytes)
}

fn webp(image: &DynamicImage, aim: Aim, drawn: bool) -> Result<Vec<u8>, Fault> {
    let original = Original::new(image)?;
    let quality = search(aim, WEBP_FIRST, &mut |quality| {
        let bytes = encode_webp(image, Loss::Quality(quality as f32))?;
        let seen = webp::Decoder::new(&bytes).decode().ok_or_else(|| Fault::broken("the encoder gave no picture"))?;
        Ok(Try { quality, score: original.score(&decoded(&seen, image)?)?, bytes: bytes.len() as f64 })
    })?;
    let lossy = encode_webp(image, Loss::Quality(quality as f32))?;
    if drawn {
        let lossless = encode_webp(image, Loss::None)?;
        if lossless.len() <= lossy.len() {
            return Ok(lossless);
        }
    }
    Ok(lossy)
}

enum Loss {
    None,
    Quality(f32),
}

fn encode_webp(image: &DynamicImage, loss: Loss) -> Result<Vec<u8>, Fault> {
    let (width, height) = (image.width(), image.height());
    let encoder = match image {
        DynamicImage::ImageRgba8(image) => webp::Encoder::from_rgba(image, width, height),
        image => webp::Encoder::from_rgb(image.as_bytes(), width, height),
    };
    let encoded = match loss {
        Loss::None => encoder.encode_simple(true, 100.0),
        Loss::Quality(quality) => encoder.encode_simple(false, quality),
    };
    Ok(encoded.map_err(|error| Fault::broken(format!("{error:?}")))?.to_vec())
}

/// A decoded picture with the samples that the original has: a decoder gives no alpha where all is opaque.
fn decoded(seen: &webp::WebPImage, original: &DynamicImage) -> Result<DynamicImage, Fault> {
    let (width, height) = (seen.width(), seen.height());
    let image = if seen.is_alpha() {
        RgbaImage::from_raw(width, height, seen.to_vec()).map(DynamicImage::from)
    } else {
        RgbImage::from_raw(width, height, seen.to_vec()).map(DynamicImage::from)
    };
    let image = image.ok_or_else(|| Fault::broken("the encoder gave half a picture"))?;
    Ok(if original.color().has_alpha() { image.into_rgba8().into() } else { image.into_rgb8().into() })
}

/// Whether a picture is a drawing or that of a screen rather than a photograph: half of its samples are those of their
/// neighbour, where even a blurred sky has noise.
fn is_drawn(image: &DynamicImage) -> bool {
    let samples = usize::from(image.color().bytes_per_pixel());
    let row = image.width() as usize * samples;
    let (mut same, mut all) = (0_usize, 0_usize);
    for row in image.as_bytes().chunks_exact(row.max(1)) {
        same += row.chunks_exact(samples).zip(row.chunks_exact(samples).skip(1)).filter(|(a, b)| a == b).count();
        all += image.width() as usize - 1;
    }
    same * 2 > all
}
