// One tab's end of the watch that all tabs of the browser share.
import { fromBinary } from "@bufbuild/protobuf";
import { WatchChangesResponseSchema, type Change } from "@plenary/client/gen/plenary/v1/changes_pb";
import workerUrl from "./live_worker.ts?sharedworker&url";
import type { Connection, FromHub, FromTab, Place } from "./messages.ts";
import { startHub } from "./start_hub.ts";

export interface Listener {
  changed(changes: Change[]): void;
  // What was read until now may lack changes that nobody will tell of.
  missed(): void;
}

interface Subscription {
  place: Place;
  // Whether the partition is being watched, so that whatever is read from now on lacks nothing.
  isLive: boolean;
  listeners: Set<Listener>;
}

// Another version of the application speaks on a channel of its own.
const channelName = `plenary.live ${workerUrl}`;
const tabName = `plenary.tab ${crypto.randomUUID()}`;

const subscriptions = new Map<string, Subscription>();
const connectionListeners = new Set<() => void>();
let connection: Connection = "live";
let channel: BroadcastChannel | undefined;
// Kept, for a shared worker ends with the last page that refers to it.
let worker: SharedWorker | undefined;

function say(message: FromTab): void {
  channel?.postMessage(message);
}

function sayWishes(): void {
  say({ to: "hub", kind: "want", tab: tabName, places: [...subscriptions.values()].map(({ place }) => place) });
}

function hear(message: FromHub | FromTab): void {
  if (message.to !== "tabs") return;
  if (message.kind === "who") return sayWishes();
  if (message.kind === "connection") {
    connection = message.connection;
    for (const listener of connectionListeners) listener();
    return;
  }
  const subscription = subscriptions.get(message.partition);
  if (subscription === undefined) return;
  if (message.kind === "changes") return hearChanges(subscription, message.response);
  if (message.kind === "began" && subscription.isLive) return;
  subscription.isLive = true;
  for (const listener of subscription.listeners) listener.missed();
}

function hearChanges({ place, listeners }: Subscription, response: Uint8Array): void {
  const { changes, resumeToken } = fromBinary(WatchChangesResponseSchema, response);
  place.resumeToken = resumeToken;
  // Who sees only a part of the partition isn't told numbers; to hear such a change twice does no harm.
  const news = changes.filter(({ number }) => number === 0n || Number(number) > place.number);
  const last = news.at(-1);
  if (last === undefined) return;
  place.number = Number(last.number);
  for (const listener of listeners) listener.changed(news);
}

// Where there are no shared workers one tab watches for all: the one that holds the lock. A hidden
// one may be put to sleep, so it makes room.
function lead(): void {
  void navigator.locks
    .request(`${channelName} leader`, async () => {
      if (document.hidden) return;
      const stop = startHub(channelName);
      await new Promise<void>((resolve) => document.addEventListener("visibilitychange", () => resolve(), { once: true }));
      stop();
    })
    .then(() => {
      if (document.hidden) document.addEventListener("visibilitychange", lead, { once: true });
      else lead();
    });
}

function start(): void {
  channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }: MessageEvent<FromHub | FromTab>) => hear(data);
  // Held as long as the tab lives: that is how the hub learns that it doesn't any more.
  void navigator.locks.request(tabName, () => {
    if (typeof SharedWorker === "function") worker = new SharedWorker(workerUrl, { type: "module", name: channelName });
    else lead();
    sayWishes();
    return new Promise(() => worker);
  });
}

// Listens to the partition's changes until `stop` is called. Where it was not live before, `missed`
// is called as soon as it is.
export function listen(partition: string, listener: Listener): { stop: () => void; wasLive: boolean } {
  if (channel === undefined) start();
  let subscription = subscriptions.get(partition);
  if (subscription === undefined) {
    subscription = { place: { partition, number: 0, resumeToken: "" }, isLive: false, listeners: new Set() };
    subscriptions.set(partition, subscription);
    sayWishes();
  }
  const { listeners, isLive } = subscription;
  listeners.add(listener);
  const stop = () => {
    listeners.delete(listener);
    if (listeners.size > 0 || subscriptions.get(partition) !== subscription) return;
    subscriptions.delete(partition);
    sayWishes();
  };
  return { stop, wasLive: isLive };
}

// Somebody signed in or out.
export function watchAnew(): void {
  for (const subscription of subscriptions.values()) {
    Object.assign(subscription.place, { number: 0, resumeToken: "" });
    subscription.isLive = false;
  }
  say({ to: "hub", kind: "anew" });
}

export function connectionNow(): Connection {
  return navigator.onLine ? connection : "lost";
}

export function onConnection(listener: () => void): () => void {
  connectionListeners.add(listener);
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    connectionListeners.delete(listener);
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}
