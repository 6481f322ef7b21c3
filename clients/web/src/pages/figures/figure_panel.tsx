import { useQuery } from "@connectrpc/connect-query";
import { Anchor, Button, Drawer, Group, Skeleton, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { Figure_Kind, Figure_Status, IndicatorService, type Figure, type Indicator } from "@plenary/client/gen/plenary/v1/indicators_pb";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useResults } from "../../api/lists.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Facts } from "../../parts/facts.tsx";
import { Refused } from "../../parts/refused.tsx";
import { StateBadge } from "../../parts/state_badge.tsx";
import { formatDay, formatInstant, ownZone } from "../../parts/when.ts";
import { unitText } from "../../parts/units.ts";
import { Paper } from "../control/evidence_list.tsx";
import { threadHref } from "../../parts/resource_names.ts";
import { formatNumber } from "../../parts/numbers.ts";
import { useFigures, useMayWrite } from "./asked.ts";
import { STATUS_TONES, usePeriodWord, useRowWord } from "./figure_words.ts";
import look from "./figures.module.css";
import { ReviseForm } from "./revise_form.tsx";

interface FigurePanelProps {
  indicator: Indicator;
  name: string;
  onClose: () => void;
  onOpen: (name: string) => void;
}

// What is behind a number: who says so and where, how it was revised, which results it goes with.
export function FigurePanel({ indicator, name, onClose, onOpen }: FigurePanelProps) {
  const { t } = useTranslation("figures");
  const asked = useQuery(IndicatorService.method.getFigure, { name });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={textIn(indicator.displayNames, useLanguage())}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {asked.error && <Refused error={asked.error} />}
      {asked.isPending && <Skeleton height={200} />}
      {asked.data && <Behind figure={asked.data} indicator={indicator} onOpen={onOpen} />}
    </Drawer>
  );
}

const sameKey = (a: Figure, b: Figure) =>
  a.country === b.country &&
  a.organization === b.organization &&
  a.kind === b.kind &&
  a.source === b.source &&
  a.period?.kind === b.period?.kind &&
  a.period?.year === b.period?.year &&
  a.period?.number === b.period?.number;

function Behind({ figure, indicator, onOpen }: { figure: Figure; indicator: Indicator; onOpen: (name: string) => void }) {
  const { t } = useTranslation("figures");
  const language = useLanguage();
  const mayWrite = useMayWrite();
  const [isRevising, setIsRevising] = useState(false);
  const ofYear = useFigures(indicator.name, `country = "${figure.country}" AND period.year = ${figure.period?.year ?? 0}`);
  const results = useResults(`figure = "${figure.name}"`);
  const period = usePeriodWord();
  const rowWord = useRowWord([figure.organization]);
  const line = (ofYear.data ?? []).filter((other) => sameKey(other, figure)).sort((a, b) => b.revision - a.revision);
  const facts: [string, ReactNode][] = [
    ["country", figure.organization === "" || figure.country !== "" ? rowWord(figure.country) : ""],
    ["exporter", figure.organization && rowWord(figure.organization)],
    ["period", figure.period && period(figure.period)],
    ["kindOf", t(`kind.${Figure_Kind[figure.kind]}`)],
    ["source", figure.source],
    ["paper", figure.document && <Paper document={figure.document} />],
    ["published", figure.publishDate && formatDay(figure.publishDate, language, "UTC")],
    ["note", figure.note],
  ];
  return (
    <Stack gap="lg">
      <div>
        <div className={look.value}>
          {formatNumber(figure.value, language)}{" "}
          <Text component="span" c="dimmed">
            {unitText(figure.unit, language)}
          </Text>
        </div>
        <Group gap="xs">
          <StateBadge tone={STATUS_TONES[figure.status]}>{t(`status.${Figure_Status[figure.status]}`)}</StateBadge>
          {figure.supersededBy !== "" && (
            <UnstyledButton c="var(--mantine-color-anchor)" onClick={() => onOpen(figure.supersededBy)}>
              {t("isSuperseded")}
            </UnstyledButton>
          )}
        </Group>
      </div>
      <Facts facts={facts.map(([key, value]) => [t(`fact.${key}`), value] as const)} terms="130px" />
      <div>
        <Title order={3} size="h4" mb={4}>
          {t("revisions")}
        </Title>
        {line.map((each) => (
          <Group key={each.name} className={look.line} justify="space-between" gap="xs">
            <span>{t("revision", { number: each.revision })}</span>
            {each.name === figure.name ? (
              <Text fw={600}>{formatNumber(each.value, language)}</Text>
            ) : (
              <UnstyledButton c="var(--mantine-color-anchor)" onClick={() => onOpen(each.name)}>
                {formatNumber(each.value, language)}
              </UnstyledButton>
            )}
            <Text size="sm" c="dimmed">
              {t(`status.${Figure_Status[each.status]}`)}
              {each.createTime && ` · ${formatInstant(each.createTime, language, ownZone())}`}
            </Text>
          </Group>
        ))}
      </div>
      <div>
        <Title order={3} size="h4" mb={4}>
          {t("evidenceFor")}
        </Title>
        <Text size="sm" c="dimmed" mb={4}>
          {t("accompanies")}
        </Text>
        {results.data?.length === 0 && <Text c="dimmed">{t("noResults")}</Text>}
        {results.data?.map((result) => (
          <div key={result.name} className={look.line}>
            <Anchor component={Link} to={`/figures/results?result=${result.name.split("/")[1]}`}>
              {textIn(result.titles, language)}
            </Anchor>
            <Text size="sm" c="dimmed">
              {formatDay(result.date, language, "UTC")}
            </Text>
          </div>
        ))}
      </div>
      <Group gap="xs">
        {mayWrite && figure.supersededBy === "" && <Button onClick={() => setIsRevising(true)}>{t("figure.revise")}</Button>}
        <Button variant="default" component={Link} to={threadHref(figure.name)}>
          {t("thread")}
        </Button>
      </Group>
      {isRevising && <ReviseForm figure={figure} onDone={onOpen} onClose={() => setIsRevising(false)} />}
    </Stack>
  );
}
