import { Fragment, type CSSProperties, type ReactNode } from "react";
import look from "./facts.module.css";

interface FactsProps {
  // What is known, by what it is called; what is not known is left out.
  facts: readonly (readonly [label: string, value: ReactNode])[];
  // How wide what it is called may be, as a track of a grid.
  terms?: string;
}

const isKnown = (value: ReactNode) => value !== "" && value !== null && value !== false && value !== undefined;

// What is known of something; on a phone each name stands above its value.
export function Facts({ facts, terms = "minmax(120px, 200px)" }: FactsProps) {
  return (
    <dl className={look.facts} style={{ "--terms": terms } as CSSProperties}>
      {facts
        .filter(([, value]) => isKnown(value))
        .map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
