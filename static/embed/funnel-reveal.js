// A reveal.js plugin for decks with the simulator in their slides, as frames or as <funnel-simulator>:
//
//   import { FunnelReveal } from 'https://your-host/funnel/static/embed/funnel-reveal.js';
//   Reveal.initialize({ plugins: [FunnelReveal] });
//
// The deck's keys work while the focus is in a simulator. What is changed there is kept when reveal.js unloads the frame,
// and all simulators with the same `data-funnel` show the same scenario. What is not shown waits.

const VERSION = 1;
const LINK = /^v1=[\w-]+$/;
const MOVES = {
  ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down',
  PageUp: 'prev', PageDown: 'next', ' ': 'next', Escape: 'toggleOverview', b: 'togglePause', B: 'togglePause', '.': 'togglePause',
};
/** Keys that lead to a slide rather than by one. */
const PLACES = { Home: () => 0, End: (deck) => deck.getHorizontalSlides().length - 1 };

/** The frame's address with another link. */
function linked(address, link) {
  const url = new URL(address, document.baseURI);
  url.searchParams.delete('s');
  url.hash = link;
  return url.href;
}

/** Writes a link into a simulator: into a frame for the next time that it is loaded, and into one that is loaded now. */
function show(simulator, link) {
  if (simulator.localName === 'funnel-simulator') return simulator.setAttribute('link', link);
  for (const name of ['data-src', 'src']) {
    const address = simulator.getAttribute(name);
    if (address && address !== 'about:blank') simulator.setAttribute(name, linked(address, link));
  }
}

export const FunnelReveal = {
  id: 'funnel',

  init(deck) {
    const root = deck.getRevealElement();
    const move = (key) => {
      const method = Object.hasOwn(MOVES, key) ? MOVES[key] : undefined;
      if (method) deck[method]();
      else if (Object.hasOwn(PLACES, key)) deck.slide(PLACES[key](deck));
    };
    const keep = (from, link) => {
      if (!LINK.test(link)) return;
      const group = from.dataset.funnel;
      if (from.localName === 'iframe' && from.hasAttribute('data-src')) from.setAttribute('data-src', linked(from.getAttribute('data-src'), link));
      if (group === undefined) return;
      for (const other of root.querySelectorAll('iframe[data-funnel], funnel-simulator[data-funnel]')) {
        if (other !== from && other.dataset.funnel === group) show(other, link);
      }
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

    // On paper all slides are there at once, and reveal.js loads no frame of them by itself.
    if (/print-pdf/i.test(location.search)) {
      for (const frame of root.querySelectorAll('iframe[data-funnel][data-src]')) frame.src = frame.dataset.src;
    }

    // reveal.js tells frames itself, but does not see those within elements.
    const elements = (slide) => slide?.querySelectorAll('funnel-simulator') ?? [];
    deck.on('slidechanged', ({ previousSlide, currentSlide }) => {
      for (const element of elements(previousSlide)) element.pause();
      for (const element of elements(currentSlide)) element.goOn();
    });
  },
};
