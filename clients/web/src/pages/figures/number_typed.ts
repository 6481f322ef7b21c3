// A number as people type it, "1 234,5", as the server takes it, "1234.5"; undefined where it is none or
// could be read in two ways.
export function numberTyped(typed: string): string | undefined {
  const bare = typed
    .trim()
    .replace(/[\s\u00a0\u202f'’]/g, "")
    .replace("−", "-");
  if (/^-?\d{1,3}([.,]\d{3})+$/.test(bare) && !/^-?0[.,]/.test(bare)) return undefined;
  const number = bare.replace(",", ".");
  return /^-?\d+(\.\d+)?$/.test(number) ? number : undefined;
}
