#include "services/events/service.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/storage/change_log.h"
#include "services/storage/resource.h"
#include "services/storage/resume_token.h"
#include "tests/testing/forum_suite.h"

namespace plenary::events {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::InText;
using ::plenary::testing::IsOk;
using ::plenary::testing::IsOkAnd;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::StatusIs;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using C = v1::Category;
using E = v1::Event;
using S = EventService;

constexpr char kTibo[] = "events/tibo";

absl::Time Day(int month, int day) {
  return absl::FromCivil(absl::CivilDay(2023, month, day), absl::UTCTimeZone());
}

// "interval { start_time { … } end_time { … } }"
std::string Interval(absl::Time start, absl::Time end) {
  return absl::StrCat("interval { start_time ", InText(start), " end_time ", InText(end), " } ");
}

// An event of June.
std::string EventText() {
  return absl::StrCat("kind: FORUM role: HOSTED time_zone: 'Europe/Minsk' ",
                      "display_names { language: 'en' text: 'TIBO-2023' } ",
                      Interval(Day(6, 1), Day(6, 4)));
}
std::string CategoryText(const std::string& rest = "") {
  return absl::StrCat("display_names { language: 'en' text: 'Delegates' } ", rest);
}

class EventsTest : public testing::ForumTest {
 protected:
  // Creates an event of June, but with `event`. `rest` is the text of further fields of a request,
  // here and below.
  absl::StatusOr<E> Create(const std::string& id, const std::string& event = "",
                           const std::string& rest = "") {
    auto request = Parse<v1::CreateEventRequest>(rest);
    request.set_event_id(id);
    *request.mutable_event() = Parse<E>(EventText(), event);
    return forum_.Do(&S::CreateEvent, request);
  }
  // A draft.
  std::string Draft(const std::string& id, const std::string& event = "") {
    return Value(Create(id, event)).name();
  }
  absl::StatusOr<E> Get(const std::string& name) {
    return forum_.Ask(&S::GetEvent, forum_.Named(name));
  }
  absl::StatusOr<E> Update(const std::string& event, const std::string& rest = "") {
    return forum_.Do(&S::UpdateEvent, absl::StrCat("event { ", event, " } ", rest));
  }
  absl::StatusOr<E> Delete(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&S::DeleteEvent, forum_.Named(name, rest));
  }
  absl::StatusOr<E> Undelete(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&S::UndeleteEvent, forum_.Named(name, rest));
  }
  absl::StatusOr<E> Publish(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&S::PublishEvent, forum_.Named(name, rest));
  }
  absl::StatusOr<E> Start(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&S::StartEvent, forum_.Named(name, rest));
  }
  absl::StatusOr<E> Close(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&S::CloseEvent, forum_.Named(name, rest));
  }
  absl::StatusOr<E> Archive(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&S::ArchiveEvent, forum_.Named(name, rest));
  }
  absl::StatusOr<E> Postpone(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&S::PostponeEvent, forum_.Named(name, absl::StrCat("reason: 'flood' ", rest)));
  }
  absl::StatusOr<E> Cancel(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&S::CancelEvent, forum_.Named(name, absl::StrCat("reason: 'war' ", rest)));
  }
  // An event of that state.
  std::string InState(const std::string& id, E::State state) {
    const std::string name = Draft(id);
    if (state == E::DRAFT) return name;
    if (state == E::CANCELLED) return Value(Cancel(name)).name();
    Value(Publish(name));
    if (state == E::PUBLISHED) return name;
    if (state == E::POSTPONED) return Value(Postpone(name)).name();
    Value(Start(name));
    if (state == E::RUNNING) return name;
    Value(Close(name));
    if (state == E::CLOSED) return name;
    return Value(Archive(name)).name();
  }
  absl::StatusOr<v1::ListEventsResponse> List(const std::string& request) {
    return forum_.Ask(&S::ListEvents, request);
  }
  // The ids of one page.
  std::vector<std::string> Ids(const std::string& request = "") {
    const auto page = Value(List(request));
    std::vector<std::string> ids;
    ids.reserve(page.events_size());
    for (const E& each : page.events()) ids.emplace_back(base::LastId(each.name()));
    return ids;
  }

  absl::StatusOr<C> CreateCategory(const std::string& id, const std::string& category,
                                   const std::string& rest = "", const std::string& event = kTibo) {
    return forum_.Do(&S::CreateCategory, absl::StrCat("parent: '", event, "' category_id: '", id,
                                                      "' category { ", category, " } ", rest));
  }
  std::string Category(const std::string& id, const std::string& rest = "",
                       const std::string& event = kTibo) {
    return Value(CreateCategory(id, CategoryText(rest), "", event)).name();
  }
  absl::StatusOr<C> GetCategory(const std::string& name) {
    return forum_.Ask(&S::GetCategory, forum_.Named(name));
  }
  absl::StatusOr<C> UpdateCategory(const std::string& name, const std::string& category,
                                   const std::string& rest = "") {
    return forum_.Do(&S::UpdateCategory,
                     absl::StrCat("category { ", forum_.Named(name, category), " } ", rest));
  }
  absl::StatusOr<C> DeleteCategory(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&S::DeleteCategory, forum_.Named(name, rest));
  }
  absl::StatusOr<C> UndeleteCategory(const std::string& name, const std::string& rest = "") {
    return forum_.Do(&S::UndeleteCategory, forum_.Named(name, rest));
  }
  absl::StatusOr<v1::ListCategoriesResponse> ListCategories(const std::string& rest,
                                                            const std::string& event = kTibo) {
    return forum_.Ask(&S::ListCategories, absl::StrCat("parent: '", event, "' ", rest));
  }
  std::vector<std::string> CategoryIds(const std::string& rest = "") {
    const auto page = Value(ListCategories(rest));
    std::vector<std::string> ids;
    ids.reserve(page.categories_size());
    for (const C& each : page.categories()) ids.emplace_back(base::LastId(each.name()));
    return ids;
  }

  // How many entries the chain of an event has.
  int64_t Entries(const std::string& event = kTibo) {
    int64_t number = 0;
    const absl::Status status = storage::ReadAndWait(forum_.store(), [&](storage::Tx& tx) {
      PLENARY_ASSIGN_OR_RETURN(const auto head, storage::ReadHead(tx, event));
      number = head.number;
      return absl::OkStatus();
    });
    EXPECT_THAT(status, IsOk());
    return number;
  }
};
PLENARY_ON_EVERY_ENGINE(EventsTest);

TEST_P(EventsTest, AnEventBeginsAsADraft) {
  const auto created = Create("tibo",
                              "name: 'events/other' etag: 'r9' state: RUNNING state_reason: 'x' "
                              "seat_policy: ON_NOMINATION country_code: 'BY' "
                              "venue { subdivision_code: 'BY-HM' }");
  ASSERT_THAT(created, IsOk());
  EXPECT_EQ(created->name(), kTibo);
  EXPECT_EQ(created->etag(), "r1");
  EXPECT_EQ(created->state(), E::DRAFT);
  EXPECT_EQ(created->state_reason(), "");
  EXPECT_EQ(created->seat_policy(), E::ON_NOMINATION);
  EXPECT_THAT(created->create_time(), EqualsProto(storage::ToTimestamp(forum_.clock().Now())));
  EXPECT_THAT(Get(kTibo), IsOkAnd(EqualsProto(*created)));
}

TEST_P(EventsTest, AnEventWithoutAnIdGetsOneOfItsOwn) {
  const auto first = Create("");
  const auto second = Create("");
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_NE(first->name(), second->name());
  EXPECT_THAT(Get(first->name()), IsOkAnd(EqualsProto(*first)));
}

TEST_P(EventsTest, ANameIsTakenOnceEvenByWhatWasDeleted) {
  Draft("tibo");
  EXPECT_THAT(Create("tibo"), RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  Value(Delete(kTibo));
  EXPECT_THAT(Create("tibo"), RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
  Value(Undelete(kTibo));
  Category("press");
  EXPECT_THAT(CreateCategory("press", CategoryText()),
              RefusedFor(v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS));
}

TEST_P(EventsTest, AMalformedRequestNamesEveryBadField) {
  const std::string tibo = Draft("tibo");
  const int64_t before = Entries();
  const struct {
    const char* label;
    std::function<absl::Status()> call;
    std::vector<std::string> bad;
  } kCases[] = {
      {"no fields",
       [&] { return forum_.Do(&S::CreateEvent, "event { website: 'x' }").status(); },
       {"event.kind", "event.role", "event.display_names", "event.time_zone", "event.interval"}},
      {"a zone that is none",
       [&] { return Create("a", "time_zone: 'Europe/Atlantis'").status(); },
       {"event.time_zone"}},
      {"an end before the start",
       [&] { return Create("a", Interval(Day(6, 4), Day(6, 1))).status(); },
       {"event.interval"}},
      {"two windows for a step",
       [&] {
         return Create("a",
                       "windows { step: NOMINATION interval {} } "
                       "windows { step: NOMINATION interval {} }")
             .status();
       },
       {"event.windows[1].step"}},
      {"a window for no step",
       [&] { return Create("a", "windows { interval {} }").status(); },
       {"event.windows[0].step"}},
      {"a host of another form",
       [&] { return Create("a", "host: 'people/1'").status(); },
       {"event.host"}},
      {"an id with capitals", [&] { return Create("Tibo").status(); }, {"event_id"}},
      {"a name of another form", [&] { return Get("organizations/tibo").status(); }, {"name"}},
      {"no reason",
       [&] { return forum_.Do(&S::CancelEvent, forum_.Named(tibo)).status(); },
       {"reason"}},
      {"an interval without an end",
       [&] { return Postpone(tibo, "interval { start_time { seconds: 5 } }").status(); },
       {"interval.end_time"}},
      {"a colour by name",
       [&] { return CreateCategory("a", CategoryText("badge_color: 'red'")).status(); },
       {"category.badge_color"}},
      {"a negative limit",
       [&] { return CreateCategory("a", CategoryText("limit: -1")).status(); },
       {"category.limit"}},
      {"an overflow of another event",
       [&] {
         return CreateCategory("a", CategoryText("overflow_of: 'events/b/categories/c'")).status();
       },
       {"category.overflow_of"}},
      {"an overflow of itself",
       [&] {
         return CreateCategory("a", CategoryText("overflow_of: 'events/tibo/categories/a'"))
             .status();
       },
       {"category.overflow_of"}},
      {"a category of another event",
       [&] {
         return forum_
             .Ask(&S::BatchGetCategories, "parent: 'events/tibo' names: 'events/b/categories/c'")
             .status();
       },
       {"names[0]"}}};
  for (const auto& one : kCases) {
    SCOPED_TRACE(one.label);
    const absl::Status status = one.call();
    EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
    EXPECT_EQ(BadFields(status), one.bad);
  }
  EXPECT_EQ(Entries(), before);
}

TEST_P(EventsTest, ARequestForWhatIsNotThereIsRefused) {
  Draft("tibo");
  const std::string none = "events/none";
  const std::string category = "events/tibo/categories/none";
  const absl::Status answers[] = {
      Get(none).status(),
      Update(absl::StrCat("name: '", none, "' website: 'x'")).status(),
      Delete(none).status(),
      Undelete(none).status(),
      Publish(none).status(),
      Start(none).status(),
      Close(none).status(),
      Archive(none).status(),
      Postpone(none).status(),
      Cancel(none).status(),
      forum_.Ask(&S::BatchGetEvents, "names: 'events/tibo' names: 'events/none'").status(),
      CreateCategory("a", CategoryText(), "", none).status(),
      ListCategories("", none).status(),
      GetCategory(category).status(),
      GetCategory("events/none/categories/a").status(),
      UpdateCategory(category, "precedence: 1").status(),
      DeleteCategory(category).status(),
      UndeleteCategory(category).status(),
      forum_
          .Ask(&S::BatchGetCategories,
               absl::StrCat("parent: 'events/tibo' names: '", category, "'"))
          .status()};
  for (const absl::Status& status : answers) {
    EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kNotFound));
  }
}

TEST_P(EventsTest, AVerbAppliesInItsStatesAndInNoOther) {
  struct Verb {
    const char* label;
    std::function<absl::StatusOr<E>(const std::string&)> apply;
    std::map<E::State, E::State> leads;
  };
  const std::string july = Interval(Day(7, 1), Day(7, 4));
  const Verb verbs[] = {
      {"publish",
       [&](const std::string& name) { return Publish(name); },
       {{E::DRAFT, E::PUBLISHED}}},
      {"start", [&](const std::string& name) { return Start(name); }, {{E::PUBLISHED, E::RUNNING}}},
      {"close", [&](const std::string& name) { return Close(name); }, {{E::RUNNING, E::CLOSED}}},
      {"archive",
       [&](const std::string& name) { return Archive(name); },
       {{E::CLOSED, E::ARCHIVED}, {E::CANCELLED, E::ARCHIVED}}},
      {"postpone",
       [&](const std::string& name) { return Postpone(name); },
       {{E::PUBLISHED, E::POSTPONED}, {E::RUNNING, E::POSTPONED}, {E::POSTPONED, E::POSTPONED}}},
      {"postpone to july",
       [&](const std::string& name) { return Postpone(name, july); },
       {{E::PUBLISHED, E::PUBLISHED}, {E::RUNNING, E::PUBLISHED}, {E::POSTPONED, E::PUBLISHED}}},
      {"cancel",
       [&](const std::string& name) { return Cancel(name); },
       {{E::DRAFT, E::CANCELLED},
        {E::PUBLISHED, E::CANCELLED},
        {E::RUNNING, E::CANCELLED},
        {E::POSTPONED, E::CANCELLED}}},
      {"delete",
       [&](const std::string& name) { return Delete(name); },
       {{E::DRAFT, E::DRAFT}, {E::CANCELLED, E::CANCELLED}}},
      {"update the interval",
       [&](const std::string& name) { return Update(forum_.Named(name, july)); },
       {{E::DRAFT, E::DRAFT}, {E::PUBLISHED, E::PUBLISHED}}},
      {"update the web page",
       [&](const std::string& name) { return Update(forum_.Named(name, "website: 'https://x'")); },
       {{E::DRAFT, E::DRAFT},
        {E::PUBLISHED, E::PUBLISHED},
        {E::RUNNING, E::RUNNING},
        {E::CLOSED, E::CLOSED},
        {E::POSTPONED, E::POSTPONED},
        {E::CANCELLED, E::CANCELLED}}}};
  int events = 0;
  for (const Verb& verb : verbs) {
    for (int state = E::DRAFT; state <= E::CANCELLED; ++state) {
      SCOPED_TRACE(absl::StrCat(verb.label, " in ", E::State_Name(static_cast<E::State>(state))));
      const std::string name =
          InState(absl::StrCat("event-", ++events), static_cast<E::State>(state));
      const E before = Value(Get(name));
      const auto after = verb.apply(name);
      const auto leads = verb.leads.find(before.state());
      if (leads == verb.leads.end()) {
        EXPECT_THAT(after, RefusedFor(v1::ERROR_REASON_WRONG_STATE));
        EXPECT_THAT(after, StatusIs(absl::StatusCode::kFailedPrecondition));
        EXPECT_EQ(base::MetadataOf(after.status())["state"], E::State_Name(before.state()));
        EXPECT_THAT(Get(name), IsOkAnd(EqualsProto(before)));
      } else {
        ASSERT_THAT(after, IsOk());
        EXPECT_EQ(after->state(), leads->second);
        EXPECT_NE(after->etag(), before.etag());
        EXPECT_THAT(Get(name), IsOkAnd(EqualsProto(*after)));
      }
    }
  }
}

TEST_P(EventsTest, APostponementMovesEveryWindowWithTheStart) {
  Draft("tibo",
        absl::StrCat("windows { step: NOMINATION ", Interval(Day(5, 1), Day(5, 20)), " } ",
                     "windows { step: PROMOTION interval { end_time ", InText(Day(5, 25)), " } }"));
  Value(Publish(kTibo));
  const int64_t before = Entries();
  const auto moved = Postpone(kTibo, Interval(Day(6, 11), Day(6, 12)));
  ASSERT_THAT(moved, IsOk());
  EXPECT_EQ(moved->state(), E::PUBLISHED);
  EXPECT_EQ(moved->state_reason(), "flood");
  EXPECT_EQ(Entries(), before + 1);
  const E wanted = Parse<E>(
      absl::StrCat(Interval(Day(6, 11), Day(6, 12)),  //
                   "windows { step: NOMINATION ", Interval(Day(5, 11), Day(5, 30)), " } ",
                   "windows { step: PROMOTION interval { end_time ", InText(Day(6, 4)), " } }"));
  EXPECT_THAT(moved->interval(), EqualsProto(wanted.interval()));
  EXPECT_THAT(moved->windows(),
              ElementsAre(EqualsProto(wanted.windows(0)), EqualsProto(wanted.windows(1))));
  EXPECT_THAT(Get(kTibo), IsOkAnd(EqualsProto(*moved)));
}

TEST_P(EventsTest, APostponementWithoutAnIntervalMovesNothingYet) {
  Draft("tibo", absl::StrCat("windows { step: NOMINATION ", Interval(Day(5, 1), Day(5, 20)), " }"));
  const E before = Value(Publish(kTibo));
  const auto postponed = Postpone(kTibo);
  ASSERT_THAT(postponed, IsOk());
  EXPECT_EQ(postponed->state(), E::POSTPONED);
  EXPECT_THAT(postponed->interval(), EqualsProto(before.interval()));
  EXPECT_THAT(postponed->windows(), ElementsAre(EqualsProto(before.windows(0))));
  EXPECT_EQ(Value(Postpone(kTibo, Interval(Day(7, 1), Day(7, 2))))
                .windows(0)
                .interval()
                .start_time()
                .seconds(),
            absl::ToUnixSeconds(Day(5, 31)));
}

TEST_P(EventsTest, ACancellationKeepsItsReason) {
  Draft("tibo");
  EXPECT_EQ(Value(Cancel(kTibo)).state_reason(), "war");
  EXPECT_EQ(Value(Get(kTibo)).state_reason(), "war");
}

TEST_P(EventsTest, AnUpdateThatMayNotBeIsRefused) {
  Draft("tibo");
  const struct {
    const char* event;
    const char* mask;
    v1::ErrorReason reason;
  } kCases[] = {{"state: RUNNING", "state", v1::ERROR_REASON_INVALID_FIELD_MASK},
                {"role: ATTENDED", "role", v1::ERROR_REASON_INVALID_FIELD_MASK},
                {"website: 'x'", "colour", v1::ERROR_REASON_INVALID_FIELD_MASK},
                {"website: 'x'", "interval", v1::ERROR_REASON_INVALID_FIELDS},
                {"website: 'x'", "display_names", v1::ERROR_REASON_INVALID_FIELDS},
                {"website: 'x' etag: 'r5'", "website", v1::ERROR_REASON_ETAG_MISMATCH},
                {"host: 'organizations/none'", "host", v1::ERROR_REASON_RESOURCE_NOT_FOUND}};
  for (const auto& one : kCases) {
    SCOPED_TRACE(absl::StrCat(one.event, " by ", one.mask));
    EXPECT_THAT(Update(forum_.Named(kTibo, one.event),
                       absl::StrCat("update_mask { paths: '", one.mask, "' }")),
                RefusedFor(one.reason));
  }
  // The role is for good, and nobody is left to believe otherwise.
  EXPECT_THAT(Update(forum_.Named(kTibo, "role: ATTENDED")),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK));
  EXPECT_EQ(Entries(), 1);
}

TEST_P(EventsTest, AnUpdateChangesWhatItsMaskNames) {
  Draft("tibo", "website: 'https://old' country_code: 'BY' venue { subdivision_code: 'BY-HM' }");
  forum_.clock().Advance(absl::Hours(1));
  const auto masked =
      Update(forum_.Named(kTibo, "etag: 'r1' website: 'https://new' country_code: 'RU'"),
             "update_mask { paths: 'website' paths: 'waiting_list' }");
  ASSERT_THAT(masked, IsOk());
  EXPECT_EQ(masked->website(), "https://new");
  EXPECT_EQ(masked->country_code(), "BY");
  EXPECT_EQ(masked->etag(), "r2");
  EXPECT_THAT(masked->update_time(), EqualsProto(storage::ToTimestamp(forum_.clock().Now())));
  const auto all = Update(forum_.Named(kTibo, EventText()), "update_mask { paths: '*' }");
  ASSERT_THAT(all, IsOk());
  EXPECT_EQ(all->website(), "");
  EXPECT_FALSE(all->has_venue());
  EXPECT_EQ(all->state(), E::DRAFT);
  EXPECT_THAT(Update(forum_.Named(kTibo, "etag: 'r2' website: 'https://late'")),
              StatusIs(absl::StatusCode::kAborted));
}

TEST_P(EventsTest, EveryVerbMindsAStaleEtag) {
  const std::string stale = "etag: 'r7'";
  Draft("draft");
  EXPECT_THAT(Publish("events/draft", stale), RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(Cancel("events/draft", stale), RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(Delete("events/draft", stale), RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  const std::string published = InState("published", E::PUBLISHED);
  EXPECT_THAT(Start(published, stale), RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(Postpone(published, stale), RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(Close(InState("running", E::RUNNING), stale),
              RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(Archive(InState("closed", E::CLOSED), stale),
              RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(Publish("events/draft", "etag: 'r1'"), IsOk());
}

TEST_P(EventsTest, TheHostIsAnOrganizationThatLives) {
  const std::string ministry = forum_.Organization("ministry");
  EXPECT_EQ(Value(Create("tibo", absl::StrCat("host: '", ministry, "'"))).host(), ministry);
  const auto missing = Create("a", "host: 'organizations/none'");
  EXPECT_THAT(missing, RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(base::MetadataOf(missing.status())["field"], "event.host");

  const std::string gone = forum_.Organization("gone");
  Value(forum_.Do(&testing::Forum::Directory::DeleteOrganization, forum_.Named(gone)));
  EXPECT_THAT(Create("a", absl::StrCat("host: '", gone, "'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(Update(forum_.Named(kTibo, absl::StrCat("host: '", gone, "'"))),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
}

TEST_P(EventsTest, ADeletedEventIsStillReadAndCanComeBack) {
  Draft("tibo");
  Category("press");
  const auto deleted = Delete(kTibo);
  ASSERT_THAT(deleted, IsOk());
  EXPECT_THAT(deleted->delete_time(), EqualsProto(storage::ToTimestamp(forum_.clock().Now())));
  EXPECT_THAT(Get(kTibo), IsOkAnd(EqualsProto(*deleted)));
  EXPECT_THAT(Ids(), IsEmpty());
  EXPECT_THAT(Ids("show_deleted: true"), ElementsAre("tibo"));
  for (const absl::Status& status :
       {Delete(kTibo).status(), Update(forum_.Named(kTibo, "website: 'x'")).status(),
        Publish(kTibo).status(), CreateCategory("a", CategoryText()).status(),
        UpdateCategory("events/tibo/categories/press", "precedence: 1").status(),
        DeleteCategory("events/tibo/categories/press").status()}) {
    EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  }
  const auto undeleted = Undelete(kTibo);
  ASSERT_THAT(undeleted, IsOk());
  EXPECT_FALSE(undeleted->has_delete_time());
  EXPECT_THAT(Undelete(kTibo), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
  EXPECT_THAT(Ids(), ElementsAre("tibo"));
}

TEST_P(EventsTest, ABatchAnswersInTheOrderOfTheNamesOrNotAtAll) {
  Draft("a");
  Draft("b");
  const auto both = forum_.Ask(&S::BatchGetEvents,
                               "names: 'events/b' names: 'events/a' read_mask { paths: 'name' }");
  ASSERT_THAT(both, IsOk());
  EXPECT_THAT(both->events(), ElementsAre(EqualsProto(Parse<E>("name: 'events/b'")),
                                          EqualsProto(Parse<E>("name: 'events/a'"))));
  Draft("tibo");
  const std::string second = Category("second");
  const std::string first = Category("first");
  const auto categories =
      forum_.Ask(&S::BatchGetCategories,
                 absl::StrCat("parent: 'events/tibo' names: '", second, "' names: '", first, "'"));
  ASSERT_THAT(categories, IsOk());
  EXPECT_THAT(categories->categories(), ElementsAre(EqualsProto(Value(GetCategory(second))),
                                                    EqualsProto(Value(GetCategory(first)))));
}

TEST_P(EventsTest, AFilterChoosesEvents) {
  const std::string host = forum_.Organization("ministry");
  Draft("june", absl::StrCat("country_code: 'BY' host: '", host, "'"));
  forum_.clock().Advance(absl::Hours(1));
  Value(Create("may", absl::StrCat("kind: CONFERENCE role: ATTENDED country_code: 'RU' ",
                                   Interval(Day(5, 1), Day(5, 3)))));
  Value(Create("july", Interval(Day(7, 1), Day(7, 3))));
  Value(Publish("events/july"));
  const struct {
    const char* request;
    std::vector<std::string> ids;
  } kCases[] = {{"", {"may", "june", "july"}},
                {"order_by: 'start_time desc'", {"july", "june", "may"}},
                {"order_by: 'create_time'", {"june", "july", "may"}},
                {"filter: 'kind = CONFERENCE'", {"may"}},
                {"filter: 'role = HOSTED AND state = DRAFT'", {"june"}},
                {"filter: 'state = PUBLISHED OR country_code = \"RU\"'", {"may", "july"}},
                {"filter: 'host = \"organizations/ministry\"'", {"june"}},
                {"filter: 'start_time >= \"2023-06-01T00:00:00Z\"'", {"june", "july"}},
                {"filter: 'end_time < \"2023-06-01T00:00:00Z\"'", {"may"}},
                {"filter: 'create_time > \"2023-04-17T12:30:00Z\"' page_size: 1", {"may"}}};
  for (const auto& one : kCases) EXPECT_EQ(Ids(one.request), one.ids) << one.request;
  const auto refused = List("filter: 'colour = 1'");
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_INVALID_FILTER));
  EXPECT_EQ(base::MetadataOf(refused.status())["allowedFields"],
            "kind, role, state, host, country_code, start_time, end_time, create_time");
  EXPECT_THAT(List("filter: 'kind = PARTY'"), RefusedFor(v1::ERROR_REASON_INVALID_FILTER));
  EXPECT_THAT(List("order_by: 'host'"), RefusedFor(v1::ERROR_REASON_INVALID_ORDER));
}

TEST_P(EventsTest, PagesHoldEveryEventOnce) {
  for (int i = 0; i < 5; ++i) Draft(absl::StrCat("event-", i));
  auto request = Parse<v1::ListEventsRequest>("page_size: 2 read_mask { paths: 'name' }");
  std::vector<std::string> names;
  do {
    const auto page = Value(forum_.Ask(&S::ListEvents, request));
    for (const E& each : page.events()) names.push_back(each.name());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(names, ElementsAre("events/event-0", "events/event-1", "events/event-2",
                                 "events/event-3", "events/event-4"));
}

TEST_P(EventsTest, ACategoryIsReadAsItWasCreated) {
  Draft("tibo");
  const auto created = CreateCategory(
      "press", CategoryText("name: 'events/other/categories/x' used: 7 etag: 'r9' limit: 0 "
                            "badge_color: '#1A7F37' access_zones: 'hall' may_speak: true"));
  ASSERT_THAT(created, IsOk());
  EXPECT_EQ(created->name(), "events/tibo/categories/press");
  EXPECT_EQ(created->used(), 0);
  EXPECT_EQ(created->etag(), "r1");
  EXPECT_TRUE(created->has_limit());
  EXPECT_THAT(GetCategory(created->name()), IsOkAnd(EqualsProto(*created)));
  EXPECT_NE(Value(CreateCategory("", CategoryText())).name(), created->name());
}

TEST_P(EventsTest, CategoriesAreListedWithTheirUseByPrecedence) {
  forum_.Event();
  Category("press", "precedence: 2 needs_credentials: true");
  const std::string delegates = Category("delegates", "precedence: 1 limit: 5");
  forum_.clock().Advance(absl::Seconds(1));
  Category("guests", absl::StrCat("overflow_of: '", delegates, "'"));
  Draft("other");
  Category("elsewhere", "", "events/other");
  const std::string kursk = forum_.Delegation("kursk");
  forum_.Confirmed(kursk, delegates);
  forum_.Hold(kursk, delegates, 2, forum_.start());

  EXPECT_THAT(CategoryIds(), ElementsAre("guests", "delegates", "press"));
  EXPECT_THAT(CategoryIds("order_by: 'create_time'"), ElementsAre("delegates", "press", "guests"));
  EXPECT_THAT(CategoryIds("filter: 'needs_credentials = true'"), ElementsAre("press"));
  EXPECT_THAT(CategoryIds(absl::StrCat("filter: 'overflow_of = \"", delegates, "\"'")),
              ElementsAre("guests"));
  EXPECT_THAT(ListCategories("filter: 'precedence = 1'"),
              RefusedFor(v1::ERROR_REASON_INVALID_FILTER));

  const auto page = Value(ListCategories(""));
  EXPECT_THAT(page.categories(1), EqualsProto(Value(GetCategory(delegates))));
  EXPECT_EQ(page.categories(1).used(), 3);
  const auto masked = Value(ListCategories("page_size: 2 read_mask { paths: 'used' }"));
  EXPECT_THAT(masked.categories(), ElementsAre(EqualsProto(C()), EqualsProto(Parse<C>("used: 3"))));
  const std::string next = absl::StrCat("page_token: '", masked.next_page_token(), "'");
  EXPECT_THAT(CategoryIds(next), ElementsAre("press"));
  EXPECT_THAT(ListCategories(next, "events/other"),
              RefusedFor(v1::ERROR_REASON_INVALID_PAGE_TOKEN));
  EXPECT_THAT(storage::ReadResumeToken(forum_.sealer(), kTibo, page.resume_token()),
              IsOkAnd(Entries()));
}

TEST_P(EventsTest, ALimitIsNeverSetBelowWhatIsUsed) {
  forum_.Event();
  const std::string delegates = Category("delegates", "limit: 5");
  const std::string kursk = forum_.Delegation("kursk");
  forum_.Confirmed(kursk, delegates);
  forum_.Hold(kursk, delegates, 2, forum_.start());
  const auto refused = UpdateCategory(delegates, "limit: 2");
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_QUOTA_BELOW_USE));
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(base::MetadataOf(refused.status())["used"], "3");
  const auto lowered = UpdateCategory(delegates, "limit: 3");
  ASSERT_THAT(lowered, IsOk());
  EXPECT_EQ(lowered->limit(), 3);
  EXPECT_EQ(lowered->used(), 3);
  const auto unlimited = UpdateCategory(delegates, "", "update_mask { paths: 'limit' }");
  ASSERT_THAT(unlimited, IsOk());
  EXPECT_FALSE(unlimited->has_limit());
  EXPECT_THAT(GetCategory(delegates), IsOkAnd(EqualsProto(*unlimited)));
}

TEST_P(EventsTest, AnOverflowHasNoOverflowAndNoRightToSpeak) {
  Draft("tibo");
  const std::string main = Category("main", "may_speak: true");
  const std::string of_main = absl::StrCat("overflow_of: '", main, "' ");
  EXPECT_THAT(CreateCategory("over", CategoryText(of_main + "may_speak: true")),
              RefusedFor(v1::ERROR_REASON_OVERFLOW_MAY_NOT_SPEAK));
  const std::string over = Category("over", of_main);
  EXPECT_THAT(UpdateCategory(over, "may_speak: true"),
              RefusedFor(v1::ERROR_REASON_OVERFLOW_MAY_NOT_SPEAK));

  const std::string third = Category("third");
  for (const auto& answer : {UpdateCategory(third, absl::StrCat("overflow_of: '", over, "'")),
                             UpdateCategory(main, absl::StrCat("overflow_of: '", third, "'")),
                             UpdateCategory(third, absl::StrCat("overflow_of: '", third, "'"))}) {
    EXPECT_THAT(answer, RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
    EXPECT_THAT(BadFields(answer), ElementsAre("category.overflow_of"));
  }
  EXPECT_THAT(CreateCategory("a", CategoryText("overflow_of: 'events/tibo/categories/none'")),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));

  const auto refused = DeleteCategory(main);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_EQ(base::MetadataOf(refused.status())["blockedBy"], over);
  EXPECT_THAT(DeleteCategory(over), IsOk());
  EXPECT_THAT(DeleteCategory(main), IsOk());
  EXPECT_THAT(UndeleteCategory(over), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(CreateCategory("a", CategoryText(of_main)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
}

TEST_P(EventsTest, ACategoryInUseIsNotDeleted) {
  forum_.Event();
  const std::string delegates = Category("delegates");
  const std::string quota = Category("quota");
  const std::string free = Category("free");
  const std::string kursk = forum_.Delegation("kursk");
  forum_.Draft(kursk, delegates);
  forum_.SetQuota(kursk, quota, 3);
  for (const std::string& name : {delegates, quota}) {
    const auto refused = DeleteCategory(name);
    EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
    EXPECT_EQ(base::MetadataOf(refused.status())["blockedBy"], name);
  }
  const auto deleted = DeleteCategory(free, "etag: 'r1'");
  ASSERT_THAT(deleted, IsOk());
  EXPECT_THAT(GetCategory(free), IsOkAnd(EqualsProto(*deleted)));
  EXPECT_THAT(CategoryIds(), ElementsAre("delegates", "quota"));
  EXPECT_THAT(CategoryIds("show_deleted: true"), ElementsAre("delegates", "free", "quota"));
  EXPECT_THAT(UpdateCategory(free, "precedence: 1"), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(UndeleteCategory(free, "etag: 'r1'"), RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(UndeleteCategory(free), IsOk());
  EXPECT_THAT(UndeleteCategory(free), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
}

TEST_P(EventsTest, TheSeatPolicyChangesOnlyWhileNobodyIsCountedByIt) {
  forum_.Event();
  const std::string delegates = Category("delegates");
  const std::string by_nomination = forum_.Named(kTibo, "seat_policy: ON_NOMINATION");
  const std::string by_confirmation = forum_.Named(kTibo, "seat_policy: ON_CONFIRMATION");
  EXPECT_THAT(Update(by_nomination), IsOk());
  EXPECT_THAT(Update(by_confirmation), IsOk());
  forum_.Nominated(forum_.Delegation("kursk"), delegates);
  const auto refused = Update(by_nomination);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  EXPECT_EQ(base::MetadataOf(refused.status())["blockedBy"], delegates);
  // Unspecified means ON_CONFIRMATION: nothing changes.
  EXPECT_THAT(Update(forum_.Named(kTibo), "update_mask { paths: 'seat_policy' }"), IsOk());
}

TEST_P(EventsTest, NothingInAnArchivedEventChanges) {
  InState("tibo", E::CLOSED);
  const std::string press = Category("press");
  const std::string gone = Category("gone");
  Value(DeleteCategory(gone));
  Value(Archive(kTibo));
  for (const absl::Status& status :
       {Update(forum_.Named(kTibo, "website: 'x'")).status(),
        CreateCategory("a", CategoryText()).status(),
        UpdateCategory(press, "precedence: 1").status(), DeleteCategory(press).status(),
        UndeleteCategory(gone).status(), Delete(kTibo).status()}) {
    EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  }
  EXPECT_THAT(CategoryIds(), ElementsAre("press"));
}

TEST_P(EventsTest, ACategoryIsUpdatedByMaskAndEtag) {
  Draft("tibo");
  const std::string press = Category("press", "precedence: 3 limit: 5 access_zones: 'hall'");
  const auto updated = UpdateCategory(press, "precedence: 1 limit: 9 etag: 'r1'",
                                      "update_mask { paths: 'precedence' }");
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->precedence(), 1);
  EXPECT_EQ(updated->limit(), 5);
  EXPECT_EQ(updated->etag(), "r2");
  EXPECT_THAT(UpdateCategory(press, "precedence: 2 etag: 'r1'"),
              RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_THAT(UpdateCategory(press, "used: 2", "update_mask { paths: 'used' }"),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK));
  EXPECT_THAT(UpdateCategory(press, "", "update_mask { paths: 'display_names' }"),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
}

TEST_P(EventsTest, TheSameRequestIdGetsTheFirstAnswerAndChangesNothingTwice) {
  const auto created = Create("tibo", "", "request_id: 'create'");
  ASSERT_THAT(created, IsOk());
  EXPECT_THAT(Create("tibo", "", "request_id: 'create'"), IsOkAnd(EqualsProto(*created)));
  EXPECT_THAT(Create("tibo-2", "", "request_id: 'create'"),
              RefusedFor(v1::ERROR_REASON_REQUEST_ID_REUSED));
  const auto published = Publish(kTibo, "request_id: 'publish'");
  ASSERT_THAT(published, IsOk());
  Value(Start(kTibo));
  EXPECT_THAT(Publish(kTibo, "request_id: 'publish'"), IsOkAnd(EqualsProto(*published)));
  EXPECT_THAT(Start(kTibo, "request_id: 'publish'"),
              RefusedFor(v1::ERROR_REASON_REQUEST_ID_REUSED));
  EXPECT_EQ(Value(Get(kTibo)).state(), E::RUNNING);
  EXPECT_EQ(Entries(), 3);
}

TEST_P(EventsTest, ADryRunAnswersAndChangesNothing) {
  const std::string dry = "validate_only: true request_id: 'dry' ";
  EXPECT_EQ(Value(Create("tibo", "", dry)).state(), E::DRAFT);
  EXPECT_THAT(Get(kTibo), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  Draft("tibo");
  const std::string press = Category("press");
  const int64_t before = Entries();
  EXPECT_EQ(Value(Publish(kTibo, dry)).state(), E::PUBLISHED);
  EXPECT_EQ(Value(Cancel(kTibo, dry)).state(), E::CANCELLED);
  EXPECT_TRUE(Value(Delete(kTibo, dry)).has_delete_time());
  EXPECT_EQ(Value(Update(forum_.Named(kTibo, "website: 'x'"), dry)).website(), "x");
  EXPECT_EQ(Value(CreateCategory("a", CategoryText(), dry)).name(), "events/tibo/categories/a");
  EXPECT_EQ(Value(UpdateCategory(press, "precedence: 4", dry)).precedence(), 4);
  EXPECT_TRUE(Value(DeleteCategory(press, dry)).has_delete_time());
  EXPECT_THAT(Start(kTibo, dry), RefusedFor(v1::ERROR_REASON_WRONG_STATE));
  EXPECT_EQ(Entries(), before);
  EXPECT_EQ(Value(Get(kTibo)).etag(), "r1");
  EXPECT_THAT(CategoryIds("show_deleted: true"), ElementsAre("press"));
}

TEST_P(EventsTest, TimeInAnEventNeverRunsBackwards) {
  Draft("tibo");
  const absl::Time first = forum_.clock().Now();
  forum_.clock().Set(first - absl::Hours(1));
  EXPECT_THAT(Value(Publish(kTibo)).update_time(), EqualsProto(storage::ToTimestamp(first)));
  EXPECT_THAT(Value(GetCategory(Category("press"))).create_time(),
              EqualsProto(storage::ToTimestamp(first)));
}

}  // namespace
}  // namespace plenary::events
