//! The texts of studies, for the laws of everything that is written.

use funnel_decide::{Driver, Finding, Question, curve, mix};
use funnel_engine::scenario::Scenario;
use funnel_sentences::numbers::Numbers;
use funnel_text::NumberStyle;
use proptest::strategy::{Strategy as _, ValueTree as _};

use super::{is_empty_figure, is_foreign};

fn found(s: &Scenario, question: &Question) -> Finding {
    let mut driver = Driver::new(question.study(s, 64));
    while driver.step().unwrap() {}
    driver.found()
}

/// What the studies say.
pub(super) fn studied(s: &Scenario, n: &dyn Numbers) -> Vec<String> {
    let questions = [
        Question::Holds,
        Question::Ladder,
        Question::Curve { lambda: curve::LAMBDA },
        Question::Mix { asked: mix::Terms::default() },
        Question::Extra,
        Question::Cut,
        Question::Outcome { target: None },
    ];
    let mut all = Vec::new();
    for question in questions {
        match found(s, &question) {
            Finding::Holds(x) => {
                all.extend(x.crossing.iter().map(|c| funnel_sentences::holds::crossing(s, c, n).text));
                all.extend(x.hires.iter().flatten().map(|h| funnel_sentences::holds::hire(s, h, n)));
            }
            Finding::Ladder(x) => {
                all.push(funnel_sentences::ladder::title(s, &x, n).text);
                for rung in &x.rungs {
                    all.push(
                        funnel_sentences::ladder::step(s, rung, n) + &funnel_sentences::ladder::reading(s, rung, n),
                    );
                }
                all.extend(funnel_sentences::ladder::cells(&x.rungs.iter().collect::<Vec<_>>(), n).concat());
            }
            Finding::Curve(x) => {
                all.push(funnel_sentences::curve::title(s, &x, n).text);
                all.extend(funnel_sentences::curve::sentences(s, &x, n).into_iter().map(|x| x.text));
            }
            Finding::Mix(x) => {
                all.push(funnel_sentences::mix::title(s, &x, n).text);
                all.extend(funnel_sentences::mix::sentences(s, &x, n).into_iter().map(|x| x.text));
                let moves = funnel_sentences::mix::moves(s, &x, n);
                all.extend(moves.into_iter().flat_map(|x| [x.name, x.cells.concat()]));
            }
            Finding::Extra(x) => {
                all.push(funnel_sentences::extra::title(s, &x, n).text);
                all.extend(funnel_sentences::extra::sentences(s, &x, n).into_iter().map(|x| x.text));
                all.extend(funnel_sentences::extra::cells(&x, n).concat());
            }
            Finding::Cut(x) => {
                all.push(funnel_sentences::cut::title(s, &x, n).text);
                all.extend(funnel_sentences::cut::sentences(s, &x, n));
                all.extend(funnel_sentences::cut::cells(&x, n).concat());
            }
            Finding::Outcome(x) => {
                all.push(funnel_sentences::outcome::title(s, &x, n).text);
                all.extend(funnel_sentences::outcome::sentences(s, &x, n));
                all.push(funnel_sentences::outcome::asked(s, &x, n));
                let tried = funnel_sentences::outcome::budgets(&x, n);
                all.extend(tried.into_iter().flat_map(|x| [x.budget, x.cells.concat(), x.reading]));
            }
            _ => {}
        }
    }
    all
}

/// For any scenario, studies speak of its own money, and never write a zero with a sign for a change within its error.
#[test]
fn studies_say_no_foreign_money_and_no_signed_zero() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let styles = ["EUR", "JPY", "CHF"].map(NumberStyle::english);
    let mut seen = 0;
    for i in 0..40 {
        let mut s = funnel_testkit::scenario().new_tree(&mut runner).unwrap().current().bare();
        let n = &styles[i % styles.len()];
        n.currency.code.clone_into(&mut s.currency);
        for text in studied(&s, n) {
            assert!(!is_foreign(&text), "{i}: {text}");
            assert!(!is_empty_figure(&text), "{i}: {text}");
            seen += 1;
        }
    }
    assert!(seen > 400, "{seen}");
}
