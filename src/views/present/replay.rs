use std::rc::Rc;

use funnel_charts::format::{Digits, Unit};
use funnel_engine::report::{Comparison, Report};
use funnel_engine::scenario::Scenario;
use funnel_sentences::answer::dot_caption;
use funnel_sentences::numbers::{Numbers, count};
use funnel_sentences::often::{chance, portion};
use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::super::reader::Reader;
use super::screen::is_still;
use super::years::{Count, of_dots};
use crate::charts::{NumberStyle, ReplayChart, Shared, use_room};
use crate::state::pause::use_paused;
use crate::state::{Phase, Session};
use crate::worker::futures;

/// Milliseconds for which each future is shown: 2.5 a second, fast enough for a rhythm and slow enough to count.
const FRAME: u32 = 400;
/// Height if nothing else determines it, px.
const HEIGHT: u32 = 240;

/// Properties of the replay.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ReplayProps {
    pub(crate) scenario: Shared<Scenario>,
    pub(crate) report: Shared<Report>,
    /// Whether the report has settled: then the run's own futures are available.
    pub(crate) settled: bool,
    pub(crate) reader: Reader,
}

/// Below the answer if that is shown alone; empty before there is one.
pub(crate) fn replay_alone(session: &Session, reader: &Reader) -> Html {
    let Some((scenario, report)) = session.in_full() else {
        return Html::default();
    };
    let (settled, reader) = (session.run.phase == Phase::Settled, reader.clone());
    replay(ReplayProps { scenario: scenario.into(), report: report.into(), settled, reader })
}

/// Futures one at a time, in the order of the run.
pub(super) fn replay(props: ReplayProps) -> Html {
    html! { <Replay ..props /> }
}

/// The state of the replay, while it is on.
#[derive(Clone, Copy, Default, PartialEq)]
struct Play(Option<Seen>);

/// How many futures are on the screen, and whether another follows by itself.
#[derive(Clone, Copy, PartialEq)]
struct Seen {
    seen: usize,
    goes: bool,
}

/// What happens to a replay. Each acts on what is so when it happens: the timer may fire after a click on *Pause* that has
/// not been drawn yet.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Begin,
    /// The timer's next future.
    Tick,
    /// The next future on demand, of so many.
    Next(usize),
    Pause,
    GoOn,
    /// Another answer has other futures.
    Anew,
    End,
}

impl Reducible for Play {
    type Action = Step;

    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        let now = match step {
            Step::Begin => Some(Seen { seen: 1, goes: !is_still() }),
            Step::End => None,
            _ => self.0.map(|now| match step {
                Step::Tick if now.goes => Seen { seen: now.seen + 1, ..now },
                Step::Next(total) => Seen { seen: (now.seen + 1).min(total), goes: false },
                Step::Pause => Seen { goes: false, ..now },
                Step::GoOn => Seen { goes: true, ..now },
                Step::Anew => Seen { seen: now.seen.min(1), ..now },
                Step::Tick | Step::Begin | Step::End => now,
            }),
        };
        Rc::new(Self(now))
    }
}

#[component]
fn Replay(props: &ReplayProps) -> Html {
    let ReplayProps { scenario, report, settled, reader } = props;
    let play = use_reducer_eq(Play::default);
    let paused = use_paused();
    let is_on = play.0.is_some();
    let deps = (scenario.clone(), report.clone(), *settled, is_on);
    let outcomes = use_memo(deps, |(scenario, report, settled, is_on)| {
        let c = report.comparisons.first().filter(|_| *is_on)?;
        let of_run = if *settled { futures(scenario, c.arm) } else { None };
        let is_run = of_run.is_some();
        Some((Shared::new(of_run.unwrap_or_else(|| of_dots(c))), is_run))
    });
    {
        let play = play.dispatcher();
        use_effect_with(report.clone(), move |_| play.dispatch(Step::Anew));
    }
    let total = (*outcomes).as_ref().map_or(0, |(all, _)| all.len());
    {
        let dispatcher = play.dispatcher();
        let goes = play.0.filter(|now| now.goes && !paused && now.seen < total);
        use_effect_with(goes, move |goes| {
            let next = goes.map(|_| Timeout::new(FRAME, move || dispatcher.dispatch(Step::Tick)));
            move || drop(next)
        });
    }
    let Some(c) = report.comparisons.first() else { return Html::default() };
    let press = |face: &'static str, step: Step| {
        let dispatcher = play.dispatcher();
        let onclick = move |_: MouseEvent| dispatcher.dispatch(step);
        html! { <button type="button" class="button" {onclick}>{ face }</button> }
    };
    let (Some(now), Some((all, is_run))) = (play.0, (*outcomes).as_ref()) else {
        return html! {
            <div class="replay">
                <div class="replay-bar">{ press("One future at a time", Step::Begin) }</div>
            </div>
        };
    };
    let said = Said::new(c, report.horizon_weeks, all, now.seen, *is_run, reader);
    html! {
        <div class="replay is-on">
            <Picture title={said.whole.clone()} outcomes={all.clone()} seen={now.seen}
                caption={dot_caption(report.horizon_weeks)} style={reader.style.clone()} />
            <div class="replay-bar">
                <p class="replay-count">{ said.count }</p>
                <p class="replay-said">{ said.whole }</p>
                <span class="replay-tools">
                    if !is_still() {
                        if now.goes {
                            { press("Pause", Step::Pause) }
                        } else {
                            { press("Go on", Step::GoOn) }
                        }
                    }
                    { press("Next one", Step::Next(total)) }
                    { press("All at once", Step::End) }
                </span>
            </div>
        </div>
    }
}

/// Properties of [`Picture`].
#[derive(PartialEq, Properties)]
struct PictureProps {
    title: String,
    outcomes: Shared<Vec<f64>>,
    seen: usize,
    caption: String,
    style: Shared<NumberStyle>,
}

/// The chart, as large as its container.
#[component]
fn Picture(props: &PictureProps) -> Html {
    let (node, width, height) = use_room(HEIGHT);
    let PictureProps { title, outcomes, seen, caption, style } = props;
    html! {
        <div class="replay-box" ref={node}>
            <ReplayChart id="replay" title={title.clone()} outcomes={outcomes.clone()} seen={*seen} caption={caption.clone()}
                {width} {height} style={style.clone()} />
        </div>
    }
}

/// The replay in words.
struct Said {
    /// `13 of 17`
    count: String,
    /// What that means, and which run it is from.
    whole: String,
}

impl Said {
    fn new(c: &Comparison, weeks: u32, all: &[f64], seen: usize, is_run: bool, reader: &Reader) -> Self {
        let so_far = Count::of(all, seen);
        let latest = all.get(so_far.seen.saturating_sub(1)).copied().unwrap_or_default();
        let latest = reader.style().change(latest, Digits::Significant(2), Unit::Money);
        let does = if c.spend > 0.0 { "pays for itself" } else { "leaves more profit" };
        let share = so_far.share().map_or_else(String::new, |share| portion(&**reader, share, 0));
        let within = funnel_sentences::period::period(weeks);
        let whole = if is_run {
            let runs = count(&**reader, all.len() as f64);
            let chance = chance(&**reader, c.pays_back.value);
            format!(
                "This one: {latest}. So far the plan {does} within {within} in {share}; over all {runs} in {chance}."
            )
        } else {
            format!("This one: {latest}. So far the plan {does} within {within} in {share}.")
        };
        Self { count: format!("{} of {}", so_far.gain, so_far.seen), whole }
    }
}
