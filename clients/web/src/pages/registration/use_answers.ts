import { useEffect, useEffectEvent, useState } from "react";

// How many are asked at the same time.
const AT_ONCE = 3;
const PAUSE_MS = 400;

// Answers to many small questions that change while one types, by what identifies a question. Each is
// asked once, after a pause; one that fails is asked again when the questions change.
export function useAnswers<Question, Answer>(
  questions: ReadonlyMap<string, Question>,
  ask: (question: Question) => Promise<Answer>,
): ReadonlyMap<string, Answer> {
  const [answers, setAnswers] = useState<ReadonlyMap<string, Answer>>(new Map());
  const askOne = useEffectEvent(ask);
  const open = useEffectEvent(() => [...questions].filter(([id]) => !answers.has(id)));
  const ids = [...questions.keys()].join("\n");
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      const waiting = open();
      const work = async () => {
        for (let next = waiting.shift(); next !== undefined && !isOver; next = waiting.shift()) {
          const [id, question] = next;
          try {
            const answer = await askOne(question);
            setAnswers((known) => new Map(known).set(id, answer));
          } catch {
            // What it would have said is only advice.
          }
        }
      };
      for (let i = 0; i < AT_ONCE; ++i) void work();
    }, PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [ids]);
  return answers;
}
