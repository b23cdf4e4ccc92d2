// Starts the page. The workers find script and module by the same element (src/worker/handle.rs).
(() => {
  // A file dropped before the page listens for files must not be opened in its place.
  for (const kind of ['dragover', 'drop']) addEventListener(kind, (event) => event.preventDefault());
  if (!window.WebAssembly) {
    document.getElementById('needs').hidden = false;
    return;
  }
  const script = document.querySelector('script[data-wasm]');
  // On a host it comes with a hash, and nothing else is taken for it (xtask/src/site).
  const load = () => fetch(script.dataset.wasm, { integrity: script.dataset.wasmHash });
  // Also when the script that defines it did not come.
  const start = async () => wasm_bindgen({ module_or_path: load() });
  start().catch((error) => {
    console.error(error);
    const broken = document.getElementById('broken');
    // A panic has shown more than this knows.
    if (broken) broken.hidden = false;
  });
})();
