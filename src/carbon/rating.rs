//! The scale of Sustainable Web Design, from A+ to F.

use super::Model;

/// A rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rating {
    /// `A+`: lighter than 95 % of pages.
    APlus,
    /// `A`
    A,
    /// `B`
    B,
    /// `C`
    C,
    /// `D`
    D,
    /// `E`
    E,
    /// `F`: everything heavier.
    F,
}

impl Rating {
    /// Every rating, the best first.
    pub const ALL: [Self; 7] = [Self::APlus, Self::A, Self::B, Self::C, Self::D, Self::E, Self::F];

    /// The most grams of CO2 equivalent of each rating but the last, from A+ to E.
    ///
    /// Source: Sustainable Web Design, Digital Carbon Ratings,
    /// <https://sustainablewebdesign.org/digital-carbon-ratings/>.
    pub const fn limits(model: Model) -> [f64; 6] {
        match model {
            Model::V3 => [0.095, 0.186, 0.341, 0.493, 0.656, 0.846],
            Model::V4 => [0.040, 0.079, 0.145, 0.209, 0.278, 0.359],
        }
    }

    /// The rating of a page of so many grams of CO2 equivalent.
    pub fn of(model: Model, grams: f64) -> Self {
        let passed = Self::limits(model).iter().take_while(|limit| grams > **limit).count();
        Self::ALL[passed]
    }

    /// As it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::APlus => "A+",
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::E => "E",
            Self::F => "F",
        }
    }
}
