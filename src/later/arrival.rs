//! Bringing the second module in.

use std::cell::Cell;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

thread_local! {
    /// Without a cut, as in native tests, everything is there from the start.
    static ARRIVED: Cell<bool> = const { Cell::new(!cfg!(target_family = "wasm")) };
}

pub(super) fn has_arrived() -> bool {
    ARRIVED.get()
}

/// Notes that the second module is there.
pub fn arrived() {
    ARRIVED.set(true);
}

/// How far the second module is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coming {
    /// Not there yet.
    Coming,
    /// There.
    Here,
    /// It could not be loaded.
    Failed,
}

/// Whether the second module is there, and how to ask for it again.
#[derive(Clone, PartialEq)]
pub struct Arrival {
    /// How far it is.
    pub is: Coming,
    /// Asks once more.
    pub again: Callback<()>,
}

/// Loads the second module by the function that `static/boot.js` leaves in the page.
///
/// # Errors
///
/// What the browser says. It can be tried again.
pub async fn load() -> Result<(), JsValue> {
    if !has_arrived() {
        let global = js_sys::global();
        let load: Function = Reflect::get(&global, &"loadLater".into())?.dyn_into()?;
        JsFuture::from(load.call0(&global)?.dyn_into::<Promise>()?).await?;
        arrived();
        if let Some(later) = super::here() {
            (later.looks)();
        }
    }
    Ok(())
}

/// Loads the second module once there is something on the screen, and tells when it is there.
#[hook]
pub fn use_arrival() -> Arrival {
    let is = use_state_eq(|| if has_arrived() { Coming::Here } else { Coming::Coming });
    let ask = {
        let is = is.setter();
        move || {
            let is = is.clone();
            is.set(Coming::Coming);
            spawn_local(async move {
                is.set(match load().await {
                    Ok(()) => Coming::Here,
                    Err(error) => {
                        web_sys::console::warn_1(&error);
                        Coming::Failed
                    }
                });
            });
        }
    };
    {
        let ask = ask.clone();
        use_effect_with((), move |()| {
            if !has_arrived() {
                ask();
            }
        });
    }
    Arrival { is: *is, again: Callback::from(move |()| ask()) }
}
