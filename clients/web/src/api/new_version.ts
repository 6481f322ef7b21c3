// Whether the server serves a newer application than the one that runs.
import { useEffect, useState } from "react";

const EVERY_MS = 10 * 60_000;

const entryIn = (html: string) => /\/assets\/index-[\w-]+\.js/.exec(html)?.[0];

async function entryNow(): Promise<string | undefined> {
  try {
    const answer = await fetch("/", { cache: "no-cache" });
    return answer.ok ? entryIn(await answer.text()) : undefined;
  } catch {
    return undefined;
  }
}

export function useNewVersion(): boolean {
  const [newer, setNewer] = useState(false);
  useEffect(() => {
    const running = entryIn(document.documentElement.innerHTML);
    const look = async () => {
      if (document.visibilityState === "hidden") return;
      const entry = await entryNow();
      if (running !== undefined && entry !== undefined && entry !== running) setNewer(true);
    };
    // A part of the application that is gone from the server was replaced; or nobody is there to give it.
    const gone = () => void look();
    const timer = setInterval(() => void look(), EVERY_MS);
    addEventListener("vite:preloadError", gone);
    return () => {
      clearInterval(timer);
      removeEventListener("vite:preloadError", gone);
    };
  }, []);
  return newer;
}
