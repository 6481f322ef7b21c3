import { Stack, Text } from "@mantine/core";
import type { Category } from "@plenary/client/gen/plenary/v1/events_pb";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { categoryLabel } from "../events/event_data.ts";
import type { CategorySeats } from "./seats.ts";
import look from "./seats_panel.module.css";

// More seats than these are shown as a bar.
const MOST_SEATS = 60;

type Kind = "taken" | "held" | "mine" | "free" | "over";

function seatKinds({ limit, taken, held, seated, unseated }: CategorySeats): Kind[] {
  const free = limit === undefined ? 0 : Math.max(0, limit - taken - held - seated);
  const kinds: [Kind, number][] = [
    ["taken", taken],
    ["held", held],
    ["mine", seated],
    ["free", free],
    ["over", unseated],
  ];
  return kinds.flatMap(([kind, count]) => Array.from<Kind>({ length: count }).fill(kind));
}

function Bar({ seats }: { seats: CategorySeats }) {
  const whole = Math.max(1, (seats.limit ?? 0) + seats.unseated, seats.taken + seats.held + seats.seated + seats.unseated);
  const parts: [Kind, number][] = [
    ["taken", seats.taken],
    ["held", seats.held],
    ["mine", seats.seated],
  ];
  return (
    <div className={look.bar} aria-hidden>
      {parts.map(([kind, count]) => (
        <span key={kind} className={look[kind]} style={{ width: `${(count / whole) * 100}%` }} />
      ))}
      <span className={look.over} style={{ width: `${(seats.unseated / whole) * 100}%`, marginLeft: "auto" }} />
    </div>
  );
}

interface SeatsPanelProps {
  seats: readonly CategorySeats[];
  categories: readonly Category[];
  // The category that is always drawn; others are while somebody new is in them.
  usual: string;
}

// The quota as seats, filling while one types.
export function SeatsPanel({ seats: all, categories, usual }: SeatsPanelProps) {
  const { t } = useTranslation("registration");
  const language = useLanguage();
  const isDrawn = ({ category, seated, unseated }: CategorySeats) => category === usual || seated + unseated > 0;
  const seats = all.filter(isDrawn);
  const others = all.filter((each) => !isDrawn(each));
  if (all.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t("seats.none")}
      </Text>
    );
  return (
    <Stack gap="md">
      {seats.map((each) => {
        const kinds = seatKinds(each);
        const taken = each.taken + each.held + each.seated;
        const words = [
          each.seated > 0 && t("seats.mine", { count: each.seated }),
          each.held > 0 && t("seats.held", { count: each.held }),
          each.unseated > 0 && t("seats.unseated", { count: each.unseated }),
          each.waiting > 0 && t("seats.waiting", { count: each.waiting }),
          each.limit !== undefined && each.unseated === 0 && t("seats.left", { count: Math.max(0, each.limit - taken) }),
        ]
          .filter(Boolean)
          .join(" · ");
        return (
          <div key={each.category}>
            <div className={look.head}>
              <Text fw={500} size="sm">
                {categoryLabel(categories, each.category, language)}
              </Text>
              <Text size="sm" className={look.numbers}>
                {each.limit === undefined ? taken : t("seats.of", { taken, limit: each.limit })}
              </Text>
            </div>
            {kinds.length <= MOST_SEATS ? (
              <div className={look.seats} aria-hidden>
                {kinds.map((kind, at) => (
                  <span key={at} className={`${look.seat} ${look[kind]}`} />
                ))}
              </div>
            ) : (
              <Bar seats={each} />
            )}
            <Text size="xs" c="dimmed">
              {words}
            </Text>
          </div>
        );
      })}
      {others.length > 0 && (
        <div>
          {others.map(({ category, limit, taken, held }) => (
            <div key={category} className={look.head}>
              <Text size="sm" c="dimmed">
                {categoryLabel(categories, category, language)}
              </Text>
              <Text size="sm" c="dimmed" className={look.numbers}>
                {limit === undefined ? taken + held : t("seats.of", { taken: taken + held, limit })}
              </Text>
            </div>
          ))}
        </div>
      )}
      <div className={look.legend} aria-hidden>
        {(["taken", "held", "mine", "free", "over"] as const).map((kind) => (
          <span key={kind}>
            <span className={`${look.seat} ${look[kind]}`} /> {t(`seats.legend.${kind}`)}
          </span>
        ))}
      </div>
    </Stack>
  );
}
