// Asking before what others will feel at once.
import { createContext, lazy, Suspense, useCallback, useContext, useRef, useState, type ReactNode } from "react";

const ConfirmDialog = lazy(async () => ({ default: (await import("./confirm_dialog.tsx")).ConfirmDialog }));

export interface Question {
  // What will happen, as a question: "Release version 7?"
  title: string;
  // Whom it touches: "41 people will see changed times."
  text: ReactNode;
  // The button's words, a verb with its object: "Release version 7".
  action: string;
  // Whether it cannot be taken back.
  danger?: boolean;
}

type Confirm = (question: Question) => Promise<boolean>;

const ConfirmContext = createContext<Confirm | null>(null);

// Makes useConfirm() work in everything inside.
export function ConfirmProvider({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const [opened, setOpened] = useState(false);
  const answer = useRef<(yes: boolean) => void>(() => {});

  const confirm = useCallback<Confirm>((asked) => {
    answer.current(false);
    setQuestion(asked);
    setOpened(true);
    return new Promise((resolve) => {
      answer.current = resolve;
    });
  }, []);
  const close = (yes: boolean) => {
    setOpened(false);
    answer.current(yes);
  };

  return (
    <ConfirmContext value={confirm}>
      {children}
      {question && (
        <Suspense>
          <ConfirmDialog question={question} opened={opened} onAnswer={close} />
        </Suspense>
      )}
    </ConfirmContext>
  );
}

// Asks a question over the page; true where the reader goes on.
export function useConfirm(): Confirm {
  const confirm = useContext(ConfirmContext);
  if (confirm === null) throw new Error("useConfirm needs a ConfirmProvider around it");
  return confirm;
}
