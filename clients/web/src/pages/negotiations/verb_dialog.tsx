import { Alert, Select, Text, TextInput } from "@mantine/core";
import { ProtocolService, type Protocol } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { DayField } from "../../parts/day_field.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { PersonPicker } from "../../parts/pickers.tsx";
import { useOrganizationLines, usePersonLines } from "../../parts/directory.ts";
import type { ProtocolVerb } from "./protocol_rules.ts";
import { today } from "../../parts/today.ts";

type Verb = Exclude<ProtocolVerb, "amend">;

interface VerbDialogProps {
  protocol: Protocol;
  verb: Verb;
  outOfStep: number;
  hasItems: boolean;
  onClose: () => void;
}

interface Said {
  person: string;
  place: string;
  date: string;
  reason: string;
  // Who initialled, by side.
  initials: Record<string, string>;
}

// Which of what is said each step needs.
const NEEDS: Record<Verb, (keyof Said)[]> = {
  approve: ["person", "date"],
  agree: [],
  initial: ["initials", "place", "date"],
  sign: ["person", "place", "date"],
  bringIntoForce: ["date"],
  terminate: ["date", "reason"],
  returnToDraft: ["reason"],
};

const MAY_LACK_PLACE: Verb[] = ["initial"];

function call(protocol: Protocol, verb: Verb, said: Said, requestId: string) {
  const protocols = clientOf(ProtocolService);
  const { name, etag } = protocol;
  const { person, place, date, reason } = said;
  const request = { name, etag, requestId };
  switch (verb) {
    case "approve":
      return protocols.approveProtocol({ ...request, person, date });
    case "agree":
      return protocols.agreeProtocol(request);
    case "initial":
      return protocols.initialProtocol({
        ...request,
        initials: Object.entries(said.initials).map(([side, who]) => ({ side, person: who, place, date })),
      });
    case "sign":
      return protocols.signProtocol({ ...request, person, place, date });
    case "bringIntoForce":
      return protocols.bringProtocolIntoForce({ ...request, date });
    case "terminate":
      return protocols.terminateProtocol({ ...request, date, reason });
    case "returnToDraft":
      return protocols.returnProtocolToDraft({ ...request, reason });
  }
}

// Takes a paper one step on, or back, and says beforehand what that means.
export function VerbDialog({ protocol, verb, outOfStep, hasItems, onClose }: VerbDialogProps) {
  const { t } = useTranslation("negotiations");
  const unsigned = protocol.signatories.filter(({ signature }) => signature === undefined);
  const sides = [...new Set(protocol.signatories.map(({ side }) => side))];
  const [said, setSaid] = useState<Said>({
    person: verb === "sign" ? (unsigned[0]?.person ?? "") : "",
    place: protocol.signatories.find(({ signature }) => signature !== undefined)?.signature?.place ?? protocol.place,
    date: protocol.date || today(),
    reason: "",
    initials: Object.fromEntries(sides.map((side) => [side, ""])),
  });
  const person = usePersonLines(unsigned.map((signatory) => signatory.person));
  const organization = useOrganizationLines(sides);
  const set = (some: Partial<Said>) => setSaid((before) => ({ ...before, ...some }));

  const needs = NEEDS[verb];
  const isSaid = (need: keyof Said) => {
    const value = said[need];
    if (need === "place" && MAY_LACK_PLACE.includes(verb)) return true;
    return typeof value === "string" ? value.trim() !== "" : Object.values(value).every((who) => who !== "");
  };
  // What the server would refuse, said before.
  const hindrance =
    (verb === "agree" || verb === "approve") && !hasItems
      ? t("protocol.needsItems")
      : (verb === "agree" || verb === "approve") && outOfStep > 0
        ? t("protocol.needsSteps", { count: outOfStep })
        : verb === "agree" && sides.length < 2
          ? t("protocol.needsSignatories")
          : undefined;

  const act = async (requestId: string) => {
    await call(protocol, verb, said, requestId);
    notifyDone(t(`protocol.done.${verb}`));
  };
  const isLast = verb === "sign" && unsigned.length === 1;
  return (
    <ActDialog
      title={t(`protocol.verb.${verb}`)}
      action={t(`protocol.verb.${verb}`)}
      isReady={hindrance === undefined && needs.every(isSaid)}
      danger={verb === "terminate"}
      said={said}
      act={act}
      onClose={onClose}
    >
      <Text>{t(isLast ? "protocol.means.lastSign" : `protocol.means.${verb}`)}</Text>
      {hindrance !== undefined && (
        <Alert color="orange" role="alert">
          {hindrance}
        </Alert>
      )}
      {verb === "sign" && (
        <Select
          label={t("signatory.person")}
          allowDeselect={false}
          value={said.person || null}
          onChange={(who) => set({ person: who ?? "" })}
          data={unsigned.map((signatory) => ({ value: signatory.person, label: person(signatory.person) || signatory.person }))}
        />
      )}
      {verb === "approve" && (
        <PersonPicker label={t("protocol.approver")} value={said.person || null} onChange={(who) => set({ person: who ?? "" })} required />
      )}
      {needs.includes("initials") &&
        sides.map((side) => (
          <PersonPicker
            key={side}
            label={t("protocol.initialledFor", { side: organization(side) })}
            value={said.initials[side] || null}
            onChange={(who) => set({ initials: { ...said.initials, [side]: who ?? "" } })}
            required
          />
        ))}
      {needs.includes("place") && (
        <TextInput
          label={t("protocol.place")}
          required={!MAY_LACK_PLACE.includes(verb)}
          value={said.place}
          onChange={(event) => set({ place: event.currentTarget.value })}
        />
      )}
      {needs.includes("date") && (
        <DayField label={t(`protocol.day.${verb}`)} required value={said.date} onChange={(date) => set({ date })} />
      )}
      {needs.includes("reason") && <LongField label={t("form.why")} required value={said.reason} onChange={(reason) => set({ reason })} />}
    </ActDialog>
  );
}
