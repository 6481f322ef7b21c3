// Refusals without what their reader may not see.
#ifndef PLENARY_SERVICES_SERVER_VEIL_H_
#define PLENARY_SERVICES_SERVER_VEIL_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "google/rpc/status.pb.h"
#include "services/base/access.h"
#include "services/server/sight.h"
#include "services/storage/store.h"

namespace plenary::server {

// The resource names in a text for people, in order. They are parts of `text`.
std::vector<absl::string_view> NamesIn(absl::string_view text);

// Makes of each refusal what the caller may be told: where it names something that the caller does
// not see, code and reason stay, the words are general ones, and of the metadata stay what is seen
// and where in the request it happened.
absl::Status VeilEach(storage::Tx& tx, const Sight& sight,
                      const std::vector<google::rpc::Status*>& refusals);

// NOT_FOUND: RESOURCE_NOT_FOUND, where an answer holds a position that `access` is not cleared for.
absl::Status CheckCleared(const base::Access& access, const google::protobuf::Message& answer);

// Every refusal in an answer, of rows for example.
std::vector<google::rpc::Status*> RefusalsIn(google::protobuf::Message& answer);

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_VEIL_H_
