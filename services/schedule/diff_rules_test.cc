// What differs between two versions of a schedule.
#include "services/schedule/diff_rules.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/testing/protos.h"

namespace plenary::schedule {
namespace {

using ::plenary::testing::Parse;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Change = v1::ScheduleChange;

// A session of an hour that begins at `hour` of a day.
v1::Activity Session(const std::string& id, int hour, const std::string& rest = "") {
  return Parse<v1::Activity>(absl::StrCat("session { name: 'events/tibo/sessions/", id,
                                          "' interval { start_time { seconds: ", hour * 3600,
                                          " } end_time { seconds: ", (hour + 1) * 3600, " } } ",
                                          rest, " }"));
}
v1::Activity Cancelled(const std::string& id, int hour) {
  return Session(id, hour, "state: CANCELLED");
}

TEST(KindOfChangeTest, ReadersAreToldWhatIsNewMovedChangedOrOff) {
  const v1::Activity ten = Session("a", 10);
  const v1::Activity eleven = Session("a", 11);
  const v1::Activity in_hall = Session("a", 10, "assets { asset: 'assets/hall' }");
  const v1::Activity titled = Session("a", 10, "titles { language: 'en' text: 'Opening' }");
  const v1::Activity off = Cancelled("a", 10);
  const v1::Activity off_later = Cancelled("a", 11);
  const v1::Activity deleted = Session("a", 10, "delete_time { seconds: 1 }");
  const struct {
    const char* label;
    const v1::Activity* before;
    const v1::Activity* after;
    Change::Kind kind;
  } rows[] = {
      {"nothing", &ten, &ten, Change::KIND_UNSPECIFIED},
      {"new", nullptr, &ten, Change::ADDED},
      {"another time", &ten, &eleven, Change::MOVED},
      {"another place", &ten, &in_hall, Change::MOVED},
      {"another title", &ten, &titled, Change::CHANGED},
      {"cancelled", &ten, &off, Change::REMOVED},
      {"deleted", &ten, &deleted, Change::REMOVED},
      {"gone", &ten, nullptr, Change::REMOVED},
      {"on again", &off, &ten, Change::ADDED},
      {"cancelled, then gone", &off, nullptr, Change::KIND_UNSPECIFIED},
      {"cancelled at another time", &off, &off_later, Change::KIND_UNSPECIFIED},
      {"never there", nullptr, &off, Change::KIND_UNSPECIFIED},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(KindOfChange(row.before, row.after), row.kind) << row.label;
  }
}

TEST(FindDifferencesTest, DifferencesComeByTheTimeThingsTakePlace) {
  const std::vector<Change> changes =
      FindDifferences({Session("late", 18), Session("gone", 9), Session("same", 12)},
                      {Session("late", 8), Session("same", 12), Session("new", 10)});
  ASSERT_EQ(changes.size(), 3);
  EXPECT_EQ(changes[0].activity(), "events/tibo/sessions/late");
  EXPECT_EQ(changes[0].kind(), Change::MOVED);
  EXPECT_THAT(changes[0].fields(), ElementsAre("interval"));
  EXPECT_EQ(changes[1].activity(), "events/tibo/sessions/gone");
  EXPECT_EQ(changes[1].kind(), Change::REMOVED);
  EXPECT_FALSE(changes[1].has_after());
  EXPECT_EQ(changes[2].activity(), "events/tibo/sessions/new");
  EXPECT_FALSE(changes[2].has_before());
  EXPECT_THAT(changes[2].fields(), IsEmpty());
}

TEST(FillInWhomTest, AChangeConcernsWhoWasThereAndWhoIs) {
  Change change;
  *change.mutable_before() = Parse<v1::Activity>(
      "meeting { parties { delegation: 'events/tibo/delegations/kursk' } "
      "  attendees { who: 'people/anna' person: 'people/anna' "
      "              delegation: 'events/tibo/delegations/omsk' } }");
  *change.mutable_after() = Parse<v1::Activity>(
      "meeting { parties { delegation: 'events/tibo/delegations/kursk' } "
      "  responsible: 'people/boris' }");
  FillInWhom(change, Facts());
  EXPECT_THAT(change.delegations(),
              ElementsAre("events/tibo/delegations/kursk", "events/tibo/delegations/omsk"));
  EXPECT_THAT(change.people(), ElementsAre("people/anna", "people/boris"));
}

TEST(CountTest, AVersionCountsWhatTakesPlaceAndWhatBroughtItAbout) {
  v1::Plan plan;
  CountActivities({Session("a", 9), Cancelled("b", 10), Session("c", 11)}, plan);
  for (const Change::Kind kind :
       {Change::ADDED, Change::MOVED, Change::MOVED, Change::CHANGED, Change::REMOVED}) {
    CountChange(kind, plan);
  }
  EXPECT_EQ(plan.activities(), 2);
  EXPECT_EQ(plan.added(), 1);
  EXPECT_EQ(plan.moved(), 2);
  EXPECT_EQ(plan.changed(), 1);
  EXPECT_EQ(plan.cancelled(), 1);
}

}  // namespace
}  // namespace plenary::schedule
