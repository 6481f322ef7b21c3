// How many interpreters an activity asks for, by the rule of the International Association of Conference Interpreters
// as the server applies it, so that a form tells it while one types.
import { InterpretationMode } from "@plenary/client/gen/plenary/v1/assets_pb";

const SHIFT = 4 * 60;

export function interpretersNeeded(mode: InterpretationMode, languages: number, minutes: number): number {
  if (mode === InterpretationMode.INTERPRETATION_MODE_UNSPECIFIED || mode === InterpretationMode.NONE) return 0;
  if (mode !== InterpretationMode.SIMULTANEOUS) return minutes <= SHIFT ? 1 : 2;
  let team = minutes > 40 ? 2 : 1;
  // One more for every two hours that were begun beyond four.
  if (minutes > SHIFT) team += Math.ceil((minutes - SHIFT) / 120);
  // From three languages on each has a booth, with two in it.
  return languages < 3 ? team : Math.max(team, 2 * languages);
}
