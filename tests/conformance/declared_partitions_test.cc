// Which partitions a change declares before it begins: where they are told rightly, its body runs
// once.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/action_plans.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/indicators.pb.h"
#include "plenary/v1/negotiations.pb.h"
#include "plenary/v1/trips.pb.h"
#include "services/storage/handle.h"
#include "tests/testing/protos.h"

namespace plenary::storage {
namespace {

using ::plenary::testing::Parse;
using ::testing::ElementsAre;

struct Case {
  std::string label;
  Keys declared;
  Keys wanted;
};

template <class Request>
Keys Declared(const std::string& request) {
  return KeysOf(Parse<Request>(request));
}

TEST(DeclaredPartitions, AreThoseOfParentNameIdOrKindOfWhatIsWritten) {
  const std::vector<Case> cases = {
      {"parent",
       Declared<v1::CreateParticipantRequest>("parent: 'events/tibo' participant {}"),
       {"events/tibo"}},
      {"name", Declared<v1::DeleteTripRequest>("name: 'trips/kursk'"), {"control"}},
      {"resource",
       Declared<v1::UpdateEventRequest>("event { name: 'events/tibo' }"),
       {"events/tibo"}},
      {"new event", Declared<v1::CreateEventRequest>("event_id: 'tibo' event {}"), {"events/tibo"}},
      {"new dossier",
       Declared<v1::CreateNegotiationRequest>("negotiation_id: 'kursk' negotiation {}"),
       {"negotiations/kursk"}},
      {"new trip", Declared<v1::CreateTripRequest>("trip {}"), {"control"}},
      {"new commitment", Declared<v1::CreateCommitmentRequest>("commitment {}"), {"control"}},
      {"new item", Declared<v1::CreateActionItemRequest>("action_item {}"), {"control"}},
      {"new result", Declared<v1::CreateResultRequest>("result {}"), {"control"}},
      {"new indicator", Declared<v1::CreateIndicatorRequest>("indicator {}"), {"figures"}},
      {"new user", Declared<v1::CreateUserRequest>("user {}"), {"access"}},
      {"new body", Declared<v1::CreateBodyRequest>("body {}"), {"directory"}},
      {"new person", Declared<v1::CreatePersonRequest>("person {}"), {"directory"}},
  };
  for (const Case& each : cases) EXPECT_EQ(each.declared, each.wanted) << each.label;
}

TEST(DeclaredPartitions, HaveTheDirectoryWhereNewPeopleAreBrought) {
  EXPECT_THAT(Declared<v1::RegisterDelegationRequest>(
                  "parent: 'events/tibo' delegation {} participants { new_person {} }"),
              ElementsAre("events/tibo", "directory"));
}

// Where the server chooses the id, the partition is not known before the body says it.
TEST(DeclaredPartitions, AreNotGuessedWhereTheIdIsToBeChosen) {
  EXPECT_THAT(Declared<v1::CreateEventRequest>("event {}"), ElementsAre("directory"));
  EXPECT_THAT(Declared<v1::CreateNegotiationRequest>("negotiation {}"), ElementsAre("directory"));
}

}  // namespace
}  // namespace plenary::storage
