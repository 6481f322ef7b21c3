// How nodes and gaps of a thread are called.
import { ThreadGap_Kind, ThreadNode_Type, type ThreadGap, type ThreadNode } from "@plenary/client/gen/plenary/v1/thread_pb";
import { useTranslation } from "react-i18next";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { usePresenting } from "../../parts/presenting.tsx";
import type { Tone } from "../../parts/state_badge.tsx";
import { formatDay } from "../../parts/when.ts";
import { lastId } from "../../parts/resource_names.ts";
import { formatNumber } from "../../parts/numbers.ts";
import type { Sayings } from "./thread_lines.ts";

const GOOD = [
  "AGREED",
  "SIGNED",
  "APPROVED",
  "IN_FORCE",
  "FULFILLED",
  "PARTLY",
  "REMOVED_FROM_CONTROL",
  "IMPLEMENTED",
  "FINAL",
  "RELEASED",
  "RUNNING",
];
const WAITING = ["INITIALLED", "IN_PROGRESS", "REPORTED", "RETURNED", "ACKNOWLEDGED", "SUSPENDED", "POSTPONED", "IN_AGREEMENT"];
const QUIET = ["DROPPED", "SUPERSEDED", "TERMINATED", "CLOSED", "ARCHIVED", "CANCELLED"];

export const toneOf = ({ state, isOverdue }: ThreadNode): Tone => (isOverdue ? "bad" : toneOfState(state));

export function toneOfState(state: string): Tone {
  if (GOOD.includes(state)) return "good";
  if (WAITING.includes(state)) return "waiting";
  return QUIET.includes(state) ? "quiet" : "tentative";
}

export interface ThreadWords extends Sayings {
  // Where it stands, without saying that it is late.
  standing(node: ThreadNode): string;
  // Of what is money or a figure how much.
  value(node: ThreadNode): string;
  // Since when, for how long: "since 30 September 2023, for 1152 days".
  since(gap: ThreadGap): string;
  // What would close it: "Record a position".
  mend(gap: ThreadGap): string;
}

export function useThreadWords(): ThreadWords {
  const { t, i18n } = useTranslation("thread");
  const language = useLanguage();
  const isPresenting = usePresenting();
  const day = (date: string) => (date === "" ? "" : formatDay(date, language, "UTC"));
  const typeKey = (node: ThreadNode) => ThreadNode_Type[node.type];
  const known = (key: string) => (i18n.exists(`thread:${key}`) ? t(key) : "");

  const words: ThreadWords = {
    // A number stands where papers and plans have one; a topic's place on the agenda tells nobody anything.
    kind: (node, item) => {
      const isNumbered = [ThreadNode_Type.ROUND, ThreadNode_Type.PROTOCOL_ITEM].includes(node.type) && node.number !== "";
      const what =
        node.type === ThreadNode_Type.PROTOCOL ? known(`kind.PROTOCOL.${node.kind}`) || t("type.PROTOCOL") : t(`type.${typeKey(node)}`);
      // Of an item its commitment says whose it is.
      const side = node.side === "" || node.type === ThreadNode_Type.PROTOCOL_ITEM ? "" : known(`side.${node.side}`);
      const said = [isNumbered ? `${what} ${node.number}` : what, side].filter((part) => part !== "").join(", ");
      return item ? t("madeOf", { item: words.kind(item), commitment: said }) : said;
    },
    title: (node) => {
      if (isPresenting && node.type === ThreadNode_Type.POSITION) return t("hidden");
      return textIn(node.titles, language) || lastId(node.name);
    },
    date: (node) => {
      if (node.type === ThreadNode_Type.FIGURE) return node.number;
      return node.dueDate === "" ? day(node.date) : t("until", { day: day(node.dueDate) });
    },
    standing: (node) => {
      const state = node.state === "" ? "" : known(`state.${typeKey(node)}.${node.state}`);
      const kind = node.type === ThreadNode_Type.RESULT ? known(`kind.RESULT.${node.kind}`) : "";
      return [kind, state].filter((part) => part !== "").join(", ");
    },
    state: (node) => [words.standing(node), node.isOverdue ? t("overdue") : ""].filter((part) => part !== "").join(", "),
    value: (node) => (node.value === "" ? "" : `${formatNumber(node.value, language)} ${node.unit}`),
    gap: (gap) => [t(`gap.${ThreadGap_Kind[gap.kind]}`), words.since(gap)].filter((part) => part !== "").join(", "),
    since: (gap) => (gap.sinceDate === "" ? "" : t("since", { day: day(gap.sinceDate), count: gap.days })),
    mend: (gap) => t(`mend.${ThreadGap_Kind[gap.kind]}`),
  };
  return words;
}
