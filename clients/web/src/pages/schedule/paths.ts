// Addresses of the programme's pages.

// The page of a programme: programmePath("events/tibo-2023", "versions").
export function programmePath(event: string, rest = ""): string {
  return `/${event}/programme${rest === "" ? "" : `/${rest}`}`;
}

export function itineraryPath(event: string, of: string): string {
  return `${programmePath(event, "itinerary")}?of=${encodeURIComponent(of)}`;
}
