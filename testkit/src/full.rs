//! One scenario that leaves nothing out.

use funnel_scenario::edit::use_lever;
use funnel_scenario::{
    DealSize, Deck, Delay, Input, LeverKind, Plan, RateChange, Scenario, SettingChange, Slide, SpendChange, Value,
    View, templates,
};

/// The worked example with everything that the format knows: each lever, an entry in each list, and words where there
/// may be some.
#[must_use]
pub fn full() -> Scenario {
    let plain = templates::load("sales-led-saas").unwrap();
    let mut s =
        LeverKind::ALL.iter().fold(plain, |s, kind| if kind.is_used(&s) { s } else { use_lever(&s, *kind).unwrap() });
    let stage = s.stages[0].id.clone();
    s.market.season = vec![1.0];
    s.channels[0].cost_per_inquiry = Input::new(Value::Empirical(vec![80.0]));
    s.stages[0].delay = Delay::Empirical { weeks: vec![1.0] };
    s.stages[0].loss.delay = Some(Delay::Empirical { weeks: vec![1.0] });
    s.money.deal = DealSize::Empirical { values: vec![1_000.0] };
    s.segments[0].deal = Some(DealSize::Empirical { values: vec![1_000.0] });
    s.deck = Deck { slides: vec![Slide { view: View::Answer, note: String::new() }] };
    if let Some(word) = &mut s.levers.word_of_mouth {
        word.ignored_stages = vec![stage.clone()];
    }
    if let Some(nurture) = &mut s.levers.nurture {
        nurture.feeds[0].share = 0.3;
    }
    if let Some(hand_off) = &mut s.levers.hand_off {
        hand_off.follow_up_stage = s.stages[1].id.clone();
    }
    if let Some(customers) = &mut s.levers.customers {
        customers.capacity = Some(10.0);
    }
    s.plans = vec![Plan {
        spend: vec![SpendChange { channels: vec![s.channels[0].id.clone()], ..SpendChange::default() }],
        rates: vec![RateChange { stage, logit: 0.1 }],
        settings: vec![SettingChange { setting: s.settings()[0].key.clone(), value: s.settings()[0].low }],
        ..Plan::default()
    }];
    s.calendar.fiscal_year = 4;
    s.note = "Why".to_owned();
    s.brand.footer = "Confidential".to_owned();
    s.mapping = Some(serde_json::json!({ "tables": [] }));
    assert_eq!(s.problems(), []);
    s
}
