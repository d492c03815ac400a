//! Contrast of two colours (WCAG 2.2, "relative luminance" and "contrast ratio"), and the nearest colour that has
//! enough.

use std::sync::LazyLock;

use crate::style::Color;

/// An opaque colour as a screen shows it: red, green and blue from 0 to 255.
pub type Rgb = [u8; 3];

/// The contrast ratio of two colours, from 1 to 21.
pub fn ratio(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The relative luminance of a colour, from 0 to 1.
pub fn luminance([r, g, b]: Rgb) -> f64 {
    let linear = |component: u8| LINEAR[usize::from(component)];
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// The colour as it is written in a style sheet: `#1a2b3c`.
pub fn hex([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// A ratio as people read it, rounded down so that what falls short is never shown as enough: `4.49`.
pub fn rounded(ratio: f64) -> String {
    format!("{:.2}", (ratio * 100.0).floor() / 100.0)
}

/// A colour without its alpha.
pub fn opaque(color: Color) -> Rgb {
    quantised([color.r, color.g, color.b])
}

/// Components from 0 to 1 as a screen shows them.
pub(super) fn quantised(rgb: [f32; 3]) -> Rgb {
    // The cast keeps to 0 and 255.
    rgb.map(|component| (component * 255.0 + 0.5) as u8)
}

/// The colour of the same hue that is nearest in lightness (Oklch, CSS Color 4, 9.2) and has the contrast `needed` with
/// each of `grounds`, after how far it is, from 0 to 1; nothing when there is none.
pub fn nearest(color: Rgb, grounds: &[Rgb], needed: f64) -> Option<(f64, Rgb)> {
    let [lightness, a, b] = oklab(color);
    let enough = |candidate: Rgb| grounds.iter().all(|ground| ratio(candidate, *ground) >= needed);
    let steps = |end: f64| {
        (1..=100).find_map(|step| {
            let share = f64::from(step) / 100.0;
            // Chroma fades towards black and white, where no colour has any.
            let faded = 1.0 - share * share;
            let candidate = rgb([lightness + (end - lightness) * share, a * faded, b * faded]);
            enough(candidate).then_some((((end - lightness) * share).abs(), candidate))
        })
    };
    [steps(0.0), steps(1.0)].into_iter().flatten().min_by(|x, y| x.0.total_cmp(&y.0))
}

static LINEAR: LazyLock<[f64; 256]> = LazyLock::new(|| {
    let mut linear = [0.0; 256];
    for (component, value) in (0_u8..=255).zip(linear.iter_mut()) {
        let encoded = f64::from(component) / 255.0;
        *value = if encoded <= 0.04045 { encoded / 12.92 } else { ((encoded + 0.055) / 1.055).powf(2.4) };
    }
    linear
});

/// sRGB to Oklab (CSS Color 4, 18, sample code).
pub fn oklab(color: Rgb) -> [f64; 3] {
    let [red, green, blue] = color.map(|component| LINEAR[usize::from(component)]);
    let long = (0.412_221_46 * red + 0.536_332_55 * green + 0.051_445_995 * blue).cbrt();
    let medium = (0.211_903_5 * red + 0.680_699_5 * green + 0.107_396_96 * blue).cbrt();
    let short = (0.088_302_46 * red + 0.281_718_85 * green + 0.629_978_7 * blue).cbrt();
    [
        0.210_454_26 * long + 0.793_617_8 * medium - 0.004_072_047 * short,
        1.977_998_5 * long - 2.428_592_2 * medium + 0.450_593_7 * short,
        0.025_904_037 * long + 0.782_771_77 * medium - 0.808_675_77 * short,
    ]
}

/// Oklab to linear sRGB; a component outside of 0 to 1 is a colour that sRGB does not have.
pub fn linear([lightness, a, b]: [f64; 3]) -> [f64; 3] {
    let long = (lightness + 0.396_337_78 * a + 0.215_803_76 * b).powi(3);
    let medium = (lightness - 0.105_561_346 * a - 0.063_854_17 * b).powi(3);
    let short = (lightness - 0.089_484_18 * a - 1.291_485_5 * b).powi(3);
    [
        4.076_741_7 * long - 3.307_711_6 * medium + 0.230_969_94 * short,
        -1.268_438 * long + 2.609_757_4 * medium - 0.341_319_38 * short,
        -0.004_196_086_3 * long - 0.703_418_6 * medium + 1.707_614_7 * short,
    ]
}

/// Oklab to sRGB, clipped to it.
pub fn rgb(oklab: [f64; 3]) -> Rgb {
    linear(oklab).map(|value| {
        let value = value.clamp(0.0, 1.0);
        let encoded = if value <= 0.003_130_8 { value * 12.92 } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 };
        (encoded * 255.0).round() as u8
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_those_of_wcag() {
        assert!((ratio([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
        assert!((ratio([119; 3], [255; 3]) - 4.478).abs() < 1e-3);
        assert_eq!(rounded(4.499_9), "4.49");
        assert_eq!(hex([0, 171, 9]), "#00ab09");
    }

    #[test]
    fn the_nearest_colour_is_enough_and_near() {
        let (_, near) = nearest([119; 3], &[[255; 3]], 4.5).expect("black would do");
        assert!(ratio(near, [255; 3]) >= 4.5 && near[0] > 110, "{near:?}");
        let (_, light) = nearest([90, 90, 160], &[[20, 20, 40]], 4.5).expect("white would do");
        assert!(ratio(light, [20, 20, 40]) >= 4.5 && light[2] > light[0], "{light:?}");
        assert_eq!(nearest([119; 3], &[[255; 3], [0; 3]], 7.0), None);
    }
}
