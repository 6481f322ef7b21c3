import { useTranslation } from "react-i18next";
import type { Activity } from "./activity.ts";
import type { Placement } from "./placement.ts";
import styles from "./schedule.module.css";
import type { Dragged } from "./use_drag.ts";
import { useObstacleText } from "./use_obstacle_text.ts";
import { useVerdict } from "./use_verdict.ts";
import { clock } from "../../parts/venue_day.ts";

interface DragGhostProps {
  dragged: Dragged;
  placement: Placement;
  from: number;
  to: number;
  // Undefined while a new one is drawn.
  activity: Activity | undefined;
}

// Where it would be, and what would refuse it there, before it is let go.
export function DragGhost({ dragged, placement, from, to, activity }: DragGhostProps) {
  const { t } = useTranslation("schedule");
  const textOf = useObstacleText();
  const verdict = useVerdict(activity, placement);
  const first = verdict?.obstacles[0] ?? verdict?.warnings[0];
  const kind = !verdict ? "fits" : verdict.obstacles.length > 0 ? "refused" : verdict.warnings.length > 0 ? "warned" : "fits";
  return (
    <div
      // The dialog of moving says the same to those who don't see it.
      aria-hidden
      className={styles.ghost}
      data-verdict={kind}
      style={{
        "--left": `${((dragged.start - from) / (to - from)) * 100}%`,
        "--width": `${((dragged.end - dragged.start) / (to - from)) * 100}%`,
      }}
    >
      <span className={styles.ghostText}>
        {clock(dragged.start)}–{clock(dragged.end)}
        <br />
        {first ? `${kind === "refused" ? "✕" : "⚠"} ${textOf(first)}` : activity && verdict?.isSettled ? t("move.fits") : ""}
      </span>
    </div>
  );
}
