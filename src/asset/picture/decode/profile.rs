//! Colours of other profiles, as sRGB has them: browsers take a picture without a profile to be in sRGB, and a profile
//! weighs as much as a small picture.

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// The picture in sRGB; as it is when its profile cannot be read, or is not one of red, green and blue.
pub(super) fn to_srgb(image: DynamicImage, profile: &[u8]) -> DynamicImage {
    converted(&image, profile).unwrap_or(image)
}

fn converted(image: &DynamicImage, profile: &[u8]) -> Option<DynamicImage> {
    let source = ColorProfile::new_from_slice(profile).ok()?;
    if source.color_space != DataColorSpace::Rgb {
        return None;
    }
    let layout = if image.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let transform =
        source.create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, TransformOptions::default()).ok()?;
    let image = if image.color().has_alpha() {
        DynamicImage::from(image.to_rgba8())
    } else {
        DynamicImage::from(image.to_rgb8())
    };
    let mut converted = vec![0; image.as_bytes().len()];
    transform.transform(image.as_bytes(), &mut converted).ok()?;
    let (width, height) = (image.width(), image.height());
    if layout == Layout::Rgba {
        image::RgbaImage::from_raw(width, height, converted).map(DynamicImage::from)
    } else {
        image::RgbImage::from_raw(width, height, converted).map(DynamicImage::from)
    }
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    use super::*;

    #[test]
    fn a_wide_red_is_that_of_srgb() {
        let profile = ColorProfile::new_display_p3().encode().expect("a profile");
        let red = RgbImage::from_pixel(2, 2, Rgb([234, 51, 35]));
        let image = to_srgb(red.into(), &profile).into_rgb8();
        // What is 234, 51, 35 in Display P3 is the pure red of sRGB.
        let Rgb([r, g, b]) = *image.get_pixel(0, 0);
        assert!(r >= 254 && g <= 3 && b <= 3, "{r} {g} {b}");
        let glass = RgbaImage::from_pixel(2, 2, Rgba([234, 51, 35, 7]));
        assert_eq!(to_srgb(glass.into(), &profile).into_rgba8().get_pixel(1, 1)[3], 7);
    }

    #[test]
    fn what_is_no_profile_changes_nothing() {
        let image = DynamicImage::from(RgbImage::from_pixel(2, 2, Rgb([1, 2, 3])));
        for profile in [&b""[..], b"not a profile", &[0; 200]] {
            assert_eq!(to_srgb(image.clone(), profile), image);
        }
    }
}
