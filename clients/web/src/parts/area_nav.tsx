import { NavLink } from "react-router";
import style from "./area_nav.module.css";

interface AreaNavProps {
  // What they are parts of, for readers of screens.
  label: string;
  // The first is the area's own page.
  links: readonly { to: string; word: string }[];
}

// Brings the link one is on into sight, where a phone shows only some.
const bringIn = (link: HTMLElement | null) => {
  if (link?.getAttribute("aria-current") === "page") link.parentElement?.scrollTo({ left: link.offsetLeft - 48 });
};

// The parts of an area, one beside the other.
export function AreaNav({ label, links }: AreaNavProps) {
  return (
    <nav aria-label={label} className={`${style.nav} not-printed`}>
      {links.map(({ to, word }, place) => (
        <NavLink key={to} to={to} end={place === 0} className={style.link!} ref={bringIn}>
          {word}
        </NavLink>
      ))}
    </nav>
  );
}
