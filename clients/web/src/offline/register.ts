// Has the application open without a connection from now on (service_worker.ts).
import i18next from "i18next";
import { forgetOldKept } from "../api/kept.ts";
import { keptReader } from "../api/kept_reader.ts";

// Whatever fails here, the application works as it does without. Whoever has a run sheet on this device
// finds it after a new version, too, without having opened it anew: `loadToday` loads its page.
export async function stayReadable(loadToday: () => Promise<unknown>): Promise<void> {
  forgetOldKept();
  const today = keptReader() ? [loadToday(), import("../frame/all_styles.ts"), i18next.loadNamespaces("today")] : [];
  await Promise.allSettled([register(), ...today]);
}

async function register(): Promise<void> {
  const worker = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  // There is none where the page came over plain HTTP.
  if (worker === undefined) return;
  if (worker.controller === null) worker.addEventListener("controllerchange", tellLoaded, { once: true });
  await worker.register("/sw.js");
}

// What came before the worker did not pass through it.
function tellLoaded(): void {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name));
  const ours = loaded.filter(({ origin }) => origin === location.origin).map(({ pathname }) => pathname);
  navigator.serviceWorker.controller?.postMessage([...new Set(ours)]);
}
