// Who is signed in, kept with what they read: without a connection nobody else says so.
import { create } from "@bufbuild/protobuf";
import { WhoAmIResponseSchema, type WhoAmIResponse } from "@plenary/client/gen/plenary/v1/access_pb";
import type { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { READER, readKept, writeKept } from "./kept.ts";

// As much of the reader as pages that open without a connection need.
interface KeptReader {
  caller: string;
  user: { name: string; displayName: string; person: string };
  roles: { role: Role; resource: string }[];
}

// Keeps who read what was read at `readAt`. A registration link is not kept.
export function keepReader({ caller, user, roles }: WhoAmIResponse, readAt: number): void {
  if (user === undefined) return;
  const { name, displayName, person } = user;
  const value: KeptReader = {
    caller,
    user: { name, displayName, person },
    roles: roles.map(({ role, resource }) => ({ role, resource })),
  };
  writeKept(name, READER, value, readAt);
}

// Who last read something on this device that is still there, and when.
export function keptReader(): { answer: WhoAmIResponse; readAt: number } | undefined {
  const kept = readKept<KeptReader>(READER);
  return kept && { answer: create(WhoAmIResponseSchema, kept.value), readAt: kept.readAt };
}
