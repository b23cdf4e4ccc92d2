// Browsers may give all files on a disk one storage. Each file keeps its own: names end in a hash of the file's place
// and of the scenario that it was saved with.
(() => {
  const carried = document.getElementById('scenario').text;
  // At first the document shows the worked example.
  if (carried) document.documentElement.dataset.asked = '';
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
})();
