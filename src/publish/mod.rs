//! Sending a sound site to where it is served, so that nothing is lost and no page is ever without its assets.
//!
//! [`local`] tells what the build has, [`run::look`] what the target is known to hold. [`plan`] is a pure function of
//! both: what is sent, kept, deleted, and why. [`guard`] judges it. [`run`] does it in the order of
//! [`crate::write::order`], through the few verbs of a [`target::Target`], under a [`lock`], and writes the
//! [`manifest`] last: until then the former release is the present one, and the same command goes on where another has
//! stopped. Hosts that take a site in one request are another way, [`whole`], from the same plan. [`purge`] then tells
//! caches what has changed, and [`outside`] asks for a few addresses as a reader does.

pub mod guard;
pub mod headers;
pub mod local;
pub mod lock;
pub mod manifest;
pub mod outside;
pub mod plan;
mod pool;
pub mod purge;
pub mod run;
pub mod target;
pub mod whole;
