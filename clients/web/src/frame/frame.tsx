import { Code, ConnectError } from "@connectrpc/connect";
import { useQuery } from "@connectrpc/connect-query";
import { Box } from "@mantine/core";
import { AccessService } from "@plenary/client/gen/plenary/v1/access_pb";
import { useEffect } from "react";
import { Navigate, useLocation } from "react-router";
import { WHO_AM_I } from "../api/me.ts";
import { sessionBegan } from "../api/session.ts";
import { PageSkeleton } from "../parts/page_skeleton.tsx";
import { Refused } from "../parts/refused.tsx";
import { Surroundings } from "./surroundings.tsx";

// Lets in whoever is signed in; others go to the door and come back from there.
export function Frame() {
  const { pathname, search, hash } = useLocation();
  const who = useQuery(AccessService.method.whoAmI, {}, WHO_AM_I);
  useEffect(() => {
    if (who.data) sessionBegan();
  }, [who.data]);
  if (who.data) return <Surroundings />;
  if (who.error && ConnectError.from(who.error).code === Code.Unauthenticated) {
    const wanted = pathname + search + hash;
    return <Navigate replace to={wanted === "/" ? "/sign-in" : `/sign-in?return=${encodeURIComponent(wanted)}`} />;
  }
  return (
    <Box p="lg" maw={720}>
      {who.error ? <Refused error={who.error} onRetry={() => void who.refetch()} /> : <PageSkeleton />}
    </Box>
  );
}
