import { UnstyledButton } from "@mantine/core";
import { Suspense, useState, type ComponentType, type LazyExoticComponent, type ReactNode } from "react";

interface LaterMenuProps {
  // What the button does, for readers of screens.
  label: string;
  className?: string | undefined;
  // The menu with its button, which opens by itself when it is there.
  menu: LazyExoticComponent<ComponentType<{ label: string; className?: string | undefined; children: ReactNode }>>;
  // Begins to load the menu.
  prepare: () => void;
  // What opens.
  opens: "menu" | "dialog";
  // What the button shows.
  children: ReactNode;
}

// A button whose menu is loaded when somebody is about to open it.
export function LaterMenu({ label, className, menu: Menu, prepare, opens, children }: LaterMenuProps) {
  const [wanted, setWanted] = useState(false);
  const button = (onClick?: () => void) => (
    <UnstyledButton
      className={className}
      aria-label={label}
      aria-haspopup={opens}
      aria-expanded={false}
      onPointerEnter={prepare}
      onFocus={prepare}
      onClick={onClick}
    >
      {children}
    </UnstyledButton>
  );
  if (!wanted) return button(() => setWanted(true));
  return (
    <Suspense fallback={button()}>
      <Menu label={label} className={className}>
        {children}
      </Menu>
    </Suspense>
  );
}
