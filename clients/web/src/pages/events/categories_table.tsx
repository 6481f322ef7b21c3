import { ActionIcon, Anchor, Button, Group, Table, Text, Title, Tooltip } from "@mantine/core";
import { IconPencil, IconPlus } from "@tabler/icons-react";
import { Participant_State as State, type QuotaReport } from "@plenary/client/gen/plenary/v1/delegations_pb";
import type { Category } from "@plenary/client/gen/plenary/v1/events_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { CategoryDialog } from "./category_dialog.tsx";
import { categoryLabel, useCategories, useEventName } from "./event_data.ts";
import { GROUP_NAMES, GROUPS, type Group as CountGroup, type ParticipantCounts } from "./overview_counts.ts";
import { SeatBar } from "./seat_bar.tsx";
import look from "./events.module.css";

interface CategoriesTableProps {
  counts: ParticipantCounts | undefined;
  report: QuotaReport | undefined;
  editable: boolean;
}

// The categories: their seats, who is in them in which state, and where one goes when it is full.
export function CategoriesTable({ counts, report, editable }: CategoriesTableProps) {
  const { t } = useTranslation("events");
  const language = useLanguage();
  const categories = useCategories();
  const [edited, setEdited] = useState<Category | "new">();
  return (
    <section aria-labelledby="categories">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4" id="categories">
          {t("categories.title")}
        </Title>
        {editable && (
          <Button size="compact-md" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setEdited("new")}>
            {t("categories.add")}
          </Button>
        )}
      </Group>
      {categories.length === 0 ? (
        <Empty text={t("categories.none")} />
      ) : (
        <Table.ScrollContainer minWidth={860} scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": t("categories.title") } }}>
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("categories.name")}</Table.Th>
                <Table.Th miw={200}>{t("categories.seats")}</Table.Th>
                {GROUP_NAMES.map((group) => (
                  <Table.Th key={group} ta="right">
                    {t(`group.${group}`)}
                  </Table.Th>
                ))}
                {editable && (
                  <Table.Th>
                    <span className="only-heard">{t("categories.edit")}</span>
                  </Table.Th>
                )}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {categories.map((category) => (
                <Table.Tr key={category.name}>
                  <Table.Td>
                    <Group gap="xs" wrap="nowrap">
                      {category.badgeColor !== "" && (
                        <span className={look.colour} style={{ background: category.badgeColor }} aria-hidden />
                      )}
                      <div>
                        <Text size="sm" fw={500}>
                          {textIn(category.displayNames, language)}
                        </Text>
                        <Text size="xs" c="dimmed">
                          <Traits category={category} />
                        </Text>
                      </div>
                    </Group>
                  </Table.Td>
                  <Table.Td>
                    <Seats category={category} report={report} />
                  </Table.Td>
                  {GROUP_NAMES.map((group) => (
                    <Table.Td key={group} ta="right">
                      <Count category={category.name} group={group} counts={counts} />
                    </Table.Td>
                  ))}
                  {editable && (
                    <Table.Td ta="right">
                      <Tooltip label={t("categories.editOne", { category: textIn(category.displayNames, language) })}>
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          aria-label={t("categories.editOne", { category: textIn(category.displayNames, language) })}
                          onClick={() => setEdited(category)}
                        >
                          <IconPencil size={16} aria-hidden />
                        </ActionIcon>
                      </Tooltip>
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {edited && (
        <CategoryDialog
          key={edited === "new" ? "new" : edited.name}
          category={edited === "new" ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
    </section>
  );
}

function Traits({ category }: { category: Category }) {
  const { t } = useTranslation("events");
  const language = useLanguage();
  const categories = useCategories();
  return [
    category.overflowOf !== "" && t("categories.overflowOf", { category: categoryLabel(categories, category.overflowOf, language) }),
    category.maySpeak && t("categories.maySpeak"),
    category.needsCredentials && t("categories.needsCredentials"),
  ]
    .filter((part) => part !== false)
    .join(" · ");
}

function Seats({ category, report }: { category: Category; report: QuotaReport | undefined }) {
  const total = report?.categoryTotals.find((quota) => quota.category === category.name);
  return (
    <SeatBar label="" used={total?.used ?? category.used} held={total?.held ?? 0} limit={category.limit} waiting={total?.waiting ?? 0} />
  );
}

function Count({ category, group, counts }: { category: string; group: CountGroup; counts: ParticipantCounts | undefined }) {
  const event = useEventName();
  const count = counts?.byCategory.get(category)?.[group] ?? 0;
  if (count === 0)
    return (
      <Text component="span" size="sm" c="dimmed">
        –
      </Text>
    );
  const states = GROUPS[group].map((state) => State[state]).join(",");
  return (
    <Anchor component={Link} size="sm" to={`/${event}/participants?state=${states}&category=${category.split("/").at(-1)}`}>
      {count}
    </Anchor>
  );
}
