//! Charts as pure functions: scales, ticks and marks turned into plain geometry, without a browser.
