import { useQuery, useSuspenseQuery } from "@connectrpc/connect-query";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useParams } from "react-router";
import { useFresh } from "../../api/live.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { delegationLabel, useCategories, useEventName } from "../events/event_data.ts";
import { ImportPage } from "../imports/import_page.tsx";
import { registrationPath } from "./link_target.ts";
import { seatsNow } from "./seats.ts";
import { SeatsPanel } from "./seats_panel.tsx";
import { usualCategory } from "./use_registration_data.ts";

// A list taken into the delegation that the address names.
export function DelegationImportPage() {
  const language = useLanguage();
  const event = useEventName();
  const name = `${event}/delegations/${useParams().delegation}`;
  const categories = useCategories();
  const { data: delegation } = useSuspenseQuery(DelegationService.method.getDelegation, { name });
  const { data: report } = useSuspenseQuery(DelegationService.method.getQuotaReport, { parent: name });
  const { data: organization } = useQuery(DirectoryService.method.getOrganization, { name: delegation.organization });
  useFresh(event, DelegationService.method.getQuotaReport);
  const usual = usualCategory(categories, report.quotas);
  const into = {
    delegation: name,
    label: delegationLabel(delegation, organization, language),
    category: usual,
    back: registrationPath(name),
    seats: <SeatsPanel seats={seatsNow(report.quotas, categories)} categories={categories} usual={usual} />,
  };
  return <ImportPage key={name} into={into} />;
}
