import { Popover } from "@mantine/core";
import { useEffect, useState, type ReactNode } from "react";
import look from "./grid.module.css";
import { fold } from "./list/clean.ts";
import type { CellChoice } from "./use_column_text.ts";

interface ChoiceListProps {
  id: string;
  label: string;
  choices: readonly CellChoice[];
  // What is typed narrows the list; what the cell holds already doesn't.
  typed: string;
  before: string;
  onChoose: (value: string) => void;
  // The field; it is told which answer is lit.
  children: (active: string | undefined, onKeyDown: (code: string) => boolean) => ReactNode;
}

// The answers there are for a cell, below its field: arrows walk, Enter takes.
export function ChoiceList({ id, label, choices, typed, before, onChoose, children }: ChoiceListProps) {
  const shown = typed === before ? choices : choices.filter((choice) => fold(choice.label).includes(fold(typed)));
  const [lit, setLit] = useState(-1);
  useEffect(
    () => setLit(typed === before ? choices.findIndex(({ value, label: text }) => value === before || text === before) : 0),
    [typed],
  );
  const onKeyDown = (code: string): boolean => {
    if (code === "ArrowDown" || code === "ArrowUp") {
      setLit(Math.max(0, Math.min(shown.length - 1, lit + (code === "ArrowDown" ? 1 : -1))));
      return true;
    }
    if ((code === "Enter" || code === "Tab") && shown[lit]) {
      onChoose(shown[lit].value);
      return code === "Enter";
    }
    return false;
  };
  const idOf = (at: number) => `${id}-${at}`;
  return (
    <Popover
      opened={shown.length > 0}
      position="bottom-start"
      offset={2}
      shadow="md"
      trapFocus={false}
      withinPortal
      middlewares={{ flip: true, shift: true }}
    >
      <Popover.Target>{children(shown[lit] ? idOf(lit) : undefined, onKeyDown)}</Popover.Target>
      <Popover.Dropdown p={0}>
        <ul className={look.list} role="listbox" id={id} aria-label={label}>
          {shown.map((choice, at) => (
            <li
              key={choice.value}
              id={idOf(at)}
              className={look.option}
              role="option"
              aria-selected={at === lit}
              onMouseDown={(event) => {
                event.preventDefault();
                onChoose(choice.value);
              }}
            >
              {choice.label}
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
