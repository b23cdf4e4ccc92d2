/** A scenario as in docs/schema/scenario.schema.json. */
export type Scenario = Record<string, unknown>;
/** A report as in docs/schema/report.schema.json. */
export type Report = Record<string, unknown>;

/** What is wrong with something that was refused. */
export interface Problem {
  /** Where: `channels[0].spend_per_week`. */
  path: string;
  /** What, and what would be right. */
  message: string;
}

/** An error of a refused message has its problems. */
export interface Refused extends Error {
  problems: Problem[];
}

import type { View } from './views.js';
export type { View };

export interface FunnelEventMap {
  /** The page is there, and takes messages. */
  'funnel-ready': CustomEvent<{ engine: string }>;
  /** The page is so many CSS pixels high; the frame has followed. */
  'funnel-height': CustomEvent<{ height: number }>;
  /** A key that moves a deck was pressed where nothing in the page takes it. */
  'funnel-key': CustomEvent<{ key: string }>;
  /** The answer to what is shown has settled. */
  'funnel-settled': CustomEvent<{ replicates: number }>;
  /** The reader changed something: the link to what is shown now. */
  'funnel-link': CustomEvent<{ link: string }>;
}

/** Attributes: src, link, view, present, controls, theme, locale, lock, compact, title. */
export class FunnelSimulator extends HTMLElement {
  getState(): Promise<Scenario>;
  setState(scenario: Scenario): Promise<void>;
  run(): Promise<Report>;
  /** Sets one value by its path, such as `plans[0].spend[0].scale`. */
  set(path: string, value: unknown): Promise<void>;
  /** A picture of a view, once the answer has settled: shapes as text, points as a data address. */
  picture(asked?: { view?: View; format?: 'svg' | 'png'; scale?: number }): Promise<{ title: string; text?: string; data?: string }>;
  /** Has what moves or works by itself wait, as on a slide that is not shown. */
  pause(): void;
  /** Has it go on. */
  goOn(): void;
  export(format: 'scenario.json' | 'report.json' | 'report.csv'): Promise<string | null>;
  addEventListener<K extends keyof FunnelEventMap>(
    type: K, listener: (this: FunnelSimulator, event: FunnelEventMap[K]) => void, options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'funnel-simulator': FunnelSimulator;
  }
}
