import { useQuery } from "@connectrpc/connect-query";
import { Anchor } from "@mantine/core";
import { EventService } from "@plenary/client/gen/plenary/v1/events_pb";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { textIn } from "../i18n/texts.ts";
import { useLanguage } from "../i18n/use_language.ts";
import { usePageTitle } from "../parts/trail.ts";
import { PLACES } from "./places.ts";
import style from "./top_bar.module.css";

// Where I am: the place, the event where I am in one, and the page.
export function Trail() {
  const { t } = useTranslation();
  const language = useLanguage();
  const title = usePageTitle();
  const [first = "", second = ""] = useLocation()
    .pathname.split("/")
    .filter((part) => part !== "");
  const eventName = first === "events" && second !== "" && second !== "new" ? `events/${second}` : "";
  const event = useQuery(EventService.method.getEvent, { name: eventName }, { enabled: eventName !== "" });

  const place = PLACES.find(({ path }) => path === first);
  if (!place || first === "") return <div className={style.trail} />;
  const placeWord = t(`place.${place.word}`);
  const eventWord = event.data ? textIn(event.data.displayNames, language) : "";
  const steps = [{ to: `/${first}`, word: placeWord }];
  if (eventWord !== "") steps.push({ to: `/${eventName}`, word: eventWord });
  const last = steps.at(-1)!;
  const here = title !== "" && title !== last.word;
  return (
    <nav className={style.trail} aria-label={t("trail")}>
      <ol>
        {steps.map(({ to, word }, index) => (
          <li key={to}>
            {!here && index === steps.length - 1 ? (
              <span aria-current="page" title={word}>
                {word}
              </span>
            ) : (
              <Anchor component={Link} to={to} c="dimmed" title={word}>
                {word}
              </Anchor>
            )}
          </li>
        ))}
        {here && (
          <li>
            <span aria-current="page" title={title}>
              {title}
            </span>
          </li>
        )}
      </ol>
    </nav>
  );
}
