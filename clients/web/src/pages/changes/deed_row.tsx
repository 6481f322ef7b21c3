import { Anchor, Group, Text, UnstyledButton } from "@mantine/core";
import type { Change } from "@plenary/client/gen/plenary/v1/changes_pb";
import { Change_Kind } from "@plenary/client/gen/plenary/v1/changes_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatTime } from "../../parts/when.ts";
import type { PartyName } from "../planning/parties.ts";
import { chiefOf, pageOf, verbOf, type Deed } from "./change_log.ts";
import style from "./changes.module.css";
import { resourceText } from "./resource_text.ts";

interface DeedRowProps {
  deed: Deed;
  zone: string;
  who: string;
  nameOf: PartyName;
}

// The first of what was changed together are told without being asked.
const FEW = 6;

// What one call changed: what happened, to what, who did it, when.
export function DeedRow({ deed, zone, who, nameOf }: DeedRowProps) {
  const { t, i18n } = useTranslation("changes");
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const chief = chiefOf(deed);
  const verb = verbOf(chief);
  const others = deed.changes.filter((change) => change !== chief);
  const shown = open ? others.slice(0, 200) : [];
  const text = i18n.exists(`changes:verb.${verb}`) ? t(`verb.${verb}`) : t(`kind.${Change_Kind[chief.kind]}`);
  return (
    <li className={style.deed}>
      <Text component="time" className={style.time} dateTime={new Date(Number(chief.changeTime?.seconds ?? 0n) * 1000).toISOString()}>
        {chief.changeTime && formatTime(chief.changeTime, language, zone)}
      </Text>
      <div className={style.words}>
        <div>
          <span className={style.verb}>{text}</span>
          <Resource change={chief} nameOf={nameOf} separator=": " />
        </div>
        <Group gap="xs" className={style.quiet}>
          <span>{who}</span>
          {chief.erased && <span>{t("erased")}</span>}
          {others.length > 0 && (
            <UnstyledButton className={style.more} aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? t("less") : t("more", { count: others.length })}
            </UnstyledButton>
          )}
        </Group>
        {shown.length > 0 && (
          <ul className={style.others} data-few={shown.length <= FEW || undefined}>
            {shown.map((change) => (
              <li key={String(change.number)}>
                <span className={style.quiet}>{t(`kind.${Change_Kind[change.kind]}`)}</span>
                <Resource change={change} nameOf={nameOf} separator=": " />
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

function Resource({ change, nameOf, separator }: { change: Change; nameOf: PartyName; separator: string }) {
  const language = useLanguage();
  const text = resourceText(change, language, nameOf);
  const page = pageOf(change.resourceName);
  if (text === "") return null;
  return (
    <>
      {separator}
      {page ? (
        <Anchor component={Link} underline="always" to={page}>
          {text}
        </Anchor>
      ) : (
        text
      )}
    </>
  );
}
