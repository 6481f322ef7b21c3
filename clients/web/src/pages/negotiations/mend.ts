// Where a gap of a thread can be closed.
import { ThreadGap_Kind, type ThreadGap } from "@plenary/client/gen/plenary/v1/thread_pb";
import { hrefOf, rootOf } from "../../parts/resource_names.ts";

// Gaps that a protocol closes, wherever they are.
const CLOSED_BY_PROTOCOLS = [ThreadGap_Kind.ROUND_WITHOUT_SIGNED_PROTOCOL, ThreadGap_Kind.TOPIC_WITHOUT_PROTOCOL_ITEM];

// The page on which what is missing can be brought: mostly that of the node itself.
export function mendHref({ kind, node }: Pick<ThreadGap, "kind" | "node">): string {
  return CLOSED_BY_PROTOCOLS.includes(kind) ? `/${rootOf(node)}?view=protocols` : hrefOf(node);
}
