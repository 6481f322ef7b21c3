#include "services/schedule/alternatives.h"

namespace plenary::schedule {

absl::StatusOr<absl::Status> WithAlternatives(storage::Tx&, absl::Status refusal,
                                              const v1::Activity&, const Facts&, absl::Time) {
  return refusal;
}

}  // namespace plenary::schedule
