//! Sizes beyond which a scenario is refused, so that no file or link can exhaust the page.

/// Most channels.
pub const CHANNELS: usize = 40;
/// Most segments.
pub const SEGMENTS: usize = 12;
/// Most stages.
pub const STAGES: usize = 16;
/// Most channel × segment pairs.
pub const CELLS: usize = 160;
/// Most rows for people on their way (channel × segment pairs, waits, queues, weeks, and the layers of today and a plan
/// together): at 32 bytes each where all of them are full, and 128 in a queue, a worker needs at most 128 MB; with the
/// six plans of a study four times as much.
pub const ROWS: usize = 1_000_000;
/// Most teams.
pub const TEAMS: usize = 12;
/// Most what-if plans.
pub const PLANS: usize = 6;
/// Most changes in a plan, and most groups.
pub const CHANGES: usize = 64;
/// Most values in an empirical list.
pub const LIST: usize = 20_000;
/// Most problems reported at once: nobody reads more, and a short link can have a million.
pub const PROBLEMS: usize = 50;
/// Longest name, in characters.
pub const NAME: usize = 120;
/// Longest note, definition or source, in characters.
pub const TEXT: usize = 4_000;
/// Longest line at the foot of the page, in characters.
pub const FOOTER: usize = 300;
/// Largest logo, in bytes: it travels in every link.
pub const LOGO: usize = 16 << 10;
/// Largest description of exports, in bytes: it travels in every link.
pub const MAPPING: usize = 64 << 10;
/// Most weeks in the horizon, and in the run-off.
pub const WEEKS: u32 = 260;
/// Longest note on a slide, in characters.
pub const LINE: usize = 400;
/// Largest number that is not money.
pub const NUMBER: f64 = 1e12;
/// Largest amount of money, in either direction: ten thousand trillion, some ten billion dollars in the weakest of
/// currencies. In cents, ninety times as much still fits into 64 bits. Amounts beyond 90 trillion are exact to 16
/// digits rather than to the cent.
pub const MONEY: f64 = 1e16;
/// [`MONEY`] in words.
pub const MONEY_IN_WORDS: &str = "ten thousand trillion";
/// Largest single deal, in all but one case in three million: the engine's counts hold no more.
pub const DEAL: f64 = 9e16;
/// Most money from deals in a week, by the middles of the assumptions: draws may be ninety times as large before
/// the engine's sums would be cut.
pub const MONEY_PER_WEEK: f64 = 1e15;
/// Most inquiries a week from one channel.
pub const INQUIRIES: f64 = 1e6;
/// Most people waiting in one stage at the start.
pub const OPEN: u32 = 1_000_000;
/// Largest seed: 2^53 − 1, the largest integer JavaScript can hold.
pub const SEED: u64 = (1 << 53) - 1;
