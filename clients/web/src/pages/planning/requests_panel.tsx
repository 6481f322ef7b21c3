import { Anchor, Button, Collapse, Text, UnstyledButton } from "@mantine/core";
import { useQuery } from "@connectrpc/connect-query";
import { durationFromMs } from "@bufbuild/protobuf/wkt";
import type { MeetingRequest } from "@plenary/client/gen/plenary/v1/matchmaking_pb";
import { ActivityExplanation_Standing, PlanningService, type ActivityExplanation } from "@plenary/client/gen/plenary/v1/planning_pb";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { SearchField } from "../../parts/search_field.tsx";
import { StateBadge } from "../../parts/state_badge.tsx";
import type { PlanData } from "./plan_data.ts";
import { preferenceOf, type Sides } from "./plan_facts.ts";
import style from "./planning.module.css";

interface RequestsPanelProps {
  data: PlanData;
  sides: Sides;
  // What the last planning said of what has no place.
  told: ReadonlyMap<string, ActivityExplanation>;
  selected: string;
  onSelect(activity: string): void;
  isRunning: boolean;
}

// So many are explained without being asked for.
const FEW = 3;
const WAIT_MS = 3000;

// What was asked for: first what has no place, with why.
export function RequestsPanel({ data, sides, told, selected, onSelect, isRunning }: RequestsPanelProps) {
  const { t } = useTranslation("planning");
  const [typed, setTyped] = useState("");
  const found = (requests: readonly MeetingRequest[]) => {
    const wanted = typed.trim().toLocaleLowerCase();
    return wanted === ""
      ? requests
      : requests.filter((request) => `${data.sidesOfRequest(request).join(" ")} ${request.note}`.toLocaleLowerCase().includes(wanted));
  };
  const unplaced = found(sides.unplaced);
  const waiting = found(sides.waiting);
  const placed = found(sides.placed);
  return (
    <section className={style.panel} aria-label={t("left.title")}>
      <SearchField label={t("left.find")} value={typed} onChange={setTyped} size="sm" />
      {sides.unplaced.length === 0 && sides.placed.length > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {t("left.none")}
        </Text>
      )}
      {unplaced.length > 0 && (
        <>
          <h2 className={style.small}>{t("left.unplaced", { count: unplaced.length })}</h2>
          <ul className={style.requests}>
            {unplaced.map((request, at) => (
              <li key={request.name}>
                <RequestButton data={data} request={request} isSelected={selected === request.name} onSelect={onSelect}>
                  {data.mayPlan && !isRunning && sides.placed.length > 0 && (
                    <Why request={request} told={told.get(request.name)} isAsked={at < FEW} />
                  )}
                </RequestButton>
              </li>
            ))}
          </ul>
        </>
      )}
      {waiting.length > 0 && (
        <>
          <h2 className={style.small}>{t("left.waiting", { count: waiting.length })}</h2>
          <ul className={style.requests}>
            {waiting.map((request) => (
              <li key={request.name}>
                <RequestButton data={data} request={request} isSelected={selected === request.name} onSelect={onSelect} />
              </li>
            ))}
          </ul>
        </>
      )}
      {placed.length > 0 && <Placed data={data} requests={placed} selected={selected} onSelect={onSelect} isOpen={typed.trim() !== ""} />}
      <Text size="sm" mt="sm">
        <Anchor component={Link} to="requests">
          {t("left.all")}
        </Anchor>
      </Text>
    </section>
  );
}

interface RequestButtonProps {
  data: PlanData;
  request: MeetingRequest;
  isSelected: boolean;
  onSelect(activity: string): void;
  children?: React.ReactNode;
}

function RequestButton({ data, request, isSelected, onSelect, children }: RequestButtonProps) {
  const { t } = useTranslation("planning");
  const [from, to] = data.sidesOfRequest(request);
  return (
    <UnstyledButton className={style.request} aria-pressed={isSelected} onClick={() => onSelect(request.name)}>
      {from} → {to}
      <span className={style.why}>{t(`preference.${preferenceOf(request)}`)}</span>
      {children}
    </UnstyledButton>
  );
}

function Why({ request, told, isAsked }: { request: MeetingRequest; told: ActivityExplanation | undefined; isAsked: boolean }) {
  const { t } = useTranslation("planning");
  const asked = useQuery(
    PlanningService.method.explainActivity,
    { name: request.name, timeLimit: durationFromMs(WAIT_MS) },
    { enabled: isAsked && told === undefined, staleTime: 5 * 60_000 },
  );
  const standing = (told ?? asked.data)?.standing;
  if (standing === undefined) return asked.isFetching ? <span className={style.why}>{t("why.thinking")}</span> : null;
  const isHopeless = standing === ActivityExplanation_Standing.IMPOSSIBLE || standing === ActivityExplanation_Standing.REFUSED;
  return (
    <span className={style.why}>
      {isHopeless && (
        <>
          <StateBadge tone="bad">{t("why.impossible")}</StateBadge>{" "}
        </>
      )}
      {t(`why.standing.${ActivityExplanation_Standing[standing]}`)}
    </span>
  );
}

function Placed({
  data,
  requests,
  selected,
  onSelect,
  isOpen,
}: Omit<RequestsPanelProps, "sides" | "told" | "isRunning"> & { requests: readonly MeetingRequest[]; isOpen: boolean }) {
  const { t } = useTranslation("planning");
  const [opened, setOpened] = useState(false);
  const shown = opened || isOpen;
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        mt="sm"
        px={4}
        aria-expanded={shown}
        onClick={() => setOpened(!opened)}
        leftSection={shown ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
      >
        {t("left.placed", { count: requests.length })}
      </Button>
      <Collapse expanded={shown}>
        {shown && (
          <ul className={style.requests}>
            {requests.map((request) => (
              <li key={request.name}>
                <RequestButton
                  data={data}
                  request={request}
                  isSelected={selected === request.meeting}
                  onSelect={() => onSelect(request.meeting || request.name)}
                />
              </li>
            ))}
          </ul>
        )}
      </Collapse>
    </>
  );
}
