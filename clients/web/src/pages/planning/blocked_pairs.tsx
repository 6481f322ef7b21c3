import { Button, Select, TextInput, Text } from "@mantine/core";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { MatchmakingService } from "@plenary/client/gen/plenary/v1/matchmaking_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { useAll } from "../../api/pages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { sortByReader } from "../../parts/names.ts";
import { notifyDone } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";
import { useParties } from "./parties.ts";
import style from "./planning.module.css";

// Who must not be brought together, and why.
export function BlockedPairs({ event, mayPlan }: { event: string; mayPlan: boolean }) {
  const { t } = useTranslation("planning");
  const language = useLanguage();
  const nameOf = useParties(event);
  const pairs = useAll(MatchmakingService.method.listBlockedPairs, { parent: event }, (page) => page.blockedPairs);
  const delegations = useAll(DelegationService.method.listDelegations, { parent: event }, (page) => page.delegations);
  const [first, setFirst] = useState<string | null>(null);
  const [second, setSecond] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const { isActing, error, act } = useAct("all");
  const sides = sortByReader(
    (delegations.data ?? []).map(({ name }) => ({ value: name, label: nameOf(name) || name })),
    ({ label }) => label,
    language,
  );

  const block = async () => {
    const blockedPair = { first: first!, second: second!, reason };
    const done = await act({ blockedPair }, (requestId) =>
      clientOf(MatchmakingService).createBlockedPair({ parent: event, blockedPair, requestId }),
    );
    if (!done) return;
    setFirst(null);
    setSecond(null);
    setReason("");
    notifyDone(t("settings.blockedDone"));
  };
  const unblock = async (name: string) => {
    const done = await act({ unblock: name }, (requestId) => clientOf(MatchmakingService).deleteBlockedPair({ name, requestId }));
    if (done) notifyDone(t("settings.unblockedDone"));
  };
  return (
    <div className={style.rows}>
      {pairs.error && <Refused error={pairs.error} onRetry={() => void pairs.refetch()} />}
      {pairs.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("settings.blockedNone")}
        </Text>
      )}
      {pairs.data && pairs.data.length > 0 && (
        <ul className={style.pairs}>
          {pairs.data.map((pair) => {
            const names = [pair.first, pair.second].map((side) => nameOf(side) || side.split("/").at(-1)).join(" – ");
            return (
              <li key={pair.name}>
                <span>
                  {names}
                  {pair.reason && (
                    <Text span inherit c="dimmed">
                      : {pair.reason}
                    </Text>
                  )}
                </span>
                {mayPlan && (
                  <Button variant="default" size="compact-sm" disabled={isActing} onClick={() => void unblock(pair.name)}>
                    {t("settings.unblock", { sides: names })}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {error !== undefined && <Refused error={error} />}
      {mayPlan && (
        <div className={style.numbers}>
          <Select label={t("settings.blockedFirst")} searchable value={first} onChange={setFirst} data={sides} />
          <Select
            label={t("settings.blockedSecond")}
            searchable
            value={second}
            onChange={setSecond}
            data={sides.filter(({ value }) => value !== first)}
          />
          <TextInput label={t("settings.blockedReason")} value={reason} onChange={(typed) => setReason(typed.currentTarget.value)} />
          <Button variant="default" loading={isActing} disabled={first === null || second === null} onClick={() => void block()}>
            {t("settings.block")}
          </Button>
        </div>
      )}
    </div>
  );
}
