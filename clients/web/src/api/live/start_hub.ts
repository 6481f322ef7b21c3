// A hub at work, in a shared worker or in the tab that leads.
import { createConnectTransport } from "@connectrpc/connect-web";
import { ChangeStream, Connection } from "@plenary/client";
import { LiveHub, type Watch } from "./hub.ts";
import type { FromHub, FromTab } from "./messages.ts";

// A browser's tabs wait as long as it takes.
const connection = new Connection(createConnectTransport({ baseUrl: location.origin, useBinaryFormat: true }), {
  retry: { maxAttempts: Infinity, firstDelayMs: 200, maxDelayMs: 5_000 },
});

const watch: Watch = (request, signal, onLost) => {
  const stream = new ChangeStream(connection, request, { onLost });
  signal.addEventListener("abort", () => stream.cancel(), { once: true });
  return stream;
};

// Begins to watch for whoever speaks on the channel; gives what ends it.
export function startHub(channelName: string): () => void {
  const channel = new BroadcastChannel(channelName);
  const hub = new LiveHub({ watch, tell: (message) => channel.postMessage(message) });
  const known = new Set<string>();
  channel.onmessage = ({ data }: MessageEvent<FromTab | FromHub>) => {
    if (data.to !== "hub") return;
    if (data.kind === "anew") return hub.anew();
    hub.want(data.tab, data.places);
    if (known.has(data.tab)) return;
    known.add(data.tab);
    // The tab's lock is to be had when the tab is gone, however it went.
    void navigator.locks.request(data.tab, () => {
      known.delete(data.tab);
      hub.leave(data.tab);
    });
  };
  channel.postMessage({ to: "tabs", kind: "who" } satisfies FromHub);
  return () => {
    hub.stop();
    channel.close();
  };
}
