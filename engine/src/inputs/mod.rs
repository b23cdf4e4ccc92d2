//! What goes in: the uncertain inputs and their draws, settings by arm, and delays.

pub(crate) mod delay;
pub(crate) mod logit;
pub(crate) mod lookup;
pub(crate) mod settings;
pub(crate) mod theta;
pub(crate) mod waits;
