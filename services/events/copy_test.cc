// CopyEvent over every engine.
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/testing/forum_suite.h"

namespace plenary::events {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::Forum;
using ::plenary::testing::InText;
using ::plenary::testing::IsOk;
using ::plenary::testing::IsOkAnd;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::TimeOf;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Property;
using ::testing::SizeIs;
using S = EventService;

class CopyEventTest : public testing::ForumTest {
 protected:
  // A copy that begins a year of 52 weeks later.
  absl::StatusOr<v1::CopyEventResponse> Copy(const std::string& rest = "event_id: 'tibo-2024'") {
    return forum_.Do(&S::CopyEvent,
                     absl::StrCat("source_event: 'events/tibo' start_time ",
                                  InText(Forum::start() + absl::Hours(24 * 364)), " ", rest));
  }
};

PLENARY_ON_EVERY_ENGINE(CopyEventTest);

TEST_P(CopyEventTest, ACopyIsADraftWithTheSameCategoriesAndFields) {
  forum_.Event("waiting_list: true");
  forum_.Category("press", "precedence: 2 badge_color: '#1A7F37'");
  const std::string delegates = forum_.Category("delegates", "precedence: 1 limit: 5");
  forum_.Category("late", absl::StrCat("precedence: 3 overflow_of: '", delegates, "'"));
  Value(forum_.Do(&S::UpdateEvent,
                  std::string("event { name: 'events/tibo' custom_fields { id: 'outlet' type: TEXT "
                              "display_names { language: 'en' text: 'Outlet' } categories: "
                              "'events/tibo/categories/press' } }")));
  forum_.Confirmed(forum_.Delegation("kursk"), delegates);

  const v1::CopyEventResponse response = Value(Copy());
  const v1::Event& event = response.event();
  EXPECT_EQ(event.name(), "events/tibo-2024");
  EXPECT_EQ(event.copied_from(), "events/tibo");
  EXPECT_EQ(event.state(), v1::Event::DRAFT);
  EXPECT_TRUE(event.waiting_list());
  EXPECT_EQ(TimeOf(event.interval().end_time()), Forum::end() + absl::Hours(24 * 364));
  EXPECT_THAT(event.custom_fields(0).categories(),
              ElementsAre("events/tibo-2024/categories/press"));
  EXPECT_THAT(response.categories(),
              ElementsAre(Property(&v1::Category::name, "events/tibo-2024/categories/delegates"),
                          Property(&v1::Category::name, "events/tibo-2024/categories/press"),
                          Property(&v1::Category::name, "events/tibo-2024/categories/late")));
  EXPECT_EQ(response.categories(0).limit(), 5);
  EXPECT_EQ(response.categories(0).used(), 0);
  EXPECT_EQ(response.categories(2).overflow_of(), "events/tibo-2024/categories/delegates");
  EXPECT_THAT(forum_.Ask(&S::GetEvent, Forum::Named(event.name())), IsOkAnd(EqualsProto(event)));
  for (const v1::Category& category : response.categories()) {
    EXPECT_THAT(forum_.GetCategory(category.name()), EqualsProto(category));
  }
  EXPECT_THAT(forum_.AllDelegations(event.name()), IsEmpty());
}

TEST_P(CopyEventTest, DeletedCategoriesStayBehind) {
  forum_.Event();
  Value(forum_.Do(&S::DeleteCategory, Forum::Named(forum_.Category("press"))));
  EXPECT_THAT(Value(Copy()).categories(), IsEmpty());
}

TEST_P(CopyEventTest, ACopyMayHaveItsOwnNamesAndAnIdOfTheServers) {
  forum_.Event();
  const v1::Event event = Value(Copy("display_names { language: 'en' text: 'TIBO-2024' }")).event();
  EXPECT_THAT(event.display_names(), SizeIs(1));
  EXPECT_EQ(event.display_names(0).text(), "TIBO-2024");
  EXPECT_THAT(forum_.Ask(&S::GetEvent, Forum::Named(event.name())), IsOk());
  EXPECT_THAT(BadFields(Copy("display_names { language: 'en' text: 'a' } "
                             "display_names { language: 'en' text: 'b' }")),
              ElementsAre("display_names[1]"));
}

TEST_P(CopyEventTest, AHostThatIsNotThereAnyMoreIsLeftOut) {
  const std::string host = forum_.Organization("host");
  forum_.Event(absl::StrCat("host: '", host, "'"));
  EXPECT_EQ(Value(Copy("event_id: 'a'")).event().host(), host);
  Value(forum_.Do(&Forum::Directory::DeleteOrganization, Forum::Named(host)));
  EXPECT_EQ(Value(Copy("event_id: 'b'")).event().host(), "");
}

TEST_P(CopyEventTest, AnEventIsCopiedOnlyFromOneThatIsThereToAnIdThatIsFree) {
  EXPECT_THAT(Copy(), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  forum_.Event();
  EXPECT_THAT(Copy("event_id: 'tibo'"), RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
}

TEST_P(CopyEventTest, ADayThatWouldEndBeforeItBeginsIsRefused) {
  forum_.Event(absl::StrCat("interval { end_time ", InText(Forum::start() + absl::Hours(8)), " }"));
  EXPECT_THAT(BadFields(forum_.Do(&S::CopyEvent,
                                  absl::StrCat("source_event: 'events/tibo' start_time ",
                                               InText(Forum::start() + absl::Hours(24 + 9))))),
              ElementsAre("start_time"));
}

TEST_P(CopyEventTest, ATrialRunCopiesNothing) {
  forum_.Event();
  forum_.Category("press");
  EXPECT_THAT(Value(Copy("event_id: 'tibo-2024' validate_only: true")).categories(), SizeIs(1));
  EXPECT_THAT(forum_.Ask(&S::GetEvent, Forum::Named("events/tibo-2024")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

}  // namespace
}  // namespace plenary::events
