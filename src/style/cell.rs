//! The cells that a page is looked at in: a colour scheme, a width of the window, what the visitor does.

/// The colours that the visitor asks for (Media Queries 5, 12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// `prefers-color-scheme: light`.
    Light,
    /// `prefers-color-scheme: dark`.
    Dark,
    /// `prefers-contrast: more`, in the light scheme.
    MoreContrast,
}

/// The width of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Width {
    /// 1280 × 720 CSS px.
    Wide,
    /// 320 × 640 CSS px: a phone, or a wide window at 400 % (WCAG 2.2, 1.4.10).
    Narrow,
}

/// What the visitor does to the element, or to what it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Nothing.
    Rest,
    /// The pointer is over the element, hence over all that it is in.
    Hover,
    /// The nearest element that can take the focus, itself or around it, has it by keyboard.
    Focus,
    /// The nearest link, itself or around it, was visited.
    Visited,
}

/// One way of looking at an element. The default is light, wide, at rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// The colours.
    pub scheme: Scheme,
    /// The width.
    pub width: Width,
    /// The state.
    pub state: State,
}

impl Default for Cell {
    fn default() -> Self {
        Self::new(Scheme::Light, Width::Wide, State::Rest)
    }
}

impl Cell {
    /// A cell.
    pub const fn new(scheme: Scheme, width: Width, state: State) -> Self {
        Self { scheme, width, state }
    }

    /// The default cell in another state.
    #[must_use]
    pub const fn in_state(state: State) -> Self {
        Self::new(Scheme::Light, Width::Wide, state)
    }

    /// All 24, the default first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..STATES * ENVIRONMENTS).filter_map(Self::of_bit)
    }

    /// The bit of the cell in a [`CellSet`].
    pub(super) const fn bit(self) -> usize {
        self.state as usize * ENVIRONMENTS + self.scheme as usize * 2 + self.width as usize
    }

    fn of_bit(bit: usize) -> Option<Self> {
        const SCHEMES: [Scheme; 3] = [Scheme::Light, Scheme::Dark, Scheme::MoreContrast];
        const STATES: [State; 4] = [State::Rest, State::Hover, State::Focus, State::Visited];
        let state = *STATES.get(bit / ENVIRONMENTS)?;
        let environment = bit % ENVIRONMENTS;
        let width = if environment.is_multiple_of(2) { Width::Wide } else { Width::Narrow };
        Some(Self::new(SCHEMES[environment / 2], width, state))
    }
}

/// Some of the cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CellSet(pub(super) u32);

impl CellSet {
    /// Whether it has this cell.
    pub fn contains(self, cell: Cell) -> bool {
        self.0 & 1 << cell.bit() != 0
    }

    /// Its cells, the plainest first (light, wide, at rest).
    pub fn iter(self) -> impl Iterator<Item = Cell> {
        let mut left = self.0 & PUBLIC;
        std::iter::from_fn(move || {
            let bit = left.trailing_zeros() as usize;
            left &= left.wrapping_sub(1);
            Cell::of_bit(bit)
        })
    }

    /// Its plainest cell.
    pub fn first(self) -> Option<Cell> {
        self.iter().next()
    }

    /// This cell alone.
    pub const fn of(cell: Cell) -> Self {
        Self(1 << cell.bit())
    }

    /// The cells that are in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The cells that are in either.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those of its cells that are in a state.
    #[must_use]
    pub const fn in_state(self, state: State) -> Self {
        Self(self.0 & ((1 << ENVIRONMENTS) - 1) << (state as usize * ENVIRONMENTS))
    }

    /// Whether it has none.
    pub fn is_empty(self) -> bool {
        self.0 & PUBLIC == 0
    }
}

/// Environments: a scheme and a width.
pub(super) const ENVIRONMENTS: usize = 6;

/// The states of [`State`].
const STATES: usize = 4;

/// Not shown to rules: something below the element has the focus; what such a thing inherits when it is the nearest
/// thing that can.
pub(super) const WITHIN: usize = 4;

/// Light, wide, at rest, with `prefers-reduced-motion: reduce`.
pub(super) const REDUCED: usize = 30;

/// Light, wide, at rest, on paper.
pub(super) const PRINT: usize = 31;

/// All bits that there are.
pub(super) const BITS: usize = 32;

/// The bits that are cells for rules.
pub(super) const PUBLIC: u32 = (1 << (STATES * ENVIRONMENTS)) - 1;

/// The state of a bit (index in the order of [`State`], or [`WITHIN`]).
pub(super) const fn state_of(bit: usize) -> usize {
    if bit >= REDUCED { State::Rest as usize } else { bit / ENVIRONMENTS }
}

/// The environment of a bit: 0 to 5, 6 for [`REDUCED`] and 7 for [`PRINT`].
pub(super) const fn environment_of(bit: usize) -> usize {
    if bit >= REDUCED { bit - REDUCED + ENVIRONMENTS } else { bit % ENVIRONMENTS }
}

/// The bits where these states (a bit each) and these environments (a bit each) meet.
pub(super) fn bits(states: u8, environments: u8) -> u32 {
    let mut bits = 0;
    for state in 0..=WITHIN {
        if states & 1 << state != 0 {
            bits |= u32::from(environments & 0x3f) << (state * ENVIRONMENTS);
        }
    }
    if states & 1 != 0 {
        bits |= u32::from(environments >> ENVIRONMENTS) << REDUCED;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_and_bits_agree() {
        let cells: Vec<Cell> = Cell::all().collect();
        assert_eq!(cells.len(), 24);
        assert_eq!(cells[0], Cell::default());
        for (bit, cell) in cells.iter().enumerate() {
            assert_eq!(cell.bit(), bit);
            assert_eq!(state_of(bit), cell.state as usize);
        }
        assert_eq!(bits(0x1f, 0xff), u32::MAX);
        assert_eq!(bits(1, 0b0100_0001), 1 | 1 << REDUCED);
        assert_eq!(bits(2, 0xff), 0x3f << 6);
        assert_eq!(CellSet(1 << 7).first().map(|cell| cell.width), Some(Width::Narrow));
    }
}
