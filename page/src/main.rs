//! The page's module. It is linked from here, because whether loops become vectors is decided for the whole module by the
//! level at which the crate that is linked is optimised (`Cargo.toml`, `profile.wasm`), and the page itself is to be small.

fn main() {
    funnel_simulator::begin();
}
