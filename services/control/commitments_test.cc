// Commitments over every engine: noted, heard of, superseded, made of protocols.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "services/control/commitment_table.h"
#include "services/control/protocol_commitments.h"
#include "tests/testing/control.h"

namespace plenary::control {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Commitment = v1::Commitment;
using Control = testing::ControlForum::Control;

class CommitmentsTest : public testing::ControlTest {
 protected:
  static std::string Named(const std::string& name, const std::string& rest = "") {
    return testing::Forum::Named(name, rest);
  }
  absl::StatusOr<Commitment> Update(const std::string& name, const std::string& fields) {
    return forum_.Do(&Control::UpdateCommitment,
                     absl::StrCat("commitment { name: '", name, "' ", fields, " }"));
  }
  // As the room of protocols tells when one is concluded.
  absl::Status Conclude(const std::string& protocol, const std::vector<std::string>& items) {
    std::vector<v1::ProtocolItem> parsed;
    parsed.reserve(items.size());
    for (const std::string& item : items) parsed.push_back(Parse<v1::ProtocolItem>(item));
    base::IdSequence ids(forum_.random().Bytes(32), forum_.clock().Now());
    const storage::Call call = {"users/anna", "plenary.v1.ProtocolService/SignProtocol", ""};
    return storage::WriteAndWait(
        forum_.store(), {"negotiations/kursk"}, [&](storage::Tx& tx) -> absl::Status {
          ids.Reset();
          storage::Change change(tx, call, ids);
          PLENARY_RETURN_IF_ERROR(
              follower_.Concluded(change, Parse<v1::Protocol>(protocol), parsed));
          return change.Flush();
        });
  }
  absl::optional<Commitment> Of(const std::string& item) {
    absl::optional<Commitment> found;
    const absl::Status read =
        storage::ReadAndWait(forum_.store(), [&](storage::Tx& tx) -> absl::Status {
          PLENARY_ASSIGN_OR_RETURN(found, FindCommitmentOf(tx, item));
          return absl::OkStatus();
        });
    EXPECT_THAT(read, IsOk());
    return found;
  }

  ProtocolCommitments follower_;
};
PLENARY_ON_EVERY_ENGINE(CommitmentsTest);

// --- Noted.

TEST_P(CommitmentsTest, ACommitmentSaysWhoseItIsWhereItComesFromAndUntilWhen) {
  const Commitment made =
      Value(forum_.AddCommitment("due { date: '2023-09-01' }", "commitment_id: 'centre'"));
  EXPECT_EQ(made.name(), "commitments/centre");
  EXPECT_EQ(made.state(), Commitment::OPEN);
  EXPECT_EQ(made.source_date(), "2023-03-01");
  EXPECT_EQ(made.due_date(), "2023-09-01");
  EXPECT_THAT(forum_.GetCommitment(made.name()), EqualsProto(made));
}

TEST_P(CommitmentsTest, WhatComesFromAPlanIsOfItsNegotiation) {
  const std::string negotiation = forum_.Negotiation("kursk");
  const std::string plan = forum_.Plan(absl::StrCat("negotiation: '", negotiation, "'"));
  const Commitment made =
      Value(forum_.AddCommitment(absl::StrCat("source { action_plan: '", plan, "' }")));
  EXPECT_EQ(made.negotiation(), negotiation);
  EXPECT_EQ(made.source_date(), "2023-04-17");
  EXPECT_THAT(forum_.AddCommitment("source { action_plan: 'actionPlans/none' }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(CommitmentsTest, NothingIsDueBeforeItWasAgreed) {
  EXPECT_THAT(forum_.AddCommitment("due { date: '2023-02-28' }"),
              RefusedFor(v1::ERROR_REASON_DUE_BEFORE_SOURCE));
  const std::string commitment = forum_.Commitment();
  EXPECT_THAT(Update(commitment, "due { date: '2023-02-28' }"),
              RefusedFor(v1::ERROR_REASON_DUE_BEFORE_SOURCE));
  EXPECT_EQ(Value(Update(commitment, "due { date: '2023-03-02' }")).due_date(), "2023-03-02");
}

TEST_P(CommitmentsTest, WhatAProtocolSaysIsNotNotedByHand) {
  // The fields for it are set by the server alone, so nothing is left of the source.
  EXPECT_THAT(BadFields(forum_.AddCommitment("source { protocol_item: "
                                             "'negotiations/kursk/protocols/minutes/items/one' }")),
              ElementsAre("commitment.source"));
}

TEST_P(CommitmentsTest, ACommitmentWithItemsIsNotDeleted) {
  const std::string commitment = forum_.Commitment();
  const std::string item = forum_.Item(absl::StrCat("commitment: '", commitment, "'"));
  EXPECT_THAT(forum_.Do(&Control::DeleteCommitment, Named(commitment)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  Value(forum_.Do(&Control::DeleteActionItem, Named(item)));
  EXPECT_EQ(forum_.GetCommitment(commitment).state(), Commitment::OPEN);
  Value(forum_.Do(&Control::DeleteCommitment, Named(commitment)));
  EXPECT_THAT(forum_.Commitments(), IsEmpty());
  Value(forum_.Do(&Control::UndeleteCommitment, Named(commitment)));
  EXPECT_THAT(forum_.Commitments(), ElementsAre(commitment));
}

TEST_P(CommitmentsTest, ASupersededOneIsNotSupersededAgain) {
  const std::string older = forum_.Commitment();
  const std::string supersedes = absl::StrCat("supersedes: '", older, "'");
  const std::string newer = forum_.Commitment(supersedes);
  EXPECT_EQ(forum_.GetCommitment(older).state(), Commitment::SUPERSEDED);
  EXPECT_EQ(forum_.GetCommitment(older).superseded_by(), newer);
  const auto again = forum_.AddCommitment(supersedes);
  EXPECT_THAT(again, RefusedFor(v1::ERROR_REASON_ALREADY_SUPERSEDED));
  EXPECT_EQ(base::MetadataOf(again.status()).at("supersededBy"), newer);
  EXPECT_THAT(forum_.AddItem(absl::StrCat("commitment: '", older, "'")),
              RefusedFor(v1::ERROR_REASON_ALREADY_SUPERSEDED));
  EXPECT_THAT(forum_.Do(&Control::DeleteCommitment, Named(newer)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
}

TEST_P(CommitmentsTest, TheItemsOfASupersededOneGoOn) {
  const std::string older = forum_.Commitment();
  const std::string item = forum_.Reported(absl::StrCat("commitment: '", older, "'"));
  forum_.Commitment(absl::StrCat("supersedes: '", older, "'"));
  Value(forum_.Remove(item));
  EXPECT_EQ(forum_.GetCommitment(older).state(), Commitment::SUPERSEDED);
}

// --- Heard of.

TEST_P(CommitmentsTest, WhatIsTheirsIsSilentUntilSomethingIsHeard) {
  const std::string theirs = forum_.Commitment("side: THEIRS");
  const std::string ours = forum_.Commitment();
  EXPECT_TRUE(forum_.GetCommitment(theirs).is_silent());  // agreed on 1 March, 47 days ago
  EXPECT_THAT(forum_.Commitments("filter: 'silent = true'"), ElementsAre(theirs));
  const Commitment heard = Value(forum_.Note(theirs, "2023-04-10"));
  EXPECT_EQ(heard.last_heard_date(), "2023-04-10");
  EXPECT_FALSE(heard.is_silent());
  EXPECT_THAT(forum_.Commitments("filter: 'silent = true'"), IsEmpty());
  Value(forum_.Settle("silent_after_days: 5"));
  EXPECT_TRUE(forum_.GetCommitment(theirs).is_silent());
  EXPECT_FALSE(forum_.GetCommitment(ours).is_silent());
}

TEST_P(CommitmentsTest, WhatIsTheirsIsSettledByWhatIsHeardOfIt) {
  const std::string theirs = forum_.Commitment("side: THEIRS");
  EXPECT_EQ(Value(forum_.Note(theirs, "2023-04-01", "outcome: FULFILLED")).state(),
            Commitment::FULFILLED);
  EXPECT_FALSE(forum_.GetCommitment(theirs).is_silent());
  forum_.clock().Advance(absl::Hours(1));
  EXPECT_EQ(Value(forum_.Note(theirs, "2023-04-17")).state(), Commitment::OPEN);
  const auto notes =
      Value(forum_.Ask(&Control::ListProgressNotes, absl::StrCat("parent: '", theirs, "'")));
  ASSERT_EQ(notes.progress_notes_size(), 2);
  EXPECT_EQ(notes.progress_notes(0).date(), "2023-04-17");
  EXPECT_EQ(notes.progress_notes(1).outcome(), Commitment::FULFILLED);
}

TEST_P(CommitmentsTest, WhatIsJointIsWatchedAndCarriedOut) {
  const std::string joint = forum_.Commitment("side: JOINT");
  const std::string item = forum_.Item(absl::StrCat("commitment: '", joint, "'"));
  EXPECT_EQ(Value(forum_.Note(joint, "2023-04-10")).state(), Commitment::IN_PROGRESS);
  EXPECT_THAT(BadFields(forum_.Note(joint, "2023-04-10", "outcome: FULFILLED")),
              ElementsAre("progress_note.outcome"));
  EXPECT_THAT(forum_.Note(forum_.Commitment(), "2023-04-10"),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(BadFields(forum_.Note(joint, "2023-04-18")), ElementsAre("progress_note.date"));
}

// --- Made of protocols.

constexpr char kMinutes[] = "name: 'negotiations/kursk/protocols/minutes' date: '2023-04-10'";
std::string ItemOfMinutes(const std::string& id, const std::string& rest) {
  return absl::StrCat("name: 'negotiations/kursk/protocols/minutes/items/", id,
                      "' texts { language: 'en' text: 'To send the list' revision: 1 } "
                      "texts { language: 'ru' text: 'Направить перечень' revision: 1 } ",
                      rest);
}

TEST_P(CommitmentsTest, EveryUndertakingOfAConcludedProtocolBecomesACommitment) {
  forum_.Negotiation("kursk");
  ASSERT_THAT(
      Conclude(kMinutes, {ItemOfMinutes("ours",
                                        "kind: COMMITMENT commitment { side: OURS due_date: "
                                        "'2023-06-30' }"),
                          ItemOfMinutes("theirs",
                                        "kind: COMMITMENT commitment { side: THEIRS "
                                        "is_continuous: true }"),
                          ItemOfMinutes("talk", "kind: INFORMATION")}),
      IsOk());
  const auto ours = Of("negotiations/kursk/protocols/minutes/items/ours");
  ASSERT_TRUE(ours.has_value());
  EXPECT_EQ(ours->side(), Commitment::OURS);
  EXPECT_EQ(ours->negotiation(), "negotiations/kursk");
  EXPECT_EQ(ours->counterpart(), "organizations/kursk-region");
  EXPECT_EQ(ours->source_date(), "2023-04-10");
  EXPECT_EQ(ours->due_date(), "2023-06-30");
  EXPECT_THAT(ours->texts(), SizeIs(2));
  const auto theirs = Of("negotiations/kursk/protocols/minutes/items/theirs");
  ASSERT_TRUE(theirs.has_value());
  EXPECT_TRUE(theirs->due().has_continuous());
  EXPECT_THAT(forum_.Commitments(), SizeIs(2));
  EXPECT_THAT(Update(ours->name(), "texts { language: 'en' text: 'Nothing' }"),
              RefusedFor(v1::ERROR_REASON_PROTOCOL_SIGNED));
  EXPECT_THAT(forum_.Do(&Control::DeleteCommitment, Named(ours->name())),
              RefusedFor(v1::ERROR_REASON_PROTOCOL_SIGNED));
  // Told twice, it makes nothing twice.
  ASSERT_THAT(Conclude(kMinutes, {ItemOfMinutes("ours",
                                                "kind: COMMITMENT commitment { side: OURS "
                                                "due_date: '2023-06-30' }")}),
              IsOk());
  EXPECT_THAT(forum_.Commitments(), SizeIs(2));
}

TEST_P(CommitmentsTest, AnAmendedItemMakesACommitmentInThePlaceOfTheFormer) {
  forum_.Negotiation("kursk");
  const std::string undertaking = "kind: COMMITMENT commitment { side: OURS } ";
  ASSERT_THAT(Conclude(kMinutes, {ItemOfMinutes("one", undertaking)}), IsOk());
  const std::string older = Of("negotiations/kursk/protocols/minutes/items/one")->name();
  ASSERT_THAT(
      Conclude("name: 'negotiations/kursk/protocols/second' date: '2023-04-17'",
               {absl::StrCat("name: 'negotiations/kursk/protocols/second/items/one' amends_item: "
                             "'negotiations/kursk/protocols/minutes/items/one' "
                             "texts { language: 'en' text: 'To send it sooner' } ",
                             undertaking)}),
      IsOk());
  const auto newer = Of("negotiations/kursk/protocols/second/items/one");
  ASSERT_TRUE(newer.has_value());
  EXPECT_EQ(newer->supersedes(), older);
  EXPECT_EQ(forum_.GetCommitment(older).state(), Commitment::SUPERSEDED);
  EXPECT_EQ(forum_.GetCommitment(older).superseded_by(), newer->name());
}

}  // namespace
}  // namespace plenary::control
