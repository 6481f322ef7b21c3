// The cache of what was read, shared by all pages.
import { QueryClient } from "@tanstack/react-query";

export const queryClient = new QueryClient({
  defaultOptions: {
    // The transport repeats what may be answered later.
    queries: { staleTime: 30_000, retry: false },
    mutations: { retry: false },
  },
});
