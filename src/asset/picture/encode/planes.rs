//! A picture as AVIF keeps it: its light in a plane, its colours in two others, and back.

use image::{DynamicImage, RgbaImage};
use rav1e::prelude::Frame;

/// Bits a sample. Ten give smoother skies than eight, in the same bytes.
pub(super) const BITS: usize = 10;
const MAX: f32 = ((1 << BITS) - 1) as f32;
const MIDDLE: f32 = (1 << (BITS - 1)) as f32;
const SCALE: f32 = MAX / 255.0;

/// The weights of red, green and blue in luma (ITU-R BT.601).
const RED: f32 = 0.299;
const GREEN: f32 = 0.587;
const BLUE: f32 = 0.114;

/// How finely colours are kept beside the light.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chroma {
    /// As finely: edges and letters in colour stay sharp.
    Full,
    /// One colour for four pixels, which nobody sees in most photographs: lighter by a few percent at the same score,
    /// and made in three quarters of the time.
    Half,
}

/// One of the planes of a picture.
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) samples: Vec<u16>,
}

/// Luma and both chromas.
pub(super) fn planes(pixels: &RgbaImage, chroma: Chroma) -> [Plane; 3] {
    let width = pixels.width() as usize;
    let mut planes = [(); 3].map(|()| Vec::with_capacity(pixels.len() / 4));
    for pixel in pixels.pixels() {
        let [r, g, b, _] = pixel.0.map(|sample| f32::from(sample) * SCALE);
        let luma = RED * r + GREEN * g + BLUE * b;
        let blue = (b - luma) * (0.5 / (1.0 - BLUE)) + MIDDLE;
        let red = (r - luma) * (0.5 / (1.0 - RED)) + MIDDLE;
        for (plane, sample) in planes.iter_mut().zip([luma, blue, red]) {
            plane.push(sample);
        }
    }
    let whole = |samples: Vec<f32>| Plane { width, samples: samples.into_iter().map(rounded).collect() };
    let [luma, blue, red] = planes;
    match chroma {
        Chroma::Full => [whole(luma), whole(blue), whole(red)],
        Chroma::Half => [whole(luma), halved(&blue, width), halved(&red, width)],
    }
}

/// How opaque each pixel is.
pub(super) fn opacity(pixels: &RgbaImage) -> Plane {
    let samples = pixels.pixels().map(|pixel| rounded(f32::from(pixel[3]) * SCALE)).collect();
    Plane { width: pixels.width() as usize, samples }
}

fn rounded(value: f32) -> u16 {
    value.round().clamp(0.0, MAX) as u16
}

/// A plane of half the width and height: each sample is the mean of four, those at an odd edge counted twice.
fn halved(samples: &[f32], width: usize) -> Plane {
    let rows: Vec<&[f32]> = samples.chunks_exact(width).collect();
    let half = rows.chunks(2).flat_map(|pair| {
        let (upper, lower) = (pair[0], pair[pair.len() - 1]);
        upper.chunks(2).zip(lower.chunks(2)).map(|(upper, lower)| {
            rounded((upper[0] + upper[upper.len() - 1] + lower[0] + lower[lower.len() - 1]) / 4.0)
        })
    });
    Plane { width: width.div_ceil(2), samples: half.collect() }
}

/// A plane of a frame, row by row.
fn rows(frame: &Frame<u16>, plane: usize, (width, height): (usize, usize)) -> Vec<Vec<u16>> {
    frame.planes[plane].rows_iter().take(height).map(|row| row[..width].to_vec()).collect()
}

/// A plane of chroma as large as the picture, as browsers make it: from the two nearest samples each way.
fn doubled(half: &[Vec<u16>], (width, height): (usize, usize)) -> Vec<Vec<u16>> {
    // The sample that covers a pixel and the next on its side, of weights 3 and 1: the centre of each stands between
    // pixels.
    let near = |at: usize, last: usize| {
        let own = at / 2;
        let other = if at.is_multiple_of(2) { own.saturating_sub(1) } else { (own + 1).min(last) };
        (own, other)
    };
    let row = |y: usize| -> Vec<u16> {
        let (own, other) = near(y, half.len() - 1);
        let mixed: Vec<u32> =
            half[own].iter().zip(&half[other]).map(|(own, other)| 3 * u32::from(*own) + u32::from(*other)).collect();
        let column = |x: usize| {
            let (own, other) = near(x, mixed.len() - 1);
            ((3 * mixed[own] + mixed[other] + 8) / 16) as u16
        };
        (0..width).map(column).collect()
    };
    (0..height).map(row).collect()
}

/// A frame as it is seen.
pub(super) fn seen(
    frame: &Frame<u16>,
    chroma: Chroma,
    opacity: Option<&Frame<u16>>,
    (width, height): (u32, u32),
) -> DynamicImage {
    let size = (width as usize, height as usize);
    let chroma = |plane: usize| match chroma {
        Chroma::Full => rows(frame, plane, size),
        Chroma::Half => doubled(&rows(frame, plane, (size.0.div_ceil(2), size.1.div_ceil(2))), size),
    };
    shown(&[rows(frame, 0, size), chroma(1), chroma(2)], opacity.map(|frame| rows(frame, 0, size)).as_deref())
}

/// A picture as it would be seen if nothing were lost but half of its colours each way.
pub(super) fn with_half_colors(image: &DynamicImage) -> DynamicImage {
    let pixels = image.to_rgba8();
    let size = (image.width() as usize, image.height() as usize);
    let rows = |plane: &Plane| plane.samples.chunks_exact(plane.width).map(<[u16]>::to_vec).collect::<Vec<_>>();
    let [luma, blue, red] = planes(&pixels, Chroma::Half);
    let opacity = image.color().has_alpha().then(|| rows(&opacity(&pixels)));
    shown(&[rows(&luma), doubled(&rows(&blue), size), doubled(&rows(&red), size)], opacity.as_deref())
}

/// The picture of planes that are as large as one another.
fn shown([luma, blue, red]: &[Vec<Vec<u16>>; 3], alpha: Option<&[Vec<u16>]>) -> DynamicImage {
    let (width, height) = (luma.first().map_or(0, Vec::len), luma.len());
    let image = RgbaImage::from_fn(width as u32, height as u32, |x, y| {
        let at = |plane: &[Vec<u16>]| plane[y as usize][x as usize];
        let [r, g, b] = color(at(luma), at(blue), at(red));
        image::Rgba([r, g, b, alpha.map_or(u8::MAX, |alpha| to_byte(f32::from(at(alpha))))])
    });
    let image = DynamicImage::from(image);
    if alpha.is_some() { image } else { image.into_rgb8().into() }
}

fn to_byte(sample: f32) -> u8 {
    (sample / SCALE).round().clamp(0.0, 255.0) as u8
}

/// The red, green and blue of a pixel.
fn color(luma: u16, blue: u16, red: u16) -> [u8; 3] {
    let (luma, blue, red) = (f32::from(luma), f32::from(blue) - MIDDLE, f32::from(red) - MIDDLE);
    let r = luma + red * (1.0 - RED) * 2.0;
    let b = luma + blue * (1.0 - BLUE) * 2.0;
    let g = (luma - RED * r - BLUE * b) / GREEN;
    [r, g, b].map(to_byte)
}

#[cfg(test)]
mod tests {
    use image::Rgba;

    use super::*;

    /// The farthest that a sample of a picture goes when its colours are halved.
    fn farthest(picture: &RgbaImage) -> u8 {
        let shown = with_half_colors(&picture.clone().into()).into_rgba8();
        let off = |(pixel, shown): (&Rgba<u8>, &Rgba<u8>)| (0..4).map(|at| shown[at].abs_diff(pixel[at])).max();
        picture.pixels().zip(shown.pixels()).filter_map(off).max().unwrap_or_default()
    }

    #[test]
    fn colours_that_change_slowly_come_back() {
        for (width, height) in [(1, 1), (2, 1), (1, 2), (3, 5), (16, 16), (31, 17)] {
            let plain = RgbaImage::from_pixel(width, height, Rgba([200, 30, 90, 255]));
            assert!(farthest(&plain) <= 1, "{width} x {height}");
            let slow = RgbaImage::from_fn(width, height, |x, y| Rgba([(100 + 2 * x) as u8, (200 - y) as u8, 50, 255]));
            assert!(farthest(&slow) <= 3, "{width} x {height}: {}", farthest(&slow));
        }
    }

    #[test]
    fn an_edge_keeps_its_light() {
        let edge =
            RgbaImage::from_fn(16, 16, |x, _| if x < 7 { Rgba([0, 0, 0, 255]) } else { Rgba([255, 255, 255, 255]) });
        assert!(farthest(&edge) <= 1);
    }
}
