//! AVIF, with the encoder driven frame by frame: what it reconstructs says how the picture will look, so that nothing has
//! to be decoded to judge it.

use avif_serialize::{Aviffy, constants};
use image::{DynamicImage, RgbaImage};
use rav1e::prelude::{
    BlockSize, ChromaSamplePosition, ChromaSampling, ColorDescription, ColorPrimaries, Config, Context, EncoderConfig,
    EncoderStatus, Frame, MatrixCoefficients, PartitionRange, PixelRange, PredictionModesSetting, Rational,
    SceneDetectionSpeed, SpeedSettings, TransferCharacteristics, Tune,
};

use crate::asset::picture::Fault;

/// How fast a picture is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speed {
    /// Four times faster, a tenth heavier: looks nearly the same at the same quality.
    Sketch,
    /// For good.
    Final,
}

/// A picture as encoded, and as it will be seen.
#[derive(Debug)]
pub(super) struct Encoded {
    pub(super) bytes: Vec<u8>,
    pub(super) seen: DynamicImage,
}

/// Bits a sample. Ten give smoother skies than eight, in the same bytes.
const BITS: usize = 10;
const MAX: f32 = ((1 << BITS) - 1) as f32;
const MIDDLE: f32 = (1 << (BITS - 1)) as f32;
const SCALE: f32 = MAX / 255.0;

/// The weights of red, green and blue in luma (ITU-R BT.601).
const RED: f32 = 0.299;
const GREEN: f32 = 0.587;
const BLUE: f32 = 0.114;

/// Encodes a picture with a quantizer from 0, the best, to 255.
pub(super) fn encode(image: &DynamicImage, quantizer: u8, speed: Speed) -> Result<Encoded, Fault> {
    let (width, height) = (image.width() as usize, image.height() as usize);
    let pixels = image.to_rgba8();
    let settings = |chroma_sampling, color_description| EncoderConfig {
        width,
        height,
        time_base: Rational::new(1, 1),
        sample_aspect_ratio: Rational::new(1, 1),
        bit_depth: BITS,
        chroma_sampling,
        chroma_sample_position: ChromaSamplePosition::Unknown,
        pixel_range: PixelRange::Full,
        color_description,
        mastering_display: None,
        content_light: None,
        enable_timing_info: false,
        still_picture: true,
        error_resilient: false,
        switch_frame_interval: 0,
        min_key_frame_interval: 0,
        max_key_frame_interval: 0,
        reservoir_frame_delay: None,
        low_latency: false,
        quantizer: usize::from(quantizer),
        min_quantizer: quantizer,
        bitrate: 0,
        tune: Tune::Psychovisual,
        tile_cols: 0,
        tile_rows: 0,
        // One: the bytes must not depend on how many cores there are.
        tiles: 1,
        film_grain_params: None,
        level_idx: None,
        speed_settings: settings_of(speed),
    };
    let srgb = ColorDescription {
        transfer_characteristics: TransferCharacteristics::SRGB,
        color_primaries: ColorPrimaries::BT709,
        matrix_coefficients: MatrixCoefficients::BT601,
    };
    let planes = planes(&pixels);
    let (color, frame) = still(settings(ChromaSampling::Cs444, Some(srgb)), &planes)?;
    let alpha = if image.color().has_alpha() {
        let opacity: Vec<u16> = pixels.pixels().map(|pixel| (f32::from(pixel[3]) * SCALE).round() as u16).collect();
        Some(still(settings(ChromaSampling::Cs400, None), &[opacity])?)
    } else {
        None
    };
    let bytes = Aviffy::new().matrix_coefficients(constants::MatrixCoefficients::Bt601).to_vec(
        &color,
        alpha.as_ref().map(|(bytes, _)| bytes.as_slice()),
        width as u32,
        height as u32,
        BITS as u8,
    );
    let opacity = alpha.as_ref().map(|(_, frame)| frame);
    Ok(Encoded { bytes, seen: seen(&frame, opacity, image.width(), image.height()) })
}

fn settings_of(speed: Speed) -> SpeedSettings {
    let preset = match speed {
        Speed::Sketch => 10,
        Speed::Final => 6,
    };
    let mut settings = SpeedSettings::from_preset(preset);
    // There is one frame: nothing moves.
    settings.multiref = false;
    settings.rdo_lookahead_frames = 1;
    settings.scene_detection_mode = SceneDetectionSpeed::None;
    settings.motion.include_near_mvs = false;
    settings.motion.use_satd_subpel = false;
    settings.prediction.prediction_modes = PredictionModesSetting::Simple;
    let last = speed == Speed::Final;
    settings.prediction.fine_directional_intra = last;
    settings.transform.reduced_tx_set = !last;
    settings.transform.enable_inter_tx_split = !last;
    settings.transform.tx_domain_rate = !last;
    settings.transform.rdo_tx_decision = false;
    settings.fast_deblock = !last;
    settings.lrf = last;
    settings.cdef = last;
    let smallest = if last { BlockSize::BLOCK_8X8 } else { BlockSize::BLOCK_16X16 };
    settings.partition.partition_range = PartitionRange::new(smallest, BlockSize::BLOCK_16X16);
    settings
}

/// The bytes of one still frame, and the frame as a decoder will give it.
fn still(settings: EncoderConfig, planes: &[Vec<u16>]) -> Result<(Vec<u8>, Frame<u16>), Fault> {
    let width = settings.width;
    let config = Config::new().with_encoder_config(settings);
    let mut context: Context<u16> = config.new_context().map_err(Fault::broken)?;
    let mut frame = context.new_frame();
    for (plane, samples) in frame.planes.iter_mut().zip(planes) {
        let stride = plane.cfg.stride;
        for (row, samples) in plane.data_origin_mut().chunks_mut(stride).zip(samples.chunks_exact(width)) {
            row[..width].copy_from_slice(samples);
        }
    }
    context.send_frame(frame).map_err(Fault::broken)?;
    context.flush();
    let (mut bytes, mut shown) = (Vec::new(), None);
    loop {
        match context.receive_packet() {
            Ok(packet) => {
                bytes.extend(packet.data);
                shown = packet.rec.or(shown);
            }
            Err(EncoderStatus::Encoded) => {}
            Err(EncoderStatus::LimitReached) => break,
            Err(error) => return Err(Fault::broken(error)),
        }
    }
    let shown = shown.ok_or_else(|| Fault::broken("the encoder gave no frame"))?;
    Ok((bytes, std::sync::Arc::unwrap_or_clone(shown)))
}

/// Luma and both chromas.
fn planes(pixels: &RgbaImage) -> [Vec<u16>; 3] {
    let mut planes = [(); 3].map(|()| Vec::with_capacity(pixels.len() / 4));
    for pixel in pixels.pixels() {
        let [r, g, b, _] = pixel.0.map(|sample| f32::from(sample) * SCALE);
        let luma = RED * r + GREEN * g + BLUE * b;
        let blue = (b - luma) * (0.5 / (1.0 - BLUE)) + MIDDLE;
        let red = (r - luma) * (0.5 / (1.0 - RED)) + MIDDLE;
        for (plane, sample) in planes.iter_mut().zip([luma, blue, red]) {
            plane.push(sample.round().clamp(0.0, MAX) as u16);
        }
    }
    planes
}

/// A frame as it is seen.
fn seen(frame: &Frame<u16>, opacity: Option<&Frame<u16>>, width: u32, height: u32) -> DynamicImage {
    let rows = |frame: &Frame<u16>, plane: usize| -> Vec<Vec<u16>> {
        frame.planes[plane].rows_iter().take(height as usize).map(|row| row[..width as usize].to_vec()).collect()
    };
    let (luma, blue, red) = (rows(frame, 0), rows(frame, 1), rows(frame, 2));
    let alpha = opacity.map(|frame| rows(frame, 0));
    let to_byte = |sample: f32| (sample / SCALE).round().clamp(0.0, 255.0) as u8;
    let image = RgbaImage::from_fn(width, height, |x, y| {
        let at = |plane: &[Vec<u16>]| f32::from(plane[y as usize][x as usize]);
        let (luma, blue, red) = (at(&luma), at(&blue) - MIDDLE, at(&red) - MIDDLE);
        let r = luma + red * (1.0 - RED) * 2.0;
        let b = luma + blue * (1.0 - BLUE) * 2.0;
        let g = (luma - RED * r - BLUE * b) / GREEN;
        let a = alpha.as_deref().map_or(u8::MAX, |alpha| to_byte(at(alpha)));
        image::Rgba([to_byte(r), to_byte(g), to_byte(b), a])
    });
    let image = DynamicImage::from(image);
    if alpha.is_some() { image } else { image.into_rgb8().into() }
}
