//! Short courses: a programme of study that schema.org knows as a course, with its next session apart.

use serde_json::Value as Json;

use super::Node;

/// What a course calls otherwise than a programme does.
const RENAMED: [(&str, &str); 2] = [("programPrerequisites", "coursePrerequisites"), ("hasCourse", "hasPart")];

/// What is of the session, by its name there.
const OF_SESSION: [(&str, &str); 4] = [
    ("startDate", "startDate"),
    ("endDate", "endDate"),
    ("educationalProgramMode", "courseMode"),
    ("maximumEnrollment", "maximumAttendeeCapacity"),
];

/// What courses do not have.
const LEFT_OUT: [&str; 2] = ["applicationDeadline", "occupationalCategory"];

/// Makes a course of what was told as a programme.
pub(super) fn reshape(node: &mut Node) {
    for (from, to) in RENAMED {
        if let Some(value) = node.shift_remove(from) {
            node.insert(to.to_owned(), value);
        }
    }
    let mut session = Node::new();
    for (from, to) in OF_SESSION {
        if let Some(value) = node.shift_remove(from) {
            session.insert(to.to_owned(), value);
        }
    }
    for name in LEFT_OUT {
        node.shift_remove(name);
    }
    if !session.is_empty() {
        session.insert("@type".to_owned(), Json::from("CourseInstance"));
        node.insert("hasCourseInstance".to_owned(), session.into());
    }
}
