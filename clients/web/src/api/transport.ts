// The one way from a page to the server: Connect over the page's own origin, with the session's
// cookie, which no script reads. What can be repeated safely is repeated, so that a server that is
// started anew is not noticed.
import { createConnectTransport } from "@connectrpc/connect-web";
import { Connection } from "@plenary/client";
import { noticeStanding } from "./session.ts";

export const transport = new Connection(
  createConnectTransport({ baseUrl: location.origin, useBinaryFormat: true, useHttpGet: false, interceptors: [noticeStanding] }),
  // Somebody sits there and waits: rather a refusal that offers to try again.
  { retry: { maxAttempts: 6, firstDelayMs: 100, maxDelayMs: 2_000 } },
);
