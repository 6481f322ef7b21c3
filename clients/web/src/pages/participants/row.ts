// One line of the list of participants: what is shown, sorted and found of somebody.
import type { Participant } from "@plenary/client/gen/plenary/v1/delegations_pb";
import type { Organization, Person } from "@plenary/client/gen/plenary/v1/directory_pb";
import type { Language } from "../../i18n/languages.ts";
import { textIn } from "../../i18n/texts.ts";
import { latinLine, personLine } from "../../parts/names.ts";
import type { Roster } from "./roster.ts";
import { searchable } from "./search_text.ts";

export interface Row {
  participant: Participant;
  person: Person | undefined;
  // As the reader writes it, and the Latin form beneath.
  name: string;
  latin: string;
  title: string;
  affiliation: string;
  delegation: string;
  category: string;
  // What typing is compared with.
  text: string;
}

export interface Labels {
  language: Language;
  // How a delegation and a category are called; "" for none.
  delegationOf: (name: string) => string;
  categoryOf: (name: string) => string;
}

// The title at this event, else at work.
export function titleOf(participant: Participant, person: Person | undefined, language: Language): string {
  return textIn(participant.titles, language) || (person ? textIn(person.jobTitles, language) : "");
}

export function affiliationOf(participant: Participant, organization: Organization | undefined, language: Language): string {
  return textIn(participant.affiliations, language) || (organization ? textIn(organization.displayNames, language) : "");
}

const texts = (list: readonly { text: string }[] | undefined) => list?.map(({ text }) => text) ?? [];

export function rowOf(participant: Participant, { people, organizations }: Roster, labels: Labels): Row {
  const { language } = labels;
  const person = people.get(participant.person);
  const organization = person && organizations.get(person.organization);
  const latinName = person?.latinName ?? person?.suggestedLatinName;
  const delegation = labels.delegationOf(participant.delegation);
  return {
    participant,
    person,
    name: (person && personLine(person.names, language, person.latinName)) || participant.displayName,
    latin: person ? latinLine(person.names, language, latinName) : "",
    title: titleOf(participant, person, language),
    affiliation: affiliationOf(participant, organization, language),
    delegation,
    category: labels.categoryOf(participant.category),
    text: searchable([
      participant.displayName,
      ...[...(person?.names ?? []), ...(latinName ? [latinName] : [])].map(
        ({ familyName, givenName, patronymic }) => `${familyName} ${givenName} ${patronymic}`,
      ),
      ...texts(participant.titles),
      ...texts(participant.affiliations),
      ...texts(organization?.displayNames),
      ...texts(organization?.shortNames),
      delegation,
      person?.workEmail ?? "",
      person?.workPhone ?? "",
    ]),
  };
}

// Makes rows of participants, each once: a list that grows page by page is not made anew with each.
export function rowMaker(labels: Labels): (roster: Roster) => Row[] {
  const made = new WeakMap<Participant, Row>();
  return (roster) =>
    roster.participants.map((participant) => {
      let row = made.get(participant);
      if (!row || (!row.person && roster.people.has(participant.person))) {
        row = rowOf(participant, roster, labels);
        made.set(participant, row);
      }
      return row;
    });
}
