// Keeps the verifier at hand: /verify and what it loads answer without a network. Certificates are never kept.
const name = "lvji-verifier-v1";
const kept = ["/verify", "/scan"];

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { keep = [] } = event.data ?? {};
  const [asker] = event.ports;
  event.waitUntil(keepAll(keep).then((isKept) => asker?.postMessage(isKept)));
});

// True when every one of them is there: only then may the page say that it needs no network.
async function keepAll(addresses) {
  const cache = await caches.open(name);
  const added = await Promise.allSettled(addresses.map((address) => cache.add(address)));
  return added.every(({ status }) => status === "fulfilled");
}

// Files under /_next/static never change under one name.
async function fromCacheFirst(request) {
  const cache = await caches.open(name);
  const known = await cache.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

async function fromNetworkFirst(request) {
  const cache = await caches.open(name);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(new URL(request.url).pathname, answer.clone());
    return answer;
  } catch (error) {
    const known = await cache.match(new URL(request.url).pathname);
    if (known) return known;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/_next/static/")) event.respondWith(fromCacheFirst(request));
  else if (request.mode === "navigate" && kept.includes(url.pathname))
    event.respondWith(fromNetworkFirst(request));
});
