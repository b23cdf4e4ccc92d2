use funnel_decide::mix::Bound;
use funnel_engine::scenario::{Channel, Scenario, limits::MONEY};
use funnel_text::calendar::per;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::super::reader::Reader;
use crate::charts::Shared;
use crate::components::Amount;
use crate::edits::Kind;

/// Properties of [`Limits`].
#[derive(PartialEq, Properties)]
pub(super) struct LimitsProps {
    pub(super) scenario: Shared<Scenario>,
    pub(super) reader: Reader,
    pub(super) bounds: Vec<Bound>,
    pub(super) over_time: bool,
    pub(super) onbounds: Callback<Vec<Bound>>,
    pub(super) onover_time: Callback<bool>,
}

/// The limits of a split, channel by channel, and whether pulses are tried; folded away.
#[component]
pub(super) fn Limits(props: &LimitsProps) -> Html {
    let LimitsProps { scenario, reader, bounds, .. } = props;
    let row = |(i, channel): (usize, &Channel)| {
        let bound = bounds.iter().find(|b| b.channel == channel.id).cloned().unwrap_or_default();
        let change = |apply: fn(&mut Bound, Option<f64>)| {
            let (bounds, id, told) = (bounds.clone(), channel.id.clone(), props.onbounds.clone());
            Callback::from(move |x: Option<f64>| told.emit(with(&bounds, &id, |bound| apply(bound, x))))
        };
        let amount = |which: &str, label: &'static str, value, placeholder: &'static str, onset| {
            html! {
                <Amount id={format!("mix-{which}-{i}")} {label} unit={format!("{} {}", reader.currency_symbol(), per(scenario.calendar.period))} {value}
                    placeholder={placeholder} kind={Kind::MoneyPerWeek} within={(0.0, MONEY)} style={reader.style.clone()} {onset} />
            }
        };
        let lock = change(|bound, x| bound.locked = x.is_some());
        let onchange = Callback::from(move |event: Event| lock.emit(is_checked(&event).then_some(1.0)));
        html! {
            <div class="setting limit" role="group" aria-label={channel.name.clone()} key={channel.id.clone()}>
                <p class="setting-name">{ &channel.name }</p>
                { amount("least", "At least", Some(bound.floor).filter(|x| *x > 0.0), "nothing", change(|bound, x| bound.floor = x.unwrap_or(0.0))) }
                { amount("most", "At most", bound.cap, "no limit", change(|bound, x| bound.cap = x)) }
                <label class="choice"><input type="checkbox" checked={bound.locked} {onchange} />{ "Keep as it is" }</label>
            </div>
        }
    };
    let onover_time = props.onover_time.reform(|event: Event| is_checked(&event));
    // No more can be bought of a channel that costs nothing.
    let bought = scenario.channels.iter().enumerate().filter(|(_, channel)| channel.reference_spend() > 0.0);
    html! {
        <details class="fold">
            <summary>{ "Limits on single channels, and spending in pulses" }</summary>
            <div class="settings">{ for bought.map(row) }</div>
            <label class="choice">
                <input type="checkbox" checked={props.over_time} onchange={onover_time} />
                { "Try the money in pulses, too: some weeks on, as many off" }
            </label>
        </details>
    }
}

fn is_checked(event: &Event) -> bool {
    event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.checked())
}

/// The limits with one of a channel changed; a channel without limits has no entry.
fn with(bounds: &[Bound], channel: &str, change: impl FnOnce(&mut Bound)) -> Vec<Bound> {
    let none = Bound { channel: channel.to_owned(), ..Bound::default() };
    let mut bound = bounds.iter().find(|b| b.channel == channel).unwrap_or(&none).clone();
    change(&mut bound);
    let others = bounds.iter().filter(|b| b.channel != channel).cloned();
    others.chain((bound != none).then_some(bound)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_come_and_go() {
        let bounds = with(&[], "a", |b| b.floor = 5.0);
        let bounds = with(&bounds, "b", |b| b.cap = Some(9.0));
        let bounds = with(&bounds, "a", |b| b.locked = true);
        assert_eq!(bounds.iter().map(|b| b.channel.as_str()).collect::<Vec<_>>(), ["b", "a"]);
        assert!(bounds[1].locked && bounds[1].floor == 5.0);
        assert_eq!(with(&bounds, "b", |b| b.cap = None).len(), 1, "what limits nothing is gone");
    }
}
