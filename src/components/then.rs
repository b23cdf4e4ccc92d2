use yew::prelude::*;

/// Something to do with what is on the page: it is done once everything that was done before has been drawn, as the page
/// then is. Enter may follow the last letter before that letter is drawn, and what an event's callback was given is the
/// page as it was drawn last.
#[hook]
pub fn use_then(act: impl FnOnce() + 'static) -> Callback<()> {
    let times = use_state_eq(|| 0_u32);
    let next = *times + 1;
    let setter = times.setter();
    use_effect_with(*times, move |times| {
        if *times > 0 {
            act();
        }
    });
    Callback::from(move |()| setter.set(next))
}
