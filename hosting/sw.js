// Keeps the page's files, so that it opens without a network. The build fills in their names.
//
// A new version waits until the reader asks for it, or until no page of the old one is open, so that a page and what it
// loads on a click belong to one version.

const NAME = 'funnel-{{version}}';
const FILES = {{files}};

addEventListener('install', (event) => {
  const load = async () => {
    const cache = await caches.open(NAME);
    await cache.addAll(Object.entries(FILES).map(([name, integrity]) => new Request(name, { integrity, cache: 'no-cache' })));
  };
  event.waitUntil(load());
});

addEventListener('activate', (event) => {
  const tidy = async () => {
    // The previous version stays: a page of it may be open beside this one, with parts still to load.
    const names = (await caches.keys()).filter((name) => name.startsWith('funnel-') && name !== NAME);
    await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
    // The page of the first visit gets its later parts from here as well.
    await clients.claim();
  };
  event.waitUntil(tidy());
});

addEventListener('message', (event) => {
  if (event.data === 'take over') skipWaiting();
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const home = new URL(registration.scope);
  if (request.method !== 'GET' || url.origin !== home.origin) return;
  const isPage = request.mode === 'navigate' && [home.pathname, `${home.pathname}index.html`].includes(url.pathname);
  // The page itself reads what the address asks for.
  const found = isPage
    ? caches.open(NAME).then((cache) => cache.match('./', { ignoreVary: true }))
    : caches.match(url.href, { ignoreVary: true });
  event.respondWith(found.then((response) => response ?? fetch(request)));
});
