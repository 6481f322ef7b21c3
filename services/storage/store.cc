#include "services/storage/store.h"

#include <future>
#include <utility>

namespace plenary::storage {
namespace {

// Waits for the status that `start` hands to its Done.
template <class Start>
absl::Status Wait(const Start& start) {
  std::promise<absl::Status> answered;
  start([&answered](absl::Status status) { answered.set_value(std::move(status)); });
  return answered.get_future().get();
}

}  // namespace

Param TextOrNull(absl::string_view text) {
  if (text.empty()) return absl::monostate();
  return text;
}

absl::Status ReadAndWait(Store& store, Body body) {
  return Wait([&](Done done) { store.Read(std::move(body), std::move(done)); });
}

absl::Status WriteAndWait(Store& store, Keys keys, Body body) {
  return Wait([&](Done done) { store.Write(std::move(keys), std::move(body), std::move(done)); });
}

}  // namespace plenary::storage
