// Names of resources and the pages that show them.

// The last id in a name: "kursk" of "negotiations/kursk".
export function lastId(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

// The first two segments: "negotiations/kursk" of "negotiations/kursk/topics/trade".
export function rootOf(name: string): string {
  return name.split("/").slice(0, 2).join("/");
}

// The topic that a position is on, the protocol that an item is of.
export function parentOf(name: string): string {
  return name.split("/").slice(0, -2).join("/");
}

export const threadHref = (name: string): string => `/negotiations/thread?from=${encodeURIComponent(name)}`;

export const BODIES_HREF = "/negotiations/bodies";

export const counterpartHref = (organization: string): string => `/negotiations/counterparts/${lastId(organization)}`;

// The page that shows the resource.
export function hrefOf(name: string): string {
  const [collection, id, inner, innerId] = name.split("/");
  switch (collection) {
    case "organizations":
      return counterpartHref(name);
    case "bodies":
      return `${BODIES_HREF}/${id}`;
    case "people":
      return `/directory/people/${id}`;
    case "events":
      return inner === "meetings" ? `/events/${id}/programme?item=${encodeURIComponent(name)}` : `/events/${id}`;
    case "trips":
      return `/negotiations/trips/${id}`;
    case "actionPlans":
      return `/control/plans/${id}`;
    case "commitments":
      return `/control/commitments/${id}`;
    case "actionItems":
      return `/control/items/${id}`;
    case "results":
      return `/figures/results?result=${id}`;
    case "indicators":
      return innerId === undefined ? `/figures?indicator=${id}` : `/figures?indicator=${id}&figure=${innerId}`;
    case "negotiations":
      return dossierHref(`negotiations/${id}`, inner, innerId, name);
    default:
      return "/";
  }
}

function dossierHref(negotiation: string, inner: string | undefined, innerId: string | undefined, name: string): string {
  switch (inner) {
    case "rounds":
      return `/${negotiation}/rounds/${innerId}`;
    case "topics":
      return `/${negotiation}?view=topics&topic=${innerId}`;
    case "contacts":
      return `/${negotiation}?view=contacts&contact=${innerId}`;
    case "protocols": {
      const item = name.split("/")[5];
      return `/${negotiation}/protocols/${innerId}${item === undefined ? "" : `?item=${item}`}`;
    }
    default:
      return `/${negotiation}`;
  }
}
