//! Pixels of a drawing, as an indexed PNG: flat colours weigh little there.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use kurbo::{BezPath, PathEl};
use tiny_skia::{Color, FillRule, LineCap, Paint, Path, PathBuilder, Pixmap, PremultipliedColorU8, Stroke, Transform};

use super::drawing::{Colors, Drawing, Rgb, Shape};

/// How many colours the picture has at most: those of the drawing, and what their edges blend to.
const MOST_COLORS: usize = 12;

/// The drawing in these colours, so large that it covers `width` by `height` pixels, cut to them around its middle.
/// Nothing when there is not a pixel to draw.
pub fn png(drawing: &Drawing, colors: &Colors, (width, height): (u32, u32)) -> Option<Vec<u8>> {
    let mut pixels = Pixmap::new(width, height)?;
    pixels.fill(Color::WHITE);
    let (own_width, own_height) = (drawing.size.0 as f32, drawing.size.1 as f32);
    let (width_there, height_there) = (width as f32, height as f32);
    let scale = (width_there / own_width).max(height_there / own_height);
    let place = Transform::from_scale(scale, scale)
        .post_translate((width_there - own_width * scale) / 2.0, (height_there - own_height * scale) / 2.0);
    for shape in &drawing.shapes {
        draw(&mut pixels, shape, colors, place)?;
    }
    let runs = runs(&pixels);
    let palette = palette(&runs);
    encode(&indices(&runs, &palette), &palette, (width, height))
}

fn draw(pixels: &mut Pixmap, shape: &Shape, colors: &Colors, place: Transform) -> Option<()> {
    let path = path(&shape.path)?;
    let [r, g, b] = shape.ink.rgb(colors);
    let mut paint = Paint::default();
    paint.set_color_rgba8(r, g, b, u8::MAX);
    match shape.line {
        None => pixels.fill_path(&path, &paint, FillRule::Winding, place, None),
        Some(tenths) => {
            let stroke = Stroke { width: tenths as f32 / 10.0, line_cap: LineCap::Butt, ..Stroke::default() };
            pixels.stroke_path(&path, &paint, &stroke, place, None);
        }
    }
    Some(())
}

/// The `d` of an SVG path as curves.
fn path(d: &str) -> Option<Path> {
    let mut builder = PathBuilder::new();
    let at = |point: kurbo::Point| (point.x as f32, point.y as f32);
    for element in BezPath::from_svg(d).ok()? {
        match element {
            PathEl::MoveTo(to) => builder.move_to(at(to).0, at(to).1),
            PathEl::LineTo(to) => builder.line_to(at(to).0, at(to).1),
            PathEl::QuadTo(by, to) => builder.quad_to(at(by).0, at(by).1, at(to).0, at(to).1),
            PathEl::CurveTo(by, then, to) => {
                builder.cubic_to(at(by).0, at(by).1, at(then).0, at(then).1, at(to).0, at(to).1);
            }
            PathEl::ClosePath => builder.close(),
        }
    }
    builder.finish()
}

/// The pixels from left to right and from the top down: each colour with how many follow in it.
fn runs(pixels: &Pixmap) -> Vec<(Rgb, usize)> {
    let run = |run: &[PremultipliedColorU8]| ([run[0].red(), run[0].green(), run[0].blue()], run.len());
    pixels.pixels().chunk_by(PartialEq::eq).map(run).collect()
}

/// The colours that most pixels have, the commonest first.
fn palette(runs: &[(Rgb, usize)]) -> Vec<Rgb> {
    let mut counts: BTreeMap<Rgb, usize> = BTreeMap::new();
    for (color, length) in runs {
        *counts.entry(*color).or_default() += length;
    }
    let mut counts: Vec<(Rgb, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts.into_iter().take(MOST_COLORS).map(|(color, _)| color).collect()
}

/// For each pixel, which colour of the palette is the nearest.
fn indices(runs: &[(Rgb, usize)], palette: &[Rgb]) -> Vec<u8> {
    let apart = |a: &Rgb, b: &Rgb| (0..3).map(|part| i32::from(a[part].abs_diff(b[part])).pow(2)).sum::<i32>();
    let mut known: BTreeMap<Rgb, u8> = BTreeMap::new();
    let nearest = |pixel: &Rgb| {
        let nearest = palette.iter().enumerate().min_by_key(|(_, color)| apart(pixel, color));
        nearest.map_or(0, |(index, _)| index as u8)
    };
    let mut indices = Vec::new();
    for (color, length) in runs {
        let index = *known.entry(*color).or_insert_with(|| nearest(color));
        indices.resize(indices.len() + length, index);
    }
    indices
}

/// At most 16 colours are four bits a pixel.
fn encode(indices: &[u8], palette: &[Rgb], (width, height): (u32, u32)) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Four);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().ok()?;
    let row = |row: &[u8]| row.chunks(2).map(|two| two[0] << 4 | two.get(1).unwrap_or(&0)).collect::<Vec<u8>>();
    let packed: Vec<u8> = indices.chunks(width as usize).flat_map(row).collect();
    writer.write_image_data(&packed).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}
