import { Alert, Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RefusedNames } from "../../parts/refused_names.tsx";
import type { DelegationData } from "./use_registration_data.ts";
import type { Edit } from "./history.ts";
import { MoreSeatsDialog } from "./more_seats_dialog.tsx";
import { nameOf, type Row } from "./rows.ts";
import type { Verdict } from "./use_judgement.ts";
import notice from "./registration.module.css";

interface RefusedRowsProps {
  rows: readonly Row[];
  verdicts: ReadonlyMap<string, Verdict>;
  data: DelegationData;
  dispatch: (edit: Edit) => void;
}

const NO_SEAT = new Set(["DELEGATION_QUOTA_EXHAUSTED", "CATEGORY_LIMIT_REACHED"]);

// Whom the server would not take as things are, why, and what could be done instead.
export function RefusedRows({ rows, verdicts, data, dispatch }: RefusedRowsProps) {
  const { t } = useTranslation("registration");
  const [asksFor, setAsksFor] = useState(0);
  const refused = rows.flatMap((row) => {
    const refusal = verdicts.get(row.key)?.refusal;
    return refusal ? [{ row, refusal }] : [];
  });
  if (refused.length === 0) return null;
  const withoutSeat = refused.filter(({ refusal }) => NO_SEAT.has(refusal.reason));
  const hasOverflow = data.categories.some(({ overflowOf }) => overflowOf !== "");
  const remove = (keys: string[]) => dispatch({ do: "remove", keys: new Set(keys) });
  return (
    <Alert
      color="red"
      variant="light"
      className={notice.bad}
      radius="md"
      role="status"
      title={t("refused.title", { count: refused.length })}
    >
      <Stack gap="xs">
        <RefusedNames refused={refused.map(({ row, refusal }) => ({ name: nameOf(row), refusal }))} />
        <Group gap="xs">
          {withoutSeat.length > 0 && hasOverflow && (
            <Button
              size="xs"
              variant="default"
              onClick={() =>
                dispatch({ do: "patch", patches: new Map(withoutSeat.map(({ row }) => [row.key, { whenFull: "overflow" as const }])) })
              }
            >
              {t("refused.overflow", { count: withoutSeat.length })}
            </Button>
          )}
          {withoutSeat.length > 0 && (
            <Button size="xs" variant="default" onClick={() => setAsksFor(withoutSeat.length)}>
              {t("refused.askMore", { count: withoutSeat.length })}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => remove(refused.map(({ row }) => row.key))}>
            {t("refused.leaveOut", { count: refused.length })}
          </Button>
        </Group>
      </Stack>
      {asksFor > 0 && <MoreSeatsDialog delegation={data.delegation} count={asksFor} onClose={() => setAsksFor(0)} />}
    </Alert>
  );
}
