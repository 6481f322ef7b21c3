import { Modal } from "@mantine/core";
import { IconBuilding, IconCalendarEvent, IconChecklist, IconSearch, IconUser, IconUsersGroup, type TablerIcon } from "@tabler/icons-react";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useMe } from "../api/me.ts";
import { useCommands } from "./commands.ts";
import { matches } from "./fold.ts";
import { useFound, type FoundGroups } from "./found.ts";
import style from "./search.module.css";

const GROUPS: { of: Exclude<keyof FoundGroups, "searching">; icon: TablerIcon }[] = [
  { of: "events", icon: IconCalendarEvent },
  { of: "people", icon: IconUser },
  { of: "organizations", icon: IconBuilding },
  { of: "delegations", icon: IconUsersGroup },
  { of: "items", icon: IconChecklist },
];

interface Line {
  key: string;
  label: string;
  detail?: string;
  icon: TablerIcon;
  act: () => void;
}

interface SearchProps {
  opened: boolean;
  onClose: () => void;
}

// The search everywhere: whatever the reader may see, and what can be done from here.
export function Search({ opened, onClose }: SearchProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      centered={false}
      yOffset="12vh"
      size={600}
      padding={0}
      transitionProps={{ duration: 0 }}
      attributes={{ content: { "aria-label": t("search.title") } }}
    >
      <SearchBox onClose={onClose} />
    </Modal>
  );
}

function SearchBox({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const found = useFound(
    typed,
    me.roles.some(({ role }) => role !== Role.REGISTRAR),
  );
  const commands = useCommands().filter(({ label, also = "" }) => matches(`${label} ${also}`, typed));

  const groups: { title: string; lines: Line[] }[] = [
    ...GROUPS.map(({ of, icon }) => ({
      title: t(`search.${of}`),
      lines: found[of].map(({ to, ...line }) => ({ ...line, icon, act: () => void navigate(to) })),
    })),
    { title: t("search.commands"), lines: commands },
  ].filter(({ lines }) => lines.length > 0);
  const lines = groups.flatMap((group) => group.lines);
  const at = Math.min(active, lines.length - 1);
  const choose = (line: Line | undefined) => {
    if (!line) return;
    onClose();
    line.act();
  };
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [at, lines.length]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
    if (step !== undefined && lines.length > 0) {
      event.preventDefault();
      setActive((at + step + lines.length) % lines.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(lines[at]);
    }
  };

  return (
    <>
      <div className={style.field}>
        <IconSearch size={20} stroke={1.6} aria-hidden />
        <input
          data-autofocus
          role="combobox"
          aria-label={t("search.title")}
          aria-expanded={lines.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={lines.length > 0 ? `${id}-${at}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={t("search.hint")}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={t("search.found")} className={style.list}>
        {groups.map(({ title, lines: inGroup }) => (
          <div key={title} role="group" aria-label={title}>
            <div className={style.group} aria-hidden>
              {title}
            </div>
            {inGroup.map((line) => {
              const index = lines.indexOf(line);
              const { icon: Icon } = line;
              return (
                <div
                  key={line.key}
                  id={`${id}-${index}`}
                  role="option"
                  aria-selected={index === at}
                  className={style.line}
                  onMouseMove={() => setActive(index)}
                  onClick={() => choose(line)}
                >
                  <Icon size={20} stroke={1.6} aria-hidden />
                  <span>
                    {line.label}
                    {line.detail && <span className="choice-detail">{line.detail}</span>}
                  </span>
                </div>
              );
            })}
          </div>
        ))}
      </div>
      {lines.length === 0 && (
        <div className={style.nothing} role="status">
          {found.searching ? t("searching") : t("search.nothing", { typed })}
        </div>
      )}
    </>
  );
}
