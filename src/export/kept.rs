//! The figures of the charts on the page, for saving: each chart provides them when it is drawn.

use std::cell::RefCell;
use std::collections::BTreeMap;

use yew::{AttrValue, Callback};

use crate::charts::Sheet;

type Figures = BTreeMap<AttrValue, Callback<(), Sheet>>;

thread_local! {
    static FIGURES: RefCell<Figures> = const { RefCell::new(Figures::new()) };
}

/// Registers the source of a chart's figures.
pub fn keep(id: AttrValue, sheet: Callback<(), Sheet>) {
    FIGURES.with_borrow_mut(|all| all.insert(id, sheet));
}

/// Forgets a chart that is no longer on the page.
pub fn forget(id: &AttrValue) {
    FIGURES.with_borrow_mut(|all| all.remove(id));
}

/// The figures of a chart, if it is on the page.
#[must_use]
pub fn sheet(id: &str) -> Option<Sheet> {
    let give = FIGURES.with_borrow(|all| all.get(id).cloned())?;
    Some(give.emit(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_that_is_gone_has_no_figures() {
        keep("a".into(), Callback::from(|()| Sheet { columns: vec!["Week".into()], rows: Vec::new() }));
        assert_eq!(sheet("a").unwrap().columns, ["Week"]);
        forget(&"a".into());
        assert_eq!(sheet("a"), None);
    }
}
