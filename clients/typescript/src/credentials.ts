// Who is calling, where no browser keeps a session.
import { Code, ConnectError, type Interceptor } from "@connectrpc/connect";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

// Signs every call with a token, asked for anew each time. A token is not sent in the clear to
// another machine: such calls are refused with FAILED_PRECONDITION.
export function withToken(token: string | (() => string | Promise<string>)): Interceptor {
  return (next) => async (request) => {
    const { protocol, hostname, host } = new URL(request.url);
    if (protocol !== "https:" && !LOOPBACK.test(hostname)) {
      throw new ConnectError(`tokens are not sent to ${host} without TLS`, Code.FailedPrecondition);
    }
    request.header.set("authorization", `Bearer ${typeof token === "string" ? token : await token()}`);
    return next(request);
  };
}
