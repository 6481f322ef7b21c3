// The rules of protocols: states, what still changes, who may sign.
#include "services/protocols/rules.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"

namespace plenary::protocols {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::IsOk;
using ::plenary::testing::IsOkAnd;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using Protocol = v1::Protocol;
using State = v1::Protocol::State;

constexpr Verb kVerbs[] = {Verb::kApprove,        Verb::kAgree,     Verb::kInitial, Verb::kSign,
                           Verb::kBringIntoForce, Verb::kTerminate, Verb::kReturn};

constexpr char kMinutes[] =
    "name: 'negotiations/kursk/protocols/minutes' type: MINUTES state: DRAFT "
    "titles { language: 'en' text: 'Minutes' } languages: 'ru' languages: 'be' "
    "round: 'negotiations/kursk/rounds/1' "
    "signatories { side: 'organizations/ministry' person: 'people/anna' powers: CO_CHAIR } "
    "signatories { side: 'organizations/kursk' person: 'people/boris' powers: CO_CHAIR }";

Protocol Minutes(const std::string& rest = "") { return Parse<Protocol>(kMinutes, rest); }

std::vector<std::string> Wrong(const Protocol& protocol) {
  base::FieldErrors errors;
  CheckProtocol(protocol, "protocol", errors);
  return BadFields(errors.ToStatus());
}

TEST(ProtocolRules, EveryTypeHasTheStatesAndStepsOfTheManual) {
  using Step = std::map<std::pair<State, Verb>, State>;
  const Step returns = {{{Protocol::AGREED, Verb::kReturn}, Protocol::DRAFT},
                        {{Protocol::INITIALLED, Verb::kReturn}, Protocol::DRAFT}};
  Step minutes = {{{Protocol::DRAFT, Verb::kAgree}, Protocol::AGREED},
                  {{Protocol::AGREED, Verb::kSign}, Protocol::SIGNED}};
  minutes.insert(returns.begin(), returns.end());
  Step treaty = {{{Protocol::DRAFT, Verb::kAgree}, Protocol::AGREED},
                 {{Protocol::AGREED, Verb::kInitial}, Protocol::INITIALLED},
                 {{Protocol::INITIALLED, Verb::kSign}, Protocol::SIGNED},
                 {{Protocol::SIGNED, Verb::kBringIntoForce}, Protocol::IN_FORCE},
                 {{Protocol::IN_FORCE, Verb::kTerminate}, Protocol::TERMINATED}};
  treaty.insert(returns.begin(), returns.end());
  Step record = {{{Protocol::DRAFT, Verb::kApprove}, Protocol::APPROVED}};
  record.insert(returns.begin(), returns.end());
  const std::map<Protocol::Type, Step> manual = {{Protocol::RECORD_OF_CONVERSATION, record},
                                                 {Protocol::MINUTES, minutes},
                                                 {Protocol::MEMORANDUM, treaty},
                                                 {Protocol::AGREEMENT, treaty}};
  for (const auto& [type, steps] : manual) {
    for (int number = 1; number < Protocol::State_ARRAYSIZE; ++number) {
      const auto state = static_cast<State>(number);
      for (const Verb verb : kVerbs) {
        const std::string label =
            absl::StrCat(Protocol::Type_Name(type), " ", Protocol::State_Name(state), " verb ",
                         static_cast<int>(verb));
        const auto expected = steps.find({state, verb});
        const auto to = StepFrom(type, state, verb);
        ASSERT_EQ(to.has_value(), expected != steps.end()) << label;
        if (!to.has_value()) continue;
        EXPECT_EQ(*to, expected->second) << label;
      }
    }
  }
}

TEST(ProtocolRules, ARefusedVerbSaysWhereItStandsAndWhatItIsFor) {
  const absl::Status refused = CheckVerb(Minutes(), Verb::kSign).status();
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_EQ(base::MetadataOf(refused)["state"], "DRAFT");
  EXPECT_EQ(base::MetadataOf(refused)["allowed"], "AGREED");
  EXPECT_THAT(CheckVerb(Minutes("state: AGREED"), Verb::kInitial),
              RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_THAT(CheckVerb(Minutes("state: AGREED"), Verb::kSign), IsOkAnd(Eq(Protocol::SIGNED)));
}

TEST(ProtocolRules, ADayIsWrittenWholeAndExists) {
  for (const char* day : {"2023-08-24", "2024-02-29", "1000-01-01"}) EXPECT_TRUE(IsDay(day)) << day;
  for (const char* none : {"", "0999-12-31", "2023-02-29", "2023-8-24", "24.08.2023",
                           "2023-08-24T10", "2023-13-01", "tomorrow..", " 2023-08-2"}) {
    EXPECT_FALSE(IsDay(none)) << none;
  }
}

TEST(ProtocolRules, EveryBadFieldIsReportedAtOnce) {
  EXPECT_THAT(Wrong(Minutes()), IsEmpty());
  Protocol bad = Minutes(
      "titles { language: 'EN' text: 'Again' } languages: 'RU' prevailing_language: 'zh' "
      "date: '2023-02-30' document { date: 'May' } amends: 'negotiations/omsk/protocols/a' "
      "signatories { side: 'organizations/kursk' person: 'people/anna' "
      "powers_document { date: '1' } }");
  bad.clear_round();
  EXPECT_THAT(Wrong(bad), UnorderedElementsAre("protocol.titles[1]", "protocol.languages[2]",
                                               "protocol.prevailing_language", "protocol.date",
                                               "protocol.document.date", "protocol.amends",
                                               "protocol.signatories[2].person",
                                               "protocol.signatories[2].powers_document.date",
                                               "protocol.round"));
  EXPECT_THAT(Wrong(Minutes("type: RECORD_OF_CONVERSATION")), ElementsAre("protocol.signatories"));
  EXPECT_THAT(Wrong(Minutes("round: 'negotiations/omsk/rounds/1'")), ElementsAre("protocol.round"));
}

TEST(ProtocolRules, OnceSignedOnlyWhereThePaperIsKeptChanges) {
  const Protocol signed_once = Minutes(
      "state: AGREED signatories { side: 'organizations/omsk' person: 'people/clara' "
      "signature { place: 'Kursk' date: '2023-08-24' } }");
  for (const Protocol& before : {signed_once, Minutes("state: SIGNED"), Minutes("state: APPROVED"),
                                 Minutes("state: TERMINATED")}) {
    const std::string state = Protocol::State_Name(before.state());
    Protocol after = before;
    after.mutable_document()->set_registration_number("12/7");
    EXPECT_THAT(CheckMayUpdate(before, after), IsOk()) << state;
    after.set_place("Minsk");
    EXPECT_THAT(CheckMayUpdate(before, after), RefusedFor(v1::ERROR_REASON_PROTOCOL_SIGNED))
        << state;
    EXPECT_THAT(CheckIsDraft(before), RefusedFor(v1::ERROR_REASON_PROTOCOL_SIGNED)) << state;
    EXPECT_THAT(CheckMayDelete(before), RefusedFor(v1::ERROR_REASON_PROTOCOL_SIGNED)) << state;
    EXPECT_THAT(CheckVerb(before, Verb::kReturn), RefusedFor(v1::ERROR_REASON_PROTOCOL_SIGNED))
        << state;
  }
}

TEST(ProtocolRules, WhatIsAgreedMayStillBeSignedByOthersElsewhereAndLater) {
  for (const char* state : {"state: AGREED", "state: INITIALLED"}) {
    const Protocol before = Minutes(state);
    Protocol after = before;
    after.set_place("Minsk");
    after.set_date("2023-08-25");
    after.mutable_signatories()->RemoveLast();
    EXPECT_THAT(CheckMayUpdate(before, after), IsOk()) << state;
    EXPECT_THAT(CheckMayDelete(before), IsOk()) << state;
    after.mutable_titles(0)->set_text("Other minutes");
    EXPECT_THAT(CheckMayUpdate(before, after), RefusedFor(v1::ERROR_REASON_WRONG_STATE)) << state;
    EXPECT_THAT(CheckIsDraft(before), RefusedFor(v1::ERROR_REASON_WRONG_STATE)) << state;
  }
}

TEST(ProtocolRules, TwoSidesAtLeastSign) {
  EXPECT_THAT(CheckSides(Minutes()), IsOk());
  Protocol one_sided = Minutes();
  one_sided.mutable_signatories(1)->set_side("organizations/ministry");
  const absl::Status refused = CheckSides(one_sided);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_SIGNATURES_MISSING));
  EXPECT_EQ(base::MetadataOf(refused)["sides"], "organizations/ministry");
}

TEST(ProtocolRules, EverySideThatSignsInitialsBefore) {
  const Protocol half = Minutes(
      "initials { side: 'organizations/ministry' person: 'people/anna' date: '2023-08-24' }");
  const absl::Status refused = CheckInitials(half);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_SIGNATURES_MISSING));
  EXPECT_EQ(base::MetadataOf(refused)["sides"], "organizations/kursk");
  Protocol whole = half;
  whole.add_initials()->set_side("organizations/kursk");
  EXPECT_THAT(CheckInitials(whole), IsOk());
}

TEST(ProtocolRules, MinutesAreSignedByACoChairWhoWasThere) {
  const Protocol minutes = Minutes();
  const auto signed_by = [&](const std::string& powers, const Signer& signer) {
    auto signatory = minutes.signatories(0);
    signatory.MergeFrom(Parse<Protocol::Signatory>(powers));
    return CheckMaySign(minutes, signatory, signer);
  };
  EXPECT_THAT(signed_by("", {true, true}), IsOk());
  EXPECT_THAT(signed_by("", {true, absl::nullopt}), IsOk());
  EXPECT_THAT(signed_by("", {true, false}), RefusedFor(v1::ERROR_REASON_POWERS_MISSING));
  EXPECT_THAT(signed_by("powers: OFFICE offices { language: 'en' text: 'Minister' }",
                        {true, absl::nullopt}),
              RefusedFor(v1::ERROR_REASON_POWERS_MISSING));
  for (const char* powers :
       {"", "powers: FULL_POWERS powers_document { registration_number: '7' }"}) {
    EXPECT_THAT(signed_by(powers, {false, true}),
                RefusedFor(v1::ERROR_REASON_SIGNATORY_NOT_PRESENT))
        << powers;
  }
}

TEST(ProtocolRules, AnAgreementNeedsFullPowersOrAnOfficeThatCarriesThem) {
  for (const auto type : {Protocol::MEMORANDUM, Protocol::AGREEMENT}) {
    Protocol treaty = Minutes();
    treaty.set_type(type);
    const auto signed_by = [&](const std::string& powers) {
      auto signatory = treaty.signatories(0);
      signatory.MergeFrom(Parse<Protocol::Signatory>(powers));
      return CheckMaySign(treaty, signatory, {});
    };
    for (const char* powers : {"powers: FULL_POWERS powers_document { registration_number: '7' }",
                               "powers: FULL_POWERS powers_document { date: '2023-08-01' }",
                               "powers: OFFICE offices { language: 'en' text: 'Minister' }"}) {
      EXPECT_THAT(signed_by(powers), IsOk()) << powers;
    }
    for (const char* powers : {"", "powers: FULL_POWERS", "powers: OFFICE",
                               "powers: FULL_POWERS powers_document { signatory: 'somebody' }",
                               "powers: CO_CHAIR offices { language: 'en' text: 'Minister' }"}) {
      EXPECT_THAT(signed_by(powers), RefusedFor(v1::ERROR_REASON_POWERS_MISSING)) << powers;
    }
  }
}

TEST(ProtocolRules, WhatIsConcludedIsAmendedOnce) {
  for (const char* state : {"state: APPROVED", "state: SIGNED", "state: IN_FORCE"}) {
    EXPECT_THAT(CheckMayBeAmended(Minutes(state)), IsOk()) << state;
  }
  for (const char* state : {"state: DRAFT", "state: AGREED", "state: TERMINATED"}) {
    EXPECT_THAT(CheckMayBeAmended(Minutes(state)), RefusedFor(v1::ERROR_REASON_WRONG_STATE))
        << state;
  }
  const absl::Status refused = CheckMayBeAmended(
      Minutes("state: SIGNED superseded_by: 'negotiations/kursk/protocols/second'"));
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_ALREADY_SUPERSEDED));
  EXPECT_EQ(base::MetadataOf(refused)["supersededBy"], "negotiations/kursk/protocols/second");
}

TEST(ProtocolRules, WhatNotAllHaveSignedDoesNotComeIntoForce) {
  Protocol treaty = Minutes("state: INITIALLED");
  treaty.set_type(Protocol::AGREEMENT);
  treaty.mutable_signatories(0)->mutable_signature()->set_date("2023-08-24");
  const absl::Status refused = CheckVerb(treaty, Verb::kBringIntoForce).status();
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_SIGNATURES_MISSING));
  EXPECT_EQ(base::MetadataOf(refused)["sides"], "organizations/kursk");
}

TEST(ProtocolRules, SignaturesStayWithThosePeopleWhoGaveThem) {
  Protocol before = Minutes();
  before.mutable_signatories(1)->mutable_signature()->set_date("2023-08-24");
  Protocol after = Minutes();
  after.mutable_signatories()->SwapElements(0, 1);
  KeepSignatures(before, after);
  EXPECT_EQ(after.signatories(0).signature().date(), "2023-08-24");
  EXPECT_FALSE(after.signatories(1).has_signature());
  EXPECT_EQ(LastSignature(after), "2023-08-24");
}

}  // namespace
}  // namespace plenary::protocols
