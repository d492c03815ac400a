//! Sustainable Web Design: from bytes to grams of CO2 equivalent.
//!
//! Source: Wholegrain Digital, Mightybytes, Medina Works, `EcoPing` and The Green Web Foundation, Estimating Digital
//! Emissions, <https://sustainablewebdesign.org/estimating-digital-emissions/> (version 4, 2024) and its version 3
//! (2021); as CO2.js 0.19.0 computes them (Apache-2.0), which the tests compare with.

use super::grid::{Grid, WORLD};

/// Which version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Model {
    /// Of 2021, to compare with figures told before.
    V3,
    /// Of 2024.
    V4,
}

/// Grams of CO2 equivalent of a kilowatt-hour, for the whole world, of version 4: what hardware is made with, and what
/// runs it where nothing better is known.
pub const GLOBAL: f64 = 494.0;

/// Grams of CO2 equivalent of a kilowatt-hour of renewable electricity, of version 3.
pub const RENEWABLE: f64 = 50.0;

/// Bytes of a gigabyte.
const GIGABYTE: f64 = 1e9;

/// Kilowatt-hours a gigabyte of version 4 to run each segment: data centres, network, devices.
const RUN: Segments = Segments { data_center: 0.055, network: 0.059, device: 0.080 };

/// Kilowatt-hours a gigabyte of version 4 to make them.
const MAKE: Segments = Segments { data_center: 0.012, network: 0.013, device: 0.081 };

/// Kilowatt-hours a gigabyte of version 3.
const ALL: f64 = 0.81;

/// The shares of version 3 to run each segment.
const SHARES: Segments = Segments { data_center: 0.15, network: 0.14, device: 0.52 };

/// The share of version 3 to make them.
const PRODUCTION: f64 = 0.19;

/// A figure for each segment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Segments {
    /// Where the site is hosted.
    pub data_center: f64,
    /// What carries it.
    pub network: f64,
    /// What it is read on.
    pub device: f64,
}

impl Segments {
    /// All of them.
    pub fn sum(&self) -> f64 {
        self.data_center + self.network + self.device
    }

    fn times(self, other: Self) -> Self {
        Self {
            data_center: self.data_center * other.data_center,
            network: self.network * other.network,
            device: self.device * other.device,
        }
    }

    fn all(figure: f64) -> Self {
        Self { data_center: figure, network: figure, device: figure }
    }
}

/// Grams of CO2 equivalent.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Emissions {
    /// Of the electricity that runs each segment.
    pub operational: Segments,
    /// Of making the hardware, its share.
    pub embodied: f64,
}

impl Emissions {
    /// All of it.
    pub fn total(&self) -> f64 {
        self.operational.sum() + self.embodied
    }
}

/// What bytes emit. `green`, from 0 to 1, is how much of the host's electricity is renewable: version 4 counts that as
/// nothing, version 3 as [`RENEWABLE`].
pub fn emissions(model: Model, bytes: f64, grid: Grid, green: f64) -> Emissions {
    let gigabytes = Segments::all(bytes / GIGABYTE);
    let (world, renewable) = match model {
        Model::V3 => (*WORLD, RENEWABLE),
        Model::V4 => (GLOBAL, 0.0),
    };
    let host = grid.host.unwrap_or(world);
    let audience = grid.audience.unwrap_or(world);
    let intensity =
        Segments { data_center: host * (1.0 - green) + renewable * green, network: audience, device: audience };
    match model {
        Model::V3 => {
            let energy = gigabytes.times(Segments::all(ALL));
            Emissions {
                operational: energy.times(SHARES).times(intensity),
                embodied: energy.device * PRODUCTION * world,
            }
        }
        Model::V4 => Emissions {
            operational: gigabytes.times(RUN).times(intensity),
            embodied: gigabytes.times(MAKE).times(Segments::all(world)).sum(),
        },
    }
}
