import { Anchor } from "@mantine/core";
import { MeetingRequest_State, type MeetingRequest } from "@plenary/client/gen/plenary/v1/matchmaking_pb";
import { IconArrowLeft } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Explanation } from "./explanation.tsx";
import type { PlanData } from "./plan_data.ts";
import type { PlanOperation } from "./plan_operation.ts";
import style from "./planning.module.css";
import { RequestAnswers } from "./request_answers.tsx";
import { RequestFacts } from "./request_facts.tsx";

interface RequestPanelProps {
  data: PlanData;
  request: MeetingRequest;
  operation: PlanOperation;
  onClose(): void;
}

// One request beside the board: what is asked for, whose turn it is, and why it has no place.
export function RequestPanel({ data, request, operation, onClose }: RequestPanelProps) {
  const { t } = useTranslation("planning");
  return (
    <section className={style.panel} aria-label={data.sidesOfRequest(request).join(" → ")}>
      <Anchor component="button" type="button" size="sm" onClick={onClose}>
        <IconArrowLeft size={14} aria-hidden style={{ verticalAlign: -2 }} /> {t("act.back")}
      </Anchor>
      <h2 className={style.heading} style={{ marginTop: 8 }}>
        {data.sidesOfRequest(request).join(" → ")}
      </h2>
      <RequestFacts request={request} zone={data.zone} />
      <RequestAnswers request={request} event={data.event} sides={data.sidesOfRequest(request)} mayAnswer={data.mayPlan} />
      {request.state === MeetingRequest_State.ACCEPTED && data.mayPlan && !operation.isRunning && (
        <Explanation data={data} activity={request.name} request={request} operation={operation} />
      )}
    </section>
  );
}
