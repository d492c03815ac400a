//! What the criteria come to, the score, and what is wrong with the record on some day.

use jiff::civil::Date;

use super::decided::Because;
use super::rgesn::{self, Criterion};
use super::{Eco, FILE};
use crate::audit::{Number, Verdict};
use crate::finding::{Finding, Place, SourcePath, rules};

/// A criterion and what it comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Which.
    pub criterion: &'static Criterion,
    /// What it comes to; nothing while nobody has said it.
    pub verdict: Option<Verdict>,
    /// Why.
    pub because: Because,
}

/// What every criterion comes to. `holds` tells whether a rule lets no fault through in this site: where one does,
/// people have to answer. What people say comes first.
pub fn answers(eco: Option<&Eco>, holds: &dyn Fn(&str) -> bool) -> Vec<Answered> {
    let declared = |number: &Number| eco?.answers.iter().rev().find(|answer| answer.criterion == *number);
    let answer = |criterion: &'static Criterion| {
        if let Some(answer) = declared(&criterion.number) {
            let because = Because::Declared(answer.comment.clone());
            return Answered { criterion, verdict: Some(answer.verdict), because };
        }
        let (verdict, because) = criterion.decided.settle(holds);
        Answered { criterion, verdict, because }
    };
    rgesn::all().map(answer).collect()
}

/// The score of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// The weight of the criteria that are met, in quarters.
    pub met: usize,
    /// The weight of those that apply and have an answer, in quarters.
    pub applicable: usize,
    /// Criteria without an answer.
    pub open: usize,
}

impl Score {
    /// In whole percent, rounded down: 100 is all of it. Nothing when no criterion has an answer that counts.
    pub fn percent(self) -> Option<usize> {
        (self.met * 100).checked_div(self.applicable)
    }
}

/// The score: the weight of what is met among what applies (RGESN 2024, calculation of the score). What has no answer
/// counts for nothing, and is told.
pub fn score(answers: &[Answered]) -> Score {
    let mut score = Score { met: 0, applicable: 0, open: 0 };
    for answer in answers {
        let weight = answer.criterion.priority.quarters();
        match answer.verdict {
            Some(Verdict::Met) => (score.met, score.applicable) = (score.met + weight, score.applicable + weight),
            Some(Verdict::NotMet) => score.applicable += weight,
            Some(Verdict::NotApplicable) => {}
            None => score.open += 1,
        }
    }
    score
}

/// Says that the record holds no more, or has holes.
pub fn findings(eco: &Eco, answers: &[Answered], today: Date) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(review) = eco.review.filter(|review| today > *review) {
        let message = format!("the eco-design statement was to be looked at again by {review}");
        findings.push(
            Finding::new(&rules::ECO_EXPIRED, eco.place.clone(), message)
                .help("go through the criteria again, and write the new days in `made` and `review`"),
        );
    }
    let open: Vec<&Number> =
        answers.iter().filter(|answer| answer.verdict.is_none()).map(|answer| &answer.criterion.number).collect();
    if !open.is_empty() {
        let named = open.iter().take(8).map(|number| format!("`{number}`")).collect::<Vec<_>>().join(", ");
        let more = if open.len() > 8 { "…" } else { "" };
        let message = match open.len() {
            1 => "1 criterion has no answer, and the score leaves it out".to_owned(),
            count => format!("{count} criteria have no answer, and the score leaves them out"),
        };
        findings.push(
            Finding::new(&rules::ECO_INCOMPLETE, Place::file(&SourcePath::new(FILE)), message)
                .help(format!("write `C`, `NC` or `NA` for {named}{more} under `[criteria]`")),
        );
    }
    findings
}
