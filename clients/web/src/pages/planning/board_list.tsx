import { Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { clock } from "../../parts/venue_day.ts";
import { inOwnTime } from "../../parts/when.ts";
import type { Board, Lane } from "./board.ts";
import { MarkIcon } from "./mark_icon.tsx";
import type { PlanData } from "./plan_data.ts";
import style from "./planning.module.css";

interface BoardListProps {
  data: PlanData;
  board: Board;
  selected: string;
  onSelect(meeting: string): void;
  laneName(lane: Lane): string;
}

// A day's meetings one beneath the other, for a narrow screen.
export function BoardList({ data, board, selected, onSelect, laneName }: BoardListProps) {
  const { t } = useTranslation("planning");
  const language = useLanguage();
  const items = board.lanes
    .flatMap((lane) => lane.meetings.map((item) => ({ item, place: laneName(lane) })))
    .sort((a, b) => a.item.from - b.item.from);
  if (items.length === 0) return <Empty text={t("board.empty")} />;
  return (
    <ul className={style.daylist}>
      {items.map(({ item, place }) => (
        <li key={item.meeting.name}>
          <UnstyledButton
            className={style.dayitem}
            aria-pressed={item.meeting.name === selected}
            onClick={() => onSelect(item.meeting.name)}
          >
            <span className={style.times} title={item.meeting.interval && inOwnTime(item.meeting.interval, language, data.zone)}>
              {clock(item.from)}
            </span>
            <span>
              {data.sidesOf(item.meeting).join(" – ")}
              <Text span display="block" size="sm" c="dimmed">
                {place} <MarkIcon mark={item.mark} size={12} />
                <VisuallyHidden>{t(`mark.${item.mark}`)}</VisuallyHidden>
              </Text>
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
