import { Text } from "@mantine/core";
import { Link } from "react-router";
import look from "./fact.module.css";

interface FactProps {
  label: string;
  value: string | number;
  // The page that tells more.
  to?: string;
  isBad?: boolean;
}

// One number or day, with what it is.
export function Fact({ label, value, to, isBad = false }: FactProps) {
  const inside = (
    <>
      <Text component="span" display="block" size="sm" c="dimmed">
        {label}
      </Text>
      <Text component="span" display="block" size="lg" fw={600} {...(isBad ? { c: "var(--bad)" } : {})}>
        {value}
      </Text>
    </>
  );
  return to === undefined ? (
    <div className={look.fact}>{inside}</div>
  ) : (
    <Link to={to} className={look.fact}>
      {inside}
    </Link>
  );
}
