// On a host only: keeps the page for times without a network (sw.js), and tells of a new version. Nothing reloads by itself.
(async () => {
  // Whoever frames the page decides what is kept; in a sandbox even asking for workers throws.
  if (window.parent !== window || !('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.register('sw.js');
  let asked = false;
  const tell = () => {
    // Without a controller this is the first visit: there is no older version.
    if (!registration.waiting || !navigator.serviceWorker.controller || document.getElementById('update')) return;
    const part = (kind, className, text, ...children) => {
      const element = document.createElement(kind);
      element.className = className;
      element.append(text, ...children);
      return element;
    };
    const button = (name, act) => {
      const element = part('button', 'button', name);
      element.type = 'button';
      element.addEventListener('click', act);
      return element;
    };
    const text = part('div', 'notice-text', '', part('h2', '', 'A new version is here'),
      part('p', '', 'Your work is kept and opens again in it.'));
    const reload = button('Reload', () => {
      asked = true;
      registration.waiting?.postMessage('take over');
    });
    const notice = part('section', 'notice', text, part('div', 'actions', reload, button('Later', () => notice.remove())));
    notice.id = 'update';
    notice.setAttribute('role', 'status');
    document.body.prepend(notice);
  };
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (asked) location.reload();
  });
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', tell);
  });
  tell();
})().catch((error) => console.info('The page is not kept for times without a network:', error));
