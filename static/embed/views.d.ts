/** The views by their names in an address, each with the question it answers. */
export declare const VIEWS: {
  readonly short: string;
  readonly answer: string;
  readonly flow: string;
  readonly time: string;
  readonly holds: string;
  readonly ladder: string;
  readonly curve: string;
  readonly mix: string;
  readonly extra: string;
  readonly cut: string;
  readonly outcome: string;
  readonly drivers: string;
  readonly learn: string;
  readonly compare: string;
  readonly regret: string;
  readonly signs: string;
  readonly process: string;
  readonly data: string;
  readonly assumptions: string;
};

/** Names that views had, each with the one it has now. */
export declare const FORMERLY: Record<'help' | 'levers' | 'far' | 'takes', keyof typeof VIEWS>;

/** A view's name, or one that it had. */
export type View = keyof typeof VIEWS | keyof typeof FORMERLY;

/** The name that a view has now, be the given one old; `undefined` where there is no such view. */
export declare function named(name: string): keyof typeof VIEWS | undefined;
