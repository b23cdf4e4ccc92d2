// Unpacks what starts the page in one file: start.js and the unpacker of all else (squeeze/). All text here takes two bytes
// a letter in the file, so there is as little as can be.
(async () => {
  // As it is in the file, to be saved again with another scenario (src/single.rs).
  window.funnelFile = `<!doctype html>\n${document.documentElement.outerHTML}\n`;
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
  const starter = document.getElementById('starter');
  const inflated = new Blob([bytesOf(starter)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const bytes = await new Response(inflated).arrayBuffer();
  const script = document.createElement('script');
  script.textContent = new TextDecoder().decode(bytes.slice(0, starter.dataset.script));
  document.head.append(script);
  await window.startFile(bytes.slice(starter.dataset.script), bytesOf);
})().catch((error) => {
  console.error(error);
  document.getElementById('broken').hidden = false;
});
