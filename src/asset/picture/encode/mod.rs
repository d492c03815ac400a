//! From a picture to its variants: decoded once, cut and made smaller, encoded.
//!
//! Every variant is encoded at the least quality that looks as wanted ([`quality`]); a drawing, or a picture of a
//! screen, is kept without loss where that is lighter. Every encoder runs on one thread: the bytes must not depend on
//! how many cores there are; variants run beside one another instead.

mod avif;
mod jpeg;
mod planes;
mod quality;
mod score;
mod webp;

use std::collections::{BTreeMap, BTreeSet};

use image::DynamicImage;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use rayon::prelude::*;

pub use quality::Aim;

use self::avif::Speed;
use self::planes::Chroma;
use self::quality::{Guess, Try, search};
use self::score::Original;
use self::webp::Loss;
use super::decode::{Pixels, decode};
use super::{Effort, Fault, Format, Frame, Recipe};

/// Where the search begins, and what is taken without one: what most photographs need.
const AVIF: f64 = 62.0;
const WEBP: f64 = 70.0;
const JPEG: f64 = 66.0;
/// By how much a sketch of AVIF is heavier than the same picture for good.
const SKETCH: f64 = 1.03;
/// The score wanted of drawings, in hundredths: edges and letters show what a meadow hides.
const DRAWN: u32 = 8500;
/// By how much a picture of half the colours must score above what is wanted, in points: nearer to it, all that is
/// saved in colours is spent on the light (28 pictures at scores from 66 to 82).
const ROOM: f64 = 12.0;
/// The width, in pixels, at which a large picture is tried first: a few percent of the work, and nearly the same
/// quality.
const STUDY: u32 = 480;

/// One variant of the picture `bytes`.
pub fn encode(bytes: &[u8], recipe: &Recipe) -> Result<Vec<u8>, Fault> {
    write(&decode(bytes)?.framed(recipe.frame)?, recipe)
}

/// Every variant asked of the picture `bytes`, which is decoded once: what `keep` makes of each, in the order of
/// `recipes`.
pub fn encode_source<T: Send>(
    bytes: &[u8],
    recipes: &[&Recipe],
    keep: impl Fn(&Recipe, Result<Vec<u8>, Fault>) -> T + Sync,
) -> Vec<T> {
    let pixels = match decode(bytes) {
        Ok(pixels) => pixels,
        Err(fault) => return recipes.iter().map(|recipe| keep(recipe, Err(fault.clone()))).collect(),
    };
    let frames: BTreeSet<Frame> = recipes.iter().map(|recipe| recipe.frame).collect();
    let framed: BTreeMap<Frame, Result<Pixels, Fault>> =
        frames.into_par_iter().map(|frame| (frame, pixels.framed(frame))).collect();
    drop(pixels);
    let made = |recipe: &Recipe| framed[&recipe.frame].as_ref().map_err(Clone::clone).and_then(|it| write(it, recipe));
    recipes.par_iter().map(|recipe| keep(recipe, made(recipe))).collect()
}

/// How much the picture `bytes` looks like `original` made as small, 100 at most (SSIMULACRA2).
pub fn score(original: &[u8], bytes: &[u8]) -> Result<f64, Fault> {
    let (original, Pixels(made)) = (decode(original)?, decode(bytes)?);
    let Pixels(original) = original.resized((made.width(), made.height()))?;
    let made = if original.color().has_alpha() { made.into_rgba8().into() } else { made.into_rgb8().into() };
    Original::new(&original)?.score(&made)
}

fn write(pixels: &Pixels, recipe: &Recipe) -> Result<Vec<u8>, Fault> {
    let Pixels(image) = pixels;
    if recipe.format == Format::Jpeg && image.color().has_alpha() {
        return Err(Fault::transparent_jpeg());
    }
    if recipe.effort == Effort::Quick {
        return quick(image, recipe.format);
    }
    let drawn = is_drawn(image);
    let aim = Aim { wanted: if drawn { recipe.aim.wanted.max(DRAWN) } else { recipe.aim.wanted }, ..recipe.aim };
    match recipe.format {
        Format::Avif => {
            let original = Original::new(image)?;
            let chroma = chroma(image, &original, aim)?;
            let found = searched(pixels, &original, aim, AVIF, |image, quality| {
                let sketch = avif::encode(image, quantizer(quality), chroma, Speed::Sketch)?;
                Ok(Shown { seen: sketch.seen, bytes: sketch.bytes.len() as f64 / SKETCH, made: () })
            })?;
            Ok(avif::encode(image, quantizer(found.quality), chroma, Speed::Final)?.bytes)
        }
        Format::WebP => {
            let lossy = searched(pixels, &Original::new(image)?, aim, WEBP, |image, quality| {
                let made = webp::encode(image, Loss::Quality(quality))?;
                Ok(Shown { seen: webp::decode(&made, image)?, bytes: made.len() as f64, made })
            })?;
            let lossless = if drawn { Some(webp::encode(image, Loss::None)?) } else { None };
            Ok(lossless.filter(|lossless| lossless.len() <= lossy.made.len()).unwrap_or(lossy.made))
        }
        Format::Jpeg => {
            let found = searched(pixels, &Original::new(image)?, aim, JPEG, |image, quality| {
                let made = jpeg::encode(image, quality)?;
                Ok(Shown { seen: jpeg::decode(&made)?, bytes: made.len() as f64, made })
            })?;
            Ok(found.made)
        }
        Format::Png => png(image),
    }
}

/// How finely the colours of a picture are to be kept for this aim.
fn chroma(image: &DynamicImage, original: &Original, aim: Aim) -> Result<Chroma, Fault> {
    let score = original.score(&planes::with_half_colors(image))?;
    Ok(if score - f64::from(aim.wanted) / 100.0 >= ROOM { Chroma::Half } else { Chroma::Full })
}

/// For who waits before a preview: one try, and little effort.
fn quick(image: &DynamicImage, format: Format) -> Result<Vec<u8>, Fault> {
    match format {
        Format::Avif => avif::encode(image, quantizer(AVIF), Chroma::Half, Speed::Sketch).map(|encoded| encoded.bytes),
        Format::WebP => webp::encode(image, Loss::Fast(WEBP)),
        Format::Jpeg => jpeg::encode(image, JPEG),
        Format::Png => png(image),
    }
}

/// A picture as encoded, and as it will be seen.
struct Shown<T> {
    seen: DynamicImage,
    bytes: f64,
    made: T,
}

/// Searches the quality of a picture, first of a small one like it.
fn searched<T>(
    pixels: &Pixels,
    original: &Original,
    aim: Aim,
    first: f64,
    attempt: impl Fn(&DynamicImage, f64) -> Result<Shown<T>, Fault>,
) -> Result<Try<T>, Fault> {
    let on = |image: &DynamicImage, original: &Original, aim: Aim, guess: f64| {
        search(aim, Guess::at(guess), &mut |quality| {
            let Shown { seen, bytes, made } = attempt(image, quality)?;
            Ok(Try { quality, score: original.score(&seen)?, bytes, made })
        })
    };
    let guess = if pixels.0.width() >= 2 * STUDY {
        let Pixels(small) = pixels.framed(Frame::Whole(STUDY))?;
        on(&small, &Original::new(&small)?, Aim { cap: u32::MAX, ..aim }, first)?.quality
    } else {
        first
    };
    on(&pixels.0, original, aim, guess)
}

/// The quantizer of AV1 that corresponds to a quality (the scale of `cavif`, K. Lesiński); 255 is the worst.
fn quantizer(quality: f64) -> u8 {
    let share = quality / 100.0;
    let quantizer = if share >= 0.82 { (1.0 - share) * 2.6 } else { share.mul_add(-0.5, 0.875) };
    (quantizer.clamp(0.0, 1.0) * 255.0).round() as u8
}

fn png(image: &DynamicImage) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive);
    image.write_with_encoder(encoder).map_err(|error| Fault::of(&error))?;
    Ok(bytes)
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
