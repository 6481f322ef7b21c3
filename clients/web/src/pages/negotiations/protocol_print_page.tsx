import { useQuery } from "@connectrpc/connect-query";
import { Anchor, Button, Group } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { Protocol_State, Protocol_Type, ProtocolService, type ProtocolItem } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { personLine } from "../../parts/names.ts";
import { setPageTitle } from "../../parts/trail.ts";
import { Refused } from "../../parts/refused.tsx";
import { formatDay, formatInstant, ownZone } from "../../parts/when.ts";
import type { Language } from "../../i18n/languages.ts";
import { useItems } from "./asked.ts";
import { useOrganizations, usePeople } from "../../parts/directory.ts";
import { languageName } from "../../parts/language_name.ts";
import look from "./protocol_print_page.module.css";

const textOf = (item: ProtocolItem, language: string) => item.texts.find((text) => text.language === language)?.text ?? "";

// The paper: its languages in columns, its signatories beneath, and as of when it was printed.
export function ProtocolPrintPage() {
  const { t } = useTranslation("negotiations");
  const reader = useLanguage();
  const { negotiation, protocol: id } = useParams();
  const chosen = useSearchParams()[0].get("in")?.split(",");
  const name = `negotiations/${negotiation}/protocols/${id}`;
  const asked = useQuery(ProtocolService.method.getProtocol, { name });
  const items = useItems(name);
  const signatories = asked.data?.signatories ?? [];
  const people = usePeople(signatories.map(({ person }) => person));
  const organizations = useOrganizations(signatories.map(({ side }) => side));
  const title = textIn(asked.data?.titles ?? [], reader);
  useEffect(() => {
    document.title = `${title} – Plenary`;
    setPageTitle(title);
    return () => setPageTitle("");
  }, [title]);
  const failed = [asked, items].find(({ error }) => error !== null);
  if (failed?.error) return <Refused error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!asked.data || !items.data) return <PageSkeleton />;
  const protocol = asked.data;
  const columns = chosen ?? protocol.languages;
  const isDraft = [Protocol_State.DRAFT, Protocol_State.AGREED, Protocol_State.INITIALLED].includes(protocol.state);
  const spoken = (tag: string) => tag.split("-")[0] as Language;
  return (
    <article className={look.paper}>
      <Group className={look.tools} justify="space-between">
        <Anchor component={Link} to={`/${name}`}>
          {t("protocol.back")}
        </Anchor>
        <Button leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => print()}>
          {t("protocol.print")}
        </Button>
      </Group>
      <header className={look.columns} style={{ gridTemplateColumns: `repeat(${columns.length}, 1fr)` }}>
        {columns.map((language, i) => {
          const Heading = i === 0 ? "h1" : "h2";
          return (
            <div key={language} lang={language}>
              <Heading className={look.title}>{textIn(protocol.titles, spoken(language))}</Heading>
              <p>
                {[protocol.place, protocol.date === "" ? "" : formatDay(protocol.date, spoken(language), "UTC")]
                  .filter((part) => part !== "")
                  .join(", ")}
              </p>
            </div>
          );
        })}
      </header>
      {isDraft && <p className={look.draft}>{t(`state.protocol.${Protocol_State[protocol.state]}`)}</p>}
      {items.data.map((item) => (
        <div key={item.name} className={look.columns} style={{ gridTemplateColumns: `repeat(${columns.length}, 1fr)` }}>
          {columns.map((language) => (
            <p key={language} lang={language} className={look.text}>
              <b>{item.number}.</b> {textOf(item, language) || t("item.noText", { language: languageName(language) })}
            </p>
          ))}
        </div>
      ))}
      {protocol.type !== Protocol_Type.RECORD_OF_CONVERSATION && (
        <div className={look.columns} style={{ gridTemplateColumns: `repeat(${Math.max(1, signatories.length)}, 1fr)` }}>
          {signatories.map((signatory) => {
            const person = people.get(signatory.person);
            return (
              <div key={signatory.person} className={look.signatory}>
                <div>{textIn(organizations.get(signatory.side)?.displayNames ?? [], reader)}</div>
                <div>{textIn(signatory.offices, reader)}</div>
                <div className={look.line}>
                  {signatory.signature ? `${signatory.signature.place}, ${formatDay(signatory.signature.date, reader, "UTC")}` : ""}
                </div>
                <div>{person && personLine(person.names, reader, person.latinName)}</div>
              </div>
            );
          })}
        </div>
      )}
      <footer className={look.foot}>
        {t("protocol.printedAs", {
          state: t(`state.protocol.${Protocol_State[protocol.state]}`),
          when: formatInstant(new Date(), reader, ownZone()),
        })}
        {protocol.updateTime && ` · ${t("protocol.changedLast", { when: formatInstant(protocol.updateTime, reader, ownZone()) })}`}
      </footer>
    </article>
  );
}
