// What can be done about a remedy without asking anybody.
import { RemedyStep_Kind, type Remedy } from "@plenary/client/gen/plenary/v1/planning_pb";

// "again": planning again moves what must move. "outside": the meeting takes place outside of its
// times. "fairness": a rule is given up, then planned again. "people": somebody has to agree first.
export type Way = "again" | "outside" | "fairness" | "people";

export function wayOf({ steps, place }: Remedy, activity: string): Way {
  const are = (kind: RemedyStep_Kind) => steps.length > 0 && steps.every((step) => step.kind === kind);
  if (are(RemedyStep_Kind.MOVE)) return "again";
  if (are(RemedyStep_Kind.FAIRNESS)) return "fairness";
  const isItself = steps.every((step) => step.activity === activity);
  return are(RemedyStep_Kind.OUTSIDE_WINDOWS) && isItself && place && activity.includes("/meetingRequests/") ? "outside" : "people";
}
