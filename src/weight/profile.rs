//! The windows that pages are weighed in.

use crate::style::Window;

/// A window that pages are weighed in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Profile {
    /// Its name in reports.
    pub name: &'static str,
    /// Its size and density.
    pub window: Window,
}

/// A phone: 390 × 844 CSS px, two device pixels to each.
pub const PHONE: Profile = Profile { name: "phone", window: Window { width: 390.0, height: 844.0, density: 2.0 } };

/// A laptop: 1366 × 768 CSS px, one device pixel to each.
pub const DESKTOP: Profile = Profile { name: "desktop", window: Window { width: 1366.0, height: 768.0, density: 1.0 } };

/// All of them, in the order of [`super::Request::phases`].
pub const PROFILES: [Profile; 2] = [PHONE, DESKTOP];
