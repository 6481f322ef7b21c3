// What goes of a signatory who is erased, and what stays.
#include "services/protocols/personal_traces.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/delegations/personal_participations.h"
#include "services/personal_data/service.h"
#include "services/storage/change_log.h"
#include "tests/testing/protocols.h"

namespace plenary::protocols {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::ProtocolForum;
using ::plenary::testing::Value;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Personal = personal_data::PersonalDataService;

class ProtocolTracesTest : public testing::ProtocolTest {
 protected:
  void Erase(const std::string& person) {
    const storage::Call call = {"users/officer", "ErasePerson", ""};
    Value(storage::ChangeAndWait(forum_.store(), forum_.random(), call, personal_,
                                 &Personal::ErasePerson,
                                 testing::Parse<v1::ErasePersonRequest>(
                                     absl::StrCat("name: '", person, "' reason: 'asked for it'"))));
  }
  // Whether the change log of the negotiation still holds `text`.
  bool LogHolds(const std::string& text) {
    bool holds = false;
    EXPECT_THAT(
        storage::ReadAndWait(forum_.store(),
                             [&](storage::Tx& tx) -> absl::Status {
                               PLENARY_ASSIGN_OR_RETURN(
                                   const auto entries,
                                   storage::ReadChanges(tx, ProtocolForum::kNegotiation, 0, 1000));
                               for (const auto& entry : entries) {
                                 holds = holds || absl::StrContains(entry.payload, text);
                               }
                               return absl::OkStatus();
                             }),
        IsOk());
    return holds;
  }
  absl::StatusOr<v1::Protocol> Offices(const std::string& protocol) {
    return forum_.Update(
        protocol,
        absl::StrCat("signatories { side: 'organizations/ministry' person: '", anna(),
                     "' powers: OFFICE offices { language: 'en' text: 'Minister of Stars' } } ",
                     "signatories { side: 'organizations/kursk-region' person: '", boris(),
                     "' powers: FULL_POWERS offices { language: 'en' text: 'Envoy' } ",
                     "powers_document { registration_number: '7' signatory: 'A Governor' } }"));
  }

  delegations::PersonalParticipations participations_;
  PersonalTraces traces_{participations_};
  const Personal personal_{forum_.sealer(), testing::TestVault(), traces_};
};
PLENARY_ON_EVERY_ENGINE(ProtocolTracesTest);

TEST_P(ProtocolTracesTest, ThatAnErasedPersonSignedStaysAndInWhichOfficeDoesNot) {
  const std::string agreement = forum_.Initialled("AGREEMENT");
  Value(Offices(agreement));
  Value(forum_.Sign(agreement, anna()));
  Value(forum_.Sign(agreement, boris()));
  Erase(anna());
  const v1::Protocol left = forum_.Get(agreement);
  EXPECT_EQ(left.state(), v1::Protocol::SIGNED);
  EXPECT_EQ(left.signatories(0).person(), anna());
  EXPECT_TRUE(left.signatories(0).has_signature());
  EXPECT_THAT(left.signatories(0).offices(), IsEmpty());
  EXPECT_THAT(left.signatories(1).offices(), SizeIs(1));
  EXPECT_FALSE(LogHolds("Minister of Stars"));
}

TEST_P(ProtocolTracesTest, WhoGaveAnErasedPersonFullPowersIsForgottenAndTheirNumberIsNot) {
  const std::string agreement = forum_.Agreed("AGREEMENT");
  Value(Offices(agreement));
  Erase(boris());
  const v1::Protocol left = forum_.Get(agreement);
  const v1::DocumentReference& powers = left.signatories(1).powers_document();
  EXPECT_EQ(powers.signatory(), "");
  EXPECT_EQ(powers.registration_number(), "7");
  EXPECT_FALSE(LogHolds("A Governor"));
}

}  // namespace
}  // namespace plenary::protocols
