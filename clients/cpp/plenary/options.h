// How a client and a single call behave.
#ifndef PLENARY_CLIENTS_CPP_PLENARY_OPTIONS_H_
#define PLENARY_CLIENTS_CPP_PLENARY_OPTIONS_H_

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/credentials.h"
#include "plenary/retry.h"

namespace plenary {

struct ClientOptions {
  // Who is calling. Unless told otherwise: whom PLENARY_TOKEN or PLENARY_TOKEN_FILE say.
  Credentials credentials;
  // How the connection is encrypted; by default not at all, which is for this machine alone.
  TlsOptions tls;
  // How long a call may take, all its attempts together.
  absl::Duration deadline = absl::Seconds(30);
  RetryPolicy retry;
  // Whether a changing call without a request_id is given a random one, so that it can be repeated
  // safely after the connection broke.
  bool fill_request_ids = true;
  // A watch that hears nothing for so long, not even a heartbeat (every 15 s), connects anew; so
  // does a transfer in which nothing moves.
  absl::Duration watch_silence = absl::Minutes(1);
  // For tests: time and chance. It outlives the client. nullptr: the machine's.
  Surroundings* surroundings = nullptr;
};

struct CallOptions {
  // Instead of the client's.
  absl::optional<absl::Duration> deadline;
};

}  // namespace plenary

#endif  // PLENARY_CLIENTS_CPP_PLENARY_OPTIONS_H_
