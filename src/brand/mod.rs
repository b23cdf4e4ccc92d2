//! A scenario's brand on the page: colours and typeface as custom properties of the root (`docs/brand.md`), the logo
//! above, a line below.
//!
//! Set by script rather than in markup, as the page's policy allows no styles in attributes.

mod apply;
mod variables;

pub use apply::{foot, mark, use_brand};
pub use variables::{Variable, variables};
