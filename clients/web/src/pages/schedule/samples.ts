// Activities and assets for tests: a valid one but…
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { IntervalSchema } from "@plenary/client/gen/google/type/interval_pb";
import { Asset_Kind, AssetSchema, type Asset } from "@plenary/client/gen/plenary/v1/assets_pb";
import { ActivityState, SessionSchema } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { activityOfSession, type Activity } from "./activity.ts";

// On 18 April 2023 in Minsk: at("10:00").
export const at = (time: string) => new Date(`2023-04-18T${time}:00+03:00`);

export function sessionAt(id: string, start: string, end: string, more: MessageInitShape<typeof SessionSchema> = {}): Activity {
  const session = create(SessionSchema, more);
  session.name = `events/e/sessions/${id}`;
  session.state = ActivityState.RELEASED;
  session.interval = create(IntervalSchema, { startTime: timestampFromDate(at(start)), endTime: timestampFromDate(at(end)) });
  return activityOfSession(session);
}

export function assetsOf(...assets: MessageInitShape<typeof AssetSchema>[]): ReadonlyMap<string, Asset> {
  return new Map(
    assets.map((asset) => {
      const made = create(AssetSchema, { kind: Asset_Kind.ROOM, ...asset });
      return [made.name, made];
    }),
  );
}
