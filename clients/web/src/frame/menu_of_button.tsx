import { Menu, UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import { useOpenedAtOnce } from "./use_opened_at_once.ts";

interface MenuOfButtonProps {
  label: string;
  className?: string | undefined;
  width: number;
  // What the button shows.
  button: ReactNode;
  children: ReactNode;
}

// A menu that is open from the start, because its button was pressed before it was there (LaterMenu).
export function MenuOfButton({ label, className, width, button, children }: MenuOfButtonProps) {
  const { opened, onChange, target } = useOpenedAtOnce();
  return (
    <Menu opened={opened} onChange={onChange} width={width}>
      <Menu.Target>
        <UnstyledButton ref={target} className={className} aria-label={label}>
          {button}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
