import { Select } from "@mantine/core";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { EventService } from "@plenary/client/gen/plenary/v1/events_pb";
import { Trip_State, TripService, type Trip } from "@plenary/client/gen/plenary/v1/trips_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useAll } from "../../api/pages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { DayField } from "../../parts/day_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { PersonPicker } from "../../parts/pickers.tsx";
import { useOrganizationLines } from "../../parts/directory.ts";
import { FormDialog, type Edited } from "../../parts/form_dialog.tsx";
import { rootOf } from "../../parts/resource_names.ts";
import { formTexts, hasText, written, type FormText } from "../../parts/texts.ts";
import { TextsField } from "../../parts/texts_field.tsx";

interface TripValue {
  delegation: string;
  assignments: FormText[];
  responsible: string;
  returnDate: string;
  reportDueDate: string;
}

interface TripFormProps {
  // The negotiation that the trip is for; "": none.
  negotiation: string;
  // The one to change; without it a new one is planned.
  trip?: Trip;
  onClose: () => void;
  onSaved?: (name: string) => void;
}

const DAYS = ["responsible", "return_date", "report_due_date"];

export function TripForm({ negotiation, trip, onClose, onSaved }: TripFormProps) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const trips = clientOf(TripService);
  const delegations = useAll(
    DelegationService.method.listDelegations,
    { parent: "events/-", filter: "direction = SENT" },
    (page) => page.delegations,
  );
  const events = useAll(EventService.method.listEvents, {}, (page) => page.events);
  const organization = useOrganizationLines((delegations.data ?? []).map((delegation) => delegation.organization));
  const labelOf = (name: string) => {
    const delegation = delegations.data?.find((each) => each.name === name);
    const event = events.data?.find((each) => each.name === rootOf(name));
    return [textIn(event?.displayNames ?? [], language), organization(delegation?.organization ?? "")]
      .filter((part) => part !== "")
      .join(" – ");
  };
  const editedOf = (one?: Trip): Edited<TripValue> => ({
    etag: one?.etag ?? "",
    value: {
      delegation: one?.delegation ?? "",
      assignments: formTexts(one?.assignments ?? [], language),
      responsible: one?.responsible ?? "",
      returnDate: one?.returnDate ?? "",
      reportDueDate: one?.reportDueDate ?? "",
    },
  });
  // What it is to do stays once the trip is approved.
  const isPlanned = trip === undefined || trip.state === Trip_State.PLANNED;
  const save = async ({ delegation, assignments, ...days }: TripValue, etag: string, requestId: string) => {
    const fields = { ...days, assignments: written(assignments) };
    const saved = trip
      ? await trips.updateTrip({
          trip: { ...fields, name: trip.name, etag },
          updateMask: { paths: isPlanned ? ["assignments", ...DAYS] : DAYS },
          requestId,
        })
      : await trips.createTrip({ trip: { ...fields, delegation, negotiation }, requestId });
    notifyDone(t(trip ? "trip.saved" : "trip.created"));
    onSaved?.(saved.name);
  };
  return (
    <FormDialog
      title={t(trip ? "trip.edit" : "trip.create")}
      action={t(trip ? "trip.save" : "trip.create")}
      draft={`trip/${trip?.name ?? negotiation}`}
      initial={editedOf(trip)}
      isComplete={({ delegation, assignments }) => delegation !== "" && hasText(assignments)}
      save={save}
      {...(trip ? { readLatest: async () => editedOf(await trips.getTrip({ name: trip.name })) } : {})}
      onClose={onClose}
    >
      {(value, set) => (
        <>
          {!trip && (
            <Select
              label={t("trip.delegation")}
              description={t("trip.delegationHint")}
              searchable
              required
              value={value.delegation || null}
              onChange={(delegation) => set({ delegation: delegation ?? "" })}
              data={(delegations.data ?? []).map(({ name }) => ({ value: name, label: labelOf(name) }))}
              nothingFoundMessage={t("trip.noDelegation")}
            />
          )}
          {isPlanned && (
            <TextsField
              label={t("trip.assignment")}
              rows={3}
              value={value.assignments}
              onChange={(assignments) => set({ assignments })}
              required
            />
          )}
          <PersonPicker
            label={t("trip.responsible")}
            value={value.responsible || null}
            onChange={(responsible) => set({ responsible: responsible ?? "" })}
          />
          <DayField
            label={t("trip.returns")}
            description={t("trip.returnsHint")}
            value={value.returnDate}
            onChange={(returnDate) => set({ returnDate })}
          />
          <DayField
            label={t("trip.reportDue")}
            description={t("trip.reportDueHint")}
            value={value.reportDueDate}
            onChange={(reportDueDate) => set({ reportDueDate })}
          />
        </>
      )}
    </FormDialog>
  );
}
