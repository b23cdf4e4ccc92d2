// Starts the page in one file: unpacks its module, script and style, all of which are in the file.
window.startFile = async (unpacker, bytesOf) => {
  // A file dropped before the page listens for files must not be opened in its place.
  for (const kind of ['dragover', 'drop']) addEventListener(kind, (event) => event.preventDefault());
  // Files may share one storage; each keeps its own, by where it is and what it was made with.
  const carried = document.getElementById('scenario').text;
  let hash = 0;
  for (const unit of location.pathname + carried) hash = (Math.imul(hash, 31) + unit.codePointAt(0)) | 0;
  const shared = Object.getOwnPropertyDescriptor(window, 'localStorage');
  const ending = `.${hash}`;
  const key = (name) => name + ending;
  Object.defineProperty(window, 'localStorage', {
    get() {
      const kept = shared.get.call(window);
      const names = () => Object.keys(kept).filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
      return kept && {
        get length() { return names().length; },
        key: (at) => names()[at] ?? null,
        getItem: (name) => kept.getItem(key(name)),
        setItem: (name, text) => kept.setItem(key(name), text),
        removeItem: (name) => kept.removeItem(key(name)),
      };
    },
  });
  // No style is in the file but the one that is packed; what a script sets is none, to the policy.
  const said = document.querySelector('#app p');
  Object.assign(said.style, { width: '14em', margin: '38vh auto 0', font: '15px system-ui, sans-serif' });
  const bar = document.createElement('progress');
  Object.assign(bar.style, { display: 'block', width: '100%', marginTop: '8px', accentColor: '#0b6b72' });
  bar.max = 100;
  bar.ariaLabel = 'Opening';
  said.append(bar);
  // What follows takes the page's thread for a few tenths of a second each time.
  const painted = (after) => new Promise((done) => { setTimeout(done, after); });
  await painted(30);
  const { instance: { exports } } = await WebAssembly.instantiate(unpacker);
  const packed = document.getElementById('packed');
  const bytes = bytesOf(packed);
  const lengths = packed.dataset.parts.split(' ').map(Number);
  const length = lengths.reduce((sum, part) => sum + part);
  const from = exports.room(bytes.length);
  new Uint8Array(exports.memory.buffer, from).set(bytes);
  const to = exports.room(length);
  exports.begin(from, bytes.length, lengths[0], length);
  while (bar.value < 100) {
    bar.value = exports.go_on(to);
    await painted(4);
  }
  let at = to;
  const [module, script, style] = lengths.map((part) => {
    at += part;
    return new Uint8Array(exports.memory.buffer, at - part, part);
  });
  const add = (kind, text) => {
    const element = document.createElement(kind);
    // The workers find the script by this (src/worker/handle.rs).
    element.dataset.wasm = '';
    element.textContent = new TextDecoder().decode(text);
    document.head.append(element);
  };
  add('style', style);
  add('script', script);
  // All is here from the start.
  window.loadLater = async () => {};
  window.loadLater.module = true;
  await wasm_bindgen({ module_or_path: await WebAssembly.compile(module) });
};
