import { Anchor, Group } from "@mantine/core";
import type { Negotiation } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { NegotiationState } from "./badges.tsx";
import { useOrganizationLines, usePersonLines } from "../../parts/directory.ts";
import { counterpartHref } from "../../parts/resource_names.ts";

// With whom, who answers for it, and where it stands.
export function DossierLead({ negotiation }: { negotiation: Negotiation }) {
  const { t } = useTranslation("negotiations");
  const organization = useOrganizationLines([negotiation.counterpart]);
  const person = usePersonLines([negotiation.responsible]);
  return (
    <Group component="span" gap="xs" display="inline-flex">
      <NegotiationState state={negotiation.state} />
      <Anchor component={Link} to={counterpartHref(negotiation.counterpart)}>
        {t("dossier.with", { counterpart: organization(negotiation.counterpart) })}
      </Anchor>
      {negotiation.responsible !== "" && <span>{t("dossier.answers", { person: person(negotiation.responsible) })}</span>}
    </Group>
  );
}
