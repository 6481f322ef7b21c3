import { VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatDay } from "../../parts/when.ts";
import { clock, type Day } from "../../parts/venue_day.ts";
import { boardOf, placeOf, rootOf, stepped, type Board, type BoardMeeting, type Cell, type Place } from "./board.ts";
import { BoardList } from "./board_list.tsx";
import { MarkIcon } from "./mark_icon.tsx";
import { windowsOn, type PlanData } from "./plan_data.ts";
import style from "./planning.module.css";

const ARROWS = new Set(["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Home", "End"]);

// The least widths, in pixels.
const CLOCK = 56;
const LANE = 128;

// Where the cursor is: a table at a time, and the meeting there.
export interface Spot {
  day: Day;
  table: string;
  from: number;
  to: number;
  meeting: string;
}

interface PlanBoardProps {
  data: PlanData;
  day: Day;
  // The meeting that is open beside the board; "" where none is.
  selected: string;
  onSelect(meeting: string): void;
  onSpot(spot: Spot): void;
}

// A day's meetings, tables across, times down. Arrows walk its cells.
export function PlanBoard({ data, day, selected, onSelect, onSpot }: PlanBoardProps) {
  const { t } = useTranslation("planning");
  const language = useLanguage();
  const isNarrow = useMediaQuery("(max-width: 36em)", false, { getInitialValueInEffect: false });
  const table = useRef<HTMLTableElement>(null);
  const board = useMemo(
    () =>
      boardOf({
        tables: tablesOn(data, day),
        meetings: data.onBoard.filter((item) => item.day === day),
        windows: windowsOn(day, data),
        closures: data.closures.filter((closure) => closure.day === day),
        grain: data.grain,
      }),
    [data, day],
  );
  const [walked, setWalked] = useState<Place>({ row: 0, lane: 0 });
  const home = placeOf(board, selected);
  const cursor = isOn(board, walked) ? rootOf(board, walked) : (home ?? { row: 0, lane: 0 });
  const kin = useMemo(() => kinOf(data, selected), [data, selected]);

  const walk = (place: Place) => {
    setWalked(place);
    table.current?.querySelector<HTMLElement>(`[data-place="${place.row} ${place.lane}"]`)?.focus();
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter") {
      const cell = board.rows[cursor.row]?.cells[cursor.lane];
      if (cell?.kind === "meeting") onSelect(cell.item.meeting.name);
    } else if (ARROWS.has(event.key)) {
      event.preventDefault();
      walk(stepped(board, cursor, event.key));
    }
  };
  const entered = (place: Place, cell: Cell) => {
    setWalked(place);
    const row = board.rows[place.row]!;
    const lane = board.lanes[place.lane]!;
    const met = cell.kind === "meeting" ? cell.item : undefined;
    onSpot({ day, table: lane.table, from: met?.from ?? row.from, to: met?.to ?? row.from + data.grain, meeting: met?.meeting.name ?? "" });
  };
  const laneName = ({ table: asset, number }: Board["lanes"][number]) => {
    const name = asset === "" ? t("board.elsewhere") : data.tableName(asset);
    return number === 0 ? name : t("board.lane", { table: name, number });
  };

  if (isNarrow) return <BoardList data={data} board={board} selected={selected} onSelect={onSelect} laneName={laneName} />;
  return (
    <>
      <div className={style.scroller}>
        <table
          ref={table}
          role="grid"
          className={style.grid}
          style={{ minWidth: CLOCK + board.lanes.length * LANE }}
          onKeyDown={keyDown}
          aria-label={t("board.label", { day: formatDay(day, language, data.zone) })}
        >
          <thead>
            <tr>
              <th scope="col" className={style.clock}>
                <VisuallyHidden>{t("board.time")}</VisuallyHidden>
              </th>
              {board.lanes.map((lane) => (
                <th key={`${lane.table} ${lane.number}`} scope="col">
                  {laneName(lane)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {board.rows.map((row, rowAt) => (
              <tr key={row.from} className={row.isAfterGap ? style.gap : undefined}>
                <th scope="row" className={style.clock}>
                  {clock(row.from)}
                </th>
                {row.cells.map((cell, lane) => {
                  if (cell.kind === "covered") return null;
                  const item = cell.kind === "meeting" ? cell.item : undefined;
                  const isHere = cursor.row === rowAt && cursor.lane === lane;
                  return (
                    <td
                      key={lane}
                      role="gridcell"
                      className={style.cell}
                      data-place={`${rowAt} ${lane}`}
                      data-kind={cell.kind}
                      data-mark={item?.mark}
                      data-kin={(item && kin.has(item.meeting.name)) || undefined}
                      data-faint={(item && kin.size > 0 && !kin.has(item.meeting.name)) || undefined}
                      rowSpan={cell.kind === "meeting" ? cell.rows : 1}
                      tabIndex={isHere ? 0 : -1}
                      aria-selected={item !== undefined && item.meeting.name === selected}
                      onFocus={() => entered({ row: rowAt, lane }, cell)}
                      onClick={(event) => {
                        event.currentTarget.focus();
                        onSelect(item?.meeting.name ?? "");
                      }}
                    >
                      <CellBody cell={cell} data={data} />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Legend meetings={data.onBoard} />
    </>
  );
}

// Those that are planned at, and those that something is at that day.
function tablesOn({ tables, settings, onBoard }: PlanData, day: Day): string[] {
  const used = new Set(onBoard.filter((item) => item.day === day).map(({ table }) => table));
  return tables.map(({ name }) => name).filter((name) => settings.assets.includes(name) || used.has(name));
}

function isOn(board: Board, { row, lane }: Place): boolean {
  return row < board.rows.length && lane < board.lanes.length;
}

// The meetings of the sides that meet in `selected`.
function kinOf(data: PlanData, selected: string): ReadonlySet<string> {
  const partiesOf = (item: BoardMeeting) => item.meeting.parties.map(({ delegation, organization }) => delegation || organization);
  const chosen = data.onBoard.find(({ meeting }) => meeting.name === selected);
  if (chosen === undefined) return new Set();
  const sides = new Set(partiesOf(chosen));
  return new Set(data.onBoard.filter((item) => partiesOf(item).some((party) => sides.has(party))).map(({ meeting }) => meeting.name));
}

function CellBody({ cell, data }: { cell: Cell; data: PlanData }) {
  const { t } = useTranslation("planning");
  switch (cell.kind) {
    case "meeting": {
      const [first, ...others] = data.sidesOf(cell.item.meeting);
      return (
        <div className={style.meeting} title={[first, ...others].join(" – ")}>
          <span className={style.side1}>{first}</span>
          <span className={style.side2}>{others.join(", ")}</span>
          <span className={style.mark}>
            <MarkIcon mark={cell.item.mark} />
            <VisuallyHidden>{t(`mark.${cell.item.mark}`)}</VisuallyHidden>
          </span>
        </div>
      );
    }
    case "closed":
      return <span title={cell.closure.purpose}>{cell.closure.purpose || t("board.closed")}</span>;
    default:
      return <VisuallyHidden>{t(`board.${cell.kind as "free" | "outside"}`)}</VisuallyHidden>;
  }
}

function Legend({ meetings }: { meetings: readonly BoardMeeting[] }) {
  const { t } = useTranslation("planning");
  const marks = (["new", "moved", "pinned", "misfit"] as const).filter((mark) => meetings.some((item) => item.mark === mark));
  return (
    <div className={style.legend}>
      {marks.map((mark) => (
        <span key={mark}>
          <span className={style.swatch} data-mark={mark}>
            <MarkIcon mark={mark} size={12} />
          </span>
          {t(`mark.${mark}`)}
        </span>
      ))}
      <span>{t("board.keys")}</span>
    </div>
  );
}
