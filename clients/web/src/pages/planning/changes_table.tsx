import { Anchor, Text } from "@mantine/core";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { useQuery } from "@connectrpc/connect-query";
import { AssetService } from "@plenary/client/gen/plenary/v1/assets_pb";
import {
  ActivityState,
  ScheduleChange_Kind,
  type Activity,
  type Meeting,
  type ScheduleChange,
  type Session,
} from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { DataTable, type Column } from "../../parts/data_table.tsx";
import { StateBadge } from "../../parts/state_badge.tsx";
import { formatInstant, formatTime } from "../../parts/when.ts";
import { shortName } from "../schedule/activity.ts";
import { CHANGE_TONES } from "../schedule/schedule_changes.ts";
import type { PartyName } from "./parties.ts";
import { valueOf } from "./plan_diff.ts";
import style from "./planning.module.css";

const BATCH = 1000;
const keyOf = (change: ScheduleChange) => change.activity;

// What differs between two versions: what, when and where it was and is, whom it concerns.
export function ChangesTable({ changes, zone, nameOf }: { changes: readonly ScheduleChange[]; zone: string; nameOf: PartyName }) {
  const { t } = useTranslation("planning");
  const language = useLanguage();
  const names = useMemo(
    () =>
      [
        ...new Set(
          changes.flatMap(({ before, after }) => [before, after].flatMap((each) => valueOf(each)?.assets.map(({ asset }) => asset) ?? [])),
        ),
      ]
        .sort()
        .slice(0, BATCH),
    [changes],
  );
  const assets = useQuery(AssetService.method.batchGetAssets, { names }, { enabled: names.length > 0 });
  const assetName = useMemo(
    () => new Map((assets.data?.assets ?? []).map(({ name, displayNames }) => [name, textIn(displayNames, language)])),
    [assets.data, language],
  );

  const titleOf = ({ before, after }: ScheduleChange) => {
    const value = valueOf(after) ?? valueOf(before);
    if (value === undefined) return "";
    if ("purpose" in value) return value.purpose;
    return (
      textIn(value.titles, language) ||
      ("parties" in value ? value.parties.map(({ delegation, organization }) => nameOf(delegation || organization)).join(" – ") : "")
    );
  };
  const placeOf = (activity: Activity | undefined) => {
    const value = valueOf(activity);
    if (value === undefined) return "";
    if ((value as Session | Meeting).state === ActivityState.CANCELLED && !("purpose" in value)) return t("compare.cancelled");
    const { startTime, endTime } = value.interval ?? {};
    if (!startTime || !endTime) return "";
    const where = value.assets.map(({ asset }) => assetName.get(asset) ?? "").filter(Boolean)[0];
    return `${formatInstant(startTime, language, zone, "short")}–${formatTime(endTime, language, zone)}${where ? `, ${where}` : ""}`;
  };
  const startOf = ({ before, after }: ScheduleChange) => {
    const start = (valueOf(after) ?? valueOf(before))?.interval?.startTime;
    return start ? timestampMs(start) : 0;
  };
  const whomOf = ({ delegations, people }: ScheduleChange) =>
    [
      ...delegations.map((name) => nameOf(name)).filter(Boolean),
      ...(delegations.length === 0 && people.length > 0 ? [t("compare.people", { count: people.length })] : []),
    ].join(", ");

  const columns: Column<ScheduleChange>[] = [
    {
      id: "kind",
      header: t("compare.change"),
      value: ({ kind }) => kind,
      width: 140,
      cell: ({ kind }) => (
        <StateBadge tone={CHANGE_TONES[kind]}>{t(`compare.kind.${ScheduleChange_Kind[kind]}` as "compare.kind.ADDED")}</StateBadge>
      ),
    },
    {
      id: "what",
      header: t("compare.what"),
      value: titleOf,
      width: 280,
      cell: (change) => (
        <Anchor
          component={Link}
          className={style.lines}
          title={titleOf(change)}
          to={`/${change.activity.split("/").slice(0, 2).join("/")}/programme?selected=${shortName(change.activity)}`}
        >
          {titleOf(change)}
        </Anchor>
      ),
    },
    {
      id: "was",
      header: t("compare.was"),
      value: (change) => placeOf(change.before),
      width: 170,
      cell: (change) => (
        <Text span inherit className={`${style.lines} ${change.kind === ScheduleChange_Kind.CHANGED ? "" : style.was}`}>
          {placeOf(change.before)}
        </Text>
      ),
    },
    {
      id: "is",
      header: t("compare.is"),
      value: startOf,
      width: 170,
      cell: (change) => <span className={style.lines}>{placeOf(change.after)}</span>,
    },
    {
      id: "whom",
      header: t("compare.whom"),
      value: whomOf,
      width: 240,
      cell: (change) => (
        <span className={style.lines} title={whomOf(change)}>
          {whomOf(change)}
        </span>
      ),
    },
  ];
  return <DataTable label={t("compare.title")} columns={columns} rows={changes} keyOf={keyOf} rowHeight={56} />;
}
