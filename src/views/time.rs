use funnel_engine::report::{self, Band, Report, Weekly};
use funnel_engine::scenario::{Scenario, View};
use funnel_export::slides::of_report;
use funnel_sentences::numbers::Numbers;
use funnel_sentences::period::period;
use funnel_sentences::time::{Shown, after, payback_week, renews, title, title_of};
use funnel_text::calendar::{Calendar, week};
use yew::prelude::*;

use super::reader::Reader;
use super::registry::{Drawing, FromReport, Known, Turn};
use super::section::Section;
use crate::charts::{Arm, BandChart, BandData, Digits, Middle, Series, Shared, Unit, use_room};

/// Properties of the view over time.
#[derive(PartialEq, Properties)]
struct TimeProps {
    scenario: Shared<Scenario>,
    report: Shared<Report>,
    reader: Reader,
}

/// How the page draws it.
pub(super) static VIEW: Drawing = Drawing::Report(FromReport {
    turn: Turn::Second,
    is_held: true,
    draw: |Known { scenario, report, reader, .. }| html! { <Time {scenario} {report} {reader} /> },
    rests_on: Vec::new,
    told: |scenario, report, reader| of_report::time(scenario, report, &**reader),
    title: |scenario, report, reader| title(scenario, report, &**reader),
});

/// When? The change of profit week by week until the money is paid back, and what lands after the horizon.
#[component]
fn Time(props: &TimeProps) -> Html {
    let TimeProps { scenario, report, reader } = props;
    let shown = use_state_eq(|| Shown::Payback);
    let (node, width, height) = use_room(320);
    let compared = !report.comparisons.is_empty();
    let timing = scenario.money.recognised_over_weeks > 1
        || scenario.money.paid_after_weeks > 0
        || scenario.money.paid_over_weeks > 1;
    // A kind of chart that this scenario does not have falls back to one that it has.
    let now = match *shown {
        Shown::Payback if !compared => Shown::Cumulative,
        Shown::Booked | Shown::Recognised | Shown::Paid if !timing => Shown::Cumulative,
        other => other,
    };
    let calendar = reader.style().calendar;
    let data =
        use_memo((report.clone(), now as u8, calendar), |(report, ..)| Shared::new(data(report, now, &calendar)));
    let title: AttrValue = title_of(now, scenario, report, &**reader).into();
    let section = Section { view: View::Time, title: title.clone(), tools: Html::default(), class: Classes::new() };
    let choice = |kind: Shown, name: &'static str| {
        let shown = shown.setter();
        let onchange = Callback::from(move |_: Event| shown.set(kind));
        html! {
            <label class="pick">
                <input type="radio" name="time-shown" checked={now == kind} {onchange} />
                <span>{ name }</span>
            </label>
        }
    };
    section.render(html! {
        <>
            <fieldset class="picks">
                <legend class="unseen">{ "What the chart shows" }</legend>
                if compared {
                    { choice(Shown::Payback, "Change in profit") }
                }
                { choice(Shown::Cumulative, "Revenue so far") }
                { choice(Shown::Weekly, "Revenue a week") }
                if timing {
                    { choice(Shown::Booked, "Booked") }
                    { choice(Shown::Recognised, "Recognised") }
                    { choice(Shown::Paid, "Paid") }
                }
            </fieldset>
            <div class="chart-box" ref={node}>
                <BandChart id="time-chart" {title} data={(*data).clone()} {width} {height} style={reader.style.clone()} />
            </div>
            <p class="reading">{ after(report, &**reader) }</p>
        </>
    })
}

fn data(answer: &Report, shown: Shown, calendar: &Calendar) -> BandData {
    let today = answer.arms.first();
    let plan = answer.arms.get(1);
    let series = |name: &'static str, arm: Arm, band: Option<&Band>| {
        let band = band.cloned().unwrap_or_default();
        Series { name: name.into(), arm, mean: band.mean, p10: band.p10, p50: band.p50, p90: band.p90 }
    };
    let means = |values: fn(&Weekly) -> &Vec<f64>| {
        let one = |name: &'static str, arm: Arm, of: &report::Arm| {
            let mean = values(&of.weekly).clone();
            Series { name: name.into(), arm, p10: mean.clone(), p50: mean.clone(), p90: mean.clone(), mean }
        };
        let today = today.map(|of| one("today", Arm::Today, of));
        today.into_iter().chain(plan.map(|of| one("plan", Arm::Plan, of))).collect()
    };
    let both = |band: fn(&report::Arm) -> &Band| {
        let mut all = vec![series("today", Arm::Today, today.map(band))];
        if let Some(plan) = plan {
            all.push(series("plan", Arm::Plan, Some(band(plan))));
        }
        all
    };
    let booked =
        if renews(answer) { "deals won and renewals, money a week, means" } else { "deals won, money a week, means" };
    let (series, caption, signed) = match shown {
        Shown::Payback => {
            let c = answer.comparisons.first();
            let all = vec![series("", Arm::Plan, c.map(|c| &c.cumulative_profit))];
            (all, "change in profit since the first week, 8 of 10 futures and median", true)
        }
        Shown::Cumulative => (
            both(|arm| &arm.weekly.cumulative_revenue),
            "revenue since the first week, mean, and 8 of 10 futures",
            false,
        ),
        Shown::Weekly => (both(|arm| &arm.weekly.revenue), "revenue a week, mean, and 8 of 10 futures", false),
        Shown::Booked => (means(|w| &w.bookings), booked, false),
        Shown::Recognised => (means(|w| &w.recognised), "revenue recognised a week, means", false),
        Shown::Paid => (means(|w| &w.cash), "cash received a week, means", false),
    };
    // Money that is not spent is not paid back.
    let spends = answer.comparisons.first().is_some_and(|c| c.spend > 0.0);
    let reached = if spends { "paid back in" } else { "ahead from" };
    let payback = payback_week(answer).filter(|_| shown == Shown::Payback);
    BandData {
        series,
        horizon: (answer.weeks > answer.horizon_weeks).then_some(answer.horizon_weeks),
        after_horizon: format!("after {}", period(answer.horizon_weeks)).into(),
        payback,
        payback_label: payback.map_or_else(AttrValue::default, |at| format!("{reached} {}", week(calendar, at)).into()),
        caption: caption.into(),
        unit: Unit::Money,
        signed,
        digits: Digits::Significant(2),
        line: if shown == Shown::Payback { Middle::Median } else { Middle::Mean },
    }
}
