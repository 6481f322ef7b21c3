// The thread in the database: it has no rows of its own, and is read across those of other rooms,
// written once for every engine.
//
// Each statement finds its rows by an index, so that a trace costs what it shows, however much else
// there is. What is deleted is not found.
#ifndef PLENARY_SERVICES_THREAD_TABLE_H_
#define PLENARY_SERVICES_THREAD_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/common.pb.h"
#include "services/storage/store.h"
#include "services/thread/resource_rules.h"

namespace plenary::thread {

// For whom something is read.
struct Reader {
  bool sees_all = false;
  std::vector<std::string> negotiations;  // of whoever doesn't: on which they hold a role
  v1::Classification clearance = v1::OFFICIAL;
};

// The resource of that name, deleted or not, whoever reads it; nullopt where there is none.
absl::StatusOr<absl::optional<Resource>> FindResource(storage::Tx& tx, absl::string_view name);
// Those of these names that are there and not deleted, whoever reads them; in one round trip.
absl::StatusOr<std::vector<Resource>> FindResources(storage::Tx& tx,
                                                    const std::vector<std::string>& names);

// What names one of `names`, in one round trip: as what it came of (`onward`), or as what came of
// it. For each of them, and each type, at most `limit`. Of negotiations, and what comes from them,
// what the reader sees; of events, meetings and organizations whatever is there. One resource may
// come several times.
absl::StatusOr<std::vector<Resource>> FindNaming(storage::Tx& tx,
                                                 const std::vector<std::string>& names, bool onward,
                                                 const Reader& reader, int64_t limit);

// Whether one of the last 50 reports on each of these action items has evidence.
absl::StatusOr<std::vector<bool>> ShowEvidence(storage::Tx& tx,
                                               const std::vector<std::string>& items);

// --- For a counterpart's page. Each at most `limit`.

// The negotiations with a counterpart that the reader sees, the oldest first.
absl::StatusOr<std::vector<v1::Negotiation>> DossiersOf(storage::Tx& tx,
                                                        absl::string_view organization,
                                                        const Reader& reader, int64_t limit);
// The rounds of a negotiation that began before an instant, the latest first; and those that begin
// then or later, the next one first. Those whose time is unknown are in neither.
absl::StatusOr<std::vector<v1::Round>> RoundsHeld(storage::Tx& tx, absl::string_view negotiation,
                                                  absl::Time now, int64_t limit);
absl::StatusOr<std::vector<v1::Round>> RoundsToCome(storage::Tx& tx, absl::string_view negotiation,
                                                    absl::Time now, int64_t limit);
// The protocols of a negotiation, the latest first.
absl::StatusOr<std::vector<v1::Protocol>> LastProtocols(storage::Tx& tx,
                                                        absl::string_view negotiation,
                                                        int64_t limit);
// What a counterpart and we undertook that is open or in progress and that the reader sees, by due
// date: theirs alone, or all others.
absl::StatusOr<std::vector<v1::Commitment>> OpenCommitments(storage::Tx& tx,
                                                            absl::string_view organization,
                                                            bool theirs, const Reader& reader,
                                                            int64_t limit);
// The results that an organization is a party of, the latest first.
absl::StatusOr<std::vector<v1::Result>> LastResults(storage::Tx& tx, absl::string_view organization,
                                                    int64_t limit);
// The latest revisions of figures with a country, of all exporters together, the latest period
// first.
absl::StatusOr<std::vector<v1::Figure>> LastFigures(storage::Tx& tx, absl::string_view country,
                                                    int64_t limit);

}  // namespace plenary::thread

#endif  // PLENARY_SERVICES_THREAD_TABLE_H_
