// What tabs and the one who watches for all of them say to each other, over a BroadcastChannel.

// How far a tab is in a partition.
export interface Place {
  partition: string;
  // The number of the last change it was told of; 0: none yet.
  number: number;
  // Where to go on; "": nothing was heard yet.
  resumeToken: string;
}

export type FromTab =
  // All that the tab watches. It holds the Web Lock of its name as long as it lives.
  | { to: "hub"; kind: "want"; tab: string; places: Place[] }
  // Somebody signed in or out: whatever is open was opened by somebody else.
  | { to: "hub"; kind: "anew" };

export type FromHub =
  // A hub has begun: who wants what?
  | { to: "tabs"; kind: "who" }
  // From here on nothing of the partition is missed.
  | { to: "tabs"; kind: "began"; partition: string }
  // A WatchChangesResponse, in its binary form.
  | { to: "tabs"; kind: "changes"; partition: string; response: Uint8Array<ArrayBuffer> }
  // Changes were missed: what was read before is to be read anew.
  | { to: "tabs"; kind: "missed"; partition: string }
  | { to: "tabs"; kind: "connection"; connection: Connection };

export type Connection = "live" | "lost";
