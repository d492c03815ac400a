//! Tests of pictures: headers, orientation, limits, encoding.

use std::io::{Cursor, Read as _};

use image::{DynamicImage, GenericImageView, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::header::read;
use super::*;

/// 40 × 20, red on the left and blue on the right.
fn halves() -> RgbImage {
    RgbImage::from_fn(40, 20, |x, _| if x < 20 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) })
}

fn saved(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).expect("written");
    bytes.into_inner()
}

/// A JPEG with an EXIF segment that says only how to turn it.
fn turned(orientation: u8) -> Vec<u8> {
    let jpeg = saved(halves(), ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

fn header_of(bytes: &[u8]) -> Result<Header, Fault> {
    read(Cursor::new(bytes))
}

fn size_of(bytes: &[u8]) -> (u32, u32) {
    let dimensions = header_of(bytes).expect("a picture").dimensions;
    (dimensions.width, dimensions.height)
}

fn recipe(width: u32, format: Format) -> Recipe {
    Recipe {
        source: "media/a.jpg".into(),
        frame: Frame::Whole(width),
        format,
        aim: Aim::of(width, (70, 50), 120_000),
        effort: Effort::Full,
    }
}

fn made(bytes: &[u8], width: u32, format: Format) -> DynamicImage {
    let bytes = encode(bytes, &recipe(width, format)).expect("encoded");
    image::load_from_memory(&bytes).expect("a picture")
}

/// A stream of bytes that is the same every time.
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    blake3::Hasher::new().update(&seed.to_le_bytes()).finalize_xof().fill(&mut bytes);
    bytes
}

#[test]
fn the_size_is_the_one_seen() {
    assert_eq!(size_of(&saved(halves(), ImageFormat::Jpeg)), (40, 20));
    assert_eq!(size_of(&turned(1)), (40, 20));
    assert_eq!(size_of(&turned(3)), (40, 20));
    assert_eq!(size_of(&turned(6)), (20, 40));
    assert_eq!(size_of(&turned(8)), (20, 40));
    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        assert_eq!(size_of(&saved(DynamicImage::from(halves()).into_rgba8(), format)), (40, 20));
    }
}

#[test]
fn the_orientation_is_applied() {
    let image = made(&turned(6), 20, Format::Png);
    assert_eq!(image.dimensions(), (20, 40));
    assert_eq!(image.get_pixel(10, 2).0, [254, 0, 0, 255]);
    assert_eq!(image.get_pixel(10, 37).0, [0, 0, 254, 255]);
}

#[test]
fn the_metadata_is_dropped() {
    let bytes = encode(&turned(6), &recipe(20, Format::Jpeg)).expect("encoded");
    assert!(!bytes.windows(4).any(|window| window == b"Exif"));
    assert_eq!(size_of(&bytes), (20, 40));
}

/// A PNG with a chunk of this type after its header.
fn with_chunk(png: &[u8], kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(&kind);
    crc.update(data);
    let length = u32::try_from(data.len()).expect("short").to_be_bytes();
    [&png[..33], &length, &kind, data, &crc.sum().to_be_bytes(), &png[33..]].concat()
}

/// Files that say that they are huge, in the fewest bytes.
fn bombs() -> Vec<Vec<u8>> {
    let mut png = saved(halves(), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let mut crc = flate2::Crc::new();
    crc.update(&png[12..29]);
    png[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    let mut gif = saved(DynamicImage::from(halves()).into_rgba8(), ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xff; 4]);
    let mut jpeg = saved(halves(), ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|two| two == [0xff, 0xc0]).expect("a frame");
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff; 4]);
    let mut webp = saved(halves(), ImageFormat::WebP);
    let at = webp.windows(4).position(|four| four == b"VP8L").expect("a frame") + 9;
    webp[at..at + 4].copy_from_slice(&[0xfe, 0xbf, 0xff, 0x0f]);
    vec![png, gif, jpeg, webp]
}

#[test]
fn a_bomb_is_told_by_its_header_and_never_decoded() {
    let sizes = [(60_000, 60_000), (65_535, 65_535), (65_535, 65_535), (16_383, 16_383)];
    for (bomb, (width, height)) in bombs().iter().zip(sizes) {
        let fault = header_of(bomb).expect_err("too large");
        assert_eq!(fault.message, format!("the picture is {width} × {height} pixels, more than can be decoded safely"));
        assert!(encode(bomb, &recipe(10, Format::Png)).is_err());
        assert_eq!(memory(bomb), 0);
    }
}

#[test]
fn a_profile_that_unfolds_without_end_costs_a_profile_at_most() {
    let mut zeros = flate2::write::ZlibEncoder::new(b"a\0\0".to_vec(), flate2::Compression::best());
    std::io::copy(&mut std::io::repeat(0).take(64 << 20), &mut zeros).expect("written");
    let bomb = with_chunk(&saved(halves(), ImageFormat::Png), *b"iCCP", &zeros.finish().expect("written"));
    assert!(bomb.len() < 1 << 20);
    if let Ok(bytes) = encode(&bomb, &recipe(10, Format::Png)) {
        assert_eq!(size_of(&bytes), (10, 5));
    }
}

#[test]
fn a_profile_becomes_srgb_and_is_not_delivered() {
    use image::ImageEncoder as _;
    let mut png = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut png);
    encoder.set_icc_profile(moxcms::ColorProfile::new_display_p3().encode().expect("a profile")).expect("taken");
    let red = RgbImage::from_pixel(8, 8, Rgb([234, 51, 35]));
    DynamicImage::from(red).write_with_encoder(encoder).expect("written");
    let bytes = encode(&png, &recipe(8, Format::Png)).expect("encoded");
    assert!(png.windows(4).any(|four| four == b"iCCP") && !bytes.windows(4).any(|four| four == b"iCCP"));
    let Rgba([r, g, b, _]) = image::load_from_memory(&bytes).expect("a picture").get_pixel(4, 4);
    assert!(r >= 254 && g <= 3 && b <= 3, "{r} {g} {b}");
}

#[test]
fn transparency_is_kept_where_it_can_be() {
    let glass = RgbaImage::from_fn(8, 8, |x, _| Rgba([200, 0, 0, if x < 4 { 0 } else { 255 }]));
    let png = saved(glass, ImageFormat::Png);
    assert!(header_of(&png).expect("a picture").alpha);
    for format in [Format::Png, Format::WebP] {
        let image = made(&png, 4, format);
        assert_eq!(image.get_pixel(0, 1).0[3], 0);
        assert_eq!(image.get_pixel(3, 1).0[3], 255);
        assert!(image.get_pixel(3, 1).0[0] > 180, "no dark fringe");
    }
    assert!(encode(&png, &recipe(4, Format::Avif)).is_ok());
    let fault = encode(&png, &recipe(4, Format::Jpeg)).expect_err("no alpha in JPEG");
    assert!(fault.message.contains("transparent"));
    let opaque = RgbaImage::from_pixel(8, 8, Rgba([1, 2, 3, 255]));
    assert!(encode(&saved(opaque, ImageFormat::Png), &recipe(4, Format::Jpeg)).is_ok());
}

#[test]
fn nothing_is_enlarged_and_every_variant_comes_in_order() {
    let png = saved(halves(), ImageFormat::Png);
    let recipes = [recipe(10, Format::Avif), recipe(99, Format::Png), recipe(10, Format::Png)];
    let all = encode_source(&png, &recipes.each_ref(), |_, made| made);
    assert_eq!(&all[0].as_ref().expect("avif")[4..12], b"ftypavif");
    assert_eq!(size_of(all[1].as_ref().expect("png")), (40, 20));
    assert_eq!(size_of(all[2].as_ref().expect("png")), (10, 5));
    assert_eq!(encode(&png, &recipes[0]), all[0]);
}

#[test]
fn a_name_changes_with_the_bytes_and_the_recipe_only() {
    let source = SourcePath::new("media/Été à  l’Estran !.JPG");
    let content = blake3::hash(b"one");
    let recipe = recipe(800, Format::Avif);
    let name = file_name(&source, &content, &recipe);
    assert_eq!(name, "ete-a-l-estran-800.e8a69ba7.avif");
    assert_ne!(name, file_name(&source, &blake3::hash(b"two"), &recipe));
    let wider = Recipe { frame: Frame::Whole(801), ..recipe };
    assert_ne!(name[19..], file_name(&source, &content, &wider)[19..]);
    assert!(file_name(&"media/…".into(), &content, &wider).starts_with("picture-801."));
}

#[test]
fn moving_pictures_are_told_apart() {
    let still = saved(DynamicImage::from(halves()).into_rgba8(), ImageFormat::Gif);
    assert_eq!(header_of(&still).expect("a picture").kind, Kind::Still);
    let mut moving = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut moving);
    let frame = || image::Frame::new(RgbaImage::from_pixel(4, 4, Rgba([9, 9, 9, 255])));
    encoder.encode_frames([frame(), frame()]).expect("written");
    drop(encoder);
    assert_eq!(header_of(&moving).expect("a picture").kind, Kind::Animated);
}

#[test]
fn an_svg_says_its_size_in_one_way_or_another() {
    let size = |text: &str| header_of(text.as_bytes()).map(|h| (h.dimensions.width, h.dimensions.height));
    assert_eq!(size("<svg width='12' height=\"8px\"/>"), Ok((12, 8)));
    assert_eq!(size("<svg viewBox='0 0 300 200' width=\"100%\">"), Ok((300, 200)));
    assert_eq!(size("<svg viewBox='0,0,300,200' width='30'>"), Ok((30, 20)));
    let long = "\u{feff}<?xml version='1.0'?>\n<!-- <svg> --><!DOCTYPE svg [ <!ENTITY a '>'> ]>\
                <s:svg xmlns:s='http://www.w3.org/2000/svg' height='1in' width='2.54cm'>";
    assert_eq!(size(long), Ok((96, 96)));
    assert_eq!(size("<svg>").expect_err("no size").message, "the SVG picture says nothing of its size");
    assert_eq!(size("<html width='3' height='3'>"), Err(Fault::unknown()));
}

#[test]
fn what_is_no_picture_is_said_to_be_none() {
    assert_eq!(header_of(b"%PDF-1.7"), Err(Fault::unknown()));
    assert_eq!(encode(b"%PDF-1.7", &recipe(1, Format::Png)), Err(Fault::unknown()));
    let half = &saved(halves(), ImageFormat::Png)[..60];
    let fault = encode(half, &recipe(1, Format::Png)).expect_err("cut short");
    assert!(fault.message.starts_with("the picture is damaged"), "{fault}");
}

/// A picture in which each part is another.
fn meadow(format: ImageFormat) -> Vec<u8> {
    let grey = noise(2, 128 * 96);
    saved(RgbImage::from_fn(128, 96, |x, y| Rgb([x as u8, y as u8 + 90, grey[(y * 128 + x) as usize] / 2])), format)
}

#[test]
fn a_picture_that_was_cut_short_is_damaged() {
    let progressive = encode(&meadow(ImageFormat::Png), &recipe(128, Format::Jpeg)).expect("encoded");
    let lossy = encode(&meadow(ImageFormat::Png), &recipe(128, Format::WebP)).expect("encoded");
    let [jpeg, png, webp] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP].map(meadow);
    let pictures = [("JPEG", jpeg), ("progressive", progressive), ("PNG", png), ("WebP", webp), ("lossy WebP", lossy)];
    for (name, picture) in &pictures {
        assert!(encode(picture, &recipe(9, Format::Png)).is_ok(), "{name}");
        for percent in [40, 50, 75, 90, 97] {
            let cut = &picture[..picture.len() * percent / 100];
            let fault = encode(cut, &recipe(9, Format::Png)).err().map(|fault| fault.message);
            let is_told = fault.as_ref().is_some_and(|message| message.starts_with("the picture is damaged: "));
            assert!(is_told, "{percent} % of {name}: {fault:?}");
        }
    }
}

#[test]
fn a_jpeg_that_has_all_its_data_is_whole() {
    let progressive = encode(&meadow(ImageFormat::Png), &recipe(128, Format::Jpeg)).expect("encoded");
    for (name, jpeg) in [("baseline", meadow(ImageFormat::Jpeg)), ("progressive", progressive), ("small", turned(6))] {
        let whole = encode(&jpeg, &recipe(99, Format::Png)).expect("encoded");
        let end = jpeg.len() - 2;
        assert_eq!(jpeg[end..], [0xff, 0xd9]);
        // Without the marker of the end or half of it, with what cameras and editors put after it.
        let thumbnail = turned(1);
        for bytes in
            [&jpeg[..end], &jpeg[..=end], &[&jpeg, &noise(3, 5000)[..]].concat(), &[&jpeg[..], &thumbnail].concat()]
        {
            let again = encode(bytes, &recipe(99, Format::Png));
            assert!(again == Ok(whole.clone()), "{name}, {} of {} bytes: {:?}", bytes.len(), jpeg.len(), again.err());
        }
    }
    // A small picture that it holds has an end of its own.
    let small = turned(1);
    let length = u16::try_from(small.len() + 2).expect("short").to_be_bytes();
    let jpeg = meadow(ImageFormat::Jpeg);
    let holding = [&jpeg[..2], &[0xff, 0xe2], &length, &small, &jpeg[2..]].concat();
    assert!(encode(&holding, &recipe(9, Format::Png)).is_ok());
    assert!(encode(&holding[..holding.len() * 2 / 3], &recipe(9, Format::Png)).is_err());
}

#[test]
fn garbage_never_panics() {
    let rgba = DynamicImage::from(halves()).into_rgba8();
    let mut seeds = vec![Vec::new(), b"<svg viewBox='0 0 1 1' width='1e999'/>".to_vec(), turned(6)];
    for format in [ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        seeds.push(saved(rgba.clone(), format));
    }
    for seed in 0..600 {
        let dice = noise(seed, 16);
        let mut bytes = seeds[seed as usize % seeds.len()].clone();
        for change in dice.chunks(4).take(1 + usize::from(dice[15] % 4)) {
            let at = usize::from(u16::from_le_bytes([change[0], change[1]]));
            if let Some(byte) = bytes.get_mut(at % 400) {
                *byte = change[2];
            }
        }
        bytes.truncate(if dice[14] < 60 { usize::from(dice[13]) } else { usize::MAX });
        bytes.extend(noise(seed, usize::from(dice[12])));
        let _ = header_of(&bytes);
        let _ = encode(&bytes, &recipe(7, Format::Png));
    }
}

#[test]
fn the_quality_follows_the_picture() {
    let grey = noise(1, 96 * 96);
    let leaves = RgbImage::from_fn(96, 96, |x, y| Rgb([(x + y / 2) as u8 + grey[(y * 96 + x) as usize] / 4; 3]));
    let meadow = RgbImage::from_fn(96, 96, |x, y| Rgb([(x * 2) as u8, (y * 2) as u8, (x + y) as u8]));
    for format in [Format::Avif, Format::WebP] {
        let weight = |image: &RgbImage, aim| {
            let recipe = Recipe { aim, ..recipe(96, format) };
            encode(&saved(image.clone(), ImageFormat::Png), &recipe).expect("encoded").len()
        };
        let free = Aim::of(96, (70, 50), 100_000_000);
        let (hard, easy) = (weight(&leaves, free), weight(&meadow, free));
        assert!(hard > easy * 2, "{format:?}: {hard}, {easy}");
        let capped = weight(&leaves, Aim::of(96, (70, 50), 1));
        assert!(capped < hard, "{format:?}: {capped}, {hard}");
    }
}

#[test]
fn a_picture_looks_as_wanted() {
    let meadow = RgbImage::from_fn(128, 96, |x, y| {
        let wave = ((x as f32 / 7.0).sin() * (y as f32 / 5.0).cos() * 40.0) as i32;
        Rgb([(100 + wave) as u8, (140 + wave / 2) as u8, (60 - wave) as u8])
    });
    let bytes = saved(meadow, ImageFormat::Png);
    for wanted in [60, 80] {
        let recipe = Recipe { aim: Aim::of(128, (wanted, 30), 100_000_000), ..recipe(128, Format::WebP) };
        let score = score(&bytes, &encode(&bytes, &recipe).expect("encoded")).expect("a score");
        assert!((score - f64::from(wanted)).abs() < 4.0, "{wanted}: {score}");
    }
}

#[test]
fn a_drawing_is_kept_without_loss_where_that_is_lighter() {
    let drawing =
        RgbImage::from_fn(
            64,
            64,
            |x, y| if (x / 16 + y / 16) % 2 == 0 { Rgb([10, 77, 94]) } else { Rgb([250, 250, 240]) },
        );
    let image = made(&saved(drawing.clone(), ImageFormat::Png), 64, Format::WebP);
    assert_eq!(image.into_rgb8(), drawing);
}
