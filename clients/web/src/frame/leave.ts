// Signing out: the session ends at the server, and nothing that was read stays on the page.
import { signOut } from "../api/session.ts";

export async function leave(): Promise<void> {
  // Where the server cannot be reached the cookie is still there: the sign-in page would lead back in.
  await signOut();
  location.assign("/sign-in");
}
