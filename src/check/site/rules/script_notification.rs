//! `script-notification`, in the files that pages run.

pub(super) use crate::check::rules::eco::script_notification::{RULE, check_files as check};
