import { ActionIcon, Menu, Tooltip, UnstyledButton } from "@mantine/core";
import type { FindDuplicatesResponse_Candidate as Candidate } from "@plenary/client/gen/plenary/v1/directory_pb";
import { Participant_State as State } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { IconArrowDown, IconArrowUp, IconDots, IconPlus, IconTrash, IconUserQuestion } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useRefusalText } from "../../parts/refusal_text.ts";
import { StateBadge } from "../../parts/state_badge.tsx";
import look from "./grid.module.css";
import type { Edit } from "./history.ts";
import { isEmpty, type Row } from "./rows.ts";
import type { Verdict } from "./use_judgement.ts";

interface RowStateProps {
  row: Row;
  at: number;
  hasErrors: boolean;
  verdict: Verdict | undefined;
  alike: readonly Candidate[] | undefined;
  onAlike: () => void;
  dispatch: (edit: Edit) => void;
}

// What becomes of a row, and what can be done with it as a whole.
export function RowState({ row, at, hasErrors, verdict, alike, onAlike, dispatch }: RowStateProps) {
  const { t } = useTranslation("registration");
  if (isEmpty(row)) return null;
  return (
    <div className={look.stateRow}>
      {alike ? (
        <UnstyledButton fz="sm" c="var(--waiting)" onClick={onAlike}>
          <IconUserQuestion size={16} aria-hidden style={{ verticalAlign: -3 }} /> {t("alike.open")}
        </UnstyledButton>
      ) : (
        <RowVerdict hasErrors={hasErrors} verdict={verdict} />
      )}
      <Menu>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="sm" tabIndex={-1} aria-label={t("row.menu", { row: at + 1 })}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconArrowUp size={16} aria-hidden />}
            disabled={at === 0}
            onClick={() => dispatch({ do: "move", key: row.key, to: at - 1 })}
          >
            {t("row.up")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowDown size={16} aria-hidden />}
            onClick={() => dispatch({ do: "move", key: row.key, to: at + 1 })}
          >
            {t("row.down")}
          </Menu.Item>
          <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={() => dispatch({ do: "insert", at })}>
            {t("row.insert")}
          </Menu.Item>
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => dispatch({ do: "remove", keys: new Set([row.key]) })}
          >
            {t("row.remove")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

// Whether the row would have a seat, wait, or be refused.
export function RowVerdict({ hasErrors, verdict }: Pick<RowStateProps, "hasErrors" | "verdict">) {
  const { t } = useTranslation("registration");
  const refusalText = useRefusalText();
  if (hasErrors) return <StateBadge tone="bad">{t("row.mend")}</StateBadge>;
  if (verdict === undefined) return <span />;
  if (verdict.refusal) {
    return (
      <Tooltip label={refusalText(verdict.refusal)}>
        <span>
          <StateBadge tone="bad">{t("row.refused")}</StateBadge>
        </span>
      </Tooltip>
    );
  }
  const { state, placeInLine } = verdict.participant;
  if (state === State.WAITLISTED) return <StateBadge tone="waiting">{t("row.waits", { place: placeInLine })}</StateBadge>;
  return <StateBadge tone="good">{t("row.seat")}</StateBadge>;
}
