// Reads by name, together: names asked for in one moment go into one call.

const MOST = 500;

// A function that finds one by its name; null where it is not there. Calls of one moment are made
// together through `batch`, whose answer has the order of its names; where that refuses, since one is
// missing, each is asked for through `single`.
export function gathered<T>(
  batch: (names: string[]) => Promise<T[]>,
  single: (name: string) => Promise<T>,
): (name: string) => Promise<T | null> {
  let waiting = new Map<string, ((found: T | null) => void)[]>();

  const find = async (names: string[]): Promise<(T | null)[]> => {
    if (names.length > 1) {
      try {
        return await batch(names);
      } catch {
        // One of them is missing, and no answer says which.
      }
    }
    return Promise.all(names.map((name) => single(name).catch(() => null)));
  };

  const flush = () => {
    const all = [...waiting];
    waiting = new Map();
    for (let start = 0; start < all.length; start += MOST) {
      const some = all.slice(start, start + MOST);
      void find(some.map(([name]) => name)).then((found) => some.forEach(([, tell], i) => tell.forEach((each) => each(found[i] ?? null))));
    }
  };

  return (name) =>
    new Promise((resolve) => {
      if (waiting.size === 0) setTimeout(flush, 0);
      waiting.set(name, [...(waiting.get(name) ?? []), resolve]);
    });
}
