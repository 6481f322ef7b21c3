import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { Negotiation_State, NegotiationService, type Negotiation } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { DossierForm } from "./dossier_form.tsx";
import { ReasonDialog } from "../../parts/reason_dialog.tsx";
import { useRights } from "./rights.ts";

type Verb = "suspend" | "resume" | "close" | "reopen";

const VERBS: Record<Negotiation_State, Verb[]> = {
  [Negotiation_State.STATE_UNSPECIFIED]: [],
  [Negotiation_State.OPEN]: ["suspend", "close"],
  [Negotiation_State.SUSPENDED]: ["resume", "close"],
  [Negotiation_State.CLOSED]: ["reopen"],
};

// What can be done with a dossier as a whole.
export function DossierMenu({ negotiation }: { negotiation: Negotiation }) {
  const { t } = useTranslation("negotiations");
  const navigate = useNavigate();
  const change = useChange();
  const { mayNegotiate: mayReopen } = useRights({ name: negotiation.name, state: Negotiation_State.OPEN });
  const { mayNegotiate } = useRights(negotiation);
  const [isEditing, setIsEditing] = useState(false);
  const [verb, setVerb] = useState<Verb>();
  if (!mayReopen) return null;

  const negotiations = clientOf(NegotiationService);
  const { name, etag } = negotiation;
  const act = (reason: string, requestId: string) => {
    const request = { name, etag, reason, requestId };
    switch (verb!) {
      case "suspend":
        return negotiations.suspendNegotiation(request);
      case "resume":
        return negotiations.resumeNegotiation(request);
      case "close":
        return negotiations.closeNegotiation(request);
      case "reopen":
        return negotiations.reopenNegotiation(request);
    }
  };
  const undelete = async () => {
    await change({ undelete: name }, (requestId) => negotiations.undeleteNegotiation({ name, requestId }));
    void navigate(`/${name}`);
  };
  const remove = async () => {
    try {
      await change({ delete: name }, (requestId) => negotiations.deleteNegotiation({ name, etag, requestId }));
      void navigate("/negotiations");
      notifyDone(t("dossier.deleted"), undelete);
    } catch (error) {
      notifyRefused(error);
    }
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t("dossier.more")}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayNegotiate && <Menu.Item onClick={() => setIsEditing(true)}>{t("dossier.edit")}</Menu.Item>}
          {VERBS[negotiation.state].map((each) => (
            <Menu.Item key={each} onClick={() => setVerb(each)}>
              {t(`dossier.verb.${each}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => void remove()}>
            {t("dossier.delete")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isEditing && <DossierForm negotiation={negotiation} onClose={() => setIsEditing(false)} />}
      {verb && (
        <ReasonDialog
          title={t(`dossier.verb.${verb}`)}
          action={t(`dossier.verb.${verb}`)}
          label={t("form.why")}
          act={act}
          onClose={() => setVerb(undefined)}
        />
      )}
    </>
  );
}
