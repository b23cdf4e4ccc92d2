// The document shows the worked example's answer before the page has loaded. Where the address or earlier work asks for
// something else, that answer is not what the reader came for: it is hidden, and the page shows what was asked.
(() => {
  // Any fragment may be what is left of a link.
  const asks = location.hash.length > 1 || /[?&](view|present|lock|controls|compact|theme|s)\b|v1/i.test(location.search);
  let works = false;
  try {
    works = Object.keys(localStorage).some((name) => name.startsWith('funnel.'));
  } catch {
    // A frame that may not store anything.
  }
  // A page in one file may contain a scenario of its own.
  const carries = document.getElementById('scenario')?.text.trim();
  if (asks || works || carries) document.documentElement.dataset.asked = '';
})();
