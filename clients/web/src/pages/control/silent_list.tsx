import { Anchor, Button, Group, Text } from "@mantine/core";
import type { Commitment } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatDay } from "../../parts/when.ts";
import { useOrganizationLines } from "../../parts/directory.ts";
import look from "./control.module.css";
import { NoteDialog } from "./note_dialog.tsx";
import { groupedBy } from "./sections.ts";

// What other sides undertook and of which nothing was heard for too long.
export function SilentList({ commitments, mayNote }: { commitments: readonly Commitment[]; mayNote: boolean }) {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const organization = useOrganizationLines(commitments.map(({ counterpart }) => counterpart));
  const [noted, setNoted] = useState<Commitment>();
  return (
    <>
      {groupedBy(commitments, ({ counterpart }) => counterpart).map(({ key, rows }) => (
        <div key={key}>
          <h3 className={look.group}>{organization(key) || t("noCounterpart")}</h3>
          <ul className={look.rows}>
            {rows.map((commitment) => (
              <li key={commitment.name} className={look.entry}>
                <Group justify="space-between" align="flex-start" gap="xs" px={12}>
                  <div style={{ flex: "1 1 280px", minWidth: 0 }}>
                    <Anchor component={Link} to={`/control/${commitment.name}`} c="inherit">
                      {textIn(commitment.texts, language)}
                    </Anchor>
                    <Text size="sm" c="dimmed">
                      {[
                        commitment.dueDate === "" ? t("due.none") : t("due.until", { day: formatDay(commitment.dueDate, language, "UTC") }),
                        commitment.lastHeardDate === ""
                          ? t("neverHeard")
                          : t("lastHeard", { day: formatDay(commitment.lastHeardDate, language, "UTC") }),
                      ].join(" · ")}
                    </Text>
                  </div>
                  {mayNote && (
                    <Button
                      size="compact-sm"
                      variant="default"
                      className="not-printed"
                      onClick={() => setNoted(commitment)}
                      aria-label={`${t("note.action")}: ${textIn(commitment.texts, language)}`}
                    >
                      {t("note.short")}
                    </Button>
                  )}
                </Group>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {noted && <NoteDialog commitment={noted} onClose={() => setNoted(undefined)} />}
    </>
  );
}
