//! Laws that hold for every scenario.
