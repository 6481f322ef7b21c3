// The service worker, /sw.js: opens the application where there is no connection. It answers for pages
// and parts of the application alone; what those show they keep themselves.
import { KeptApplication, kindOf } from "./kept_application.ts";

// As much of a worker's surroundings as is used; the types of workers and of pages exclude each other.
interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface TellEvent extends WorkerEvent {
  readonly data: readonly string[];
}
interface Worker {
  addEventListener(kind: "install" | "activate", listen: (event: WorkerEvent) => void): void;
  addEventListener(kind: "fetch", listen: (event: FetchEvent) => void): void;
  addEventListener(kind: "message", listen: (event: TellEvent) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}

const SHELF = "plenary.application";
const PATIENCE_MS = 3_000;

const worker = self as unknown as Worker;
const application = new KeptApplication({
  shelf: () => caches.open(SHELF),
  fetch: (request) => fetch(request),
  patience: () => new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)),
});

worker.addEventListener("install", (event) => {
  const keepPage = async () => application.adopt(await fetch("/", { cache: "no-cache" }));
  event.waitUntil(Promise.all([keepPage(), worker.skipWaiting()]));
});

worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

// What a page had loaded before the worker was there.
worker.addEventListener("message", (event) => event.waitUntil(application.keep(event.data).catch(() => {})));

worker.addEventListener("fetch", (event) => {
  const later = (work: Promise<unknown>) => event.waitUntil(work);
  const kind = kindOf(event.request, location.origin);
  if (kind === "asset") event.respondWith(application.asset(event.request, later));
  if (kind === "page") event.respondWith(application.page(event.request, later));
});
