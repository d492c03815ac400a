//! What changes on the disk, once it is quiet again.
//!
//! Folders are watched, not files: an editor that saves by renaming leaves a watch of a file with nothing to watch.
//! What the system says is only a hint: the contents decide, by their hash, whether anything has changed.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use walkdir::WalkDir;

use super::look;
use super::source::{folders, is_source};
use crate::load::files;

/// How long the disk must be quiet before the site is made again.
const QUIET: Duration = Duration::from_millis(5);
/// How long a disk that is never quiet is waited for.
const LONGEST: Duration = Duration::from_millis(300);
/// What has changed since the last time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files and folders, by their path in the site with forward slashes.
    pub paths: BTreeSet<String>,
    /// Whether the system lost count: anything may have changed.
    pub anything: bool,
}

impl Changes {
    fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.anything
    }
}

/// Watches the sources of a site.
pub struct Watcher {
    root: PathBuf,
    system: System,
    /// Whether the folder of the site is gone: the system tells nothing of one that is made in its place.
    is_gone: bool,
    events: Receiver<notify::Result<Event>>,
    is_late: Arc<AtomicBool>,
    /// What changed files held when they were last looked at.
    known: HashMap<PathBuf, Option<blake3::Hash>>,
    /// What was told and not made of.
    owed: Changes,
    /// What there is to say of how the disk is watched, once.
    pub notice: Option<String>,
}

impl Watcher {
    /// Watches the site at `root`.
    ///
    /// # Errors
    /// When the folder cannot be watched in any way.
    pub fn new(root: &Path) -> anyhow::Result<Self> {
        let root = std::path::absolute(root).context("the folder of the site has no path")?;
        anyhow::ensure!(root.is_dir(), "there is no folder {}", root.display());
        Self::by(&root, by_events).or_else(|error| {
            let polled = Self::by(&root, by_looking).context("cannot watch the folder of the site")?;
            Ok(Self { notice: Some(explain(&error)), ..polled })
        })
    }

    fn by(root: &Path, start: Start) -> notify::Result<Self> {
        let is_late = Arc::new(AtomicBool::new(false));
        let (sender, events) = mpsc::channel();
        let system = start(root, &sender, &is_late)?;
        let (known, owed) = (HashMap::new(), Changes::default());
        Ok(Self { root: root.to_owned(), system, is_gone: false, events, is_late, known, owed, notice: None })
    }

    /// Goes on watching in another way; in the same when that cannot be.
    fn change(&mut self, start: Start) {
        let (sender, events) = mpsc::channel();
        if let Ok(system) = start(&self.root, &sender, &self.is_late) {
            (self.system, self.events) = (system, events);
        }
    }

    /// Whether something has changed since [`Watcher::wait`] gave its answer: what is made of it is late.
    pub fn is_late(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.is_late)
    }

    /// Takes back changes of which nothing was made, since others came: [`Watcher::wait`] tells of them again, even
    /// when the others turn out to be none.
    pub fn owe(&mut self, changes: Changes) {
        self.owed = changes;
    }

    /// Waits for a change, then until the disk is quiet. Nothing when what watches has ended.
    pub fn wait(&mut self) -> Option<Changes> {
        loop {
            let mut touched = BTreeSet::new();
            let mut anything = false;
            if self.owed.is_empty() {
                let first = self.events.recv().ok()?;
                anything = self.note(first, &mut touched);
            }
            let start = Instant::now();
            loop {
                let left = LONGEST.saturating_sub(start.elapsed()).min(QUIET);
                match self.events.recv_timeout(left) {
                    Ok(event) => anything |= self.note(event, &mut touched),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return None,
                }
                if start.elapsed() >= LONGEST {
                    break;
                }
            }
            // What stood for a moment in the place of another may be gone by now.
            for path in &touched {
                self.follow(path);
            }
            // From here on what comes is of the next time.
            self.is_late.store(false, Ordering::Relaxed);
            touched.retain(|path| self.is_new(path));
            let mut changes = std::mem::take(&mut self.owed);
            changes.paths.extend(touched.iter().filter_map(|path| self.told(path)));
            changes.anything |= anything;
            if !changes.is_empty() {
                return Some(changes);
            }
        }
    }

    /// Keeps the paths of an event that are the site's; says whether the system lost count.
    fn note(&mut self, event: notify::Result<Event>, touched: &mut BTreeSet<PathBuf>) -> bool {
        let Ok(event) = event else { return true };
        if event.need_rescan() {
            return true;
        }
        if self.is_gone == self.root.is_dir() {
            self.is_gone = !self.is_gone;
            self.change(if self.is_gone { by_looking } else { by_events });
            return true;
        }
        for path in event.paths {
            if is_source(&self.root, &path) {
                self.follow(&path);
                touched.insert(path);
            }
        }
        false
    }

    /// Watches what the system forgets when it is replaced: a folder of the site, or the file that a link leads to.
    fn follow(&mut self, path: &Path) {
        let System::Told(system) = &mut self.system else { return };
        if path.parent() == Some(&self.root) && path.is_dir() {
            let _ = system.watch(path, RecursiveMode::Recursive);
        } else if path.is_symlink() && path.is_file() {
            let _ = system.watch(path, RecursiveMode::NonRecursive);
        }
    }

    /// Whether a path holds something else than when it was last looked at.
    fn is_new(&mut self, path: &Path) -> bool {
        // A pipe or a device may never end.
        let bytes = path.is_file().then(|| files::start(path, usize::MAX)).flatten();
        let now = bytes.map(|bytes| blake3::hash(&bytes));
        let is_folder = path.is_dir();
        let before = self.known.insert(path.to_owned(), now);
        is_folder || before != Some(now)
    }

    fn told(&self, path: &Path) -> Option<String> {
        let segments = path.strip_prefix(&self.root).ok()?.components();
        Some(segments.map(|one| one.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
    }
}

/// What says that something has changed.
enum System {
    /// The system itself.
    Told(RecommendedWatcher),
    /// A thread that looks at the disk, until this is dropped.
    Looked(#[expect(dead_code, reason = "it is held")] Sender<()>),
}

type Start = fn(&Path, &Sender<notify::Result<Event>>, &Arc<AtomicBool>) -> notify::Result<System>;

/// The files at the root, and the folders of sources there; links are followed. Those to files are watched by
/// themselves: the folder where they lead may be none that is watched.
fn by_events(root: &Path, sender: &Sender<notify::Result<Event>>, late: &Arc<AtomicBool>) -> notify::Result<System> {
    let mut system = RecommendedWatcher::new(handler(root, sender, late), Config::default())?;
    system.watch(root, RecursiveMode::NonRecursive)?;
    for folder in folders(root).filter(|folder| folder.is_dir()) {
        system.watch(&folder, RecursiveMode::Recursive)?;
        let entries = WalkDir::new(&folder).into_iter().filter_map(Result::ok);
        for link in entries.filter(|entry| entry.path_is_symlink() && entry.path().is_file()) {
            system.watch(link.path(), RecursiveMode::NonRecursive)?;
        }
    }
    Ok(System::Told(system))
}

/// The same.
fn by_looking(root: &Path, sender: &Sender<notify::Result<Event>>, late: &Arc<AtomicBool>) -> notify::Result<System> {
    look::start(root, folders(root).collect(), handler(root, sender, late)).map(System::Looked)
}

/// Passes on what may matter: reading a file is an event too, and a build reads them all.
fn handler(
    root: &Path,
    sender: &Sender<notify::Result<Event>>,
    late: &Arc<AtomicBool>,
) -> impl FnMut(notify::Result<Event>) + Send + 'static {
    let (root, sender, late) = (root.to_owned(), sender.clone(), Arc::clone(late));
    move |event| {
        if let Ok(event) = &event {
            let may_be_gone = |path: &Path| path == root && !root.is_dir();
            let matters =
                event.need_rescan() || event.paths.iter().any(|path| is_source(&root, path) || may_be_gone(path));
            if matches!(event.kind, EventKind::Access(_)) || !matters {
                return;
            }
        }
        late.store(true, Ordering::Relaxed);
        // Nobody listens any more: the program ends.
        let _ = sender.send(event);
    }
}

/// Why the system does not tell what changes, and what to do.
fn explain(error: &notify::Error) -> String {
    let is_full = matches!(&error.kind, ErrorKind::MaxFilesWatch)
        || matches!(&error.kind, ErrorKind::Io(error) if error.kind() == std::io::ErrorKind::StorageFull);
    let why = if is_full {
        "the system lets no more folders be watched; raise its limit: sudo sysctl fs.inotify.max_user_watches=524288"
            .to_owned()
    } else {
        format!("the system does not tell what changes ({error})")
    };
    format!("{why}. Until then the disk is looked at twice a second, which is slower.")
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the tests write what is watched")]
mod tests {
    use notify::event::Flag;

    use super::*;

    #[test]
    fn a_change_of_which_nothing_was_made_is_told_again() {
        let site = tempfile::tempdir().expect("a folder");
        let content = site.path().join("content");
        std::fs::create_dir(&content).expect("a folder");
        let mut watcher = Watcher::new(site.path()).expect("a watcher");
        std::fs::write(content.join("a.md"), "a").expect("a file");
        let told = watcher.wait().expect("a change");
        assert!(told.paths.contains("content/a.md"), "{told:?}");
        watcher.owe(told.clone());
        // The same text again is no change: only what is owed is left to tell.
        std::fs::write(content.join("a.md"), "a").expect("a file");
        assert_eq!(watcher.wait(), Some(told));
    }

    /// What is told next; a change that nobody tells must not hold the tests for ever.
    fn next(mut watcher: Watcher) -> (Watcher, Changes) {
        let (sender, told) = mpsc::channel();
        std::thread::spawn(move || {
            let changes = watcher.wait();
            let _ = sender.send((watcher, changes));
        });
        let (watcher, changes) = told.recv_timeout(Duration::from_mins(1)).expect("a change is told");
        (watcher, changes.expect("a change"))
    }

    /// Files in a new folder.
    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, "before").expect("a file");
        }
        folder
    }

    #[test]
    fn where_the_system_tells_nothing_the_disk_is_looked_at() {
        let site = folder(&["content/a.md"]);
        let (path, told) = (site.path().join("content/a.md"), BTreeSet::from(["content/a.md".to_owned()]));
        let watcher = Watcher::by(site.path(), by_looking).expect("a watcher");
        // As long as it was, and in the same second.
        std::fs::write(&path, "behind").expect("a file");
        let (watcher, changes) = next(watcher);
        assert_eq!(changes.paths, told);
        std::fs::remove_file(&path).expect("removed");
        assert_eq!(next(watcher).1.paths, told);
    }

    #[cfg(unix)]
    #[test]
    fn a_theme_that_is_a_link_is_watched_where_it_leads() {
        let site = folder(&["content/a.md", "themes/read.me", "shared/theme/templates/page.html"]);
        let page = site.path().join("shared/theme/templates/page.html");
        std::os::unix::fs::symlink("../shared/theme", site.path().join("themes/shared")).expect("a link");
        for start in [by_events as Start, by_looking] {
            let watcher = Watcher::by(site.path(), start).expect("a watcher");
            std::fs::write(&page, "after that").expect("a file");
            let (_, told) = next(watcher);
            assert!(told.paths.contains("themes/shared/templates/page.html"), "{told:?}");
            std::fs::write(&page, "before").expect("a file");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_page_that_is_a_link_is_watched_where_it_leads() {
        let site = folder(&["content/b.md", "shared/a.md"]);
        std::os::unix::fs::symlink("../shared/a.md", site.path().join("content/a.md")).expect("a link");
        let mut watcher = Watcher::by(site.path(), by_events).expect("a watcher");
        // An editor puts a new file in the place of the old one, again and again.
        for text in ["once", "twice"] {
            let (new, old) = (site.path().join("shared/new"), site.path().join("shared/a.md"));
            std::fs::write(&new, text).expect("a file");
            std::fs::rename(new, old).expect("renamed");
            let told;
            (watcher, told) = next(watcher);
            assert!(told.paths.contains("content/a.md"), "{told:?}");
        }
    }

    #[test]
    fn a_site_that_is_removed_and_made_again_is_watched() {
        let above = folder(&["site/content/a.md"]);
        let (site, page) = (above.path().join("site"), above.path().join("site/content/a.md"));
        let watcher = Watcher::by(&site, by_events).expect("a watcher");
        std::fs::remove_dir_all(&site).expect("removed");
        let (mut watcher, _) = next(watcher);
        while !watcher.is_gone {
            (watcher, _) = next(watcher);
        }
        std::fs::create_dir_all(page.parent().expect("a folder")).expect("a folder");
        std::fs::write(&page, "again").expect("a file");
        while watcher.is_gone {
            (watcher, _) = next(watcher);
        }
        std::fs::write(&page, "and again").expect("a file");
        let mut told = Changes::default();
        while !told.paths.contains("content/a.md") {
            (watcher, told) = next(watcher);
        }
        assert!(matches!(watcher.system, System::Told(_)));
    }

    #[test]
    fn when_the_system_loses_count_anything_may_have_changed() {
        let site = folder(&["content/a.md"]);
        let is_late = Arc::new(AtomicBool::new(false));
        let (sender, events) = mpsc::channel();
        let mut tell = handler(site.path(), &sender, &is_late);
        let watcher = Watcher { events, ..Watcher::by(site.path(), by_events).expect("a watcher") };
        tell(Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan)));
        assert!(is_late.load(Ordering::Relaxed));
        let (watcher, changes) = next(watcher);
        assert_eq!(changes, Changes { anything: true, ..Changes::default() });
        tell(Err(notify::Error::generic("a fault of the system")));
        assert!(next(watcher).1.anything);
    }

    #[test]
    fn a_limit_of_the_system_is_told_with_its_cure() {
        let full = explain(&notify::Error::new(ErrorKind::MaxFilesWatch));
        assert!(full.contains("sysctl fs.inotify.max_user_watches") && full.contains("twice a second"), "{full}");
        let other = explain(&notify::Error::generic("no such thing"));
        assert!(other.contains("no such thing") && !other.contains("sysctl"), "{other}");
    }
}
