//! The properties that are computed, and sets of them.

macro_rules! properties {
    ($($variant:ident $name:literal $inherited:literal,)+) => {
        /// A property of CSS that is computed. Shorthands and flow-relative properties are told as these.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Property {
            $(#[doc = concat!("`", $name, "`.")] $variant,)+
        }

        /// Every property.
        pub(super) const ALL: &[Property] = &[$(Property::$variant,)+];

        impl Property {
            /// Its name in CSS.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Whether elements take it from what they are in.
            pub const fn is_inherited(self) -> bool {
                match self { $(Self::$variant => $inherited,)+ }
            }

            /// The property of this name.
            pub(super) fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

// What others are computed from comes first: the direction, the font, the colour scheme, the colour.
properties! {
    Direction "direction" true,
    FontSize "font-size" true,
    ColorScheme "color-scheme" true,
    Color "color" true,
    FontWeight "font-weight" true,
    FontStyle "font-style" true,
    LineHeight "line-height" true,
    LetterSpacing "letter-spacing" true,
    WordSpacing "word-spacing" true,
    TextIndent "text-indent" true,
    TextTransform "text-transform" true,
    TextAlign "text-align" true,
    TextShadow "text-shadow" true,
    WhiteSpace "white-space" true,
    Visibility "visibility" true,
    Cursor "cursor" true,
    PointerEvents "pointer-events" true,
    ForcedColorAdjust "forced-color-adjust" true,
    ListStyleType "list-style-type" true,
    TextFillColor "-webkit-text-fill-color" true,
    Fill "fill" true,
    Stroke "stroke" true,
    Display "display" false,
    Position "position" false,
    Float "float" false,
    ContentVisibility "content-visibility" false,
    Opacity "opacity" false,
    BackgroundColor "background-color" false,
    BackgroundImage "background-image" false,
    BackgroundClip "background-clip" false,
    TextDecorationLine "text-decoration-line" false,
    TextDecorationColor "text-decoration-color" false,
    OutlineStyle "outline-style" false,
    OutlineWidth "outline-width" false,
    OutlineColor "outline-color" false,
    OutlineOffset "outline-offset" false,
    BorderTopStyle "border-top-style" false,
    BorderRightStyle "border-right-style" false,
    BorderBottomStyle "border-bottom-style" false,
    BorderLeftStyle "border-left-style" false,
    BorderTopWidth "border-top-width" false,
    BorderRightWidth "border-right-width" false,
    BorderBottomWidth "border-bottom-width" false,
    BorderLeftWidth "border-left-width" false,
    BorderTopColor "border-top-color" false,
    BorderRightColor "border-right-color" false,
    BorderBottomColor "border-bottom-color" false,
    BorderLeftColor "border-left-color" false,
    BoxShadow "box-shadow" false,
    BoxSizing "box-sizing" false,
    Width "width" false,
    Height "height" false,
    MinWidth "min-width" false,
    MinHeight "min-height" false,
    MaxWidth "max-width" false,
    MaxHeight "max-height" false,
    PaddingTop "padding-top" false,
    PaddingRight "padding-right" false,
    PaddingBottom "padding-bottom" false,
    PaddingLeft "padding-left" false,
    MarginTop "margin-top" false,
    MarginRight "margin-right" false,
    MarginBottom "margin-bottom" false,
    MarginLeft "margin-left" false,
    Top "top" false,
    Right "right" false,
    Bottom "bottom" false,
    Left "left" false,
    OverflowX "overflow-x" false,
    OverflowY "overflow-y" false,
    TextOverflow "text-overflow" false,
    LineClamp "line-clamp" false,
    Clip "clip" false,
    ClipPath "clip-path" false,
    MaskImage "mask-image" false,
    Transform "transform" false,
    Translate "translate" false,
    Rotate "rotate" false,
    Scale "scale" false,
    Filter "filter" false,
    BackdropFilter "backdrop-filter" false,
    MixBlendMode "mix-blend-mode" false,
    Order "order" false,
    FlexDirection "flex-direction" false,
    AnimationName "animation-name" false,
    AnimationDuration "animation-duration" false,
    AnimationIterationCount "animation-iteration-count" false,
    TransitionDuration "transition-duration" false,
    ScrollPaddingTop "scroll-padding-top" false,
    UserSelect "user-select" false,
    Appearance "appearance" false,
    ZIndex "z-index" false,
    Content "content" false,
}

/// Some properties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PropertySet(u128);

impl PropertySet {
    /// Whether it has this one.
    pub const fn contains(self, property: Property) -> bool {
        self.0 & 1 << property as u32 != 0
    }

    /// Whether it has one of these.
    pub fn contains_any(self, properties: &[Property]) -> bool {
        properties.iter().any(|property| self.contains(*property))
    }

    /// Whether it has none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its properties.
    pub fn iter(self) -> impl Iterator<Item = Property> {
        ALL.iter().copied().filter(move |property| self.contains(*property))
    }

    pub(super) fn insert(&mut self, property: Property) {
        self.0 |= 1 << property as u32;
    }

    pub(super) fn remove(&mut self, property: Property) {
        self.0 &= !(1 << property as u32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_every_property() {
        assert!(ALL.len() <= 128);
        let mut set = PropertySet::default();
        assert!(set.is_empty());
        for property in ALL {
            set.insert(*property);
            assert_eq!(Property::named(property.name()), Some(*property));
        }
        assert_eq!(set.iter().count(), ALL.len());
        set.remove(Property::Content);
        assert!(!set.contains(Property::Content) && set.contains_any(&[Property::Content, Property::Color]));
    }
}
