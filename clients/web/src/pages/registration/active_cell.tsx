import { IconChevronDown } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { ChoiceList } from "./choice_list.tsx";
import look from "./grid.module.css";
import type { CellChoice } from "./use_column_text.ts";
import type { Grid } from "./use_grid.ts";

interface ActiveCellProps {
  grid: Grid;
  // "Family name, row 3"
  label: string;
  // What the cell holds, and how it is shown.
  text: string;
  shown: string;
  ghost: string;
  choices: readonly CellChoice[] | undefined;
  isInvalid: boolean;
  // Where it is said what is wrong.
  describedBy: string;
}

// The field in the active cell. It holds what is typed, so that every way of typing works in it.
export function ActiveCell({ grid, label, text, shown, ghost, choices, isInvalid, describedBy }: ActiveCellProps) {
  const { t } = useTranslation("registration");
  const listId = useId();
  const isTyping = grid.typed !== undefined;
  const opened = choices !== undefined && grid.isListOpen && isTyping;
  const field = (active?: string, listKey?: (code: string) => boolean) => (
    <input
      ref={grid.input}
      className={`${look.input} ${isTyping ? look.typing : ""}`}
      aria-label={label}
      aria-invalid={isInvalid || undefined}
      aria-describedby={isInvalid ? describedBy : undefined}
      role={choices ? "combobox" : undefined}
      aria-expanded={choices ? opened : undefined}
      aria-controls={opened ? listId : undefined}
      aria-activedescendant={active}
      autoComplete="off"
      spellCheck={false}
      placeholder={ghost}
      value={grid.typed ?? shown}
      onChange={(event) => grid.type(event.currentTarget.value)}
      onDoubleClick={grid.edit}
      onKeyDown={(event) => {
        if (listKey?.(event.code)) event.preventDefault();
        else grid.onKeyDown(event);
      }}
      onPaste={grid.onPaste}
      onCopy={grid.onCopy}
      onCut={grid.onCut}
      onFocus={() => {
        grid.hasFocus.current = true;
      }}
      onBlur={() => {
        grid.hasFocus.current = false;
        grid.commit();
      }}
    />
  );
  if (choices === undefined) return field();
  return (
    <>
      {opened ? (
        <ChoiceList id={listId} label={label} choices={choices} typed={grid.typed ?? ""} before={text} onChoose={grid.commit}>
          {field}
        </ChoiceList>
      ) : (
        field()
      )}
      {!isTyping && (
        <button
          type="button"
          tabIndex={-1}
          className={look.opener}
          aria-label={t("grid.openList")}
          onMouseDown={(event) => {
            event.preventDefault();
            grid.hasFocus.current = true;
            grid.edit();
          }}
        >
          <IconChevronDown size={14} aria-hidden />
        </button>
      )}
    </>
  );
}
