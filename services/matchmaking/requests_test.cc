// Meeting requests over every engine: made, answered, changed, listed, and who sees them.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/matchmaking/sweep.h"
#include "services/matchmaking/table.h"
#include "tests/testing/matchmaking.h"

namespace plenary::matchmaking {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::Clock;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::InText;
using ::plenary::testing::IsOk;
using ::plenary::testing::IsOkAnd;
using ::plenary::testing::MatchmakingForum;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using Request = v1::MeetingRequest;

// "intervals { … } " of a time of the event.
std::string Between(absl::Time start, absl::Time end) {
  return absl::StrCat("intervals { start_time ", InText(start), " end_time ", InText(end), " } ");
}

class RequestsTest : public testing::MatchmakingTest {
 protected:
  std::string Kursk() const { return forum_.kursk(); }
  std::string Omsk() const { return forum_.omsk(); }
  std::string Tula() const { return forum_.tula(); }
  // From now on the focal point of one of the three calls; of none: the program itself.
  void ActFor(const std::string& delegation) {
    if (delegation.empty()) return forum_.ActAs("local", nullptr);
    const bool is_kursk = delegation == Kursk();
    forum_.ActAs(is_kursk ? "users/kira" : "users/oleg", is_kursk ? &forum_.of_kursk()
                                                         : delegation == Omsk()
                                                             ? &forum_.of_omsk()
                                                             : &forum_.of_tula());
  }
  void Sweep() {
    EXPECT_THAT(matchmaking::Sweep(forum_.store(), forum_.clock(), forum_.random()), IsOk());
  }
};
PLENARY_ON_EVERY_ENGINE(RequestsTest);

// --- Made and answered.

TEST_P(RequestsTest, ARequestSaysWhoAsksWhomForWhatAndUntilWhen) {
  const std::string head = forum_.Guest(Kursk());
  const Request made = Value(forum_.AskFor(
      Kursk(), Omsk(),
      absl::StrCat("from { people: '", head, "' head_must_attend: true } preference: 1 ",
                   "note: 'Trade' languages: 'ru' ", Between(Clock(10), Clock(12)),
                   testing::Interpreted("CONSECUTIVE", "")),
      "meeting_request_id: 'trade'"));
  EXPECT_EQ(made.name(), "events/tibo/meetingRequests/trade");
  EXPECT_EQ(made.state(), Request::PENDING);
  EXPECT_EQ(made.from().display_name(), "kursk");
  EXPECT_EQ(made.to().display_name(), "omsk");
  EXPECT_EQ(made.duration().seconds(), 1800);
  EXPECT_TRUE(made.has_expire_time());
  EXPECT_FALSE(made.etag().empty());
  EXPECT_THAT(forum_.GetRequest(made.name()), EqualsProto(made));
}

TEST_P(RequestsTest, WhoIsAskedAcceptsAndSaysWhoComes) {
  const std::string guest = forum_.Guest(Omsk());
  const std::string name = forum_.Asked(Kursk(), Omsk());
  ActFor(Omsk());
  const Request accepted =
      Value(forum_.Accept(name, absl::StrCat("note: 'Gladly' people: '", guest, "'")));
  EXPECT_EQ(accepted.state(), Request::ACCEPTED);
  EXPECT_THAT(accepted.to().people(), ElementsAre(guest));
  EXPECT_EQ(accepted.answer_note(), "Gladly");
}

TEST_P(RequestsTest, ACounterProposalThatIsAcceptedIsWhatWasAgreed) {
  const std::string name = forum_.Asked(Kursk(), Omsk(), Between(Clock(10), Clock(11)));
  ActFor(Omsk());
  const Request countered =
      Value(forum_.Counter(name, Between(Clock(14), Clock(15)) + "duration { seconds: 2700 }"));
  EXPECT_EQ(countered.state(), Request::COUNTERED);
  EXPECT_THAT(forum_.Accept(name), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  ActFor(Kursk());
  const Request accepted = Value(forum_.Accept(name));
  EXPECT_EQ(accepted.state(), Request::ACCEPTED);
  EXPECT_EQ(accepted.duration().seconds(), 2700);
  EXPECT_EQ(accepted.intervals(0).start_time().seconds(), absl::ToUnixSeconds(Clock(14)));
}

TEST_P(RequestsTest, TheTwoMayCounterEachOtherUntilOneAcceptsOrDeclines) {
  const std::string name = forum_.Asked(Kursk(), Omsk());
  ActFor(Omsk());
  ASSERT_THAT(forum_.Counter(name), IsOk());
  ActFor(Kursk());
  EXPECT_EQ(Value(forum_.Counter(name, "duration { seconds: 600 }")).state(), Request::PENDING);
  EXPECT_THAT(forum_.Counter(name), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  ActFor(Omsk());
  EXPECT_EQ(Value(forum_.Decline(name)).state(), Request::DECLINED);
  EXPECT_THAT(forum_.Counter(name), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

TEST_P(RequestsTest, WhoAskedTakesBackEvenWhatWasAccepted) {
  const std::string name = forum_.Agreed(Kursk(), Omsk());
  ActFor(Omsk());
  EXPECT_THAT(forum_.Cancel(name), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  ActFor(Kursk());
  const Request cancelled = Value(forum_.Cancel(name, "reason: 'ill'"));
  EXPECT_EQ(cancelled.state(), Request::CANCELLED);
  EXPECT_EQ(cancelled.cancel_reason(), "ill");
}

TEST_P(RequestsTest, AnAnswerWithAnOldEtagIsRefused) {
  const Request made = Value(forum_.AskFor(Kursk(), Omsk()));
  ASSERT_THAT(forum_.Update(made.name(), "note: 'More'"), IsOk());
  EXPECT_THAT(forum_.Accept(made.name(), absl::StrCat("etag: '", made.etag(), "'")),
              RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
}

TEST_P(RequestsTest, TheRequesterChangesItWhileItIsPending) {
  const std::string name = forum_.Asked(Kursk(), Omsk());
  ActFor(Kursk());
  EXPECT_EQ(Value(forum_.Update(name, "preference: 2")).preference(), 2);
  EXPECT_THAT(BadFields(forum_.Update(name, absl::StrCat("to { party: '", Tula(), "' }"))),
              ElementsAre("meeting_request.to.party"));
  ActFor(Omsk());
  EXPECT_THAT(forum_.Update(name, "preference: 5"), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  ASSERT_THAT(forum_.Accept(name), IsOk());
  ActFor(Kursk());
  EXPECT_THAT(forum_.Update(name, "preference: 5"), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  ActFor("");
  EXPECT_EQ(Value(forum_.Update(name, "preference: 5")).preference(), 5);
}

TEST_P(RequestsTest, PeopleOfASideComeWithItsDelegation) {
  const std::string stranger = forum_.Guest(Tula());
  EXPECT_THAT(
      BadFields(forum_.AskFor(Kursk(), Omsk(), absl::StrCat("from { people: '", stranger, "' }"))),
      ElementsAre("meeting_request.from.people[0]"));
  const std::string name = forum_.Asked(Kursk(), Omsk());
  EXPECT_THAT(BadFields(forum_.Accept(name, absl::StrCat("people: '", stranger, "'"))),
              ElementsAre("people[0]"));
  EXPECT_THAT(forum_.Accept(name, "people: 'events/tibo/participants/unknown'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(RequestsTest, ADelegationThatDeclinedCanNeitherAskNorBeAsked) {
  ASSERT_THAT(forum_.DeclineDelegation(Omsk()), IsOk());
  EXPECT_THAT(forum_.AskFor(Kursk(), Omsk()), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(forum_.AskFor(Omsk(), Kursk()), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(RequestsTest, PartiesArePeopleAndOrganizationsToo) {
  const std::string guest = forum_.Guest();
  const std::string ministry = forum_.Organization("ministry");
  EXPECT_THAT(forum_.AskFor(guest, Kursk()), IsOk());
  EXPECT_THAT(forum_.AskFor(ministry, Kursk()), IsOk());
  EXPECT_THAT(BadFields(forum_.AskFor(ministry, "organizations/omsk")),
              ElementsAre("meeting_request.to.party"));
  EXPECT_THAT(BadFields(forum_.AskFor(Kursk(), Kursk())), ElementsAre("meeting_request.to.party"));
  EXPECT_THAT(BadFields(forum_.AskFor(Kursk(), forum_.Guest(Kursk()))),
              ElementsAre("meeting_request.to.party"));
}

// --- What holds back.

TEST_P(RequestsTest, TwoPartiesHaveOneRequestThatStandsWhicheverAsked) {
  const std::string name = forum_.Asked(Kursk(), Omsk());
  const absl::Status again = forum_.AskFor(Omsk(), Kursk()).status();
  EXPECT_THAT(again, RefusedFor(v1::ERROR_REASON_MEETING_REQUEST_EXISTS));
  EXPECT_EQ(base::MetadataOf(again)["request"], name);
  ASSERT_THAT(forum_.Decline(name), IsOk());
  EXPECT_THAT(forum_.AskFor(Omsk(), Kursk()), IsOk());
}

TEST_P(RequestsTest, APartyHasAtMostAsManyRequestsOpenAsTheEventAllows) {
  Value(forum_.Settle("max_open_requests: 1"));
  const std::string first = forum_.Asked(Kursk(), Omsk());
  EXPECT_THAT(forum_.AskFor(Kursk(), Tula()),
              RefusedFor(v1::ERROR_REASON_MEETING_REQUEST_LIMIT_REACHED));
  EXPECT_THAT(forum_.AskFor(Kursk(), Tula(), "is_organizers: true"), IsOk());
  EXPECT_THAT(forum_.AskFor(Omsk(), Tula()), IsOk());
  ASSERT_THAT(forum_.Cancel(first), IsOk());
  EXPECT_THAT(forum_.AskFor(Kursk(), Omsk()), IsOk());
}

TEST_P(RequestsTest, OutsideTheWindowOnlyTheSecretariatActs) {
  const std::string name = forum_.Asked(Kursk(), Omsk());
  Value(forum_.Settle(absl::StrCat("window { end_time ", InText(forum_.clock().Now()), " }")));
  ActFor(Kursk());
  EXPECT_THAT(forum_.AskFor(Kursk(), Tula()), RefusedFor(v1::ERROR_REASON_MEETING_REQUESTS_CLOSED));
  EXPECT_THAT(forum_.Update(name, "preference: 2"),
              RefusedFor(v1::ERROR_REASON_MEETING_REQUESTS_CLOSED));
  EXPECT_THAT(forum_.Cancel(name), RefusedFor(v1::ERROR_REASON_MEETING_REQUESTS_CLOSED));
  ActFor(Omsk());
  EXPECT_THAT(forum_.Accept(name), RefusedFor(v1::ERROR_REASON_MEETING_REQUESTS_CLOSED));
  ActFor("");
  EXPECT_THAT(forum_.Accept(name), IsOk());
}

TEST_P(RequestsTest, WhoMayAskWhomIsTheEventsToSay) {
  const std::string buyers = forum_.Category("buyers");
  Value(forum_.Settle(absl::StrCat("allowed_pairs { from { category: '", buyers,
                                   "' } to { direction: HOSTED } }")));
  EXPECT_THAT(forum_.AskFor(Kursk(), Omsk()),
              RefusedFor(v1::ERROR_REASON_MEETING_REQUEST_NOT_ALLOWED));
  forum_.Confirmed(Kursk(), buyers);
  EXPECT_THAT(forum_.AskFor(Kursk(), Omsk()), IsOk());
  EXPECT_THAT(forum_.AskFor(Omsk(), Tula(), "is_organizers: true"), IsOk());
  EXPECT_THAT(forum_.Settle("allowed_pairs { from { category: 'events/tibo/categories/none' } }"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(RequestsTest, WhoIsKeptApartCanNeitherAskNorAcceptAndIsNotToldWhy) {
  const std::string name = forum_.Asked(Kursk(), Omsk());
  const v1::BlockedPair pair = Value(forum_.Block(Omsk(), "organizations/kursk", "reason: 'Old'"));
  const absl::Status refused = forum_.Accept(name).status();
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_MEETING_PAIR_BLOCKED));
  EXPECT_THAT(base::MetadataOf(refused), IsEmpty());
  EXPECT_THAT(forum_.Decline(name), IsOk());
  EXPECT_THAT(forum_.AskFor(forum_.Guest(Kursk()), Omsk()),
              RefusedFor(v1::ERROR_REASON_MEETING_PAIR_BLOCKED));
  EXPECT_THAT(forum_.AskFor(Kursk(), Omsk(), "is_organizers: true"),
              RefusedFor(v1::ERROR_REASON_MEETING_PAIR_BLOCKED));
  EXPECT_THAT(forum_.AskFor(Kursk(), Tula()), IsOk());
  ASSERT_THAT(forum_.Do(&MatchmakingForum::Matchmaking::DeleteBlockedPair,
                        MatchmakingForum::Named(pair.name())),
              IsOk());
  EXPECT_THAT(forum_.AskFor(Omsk(), Kursk()), IsOk());
}

TEST_P(RequestsTest, APairIsKeptApartOnceAndItsReasonIsTheSecretariats) {
  const v1::BlockedPair pair = Value(forum_.Block(Kursk(), Omsk(), "reason: 'Old'"));
  EXPECT_THAT(forum_.Block(Omsk(), Kursk()), RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  EXPECT_THAT(BadFields(forum_.Block(Kursk(), Kursk())), ElementsAre("blocked_pair.second"));
  EXPECT_THAT(forum_.Block(Kursk(), "organizations/unknown"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  const auto list = [&] {
    return Value(
        forum_.Ask(&MatchmakingForum::Matchmaking::ListBlockedPairs, "parent: 'events/tibo'"));
  };
  EXPECT_THAT(list().blocked_pairs(), ElementsAre(EqualsProto(pair)));
  const base::Access viewer({{v1::VIEWER, "events/tibo"}});
  forum_.ActAs("users/vera", &viewer);
  ASSERT_THAT(list().blocked_pairs(), SizeIs(1));
  EXPECT_EQ(list().blocked_pairs(0).reason(), "");
  EXPECT_EQ(Value(forum_.Ask(&MatchmakingForum::Matchmaking::GetBlockedPair,
                             MatchmakingForum::Named(pair.name())))
                .reason(),
            "");
}

TEST_P(RequestsTest, NothingIsAskedInAnEventThatIsArchived) {
  ASSERT_THAT(forum_.Do(&MatchmakingForum::Events::StartEvent, "name: 'events/tibo'"), IsOk());
  ASSERT_THAT(forum_.Do(&MatchmakingForum::Events::CloseEvent, "name: 'events/tibo'"), IsOk());
  ASSERT_THAT(forum_.Do(&MatchmakingForum::Events::ArchiveEvent, "name: 'events/tibo'"), IsOk());
  EXPECT_THAT(forum_.AskFor(Kursk(), Omsk()), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
}

TEST_P(RequestsTest, AFocalPointAsksForItsOwnDelegationUnderAnIdOfTheServers) {
  ActFor(Kursk());
  EXPECT_THAT(forum_.AskFor(Kursk(), Omsk(), "", "meeting_request_id: 'mine'"),
              RefusedFor(v1::ERROR_REASON_SECRETARIAT_ONLY));
  EXPECT_THAT(forum_.AskFor(Omsk(), Tula()), RefusedFor(v1::ERROR_REASON_SECRETARIAT_ONLY));
  EXPECT_THAT(forum_.AskFor(Kursk(), Omsk()), IsOk());
}

// --- Expiry.

TEST_P(RequestsTest, WhatNobodyAnsweredInTimeIsExpiredEverywhereBeforeItIsSwept) {
  Value(forum_.Settle("max_open_requests: 1"));
  const std::string name = forum_.Asked(Kursk(), Omsk());
  forum_.clock().Advance(absl::Hours(7 * 24));
  EXPECT_EQ(forum_.StateOfRequest(name), Request::EXPIRED);
  EXPECT_THAT(forum_.Accept(name), RefusedFor(v1::ERROR_REASON_MEETING_REQUEST_EXPIRED));
  EXPECT_THAT(forum_.Update(name, "preference: 1"),
              RefusedFor(v1::ERROR_REASON_MEETING_REQUEST_EXPIRED));
  EXPECT_THAT(forum_.Requests("filter: 'state = EXPIRED'"), ElementsAre(name));
  EXPECT_THAT(forum_.Requests("filter: 'state = PENDING'"), IsEmpty());
  EXPECT_THAT(forum_.AskFor(Kursk(), Omsk()), IsOk());
}

TEST_P(RequestsTest, TheSweepNotesWhatHasExpiredAndNothingElse) {
  const std::string expired = forum_.Asked(Kursk(), Omsk());
  const std::string agreed = forum_.Agreed(Kursk(), Tula());
  const std::string longer = forum_.Asked(
      Omsk(), Tula(),
      absl::StrCat("expire_time ", InText(forum_.clock().Now() + absl::Hours(8 * 24))));
  forum_.clock().Advance(absl::Hours(7 * 24));
  const std::string etag = forum_.GetRequest(expired).etag();
  Sweep();
  EXPECT_EQ(forum_.StateOfRequest(expired), Request::EXPIRED);
  EXPECT_NE(forum_.GetRequest(expired).etag(), etag);
  EXPECT_EQ(forum_.StateOfRequest(agreed), Request::ACCEPTED);
  EXPECT_EQ(forum_.StateOfRequest(longer), Request::PENDING);
  Sweep();
  EXPECT_NE(forum_.GetRequest(expired).etag(), etag);
}

// --- Deleted.

TEST_P(RequestsTest, ADeletedRequestComesBackIfItMayStandAgain) {
  const std::string name = forum_.Asked(Kursk(), Omsk());
  ASSERT_THAT(forum_.DeleteRequest(name), IsOk());
  EXPECT_THAT(forum_.Accept(name), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(forum_.Requests(), IsEmpty());
  EXPECT_THAT(forum_.Requests("show_deleted: true"), ElementsAre(name));
  const std::string other = forum_.Asked(Omsk(), Kursk());
  EXPECT_THAT(forum_.UndeleteRequest(name), RefusedFor(v1::ERROR_REASON_MEETING_REQUEST_EXISTS));
  ASSERT_THAT(forum_.Decline(other), IsOk());
  EXPECT_EQ(Value(forum_.UndeleteRequest(name)).state(), Request::PENDING);
  EXPECT_THAT(forum_.UndeleteRequest(name), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
}

// --- Lists, and who sees what.

TEST_P(RequestsTest, RequestsAreListedByPartyPersonStateAndRank) {
  const std::string guest = forum_.Guest(Kursk());
  const std::string first =
      forum_.Asked(Kursk(), Omsk(), absl::StrCat("preference: 1 from { people: '", guest, "' }"));
  forum_.clock().Advance(absl::Seconds(1));
  const std::string second = forum_.Agreed(Omsk(), Tula());
  forum_.clock().Advance(absl::Seconds(1));
  const std::string third = forum_.Asked(Tula(), Kursk());
  EXPECT_THAT(forum_.Requests(), ElementsAre(first, second, third));
  EXPECT_THAT(forum_.Requests("order_by: 'create_time desc'"), ElementsAre(third, second, first));
  EXPECT_THAT(forum_.Requests("", "events/-"), ElementsAre(first, second, third));
  const auto with = [&](const std::string& filter) {
    return forum_.Requests(absl::StrCat("filter: '", filter, "'"));
  };
  EXPECT_THAT(with(absl::StrCat("party = \"", Kursk(), "\"")), ElementsAre(first, third));
  EXPECT_THAT(with(absl::StrCat("from = \"", Tula(), "\"")), ElementsAre(third));
  EXPECT_THAT(with(absl::StrCat("to = \"", Tula(), "\"")), ElementsAre(second));
  EXPECT_THAT(with(absl::StrCat("person = \"", guest, "\"")), ElementsAre(first));
  EXPECT_THAT(with("state = ACCEPTED"), ElementsAre(second));
  EXPECT_THAT(with("preference < 3"), ElementsAre(first));
}

TEST_P(RequestsTest, AFocalPointListsWhatItsDelegationSentOrGot) {
  const std::string sent = forum_.Asked(Kursk(), Omsk());
  const std::string got = forum_.Asked(Tula(), Kursk());
  forum_.Asked(Omsk(), Tula());
  ActFor(Kursk());
  EXPECT_THAT(forum_.Requests(), UnorderedElementsAre(sent, got));
  EXPECT_THAT(forum_.Requests("", "events/-"), UnorderedElementsAre(sent, got));
  EXPECT_THAT(forum_.Requests(absl::StrCat("filter: 'from = \"", Omsk(), "\"'")), IsEmpty());
}

TEST_P(RequestsTest, SeveralRequestsAreGotAtOnceOrNone) {
  const std::string first = forum_.Asked(Kursk(), Omsk());
  const std::string second = forum_.Asked(Kursk(), Tula());
  const auto get = [&](const std::string& names) {
    return forum_.Ask(&MatchmakingForum::Matchmaking::BatchGetMeetingRequests,
                      absl::StrCat("parent: 'events/tibo' ", names));
  };
  const auto both = Value(
      get(absl::StrCat("names: '", second, "' names: '", first, "' read_mask { paths: 'name' }")));
  EXPECT_THAT(both.meeting_requests(),
              ElementsAre(EqualsProto(Parse<Request>(absl::StrCat("name: '", second, "'"))),
                          EqualsProto(Parse<Request>(absl::StrCat("name: '", first, "'")))));
  EXPECT_THAT(get("names: 'events/tibo/meetingRequests/unknown'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(BadFields(get("names: 'events/other/meetingRequests/a'")), ElementsAre("names[0]"));
}

TEST_P(RequestsTest, PartnersAreDelegationsAndWhoAgreedToBeListed) {
  const std::string listed = forum_.Confirmed(Tula(), "events/tibo/categories/guests",
                                              "listing_consent: true "
                                              "titles { language: 'en' text: 'Director' }");
  const std::string alone =
      forum_.Confirmed("", "events/tibo/categories/guests", "listing_consent: true");
  forum_.Guest(Omsk());
  const auto names = [&](const std::string& party) {
    std::vector<std::string> found;
    for (const v1::MeetingPartner& each : forum_.Partners(party)) found.push_back(each.party());
    return found;
  };
  EXPECT_THAT(names(Kursk()), UnorderedElementsAre(Omsk(), Tula(), listed, alone));
  EXPECT_THAT(names(Tula()), UnorderedElementsAre(Kursk(), Omsk(), alone));
  EXPECT_THAT(names(""), UnorderedElementsAre(Kursk(), Omsk(), Tula(), listed, alone));
  ASSERT_THAT(forum_.Block(Kursk(), Tula()), IsOk());
  EXPECT_THAT(names(Kursk()), UnorderedElementsAre(Omsk(), alone));
  Value(forum_.Settle("allowed_pairs { to { direction: HOSTED organization_type: REGION } }"));
  EXPECT_THAT(names(Kursk()), ElementsAre(Omsk()));
  const std::vector<v1::MeetingPartner> all = forum_.Partners("");
  const auto told = [&](const std::string& party) {
    return *std::find_if(all.begin(), all.end(),
                         [&](const v1::MeetingPartner& each) { return each.party() == party; });
  };
  EXPECT_EQ(told(Omsk()).display_name(), "omsk");
  EXPECT_EQ(told(listed).title(), "Director");
}

TEST_P(RequestsTest, AFocalPointLooksForPartnersOnlyWhileRequestsAreTaken) {
  ActFor(Kursk());
  EXPECT_THAT(forum_.Partners(Kursk()), SizeIs(2));
  const auto look = [&](const std::string& rest) {
    return forum_.Ask(&MatchmakingForum::Matchmaking::ListMeetingPartners,
                      absl::StrCat("parent: 'events/tibo' ", rest));
  };
  EXPECT_THAT(look(""), RefusedFor(v1::ERROR_REASON_SECRETARIAT_ONLY));
  EXPECT_THAT(look(absl::StrCat("party: '", Kursk(), "' page_token: 'x'")),
              RefusedFor(v1::ERROR_REASON_INVALID_PAGE_TOKEN));
  ActFor("");
  Value(forum_.Do(&MatchmakingForum::Matchmaking::UpdateMatchmakingSettings,
                  "settings { name: 'events/tibo/matchmaking' } update_mask { paths: 'window' }"));
  ActFor(Kursk());
  EXPECT_THAT(look(absl::StrCat("party: '", Kursk(), "'")),
              RefusedFor(v1::ERROR_REASON_MEETING_REQUESTS_CLOSED));
}

// --- Settings.

TEST_P(RequestsTest, SettingsAreWhatWasSetLast) {
  const auto settings = Value(forum_.Settle("default_duration { seconds: 1200 }"));
  EXPECT_THAT(forum_.Ask(&MatchmakingForum::Matchmaking::GetMatchmakingSettings,
                         "name: 'events/tibo/matchmaking'"),
              IsOkAnd(EqualsProto(settings)));
  EXPECT_THAT(forum_.Settle("etag: 'r1' max_open_requests: 3"),
              RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_EQ(Value(forum_.AskFor(Kursk(), Omsk())).duration().seconds(), 1200);
  EXPECT_THAT(forum_.Ask(&MatchmakingForum::Matchmaking::GetMatchmakingSettings,
                         "name: 'events/none/matchmaking'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

}  // namespace
}  // namespace plenary::matchmaking
