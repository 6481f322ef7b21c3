import { IconAlertTriangle, IconArrowRight, IconPin, IconPlus } from "@tabler/icons-react";
import type { Mark } from "./board.ts";

const ICONS = { new: IconPlus, moved: IconArrowRight, pinned: IconPin, misfit: IconAlertTriangle } as const;

// How a meeting stands to what was released, for those who see no colour.
export function MarkIcon({ mark, size = 14 }: { mark: Mark; size?: number }) {
  if (mark === "released") return null;
  const Icon = ICONS[mark];
  return <Icon size={size} aria-hidden />;
}
