//! Charts as components: the geometry comes from [`funnel_charts`], and this adds SVG, words, and reading by pointer,
//! keyboard and screen reader.
//!
//! Each chart is laid out for exactly the `width` and `height` it gets (see [`use_size`]). Colours come from the
//! page's custom properties by the classes in `static/styles/charts.css`; nothing is styled inline.

mod band;
mod band_table;
mod bars;
mod curve;
mod dots;
mod fit;
mod flow;
mod frame;
mod replay;
mod scrub;
mod shared;
mod size;
mod spark;
mod svg;
mod table;

pub use band::{Arm, BandChart, BandChartProps, BandData, Middle, Series};
pub use bars::{BarRow, BarsChart, BarsChartProps, BarsData};
pub use curve::{CurveChart, CurveChartProps, CurveData};
pub use dots::{DotsChart, DotsChartProps, DotsData};
pub use fit::{FitChart, FitChartProps, FitData, FitLine};
pub use flow::{Channel, FlowChart, FlowChartProps, FlowData, Loss, Stage, Words};
pub use frame::ChartTools;
pub use funnel_charts::Sheet;
pub use replay::{ReplayChart, ReplayChartProps};
pub use shared::Shared;
pub use size::{FALLBACK_WIDTH, Room, use_room, use_size};
pub use spark::{Place, Point, SparkCurve, SparkCurveProps, SparkData};
pub use table::{DataTable, DataTableProps, Row};

pub use funnel_charts::flow::Pair;
pub use funnel_charts::format::{Digits, NumberStyle, Unit};
pub use funnel_charts::mark::Tone;
