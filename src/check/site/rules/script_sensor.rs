//! `script-sensor`, in the files that pages run.

pub(super) use crate::check::rules::eco::script_sensor::{RULE, check_files as check};
