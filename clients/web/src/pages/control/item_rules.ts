// What a reader may do with an action item, as the server decides it (docs/control.md), so that nothing
// is offered that would be refused.
import { ActionItem_State, type ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";

export type ItemVerb = "acknowledge" | "start" | "report" | "extend" | "decideExtension" | "recommend" | "return" | "remove" | "replace";

export interface Reader {
  // Who the reader is in the directory; "" where nobody said.
  person: string;
  // Whether the reader is NEGOTIATOR, CONTROLLER or ADMINISTRATOR on the installation.
  isOffice: boolean;
  // Whether the reader is CONTROLLER on the installation.
  isController: boolean;
  // Who decides beside the authors of items.
  chairs: readonly string[];
}

type Facts = Pick<
  ActionItem,
  "state" | "lead" | "coExecutors" | "controller" | "author" | "undecidedExtension" | "recommendation" | "dueDate"
>;

const { ASSIGNED, ACKNOWLEDGED, IN_PROGRESS, REPORTED, RETURNED } = ActionItem_State;

export const isUnderControl = (state: ActionItem_State): boolean => state >= ASSIGNED && state <= RETURNED;

export function executes(item: Pick<ActionItem, "lead" | "coExecutors">, person: string): boolean {
  return person !== "" && [item.lead, ...item.coExecutors].some((executor) => executor?.person === person);
}

// In the order in which they are offered: the first is what is most likely wanted.
export function verbsOf(item: Facts, { person, isOffice, isController, chairs }: Reader): ItemVerb[] {
  if (!isUnderControl(item.state)) return [];
  const isExecutor = executes(item, person);
  const acts = isExecutor || isOffice;
  const watches = !isExecutor && ((person !== "" && item.controller === person) || isController);
  const decides = !isExecutor && person !== "" && (item.author === person || chairs.includes(person));
  const returns = !isExecutor && person !== "" && (decides || item.controller === person);
  const { state } = item;
  const offered: [ItemVerb, boolean][] = [
    ["decideExtension", decides && item.undecidedExtension !== ""],
    ["remove", decides && state === REPORTED],
    ["recommend", watches && state === REPORTED && item.recommendation === undefined],
    ["return", returns && state === REPORTED],
    // Who reports on what nobody acknowledged acknowledges it by that.
    ["report", acts && [ASSIGNED, ACKNOWLEDGED, IN_PROGRESS, RETURNED].includes(state)],
    ["acknowledge", acts && state === ASSIGNED],
    ["start", acts && (state === ACKNOWLEDGED || state === RETURNED)],
    ["extend", acts && item.undecidedExtension === "" && item.dueDate !== "" && state !== REPORTED],
    ["remove", decides && state !== REPORTED],
    ["replace", isOffice && !isExecutor],
  ];
  return offered.flatMap(([verb, may]) => (may ? [verb] : []));
}

// The verbs that can be done to several at once, without saying something of each.
export const BULK: readonly ItemVerb[] = ["acknowledge", "recommend", "remove"];
