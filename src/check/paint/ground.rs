//! What lies behind: the colours that text is painted over, in one cell.

use html5ever::local_name;

use super::contrast::{Rgb, quantised};
use crate::html::{Element, NodeId};
use crate::style::{Color, Display, Extent, Image, Position, Property, Style};

/// Why what lies behind cannot be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// A picture.
    Picture,
    /// `filter`, `mask`, `mix-blend-mode`: what is computed is changed afterwards.
    Effect,
    /// `background-clip: text`: the background is in the letters.
    Letters,
    /// A colour that cannot be computed.
    Colour,
    /// A rule may set a colour, and it is not known whether it applies.
    Condition,
    /// A shadow of the text changes what is around its letters.
    Shadow,
    /// The box is positioned: what is around it in the page need not be what is behind it.
    Positioned,
}

/// What an element is painted over in some cell, its own background included.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    /// The colour.
    layer: Layer,
    /// The other colours that there may be, where a gradient is.
    others: Vec<Layer>,
    /// The product of the opacities around.
    opacity: f32,
    /// Why the colours are not sure, and the element that makes them so. An opaque background ends it.
    pub doubt: Option<(Doubt, NodeId)>,
    /// As `doubt`, but for all that is inside, and for the rest as `doubt`.
    pub effect: Option<(Doubt, NodeId)>,
    /// Why the colours may be others, though it is not likely. An opaque background ends it.
    pub maybe: Option<(Doubt, NodeId)>,
    /// Whether all is hidden: clipped away, out of the page, transparent.
    pub hidden: bool,
    /// The nearest element with an opaque background.
    pub base: Option<NodeId>,
    /// The nearest element with a background colour that shows.
    pub filled: Option<NodeId>,
}

/// A colour that shows, and what would show there if opaque black were painted over it.
///
/// With group opacity (CSS Color 4, 3.3) what is painted last shows through all the groups around. That is affine in
/// what is painted: a colour `c` of alpha `a` shows as `opacity * a * c + a * black + (1 - a) * shown`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Layer {
    shown: [f32; 3],
    black: [f32; 3],
}

/// More colours than this are not followed.
const MOST_LAYERS: usize = 12;

impl Ground {
    /// The canvas of a page: white, or what browsers take in a dark colour scheme.
    pub(super) fn canvas(dark: bool) -> Self {
        let shown = if dark { [18.0 / 255.0; 3] } else { [1.0; 3] };
        Self {
            layer: Layer { shown, black: [0.0; 3] },
            others: Vec::new(),
            opacity: 1.0,
            doubt: None,
            effect: None,
            maybe: None,
            hidden: false,
            base: None,
            filled: None,
        }
    }

    /// What a colour painted over it shows as, over each of the colours that there may be: both.
    pub fn over(&self, color: Color) -> impl Iterator<Item = (Rgb, Rgb)> {
        self.layers().map(move |layer| (quantised(self.painted(layer, color)), quantised(layer.shown)))
    }

    /// The colour, when there is but one and nothing makes it doubtful.
    pub fn sure(&self) -> Option<Rgb> {
        let unsure = self.doubt.is_some() || self.effect.is_some() || self.maybe.is_some();
        (self.others.is_empty() && !unsure).then(|| quantised(self.layer.shown))
    }

    /// The same ground with the background of an element of this style on it.
    pub(super) fn entered(&self, element: Element<'_>, style: &Style) -> Self {
        let mut ground = self.clone();
        if style.display == Display::Contents {
            return ground;
        }
        let at = element.id();
        ground.hidden |= crate::aria::is_unseen(style);
        if is_moved(style) {
            ground.maybe.get_or_insert((Doubt::Positioned, at));
        }
        if style.opacity < 1.0 {
            ground.group(style.opacity.max(0.0));
        }
        if style.filter || style.blended || style.masked {
            ground.effect.get_or_insert((Doubt::Effect, at));
        }
        if style.background_clip_text {
            ground.doubt = Some((Doubt::Letters, at));
            return ground;
        }
        ground.fill(style, at);
        // The arrow of a list, the glass of a search field: beside the text, not behind it.
        if !element.is_any(&["select", "input"]) {
            for image in style.background_images.iter().rev() {
                ground.image(image, style, at);
            }
        }
        if may_paint(style) {
            ground.doubt.get_or_insert((Doubt::Condition, at));
        }
        ground
    }

    fn layers(&self) -> impl Iterator<Item = &Layer> {
        std::iter::once(&self.layer).chain(&self.others)
    }

    fn painted(&self, layer: &Layer, color: Color) -> [f32; 3] {
        let (alpha, source) = (color.alpha.clamp(0.0, 1.0), [color.r, color.g, color.b]);
        std::array::from_fn(|i| {
            self.opacity * alpha * source[i] + alpha * layer.black[i] + (1.0 - alpha) * layer.shown[i]
        })
    }

    fn group(&mut self, opacity: f32) {
        for layer in std::iter::once(&mut self.layer).chain(&mut self.others) {
            layer.black = std::array::from_fn(|i| opacity * layer.black[i] + (1.0 - opacity) * layer.shown[i]);
        }
        self.opacity *= opacity;
    }

    fn fill(&mut self, style: &Style, at: NodeId) {
        let Some(color) = style.background_color.known() else {
            self.doubt = Some((Doubt::Colour, at));
            return;
        };
        if color.alpha <= 0.0 {
            return;
        }
        if color.alpha >= 1.0 && self.opacity >= 1.0 {
            (self.doubt, self.maybe, self.base) = (None, None, Some(at));
            self.others.clear();
        }
        self.filled = Some(at);
        self.layer.shown = self.painted(&self.layer, color);
        for index in 0..self.others.len() {
            self.others[index].shown = self.painted(&self.others[index], color);
        }
    }

    fn image(&mut self, image: &Image, style: &Style, at: NodeId) {
        let inline = style.display == Display::Inline;
        let stops = match image {
            Image::Gradient(stops) => stops,
            // Beside the words of a link more often than behind them: an icon.
            Image::Unknown if inline => {
                self.maybe = Some((Doubt::Picture, at));
                return;
            }
            Image::Unknown => {
                self.doubt = Some((Doubt::Picture, at));
                return;
            }
        };
        // A line drawn under the text with its own colour.
        if stops.iter().all(|stop| *stop == style.color) {
            return;
        }
        let known: Option<Vec<Color>> = stops.iter().map(|stop| stop.known()).collect();
        let Some(known) = known.filter(|known| known.len() * (1 + self.others.len()) <= MOST_LAYERS) else {
            self.doubt = Some((Doubt::Colour, at));
            return;
        };
        if !inline && self.opacity >= 1.0 && known.iter().all(|color| color.alpha >= 1.0) {
            (self.doubt, self.maybe, self.base) = (None, None, Some(at));
            self.others.clear();
        }
        // A gradient behind words may be a marker's stroke that covers but a part of them.
        let mut layers: Vec<Layer> = if inline { self.layers().copied().collect() } else { Vec::new() };
        for layer in self.layers() {
            for color in &known {
                let layer = Layer { shown: self.painted(layer, *color), black: layer.black };
                if !layers.contains(&layer) {
                    layers.push(layer);
                }
            }
        }
        if !layers.is_empty() {
            self.layer = layers.remove(0);
            self.others = layers;
        }
    }
}

/// Whether an element of this style leaves the ground as it is.
pub(super) fn is_plain(style: &Style) -> bool {
    // Without a box, nothing of it is painted (CSS Display 3, 2.5).
    if style.display == Display::Contents {
        return true;
    }
    let changed = style.opacity < 1.0 || style.filter || style.blended || style.masked || style.background_clip_text;
    !(changed || paints(style) || is_moved(style) || crate::aria::is_unseen(style))
}

/// Whether the box may be elsewhere than where its place in the page has it.
fn is_moved(style: &Style) -> bool {
    let far = |extent: Extent| match extent {
        Extent::Px(px) => px.abs() > style.font_size,
        Extent::Percent(part, px) => part != 0.0 || px.abs() > style.font_size,
        Extent::Unknown => true,
        Extent::Auto | Extent::Content => false,
    };
    match style.position {
        Position::Absolute | Position::Fixed | Position::Sticky => true,
        // A letter raised or lowered stays on its ground.
        Position::Relative => style.inset.iter().any(far) || is_pulled(style),
        Position::Static => is_pulled(style) || far(style.transform.x) || far(style.transform.y),
    }
}

/// Whether a negative margin lays it over what comes before.
fn is_pulled(style: &Style) -> bool {
    let over = |margin: Extent| match margin {
        Extent::Px(px) => px < -style.font_size,
        Extent::Percent(part, _) => part < 0.0,
        _ => false,
    };
    over(style.margin.top) || over(style.margin.bottom)
}

/// Elements whose content is not shown where they are: it stands in for them, or is drawn.
pub(super) fn is_stand_in(element: Element<'_>) -> bool {
    !element.is_html()
        || matches!(
            *element.atom(),
            local_name!("noscript")
                | local_name!("video")
                | local_name!("audio")
                | local_name!("iframe")
                | local_name!("object")
                | local_name!("canvas")
                | local_name!("template")
                | local_name!("head")
                | local_name!("datalist")
        )
}

/// Whether something of a style lies over what is behind it, or may: a colour or a picture.
pub(super) fn paints(style: &Style) -> bool {
    !style.background_color.is_transparent() || !style.background_images.is_empty() || may_paint(style)
}

/// Whether it is not known what background an element of this style has.
fn may_paint(style: &Style) -> bool {
    style.uncertain.contains_any(&[Property::BackgroundColor, Property::BackgroundImage])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_blend_as_a_whole() {
        let gray = |value: f32| Color { r: value, g: value, b: value, alpha: 1.0 };
        let mut ground = Ground::canvas(false);
        ground.group(0.5);
        // Black text in a half transparent group on white.
        assert_eq!(ground.over(gray(0.0)).next(), Some(([128; 3], [255; 3])));
        // The same group with a black background: white text on it.
        ground.layer.shown = ground.painted(&ground.layer, gray(0.0));
        assert_eq!(ground.over(gray(1.0)).next(), Some(([255; 3], [128; 3])));
        assert_eq!(ground.over(Color { alpha: 0.5, ..gray(1.0) }).next(), Some(([191; 3], [128; 3])));
    }
}
