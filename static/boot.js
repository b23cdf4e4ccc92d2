// Starts the page. The workers find script and module by the same element (src/worker/handle.rs).
(() => {
  const script = document.querySelector('script[data-wasm]');
  const failed = (error) => {
    console.error(error);
    const broken = document.getElementById('broken');
    // A panic has shown more than this knows.
    if (broken) broken.hidden = false;
  };
  wasm_bindgen({ module_or_path: script.dataset.wasm }).catch(failed);
})();
