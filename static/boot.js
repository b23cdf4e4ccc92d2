// Starts the page. The workers find script and module by the same element (src/worker/handle.rs).
(() => {
  // A file dropped before the page listens for files must not replace it.
  for (const kind of ['dragover', 'drop']) addEventListener(kind, (event) => event.preventDefault());
  if (!window.WebAssembly) {
    document.getElementById('needs').hidden = false;
    return;
  }
  const script = document.querySelector('script[data-wasm]');
  // On a host it comes with a hash, and nothing else is accepted (xtask/src/site).
  const load = () => fetch(script.dataset.wasm, { integrity: script.dataset.wasmHash });
  // Async, so that a missing script, which defines `wasm_bindgen`, is a rejection as well.
  const start = async () => wasm_bindgen({ module_or_path: load() });
  start().catch((error) => {
    console.error(error);
    const broken = document.getElementById('broken');
    // If it panicked, the page has already shown more than is known here.
    if (broken) broken.hidden = false;
  });
})();
