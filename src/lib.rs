//! Osier.

pub mod asset;
pub mod build;
pub mod cache;
pub mod cli;
pub mod commands;
pub mod config;
pub mod data;
pub mod finding;
pub mod html;
pub mod load;
pub mod model;
pub mod output;
pub mod render;
pub mod report;
pub mod write;
