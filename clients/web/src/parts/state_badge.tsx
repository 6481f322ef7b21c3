import type { ReactNode } from "react";
import style from "./state_badge.module.css";

// What a state means for whoever reads it; each has a colour and a shape beside its word.
export type Tone = "good" | "waiting" | "bad" | "tentative" | "conflict" | "quiet";

// A shape for each tone, in a square of 12.
const MARKS: Record<Tone, ReactNode> = {
  good: <path d="M2 6.5 5 9.5 10 3" />,
  waiting: <path d="M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M6 3.5V6l1.8 1.2" />,
  bad: <path d="M3 3l6 6M9 3 3 9" />,
  tentative: <circle cx="6" cy="6" r="4.5" strokeDasharray="2.4 2.3" />,
  conflict: <path d="M6 1.5 11 10.5H1zM6 5v2.6M6 9v.1" />,
  quiet: <path d="M3 6h6" />,
};

// A state: its word, with a mark, so that nobody needs the colour.
export function StateBadge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`${style.badge} ${style[tone]}`}>
      <svg
        className={style.mark}
        viewBox="0 0 12 12"
        aria-hidden
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        {MARKS[tone]}
      </svg>
      {children}
    </span>
  );
}
