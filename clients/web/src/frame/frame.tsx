import { Box } from "@mantine/core";
import { Navigate, useLocation } from "react-router";
import { PageSkeleton } from "../parts/page_skeleton.tsx";
import { Refused } from "../parts/refused.tsx";
import { NoConnection } from "./no_connection.tsx";
import { Surroundings } from "./surroundings.tsx";
import { useReader } from "./use_reader.ts";

// The one page that shows what is kept on the device.
const READABLE = /^\/today(\/|$)/;

// Lets in whoever is signed in; others go to the door and come back from there.
export function Frame() {
  const { pathname, search, hash } = useLocation();
  const { standing, error, retry } = useReader();
  if (standing === "known" || (standing === "restored" && READABLE.test(pathname))) return <Surroundings />;
  if (standing === "refused") {
    const wanted = pathname + search + hash;
    return <Navigate replace to={wanted === "/" ? "/sign-in" : `/sign-in?return=${encodeURIComponent(wanted)}`} />;
  }
  if (standing === "restored" || standing === "unreached")
    return (
      <main>
        <NoConnection />
      </main>
    );
  return (
    <Box p="lg" maw={720}>
      {error ? <Refused error={error} onRetry={retry} /> : <PageSkeleton />}
    </Box>
  );
}
