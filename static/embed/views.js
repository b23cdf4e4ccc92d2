// The views by their names in an address, each with the question it answers. Written from the list in
// scenario/src/view.rs: `UPDATE_VIEWS=1 cargo test -p funnel-scenario view`.

export const VIEWS = {
  short: 'What should we do?',
  answer: 'Does it pay?',
  flow: 'Where does the money go?',
  time: 'When?',
  holds: 'What holds it back?',
  ladder: 'What would help most?',
  curve: 'How far should we go?',
  mix: 'Where should it go?',
  extra: 'Where should the additional money go?',
  cut: 'What happens if we cut?',
  outcome: 'What does the target take?',
  drivers: 'What decides it?',
  learn: 'What should we find out first?',
  compare: 'Which of them is better?',
  regret: 'Which plan, whoever is right?',
  signs: 'How would you know early?',
  process: 'What else could you do?',
  data: 'What do our own numbers say?',
  assumptions: 'Says who?',
};

/** Names that views had, each with the one it has now. */
export const FORMERLY = {
  help: 'ladder',
  levers: 'ladder',
  far: 'curve',
  takes: 'outcome',
};

/** The name that a view has now, be the given one old; `undefined` where there is no such view. */
export function named(name) {
  if (Object.hasOwn(VIEWS, name)) return name;
  return Object.hasOwn(FORMERLY, name) ? FORMERLY[name] : undefined;
}
