import { Title } from "@mantine/core";
import { useEffect, type ReactNode } from "react";
import style from "./page.module.css";
import { setPageTitle } from "./trail.ts";

interface PageProps {
  title: string;
  // One line under the title: what the page answers first.
  lead?: ReactNode;
  // The one filled button, top right, and quiet ones before it.
  actions?: ReactNode;
  children: ReactNode;
}

// A page: its title, what it answers, its one primary action, and the rest.
export function Page({ title, lead, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} – Plenary`;
    setPageTitle(title);
    return () => setPageTitle("");
  }, [title]);
  return (
    <div className={style.page}>
      <div className={style.head}>
        <div className={style.words}>
          <Title order={1} className={style.title}>
            {title}
          </Title>
          {lead !== undefined && <div className={style.lead}>{lead}</div>}
        </div>
        {actions !== undefined && <div className={style.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
