// What goes with a person who is erased, and with an event that is purged, beside participations.
#include "services/printing/personal_traces.h"

#include <functional>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/delegations/personal_participations.h"
#include "services/personal_data/erasure.h"
#include "services/personal_data/purge.h"
#include "services/personal_data/service.h"
#include "services/printing/sheets.h"
#include "services/printing/table.h"
#include "services/schedule/import_table.h"
#include "services/storage/change_log.h"
#include "services/storage/resource.h"
#include "tests/testing/matchers.h"
#include "tests/testing/matchmaking.h"

namespace plenary::printing {
namespace {

using ::plenary::testing::Attends;
using ::plenary::testing::Clock;
using ::plenary::testing::Forum;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::IsEmpty;
using Personal = personal_data::PersonalDataService;
using Schedule = schedule::ScheduleService;

class PersonalTracesTest : public testing::MatchmakingTest {
 protected:
  std::string PersonOf(const std::string& participant) {
    return Value(forum_.Ask(&Forum::Delegations::GetParticipant, Forum::Named(participant)))
        .person();
  }
  // A print of the event with somebody's name on it.
  std::string Printed(const std::string& id) {
    v1::Print print;
    print.set_name(absl::StrCat(Forum::kEvent, "/prints/", id));
    print.set_kind(v1::EVENT_PROGRAMME);
    print.set_subject(Forum::kEvent);
    Sheet sheet;
    sheet.lines.push_back({"events/tibo/participants/1", "Somebody"});
    Write([&](storage::Tx& tx) -> absl::Status {
      PLENARY_ASSIGN_OR_RETURN(const vault::Sealed content,
                               SealLines(testing::TestVault(), print.name(), sheet, false));
      return InsertPrint(tx, print, content);
    });
    return print.name();
  }
  // OK while it can be compared with.
  absl::Status Opened(const std::string& print) {
    return storage::ReadAndWait(forum_.store(), [&](storage::Tx& tx) -> absl::Status {
      PLENARY_ASSIGN_OR_RETURN(const vault::Sealed content, FindContent(tx, print));
      return OpenLines(testing::TestVault(), print, content).status();
    });
  }
  void Write(const std::function<absl::Status(storage::Tx&)>& body) {
    ASSERT_THAT(storage::WriteAndWait(forum_.store(), {Forum::kEvent}, body), IsOk());
  }
  void Erase(const std::string& person) {
    const storage::Call call = {"users/officer", "ErasePerson", ""};
    Value(storage::ChangeAndWait(forum_.store(), forum_.random(), call, personal_,
                                 &Personal::ErasePerson,
                                 testing::Parse<v1::ErasePersonRequest>(
                                     absl::StrCat("name: '", person, "' reason: 'asked for it'"))));
  }
  // Whether the change log of the event still holds `text`.
  bool LogHolds(const std::string& text) {
    bool holds = false;
    EXPECT_THAT(storage::ReadAndWait(forum_.store(),
                                     [&](storage::Tx& tx) -> absl::Status {
                                       PLENARY_ASSIGN_OR_RETURN(
                                           const auto entries,
                                           storage::ReadChanges(tx, Forum::kEvent, 0, 1000));
                                       for (const auto& entry : entries) {
                                         holds = holds || absl::StrContains(entry.payload, text);
                                       }
                                       return absl::OkStatus();
                                     }),
                IsOk());
    return holds;
  }

  delegations::PersonalParticipations participations_;
  PersonalTraces traces_{participations_};
  const Personal personal_{forum_.sealer(), testing::TestVault(), traces_};
};
PLENARY_ON_EVERY_ENGINE(PersonalTracesTest);

TEST_P(PersonalTracesTest, PrintsOfWhatAnErasedPersonTookPartInAreComparedNoMore) {
  const std::string participant = forum_.Guest();
  const std::string person = PersonOf(participant);
  const std::string print = Printed("p");
  Value(forum_.Withdraw(participant));
  Erase(person);
  EXPECT_THAT(Opened(print), RefusedFor(v1::ERROR_REASON_PERSON_ERASED));
}

TEST_P(PersonalTracesTest, PrintsGoWithASpeakerWhoTakesNoPartInTheEvent) {
  const std::string speaker = forum_.Person("Speaker");
  forum_.Session(Clock(10), Clock(11), Attends(speaker, "role: SPEAKER"));
  const std::string print = Printed("p");
  Erase(forum_.Person("Stranger"));
  EXPECT_THAT(Opened(print), IsOk());
  Erase(speaker);
  EXPECT_THAT(Opened(print), RefusedFor(v1::ERROR_REASON_PERSON_ERASED));
}

TEST_P(PersonalTracesTest, WhatAnErasedPersonSaidWithAnAnswerIsNowhere) {
  const std::string participant = forum_.Guest();
  const std::string person = PersonOf(participant);
  const std::string session = forum_.Session(Clock(10), Clock(11), Attends(participant));
  Value(forum_.Do(&Schedule::AnswerInvitation,
                  absl::StrCat("activity: '", session, "' who: '", participant,
                               "' answer: DECLINED note: 'a bad cold'")));
  ASSERT_TRUE(LogHolds("a bad cold"));
  forum_.WorkInVersions();
  Value(forum_.Do(&Schedule::UpdateSession,
                  absl::StrCat("session { name: '", session, "' expected_count: 9 }")));
  Value(forum_.Withdraw(participant));
  Erase(person);
  EXPECT_FALSE(LogHolds("a bad cold"));
  for (const char* view : {"", "view: WORK_IN_PROGRESS"}) {
    const v1::Session left = Value(forum_.GetSession(session, view));
    ASSERT_EQ(left.attendees_size(), 1) << view;
    EXPECT_THAT(left.attendees(0).answer_note(), IsEmpty()) << view;
    EXPECT_THAT(left.attendees(0).display_name(), IsEmpty()) << view;
  }
  bool versions_hold = false;
  const auto look = [&](const storage::Row& row) {
    versions_hold = versions_hold || absl::StrContains(row.Text(0), "a bad cold");
  };
  EXPECT_THAT(storage::ReadAndWait(forum_.store(),
                                   [&](storage::Tx& tx) {
                                     return tx.Run({"SELECT body FROM plan_items", {}, look});
                                   }),
              IsOk());
  EXPECT_FALSE(versions_hold);
}

TEST_P(PersonalTracesTest, WhatWasWrittenWithRequestsThatNameAnErasedPersonIsNowhere) {
  const std::string participant = forum_.Guest(forum_.kursk());
  const std::string person = PersonOf(participant);
  const std::string request =
      forum_.Asked(forum_.kursk(), forum_.omsk(),
                   absl::StrCat("note: 'about the cure' from { people: '", participant, "' }"));
  const std::string other = forum_.Asked(forum_.omsk(), forum_.tula(), "note: 'about the harvest'");
  Value(forum_.Decline(request, "note: 'a bad cold'"));
  ASSERT_TRUE(LogHolds("about the cure"));
  Value(forum_.Withdraw(participant));
  Erase(person);
  EXPECT_FALSE(LogHolds("about the cure"));
  EXPECT_FALSE(LogHolds("a bad cold"));
  const v1::MeetingRequest left = forum_.GetRequest(request);
  EXPECT_EQ(left.note(), "");
  EXPECT_EQ(left.answer_note(), "");
  EXPECT_EQ(left.state(), v1::MeetingRequest::DECLINED);
  EXPECT_EQ(forum_.GetRequest(other).note(), "about the harvest");
}

TEST_P(PersonalTracesTest, ImportedFilesKnowAnErasedPersonNoMore) {
  const std::string speaker = forum_.Person("Speaker");
  Write([&](storage::Tx& tx) {
    return schedule::NoteImported(tx, Forum::kEvent, "person", {{"Speaker, Ann", speaker}});
  });
  Erase(speaker);
  EXPECT_THAT(storage::ReadAndWait(forum_.store(),
                                   [&](storage::Tx& tx) -> absl::Status {
                                     PLENARY_ASSIGN_OR_RETURN(
                                         const auto known,
                                         schedule::FindImported(tx, Forum::kEvent, "person",
                                                                {"Speaker, Ann"}));
                                     EXPECT_THAT(known, IsEmpty());
                                     return absl::OkStatus();
                                   }),
              IsOk());
}

TEST_P(PersonalTracesTest, PrintsOfAnEventGoWithItsPurge) {
  const std::string print = Printed("p");
  forum_.clock().Set(Forum::end() + absl::Hours(1));
  Value(forum_.Do(&Forum::Events::UpdateEvent,
                  absl::StrCat("event { name: '", Forum::kEvent, "' purge_time ",
                               testing::InText(Forum::end() + absl::Hours(2)), " }")));
  const auto purge = [&] {
    return personal_data::Purge(forum_.store(), forum_.clock(), forum_.random(), traces_);
  };
  EXPECT_THAT(purge(), IsOk());
  EXPECT_THAT(Opened(print), IsOk());
  forum_.clock().Advance(absl::Hours(2));
  EXPECT_THAT(purge(), IsOk());
  EXPECT_THAT(Opened(print), RefusedFor(v1::ERROR_REASON_PERSON_ERASED));
}

}  // namespace
}  // namespace plenary::printing
