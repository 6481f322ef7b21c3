// The session of this browser: its beginning and end at the gateway, and whether the server is
// there. The session's cookie itself is never read.
import { Code, ConnectError, type Interceptor } from "@connectrpc/connect";
import { errorFromJson } from "@connectrpc/connect/protocol-connect";
import { useSyncExternalStore } from "react";
import { forgetKept } from "./kept.ts";

// How one may sign in here.
export interface SignInOptions {
  password: boolean;
  oidc: false | { name: string };
}

interface Standing {
  // Whether a session that was there is not any more.
  ended: boolean;
  // Whether the server answers.
  lost: boolean;
}

let standing: Standing = { ended: false, lost: false };
let begun = false;
const listeners = new Set<() => void>();

function stand(change: Partial<Standing>): void {
  if (Object.entries(change).every(([key, value]) => standing[key as keyof Standing] === value)) return;
  standing = { ...standing, ...change };
  for (const listener of listeners) listener();
}

export function useStanding(): Standing {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => standing,
  );
}

// From now on a refusal for want of a session means that it ended.
export function sessionBegan(): void {
  begun = true;
  stand({ ended: false });
}

// Whether nobody was there to answer, as opposed to a refusal.
export function isUnreachable({ code, cause }: ConnectError): boolean {
  return code === Code.Unavailable || (code === Code.Unknown && cause instanceof TypeError);
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 10_000;
// Set while the server is being looked for.
let timer: ReturnType<typeof setTimeout> | undefined;

// Asks until the server answers again, less and less often.
function lookForServer(pause = FIRST_PAUSE_MS): void {
  timer = setTimeout(async () => {
    if (await serverAnswers()) {
      timer = undefined;
      stand({ lost: false });
    } else {
      lookForServer(Math.min(pause * 1.5, LONGEST_PAUSE_MS));
    }
  }, pause);
}

async function serverAnswers(): Promise<boolean> {
  try {
    return (await fetch("/healthz", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

function notice(error: unknown): void {
  const refused = ConnectError.from(error);
  if (refused.code === Code.Unauthenticated) {
    forgetKept();
    if (begun) stand({ ended: true });
  }
  if (!isUnreachable(refused)) return;
  stand({ lost: true });
  if (timer === undefined) lookForServer();
}

// Sees in passing whether the session and the server are still there.
export const noticeStanding: Interceptor = (next) => async (request) => {
  try {
    return await next(request);
  } catch (error) {
    notice(error);
    throw error;
  }
};

const nobodyThere = () => notice(new ConnectError("offline", Code.Unavailable));
addEventListener("offline", nobodyThere);
// Whoever has a connection again need not wait for the next look.
addEventListener("online", () => {
  if (timer === undefined) return;
  clearTimeout(timer);
  lookForServer(0);
});

// For whoever failed in a way that does not tell whether the server is there.
export function lookWhetherThere(): void {
  void serverAnswers().then((answers) => answers || nobodyThere());
}

// Sends or asks for JSON at a path of the gateway; a refusal is a ConnectError.
export async function ask(path: string, init: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(path, { ...init, headers: { "Content-Type": "application/json", "Connect-Protocol-Version": "1" } });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw noticed(new ConnectError("unreachable", Code.Unavailable, undefined, undefined, error));
  }
  if (answer.ok) return answer;
  const unclear = new ConnectError(`HTTP ${answer.status}`, Code.Unavailable);
  const json = await answer.json().catch(() => null);
  throw noticed(json === null ? unclear : errorFromJson(json, answer.headers, unclear));
}

function noticed(error: ConnectError): ConnectError {
  notice(error);
  return error;
}

export async function readSignInOptions(): Promise<SignInOptions> {
  return (await (await ask("/session/options", { method: "GET" })).json()) as SignInOptions;
}

// Signs in with a password of this installation; a refusal is a ConnectError.
export async function signIn(user: string, password: string): Promise<void> {
  await ask("/session", { method: "POST", body: JSON.stringify({ user, password }) });
}

// Signs in with the secret of a registration link.
export async function signInByLink(link: string): Promise<void> {
  await ask("/session/link", { method: "POST", body: JSON.stringify({ link }) });
}

export async function signOut(): Promise<void> {
  begun = false;
  await ask("/session", { method: "DELETE" });
}

// Where the identity provider is asked; it leads back to `path`.
export function identityProviderHref(path: string): string {
  return `/session/oidc/start?return=${encodeURIComponent(path)}`;
}

// `wanted` where it is a path of ours, else the first page.
export function pathOfOurs(wanted: string | null): string {
  return wanted !== null && /^\/(?![/\\])/.test(wanted) && !wanted.startsWith("/sign-in") ? wanted : "/";
}
