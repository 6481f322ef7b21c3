// Calendar feeds over every engine: what they show, to whom, and for how long.
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/names.h"
#include "services/interchange/test_calendars.h"
#include "services/schedule/feed_rules.h"
#include "services/schedule/owners.h"
#include "services/storage/change_log.h"
#include "tests/testing/matchers.h"
#include "tests/testing/schedule.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::Attends;
using ::plenary::testing::Clock;
using ::plenary::testing::InText;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::TestVault;
using ::plenary::testing::Uses;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;
using S = testing::ScheduleForum::Schedule;

// Owners as a test says: whoever is not among them may not sign in.
class Owners : public FeedOwners {
 public:
  std::map<std::string, base::Access, std::less<>> by_name;

  absl::StatusOr<absl::optional<base::Access>> AccessNow(storage::Tx&, absl::string_view owner,
                                                         absl::string_view) const override {
    const auto found = by_name.find(std::string(owner));
    if (found == by_name.end()) return absl::optional<base::Access>();
    return absl::optional<base::Access>(found->second);
  }
};

class FeedsTest : public testing::ScheduleTest {
 protected:
  FeedsTest() { Let("local", {{v1::ADMINISTRATOR, ""}}); }

  void Let(const std::string& owner, std::vector<base::Grant> grants) {
    owners_.by_name.insert_or_assign(owner, base::Access(std::move(grants)));
  }
  // From now on the caller is this user with these roles.
  void ActAs(const std::string& user, std::vector<base::Grant> grants) {
    Let(user, grants);
    access_ = std::make_unique<base::Access>(std::move(grants));
    forum_.ActAs(user, access_.get());
  }
  absl::StatusOr<v1::CalendarFeed> Create(const std::string& subject,
                                          const std::string& rest = "") {
    return forum_.Do(&S::CreateCalendarFeed, absl::StrCat("calendar_feed { subject: '", subject,
                                                          "' language_code: 'en' } ", rest));
  }
  absl::StatusOr<v1::ReadCalendarFeedResponse> Ask(const std::string& secret,
                                                   const std::string& tag = "") {
    v1::ReadCalendarFeedRequest request;
    request.set_secret(secret);
    request.set_if_none_match(tag);
    const base::Access nobody({});
    const storage::Call call = {"", "plenary.v1.ScheduleService/ReadCalendarFeed", "", &nobody};
    return storage::ReadAndWait(forum_.store(), call, service_, &S::ReadCalendarFeed, request);
  }
  std::string Read(const std::string& secret) {
    const std::string text = Value(Ask(secret)).calendar();
    EXPECT_EQ(interchange::StrictFaults(text), "");
    return absl::StrReplaceAll(text, {{"\r\n ", ""}});
  }
  std::string ReadNew(const std::string& subject) { return Read(Value(Create(subject)).secret()); }
  std::vector<std::string> Listed() {
    std::vector<std::string> names;
    const auto page = Value(forum_.Ask(&S::ListCalendarFeeds, "page_size: 1000"));
    for (const v1::CalendarFeed& feed : page.calendar_feeds()) {
      EXPECT_THAT(feed.secret(), IsEmpty());
      names.push_back(feed.name());
    }
    return names;
  }
  absl::StatusOr<v1::CalendarFeed> Delete(const std::string& name) {
    return forum_.Do(&S::DeleteCalendarFeed, absl::StrCat("name: '", name, "'"));
  }
  void DeleteSession(const std::string& name) {
    Value(forum_.Do(&S::DeleteSession, absl::StrCat("name: '", name, "'")));
  }

  Owners owners_;
  const S service_{forum_.sealer(), TestVault(), &owners_};
  std::unique_ptr<base::Access> access_;
};
PLENARY_ON_EVERY_ENGINE(FeedsTest);

TEST_P(FeedsTest, EverySubjectHasAFeed) {
  const std::string kursk = forum_.Delegation("kursk");
  const std::string guest = forum_.Guest(kursk);
  forum_.Session(Clock(10), Clock(11), absl::StrCat(Uses("hall-a"), Attends(guest)));
  const std::string person = forum_.Participant(guest).person();
  for (const std::string& subject :
       {std::string("events/tibo"), kursk, person, guest, std::string("assets/hall-a")}) {
    EXPECT_THAT(ReadNew(subject), HasSubstr("SUMMARY:A session")) << subject;
  }
  EXPECT_THAT(ReadNew(kursk), HasSubstr("X-WR-CALNAME:kursk"));
}

TEST_P(FeedsTest, ASecretIsToldOnceAndKeptNowhere) {
  const std::string request = "calendar_feed { subject: 'events/tibo' } request_id: 'once'";
  const v1::CalendarFeed feed = Value(forum_.Do(&S::CreateCalendarFeed, request));
  EXPECT_THAT(feed.secret(), MatchesRegex("plf_[a-z2-7]{24}_[a-z2-7]{52}"));
  EXPECT_EQ(feed.owner(), "local");
  EXPECT_TRUE(feed.has_create_time());
  const v1::CalendarFeed again = Value(forum_.Do(&S::CreateCalendarFeed, request));
  EXPECT_EQ(again.name(), feed.name());
  EXPECT_THAT(again.secret(), IsEmpty());
  EXPECT_THAT(Listed(), ElementsAre(feed.name()));
  EXPECT_THAT(
      storage::ReadAndWait(forum_.store(),
                           [&](storage::Tx& tx) {
                             PLENARY_ASSIGN_OR_RETURN(
                                 const auto changes,
                                 storage::ReadChanges(tx, storage::kDirectoryPartition, 0, 1000));
                             EXPECT_EQ(changes.back().resource, feed.name());
                             EXPECT_THAT(changes.back().payload, Not(HasSubstr("plf_")));
                             return absl::OkStatus();
                           }),
      IsOk());
  EXPECT_NE(Value(Create("events/tibo")).secret(), feed.secret());
}

TEST_P(FeedsTest, AnUnknownSecretReadsNothingWhateverItsForm) {
  const std::string secret = Value(Create("events/tibo")).secret();
  for (const std::string& wrong : {std::string("plf_nothing"), secret + "a",
                                   secret.substr(0, secret.size() - 1), std::string(255, 'x')}) {
    EXPECT_THAT(Ask(wrong), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND)) << wrong;
  }
}

TEST_P(FeedsTest, WhatDidNotChangeIsNotSentAgain) {
  const std::string secret = Value(Create("events/tibo")).secret();
  const auto first = Value(Ask(secret));
  const auto same = Value(Ask(secret, first.entity_tag()));
  EXPECT_EQ(same.entity_tag(), first.entity_tag());
  EXPECT_THAT(same.calendar(), IsEmpty());
  forum_.clock().Advance(absl::Hours(1));
  EXPECT_EQ(Value(Ask(secret)).calendar(), first.calendar());
  forum_.Session(Clock(10), Clock(11));
  const auto other = Value(Ask(secret, first.entity_tag()));
  EXPECT_NE(other.entity_tag(), first.entity_tag());
  EXPECT_THAT(other.calendar(), HasSubstr("SUMMARY:A session"));
}

TEST_P(FeedsTest, AMoveRaisesTheSequenceOfTheSameEntry) {
  const std::string secret = Value(Create("events/tibo")).secret();
  const std::string session = forum_.Session(Clock(10), Clock(11));
  const std::string uid = absl::StrCat("UID:", base::LastId(session), "@tibo");
  EXPECT_THAT(Read(secret), HasSubstr(absl::StrCat(uid, "\r\n")));
  EXPECT_THAT(Read(secret), HasSubstr("SEQUENCE:0"));
  Value(forum_.Do(&S::MoveActivities,
                  absl::StrCat("parent: 'events/tibo' moves { activity: '", session,
                               "' start_time ", InText(Clock(15)), " }")));
  const std::string text = Read(secret);
  EXPECT_THAT(text, HasSubstr(absl::StrCat(uid, "\r\n")));
  EXPECT_THAT(text, HasSubstr("SEQUENCE:1"));
  EXPECT_THAT(text, HasSubstr("DTSTART;TZID=Europe/Minsk:20230601T150000"));
}

TEST_P(FeedsTest, WhatIsCancelledOrDeletedIsCalledOffForThirtyDays) {
  const std::string guest = forum_.Guest();
  const std::string rest = absl::StrCat(Uses("hall-a"), Attends(guest));
  const std::string cancelled = forum_.Session(Clock(10), Clock(11), rest);
  const std::string deleted = forum_.Session(Clock(12), Clock(13), rest);
  Value(forum_.Do(&S::CancelSession, absl::StrCat("name: '", cancelled, "'")));
  DeleteSession(deleted);
  for (const std::string& subject :
       {std::string("events/tibo"), guest, forum_.Participant(guest).person(),
        std::string("assets/hall-a")}) {
    const std::string secret = Value(Create(subject)).secret();
    const std::string text = Read(secret);
    for (const std::string& session : {cancelled, deleted}) {
      EXPECT_THAT(text, HasSubstr(absl::StrCat("UID:", base::LastId(session)))) << subject;
    }
    EXPECT_THAT(text, HasSubstr("STATUS:CANCELLED"));
    EXPECT_THAT(text, HasSubstr("SEQUENCE:1"));
    EXPECT_THAT(text, Not(HasSubstr("STATUS:CONFIRMED")));
  }
  const std::string secret = Value(Create("events/tibo")).secret();
  forum_.clock().Advance(absl::Hours(24 * 31));
  EXPECT_THAT(Read(secret), Not(HasSubstr("BEGIN:VEVENT")));
}

TEST_P(FeedsTest, WhatWasNeverReleasedLeavesNoTrace) {
  forum_.WorkInVersions();
  const std::string draft = forum_.Session(Clock(10), Clock(11));
  const std::string secret = Value(Create("events/tibo")).secret();
  EXPECT_THAT(Read(secret), Not(HasSubstr("BEGIN:VEVENT")));
  DeleteSession(draft);
  EXPECT_THAT(Read(secret), Not(HasSubstr("BEGIN:VEVENT")));
}

TEST_P(FeedsTest, WhatIsDeletedInProgressIsCalledOffWithTheNextRelease) {
  forum_.WorkInVersions();
  const std::string session = forum_.Session(Clock(10), Clock(11));
  Value(forum_.Do(&S::ReleasePlan, "parent: 'events/tibo'"));
  const std::string secret = Value(Create("events/tibo")).secret();
  DeleteSession(session);
  EXPECT_THAT(Read(secret), HasSubstr("STATUS:CONFIRMED"));
  Value(forum_.Do(&S::ReleasePlan, "parent: 'events/tibo'"));
  EXPECT_THAT(Read(secret), HasSubstr("STATUS:CANCELLED"));
}

TEST_P(FeedsTest, AFocalPointsFeedHasOnlyItsOwn) {
  const std::string kursk = forum_.Delegation("kursk");
  const std::string omsk = forum_.Delegation("omsk");
  const auto dinner = [&](const std::string& delegation, int hour) {
    return forum_.Session(
        Clock(hour), Clock(hour + 1),
        absl::StrCat(Uses("hall-a"), "note: 'for the staff' delegations: '", delegation, "'"));
  };
  dinner(kursk, 10);
  dinner(omsk, 12);
  DeleteSession(dinner(kursk, 14));
  DeleteSession(dinner(omsk, 16));
  ActAs("users/anna", {{v1::REGISTRAR, kursk}});
  const std::string text = ReadNew("assets/hall-a");
  EXPECT_THAT(text, HasSubstr("20230601T100000"));
  EXPECT_THAT(text, Not(HasSubstr("20230601T120000")));
  EXPECT_THAT(text, HasSubstr("20230601T140000"));
  EXPECT_THAT(text, Not(HasSubstr("20230601T160000")));
  EXPECT_THAT(text, Not(HasSubstr("for the staff")));
}

TEST_P(FeedsTest, AFeedShowsWhatItsOwnerMaySeeNow) {
  const std::string kursk = forum_.Delegation("kursk");
  forum_.Session(Clock(10), Clock(11), absl::StrCat(Uses("hall-a"), "delegations: '", kursk, "'"));
  ActAs("users/anna", {{v1::EVENT_MANAGER, "events/tibo"}});
  const std::string secret = Value(Create("assets/hall-a")).secret();
  EXPECT_THAT(Read(secret), HasSubstr("BEGIN:VEVENT"));
  Let("users/anna", {{v1::REGISTRAR, "events/tibo/delegations/omsk"}});
  EXPECT_THAT(Read(secret), Not(HasSubstr("BEGIN:VEVENT")));
  owners_.by_name.erase("users/anna");
  EXPECT_THAT(Ask(secret), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(FeedsTest, ARevokedFeedIsGoneForGood) {
  const v1::CalendarFeed feed = Value(Create("events/tibo"));
  EXPECT_EQ(Value(Delete(feed.name())).name(), feed.name());
  EXPECT_THAT(Ask(feed.secret()), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Delete(feed.name()), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Listed(), IsEmpty());
}

TEST_P(FeedsTest, FeedsAreTheirOwnersAndAdministratorsAffair) {
  ActAs("users/boris", {{v1::EVENT_MANAGER, "events/tibo"}});
  const std::string boriss = Value(Create("events/tibo")).name();
  ActAs("users/anna", {{v1::VIEWER, ""}});
  forum_.clock().Advance(absl::Seconds(1));
  const std::string annas = Value(Create("events/tibo")).name();
  EXPECT_THAT(Listed(), ElementsAre(annas));
  EXPECT_THAT(Delete(boriss), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  ActAs("users/ada", {{v1::ADMINISTRATOR, ""}});
  EXPECT_THAT(Listed(), ElementsAre(annas, boriss));
  EXPECT_THAT(Delete(boriss), IsOk());
}

TEST_P(FeedsTest, NobodyHasMoreThanAHundred) {
  for (int i = 0; i < 100; ++i) Value(Create("events/tibo"));
  const auto refused = Create("events/tibo");
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(base::MetadataOf(refused.status())["limit"], "100");
  EXPECT_THAT(Delete(Listed().front()), IsOk());
  EXPECT_THAT(Create("events/tibo"), IsOk());
}

TEST_P(FeedsTest, AFeedIsOfWhatThereIs) {
  for (const char* subject : {"events/none", "events/tibo/delegations/none",
                              "events/tibo/participants/none", "people/none", "assets/none"}) {
    EXPECT_THAT(Create(subject), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND)) << subject;
  }
}

TEST_P(FeedsTest, AFeedOfAHallReachesNinetyDaysBackAndOneOfAnEventHoldsAllOfIt) {
  forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const std::string of_event = Value(Create("events/tibo")).secret();
  const std::string of_hall = Value(Create("assets/hall-a")).secret();
  forum_.clock().Set(Clock(11) + absl::Hours(24 * 89));
  EXPECT_THAT(Read(of_event), HasSubstr("BEGIN:VEVENT"));
  EXPECT_THAT(Read(of_hall), HasSubstr("BEGIN:VEVENT"));
  forum_.clock().Set(Clock(11) + absl::Hours(24 * 91));
  EXPECT_THAT(Read(of_event), HasSubstr("BEGIN:VEVENT"));
  EXPECT_THAT(Read(of_hall), Not(HasSubstr("BEGIN:VEVENT")));
}

TEST_P(FeedsTest, AFeedReachesAYearAhead) {
  forum_.Session(Clock(10), Clock(11), Uses("hall-a"));
  const std::string secret = Value(Create("assets/hall-a")).secret();
  // What is so far ahead is read in a second piece.
  forum_.Event(absl::StrCat("interval { start_time ", InText(Clock(0) + absl::Hours(24 * 300)),
                            " end_time ", InText(Clock(0) + absl::Hours(24 * 303)), " }"),
               "next");
  v1::CreateSessionRequest request;
  request.set_parent("events/next");
  *request.mutable_session() = Parse<v1::Session>(absl::StrCat(
      "titles { language: 'en' text: 'Next year' } ", Uses("hall-a"),
      testing::Interval(Clock(10) + absl::Hours(24 * 300), Clock(11) + absl::Hours(24 * 300))));
  Value(forum_.Do(&S::CreateSession, request));
  EXPECT_THAT(Read(secret), HasSubstr("SUMMARY:Next year"));
  EXPECT_THAT(Read(secret), HasSubstr("SUMMARY:A session"));
}

}  // namespace
}  // namespace plenary::schedule
