import { Button, Stack, Text } from "@mantine/core";
import { CompositionChange_Kind as Kind, DelegationService, type CompositionChange } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFresh } from "../../api/live.ts";
import { useAll } from "../../api/pages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatDay, formatTime } from "../../parts/when.ts";
import { Panel } from "../registration/panel.tsx";
import type { DelegationData } from "../registration/use_registration_data.ts";
import look from "./composition_panel.module.css";

const FEW = 6;
const NONE: CompositionChange[] = [];

// The numbered changes of a delegation's composition, the newest first.
export function CompositionPanel({ data: { delegation, event, members } }: { data: DelegationData }) {
  const { t } = useTranslation("delegations");
  const language = useLanguage();
  const [isWhole, setWhole] = useState(false);
  const { data: changes = NONE } = useAll(
    DelegationService.method.listCompositionChanges,
    { parent: delegation.name, orderBy: "number desc" },
    (page) => page.compositionChanges,
  );
  useFresh(event.name, DelegationService.method.listCompositionChanges);
  if (changes.length === 0) return null;
  const nameOf = (participant: string) =>
    members.find((member) => member.participant.name === participant)?.shown ?? t("composition.somebody");
  return (
    <Panel title={t("composition.title")}>
      <Stack gap={6} component="ol" className={look.list}>
        {changes.slice(0, isWhole ? undefined : FEW).map((change) => (
          <li key={change.name} className={look.change}>
            <Text span size="sm" c="dimmed" className={look.number}>
              № {change.number}
            </Text>
            <span>
              <Text span size="sm">
                {t(`composition.${Kind[change.kind]}`, { name: nameOf(change.participant), substitute: nameOf(change.substitute) })}
              </Text>
              {change.reason !== "" && (
                <Text span size="sm" c="dimmed">
                  {" "}
                  – {change.reason}
                </Text>
              )}
            </span>
            <Text span size="xs" c="dimmed" className={look.when}>
              {formatDay(change.changeTime!, language, event.timeZone, "short")}, {formatTime(change.changeTime!, language, event.timeZone)}
            </Text>
          </li>
        ))}
      </Stack>
      {changes.length > FEW && !isWhole && (
        <Button mt="xs" size="compact-sm" variant="subtle" onClick={() => setWhole(true)}>
          {t("composition.all", { count: changes.length })}
        </Button>
      )}
    </Panel>
  );
}
