import { Text } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { STEPS, type Step } from "./confirmation_queue.ts";
import type { Row } from "./row.ts";
import { StateWord } from "./state_word.tsx";
import look from "./confirmations.module.css";

interface QueueListProps {
  queue: readonly Row[];
  at: number;
  step: Step;
  onGo: (index: number) => void;
}

const HEIGHT = 62;

// The queue, with the one whose turn it is.
export function QueueList({ queue, at, step, onGo }: QueueListProps) {
  const { t } = useTranslation("participants");
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: queue.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => HEIGHT,
    overscan: 6,
    getItemKey: (index) => queue[index]!.participant.name,
  });
  useEffect(() => {
    virtualizer.scrollToIndex(at, { align: "auto" });
  }, [virtualizer, at]);
  return (
    <div
      ref={scroller}
      role="listbox"
      tabIndex={0}
      aria-label={t("queue.list")}
      aria-activedescendant={`${id}-${at}`}
      className={look.queue}
      onKeyDown={(event) => {
        const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: queue.length - 1 };
        const to = moves[event.code];
        if (to === undefined) return;
        event.preventDefault();
        onGo(to);
      }}
    >
      <div role="presentation" style={{ position: "relative", height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const row = queue[index]!;
          const done = row.participant.state !== STEPS[step].waiting;
          return (
            <div
              key={key}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              aria-setsize={queue.length}
              aria-posinset={index + 1}
              className={look.waiting}
              data-done={done || undefined}
              style={{ height: HEIGHT, transform: `translateY(${start}px)` }}
              onClick={() => onGo(index)}
            >
              <span className={look.line} title={row.name}>
                {row.name}
              </span>
              {done ? (
                <StateWord state={row.participant.state} place={row.participant.placeInLine} />
              ) : (
                <Text component="span" size="xs" c="dimmed" className={look.line} title={row.delegation}>
                  {row.delegation || t("noDelegation")}
                </Text>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
