import { useQuery } from "@connectrpc/connect-query";
import { Alert, Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { IconRoute } from "@tabler/icons-react";
import { Trip_Side, Trip_State, TripService } from "@plenary/client/gen/plenary/v1/trips_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { useMe } from "../../api/me.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { useConfirm } from "../../parts/confirm.tsx";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { PersonName } from "../../parts/person_name.tsx";
import { Refused } from "../../parts/refused.tsx";
import { StateBadge } from "../../parts/state_badge.tsx";
import { formatDay } from "../../parts/when.ts";
import { useFreshTrips } from "./asked.ts";
import { TripState } from "./badges.tsx";
import { usePeople } from "../../parts/directory.ts";
import { hrefOf, rootOf, threadHref } from "../../parts/resource_names.ts";
import { ReasonDialog } from "../../parts/reason_dialog.tsx";
import { useMayPlanTrips } from "./rights.ts";
import { Section } from "../../parts/section.tsx";
import { TripForm } from "./trip_form.tsx";
import { TripReportForm } from "./trip_report_form.tsx";

// The trip of a delegation that is sent: what it is to do, who goes, what it reports.
export function TripPage() {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const me = useMe();
  const change = useChange();
  const confirm = useConfirm();
  const mayDecide = useMayPlanTrips();
  const [opened, setOpened] = useState<"form" | "report" | "return">();
  const name = `trips/${useParams().trip}`;
  useFreshTrips();
  const asked = useQuery(TripService.method.getTrip, { name });
  const people = usePeople([asked.data?.responsible ?? "", ...(asked.data?.members.map(({ person }) => person) ?? [])]);
  if (asked.error) return <Refused error={asked.error} onRetry={() => void asked.refetch()} />;
  if (!asked.data) return <PageSkeleton />;
  const trip = asked.data;
  const { etag } = trip;
  const mayReport = mayDecide || (trip.responsible !== "" && me.user?.person === trip.responsible);
  const trips = clientOf(TripService);
  const act = async (verb: "approve" | "accept") => {
    const isAgreed = await confirm({ title: t(`trip.verb.${verb}`), text: t(`trip.means.${verb}`), action: t(`trip.verb.${verb}`) });
    if (!isAgreed) return;
    try {
      await change({ verb, name }, (requestId) =>
        verb === "approve" ? trips.approveTrip({ name, etag, requestId }) : trips.acceptTripReport({ name, etag, requestId }),
      );
      notifyDone(t(`trip.done.${verb}`));
    } catch (error) {
      notifyRefused(error);
    }
  };
  const day = (date: string) => (date === "" ? "—" : formatDay(date, language, "UTC"));
  return (
    <Page
      title={t("trip.pageTitle")}
      lead={
        <Group component="span" gap="xs" display="inline-flex">
          <TripState state={trip.state} />
          {trip.isReportOverdue && <StateBadge tone="bad">{t("trip.reportOverdue")}</StateBadge>}
          <Anchor component={Link} to={`/${rootOf(trip.delegation)}`}>
            {t("trip.openEvent")}
          </Anchor>
          {trip.negotiation !== "" && (
            <Anchor component={Link} to={`/${trip.negotiation}`}>
              {t("trip.openDossier")}
            </Anchor>
          )}
        </Group>
      }
      actions={
        <>
          <Button variant="default" component={Link} to={threadHref(name)} leftSection={<IconRoute size={16} aria-hidden />}>
            {t("thread.follow")}
          </Button>
          {[Trip_State.PLANNED, Trip_State.APPROVED].includes(trip.state) && mayDecide && (
            <Button variant="default" onClick={() => setOpened("form")}>
              {t("trip.edit")}
            </Button>
          )}
          {trip.state === Trip_State.REPORTED && mayDecide && (
            <Button variant="default" onClick={() => setOpened("return")}>
              {t("trip.verb.return")}
            </Button>
          )}
          {trip.state === Trip_State.REPORTED && mayDecide && <Button onClick={() => void act("accept")}>{t("trip.verb.accept")}</Button>}
          {trip.state === Trip_State.PLANNED && mayDecide && <Button onClick={() => void act("approve")}>{t("trip.verb.approve")}</Button>}
          {trip.state === Trip_State.APPROVED && mayReport && <Button onClick={() => setOpened("report")}>{t("trip.verb.report")}</Button>}
        </>
      }
    >
      {trip.returnReason !== "" && trip.state === Trip_State.APPROVED && (
        <Alert color="yellow" variant="light">
          {t("trip.returnedBecause", { reason: trip.returnReason })}
        </Alert>
      )}
      <Stack gap="xl" maw={820}>
        <Section title={t("trip.assignment")}>
          <Text style={{ whiteSpace: "pre-line" }}>{textIn(trip.assignments, language)}</Text>
          <Text size="sm" c="dimmed" mt="xs">
            {[
              t("trip.returnsOn", { day: day(trip.returnDate) }),
              trip.reportDueDate === "" ? "" : t("trip.reportUntil", { day: day(trip.reportDueDate) }),
            ]
              .filter((part) => part !== "")
              .join(" · ")}
          </Text>
        </Section>
        <Section title={t("trip.members")} count={trip.members.length}>
          {trip.members.length === 0 && <Text c="dimmed">{t("trip.noMembers")}</Text>}
          <Stack gap="xs">
            {trip.members.map(({ person }) => (
              <div key={person}>
                {people.has(person) && <PersonName person={people.get(person)!} link />}
                {person === trip.responsible && (
                  <Text size="sm" c="dimmed">
                    {t("trip.reports")}
                  </Text>
                )}
              </div>
            ))}
          </Stack>
        </Section>
        <Section title={t("trip.report")}>
          {!trip.report && <Text c="dimmed">{t("trip.noReport")}</Text>}
          {trip.report && <Text style={{ whiteSpace: "pre-line" }}>{textIn(trip.report.texts, language)}</Text>}
          {trip.report && trip.report.agreedPoints.length > 0 && (
            <Stack gap="xs" mt="md">
              <Text fw={600}>{t("trip.agreed")}</Text>
              {trip.report.agreedPoints.map((point, i) => (
                <div key={i}>
                  <Text>{textIn(point.texts, language)}</Text>
                  <Group gap="xs">
                    <Text size="sm" c="dimmed">
                      {[
                        t(`side.${Trip_Side[point.side]}`),
                        point.isContinuous
                          ? t("commitment.continuous")
                          : point.dueDate === ""
                            ? t("commitment.noDay")
                            : t("commitment.until", { day: day(point.dueDate) }),
                      ].join(" · ")}
                    </Text>
                    {point.commitment !== "" && (
                      <Anchor component={Link} to={hrefOf(point.commitment)} size="sm">
                        {t("trip.openCommitment")}
                      </Anchor>
                    )}
                  </Group>
                </div>
              ))}
            </Stack>
          )}
        </Section>
      </Stack>
      {opened === "form" && <TripForm negotiation={trip.negotiation} trip={trip} onClose={() => setOpened(undefined)} />}
      {opened === "report" && <TripReportForm trip={trip} onClose={() => setOpened(undefined)} />}
      {opened === "return" && (
        <ReasonDialog
          title={t("trip.verb.return")}
          action={t("trip.verb.return")}
          label={t("form.why")}
          act={(reason, requestId) => trips.returnTripReport({ name, etag, reason, requestId })}
          onClose={() => setOpened(undefined)}
        />
      )}
    </Page>
  );
}
