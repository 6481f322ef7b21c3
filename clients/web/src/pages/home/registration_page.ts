import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import type { HeldRole } from "@plenary/client/gen/plenary/v1/access_pb";

// Where a delegation is put together: of "events/forum/delegations/kursk" "/events/forum/register/kursk".
export function registrationPage(delegation: string): string {
  const [, event, , id] = delegation.split("/");
  return `/events/${event}/register/${id}`;
}

// The one page of a reader whose only role is one delegation's; undefined for everybody else.
export function onlyPageOf(roles: readonly HeldRole[]): string | undefined {
  const [only, ...others] = roles;
  return only?.role === Role.REGISTRAR && others.length === 0 ? registrationPage(only.resource) : undefined;
}
