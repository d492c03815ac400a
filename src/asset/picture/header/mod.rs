//! What the header of a picture says: its size, whether it moves, whether it has transparency.

#![expect(clippy::disallowed_methods, reason = "the header of a picture is read where it lies")]

mod exif;
mod gif;
mod jpeg;
mod svg;

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Seek, SeekFrom};
use std::path::Path;

use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, ImageResult};

use super::{Fault, MAX_PIXELS, MAX_SIDE};

/// The size of a picture as it is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dimensions {
    /// In pixels, after the EXIF orientation.
    pub width: u32,
    /// In pixels, after the EXIF orientation.
    pub height: u32,
}

/// What can be done with a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Pixels that stand still: variants can be made of it.
    Still,
    /// Moving pixels: a variant would show the first frame only.
    Animated,
    /// SVG: delivered as it is.
    Vector,
}

/// What the header of a picture says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its size as it is seen.
    pub dimensions: Dimensions,
    /// Whether variants can be made of it.
    pub kind: Kind,
    /// Whether it may have transparent parts: its fallback is then PNG, else JPEG.
    pub alpha: bool,
    /// Whether its metadata tells where it was taken.
    pub located: bool,
}

/// The size of the picture at `path`, from its header alone.
pub fn probe(path: &Path) -> Result<Dimensions, Fault> {
    header(path).map(|header| header.dimensions)
}

/// What the header of the picture at `path` says. The pixels are not read.
pub fn header(path: &Path) -> Result<Header, Fault> {
    let file = File::open(path).map_err(|error| Fault::unreadable(&error))?;
    read(BufReader::new(file))
}

/// What the header of a picture says.
pub(super) fn read(mut input: impl BufRead + Seek) -> Result<Header, Fault> {
    let start = input.fill_buf().map_err(|error| Fault::unreadable(&error))?;
    // The box that such a file begins with (ISO/IEC 14496-12, 4.3).
    if start.get(4..8) == Some(b"ftyp") {
        return Err(Fault::iso());
    }
    let format = image::guess_format(start).ok();
    let header = match format {
        Some(ImageFormat::Jpeg) => jpeg(&mut input)?,
        Some(ImageFormat::Gif) => gif(&mut input)?,
        Some(ImageFormat::Png) => png(input).map_err(|error| Fault::of(&error))?,
        Some(ImageFormat::WebP) => webp(input).map_err(|error| Fault::of(&error))?,
        Some(_) => return Err(Fault::unknown()),
        None => {
            let (width, height) = svg::size(&mut input)?;
            Header { dimensions: Dimensions { width, height }, kind: Kind::Vector, alpha: true, located: false }
        }
    };
    check(header.dimensions.width, header.dimensions.height)?;
    Ok(header)
}

/// How many bytes the pixels of a picture take when it is decoded and turned; none when it cannot be.
pub(crate) fn memory(bytes: &[u8]) -> u64 {
    /// Eight bits of red, green, blue and opacity, twice: before and after it is turned or its colours are converted.
    const A_PIXEL: u64 = 2 * 4;
    read(Cursor::new(bytes)).map_or(0, |Header { dimensions: Dimensions { width, height }, .. }| {
        u64::from(width) * u64::from(height) * A_PIXEL
    })
}

/// Whether a picture of this size may be decoded.
pub(super) fn check(width: u32, height: u32) -> Result<(), Fault> {
    if width == 0 || height == 0 {
        return Err(Fault::broken("it has no pixel"));
    }
    if width > MAX_SIDE || height > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Fault::too_large(width, height));
    }
    Ok(())
}

fn jpeg(input: &mut (impl BufRead + Seek)) -> Result<Header, Fault> {
    let jpeg::Header { size, orientation, located } = jpeg::header(input)?;
    let dimensions = oriented(size, orientation);
    Ok(Header { dimensions, kind: Kind::Still, alpha: false, located })
}

fn gif(input: &mut (impl BufRead + Seek)) -> Result<Header, Fault> {
    let ((width, height), frames) = gif::size(input)?;
    let kind = if frames > 1 { Kind::Animated } else { Kind::Still };
    Ok(Header { dimensions: Dimensions { width, height }, kind, alpha: true, located: false })
}

fn png(input: impl BufRead + Seek) -> ImageResult<Header> {
    let mut decoder = PngDecoder::new(input)?;
    let kind = if decoder.is_apng()? { Kind::Animated } else { Kind::Still };
    still(&mut decoder, kind)
}

fn webp(mut input: impl BufRead + Seek) -> ImageResult<Header> {
    input.seek(SeekFrom::Start(0))?;
    let mut decoder = WebPDecoder::new(input)?;
    let kind = if decoder.has_animation() { Kind::Animated } else { Kind::Still };
    still(&mut decoder, kind)
}

fn still(decoder: &mut impl ImageDecoder, kind: Kind) -> ImageResult<Header> {
    let orientation = decoder.orientation()?;
    let dimensions = oriented(decoder.dimensions(), orientation);
    let located = decoder.exif_metadata()?.is_some_and(|exif| exif::tells_a_place(&exif));
    Ok(Header { dimensions, kind, alpha: decoder.color_type().has_alpha(), located })
}

fn oriented((width, height): (u32, u32), orientation: Orientation) -> Dimensions {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    match orientation {
        Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH => Dimensions { width: height, height: width },
        _ => Dimensions { width, height },
    }
}
