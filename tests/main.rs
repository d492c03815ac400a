//! The integration tests: one binary, one module a subject.

#![expect(clippy::disallowed_methods, reason = "tests make their sites on disk and read what is delivered")]

mod blocks;
mod budgets;
mod cache;
mod carbon;
mod cli;
mod determinism;
mod disk;
mod early;
mod eco;
mod example;
mod feeds;
mod fixture;
mod fonts;
mod gate;
mod headers;
mod incremental;
mod kept;
mod layers;
mod pictures;
mod publications;
mod publish;
mod random;
mod robustness;
mod schema;
mod serve;
mod sites;
mod statement;
mod structured_data;
mod ten_faults;
