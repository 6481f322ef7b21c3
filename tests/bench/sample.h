// What the databases of a benchmark hold: people of ordinary length of name, events open for
// registration with 64 delegations each, and registrations by number.
#ifndef PLENARY_TESTS_BENCH_SAMPLE_H_
#define PLENARY_TESTS_BENCH_SAMPLE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "grpcpp/channel.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "services/storage/store.h"

namespace plenary::bench {

inline constexpr int kDelegations = 64;
// Events in a database, so that everybody can be registered several times.
inline constexpr int kEvents = 4;

// A number that looks like chance and is always the same for the same `number` (SplitMix64).
uint64_t Scrambled(uint64_t number);

// Ids as the server makes them: 24 characters, those of larger numbers later.
std::string SampleId(int64_t number);
std::string PersonName(int64_t number);  // "people/…"
std::string EventName(int64_t number);   // "events/…"
std::string CategoryName(const std::string& event);
std::string DelegationName(const std::string& event, int64_t number);

// A person, whole, as a directory keeps one.
v1::Person SamplePerson(int64_t number);

// Registrations of `people`, in an order of chance: number 0 to people − 1 in the first event, then
// in the second, and so on. Throws std::runtime_error beyond the last event.
class Registrations {
 public:
  explicit Registrations(int64_t people);
  // One call: a person is nominated in one of the delegations; with a request_id of its own.
  v1::BatchChangeParticipantsRequest Number(int64_t number) const;

 private:
  std::vector<int64_t> order_;
};

// A request_id as clients make them: a UUID of chance.
std::string RequestId(int64_t number);

// Writes people 0 to `count` − 1, and one more for each delegation, into the directory of a new
// database, outside its change log.
void FillPeople(storage::Store& store, int64_t count);
// Makes the events with their delegations through a server over that database. A seat is taken on
// nomination, out of a large quota, so that every registration moves the ledger. Each delegation
// has a first participant.
void FillEvents(const std::shared_ptr<grpc::Channel>& channel, int64_t people);

// Adds participants 0 to `count` − 1 to the last event in the database file of a server that does
// not run: copies of one that was registered, with names, people and times of their own, written as
// the server writes them but without its syncs.
void FillParticipants(const std::string& path, int64_t count);
// The name of such a participant, and the event.
std::string FilledParticipant(int64_t number);
std::string FilledEvent();

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_SAMPLE_H_
