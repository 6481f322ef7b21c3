import { useQuery } from "@connectrpc/connect-query";
import { Select, SegmentedControl, Text } from "@mantine/core";
import { AccessService } from "@plenary/client/gen/plenary/v1/access_pb";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { NegotiationService } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useAll } from "../../api/pages.ts";
import { ROLE_WORDS } from "../../frame/role_words.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { EventPicker } from "../../parts/pickers.tsx";
import { useOrganizationLines } from "../../parts/directory.ts";
import { PLACES_OF, type BindingPlace } from "./role_places.ts";

const ROLES = [
  Role.VIEWER,
  Role.REGISTRAR,
  Role.EVENT_MANAGER,
  Role.ACCREDITATION_OFFICER,
  Role.NEGOTIATOR,
  Role.CONTROLLER,
  Role.AUDITOR,
  Role.ADMINISTRATOR,
];

// Gives a user a role, and says on what.
export function BindingDialog({ user, called, onClose }: { user: string; called: string; onClose: () => void }) {
  const { t } = useTranslation("administration");
  const { t: common } = useTranslation();
  const language = useLanguage();
  const [role, setRole] = useState<Role>();
  const [place, setPlace] = useState<BindingPlace>("installation");
  const [event, setEvent] = useState("");
  const [inner, setInner] = useState("");
  const places = role === undefined ? [] : PLACES_OF[role];
  const delegations = useAll(DelegationService.method.listDelegations, { parent: event }, (page) => page.delegations, {
    enabled: place === "delegation" && event !== "",
  });
  const negotiations = useQuery(NegotiationService.method.listNegotiations, { pageSize: 1000 }, { enabled: place === "negotiation" });
  const organization = useOrganizationLines((delegations.data ?? []).map((each) => each.organization));
  const resource = place === "installation" ? "" : place === "event" ? event : inner;
  const act = async (requestId: string) => {
    await clientOf(AccessService).createRoleBinding({ roleBinding: { user, role: role ?? Role.ROLE_UNSPECIFIED, resource }, requestId });
    notifyDone(t("binding.created", { user: called, role: common(ROLE_WORDS[role ?? Role.ROLE_UNSPECIFIED]) }));
  };
  return (
    <ActDialog
      title={t("binding.title", { user: called })}
      action={t("binding.create")}
      isReady={role !== undefined && (place === "installation" || resource !== "")}
      said={{ role, resource }}
      act={act}
      onClose={onClose}
    >
      <Select
        label={t("role")}
        required
        allowDeselect={false}
        value={role === undefined ? null : String(role)}
        data-autofocus
        onChange={(next) => {
          const chosen = Number(next) as Role;
          setRole(chosen);
          if (!PLACES_OF[chosen].includes(place)) setPlace(PLACES_OF[chosen][0]!);
        }}
        data={ROLES.map((each) => ({ value: String(each), label: common(ROLE_WORDS[each]) }))}
      />
      {role !== undefined && (
        <Text size="sm" c="dimmed">
          {t(`roleDoes.${Role[role]}`)}
        </Text>
      )}
      {places.length > 1 && (
        <SegmentedControl
          aria-label={t("binding.where")}
          value={place}
          onChange={(next) => setPlace(next as BindingPlace)}
          data={places.map((each) => ({ value: each, label: t(`place.${each}`) }))}
        />
      )}
      {(place === "event" || place === "delegation") && (
        <EventPicker label={t("place.event")} required value={event || null} onChange={(name) => setEvent(name ?? "")} />
      )}
      {place === "delegation" && event !== "" && (
        <Select
          label={t("place.delegation")}
          required
          searchable
          allowDeselect={false}
          value={inner || null}
          onChange={(name) => setInner(name ?? "")}
          data={(delegations.data ?? []).map(({ name, displayNames, organization: own }) => ({
            value: name,
            label: textIn(displayNames, language) || organization(own) || name,
          }))}
        />
      )}
      {place === "negotiation" && (
        <Select
          label={t("place.negotiation")}
          required
          searchable
          allowDeselect={false}
          value={inner || null}
          onChange={(name) => setInner(name ?? "")}
          data={(negotiations.data?.negotiations ?? []).map(({ name, displayNames }) => ({
            value: name,
            label: textIn(displayNames, language),
          }))}
        />
      )}
    </ActDialog>
  );
}
