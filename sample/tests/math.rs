//! Special functions against mpmath 1.3 with 50 digits.

use funnel_sample::math::{beta, gamma, normal};
use funnel_sample::sample::Key;

/// (a, x, P, Q)
const GAMMA: &[(f64, f64, f64, f64)] = &[
    (0.05, 1e-08, 0.4089423995834056, 0.5910576004165944),
    (0.05, 0.5, 0.971317371244164, 0.02868262875583602),
    (0.05, 3.0, 0.9992840945687974, 0.0007159054312025862),
    (0.3, 1e-05, 0.03523536061556258, 0.9647646393844375),
    (0.3, 0.2, 0.6575067242697218, 0.34249327573027827),
    (0.3, 4.0, 0.9979774893543891, 0.0020225106456108802),
    (1.0, 0.01, 0.009950166250831947, 0.990049833749168),
    (1.0, 1.0, 0.6321205588285577, 0.36787944117144233),
    (1.0, 30.0, 0.9999999999999064, 9.357622968840175e-14),
    (7.5, 1.0, 2.9654977282546156e-05, 0.9999703450227174),
    (7.5, 7.0, 0.4744708702370911, 0.5255291297629089),
    (7.5, 8.0, 0.6179483384971364, 0.3820516615028637),
    (7.5, 30.0, 0.9999997477914921, 2.5220850786961436e-07),
    (101.0, 60.0, 8.685389315683087e-07, 0.9999991314610684),
    (101.0, 100.0, 0.47343780147000153, 0.5265621985299984),
    (101.0, 101.5, 0.5330074875542161, 0.4669925124457839),
    (101.0, 150.0, 0.9999909497404291, 9.050259570857873e-06),
    (2501.0, 2300.0, 1.8496134640378603e-05, 0.9999815038653597),
    (2501.0, 2500.0, 0.49468104145671243, 0.5053189585432876),
    (2501.0, 2800.0, 0.999999995856034, 4.143965954624806e-09),
    (1000000.0, 995000.0, 2.749580359270071e-07, 0.9999997250419641),
    (1000000.0, 1000000.0, 0.5001329807608725, 0.4998670192391274),
    (1000000.0, 1004000.0, 0.9999676545526865, 3.234544731347768e-05),
];

/// (a, b, x, I, 1 − I)
const BETA: &[(f64, f64, f64, f64, f64)] = &[
    (0.05, 0.05, 1e-09, 0.17808812470024635, 0.8219118752997536),
    (0.05, 0.05, 0.5, 0.5, 0.5),
    (0.05, 10.0, 1e-20, 0.11497815068408293, 0.8850218493159171),
    (0.05, 10.0, 0.0001, 0.7254320013825192, 0.2745679986174809),
    (0.05, 10.0, 0.3, 0.9995668462176561, 0.0004331537823438805),
    (0.5, 0.5, 1e-06, 0.0006366198784709244, 0.999363380121529),
    (0.5, 0.5, 0.3, 0.36901011956554536, 0.6309898804344546),
    (0.5, 0.5, 0.75, 0.6666666666666666, 0.3333333333333333),
    (2.0, 5.0, 0.001, 1.4960044976005e-05, 0.999985039955024),
    (2.0, 5.0, 0.25, 0.466064453125, 0.533935546875),
    (2.0, 5.0, 0.75, 0.995361328125, 0.004638671875),
    (45.0, 25.0, 0.5, 0.0077161487268506326, 0.9922838512731493),
    (45.0, 25.0, 0.625, 0.36983484349523865, 0.6301651565047613),
    (45.0, 25.0, 0.7890625, 0.9972329237870626, 0.002767076212937346),
    (30.5, 970.5, 0.015625, 0.0004967539717548612, 0.9995032460282451),
    (30.5, 970.5, 0.03125, 0.5792425111769537, 0.42075748882304626),
    (30.5, 970.5, 0.0625, 0.999998543232552, 1.4567674479715743e-06),
    (843.0, 7159.0, 0.09375, 0.00024397646595900366, 0.999756023534041),
    (843.0, 7159.0, 0.1015625, 0.1344735669879064, 0.8655264330120936),
    (843.0, 7159.0, 0.125, 0.999999975247703, 2.475229695196902e-08),
    (5000.0, 5.0, 0.996, 1.629609962076484e-05, 0.9999837039003793),
    (5000.0, 5.0, 0.999, 0.43970363402735363, 0.5602963659726463),
    (5000.0, 5.0, 0.9999, 0.9998275287168259, 0.0001724712831741257),
    (100000.0, 100000.0, 0.4921875, 1.3928685995210775e-12, 0.9999999999986071),
    (100000.0, 100000.0, 0.5, 0.5, 0.5),
    (100000.0, 100000.0, 0.505, 0.9999961298151645, 3.870184835468702e-06),
    (100000.0, 0.05, 0.9999, 2.4045919228530495e-07, 0.9999997595408077),
    (1000000.0, 88.0, 0.9998, 1.7574868649813047e-19, 1.0),
    (1000000.0, 88.0, 0.99991, 0.4020984527342977, 0.5979015472657023),
];

/// (p, Φ⁻¹(p))
const NORMAL: &[(f64, f64)] = &[
    (1e-300, -37.0470962993612),
    (1e-50, -14.933337534788489),
    (1.1102230246251565e-16, -8.209536151601387),
    (1e-09, -5.9978070150076865),
    (0.001, -3.0902323061678136),
    (0.0749, -1.4402382675279637),
    (0.0751, -1.43882539275254),
    (0.3, -0.5244005127080408),
    (0.5000001, 2.506628273311648e-07),
    (0.925, 1.4395314709384561),
    (0.9375, 1.5341205443525463),
    (0.999, 3.090232306167813),
];

/// The error that a tail may have: from rounding the exponent of its density, whose size is |ln tail|, and from some
/// forty operations.
fn tolerance(tail: f64) -> f64 {
    f64::EPSILON * (40.0 + 4.0 * tail.ln().abs())
}

fn relative(value: f64, exact: f64) -> f64 {
    (value / exact - 1.0).abs()
}

#[test]
fn incomplete_gamma_keeps_the_digits_of_the_smaller_tail() {
    for &(a, x, p, q) in GAMMA {
        let (below, above) = gamma::regularised(a, x);
        let error = if p < q { relative(below, p) } else { relative(above, q) };
        assert!(error < tolerance(p.min(q)), "a {a}, x {x}: {error:e}");
        assert!((below + above - 1.0).abs() <= f64::EPSILON);
    }
}

#[test]
fn incomplete_beta_keeps_the_digits_of_the_smaller_tail() {
    for &(a, b, x, p, q) in BETA {
        let (below, above) = beta::regularised(a, b, x, 1.0 - x);
        let error = if p < q { relative(below, p) } else { relative(above, q) };
        // Rounding (a + b) x moves the exponent by half an ulp of it times the distance to its mode.
        let rounding = f64::EPSILON * ((a + b) * x - a).abs();
        assert!(error < tolerance(p.min(q)) + rounding, "a {a}, b {b}, x {x}: {error:e}");
        // The same from the other end.
        let (above_too, _) = beta::regularised(b, a, 1.0 - x, x);
        assert!(relative(above_too, above) < tolerance(q) + rounding, "a {a}, b {b}, x {x}");
    }
}

/// An error in the probability moves the quantile by that over the density: on the log scale, by the tolerance times
/// tail / (x · density), which is at most 1/a for the lower tail of a gamma.
#[test]
fn inverses_return_to_where_they_came_from() {
    for &(a, x, p, q) in GAMMA {
        let h = 1e-6 * x;
        let density = (gamma::regularised(a, x + h).0 - gamma::regularised(a, x - h).0) / (2.0 * h);
        let conditioning = p.min(q) / (x * density);
        let error = relative(gamma::inverse(a, p, q), x);
        assert!(error < 4.0 * f64::EPSILON + conditioning * tolerance(p.min(q)), "a {a}, x {x}: {error:e}");
    }
    for &(a, b, x, p, q) in BETA {
        let y = 1.0 - x;
        // On the log-odds scale the density is x y times that of the beta.
        let conditioning = p.min(q) / (x * y * beta::density(a, b, x, y));
        let (ours, rest) = beta::inverse(a, b, p, q);
        let error = relative(ours / rest, x / y);
        assert!(error < 4.0 * f64::EPSILON + conditioning * tolerance(p.min(q)), "a {a}, b {b}, x {x}: {error:e}");
    }
}

#[test]
fn normal_quantiles_agree_to_a_few_ulps() {
    for &(p, z) in NORMAL {
        // Near ½ it is p − ½ that matters, and it is exact; in the upper tail it is 1 − p, which is exact too.
        assert!(relative(normal::quantile(p), z) < 6.0 * f64::EPSILON, "{p:e}: {:e}", relative(normal::quantile(p), z));
        // Rounding z by an ulp moves Φ by z² ulps.
        let error = relative(normal::cdf(z), p);
        assert!(error < f64::EPSILON * (4.0 + 2.0 * z * z), "{p:e}: {error:e}");
    }
    assert_eq!(normal::quantile(0.0), f64::NEG_INFINITY);
    assert_eq!(normal::quantile(1.0), f64::INFINITY);
    assert_eq!(normal::quantile(0.5), 0.0);
}

#[test]
fn several_normal_quantiles_are_each_to_the_bit() {
    let key = Key::new(2_711);
    for i in 0..200_000 {
        let p: [f64; 8] = std::array::from_fn(|j| key.uniform(8 * i + j as u64));
        assert_eq!(normal::quantiles(&p).map(f64::to_bits), p.map(|p| normal::quantile(p).to_bits()), "{p:?}");
    }
    // Both ends, and both sides of where the middle ends.
    let p = [0.0, 1.0, -1.0, 2.0, 0.075, 0.925, 0.5 - 0.425_000_1, f64::MIN_POSITIVE];
    assert_eq!(normal::quantiles(&p), p.map(normal::quantile));
}

#[test]
fn ends_of_the_incomplete_functions() {
    assert_eq!(gamma::regularised(2.0, 0.0), (0.0, 1.0));
    assert_eq!(gamma::regularised(2.0, f64::INFINITY), (1.0, 0.0));
    assert_eq!(gamma::inverse(2.0, 0.0, 1.0), 0.0);
    assert_eq!(gamma::inverse(2.0, 1.0, 0.0), f64::INFINITY);
    assert_eq!(beta::regularised(2.0, 3.0, 0.0, 1.0), (0.0, 1.0));
    assert_eq!(beta::regularised(2.0, 3.0, 1.0, 0.0), (1.0, 0.0));
    assert_eq!(beta::inverse(2.0, 3.0, 0.0, 1.0), (0.0, 1.0));
    assert_eq!(beta::inverse(2.0, 3.0, 1.0, 0.0), (1.0, 0.0));
}
