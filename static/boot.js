// Starts the page. The workers find script and module by the same element (src/worker/handle.rs).
(() => {
  // A file dropped before the page listens for files must not be opened in its place.
  for (const kind of ['dragover', 'drop']) addEventListener(kind, (event) => event.preventDefault());
  if (!window.WebAssembly) {
    document.getElementById('needs').hidden = false;
    return;
  }
  const script = document.querySelector('script[data-wasm]');
  const failed = (error) => {
    console.error(error);
    const broken = document.getElementById('broken');
    // A panic has shown more than this knows.
    if (broken) broken.hidden = false;
  };
  // On a host each comes with a hash, and nothing else is taken for it (xtask/src/site).
  const load = (name) => fetch(script.dataset[name], { integrity: script.dataset[`${name}Hash`] });
  // Also when the script that defines it did not come.
  const started = (async () => wasm_bindgen({ module_or_path: load('wasm') }))();
  started.catch(failed);
  // Brings in the second module, which shares memory, stack and table of functions with the first (src/later). Can be
  // called again when it failed.
  window.loadLater = async () => {
    const response = await load('later');
    if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
    // Streamed, so that browsers keep what they compiled; they do it only for this type.
    const streams = response.headers.get('content-type') === 'application/wasm';
    const module = await (streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer()));
    await WebAssembly.instantiate(module, { __wasm_split: await started });
    // For workers (src/worker/handle.rs).
    window.loadLater.module = module;
  };
})();
