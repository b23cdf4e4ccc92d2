// Starts the page in one file: unpacks its module, script and style (squeeze/), all of which are in the file.
(async () => {
  // A file dropped before the page listens for files must not be opened in its place.
  for (const kind of ['dragover', 'drop']) addEventListener(kind, (event) => event.preventDefault());
  // As it is in the file, to be saved again with another scenario (src/single.rs).
  window.funnelFile = `<!doctype html>\n${document.documentElement.outerHTML}\n`;
  // Files may share one storage; each keeps its own, by where it is and what it was made with.
  const carried = document.getElementById('scenario').text;
  let hash = 0;
  for (const unit of location.pathname + carried) hash = (Math.imul(hash, 31) + unit.codePointAt(0)) | 0;
  const shared = Object.getOwnPropertyDescriptor(window, 'localStorage');
  const key = (name) => `${name}.${hash}`;
  Object.defineProperty(window, 'localStorage', {
    get() {
      const kept = shared.get.call(window);
      return kept && {
        getItem: (name) => kept.getItem(key(name)),
        setItem: (name, text) => kept.setItem(key(name), text),
        removeItem: (name) => kept.removeItem(key(name)),
      };
    },
  });
  // 253 bytes are 127 characters of 62768, which no browser changes on reading (squeeze/src/text.rs).
  const bytesOf = (element) => {
    const bytes = new Uint8Array(Math.ceil(element.text.length / 127) * 253);
    for (let group = 0; group * 127 < element.text.length; group += 1) {
      let number = 0n;
      for (let i = 126; i >= 0; i -= 1) {
        const unit = element.text.charCodeAt(group * 127 + i);
        number = number * 62768n + BigInt(unit - (unit < 0xd800 ? 0xa0 : 0x8a0));
      }
      const digits = number.toString(16).padStart(506, '0');
      for (let i = 0; i < 253; i += 1) bytes[group * 253 + i] = parseInt(digits.substr(i * 2, 2), 16);
    }
    element.remove();
    return bytes.subarray(0, Number(element.dataset.bytes));
  };
  // Painted first: what follows takes the page's thread for a while.
  await new Promise((done) => { setTimeout(done, 50); });
  const packed = document.getElementById('packed');
  const inflated = new Blob([bytesOf(document.getElementById('unpacker'))]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const { instance: { exports } } = await WebAssembly.instantiate(await new Response(inflated).arrayBuffer());
  const bytes = bytesOf(packed);
  const lengths = packed.dataset.parts.split(' ').map(Number);
  const length = lengths.reduce((sum, part) => sum + part);
  const from = exports.room(bytes.length);
  new Uint8Array(exports.memory.buffer, from).set(bytes);
  const to = exports.room(length);
  exports.unpack(from, bytes.length, lengths[0], to, length);
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
})().catch((error) => {
  console.error(error);
  document.getElementById('broken').hidden = false;
});
