// <funnel-simulator src="https://host/path/" view="answer" link="v1=…"></funnel-simulator>: the simulator in a frame
// that is as high as its content. Its messages are described in docs/embed.md; types are in funnel-simulator.d.ts.

const VERSION = 1;
/** Attributes that become parameters of the frame's address. */
const PARAMETERS = ['view', 'present', 'controls', 'theme', 'locale', 'lock', 'compact'];
/** The height until the page has said how high it is. */
const FIRST_HEIGHT = 480;
/** Milliseconds that a page may take to say that it has loaded, and to answer. */
const PATIENCE = 60_000;
const REMOVED = 'the element was removed';

export class FunnelSimulator extends HTMLElement {
  static observedAttributes = ['src', 'link', ...PARAMETERS];

  #frame;
  /** The frame's address without its link. */
  #page;
  #replies = new Map();
  #asked = 0;
  /** What the reader made of `link`, for when the frame is loaded again. */
  #kept;
  #ready = withResolvers();
  #hear = (event) => this.#heard(event);

  connectedCallback() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    this.#frame = document.createElement('iframe');
    this.#frame.title = this.getAttribute('title') ?? 'Funnel simulator';
    this.#frame.style.cssText = 'display:block;width:100%;border:0';
    root.replaceChildren(this.#frame);
    this.#page = undefined;
    addEventListener('message', this.#hear);
    this.#load();
  }

  disconnectedCallback() {
    removeEventListener('message', this.#hear);
    this.#giveUp(REMOVED);
  }

  attributeChangedCallback(name, before, now) {
    // Whoever sets a link wants to see it, be it the one that was set before: the reader may have changed it since.
    const shown = name === 'link' ? (this.#kept ?? before) : before;
    if (shown === now) return;
    if (name === 'link') this.#kept = undefined;
    if (this.#frame && this.isConnected) this.#load();
  }

  /** The scenario that is shown. */
  async getState() {
    return (await this.#ask({ type: 'getState' })).scenario;
  }

  /** Sets one value by its path, such as `plans[0].spend[0].scale`; rejected, with the problems, if the result is not valid. */
  async set(path, value) {
    await this.#ask({ type: 'set', path, value });
  }

  /** A picture of a view, once the answer has settled: `svg` as text, `png` as a data address. */
  async picture({ view, format = 'svg', scale } = {}) {
    const asked = { type: 'picture', format, ...(view && { view }), ...(scale && { scale }) };
    const { title, text, data } = await this.#ask(asked);
    return { title, [format === 'svg' ? 'text' : 'data']: text ?? data };
  }

  /** Shows another scenario; rejected, with the problems, if it is not valid. */
  async setState(scenario) {
    await this.#ask({ type: 'setState', scenario });
  }

  /** The report, once it has settled. */
  async run() {
    return (await this.#ask({ type: 'run' })).report;
  }

  /** A file's text: `scenario.json`, `report.json` or `report.csv`; `null` for a report that has not settled. */
  async export(format) {
    return (await this.#ask({ type: 'export', format })).text;
  }

  /** Makes animations and computing wait, as on a slide that is not shown, … */
  pause() {
    this.#frame?.contentWindow?.postMessage('slide:stop', '*');
  }

  /** … and lets them go on. */
  goOn() {
    this.#frame?.contentWindow?.postMessage('slide:start', '*');
  }

  #load() {
    this.#giveUp('another address was loaded');
    this.#ready = withResolvers();
    // Nobody may be waiting for it.
    this.#ready.promise.catch(() => {});
    const src = this.getAttribute('src');
    if (!src) return this.#frame.removeAttribute('src');
    const address = new URL(src, document.baseURI);
    // It needs nothing but scripts and an origin of its own, to load itself from any host, and a way to open itself in a tab. Of this
    // page's own origin it would be free all the same.
    if (address.origin === location.origin) this.#frame.removeAttribute('sandbox');
    else this.#frame.sandbox = 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads';
    for (const name of PARAMETERS) {
      const value = this.getAttribute(name);
      if (value !== null) address.searchParams.set(name, value);
    }
    // The simulator listens to this page only.
    if (location.origin !== 'null') address.searchParams.set('origin', location.origin);
    // Another link alone loads nothing anew: the page opens it, says again that it is ready, and keeps its height.
    if (this.#page !== address.href) {
      this.#page = address.href;
      // Slides fill the element, whose height its page then decides.
      this.#frame.style.height = this.hasAttribute('present') ? '100%' : `${FIRST_HEIGHT}px`;
    }
    const link = this.#kept ?? this.getAttribute('link');
    // The page reads links as they arrive from a mail, line breaks and what stands around them included; an address
    // would lose the breaks.
    if (link) address.hash = link.replace(/[\t\n\r]/g, encodeURIComponent);
    this.#frame.src = address;
  }

  async #ask(message) {
    await within(PATIENCE, this.#ready.promise, 'the simulator did not load');
    if (!this.isConnected) throw new Error(REMOVED);
    const id = ++this.#asked;
    const reply = withResolvers();
    this.#replies.set(id, reply);
    // A sandboxed frame has no origin that could be named; the message contains only what it is to show.
    this.#frame.contentWindow?.postMessage({ funnel: VERSION, id, ...message }, '*');
    return within(PATIENCE, reply.promise, 'the simulator did not answer').finally(() => this.#replies.delete(id));
  }

  #heard({ source, data }) {
    if (!source || source !== this.#frame.contentWindow || data?.funnel !== VERSION) return;
    switch (data.type) {
      case 'ready':
        this.#ready.resolve();
        break;
      case 'height':
        if (Number.isFinite(data.height) && !this.hasAttribute('present')) this.#frame.style.height = `${Math.min(Math.max(data.height, 40), 20_000)}px`;
        break;
      case 'link':
        if (typeof data.link === 'string') this.#kept = data.link;
        break;
      case 'refused':
      case 'failed': {
        const error = new Error(data.problems?.map(({ path, message }) => `${path}: ${message}`).join('\n') ?? data.message);
        error.problems = data.problems ?? [];
        this.#replies.get(data.id)?.reject(error);
        break;
      }
      default:
        this.#replies.get(data.id)?.resolve(data);
    }
    if (['ready', 'height', 'key', 'link', 'settled'].includes(data.type)) {
      const { key, height, engine, link, replicates } = data;
      this.dispatchEvent(new CustomEvent(`funnel-${data.type}`, { bubbles: true, detail: { key, height, engine, link, replicates } }));
    }
  }

  #giveUp(why) {
    const error = new Error(why);
    this.#ready.reject(error);
    for (const { reject } of this.#replies.values()) reject(error);
    this.#replies.clear();
  }
}

function withResolvers() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  made.promise.catch(() => {});
  return made;
}

function within(millis, promise, otherwise) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(otherwise)), millis); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

if (!customElements.get('funnel-simulator')) customElements.define('funnel-simulator', FunnelSimulator);
