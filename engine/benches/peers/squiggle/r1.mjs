// Reference funnel R1 in Squiggle: node r1.mjs --replicates 500 --seed 1
//
// Squiggle's counts take plain numbers as parameters, so a replicate is a function, not an operation on sample sets.
// Two turns keep the law exact without wasted draws: a Poisson is always a sample set, and with as many samples as there
// are weeks (`sampleCount`) one set is one channel's year; a binomial is a sum of Bernoullis, which is also what
// Squiggle's own binomial does, once per sample of its set.
//
// The seed steers Squiggle's generator. Its Poisson and lognormal draw from Math.random, which has none.
// Prints one JSON line; `seconds` is the simulation alone, after import and warm-up.

import { parseArgs } from 'node:util';
import { run } from '@quri/squiggle-lang';

const WEEKS = 52;
const EXTRA_SPEND = 0.2 * WEEKS * (9200 + 5800 + 3500);
const MARGIN = 0.7;

const model = (replicates) => `
spend = [9200, 5800, 3500] // a week, today
costs = List.map([80, 55, 220], {|median| Sym.lognormal(log(median), 0.15)}) // of one inquiry
elasticity = Sym.beta(70, 30)
stages = [Sym.beta(60, 40), Sym.beta(35, 65), Sym.beta(45, 55), Sym.beta(22, 78)]
deal = Sym.lognormal(log(25000), 0.6)

total(dist, n) = n == 0 ? 0 : sum(sampleN(dist, n))

revenue(means, moves) = {
  won = List.map(means, {|mean|
    weeks = SampleSet.toList(Danger.poissonDist(mean))
    sum(List.map(weeks, {|inquiries| List.reduce(moves, inquiries, {|count, move| total(move, count)})}))
  })
  total(deal, sum(won))
}

replicate(i) = {
  cost = List.map(costs, {|d| sample(d)})
  e = sample(elasticity)
  moves = List.map(stages, {|rate| Sym.bernoulli(sample(rate))})
  means(m) = List.map(spend, {|s, k| s / cost[k] * m / (m * (1 - e) + e)})
  [revenue(means(1), moves), revenue(means(1.2), moves)]
}

List.map(List.upTo(1, ${replicates}), replicate)
`;

async function simulate(replicates, seed) {
  const environment = { sampleCount: WEEKS, xyPointLength: 1000, seed, profile: false };
  const { result } = await run(model(replicates), { environment });
  if (!result.ok) throw new Error(result.value.toString());
  const pairs = result.value.result.asJS();
  return [0, 1].map((arm) => pairs.map((pair) => pair[arm]));
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

function sd(values) {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

// Between order statistics, as NumPy does by default.
function quantile(sorted, p) {
  const at = p * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

const { values: options } = parseArgs({
  options: { replicates: { type: 'string', default: '500' }, seed: { type: 'string', default: '1' } },
});
const replicates = Number(options.replicates);

await simulate(200, 'warm-up');
const start = performance.now();
const [today, plan] = await simulate(replicates, options.seed);
const seconds = (performance.now() - start) / 1000;

const uplift = today.map((revenue, i) => plan[i] / revenue - 1).sort((a, b) => a - b);
console.log(
  JSON.stringify({
    peer: 'squiggle',
    replicates,
    seconds,
    mean_today: mean(today),
    mean_plan: mean(plan),
    sd_today: sd(today),
    sd_plan: sd(plan),
    uplift_p10: quantile(uplift, 0.1),
    uplift_p50: quantile(uplift, 0.5),
    uplift_p90: quantile(uplift, 0.9),
    p_profit_rises: mean(today.map((revenue, i) => Number(MARGIN * (plan[i] - revenue) > EXTRA_SPEND))),
  }),
);
