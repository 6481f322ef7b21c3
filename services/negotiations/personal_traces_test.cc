// What goes from dossiers with a person who is erased, over every engine.
#include "services/negotiations/personal_traces.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/delegations/personal_participations.h"
#include "services/personal_data/service.h"
#include "services/storage/change_log.h"
#include "tests/testing/negotiations.h"
#include "tests/testing/vault.h"

namespace plenary::negotiations {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::NegotiationForum;
using ::plenary::testing::Value;
using ::testing::IsEmpty;
using Personal = personal_data::PersonalDataService;
using Room = NegotiationForum::Negotiations;

class PersonalTracesTest : public testing::NegotiationTest {
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
    EXPECT_THAT(storage::ReadAndWait(forum_.store(),
                                     [&](storage::Tx& tx) -> absl::Status {
                                       PLENARY_ASSIGN_OR_RETURN(
                                           const auto entries,
                                           storage::ReadChanges(tx, negotiation_, 0, 1000));
                                       for (const auto& entry : entries) {
                                         holds = holds || absl::StrContains(entry.payload, text);
                                       }
                                       return absl::OkStatus();
                                     }),
                IsOk());
    return holds;
  }
  static std::string With(const std::string& person, const std::string& role) {
    return absl::StrCat("participants { person: '", person, "' side: THEIRS role: '", role, "' } ");
  }

  const std::string negotiation_ = forum_.Negotiation("kursk");
  delegations::PersonalParticipations participations_;
  PersonalTraces traces_{participations_};
  const Personal personal_{forum_.sealer(), testing::TestVault(), traces_};
};
PLENARY_ON_EVERY_ENGINE(PersonalTracesTest);

TEST_P(PersonalTracesTest, AnErasedPersonsRolesAndWhatWasSaidWithThemAreForgotten) {
  const std::string person = forum_.Person("Ivanov");
  const std::string other = forum_.Person("Petrov");
  const std::string round =
      Value(forum_.AddRound(negotiation_, With(person, "Governor") + With(other, "Deputy"))).name();
  const std::string contact =
      Value(forum_.AddContact(negotiation_, absl::StrCat("date: '2023-08-24' content: 'Gossip' ",
                                                         With(person, "Guest of honour"))))
          .name();
  Erase(person);
  const v1::Round left = Value(forum_.Ask(&Room::GetRound, NegotiationForum::Named(round)));
  ASSERT_EQ(left.participants_size(), 2);
  EXPECT_THAT(left.participants(0).role(), IsEmpty());
  EXPECT_EQ(left.participants(1).role(), "Deputy");
  const v1::Contact after = Value(forum_.Ask(&Room::GetContact, NegotiationForum::Named(contact)));
  EXPECT_THAT(after.content(), IsEmpty());
  EXPECT_THAT(after.participants(0).role(), IsEmpty());
  EXPECT_EQ(after.date(), "2023-08-24");
  for (const char* words : {"Governor", "Gossip", "Guest of honour"}) {
    EXPECT_FALSE(LogHolds(words)) << words;
  }
  EXPECT_TRUE(LogHolds("Deputy"));
}

TEST_P(PersonalTracesTest, WhoSignedThePapersOfTheirContactsIsForgotten) {
  const std::string person = forum_.Person("Ivanov");
  const std::string contact =
      Value(forum_.AddContact(
                negotiation_,
                absl::StrCat("date: '2023-08-24' ",
                             "basis { registration_number: '7' signatory: 'I. Ivanov' } ",
                             "record { signatory: 'Ivanov Ivan' } ", With(person, "Guest"))))
          .name();
  Erase(person);
  const v1::Contact after = Value(forum_.Ask(&Room::GetContact, NegotiationForum::Named(contact)));
  EXPECT_EQ(after.basis().registration_number(), "7");
  EXPECT_THAT(after.basis().signatory(), IsEmpty());
  EXPECT_THAT(after.record().signatory(), IsEmpty());
  EXPECT_FALSE(LogHolds("Ivanov"));
}

TEST_P(PersonalTracesTest, WhyWhatTheyHadInHandChangedItsStateIsForgotten) {
  const std::string person = forum_.Person("Ivanov");
  const std::string dossier =
      forum_.Negotiation("omsk", absl::StrCat("note: 'Trade' responsible: '", person, "'"));
  const std::string topic =
      forum_.Topic(negotiation_, "trade", absl::StrCat("owner: '", person, "'"));
  const std::string other = forum_.Topic(negotiation_, "transit");
  Value(forum_.Do(&Room::SuspendNegotiation,
                  absl::StrCat("name: '", dossier, "' reason: 'Ivanov is ill'")));
  for (const std::string& each : {topic, other}) {
    Value(forum_.Do(&Room::DropTopic,
                    absl::StrCat("name: '", each, "' reason: 'words on ", each, "'")));
  }
  Erase(person);
  const auto left = Value(forum_.Ask(&Room::GetNegotiation, NegotiationForum::Named(dossier)));
  EXPECT_THAT(left.state_reason(), IsEmpty());
  EXPECT_EQ(left.note(), "Trade");
  EXPECT_EQ(left.state(), v1::Negotiation::SUSPENDED);
  const v1::Topic dropped = Value(forum_.Ask(&Room::GetTopic, NegotiationForum::Named(topic)));
  EXPECT_THAT(dropped.state_reason(), IsEmpty());
  EXPECT_EQ(dropped.state(), v1::Topic::DROPPED);
  EXPECT_FALSE(LogHolds("words on " + topic));
  EXPECT_TRUE(LogHolds("words on " + other));
}

TEST_P(PersonalTracesTest, WhatNamesSomebodyElseStays) {
  const std::string other = forum_.Person("Petrov");
  Value(forum_.AddContact(
      negotiation_, absl::StrCat("date: '2023-08-24' content: 'Plans' ", With(other, "Host"))));
  Erase(forum_.Person("Ivanov"));
  EXPECT_TRUE(LogHolds("Plans"));
}

TEST_P(PersonalTracesTest, WhoWasMergedIntoAnErasedPersonIsForgottenToo) {
  const std::string person = forum_.Person("Ivanov");
  const std::string duplicate = forum_.Person("Ivanoff");
  const std::string contact =
      Value(forum_.AddContact(negotiation_, absl::StrCat("date: '2023-08-24' content: 'Gossip' ",
                                                         With(duplicate, "Guest of honour"))))
          .name();
  Value(forum_.Do(&NegotiationForum::Directory::MergePeople,
                  absl::StrCat("name: '", person, "' duplicate: '", duplicate, "'")));
  Erase(person);
  const v1::Contact after = Value(forum_.Ask(&Room::GetContact, NegotiationForum::Named(contact)));
  EXPECT_THAT(after.participants(0).role(), IsEmpty());
  EXPECT_FALSE(LogHolds("Gossip"));
}

}  // namespace
}  // namespace plenary::negotiations
