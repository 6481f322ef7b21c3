// Plenary's mark, as public/icon.svg has it: a hall and who speaks in it.
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden fill="none">
      <rect width="32" height="32" rx="7" fill="#1d4f91" />
      <path d="M7 20a9 9 0 0 1 18 0" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
      <circle cx="16" cy="21" r="3" fill="#fff" />
    </svg>
  );
}
