//! Goldens of flows.

use super::*;

fn pair(today: f64, lift: f64) -> Pair {
    Pair { today, plan: today * lift }
}

fn channel(name: &'static str, spend: f64, inquiries: f64, lift: f64) -> Channel {
    Channel { name: name.into(), spend: pair(spend, 1.2), inquiries: pair(inquiries, lift) }
}

fn stage(name: &'static str, entered: Pair, rate: f64, waiting: f64, losses: &[(&'static str, f64)]) -> Stage {
    let share = |by: f64| Pair { today: entered.today * by, plan: entered.plan * by };
    let lost = 1.0 - rate - waiting;
    Stage {
        name: name.into(),
        entered,
        passed: share(rate),
        waiting: share(waiting),
        losses: losses
            .iter()
            .map(|(reason, part)| Loss { reason: (*reason).into(), count: share(lost * part) })
            .collect(),
    }
}

fn through(channels: Vec<Channel>) -> FlowData {
    let entered = channels.iter().fold(Pair::default(), |sum, c| Pair {
        today: sum.today + c.inquiries.today,
        plan: sum.plan + c.inquiries.plan,
    });
    let reached = stage("Reached", entered, 0.6, 0.01, &[("never answered", 0.7), ("wrong contact", 0.3)]);
    let fit = stage("Qualified", reached.passed, 0.35, 0.02, &[("not a fit", 1.0)]);
    let meeting = stage("Meeting held", fit.passed, 0.45, 0.03, &[("no show", 1.0)]);
    let offer = stage("Offer made", meeting.passed, 0.22, 0.05, &[("lost to a competitor", 0.6), ("no decision", 0.4)]);
    let won = offer.passed;
    FlowData {
        channels,
        stages: vec![reached, fit, meeting, offer],
        revenue: Pair { today: won.today * 30_000.0, plan: won.plan * 30_000.0 },
        words: Words::default(),
    }
}

pub(crate) fn worked() -> FlowData {
    through(vec![
        channel("Paid search", 478_400.0, 5_980.0, 1.09),
        channel("Social", 301_600.0, 5_483.0, 1.13),
        channel("Events", 182_000.0, 827.0, 1.05),
    ])
}

fn many_channels() -> FlowData {
    let names = [
        "Paid search",
        "Social",
        "Events",
        "Partners",
        "Content",
        "Webinars",
        "Outbound",
        "Referrals",
        "Display",
        "Direct mail",
        "Podcasts",
        "Affiliates",
    ];
    let channel = |(i, name): (usize, &&'static str)| {
        let size = 1.0 / (i as f64 + 1.0);
        channel(name, 4e5 * size, 4_000.0 * size, 1.1)
    };
    through(names.iter().enumerate().map(channel).collect())
}

fn equal() -> FlowData {
    through(vec![
        Channel { name: "Paid search".into(), spend: pair(4e5, 1.0), inquiries: pair(4_000.0, 1.0) },
        Channel { name: "Social".into(), spend: pair(4e5, 1.0), inquiries: pair(4_000.0, 1.0) },
    ])
}

pub(crate) fn chart(data: FlowData, width: u32, height: u32) -> String {
    let title = "Twenty percent more spend, nine percent more customers".into();
    let data = Shared::new(data);
    markup::<FlowChart>(FlowChartProps { id: "flow".into(), title, data, width, height, keeps: false, style: style() })
}

pub(crate) fn empty() -> String {
    chart(FlowData::default(), 640, 320)
}

#[test]
fn desktop_and_phone() {
    check("flow-desktop", &chart(worked(), 880, 420));
    check("flow-phone", &chart(worked(), 320, 420));
}

#[test]
fn of_many_channels() {
    let markup = chart(many_channels(), 880, 460);
    check("flow-many", &markup);
    assert!(markup.contains("7 others"));
}

#[test]
fn of_equal_plans() {
    check("flow-equal", &chart(equal(), 880, 420));
}
