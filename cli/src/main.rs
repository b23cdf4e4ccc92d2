//! `funnel`: the simulator on the command line.
fn main() {}
