import { Button } from "@mantine/core";
import type { Negotiation, Round } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import type { Protocol } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ProtocolForm } from "./protocol_form.tsx";
import type { ProtocolVerb } from "./protocol_rules.ts";
import { VerbDialog } from "./verb_dialog.tsx";

interface ProtocolVerbsProps {
  protocol: Protocol;
  negotiation: Negotiation;
  rounds: Round[];
  verbs: ProtocolVerb[];
  // How many items have languages that are out of step.
  outOfStep: number;
  hasItems: boolean;
}

// What is done seldom is never offered first.
const RARE: ProtocolVerb[] = ["terminate", "amend"];

// What goes on with the paper: the next step is the filled button.
export function ProtocolVerbs({ protocol, negotiation, rounds, verbs, outOfStep, hasItems }: ProtocolVerbsProps) {
  const { t } = useTranslation("negotiations");
  const navigate = useNavigate();
  const [verb, setVerb] = useState<ProtocolVerb>();
  const close = () => setVerb(undefined);
  return (
    <>
      {verbs.toReversed().map((each) => (
        <Button key={each} variant={each === verbs[0] && !RARE.includes(each) ? "filled" : "default"} onClick={() => setVerb(each)}>
          {t(`protocol.verb.${each}`)}
        </Button>
      ))}
      {verb === "amend" && (
        <ProtocolForm
          negotiation={negotiation}
          rounds={rounds}
          amends={protocol}
          onClose={close}
          onSaved={(name) => void navigate(`/${name}`)}
        />
      )}
      {verb !== undefined && verb !== "amend" && (
        <VerbDialog protocol={protocol} verb={verb} outOfStep={outOfStep} hasItems={hasItems} onClose={close} />
      )}
    </>
  );
}
