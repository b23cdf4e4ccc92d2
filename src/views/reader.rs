use std::ops::Deref;
use std::rc::Rc;

use funnel_sentences::numbers::Numbers;
use yew::prelude::*;

use crate::charts::{NumberStyle, Shared};
use crate::locale::Locale;

/// The reader's locale, shared by all views.
#[derive(Clone)]
pub struct Reader {
    pub(super) locale: Rc<Locale>,
    /// The same for charts.
    pub(super) style: Shared<NumberStyle>,
}

#[cfg(test)]
impl Reader {
    /// A reader of US English.
    pub(super) fn english() -> Self {
        let locale = Locale::english("USD");
        let style = Shared::new(locale.style().clone());
        Self { locale: Rc::new(locale), style }
    }
}

impl PartialEq for Reader {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.locale, &other.locale)
    }
}

impl Deref for Reader {
    type Target = Locale;

    fn deref(&self) -> &Locale {
        &self.locale
    }
}

/// The locale from the context; US English without one.
#[hook]
pub(super) fn use_reader() -> Reader {
    let locale = use_context::<Locale>();
    let reader = use_memo(locale, |locale| {
        let locale = locale.clone().unwrap_or_else(|| Locale::english("USD"));
        let style = Shared::new(locale.style().clone());
        Reader { locale: Rc::new(locale), style }
    });
    (*reader).clone()
}

/// The same reader, with money in another currency.
#[hook]
pub(super) fn use_reader_of(currency: &str, reader: &Reader) -> Reader {
    let of = use_memo((currency.to_owned(), reader.clone()), |(currency, reader)| {
        let locale = Locale::of_reader(currency).with(reader.style.calendar);
        let style = Shared::new(locale.style().clone());
        Reader { locale: Rc::new(locale), style }
    });
    (*of).clone()
}
