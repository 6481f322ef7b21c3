import { Fragment, type ReactNode } from "react";
import style from "./directory.module.css";

// What is known, by what it is called; what is not known is left out.
export function Facts({ facts }: { facts: [label: string, value: ReactNode][] }) {
  return (
    <dl className={style.facts}>
      {facts
        .filter(([, value]) => value !== "" && value !== null && value !== false && value !== undefined)
        .map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
