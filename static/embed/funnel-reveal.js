// A reveal.js plugin for decks with the simulator in their slides, as frames or as <funnel-simulator>:
//
//   import { FunnelReveal } from 'https://your-host/funnel/static/embed/funnel-reveal.js';
//   Reveal.initialize({ plugins: [FunnelReveal] });
//
// The deck's keys work while the focus is in a simulator. Changes made there are kept when reveal.js unloads the frame,
// and all simulators with the same `data-funnel` show the same scenario. A simulator that is not shown waits. The
// speaker view, which has the deck twice more, shows the simulators as well, and a change in one of the three is made
// in all.

const VERSION = 1;
/** A link as the page itself writes it, in any version of the format: it comes from a simulator, never from a reader. */
const LINK = /^v\d+=[\w-]+$/;
const MOVES = {
  ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down',
  PageUp: 'prev', PageDown: 'next', ' ': 'next', Escape: 'toggleOverview', b: 'togglePause', B: 'togglePause', '.': 'togglePause',
};
/** Milliseconds within which a simulator repeats a link that it got from another copy of the deck. */
const ECHO = 2_000;
/** Keys that lead to a given slide rather than to the next or previous one. */
const PLACES = { Home: () => 0, End: (deck) => deck.getHorizontalSlides().length - 1 };

/** The frame's address with another link. */
function linked(address, link) {
  const url = new URL(address, document.baseURI);
  url.searchParams.delete('s');
  url.hash = link;
  return url.href;
}

/** Gives a simulator a link: for the next time that a frame is loaded, and at once to one that is loaded now. */
function show(simulator, link) {
  if (simulator.localName === 'funnel-simulator') return simulator.setAttribute('link', link);
  for (const name of ['data-src', 'src']) {
    const address = simulator.getAttribute(name);
    if (address && address !== 'about:blank') simulator.setAttribute(name, linked(address, link));
  }
}

/** Loads the frames of a part of the deck, for cases in which reveal.js does not. */
function load(part) {
  for (const frame of part?.querySelectorAll('iframe[data-funnel][data-src]') ?? []) {
    if (frame.getAttribute('src') !== frame.dataset.src) frame.src = frame.dataset.src;
  }
}

/**
 * Copies of a deck, namely the one that the audience sees and two in the speaker view's window, tell each other what is
 * shown where.
 *
 * @param {(at: number, link: string) => void} show takes what another copy says @param {() => Iterable<[number,
 * string]>} known what a copy that opens later is told
 */
function copies(show, known) {
  const others = new Set();
  const echoes = new Map();
  const isSpeakers = /receiver/i.test(location.search);
  const tell = (at, link, except) => {
    for (const other of others) {
      if (other.closed) others.delete(other);
      else if (other !== except) other.postMessage({ funnelDeck: VERSION, at, link }, '*');
    }
  };
  addEventListener('message', ({ source, origin, data }) => {
    if (!source || origin !== self.origin || data?.funnelDeck !== VERSION) return;
    if (data.hello) {
      others.add(source);
      for (const [at, link] of known()) source.postMessage({ funnelDeck: VERSION, at, link }, '*');
    } else if (others.has(source) && Number.isInteger(data.at) && LINK.test(data.link)) {
      echoes.set(data.link, performance.now());
      show(data.at, data.link);
      tell(data.at, data.link, source);
    }
  });
  if (isSpeakers) {
    const audience = parent.opener;
    if (audience) {
      others.add(audience);
      audience.postMessage({ funnelDeck: VERSION, hello: true }, '*');
    }
  }
  return {
    isSpeakers,
    tell(at, link) {
      const since = performance.now() - (echoes.get(link) ?? -ECHO);
      echoes.delete(link);
      if (since >= ECHO) tell(at, link);
    },
  };
}

export const FunnelReveal = {
  id: 'funnel',

  init(deck) {
    const root = deck.getRevealElement();
    const simulators = () => [...root.querySelectorAll('iframe[data-funnel], funnel-simulator')];
    const known = new Map();
    const move = (key) => {
      const method = Object.hasOwn(MOVES, key) ? MOVES[key] : undefined;
      if (method) deck[method]();
      else if (Object.hasOwn(PLACES, key)) deck.slide(PLACES[key](deck));
    };
    const pass = (from, link) => {
      const at = simulators().indexOf(from);
      const group = from.dataset.funnel;
      // Deleted first, so that the latest comes last.
      known.delete(at);
      if (at >= 0) known.set(at, link);
      if (group === undefined) return at;
      for (const other of simulators()) {
        if (other !== from && other.dataset.funnel === group) show(other, link);
      }
      return at;
    };
    const others = copies((at, link) => {
      const simulator = simulators()[at];
      if (!simulator) return;
      show(simulator, link);
      pass(simulator, link);
    }, () => known);
    const keep = (from, link) => {
      if (!LINK.test(link)) return;
      if (from.localName === 'iframe' && from.hasAttribute('data-src')) from.setAttribute('data-src', linked(from.getAttribute('data-src'), link));
      const at = pass(from, link);
      if (at >= 0) others.tell(at, link);
    };

    addEventListener('message', ({ source, data }) => {
      if (!source || data?.funnel !== VERSION) return;
      const frame = [...root.querySelectorAll('iframe')].find(({ contentWindow }) => contentWindow === source);
      if (!frame) return;
      if (data.type === 'key') move(data.key);
      if (data.type === 'link') keep(frame, data.link);
    });
    root.addEventListener('funnel-key', ({ detail }) => move(detail.key));
    root.addEventListener('funnel-link', ({ target, detail }) => keep(target, detail.link));

    // On paper all slides are there at once, and reveal.js does not load their frames.
    if (/print-pdf/i.test(location.search)) load(root);
    // Nor does it in the speaker view, because it cannot know that a frame makes no sound.
    if (others.isSpeakers) {
      for (const name of ['ready', 'slidechanged']) deck.on(name, () => load(deck.getCurrentSlide()));
    }

    // reveal.js notifies frames itself, but does not see those within elements.
    const elements = (slide) => slide?.querySelectorAll('funnel-simulator') ?? [];
    deck.on('slidechanged', ({ previousSlide, currentSlide }) => {
      for (const element of elements(previousSlide)) element.pause();
      for (const element of elements(currentSlide)) element.goOn();
    });
  },
};
