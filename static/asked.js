// The document shows the worked example's answer before the page is there. Where the address or earlier work asks for
// something else, that is not what the reader came for: it is hidden, and the page shows what was asked.
(() => {
  const asks = /[?&](view|present|lock|controls|compact|theme|s|v1)\b/.test(location.search) || /v1=/.test(location.hash);
  let works = false;
  try {
    works = Object.keys(localStorage).some((name) => name.startsWith('funnel.'));
  } catch {
    // A frame that may keep nothing.
  }
  // A page in one file may carry a scenario of its own.
  const carries = document.getElementById('scenario')?.text.trim();
  if (asks || works || carries) document.documentElement.dataset.asked = '';
})();
