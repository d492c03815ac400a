//! The output on disk.
