import { Page } from "./page.tsx";
import { Refused } from "./refused.tsx";

interface PageRefusedProps {
  title: string;
  error: unknown;
  onRetry: () => void;
}

// A page of which nothing can be shown, and why.
export function PageRefused({ title, ...refused }: PageRefusedProps) {
  return (
    <Page title={title}>
      <Refused {...refused} />
    </Page>
  );
}
