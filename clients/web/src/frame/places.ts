// The places of the application, and who finds something there.
import {
  IconAddressBook,
  IconCalendarStats,
  IconCalendarEvent,
  IconChartLine,
  IconChecklist,
  IconHome,
  IconMessages,
  IconRoute,
  IconSettings,
  type TablerIcon,
} from "@tabler/icons-react";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import type { Me } from "../api/me.ts";

export interface Place {
  // The first part of its address, and the key of its word; "" is home.
  path: string;
  word: string;
  icon: TablerIcon;
  isFor: (me: Me) => boolean;
}

// Whoever sees more than one delegation of theirs.
const isStaff = (me: Me) => me.roles.some(({ role }) => role !== Role.REGISTRAR);

const holds =
  (...roles: Role[]) =>
  (me: Me) =>
    roles.some((role) => me.has(role));

const everywhere =
  (...roles: Role[]) =>
  (me: Me) =>
    roles.some((role) => me.has(role, "installation"));

export const PLACES: Place[] = [
  { path: "", word: "home", icon: IconHome, isFor: () => true },
  { path: "events", word: "events", icon: IconCalendarEvent, isFor: (me) => me.roles.length > 0 },
  { path: "today", word: "today", icon: IconRoute, isFor: holds(Role.EVENT_MANAGER, Role.VIEWER, Role.ACCREDITATION_OFFICER) },
  { path: "calendar", word: "calendar", icon: IconCalendarStats, isFor: isStaff },
  { path: "directory", word: "directory", icon: IconAddressBook, isFor: isStaff },
  {
    path: "negotiations",
    word: "negotiations",
    icon: IconMessages,
    isFor: holds(Role.NEGOTIATOR, Role.CONTROLLER, Role.AUDITOR),
  },
  { path: "control", word: "control", icon: IconChecklist, isFor: isStaff },
  {
    path: "figures",
    word: "figures",
    icon: IconChartLine,
    isFor: everywhere(
      Role.VIEWER,
      Role.EVENT_MANAGER,
      Role.ACCREDITATION_OFFICER,
      Role.NEGOTIATOR,
      Role.CONTROLLER,
      Role.AUDITOR,
      Role.ADMINISTRATOR,
    ),
  },
  {
    path: "administration",
    word: "administration",
    icon: IconSettings,
    isFor: everywhere(Role.ADMINISTRATOR, Role.AUDITOR),
  },
];

export function placesFor(me: Me): Place[] {
  return PLACES.filter((place) => place.isFor(me));
}
