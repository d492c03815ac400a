//! Jobs beside one another, as many as the memory allows.

use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::Scope;

/// A job that waits for others may begin one of these, within its own stack: they are not begun without end.
const AHEAD: usize = 2;

/// Work to do on each job, and what came of it.
struct Queue<'a, J, R> {
    jobs: &'a [(u64, J)],
    most: u64,
    work: &'a (dyn Fn(&J) -> R + Sync),
    done: Vec<OnceLock<R>>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    next: usize,
    begun: usize,
    taken: u64,
}

/// Does `work` on each job, in parallel, as long as what the jobs under way cost together (the number beside each) is
/// at most `most`; one that costs more is alone. What came of each, in the order of the jobs.
///
/// No thread ever waits for its turn: whoever ends a job begins those that there is room for.
pub(super) fn run<J: Sync, R: Send + Sync>(jobs: &[(u64, J)], most: u64, work: &(dyn Fn(&J) -> R + Sync)) -> Vec<R> {
    let done = jobs.iter().map(|_| OnceLock::new()).collect();
    let queue = Queue { jobs, most, work, done, state: Mutex::default() };
    rayon::scope(|scope| begin(&queue, scope));
    queue.done.into_iter().filter_map(OnceLock::into_inner).collect()
}

/// Begins the jobs that there is room for.
fn begin<'s, J: Sync, R: Send + Sync>(queue: &'s Queue<'_, J, R>, scope: &Scope<'s>) {
    while let Some(rank) = next(queue) {
        scope.spawn(move |scope| {
            let (cost, job) = &queue.jobs[rank];
            let _ = queue.done[rank].set((queue.work)(job));
            let mut state = queue.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.begun -= 1;
            state.taken -= cost;
            drop(state);
            begin(queue, scope);
        });
    }
}

/// Takes the next job, when there is room for it.
fn next<J, R>(queue: &Queue<'_, J, R>) -> Option<usize> {
    let mut state = queue.state.lock().unwrap_or_else(PoisonError::into_inner);
    let rank = state.next;
    let (cost, _) = queue.jobs.get(rank)?;
    let full = state.taken.saturating_add(*cost) > queue.most || state.begun >= AHEAD * rayon::current_num_threads();
    if state.begun > 0 && full {
        return None;
    }
    state.next += 1;
    state.begun += 1;
    state.taken += cost;
    Some(rank)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use rayon::prelude::*;

    use super::*;

    #[test]
    fn what_is_under_way_costs_no_more_than_the_most() {
        let costs = [3, 9, 1, 4, 12, 4, 2, 8, 1, 1, 1, 7].repeat(20);
        let jobs: Vec<(u64, u64)> = costs.into_iter().map(|cost| (cost, cost)).collect();
        let (taken, worst) = (AtomicU64::new(0), AtomicU64::new(0));
        let work = |cost: &u64| {
            worst.fetch_max(taken.fetch_add(*cost, Ordering::SeqCst) + cost, Ordering::SeqCst);
            let sum: u64 = (0..1000_u64).into_par_iter().sum();
            taken.fetch_sub(*cost, Ordering::SeqCst);
            cost * 2 + sum - 499_500
        };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build().expect("a pool");
        let done = pool.install(|| run(&jobs, 10, &work));
        assert_eq!(done, jobs.iter().map(|(cost, _)| cost * 2).collect::<Vec<_>>());
        assert!(worst.into_inner() <= 12, "the one that costs more than the most is alone");
    }
}
