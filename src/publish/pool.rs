//! Work on several files at once.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Does `work` on each of `things`, a few at once; the first failure keeps the others from being begun.
pub(super) fn pool<T: Sync>(
    parallel: usize,
    things: &[&T],
    stop: &AtomicBool,
    work: &(dyn Fn(&T) -> anyhow::Result<()> + Sync),
) -> anyhow::Result<()> {
    let (next, failed) = (AtomicUsize::new(0), AtomicBool::new(false));
    let first: Mutex<Option<anyhow::Error>> = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..parallel.min(things.len()) {
            scope.spawn(|| {
                while !failed.load(Ordering::Relaxed) && !stop.load(Ordering::Relaxed) {
                    let Some(thing) = things.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
                    if let Err(error) = work(thing) {
                        failed.store(true, Ordering::Relaxed);
                        first.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                    }
                }
            });
        }
    });
    if let Some(error) = first.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error);
    }
    anyhow::ensure!(!stop.load(Ordering::Relaxed), "another publication has taken over: this one has stopped");
    Ok(())
}
