import { create } from "@bufbuild/protobuf";
import { MeetingSchema, ScheduleService, SessionSchema, type Meeting, type Session } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { notifyDone } from "../../parts/notify.ts";
import type { Activity } from "./activity.ts";
import { MEETING_FIELDS, SESSION_FIELDS } from "./activity_draft.ts";
import { useSchedule } from "./schedule_context.ts";

type Value = { case: "session"; value: Session } | { case: "meeting"; value: Meeting };

interface Save {
  // The name of what was saved; undefined where it was refused. `overOthers`: also where somebody changed it meanwhile.
  save(allowConflicts: boolean, overOthers?: boolean): Promise<string | undefined>;
  busy: boolean;
  error: unknown;
  forget(): void;
}

const schedule = clientOf(ScheduleService);

async function send(value: Value, parent: string, isNew: boolean, allowConflicts: boolean, requestId: string): Promise<Session | Meeting> {
  const common = { allowConflicts, requestId };
  if (value.case === "session") {
    return isNew
      ? schedule.createSession({ parent, session: value.value, ...common })
      : schedule.updateSession({ session: value.value, updateMask: { paths: SESSION_FIELDS }, ...common });
  }
  return isNew
    ? schedule.createMeeting({ parent, meeting: value.value, ...common })
    : schedule.updateMeeting({ meeting: value.value, updateMask: { paths: MEETING_FIELDS }, ...common });
}

function withoutEtag(value: Value): Value {
  return value.case === "session"
    ? { case: "session", value: create(SessionSchema, { ...value.value, etag: "" }) }
    : { case: "meeting", value: create(MeetingSchema, { ...value.value, etag: "" }) };
}

// Takes back what was saved: what is new goes, what was there becomes what it was.
async function takeBack(saved: Session | Meeting, base: Activity | undefined, parent: string): Promise<unknown> {
  const { name } = saved;
  const requestId = crypto.randomUUID();
  if (base?.source.kind === "session")
    return send({ case: "session", value: create(SessionSchema, { ...base.source.value, etag: "" }) }, parent, false, true, requestId);
  if (base?.source.kind === "meeting")
    return send({ case: "meeting", value: create(MeetingSchema, { ...base.source.value, etag: "" }) }, parent, false, true, requestId);
  return name.includes("/sessions/") ? schedule.deleteSession({ name, requestId }) : schedule.deleteMeeting({ name, requestId });
}

export function useSaveActivity(value: Value, base: Activity | undefined): Save {
  const { t } = useTranslation("schedule");
  const { event, refresh } = useSchedule();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  // The same request, sent again after a lost connection, is the same change.
  const request = useRef<{ of: Value; id: string }>(undefined);

  const save = async (allowConflicts: boolean, overOthers = false) => {
    if (request.current?.of !== value) request.current = { of: value, id: crypto.randomUUID() };
    setBusy(true);
    setError(undefined);
    try {
      const saved = await send(
        overOthers ? withoutEtag(value) : value,
        event.name,
        base === undefined,
        allowConflicts,
        `${request.current.id}-${allowConflicts}-${overOthers}`,
      );
      await refresh();
      notifyDone(t(base ? "form.saved" : "form.added"), async () => {
        await takeBack(saved, base, event.name);
        await refresh();
      });
      return saved.name;
    } catch (refused) {
      setError(refused);
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { save, busy, error, forget: () => setError(undefined) };
}
