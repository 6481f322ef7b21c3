import { ActionIcon, Button, Text } from "@mantine/core";
import { IconCircle, IconCircleCheckFilled, IconPhone } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { usePresenting } from "../../parts/presenting.tsx";
import { tapped } from "./outbox.ts";
import { telOf, type SheetPerson } from "./sheet.ts";
import style from "./today.module.css";
import type { Outbox } from "./use_outbox.ts";

interface PeopleListProps {
  people: readonly SheetPerson[];
  outbox: Outbox;
  mayAct: boolean;
}

// Who is in the delegation, who of them is there, whom to call.
export function PeopleList({ people, outbox, mayAct }: PeopleListProps) {
  const { t } = useTranslation("today");
  const isPresenting = usePresenting();
  const isThere = ({ participant, hasArrived }: SheetPerson) => {
    const said = tapped(outbox.marks, "attendance", participant);
    return said === undefined ? hasArrived : said === "arrived";
  };
  const missing = people.filter((person) => !isThere(person));
  return (
    <section aria-labelledby="people" className={style.section}>
      <div className={style.sectionhead}>
        <h2 id="people">{t("people")}</h2>
        <Text size="sm" c="dimmed" aria-live="polite">
          {t("arrivedOf", { arrived: people.length - missing.length, count: people.length })}
        </Text>
      </div>
      {people.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("noPeople")}
        </Text>
      )}
      <ul className={style.people}>
        {people.map((person) => {
          const there = isThere(person);
          return (
            <li key={person.participant}>
              <span className={style.name}>
                {person.name}
                <Text span display="block" size="sm" c="dimmed">
                  {[person.latin, person.capacity === "HEAD" || person.capacity === "DEPUTY_HEAD" ? t(`capacity.${person.capacity}`) : ""]
                    .filter(Boolean)
                    .join(" · ")}
                </Text>
              </span>
              {person.phone !== "" && !isPresenting && (
                <ActionIcon
                  component="a"
                  href={telOf(person.phone)}
                  variant="default"
                  size={44}
                  aria-label={t("call", { who: person.name })}
                >
                  <IconPhone size={20} aria-hidden />
                </ActionIcon>
              )}
              {mayAct ? (
                <Button
                  variant="default"
                  h={44}
                  px="sm"
                  aria-pressed={there}
                  aria-label={t("arrivedLabel", { name: person.name })}
                  leftSection={
                    there ? (
                      <IconCircleCheckFilled size={18} color="var(--mantine-color-teal-7)" aria-hidden />
                    ) : (
                      <IconCircle size={18} aria-hidden />
                    )
                  }
                  onClick={() => outbox.tap("attendance", person.participant, there ? "expected" : "arrived")}
                >
                  {t("arrived")}
                </Button>
              ) : (
                <Text size="sm" c="dimmed">
                  {t(there ? "arrived" : "notArrived")}
                </Text>
              )}
            </li>
          );
        })}
      </ul>
      {mayAct && missing.length > 1 && (
        <Button
          variant="default"
          fullWidth
          h={44}
          mt="sm"
          onClick={() => missing.forEach(({ participant }) => outbox.tap("attendance", participant, "arrived"))}
        >
          {t("allArrived", { count: missing.length })}
        </Button>
      )}
    </section>
  );
}
