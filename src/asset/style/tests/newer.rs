//! CSS that the parser does not read right.

use super::apart::delivered;
use super::prune::pruned;
use super::*;

#[test]
fn all_takes_variables() {
    for same in ["all:var(--n,unset);color:red", "margin:0;all:var(--n)", "all:env(--n)!important", "all:unset"] {
        assert_eq!(delivered(same), same);
    }
    assert_eq!(delivered("/* all:a( */ALL : var(--n)"), "all:var(--n)");
    assert_eq!(css(&[("main.css", "all:hover{content:\";all:var(\"}")]), "all:hover{content:\";all:var(\"}");
    assert_eq!(told(&[("main.css", "a{all:var(--n)}\nb{c d}")]).len(), 1);
}

#[test]
fn ranges_of_animations_end_where_they_say() {
    for same in ["animation-range:entry exit", "animation-range:entry;animation-range:entry exit 0%"] {
        assert_eq!(delivered(same), same);
    }
}

#[test]
fn a_container_may_be_asked_for_by_name_alone() {
    let rule = "@container card{p{color:red}}";
    assert_eq!(css(&[("main.css", rule)]), rule);
    assert_eq!(pruned(rule, &["<p>"], "").css, rule);
    let (_, findings) = compiled(&[("main.css", "@container card{}@container card nope{p{color:red}}")]);
    assert_eq!(findings.len(), 1);
}
