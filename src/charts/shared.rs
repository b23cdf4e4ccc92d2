use std::ops::Deref;
use std::rc::Rc;

/// Data passed to a chart: shared, and equal only if it is the same allocation.
///
/// Comparing thousands of figures on every render would cost more than drawing them, and a single NaN would make the
/// data unequal to itself for ever. Whoever computes new figures makes a new `Shared`.
#[derive(Debug)]
pub struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    /// Wraps the data.
    pub fn new(data: T) -> Self {
        Self(Rc::new(data))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> From<Rc<T>> for Shared<T> {
    fn from(data: Rc<T>) -> Self {
        Self(data)
    }
}

impl<T: Default> Default for Shared<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}
