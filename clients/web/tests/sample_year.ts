// The sample year 2023 in a database, with somebody of every role; all are plainly fictional.
import { join } from "node:path";
import { PROGRAMS, run, start } from "../../typescript/tests/programs.ts";

export const PASSWORD = "plenary sample pass";

// Each of these can sign in with PASSWORD, and is called "Sample …".
export const ROLES = {
  admin: [],
  manager: ["event-manager"],
  planner: ["event-manager"],
  viewer: ["viewer"],
  negotiator: ["negotiator"],
  controller: ["controller"],
  auditor: ["auditor"],
  accreditor: ["accreditation-officer"],
  // The focal point of events/tibo-2023/delegations/kursk.
  registrar: ["registrar", "--event", "tibo-2023", "--delegation", "kursk"],
} as const;
export type Role = keyof typeof ROLES;

export interface SampleYear {
  // Holds plenary.db and plenary.keys, of a server that has ended.
  folder: string;
  // The secret of a registration link for Kursk Region's delegation to TIBO-2023.
  link: string;
}

export async function makeSampleYear(folder: string): Promise<SampleYear> {
  const tokenFile = join(folder, "admin-token");
  const server = await start(
    PROGRAMS.plenaryd,
    [...databaseOf(folder), "--listen", "127.0.0.1:0", "--admin-token-file", tokenFile, "--ready-file", join(folder, "ready")],
    join(folder, "ready"),
  );
  const plenary = (args: readonly string[], input = "") =>
    run(PROGRAMS.plenary, args, { input, env: { PLENARY_SERVER: server.address, PLENARY_TOKEN_FILE: tokenFile } });
  await plenary(["load", PROGRAMS.sample]);
  for (const [user, [role, ...where]] of Object.entries(ROLES)) {
    // The server made the first administrator itself.
    if (user !== "admin") await plenary(["user", "create", user, "--display-name", `Sample ${user[0]!.toUpperCase()}${user.slice(1)}`]);
    await plenary(["user", "password", user], `${PASSWORD}\n`);
    if (role) await plenary(["role", "bind", user, role, ...where]);
  }
  await plenary(["user", "update", "negotiator", "--clearance", "secret"]);
  const link = await plenary(["link", "create", "--event", "tibo-2023", "--delegation", "kursk"]);
  await server.stop();
  return { folder, link: link.trim() };
}

export function databaseOf(folder: string): string[] {
  return ["--database", `sqlite:${join(folder, "plenary.db")}`, "--key-file", join(folder, "plenary.keys"), "--log-level", "error"];
}
