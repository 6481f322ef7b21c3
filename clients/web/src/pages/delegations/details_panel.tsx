import { Button, Stack, Text } from "@mantine/core";
import { Delegation_Payer as Payer } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { DocumentReference_Kind as DocumentKind } from "@plenary/client/gen/plenary/v1/common_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatDay } from "../../parts/when.ts";
import { useRights } from "../participants/rights.ts";
import { Panel } from "../registration/panel.tsx";
import type { DelegationData } from "../registration/use_registration_data.ts";
import { DetailsDialog } from "./details_dialog.tsx";

// The papers a delegation stands on, who pays, and the note for the secretariat.
export function DetailsPanel({ data }: { data: DelegationData }) {
  const { t } = useTranslation("delegations");
  const language = useLanguage();
  const { may } = useRights();
  const [isOpen, setOpen] = useState(false);
  const { delegation, event } = data;
  const nothing = delegation.basis.length === 0 && delegation.payer === Payer.PAYER_UNSPECIFIED && delegation.note === "";
  return (
    <Panel
      title={t("details.title")}
      aside={
        may("withdraw", delegation.name) && (
          <Button size="compact-sm" variant="subtle" onClick={() => setOpen(true)}>
            {t("details.edit")}
          </Button>
        )
      }
    >
      <Stack gap="xs">
        {nothing && (
          <Text size="sm" c="dimmed">
            {t("details.nothing")}
          </Text>
        )}
        {delegation.basis.map((paper, at) => (
          <Text key={at} size="sm">
            {[
              t(`document.${DocumentKind[paper.kind]}`),
              paper.registrationNumber !== "" && `№ ${paper.registrationNumber}`,
              paper.date.length === 10 && t("details.of", { date: formatDay(paper.date, language, event.timeZone) }),
              paper.signatory,
            ]
              .filter(Boolean)
              .join(" ")}
          </Text>
        ))}
        {delegation.payer !== Payer.PAYER_UNSPECIFIED && <Text size="sm">{t(`payer.${Payer[delegation.payer]}`)}</Text>}
        {delegation.note !== "" && (
          <Text size="sm" style={{ whiteSpace: "pre-line" }}>
            {delegation.note}
          </Text>
        )}
      </Stack>
      {isOpen && <DetailsDialog data={data} onClose={() => setOpen(false)} />}
    </Panel>
  );
}
