// Starts the page in one file. Its modules, their scripts and the writers of office files are in it, each gzipped and in base64.
(async () => {
  // The file as it is, to be saved again with another scenario (src/single.rs).
  window.funnelFile = `<!doctype html>\n<html lang="en">${document.documentElement.innerHTML}</html>\n`;
  // A file dropped before the page listens for files must not replace it.
  for (const kind of ['dragover', 'drop']) addEventListener(kind, (event) => event.preventDefault());
  if (!window.WebAssembly || !window.DecompressionStream) {
    document.getElementById('needs').hidden = false;
    return;
  }
  const unpacked = (id, type) => {
    const bytes = Uint8Array.from(atob(document.getElementById(id).text), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(stream, { headers: { 'Content-Type': type } });
  };
  const run = async (id) => {
    const script = document.createElement('script');
    // The workers find the page's own script by this attribute (src/worker/handle.rs).
    if (id === 'glue') script.dataset.wasm = '';
    script.textContent = await unpacked(id, 'text/javascript').text();
    document.head.append(script);
  };
  // Called when the first presentation or workbook is asked for (src/export/maker.rs).
  window.funnelOffice = () => run('office');
  // And for other parts that are not needed at the start (src/single.rs).
  window.funnelPart = unpacked;
  await run('glue');
  // Compiled while it is unpacked.
  await wasm_bindgen({ module_or_path: unpacked('module', 'application/wasm') });
})().catch((error) => {
  console.error(error);
  document.getElementById('broken').hidden = false;
});
