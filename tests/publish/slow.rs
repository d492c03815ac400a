//! Publishing over lines that are slow, and to servers that stop in the middle of a body.

use std::time::{Duration, Instant};

use osier::publish::guard::Guard;
use osier::publish::headers::Headers;
use osier::publish::local::Body;
use osier::publish::run::{self, Orders};
use osier::publish::target::{Condition, Put, Target as _};

use super::server::{Fault, Server, md5_of};
use super::{assert_holds, assert_whole, orders, publish, site};

/// How long clients wait for a server that does nothing.
const IDLE: Duration = Duration::from_millis(1500);

/// Stops the server at a request: a client that tries once gives up, one that tries again ends as if nothing had been.
/// Tells whether there were so many requests.
fn stop_at(at: usize, fault: fn(usize) -> Fault, strict: bool, tries: u32) -> bool {
    let (first, second, third) = (site(4, "a", &[]), site(3, "b", &[1]), site(4, "c", &[2]));
    let server = Server::start(strict);
    server.put("others/notes.txt", "mine");
    let adopt = Orders { lifted: [Guard::Adopt].into(), ..orders(0) };
    publish(&server.client(1, "secret"), &first, &adopt).expect("published");
    let when = format!("{:?}, strict {strict}, {tries} tries", fault(at));
    server.fail(fault(at));
    let outcome = publish(&server.impatient(tries, IDLE, "secret"), &second, &orders(1));
    let reached = server.requests() >= at;
    assert_whole(&server, &when);
    if let Err(error) = outcome {
        let text = format!("{error:#}");
        assert!(text.contains("neither taken nor sent anything for 1.5 seconds"), "{when}: {text}");
        assert!(reached && tries == 1, "{when}: {text}");
    } else {
        assert!(!reached || tries > 1, "{when}: nobody waited");
        assert_holds(&server, &second, &when);
    }
    server.fail(Fault::None);
    publish(&server.client(1, "secret"), &third, &orders(2)).unwrap_or_else(|e| panic!("{when}: {e:#}"));
    assert_holds(&server, &third, &when);
    let (_, faults, others) = run::audit(&server.client(1, "secret")).expect("an audit");
    assert_eq!((faults.len(), others), (0, 1), "{when}: {faults:?}");
    reached
}

#[test]
fn a_server_that_stops_in_the_middle_of_a_body_is_left_and_asked_again() {
    // Several at once, as they wait most of the time.
    std::thread::scope(|scope| {
        for fault in [Fault::Untaken, Fault::Halted] {
            for (strict, tries) in [(true, 1), (false, 1), (false, 3)] {
                for begin in 1..=4 {
                    scope.spawn(move || {
                        let last = (begin..).step_by(4).find(|at| !stop_at(*at, fault, strict, tries));
                        assert!(last.expect("an end") > 10);
                    });
                }
            }
        }
    });
}

#[test]
fn a_large_file_goes_over_a_slow_line_as_long_as_it_goes_on() {
    let server = Server::start(true);
    let folder = tempfile::tempdir().expect("a folder");
    let (path, video) = (folder.path().join("video.mp4"), vec![7; 32 << 20]);
    std::fs::write(&path, &video).expect("a file");
    let (body, md5, idle) = (Body::File(path), md5_of(&video), Duration::from_secs(5));
    let put = |tries: u32| {
        let target = server.impatient(tries, idle, "secret");
        target.put("media/video.mp4", &body, &md5, &Headers::default(), Condition::Always)
    };
    // Longer in all than the client waits for a server that does nothing; what the system keeps on its way, some
    // megabytes, is taken in a small part of that.
    server.fail(Fault::Slow(5 << 20));
    let begun = Instant::now();
    assert_eq!(put(1).expect("put"), Put::Done);
    assert!(begun.elapsed() > idle);
    assert!(server.objects()["media/video.mp4"].body == video);
    // The server takes a part of it and no more: the client is left waiting to send, and sends it again from its
    // beginning.
    server.fail(Fault::Untaken(1));
    assert_eq!(put(2).expect("put"), Put::Done);
    assert_eq!(server.requests(), 2);
}
