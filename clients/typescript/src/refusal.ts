// Why the server refused, as programs and pages read it.
import { Code, ConnectError } from "@connectrpc/connect";
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from "../gen/google/rpc/error_details_pb.ts";
import { ErrorReason } from "../gen/plenary/v1/error_reason_pb.ts";

// What is wrong with one field of a request.
export interface FieldViolation {
  // The field's path: "delegation.display_names".
  field: string;
  // For people, in English.
  description: string;
}

// A refusal of the server, or that it could not be reached.
export interface Refusal {
  // What to do next, as docs/api_conventions.md says.
  code: Code;
  // The rule that was broken: "DELEGATION_QUOTA_EXHAUSTED"; empty where the server gave none.
  reason: keyof typeof ErrorReason | "";
  // For people, in English.
  message: string;
  // What varies in the message: {seatsLeft: "3"}.
  metadata: Record<string, string>;
  // Every bad field at once.
  fields: FieldViolation[];
  // How long to wait before another try, in milliseconds; 0 where the server didn't say.
  retryAfterMs: number;
}

// What `error`, whatever a call was rejected with, says.
export function refusalOf(error: unknown): Refusal {
  const connect = ConnectError.from(error);
  const info = connect.findDetails(ErrorInfoSchema)[0];
  const wait = connect.findDetails(RetryInfoSchema)[0]?.retryDelay;
  const violations = connect.findDetails(BadRequestSchema)[0]?.fieldViolations ?? [];
  return {
    code: connect.code,
    reason: (info?.reason.replace(/^ERROR_REASON_/, "") ?? "") as Refusal["reason"],
    message: connect.rawMessage,
    metadata: info?.metadata ?? {},
    fields: violations.map(({ field, description }) => ({ field, description })),
    retryAfterMs: wait ? Number(wait.seconds) * 1000 + wait.nanos / 1e6 : 0,
  };
}
