//! AVIF, with the encoder driven frame by frame: what it reconstructs says how the picture will look, so that nothing
//! has to be decoded to judge it.

use avif_serialize::{Aviffy, constants};
use image::DynamicImage;
use rav1e::prelude::{
    BlockSize, ChromaSamplePosition, ChromaSampling, ColorDescription, ColorPrimaries, Config, Context, EncoderConfig,
    EncoderStatus, Frame, MatrixCoefficients, PartitionRange, PixelRange, PredictionModesSetting, Rational,
    SceneDetectionSpeed, SpeedSettings, TransferCharacteristics, Tune,
};

use super::planes::{BITS, Chroma, Plane, opacity, planes, seen};
use crate::asset::picture::Fault;

/// How fast a picture is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speed {
    /// Nearly three times faster and a few percent heavier: at the same quality its score is within three points.
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

/// Encodes a picture with a quantizer from 0, the best, to 255.
pub(super) fn encode(image: &DynamicImage, quantizer: u8, chroma: Chroma, speed: Speed) -> Result<Encoded, Fault> {
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
    let planes = planes(&pixels, chroma);
    let (sampling, profile) = match chroma {
        Chroma::Full => (ChromaSampling::Cs444, 1),
        Chroma::Half => (ChromaSampling::Cs420, 0),
    };
    let (color, frame) = still(settings(sampling, Some(srgb)), &planes)?;
    let alpha = if image.color().has_alpha() {
        Some(still(settings(ChromaSampling::Cs400, None), &[opacity(&pixels)])?)
    } else {
        None
    };
    let mut file = Aviffy::new();
    file.set_matrix_coefficients(constants::MatrixCoefficients::Bt601);
    file.set_seq_profile(profile).set_chroma_subsampling((chroma == Chroma::Half, chroma == Chroma::Half));
    let (alpha, shown) = alpha.as_ref().map(|(bytes, frame)| (bytes.as_slice(), frame)).unzip();
    let bytes = file.to_vec(&color, alpha, width as u32, height as u32, BITS as u8);
    Ok(Encoded { bytes, seen: seen(&frame, chroma, shown, (image.width(), image.height())) })
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
    settings.transform.enable_inter_tx_split = false;
    // Costs guessed from the transform spoil what stands at the right and lower edges, in blocks cut by them.
    settings.transform.tx_domain_rate = false;
    settings.transform.rdo_tx_decision = false;
    settings.fast_deblock = !last;
    settings.lrf = last;
    settings.cdef = last;
    // Measured on 18 photographs at scores from 55 to 80: lighter by a twentieth than up to 16 x 16, and no lighter up
    // to 64 x 64.
    settings.partition.partition_range = PartitionRange::new(BlockSize::BLOCK_8X8, BlockSize::BLOCK_32X32);
    settings
}

/// The bytes of one still frame, and the frame as a decoder will give it.
fn still(settings: EncoderConfig, planes: &[Plane]) -> Result<(Vec<u8>, Frame<u16>), Fault> {
    let config = Config::new().with_encoder_config(settings);
    let mut context: Context<u16> = config.new_context().map_err(Fault::broken)?;
    let mut frame = context.new_frame();
    for (plane, Plane { width, samples }) in frame.planes.iter_mut().zip(planes) {
        let stride = plane.cfg.stride;
        for (row, samples) in plane.data_origin_mut().chunks_mut(stride).zip(samples.chunks_exact(*width)) {
            row[..*width].copy_from_slice(samples);
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

#[cfg(test)]
mod tests {
    use image::RgbImage;

    use super::super::score::Original;
    use super::*;

    /// Rings of strong colours, cut by edges that are no multiples of the encoder's blocks.
    #[test]
    fn a_sketch_tells_how_the_picture_will_look() {
        let rings = RgbImage::from_fn(160, 100, |x, y| {
            let ring = (x.abs_diff(80).pow(2) + y.abs_diff(50).pow(2)) / 400;
            let [across, down] = [(x / 2) as u8, y as u8];
            image::Rgb(if ring % 2 == 0 { [30 + across, 200 - down, 220] } else { [60, 10, 40 + down / 2] })
        });
        let picture = DynamicImage::from(rings);
        let original = Original::new(&picture).expect("a picture");
        let [sketch, last] = [Speed::Sketch, Speed::Final].map(|speed| {
            original.score(&encode(&picture, 121, Chroma::Full, speed).expect("encoded").seen).expect("a score")
        });
        assert!(last > 60.0 && (last - sketch).abs() < 5.0, "{sketch} and {last}");
    }

    /// `AV1CodecConfigurationRecord` (AV1 in ISOBMFF 1.2, 2.3.3) and the sequence header (AV1, 5.5) are to say the
    /// same.
    #[test]
    fn a_file_says_how_its_colours_are_kept() {
        let picture = RgbImage::from_fn(33, 17, |x, y| image::Rgb([(x * 7) as u8, (y * 15) as u8, 90])).into();
        for (chroma, profile, halved) in [(Chroma::Full, 1, 0), (Chroma::Half, 0, 3)] {
            let file = encode(&picture, 80, chroma, Speed::Sketch).expect("encoded");
            assert_eq!((file.seen.width(), file.seen.height()), (33, 17));
            let record = memchr::memmem::find(&file.bytes, b"av1C").expect("a record") + 4;
            assert_eq!(file.bytes[record + 1] >> 5, profile, "{chroma:?}");
            assert_eq!((file.bytes[record + 2] >> 2) & 3, halved, "{chroma:?}");
        }
    }
}
