import { ActionIcon, Group, Text } from "@mantine/core";
import { IconMinus, IconPlus } from "@tabler/icons-react";
import { ThreadEdge_Kind, ThreadNode_Type, type Thread } from "@plenary/client/gen/plenary/v1/thread_pb";
import { useEffect, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { threadHref } from "../../parts/resource_names.ts";
import { layOut, NODE_HEIGHT, NODE_WIDTH, stepFrom, type Direction, type PlacedNode } from "./thread_layout.ts";
import { toneOf, useThreadWords } from "./thread_words.ts";
import look from "./thread_graph.module.css";

const SCALES = [0.4, 0.55, 0.75, 1, 1.25];
const USUAL = 2;
// What a printed page is wide.
const PRINTED_PX = 690;
const ARROWS: Record<string, Direction> = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

// A thread from left to right, a column for each kind. A click, or Enter, follows the thread from
// there; arrows walk along it.
export function ThreadGraph({ thread }: { thread: Thread }) {
  const { t } = useTranslation("thread");
  const words = useThreadWords();
  const layout = useMemo(() => layOut(thread.nodes, thread.edges), [thread]);
  const [zoom, setZoom] = useState(USUAL);
  // The one node that Tab reaches.
  const [current, setCurrent] = useState(thread.name);
  const [lit, setLit] = useState<string>();
  const nodes = useRef(new Map<string, HTMLAnchorElement>());
  const pane = useRef<HTMLDivElement>(null);
  const grip = useRef<{ x: number; y: number; left: number; top: number } | undefined>(undefined);
  const gapsAt = useMemo(
    () => new Map(thread.nodes.map(({ name }) => [name, thread.gaps.filter(({ node }) => node === name).length])),
    [thread],
  );
  const reachable = layout.nodes.some(({ node }) => node.name === current) ? current : layout.nodes[0]?.node.name;
  const scale = SCALES[zoom]!;

  // What was asked about is in sight at first, with some of what it came of.
  useEffect(() => {
    const start = layout.nodes.find(({ node }) => node.name === thread.name);
    if (!start || !pane.current) return;
    pane.current.scrollLeft = Math.max(0, (start.x - NODE_WIDTH) * SCALES[USUAL]!);
    pane.current.scrollTop = Math.max(0, (start.y + NODE_HEIGHT) * SCALES[USUAL]! - pane.current.clientHeight / 2);
  }, [layout, thread.name]);

  const onKeyDown = (event: KeyboardEvent, name: string) => {
    const direction = ARROWS[event.code];
    if (!direction) return;
    event.preventDefault();
    const next = stepFrom(layout, name, direction);
    if (next === undefined) return;
    setCurrent(next);
    nodes.current.get(next)?.focus();
  };
  // Dragging the ground moves it.
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || (event.target as HTMLElement).closest("a") || event.pointerType !== "mouse") return;
    const { scrollLeft: left, scrollTop: top } = event.currentTarget;
    grip.current = { x: event.clientX, y: event.clientY, left, top };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!grip.current || !pane.current) return;
    pane.current.scrollLeft = grip.current.left - (event.clientX - grip.current.x);
    pane.current.scrollTop = grip.current.top - (event.clientY - grip.current.y);
  };
  const isLit = (edge: { from: string; to: string }) => edge.from === lit || edge.to === lit;
  const described = ({ node }: PlacedNode) =>
    [
      words.kind(node),
      words.title(node),
      words.date(node),
      words.state(node),
      gapsAt.get(node.name)! > 0 ? t("count.gaps", { count: gapsAt.get(node.name) }) : "",
    ]
      .filter((part) => part !== "")
      .join(", ");

  return (
    <>
      <Group gap="xs" mb="xs" className={look.tools}>
        <ActionIcon variant="default" aria-label={t("graph.smaller")} disabled={zoom === 0} onClick={() => setZoom(zoom - 1)}>
          <IconMinus size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          aria-label={t("graph.larger")}
          disabled={zoom === SCALES.length - 1}
          onClick={() => setZoom(zoom + 1)}
        >
          <IconPlus size={16} aria-hidden />
        </ActionIcon>
        <Text size="sm" c="dimmed">
          {t("graph.keys")}
        </Text>
      </Group>
      <div
        ref={pane}
        className={look.pane}
        style={{ "--print-zoom": Math.min(1, PRINTED_PX / (layout.width * scale)) } as CSSProperties}
        role="group"
        aria-label={t("graph.title")}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => (grip.current = undefined)}
        onPointerCancel={() => (grip.current = undefined)}
      >
        <div style={{ width: layout.width * scale, height: (layout.height + 32) * scale }}>
          <div className={look.ground} style={{ width: layout.width, height: layout.height + 32, transform: `scale(${scale})` }}>
            {layout.columns.map(({ type, x }) => (
              <div key={type} className={look.column} style={{ left: x, width: NODE_WIDTH }}>
                {t(`column.${ThreadNode_Type[type]}`)}
              </div>
            ))}
            <svg width={layout.width} height={layout.height} className={look.edges} aria-hidden>
              <defs>
                <marker id="thread-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
                  <path d="M0 0 L8 4 L0 8 z" fill="context-stroke" />
                </marker>
              </defs>
              {layout.edges.map(({ edge, path }) => (
                <path
                  key={`${edge.from} ${edge.to} ${edge.kind}`}
                  d={path}
                  className={look.edge}
                  data-lit={isLit(edge) || undefined}
                  // A figure goes along with a result; it does not come of it.
                  data-loose={edge.kind === ThreadEdge_Kind.ACCOMPANIES || undefined}
                  {...(edge.kind === ThreadEdge_Kind.ACCOMPANIES ? {} : { markerEnd: "url(#thread-arrow)" })}
                />
              ))}
            </svg>
            {layout.nodes.map((placed) => {
              const { node, x, y } = placed;
              const gaps = gapsAt.get(node.name)!;
              return (
                <Link
                  key={node.name}
                  ref={(element) => {
                    if (element) nodes.current.set(node.name, element);
                    else nodes.current.delete(node.name);
                  }}
                  to={threadHref(node.name)}
                  className={look.node}
                  style={{ left: x, top: y + 32, width: NODE_WIDTH, height: NODE_HEIGHT }}
                  data-tone={gaps > 0 || node.isOverdue ? "bad" : toneOf(node)}
                  data-start={node.name === thread.name || undefined}
                  aria-label={described(placed)}
                  aria-current={node.name === thread.name ? "true" : undefined}
                  title={described(placed)}
                  tabIndex={node.name === reachable ? 0 : -1}
                  draggable={false}
                  onKeyDown={(event) => onKeyDown(event, node.name)}
                  onFocus={() => {
                    setCurrent(node.name);
                    setLit(node.name);
                  }}
                  onBlur={() => setLit(undefined)}
                  onMouseEnter={() => setLit(node.name)}
                  onMouseLeave={() => setLit(undefined)}
                >
                  <span className={look.head}>
                    <span>{[words.kind(node), words.date(node)].filter((part) => part !== "").join(" · ")}</span>
                    {gaps > 0 && <span className={look.gaps}>⚠ {gaps}</span>}
                  </span>
                  <span className={look.title}>{words.title(node)}</span>
                </Link>
              );
            })}
          </div>
        </div>
      </div>
    </>
  );
}
