// Protocols over every engine: made, changed, agreed, initialled, signed, amended, ended.
#include "tests/testing/protocols.h"

#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/protocols/rules.h"
#include "tests/testing/race.h"

namespace plenary::protocols {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::Forum;
using ::plenary::testing::IsOk;
using ::plenary::testing::NegotiationForum;
using ::plenary::testing::Parse;
using ::plenary::testing::ProtocolForum;
using ::plenary::testing::Race;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using Protocol = v1::Protocol;
using Service = ProtocolForum::Protocols;

// The newer revision that comes with a refusal; an empty one where none does.
template <class Resource>
Resource NewerIn(const absl::Status& status) {
  Resource resource;
  const google::rpc::Status refusal = base::ToRpcStatus(status);
  for (const auto& detail : refusal.details()) {
    if (detail.UnpackTo(&resource)) return resource;
  }
  return {};
}

class ProtocolsTest : public testing::ProtocolTest {
 protected:
  absl::StatusOr<Protocol> BringIntoForce(const std::string& name, const std::string& date) {
    return forum_.Do(&Service::BringProtocolIntoForce,
                     Forum::Named(name, absl::StrCat("date: '", date, "'")));
  }
  absl::StatusOr<Protocol> Terminate(const std::string& name, const std::string& date) {
    return forum_.Do(&Service::TerminateProtocol,
                     Forum::Named(name, absl::StrCat("date: '", date, "' reason: 'replaced'")));
  }
  absl::StatusOr<Protocol> Delete(const std::string& name) {
    return forum_.Do(&Service::DeleteProtocol, Forum::Named(name));
  }
  std::string Due(const std::string& date) {
    return absl::StrCat("kind: COMMITMENT commitment { side: OURS due_date: '", date, "' }");
  }
};
PLENARY_ON_EVERY_ENGINE(ProtocolsTest);

// --- Made and changed.

TEST_P(ProtocolsTest, AProtocolBeginsAsADraft) {
  const Protocol made = Value(forum_.Add("MINUTES",
                                         "place: 'Kursk' date: '2023-04-15' state: SIGNED "
                                         "prevailing_language: 'ru'"));
  EXPECT_EQ(made.state(), Protocol::DRAFT);
  EXPECT_EQ(made.place(), "Kursk");
  EXPECT_THAT(made.signatories(), SizeIs(2));
  EXPECT_FALSE(made.etag().empty());
  EXPECT_THAT(forum_.Get(made.name()), EqualsProto(made));
}

TEST_P(ProtocolsTest, WhatAProtocolNamesExistsAndLiesInItsNegotiation) {
  forum_.Negotiation("omsk");
  const std::string elsewhere = forum_.Meet("negotiations/omsk");
  EXPECT_THAT(BadFields(forum_.Add("MINUTES", absl::StrCat("round: '", elsewhere, "'"))),
              ElementsAre("protocol.round"));
  EXPECT_THAT(forum_.Add("MINUTES", "round: 'negotiations/kursk/rounds/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(forum_.Add("AGREEMENT",
                         "signatories { side: 'organizations/none' person: "
                         "'people/none' }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(forum_.Add("AGREEMENT", "amends: 'negotiations/kursk/protocols/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(forum_.Add("AGREEMENT", "", "negotiations/none"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(ProtocolsTest, AProtocolIsNotDatedBeforeItsRound) {
  EXPECT_THAT(BadFields(forum_.Add("MINUTES", "date: '2023-04-14'")), ElementsAre("protocol.date"));
  const std::string minutes = forum_.Drafted("MINUTES");
  EXPECT_THAT(BadFields(forum_.Update(minutes, "date: '2023-04-14'")),
              ElementsAre("protocol.date"));
  EXPECT_EQ(Value(forum_.Update(minutes, "date: '2023-04-15'")).date(), "2023-04-15");
}

TEST_P(ProtocolsTest, ASaveOnAnOldRevisionReturnsTheNewerOne) {
  const Protocol made = Value(forum_.Add("AGREEMENT"));
  const Protocol newer = Value(forum_.Update(made.name(), "place: 'Minsk'"));
  const absl::Status refused =
      forum_.Update(made.name(), absl::StrCat("place: 'Kursk' etag: '", made.etag(), "'")).status();
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(NewerIn<Protocol>(refused), EqualsProto(newer));
}

TEST_P(ProtocolsTest, ItsTypeAndWhatItAmendsStay) {
  const std::string agreement = forum_.Drafted("AGREEMENT");
  EXPECT_THAT(forum_.Update(agreement, "type: MEMORANDUM"),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK));
  EXPECT_THAT(forum_.Update(agreement, "amends: 'negotiations/kursk/protocols/a'"),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK));
}

TEST_P(ProtocolsTest, ADeletedDraftIsFoundByNameAloneUntilItIsUndeleted) {
  const std::string draft = forum_.Drafted("AGREEMENT");
  ASSERT_THAT(Delete(draft), IsOk());
  EXPECT_THAT(forum_.List(), IsEmpty());
  EXPECT_THAT(forum_.List("show_deleted: true"), ElementsAre(draft));
  EXPECT_TRUE(forum_.Get(draft).has_delete_time());
  EXPECT_THAT(forum_.Update(draft, "place: 'Minsk'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(forum_.AddItem(draft), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  ASSERT_THAT(forum_.Do(&Service::UndeleteProtocol, Forum::Named(draft)), IsOk());
  EXPECT_THAT(forum_.Do(&Service::UndeleteProtocol, Forum::Named(draft)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
  EXPECT_THAT(forum_.List(), ElementsAre(draft));
}

TEST_P(ProtocolsTest, InAClosedNegotiationOnlyWhatWasSignedGoesOn) {
  const std::string agreement = forum_.Signed("AGREEMENT");
  const std::string draft = forum_.Drafted("AGREEMENT");
  Value(forum_.Do(&NegotiationForum::Negotiations::CloseNegotiation,
                  Forum::Named(ProtocolForum::kNegotiation, "reason: 'done'")));
  EXPECT_THAT(forum_.Add("AGREEMENT"), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.AddItem(draft), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.Agree(draft), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(BringIntoForce(agreement, "2023-05-01"), IsOk());
  EXPECT_THAT(Terminate(agreement, "2023-06-01"), IsOk());
}

TEST_P(ProtocolsTest, ListsAreFilteredByWhatOneLooksFor) {
  const std::string record =
      Value(forum_.Add("RECORD_OF_CONVERSATION", "date: '2023-03-01'")).name();
  forum_.clock().Advance(absl::Minutes(1));
  const std::string minutes = forum_.Signed("MINUTES", "date: '2023-04-16'");
  forum_.clock().Advance(absl::Minutes(1));
  const std::string agreement = Value(forum_.Add("AGREEMENT", "date: '2023-04-01'")).name();
  forum_.Item(record);
  Value(forum_.ApproveRecord(record));
  EXPECT_THAT(forum_.List(), ElementsAre(record, agreement, minutes));
  EXPECT_THAT(forum_.List("order_by: 'date desc'"), ElementsAre(minutes, agreement, record));
  EXPECT_THAT(forum_.List("order_by: 'create_time'"), ElementsAre(record, minutes, agreement));
  EXPECT_THAT(forum_.List("filter: 'type = MINUTES'"), ElementsAre(minutes));
  EXPECT_THAT(forum_.List("filter: 'state = DRAFT'"), ElementsAre(agreement));
  EXPECT_THAT(forum_.List("filter: 'date >= \"2023-04-01\"'"), ElementsAre(agreement, minutes));
  EXPECT_THAT(forum_.List(absl::StrCat("filter: 'round = \"", forum_.round(), "\"'")),
              ElementsAre(minutes));
  EXPECT_THAT(forum_.List(absl::StrCat("filter: 'signatory = \"", boris(), "\"'")),
              ElementsAre(agreement, minutes));
  EXPECT_THAT(forum_.List(absl::StrCat("filter: 'approver = \"", forum_.clara(), "\"'")),
              ElementsAre(record));
  EXPECT_THAT(forum_.Ask(&Service::ListProtocols,
                         "parent: 'negotiations/kursk' filter: 'place = \"Kursk\"'"),
              RefusedFor(v1::ERROR_REASON_INVALID_FILTER));
  EXPECT_THAT(forum_.Ask(&Service::ListProtocols, "parent: 'negotiations/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(ProtocolsTest, SeveralAreReadAtOneInstantOrNone) {
  const std::string first = forum_.Drafted("AGREEMENT");
  const std::string second = forum_.Drafted("MEMORANDUM");
  const auto both =
      Value(forum_.Ask(&Service::BatchGetProtocols,
                       absl::StrCat("parent: 'negotiations/kursk' names: '", second, "' names: '",
                                    first, "' read_mask { paths: 'name' }")));
  ASSERT_THAT(both.protocols(), SizeIs(2));
  EXPECT_EQ(both.protocols(0).name(), second);
  EXPECT_FALSE(both.protocols(0).has_create_time());
  EXPECT_THAT(forum_.Ask(&Service::BatchGetProtocols,
                         absl::StrCat("parent: 'negotiations/kursk' names: '", first,
                                      "' names: 'negotiations/kursk/protocols/none'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(
      BadFields(forum_.Ask(&Service::BatchGetProtocols,
                           "parent: 'negotiations/kursk' names: 'negotiations/omsk/protocols/a'")),
      ElementsAre("names[0]"));
}

// --- Agreed, signed, ended.

TEST_P(ProtocolsTest, MinutesAreAgreedAndSignedByEverySignatory) {
  const std::string minutes = forum_.Drafted("MINUTES");
  EXPECT_THAT(forum_.Sign(minutes, anna()), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_EQ(Value(forum_.Agree(minutes)).state(), Protocol::AGREED);
  EXPECT_THAT(forum_.Initial(minutes), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  const Protocol half = Value(forum_.Sign(minutes, boris()));
  EXPECT_EQ(half.state(), Protocol::AGREED);
  EXPECT_EQ(half.signatories(1).signature().place(), "Kursk");
  EXPECT_EQ(half.signatories(1).signature().date(), ProtocolForum::kDay);
  EXPECT_TRUE(half.signatories(1).signature().has_record_time());
  const Protocol whole = Value(forum_.Sign(minutes, anna(), "2023-04-16"));
  EXPECT_EQ(whole.state(), Protocol::SIGNED);
  EXPECT_EQ(whole.date(), "2023-04-16");
  EXPECT_THAT(BringIntoForce(minutes, "2023-05-01"), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

TEST_P(ProtocolsTest, AnAgreementIsInitialledSignedInForceAndEnds) {
  for (const char* type : {"MEMORANDUM", "AGREEMENT"}) {
    const std::string treaty = forum_.Agreed(type);
    EXPECT_THAT(forum_.Sign(treaty, anna()), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
    const Protocol initialled = Value(forum_.Initial(treaty));
    EXPECT_EQ(initialled.state(), Protocol::INITIALLED);
    EXPECT_THAT(initialled.initials(), SizeIs(2));
    Value(forum_.Sign(treaty, anna(), "2023-04-16"));
    EXPECT_THAT(BringIntoForce(treaty, "2023-05-01"),
                RefusedFor(v1::ERROR_REASON_SIGNATURES_MISSING));
    EXPECT_EQ(Value(forum_.Sign(treaty, boris(), "2023-04-17")).state(), Protocol::SIGNED);
    EXPECT_THAT(BadFields(BringIntoForce(treaty, "2023-04-16")), ElementsAre("date"));
    EXPECT_THAT(Terminate(treaty, "2023-05-01"), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
    EXPECT_EQ(Value(BringIntoForce(treaty, "2023-05-01")).in_force_date(), "2023-05-01");
    EXPECT_THAT(BadFields(Terminate(treaty, "2023-04-30")), ElementsAre("date"));
    const Protocol ended = Value(Terminate(treaty, "2024-05-01"));
    EXPECT_EQ(ended.state(), Protocol::TERMINATED);
    EXPECT_EQ(ended.termination_date(), "2024-05-01");
    EXPECT_EQ(ended.reason(), "replaced");
  }
}

TEST_P(ProtocolsTest, ARecordIsApprovedInsideAndSignedByNobody) {
  const std::string record =
      Value(forum_.Add("RECORD_OF_CONVERSATION", absl::StrCat("round: '", forum_.round(), "'")))
          .name();
  EXPECT_THAT(forum_.ApproveRecord(record), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  forum_.Item(record);
  EXPECT_THAT(forum_.Agree(record), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(BadFields(forum_.ApproveRecord(record, "2023-04-14")), ElementsAre("date"));
  const Protocol approved = Value(forum_.ApproveRecord(record, "2023-04-17"));
  EXPECT_EQ(approved.state(), Protocol::APPROVED);
  EXPECT_EQ(approved.date(), "2023-04-17");
  EXPECT_EQ(approved.approval().person(), forum_.clara());
  EXPECT_TRUE(approved.approval().has_record_time());
  EXPECT_THAT(forum_.Sign(record, anna()), RefusedFor(v1::ERROR_REASON_PROTOCOL_SIGNED));
}

TEST_P(ProtocolsTest, WhatIsAgreedHasItemsInEveryLanguageAndTwoSides) {
  const std::string empty = Value(forum_.Add("MINUTES")).name();
  EXPECT_THAT(forum_.Agree(empty), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  const std::string minutes = forum_.Drafted("MINUTES", "languages: 'zh'");
  const absl::Status refused = forum_.Agree(minutes).status();
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_LANGUAGES_OUT_OF_STEP));
  EXPECT_EQ(base::MetadataOf(refused)["languages"], "zh");
  const std::string lonely = forum_.Drafted("AGREEMENT");
  Value(forum_.Update(lonely, absl::StrCat("signatories { side: 'organizations/ministry' person: '",
                                           anna(), "' }")));
  EXPECT_THAT(forum_.Agree(lonely), RefusedFor(v1::ERROR_REASON_SIGNATURES_MISSING));
}

TEST_P(ProtocolsTest, TwoLanguagesOutOfStepAreNotAgreedUntilTheyAreConfirmed) {
  const std::string minutes = Value(forum_.Add("MINUTES")).name();
  const std::string item = forum_.Item(minutes);
  const v1::ProtocolItem edited =
      Value(forum_.UpdateItem(item,
                              "texts { language: 'ru' text: 'two' } "
                              "texts { language: 'be' text: 'adzin' }"));
  EXPECT_THAT(edited.out_of_step_languages(), ElementsAre("be"));
  const absl::Status refused = forum_.Agree(minutes).status();
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_LANGUAGES_OUT_OF_STEP));
  EXPECT_EQ(base::MetadataOf(refused)["item"], item);
  EXPECT_EQ(base::MetadataOf(refused)["languages"], "be");
  Value(forum_.Do(&Service::ConfirmProtocolItem, Forum::Named(item, "languages: 'be'")));
  EXPECT_THAT(forum_.Agree(minutes), IsOk());
}

TEST_P(ProtocolsTest, ACoChairWhoWasNotThereDoesNotSignWhateverTheirPowers) {
  const std::string minutes = forum_.Drafted("MINUTES");
  for (const char* powers :
       {"powers: CO_CHAIR", "powers: FULL_POWERS powers_document { registration_number: '7' }"}) {
    if (forum_.Get(minutes).state() == Protocol::AGREED) Value(forum_.ReturnToDraft(minutes));
    Value(forum_.Update(
        minutes,
        absl::StrCat("signatories { side: 'organizations/ministry' person: '", forum_.clara(), "' ",
                     powers, " } signatories { side: 'organizations/kursk-region' person: '",
                     boris(), "' powers: CO_CHAIR }")));
    Value(forum_.Agree(minutes));
    const absl::Status refused = forum_.Sign(minutes, forum_.clara()).status();
    EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_SIGNATORY_NOT_PRESENT)) << powers;
    EXPECT_EQ(base::MetadataOf(refused)["person"], forum_.clara());
    EXPECT_EQ(base::MetadataOf(refused)["protocol"], minutes);
  }
}

TEST_P(ProtocolsTest, WhoIsNoSignatoryDoesNotSign) {
  EXPECT_THAT(forum_.Sign(forum_.Agreed("MINUTES"), forum_.clara()),
              RefusedFor(v1::ERROR_REASON_SIGNATORY_NOT_PRESENT));
  EXPECT_THAT(forum_.Sign(forum_.Initialled("AGREEMENT"), forum_.clara()),
              RefusedFor(v1::ERROR_REASON_SIGNATORY_NOT_PRESENT));
}

TEST_P(ProtocolsTest, MinutesOfABodyAreSignedByItsCoChairsOfTheDay) {
  forum_.Organization("omsk");
  Value(forum_.AddBody(
      "group", absl::StrCat("sides { organization: 'organizations/omsk' co_chairs { person: '",
                            anna(), "' to_date: '2023-04-15' } co_chairs { person: '", boris(),
                            "' from_date: '2023-04-16' } }")));
  Value(forum_.AddNegotiation("omsk", "body: 'bodies/group'"));
  const std::string round = forum_.Meet("negotiations/omsk");
  const Protocol made =
      Value(forum_.Add("MINUTES", absl::StrCat("round: '", round, "'"), "negotiations/omsk"));
  forum_.Item(made.name());
  Value(forum_.Agree(made.name()));
  EXPECT_THAT(forum_.Sign(made.name(), anna(), "2023-04-16"),
              RefusedFor(v1::ERROR_REASON_POWERS_MISSING));
  EXPECT_THAT(forum_.Sign(made.name(), boris(), "2023-04-15"),
              RefusedFor(v1::ERROR_REASON_POWERS_MISSING));
  EXPECT_THAT(forum_.Sign(made.name(), anna(), "2023-04-15"), IsOk());
  EXPECT_EQ(Value(forum_.Sign(made.name(), boris(), "2023-04-16")).state(), Protocol::SIGNED);
}

TEST_P(ProtocolsTest, AnAgreementIsNotSignedWithoutPowers) {
  const std::string agreement = forum_.Drafted("AGREEMENT");
  const auto signatories = [&](const std::string& powers) {
    return absl::StrCat("signatories { side: 'organizations/ministry' person: '", anna(), "' ",
                        powers, " } signatories { side: 'organizations/kursk-region' person: '",
                        boris(), "' powers: CO_CHAIR }");
  };
  Value(forum_.Update(agreement, signatories("powers: FULL_POWERS")));
  Value(forum_.Agree(agreement));
  Value(forum_.Initial(agreement));
  EXPECT_THAT(forum_.Sign(agreement, anna()), RefusedFor(v1::ERROR_REASON_POWERS_MISSING));
  EXPECT_THAT(forum_.Sign(agreement, boris()), RefusedFor(v1::ERROR_REASON_POWERS_MISSING));
  Value(forum_.Update(
      agreement, signatories("powers: FULL_POWERS powers_document { registration_number: '7' }")));
  EXPECT_EQ(Value(forum_.Sign(agreement, anna())).state(), Protocol::INITIALLED);
}

TEST_P(ProtocolsTest, NobodySignsBeforeTheRoundOrOnADayToCome) {
  const std::string minutes = forum_.Agreed("MINUTES");
  for (const char* day : {"2023-04-14", "2023-04-19", "yesterday"}) {
    EXPECT_THAT(BadFields(forum_.Sign(minutes, anna(), day)), ElementsAre("date")) << day;
  }
  const std::string agreement = forum_.Agreed("AGREEMENT");
  EXPECT_THAT(
      BadFields(forum_.Initial(agreement, absl::StrCat("initials { side: 'organizations/ministry' ",
                                                       "person: '", anna(), "' date: 'May' }"))),
      ElementsAre("initials[0].date"));
}

TEST_P(ProtocolsTest, APersonSignsOnce) {
  const std::string minutes = forum_.Agreed("MINUTES");
  Value(forum_.Sign(minutes, anna()));
  EXPECT_THAT(forum_.Sign(minutes, anna()), RefusedFor(v1::ERROR_REASON_PROTOCOL_SIGNED));
  Value(forum_.Sign(minutes, boris()));
  EXPECT_THAT(forum_.Sign(minutes, boris()), RefusedFor(v1::ERROR_REASON_PROTOCOL_SIGNED));
}

TEST_P(ProtocolsTest, WhoWasMergedIntoAnotherSignsUnderEitherName) {
  const std::string minutes = forum_.Agreed("MINUTES");
  const std::string again = forum_.Person("Anna again");
  Value(forum_.Do(&Forum::Directory::MergePeople,
                  absl::StrCat("name: '", again, "' duplicate: '", anna(), "'")));
  EXPECT_THAT(forum_.Sign(minutes, again), IsOk());
  EXPECT_THAT(forum_.Sign(minutes, anna()), RefusedFor(v1::ERROR_REASON_PROTOCOL_SIGNED));
}

TEST_P(ProtocolsTest, EverySideThatIsToSignInitialsFirst) {
  const std::string agreement = forum_.Agreed("AGREEMENT");
  const std::string ours = absl::StrCat("initials { side: 'organizations/ministry' person: '",
                                        anna(), "' date: '2023-04-15' }");
  EXPECT_THAT(forum_.Initial(agreement, ours), RefusedFor(v1::ERROR_REASON_SIGNATURES_MISSING));
  Value(forum_.Initial(agreement));
  forum_.Organization("third");
  EXPECT_THAT(
      forum_.Update(agreement, absl::StrCat(forum_.Signatories("AGREEMENT"),
                                            "signatories { side: 'organizations/third' person: '",
                                            forum_.clara(), "' }")),
      RefusedFor(v1::ERROR_REASON_SIGNATURES_MISSING));
}

TEST_P(ProtocolsTest, WhatIsReturnedIsWrittenAnewAndItsInitialsAreVoid) {
  const std::string agreement = forum_.Initialled("AGREEMENT");
  EXPECT_THAT(forum_.AddItem(agreement), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  const Protocol draft = Value(forum_.ReturnToDraft(agreement));
  EXPECT_EQ(draft.state(), Protocol::DRAFT);
  EXPECT_EQ(draft.reason(), "a word is missing");
  EXPECT_THAT(draft.initials(), IsEmpty());
  EXPECT_THAT(forum_.AddItem(agreement), IsOk());
  Value(forum_.Agree(agreement));
  Value(forum_.Initial(agreement));
  Value(forum_.Sign(agreement, anna()));
  EXPECT_THAT(forum_.ReturnToDraft(agreement), RefusedFor(v1::ERROR_REASON_PROTOCOL_SIGNED));
}

TEST_P(ProtocolsTest, ASignedProtocolAndItsItemsDoNotChange) {
  const std::string minutes = forum_.Agreed("MINUTES");
  const std::string item = forum_.Items(minutes).front().name();
  Value(forum_.Sign(minutes, anna()));
  for (const bool is_signed_by_all : {false, true}) {
    if (is_signed_by_all) Value(forum_.Sign(minutes, boris()));
    const std::vector<std::pair<std::string, absl::Status>> refused = {
        {"update", forum_.Update(minutes, "place: 'Minsk'").status()},
        {"update all", forum_.Update(minutes, "titles { language: 'en' text: 'Other' }").status()},
        {"delete", Delete(minutes).status()},
        {"return", forum_.ReturnToDraft(minutes).status()},
        {"new item", forum_.AddItem(minutes).status()},
        {"item", forum_.UpdateItem(item, "place: 1").status()},
        {"confirmed item", forum_.Do(&Service::ConfirmProtocolItem, Forum::Named(item)).status()},
        {"deleted item", forum_.Do(&Service::DeleteProtocolItem, Forum::Named(item)).status()},
        {"undeleted item", forum_.Do(&Service::UndeleteProtocolItem, Forum::Named(item)).status()},
    };
    for (const auto& [label, status] : refused) {
      EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_PROTOCOL_SIGNED)) << label;
    }
    const Protocol filed =
        Value(forum_.Update(minutes, absl::StrCat("document { registration_number: '12/",
                                                  is_signed_by_all ? 2 : 1, "' }")));
    EXPECT_TRUE(filed.signatories(0).has_signature());
  }
}

TEST_P(ProtocolsTest, NothingIsDueBeforeTheProtocol) {
  const std::string minutes = forum_.Drafted("MINUTES");
  EXPECT_THAT(forum_.AddItem(minutes, Due("2023-04-14")),
              RefusedFor(v1::ERROR_REASON_DUE_BEFORE_SOURCE));
  const std::string item = forum_.Item(minutes, Due("2023-04-15"));
  EXPECT_THAT(forum_.UpdateItem(item, "commitment { side: OURS due_date: '2023-04-01' }"),
              RefusedFor(v1::ERROR_REASON_DUE_BEFORE_SOURCE));
  EXPECT_THAT(forum_.Update(minutes, "date: '2023-04-16'"),
              RefusedFor(v1::ERROR_REASON_DUE_BEFORE_SOURCE));
  // It has no date yet: that of its last signature becomes it.
  Value(forum_.Agree(minutes));
  Value(forum_.Sign(minutes, anna(), "2023-04-15"));
  EXPECT_THAT(forum_.Sign(minutes, boris(), "2023-04-16"),
              RefusedFor(v1::ERROR_REASON_DUE_BEFORE_SOURCE));
  EXPECT_THAT(forum_.Sign(minutes, boris(), "2023-04-15"), IsOk());
}

// --- Amended.

TEST_P(ProtocolsTest, ASignedOneIsAmendedByAnotherThatStandsInItsPlaceOnceItIsSigned) {
  const std::string first = forum_.Signed("AGREEMENT");
  const std::string old_item = forum_.Items(first).front().name();
  const std::string second =
      Value(forum_.Add("AGREEMENT", absl::StrCat("amends: '", first, "'"))).name();
  const std::string item = forum_.Item(second, absl::StrCat("amends_item: '", old_item, "'"));
  Value(forum_.Agree(second));
  Value(forum_.Initial(second));
  Value(forum_.Sign(second, anna()));
  EXPECT_EQ(forum_.Get(first).superseded_by(), "");
  EXPECT_EQ(forum_.GetItem(old_item).amended_by(), "");
  Value(forum_.Sign(second, boris()));
  EXPECT_EQ(forum_.Get(first).superseded_by(), second);
  EXPECT_EQ(forum_.Get(first).state(), Protocol::SIGNED);
  EXPECT_EQ(forum_.GetItem(old_item).amended_by(), item);
  EXPECT_THAT(forum_.List(absl::StrCat("filter: 'superseded_by = \"", second, "\"'")),
              ElementsAre(first));
  EXPECT_THAT(forum_.List(absl::StrCat("filter: 'amends = \"", first, "\"'")), ElementsAre(second));
}

TEST_P(ProtocolsTest, ASupersededOneIsNotAmendedAgain) {
  const std::string first = forum_.Signed("AGREEMENT");
  const std::string old_item = forum_.Items(first).front().name();
  const std::string amends = absl::StrCat("amends: '", first, "'");
  const std::string rival = forum_.Initialled("AGREEMENT", amends);
  const std::string second = forum_.Signed("AGREEMENT", amends);
  const absl::Status refused = forum_.Add("AGREEMENT", amends).status();
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_ALREADY_SUPERSEDED));
  EXPECT_EQ(base::MetadataOf(refused)["supersededBy"], second);
  Value(forum_.Sign(rival, anna()));
  EXPECT_THAT(forum_.Sign(rival, boris()), RefusedFor(v1::ERROR_REASON_ALREADY_SUPERSEDED));
  // The third amends the second, and through it what the first still says.
  const std::string third =
      Value(forum_.Add("AGREEMENT", absl::StrCat("amends: '", second, "'"))).name();
  EXPECT_THAT(forum_.AddItem(third, absl::StrCat("amends_item: '", old_item, "'")), IsOk());
}

TEST_P(ProtocolsTest, OnlyWhatIsConcludedAndInForceIsAmended) {
  const std::string draft = forum_.Drafted("AGREEMENT");
  EXPECT_THAT(forum_.Add("AGREEMENT", absl::StrCat("amends: '", draft, "'")),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  ASSERT_THAT(Delete(draft), IsOk());
  EXPECT_THAT(forum_.Add("AGREEMENT", absl::StrCat("amends: '", draft, "'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
}

TEST_P(ProtocolsTest, AnItemAmendsOneOfWhatItsProtocolAmendsAndNoOtherDoes) {
  const std::string first = forum_.Signed("AGREEMENT");
  const std::string old_item = forum_.Items(first).front().name();
  const std::string amends_item = absl::StrCat("amends_item: '", old_item, "'");
  const std::string stranger = forum_.Drafted("AGREEMENT");
  EXPECT_THAT(BadFields(forum_.AddItem(stranger, amends_item)),
              ElementsAre("protocol_item.amends_item"));
  const std::string second =
      Value(forum_.Add("AGREEMENT", absl::StrCat("amends: '", first, "'"))).name();
  const std::string item = forum_.Item(second, amends_item);
  EXPECT_THAT(BadFields(forum_.AddItem(second, amends_item)),
              ElementsAre("protocol_item.amends_item"));
  Value(forum_.Do(&Service::DeleteProtocolItem, Forum::Named(item)));
  Value(forum_.AddItem(second, amends_item));
  EXPECT_THAT(BadFields(forum_.Do(&Service::UndeleteProtocolItem, Forum::Named(item))),
              ElementsAre("protocol_item.amends_item"));
}

// --- What follows.

TEST_P(ProtocolsTest, WhatWasConcludedIsToldOnceWithItsItems) {
  const std::string minutes = forum_.Drafted("MINUTES");
  const std::string promise = forum_.Item(minutes, Due("2023-05-01") + " place: 1");
  Value(forum_.Agree(minutes));
  Value(forum_.Sign(minutes, anna()));
  EXPECT_THAT(forum_.concluded().All(), IsEmpty());
  const Protocol signed_by_all = Value(forum_.Sign(minutes, boris()));
  const auto concluded = forum_.concluded().All();
  ASSERT_THAT(concluded, SizeIs(1));
  EXPECT_THAT(concluded[0].first, EqualsProto(signed_by_all));
  ASSERT_THAT(concluded[0].second, SizeIs(2));
  EXPECT_EQ(concluded[0].second[0].name(), promise);
}

TEST_P(ProtocolsTest, ASignatureFromWhichNothingCanFollowIsRefused) {
  const std::string minutes = forum_.Agreed("MINUTES");
  Value(forum_.Sign(minutes, anna()));
  forum_.concluded().Refuse(base::NotFound("organizations/gone"));
  EXPECT_THAT(forum_.Sign(minutes, boris()), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  const Protocol left = forum_.Get(minutes);
  EXPECT_EQ(left.state(), Protocol::AGREED);
  EXPECT_FALSE(left.signatories(1).has_signature());
}

// --- At once.

TEST_P(ProtocolsTest, TwoWhoSignAtOnceConcludeItOnce) {
  const std::string minutes = forum_.Agreed("MINUTES");
  Race(2, [&](int i) { EXPECT_THAT(forum_.Sign(minutes, i == 0 ? anna() : boris()), IsOk()); });
  EXPECT_EQ(forum_.Get(minutes).state(), Protocol::SIGNED);
  EXPECT_TRUE(IsSignedByAll(forum_.Get(minutes)));
}

TEST_P(ProtocolsTest, OfTwoThatAmendTheSameOneStandsInItsPlace) {
  const std::string first = forum_.Signed("AGREEMENT");
  const std::string amends = absl::StrCat("amends: '", first, "'");
  const std::string rivals[] = {forum_.Initialled("AGREEMENT", amends),
                                forum_.Initialled("AGREEMENT", amends)};
  for (const std::string& rival : rivals) Value(forum_.Sign(rival, anna()));
  std::atomic<int> concluded = 0;
  Race(2, [&](int i) {
    const absl::Status status = forum_.Sign(rivals[i], boris()).status();
    if (status.ok()) return void(++concluded);
    EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_ALREADY_SUPERSEDED));
  });
  EXPECT_EQ(concluded, 1);
}

TEST_P(ProtocolsTest, NothingIsWrittenBetweenAgreeingAndSigning) {
  const std::string minutes = forum_.Drafted("MINUTES");
  const std::string item = forum_.Items(minutes).front().name();
  Race(4, [&](int i) {
    if (i == 0) {
      EXPECT_THAT(forum_.Agree(minutes), IsOk());
    } else {
      const absl::Status status =
          forum_
              .UpdateItem(item, absl::StrCat("texts { language: 'ru' text: 'r", i,
                                             "' } texts { language: 'be' text: 'b", i, "' }"))
              .status();
      if (status.ok()) return;
      EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_WRONG_STATE));
    }
  });
  EXPECT_THAT(forum_.UpdateItem(item, "place: 1"), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(forum_.GetItem(item).out_of_step_languages(), IsEmpty());
}

}  // namespace
}  // namespace plenary::protocols
