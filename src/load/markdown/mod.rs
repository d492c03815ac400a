//! Markdown to a [`Body`](super::body::Body).
