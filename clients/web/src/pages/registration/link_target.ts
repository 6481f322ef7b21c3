// The page on which the people of a delegation are registered.
export function registrationPath(delegation: string): string {
  return `/${delegation.replace("/delegations/", "/register/")}`;
}
