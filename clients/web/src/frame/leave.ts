// Signing out: the session ends at the server, and nothing that was read stays on the page or the device.
import { dropSecretDrafts } from "../api/draft_store.ts";
import { forgetKept } from "../api/kept.ts";
import { signOut } from "../api/session.ts";

export async function leave(): Promise<void> {
  // Where the server cannot be reached the cookie is still there: the sign-in page would lead back in.
  try {
    await signOut();
  } finally {
    forgetKept();
    dropSecretDrafts();
  }
  location.assign("/sign-in");
}
