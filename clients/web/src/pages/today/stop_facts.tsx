import { Button } from "@mantine/core";
import {
  IconBriefcase,
  IconCar,
  IconInfoCircle,
  IconLanguage,
  IconMapPin,
  IconNote,
  IconPhone,
  IconPlaneInflight,
  IconUser,
  IconUsers,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { usePresenting } from "../../parts/presenting.tsx";
import { telOf, type Stop } from "./sheet.ts";
import style from "./today.module.css";

// Where, in what car, with whom, whom to call.
export function StopFacts({ stop, own }: { stop: Stop; own: string }) {
  const { t } = useTranslation("today");
  const isPresenting = usePresenting();
  const where = [stop.place, stop.venue !== stop.place ? stop.venue : ""].filter(Boolean).join(", ");
  const parties = stop.parties.filter((party) => party !== own);
  const facts: [string, ReactNode, string[]][] = [
    [t("stop.where"), <IconMapPin size={18} aria-hidden key="icon" />, [where].filter(Boolean)],
    [t("stop.journey"), <IconPlaneInflight size={18} aria-hidden key="icon" />, [stop.journey].filter(Boolean)],
    [t("stop.car"), <IconCar size={18} aria-hidden key="icon" />, stop.vehicles],
    [t("stop.interpreter"), <IconLanguage size={18} aria-hidden key="icon" />, stop.interpreters],
    [t("stop.with"), <IconUsers size={18} aria-hidden key="icon" />, parties],
    [t("stop.who"), <IconUser size={18} aria-hidden key="icon" />, stop.attendees],
    [t("stop.responsible"), <IconBriefcase size={18} aria-hidden key="icon" />, stop.responsible],
    [t("stop.guests"), <IconInfoCircle size={18} aria-hidden key="icon" />, [stop.guestNote].filter(Boolean)],
    [t("stop.note"), <IconNote size={18} aria-hidden key="icon" />, [stop.note].filter(Boolean)],
  ];
  return (
    <>
      <dl className={style.facts}>
        {facts
          .filter(([, , values]) => values.length > 0)
          .map(([label, icon, values]) => (
            <div key={label}>
              <dt title={label}>
                {icon}
                <span className="only-heard">{label}</span>
              </dt>
              <dd>{values.join(", ")}</dd>
            </div>
          ))}
      </dl>
      {!isPresenting && stop.phones.length > 0 && (
        <div className={style.calls}>
          {stop.phones.map(({ who, number }) => (
            <Button
              key={who + number}
              component="a"
              href={telOf(number)}
              variant="default"
              className={style.call}
              leftSection={<IconPhone size={18} aria-hidden />}
            >
              <span className={style.callwords}>
                <span>{who ? t("call", { who }) : t("callNumber")}</span>
                <span className={style.number}>{number}</span>
              </span>
            </Button>
          ))}
        </div>
      )}
    </>
  );
}
