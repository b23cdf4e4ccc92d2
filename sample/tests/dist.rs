//! Distributions of uncertain inputs against SciPy 1.17 (which R matches to 6e-15), figures copied.
//!
//! Long because of the tables of reference figures.

use funnel_sample::math::{gamma, normal};
use funnel_sample::sample::dist::Sampler;
use funnel_sample::sample::{Dist, DistError};

const P: [f64; 11] = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999];

type Case = (&'static str, Result<Dist, DistError>, f64, f64, [f64; 11]);

/// Name, law, mean, variance, quantiles.
fn cases() -> Vec<Case> {
    vec![
        (
            "beta(2,5)",
            Dist::beta(2.0, 5.0),
            0.2857142857142857,
            0.025510204081632654,
            [
                0.008255492787746678,
                0.026763191142755053,
                0.06284989170835438,
                0.09259525891312873,
                0.16116291679032652,
                0.26444998329566005,
                0.3894794852007245,
                0.5103163065514917,
                0.5818034092520259,
                0.7056863283197075,
                0.818613866919134,
            ],
        ),
        (
            "beta(0.5,0.5)",
            Dist::beta(0.5, 0.5),
            0.5,
            0.125,
            [
                2.4673990709169446e-06,
                0.00024671981713422146,
                0.0061558297024311365,
                0.024471741852423214,
                0.14644660940672624,
                0.4999999999999999,
                0.8535533905932737,
                0.9755282581475768,
                0.9938441702975689,
                0.9997532801828658,
                0.999997532600929,
            ],
        ),
        (
            "beta(1,1)",
            Dist::beta(1.0, 1.0),
            0.5,
            0.08333333333333333,
            [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999],
        ),
        (
            "beta(30.5,970.5)",
            Dist::beta(30.5, 970.5),
            0.030469530469530468,
            2.948217383482717e-05,
            [
                0.016338308270988477,
                0.01923691333986958,
                0.022102180369023804,
                0.02374060944188339,
                0.026654826929706808,
                0.030157258570111225,
                0.03394427698991355,
                0.0376005250423592,
                0.039902379778493216,
                0.0444523939383631,
                0.04991558763584019,
            ],
        ),
        (
            "beta(843,7159)",
            Dist::beta(843.0, 7159.0),
            0.10534866283429142,
            1.1776873931440487e-05,
            [
                0.09502632935279824,
                0.09751116267360771,
                0.09976052738299347,
                0.10097218314284391,
                0.10301623004621308,
                0.10531578340989342,
                0.10764525642294158,
                0.1097673911711562,
                0.11104895530365902,
                0.11347624402895566,
                0.1162330119947108,
            ],
        ),
        (
            "beta(0.1,10)",
            Dist::beta(0.1, 10.0),
            0.009900990099009901,
            0.0008831495940602892,
            [
                6.356342846785938e-32,
                6.35634284678593e-22,
                6.2073660613146995e-15,
                6.356342847116501e-12,
                6.061883925777896e-08,
                6.210520703091691e-05,
                0.003688459611637251,
                0.027469622296097833,
                0.05892896707521012,
                0.15308042377769782,
                0.29642086824739644,
            ],
        ),
        (
            "beta(5000,5)",
            Dist::beta(5000.0, 5.0),
            0.999000999000999,
            1.99361365562324e-07,
            [
                0.9970467223340855,
                0.9976826917248461,
                0.9981717013765391,
                0.9984031974133394,
                0.9987464019228692,
                0.999066627543672,
                0.9993267759781068,
                0.9995137945331641,
                0.9996062051719676,
                0.9997443137524548,
                0.9998521956972011,
            ],
        ),
        (
            "beta(8,1)",
            Dist::beta(8.0, 1.0),
            0.8888888888888888,
            0.009876543209876543,
            [
                0.4216965034285822,
                0.5623413251903491,
                0.6876560219336321,
                0.7498942093324559,
                0.8408964152537145,
                0.9170040432046712,
                0.9646786299603094,
                0.9869162813660015,
                0.993608849045455,
                0.9987444968227265,
                0.9998749452782957,
            ],
        ),
        (
            "PERT(min=10,mode=20,max=60,shape=4)",
            Dist::pert(10.0, 20.0, 60.0),
            25.0,
            75.00000000000001,
            [
                10.31569870839235,
                11.156726309613235,
                12.948869380590862,
                14.495106522962082,
                18.171574876113716,
                23.833612969625946,
                30.711331347723192,
                37.26670252167909,
                41.06383620080952,
                47.42796643148174,
                52.87757843693393,
            ],
        ),
        (
            "PERT(min=0,mode=0.1,max=1,shape=4)",
            Dist::pert(0.0, 0.1, 1.0),
            0.2333333333333333,
            0.025555555555555554,
            [
                0.001758216547935033,
                0.00920913677371101,
                0.029998182323589088,
                0.05079277566596267,
                0.1064053247811447,
                0.2026648503614662,
                0.3310039605993832,
                0.4623297499614663,
                0.5420740973853162,
                0.6820390174974773,
                0.8094776522411731,
            ],
        ),
        (
            "PERT(min=5,mode=5,max=9,shape=4)",
            Dist::pert(5.0, 5.0, 9.0),
            5.666666666666667,
            0.31746031746031744,
            [
                5.000800320192135,
                5.008032193354297,
                5.040824873252046,
                5.083406550556093,
                5.223649954820392,
                5.5177977468155035,
                5.968566866979204,
                6.476170622079227,
                6.802878913387764,
                7.407571317786011,
                7.995245427396168,
            ],
        ),
        (
            "PERT(min=1000,mode=8000,max=9000,shape=4)",
            Dist::pert(1000.0, 8000.0, 9000.0),
            7000.0,
            1714285.7142857143,
            [
                2419.966836007926,
                3401.941435883448,
                4497.243115720175,
                5128.774411444633,
                6181.854679818045,
                7231.040840618181,
                8038.815610851481,
                8521.53074515802,
                8708.421855636889,
                8903.655803421767,
                8979.517634664662,
            ],
        ),
        (
            "lognormal(mu=0,sigma=1)",
            Dist::lognormal(0.0_f64.exp(), 1.0),
            1.6487212707001282,
            4.670774270471604,
            [
                0.045491385247653525,
                0.09765173307033599,
                0.19304081669873652,
                0.2776062418520098,
                0.5094162838632775,
                1.0,
                1.963031084158257,
                3.6022244792791573,
                5.180251602233013,
                10.240473656312131,
                21.982183979582828,
            ],
        ),
        (
            "lognormal(mu=8,sigma=0.5)",
            Dist::lognormal(8.0_f64.exp(), 0.5),
            3377.8679316735347,
            3240727.6651250715,
            [
                635.7998718477777,
                931.5278270573236,
                1309.7259378030485,
                1570.6176321052167,
                2127.6111955325614,
                2980.9579870417283,
                4176.566911833529,
                5657.717281956877,
                6784.70988779038,
                9539.286173102208,
                13976.269757153037,
            ],
        ),
        (
            "lognormal(mu=7.2,sigma=1.3)",
            Dist::lognormal(7.2_f64.exp(), 1.3),
            3118.1651036630565,
            42970405.89264191,
            [
                24.11171934030924,
                65.08849228328667,
                157.8571144533644,
                253.1501940081844,
                557.3332328843513,
                1339.430764394418,
                3219.0342630770274,
                7086.997423151143,
                11365.181599947693,
                27563.624684956714,
                74406.75413001077,
            ],
        ),
        (
            "lognormal(mu=10,sigma=2)",
            Dist::lognormal(10.0_f64.exp(), 2.0),
            162754.79141900394,
            1419767942161.6316,
            [
                45.583024964511786,
                210.04131551586417,
                820.8108934676819,
                1697.4745537795434,
                5715.976910596612,
                22026.465794806718,
                84878.78852525853,
                285815.8870950594,
                591080.3563535945,
                2309856.0119861104,
                10643549.781689804,
            ],
        ),
    ]
}

/// (shape, scale, quantiles)
const GAMMA: [(f64, f64, [f64; 11]); 5] = [
    (
        0.3,
        2.0,
        [
            1.3945398193566689e-10,
            3.0044453104720814e-07,
            6.42206939944593e-05,
            0.0006474492436468654,
            0.013799605138110915,
            0.14626227173390396,
            0.6857989216291522,
            1.7696215467204885,
            2.744699888201772,
            5.2788183141410645,
            9.237872085582666,
        ],
    ),
    (
        1.0,
        10.0,
        [
            0.010005003335835339,
            0.10050335853501437,
            0.5129329438755053,
            1.0536051565782636,
            2.876820724517809,
            6.931471805599455,
            13.862943611198906,
            23.02585092994046,
            29.957322735539897,
            46.0517018598809,
            69.07755278982137,
        ],
    ),
    (
        2.0,
        5000.0,
        [
            227.01008884744772,
            742.7737012663298,
            1776.8075534933098,
            2659.05804194806,
            4806.393815573885,
            8391.734950083306,
            13463.172644448476,
            19448.600849337145,
            23719.322591952885,
            33191.760339969056,
            46167.06738225792,
        ],
    ),
    (
        7.5,
        1.2,
        [
            2.089610679557373,
            3.137609330459375,
            4.356566356602019,
            5.1280537450227275,
            6.621922595454605,
            8.603315706573987,
            10.94705136144908,
            13.384277748947214,
            14.997474083837169,
            18.346748500135494,
            22.6183789310123,
        ],
    ),
    (
        150.0,
        0.1,
        [
            11.498171758902238,
            12.298623960631836,
            13.043906194002417,
            13.453393038998227,
            14.156764953371985,
            14.966679867460904,
            15.806917591818902,
            16.58942598622696,
            17.069755605438438,
            17.995321297516746,
            19.071262426020578,
        ],
    ),
];

fn relative(value: f64, exact: f64) -> f64 {
    (value / exact - 1.0).abs()
}

/// The reference itself is known to 6e-15 (SciPy against R); ours may add the probability's error, some 1e-14, times
/// the conditioning p/(x·density), which is at most 10 here, for the power law of beta(0.1, ·).
const TOLERANCE: f64 = 2e-13;

#[test]
fn quantiles_means_and_variances_agree_with_scipy() {
    for (name, dist, mean, variance, quantiles) in cases() {
        let dist = dist.unwrap();
        for (p, exact) in P.into_iter().zip(quantiles) {
            let error = relative(dist.quantile(p), exact);
            assert!(error < TOLERANCE, "{name} at {p}: {error:e}");
        }
        assert!(relative(dist.mean(), mean) < 1e-14, "{name}: mean");
        assert!(relative(dist.sd() * dist.sd(), variance) < 1e-14, "{name}: variance");
    }
}

#[test]
fn gamma_quantiles_agree_with_scipy() {
    for (shape, scale, quantiles) in GAMMA {
        for (p, exact) in P.into_iter().zip(quantiles) {
            let error = relative(scale * gamma::inverse(shape, p, 1.0 - p), exact);
            assert!(error < TOLERANCE, "gamma({shape}, {scale}) at {p}: {error:e}");
        }
    }
}

/// ∫ q(p) dp and ∫ (q(p) − mean)² dp by the midpoint rule on the z scale, where the integrands are smooth and vanish
/// at both ends.
fn moments_by_integration(at_z: impl Fn(f64) -> f64) -> (f64, f64) {
    let step = 1.0 / 256.0;
    let nodes = || (-3072..3072).map(|i| (f64::from(i) + 0.5) * step);
    let mean: f64 = nodes().map(|z| step * normal::pdf(z) * at_z(z)).sum();
    let variance: f64 = nodes().map(|z| step * normal::pdf(z) * (at_z(z) - mean).powi(2)).sum();
    (mean, variance.sqrt())
}

#[test]
fn moments_are_the_integrals_of_the_quantile_function() {
    let more = [
        Dist::normal(2.0, 0.5),
        Dist::normal_from_p10_p90(5.0, 9.0),
        Dist::lognormal_from_p10_p90(20e3, 45e3),
        Dist::logit_normal_from_p10_p90(0.05, 0.4),
        Dist::logit_normal_from_p10_p90(0.001, 0.999),
    ];
    for dist in cases().into_iter().map(|case| case.1).chain(more) {
        let dist = dist.unwrap();
        let (mean, sd) = moments_by_integration(|z| dist.at_z(z));
        // A step at either end, as a list or a steep beta has, is the worst case for the midpoint rule.
        assert!((mean - dist.mean()).abs() < 3e-6 * dist.sd(), "{dist:?}: mean {mean}");
        assert!(relative(sd, dist.sd()) < 3e-6, "{dist:?}: sd {sd} {}", dist.sd());
    }
}

#[test]
fn the_p10_and_p90_given_are_the_p10_and_p90_got() {
    let pairs = [
        (Dist::normal_from_p10_p90(-5.0, 9.0), (-5.0, 9.0)),
        (Dist::lognormal_from_p10_p90(20e3, 45e3), (20e3, 45e3)),
        (Dist::logit_normal_from_p10_p90(0.05, 0.4), (0.05, 0.4)),
    ];
    for (dist, (p10, p90)) in pairs {
        let dist = dist.unwrap();
        assert!(relative(dist.quantile(0.1), p10) < 1e-14);
        assert!(relative(dist.quantile(0.9), p90) < 1e-14);
    }
}

#[test]
fn the_sampler_agrees_with_the_quantile_function_and_never_decreases() {
    for (name, dist, ..) in cases() {
        let dist = dist.unwrap();
        let sampler = dist.sampler();
        let mut last = sampler.at_z(-8.3);
        for i in -8300..=8300 {
            let z = f64::from(i) * 1e-3;
            let value = sampler.at_z(z);
            // Up to the rounding of a cubic's four terms.
            assert!(value >= last - 4.0 * f64::EPSILON * last.abs(), "{name} decreases at {z}");
            last = value;
            if i % 37 == 0 {
                let error = (value - dist.at_z(z)).abs() / dist.sd();
                assert!(error <= 1.1e-7, "{name} at {z}: {error:e}");
            }
        }
        if let Sampler::Table(table) = sampler {
            assert!(table.error() <= 1e-7, "{name}: {:e}", table.error());
            let (low, high) = dist.support();
            assert!(table.at_z(f64::NEG_INFINITY) >= low && table.at_z(f64::INFINITY) <= high);
        }
    }
}

/// A table measures its error at midpoints, where a cubic's error is largest unless its curvature changes fast.
#[test]
fn extreme_betas_are_tabulated_to_the_stated_error() {
    for (a, b, stated) in [
        (0.05, 0.05, 4e-6), // nearly a coin: a step in z, at the limit of 1024 intervals
        (0.05, 10.0, 1e-7),
        (1e5, 1e5, 1e-7),
        (1e5, 5.0, 1e-7),
        (1.0, 1e5, 1e-7),
        (0.5, 300.0, 1e-7),
    ] {
        let dist = Dist::beta(a, b).unwrap();
        let Sampler::Table(table) = dist.sampler() else { panic!("a beta is tabulated") };
        let worst = (-8300..=8300)
            .map(|i| f64::from(i) * 0.001)
            .map(|z| (table.at_z(z) - dist.at_z(z)).abs() / dist.sd())
            .fold(0.0, f64::max);
        assert!(table.error() <= stated, "beta({a}, {b}) states {:e}", table.error());
        assert!(worst <= 2.0 * stated, "beta({a}, {b}): {worst:e}");
    }
}

#[test]
fn an_empirical_list_is_its_own_inverse_step_function() {
    let dist = Dist::empirical(&[30.0, 10.0, 20.0, 20.0]).unwrap();
    let at = [0.0, 0.01, 0.25, 0.26, 0.5, 0.75, 0.76, 1.0].map(|p| dist.quantile(p));
    assert_eq!(at, [10.0, 10.0, 10.0, 20.0, 20.0, 20.0, 30.0, 30.0]);
    assert_eq!(dist.mean(), 20.0);
    assert_eq!(dist.sd(), 50f64.sqrt());
    assert_eq!(dist.support(), (10.0, 30.0));
}

#[test]
fn every_violated_condition_has_its_error() {
    use DistError::*;
    let nan = f64::NAN;
    for (made, error) in [
        (Dist::fixed(nan), NotFinite),
        (Dist::fixed(f64::INFINITY), NotFinite),
        (Dist::pert(1.0, 0.0, 2.0), NotIncreasing),
        (Dist::pert(1.0, 1.0, 1.0), NotIncreasing),
        (Dist::pert(1.0, nan, 2.0), NotFinite),
        (Dist::pert(-1e308, 0.0, 1e308), Overflow),
        (Dist::beta(0.0, 1.0), NotPositive),
        (Dist::beta(1e-3, 1.0), ShapeOutOfRange),
        (Dist::beta(1.0, 1e10), ShapeOutOfRange),
        (Dist::normal(0.0, -1.0), NegativeSpread),
        (Dist::lognormal(0.0, 1.0), NotPositive),
        (Dist::lognormal(1.0, -0.1), NegativeSpread),
        (Dist::lognormal(1.0, 100.0), Overflow),
        (Dist::lognormal_from_p10_p90(-1.0, 1.0), NotPositive),
        (Dist::lognormal_from_p10_p90(2.0, 1.0), NotIncreasing),
        (Dist::logit_normal_from_p10_p90(0.0, 0.5), OutsideUnit),
        (Dist::logit_normal_from_p10_p90(0.5, 1.0), OutsideUnit),
        (Dist::logit_normal_from_p10_p90(0.5, 0.5), NotIncreasing),
        (Dist::normal_from_p10_p90(1.0, 1.0), NotIncreasing),
        (Dist::empirical(&[]), Empty),
        (Dist::empirical(&[1.0, nan]), NotFinite),
    ] {
        assert_eq!(made, Err(error));
    }
}

#[test]
fn no_spread_is_a_fixed_value() {
    for dist in [Dist::fixed(7.0), Dist::normal(7.0, 0.0), Dist::empirical(&[7.0])] {
        let dist = dist.unwrap();
        assert_eq!((dist.mean(), dist.sd(), dist.support()), (7.0, 0.0, (7.0, 7.0)));
        assert_eq!(dist.quantile(0.2), 7.0);
        assert_eq!(dist.sampler().at_z(-3.0), 7.0);
    }
}
