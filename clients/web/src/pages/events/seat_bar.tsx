import { Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import look from "./events.module.css";

interface SeatBarProps {
  label: string;
  used: number;
  held?: number;
  // Unset: as many as are asked for.
  limit: number | undefined;
  waiting?: number;
}

// How full a quota is, in words and as a bar.
export function SeatBar({ label, used, held = 0, limit, waiting = 0 }: SeatBarProps) {
  const { t } = useTranslation("events");
  const taken = used + held;
  const over = limit !== undefined && taken > limit;
  return (
    <div>
      <Group justify="space-between" gap="xs" wrap="nowrap" mb={4}>
        <Text size="sm">{label}</Text>
        <Text size="sm" fw={500} style={{ whiteSpace: "nowrap" }} c={over ? "var(--bad)" : undefined}>
          {limit === undefined ? t("seats.taken", { taken }) : t("seats.takenOf", { taken, limit })}
        </Text>
      </Group>
      {limit !== undefined && (
        <div className={look.bar} data-over={over || undefined} aria-hidden>
          <span style={{ width: `${limit === 0 ? (taken > 0 ? 100 : 0) : Math.min(100, (100 * taken) / limit)}%` }} />
        </div>
      )}
      <Text size="xs" c="dimmed">
        {[
          over ? t("seats.over", { count: taken - limit }) : limit !== undefined && t("seats.left", { count: limit - taken }),
          held > 0 && t("seats.held", { count: held }),
          waiting > 0 && t("seats.waiting", { count: waiting }),
        ]
          .filter((part) => part !== false)
          .join(" · ")}
      </Text>
    </div>
  );
}
