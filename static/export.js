// Writes presentations and workbooks: passes content made by the page (src/export) to what writes them (export/office,
// after the libraries that know the formats). Loaded when the first file is asked for; each library when it is needed.
// The build fills in what stands in double braces.
(() => {
  const libraries = {
    pptx: ['{{lib/pptx.js}}', '{{lib/pptx.js integrity}}', () => window.funnelSlides],
    xlsx: ['{{lib/xlsx.js}}', '{{lib/xlsx.js integrity}}', () => window.funnelBook],
  };

  /** A library's own global, loaded if it is missing. */
  const library = (name) => {
    const [src, integrity, found] = libraries[name];
    if (found()) return Promise.resolve(found());
    return new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement('script'), { src, integrity, crossOrigin: 'anonymous' });
      const failed = () => {
        script.remove();
        reject(Object.assign(new Error(`${src} could not be loaded`), { name: 'NotLoaded' }));
      };
      script.onerror = failed;
      script.onload = () => (found() ? resolve(found()) : failed());
      document.head.append(script);
    });
  };

  /** What writes a kind of file from its content, loaded the first time. */
  const maker = (name) => async (json) => (await library(name))(json);

  window.funnelMakers = { pptx: maker('pptx'), xlsx: maker('xlsx') };
})();
