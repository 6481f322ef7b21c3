import { useParams } from "react-router";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { useEventName } from "../events/event_data.ts";
import { Registration } from "./registration.tsx";
import { useDelegationData } from "./use_registration_data.ts";

// Registering people of the delegation that the address names.
export function RegisterPage() {
  const { delegation } = useParams();
  const name = `${useEventName()}/delegations/${delegation}`;
  const data = useDelegationData(name);
  if (!data.isReady) return <PageSkeleton />;
  return <Registration key={name} data={data} />;
}
