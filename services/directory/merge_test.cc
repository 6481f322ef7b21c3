#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/directory/service.h"
#include "services/storage/change_log.h"
#include "tests/testing/forum_suite.h"
#include "tests/testing/race.h"

namespace plenary::directory {
namespace {

using ::plenary::testing::EqualsProto;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::StatusIs;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

using D = DirectoryService;
using P = v1::Participant;

class MergeTest : public testing::ForumTest {
 protected:
  std::string Person(const std::string& person) {
    return Value(forum_.Do(&D::CreatePerson, absl::StrCat("person { ", person, " }"))).name();
  }
  std::string Named(const std::string& family_name) {
    return Person(absl::StrCat("names { language: 'ru' family_name: '", family_name, "' }"));
  }
  v1::Person Get(const std::string& name) {
    return Value(forum_.Ask(&D::GetPerson, forum_.Named(name)));
  }
  absl::StatusOr<v1::MergePeopleResponse> Merge(const std::string& name,
                                                const std::string& duplicate,
                                                const std::string& rest = "") {
    return forum_.Do(&D::MergePeople,
                     forum_.Named(name, absl::StrCat("duplicate: '", duplicate, "' ", rest)));
  }
  std::string Registered(const std::string& person, const std::string& delegation,
                         const std::string& category) {
    const auto draft = forum_.Create(absl::StrCat("person: '", person, "' delegation: '",
                                                  delegation, "' category: '", category, "'"));
    return Value(forum_.Nominate(Value(draft).name())).name();
  }
  std::vector<std::string> Listed(const std::string& request) {
    std::vector<std::string> names;
    const auto page = Value(forum_.Ask(&D::ListPeople, request));
    for (const auto& person : page.people()) {
      names.push_back(person.name());
    }
    return names;
  }
  std::vector<std::string> Found(const std::string& query) {
    std::vector<std::string> names;
    const auto page = Value(forum_.Ask(&D::SearchPeople, absl::StrCat("query: '", query, "'")));
    for (const auto& result : page.results()) names.push_back(result.person().name());
    return names;
  }
  // The last number of a partition's chain.
  int64_t Entries(const std::string& partition) {
    int64_t number = 0;
    const absl::Status status = storage::ReadAndWait(forum_.store(), [&](storage::Tx& tx) {
      PLENARY_ASSIGN_OR_RETURN(const auto head, storage::ReadHead(tx, partition));
      number = head.number;
      return absl::OkStatus();
    });
    EXPECT_THAT(status, IsOk());
    return number;
  }
};
PLENARY_ON_EVERY_ENGINE(MergeTest);

TEST_P(MergeTest, WhoStaysGetsWhatHeLacks) {
  const std::string stays = Person(
      "names { language: 'ru' family_name: 'Ковалёв' given_name: 'Сергей' } "
      "work_email: 's@example.org' job_titles { language: 'ru' text: 'Директор' }");
  const std::string goes = Person(
      "names { language: 'ru' family_name: 'Ковалев' given_name: 'С.' } "
      "names { language: 'be' family_name: 'Кавалёў' given_name: 'Сяргей' } "
      "latin_name { language: 'en' family_name: 'Kavaliou' given_name: 'Siarhei' } "
      "work_email: 'other@example.org' work_phone: '+375 17 200' country_code: 'BY' "
      "languages: 'be' job_titles { language: 'ru' text: 'Начальник' } "
      "job_titles { language: 'en' text: 'Head' } "
      "birth_date { year: 1975 month: 4 day: 12 }");
  forum_.clock().Advance(absl::Hours(1));
  const auto merged = Merge(stays, goes);
  ASSERT_THAT(merged, IsOk());
  EXPECT_THAT(merged->moved_participants(), IsEmpty());
  const v1::Person& person = merged->person();
  EXPECT_EQ(person.name(), stays);
  EXPECT_EQ(person.etag(), "r2");
  ASSERT_THAT(person.names(), SizeIs(2));
  EXPECT_EQ(person.names(0).family_name(), "Ковалёв");
  EXPECT_EQ(person.names(1).family_name(), "Кавалёў");
  EXPECT_EQ(person.latin_name().family_name(), "Kavaliou");
  EXPECT_FALSE(person.has_suggested_latin_name());
  EXPECT_EQ(person.work_email(), "s@example.org");
  EXPECT_EQ(person.work_phone(), "+375 17 200");
  EXPECT_EQ(person.country_code(), "BY");
  EXPECT_THAT(person.languages(), ElementsAre("be"));
  ASSERT_THAT(person.job_titles(), SizeIs(2));
  EXPECT_EQ(person.job_titles(0).text(), "Директор");
  EXPECT_EQ(person.job_titles(1).text(), "Head");
  EXPECT_TRUE(person.birth_date_known());
  EXPECT_THAT(person.aliases(), ElementsAre(goes));
  EXPECT_THAT(Get(stays), EqualsProto(person));
}

TEST_P(MergeTest, AnAliasMeansWhoStays) {
  const std::string stays = Named("Образцова");
  const std::string goes = Named("Примерова");
  const v1::Person person = Value(Merge(stays, goes)).person();
  EXPECT_THAT(Get(goes), EqualsProto(person));
  const auto both = Value(
      forum_.Ask(&D::BatchGetPeople, absl::StrCat("names: '", goes, "' names: '", stays, "'")));
  EXPECT_THAT(both.people(), ElementsAre(EqualsProto(person), EqualsProto(person)));
  EXPECT_THAT(Listed(""), ElementsAre(stays));
  EXPECT_THAT(Listed("show_deleted: true"), ElementsAre(stays));
  EXPECT_THAT(Found("Примерова"), IsEmpty());
  EXPECT_THAT(Found("Образцова"), ElementsAre(stays));

  // Whoever is registered under the old name is the one who stays.
  forum_.Event();
  const std::string participant =
      Registered(goes, forum_.Delegation("kursk"), forum_.Category("delegates"));
  EXPECT_EQ(forum_.Participant(participant).person(), stays);
}

TEST_P(MergeTest, AnAliasCannotBeChanged) {
  const std::string stays = Named("Образцова");
  const std::string goes = Named("Примерова");
  Value(Merge(stays, goes));
  const absl::Status refusals[] = {
      forum_
          .Do(&D::UpdatePerson,
              absl::StrCat("person { name: '", goes, "' work_phone: '1' etag: 'r7' }"))
          .status(),
      forum_.Do(&D::DeletePerson, forum_.Named(goes)).status(),
      forum_.Do(&D::UndeletePerson, forum_.Named(goes)).status()};
  for (const absl::Status& status : refusals) {
    EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition));
    EXPECT_EQ(base::MetadataOf(status)["mergedInto"], stays);
  }
}

TEST_P(MergeTest, AliasesOfAnAliasMeanWhoStaysInTheEnd) {
  const std::string a = Named("А");
  const std::string b = Named("Б");
  const std::string c = Named("В");
  const std::string d = Named("Г");
  Value(Merge(a, b));
  Value(Merge(c, d));
  const auto merged = Merge(d, b);  // Both under their old names.
  ASSERT_THAT(merged, IsOk());
  EXPECT_EQ(merged->person().name(), c);
  EXPECT_THAT(merged->person().aliases(), UnorderedElementsAre(a, b, d));
  for (const std::string& name : {a, b, c, d}) EXPECT_EQ(Get(name).name(), c) << name;
  EXPECT_THAT(Listed("show_deleted: true"), ElementsAre(c));
}

TEST_P(MergeTest, NobodyIsMergedWithHimselfNorInACircle) {
  const std::string a = Named("А");
  const std::string b = Named("Б");
  const std::string c = Named("В");
  EXPECT_THAT(Merge(a, a), RefusedFor(v1::ERROR_REASON_MERGE_WITH_SELF));
  Value(Merge(a, b));
  Value(Merge(c, a));
  for (const auto& [stays, goes] : std::vector<std::pair<std::string, std::string>>{
           {b, a}, {a, b}, {a, c}, {c, a}, {b, c}, {c, b}}) {
    const auto refused = Merge(stays, goes);
    EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_MERGE_WITH_SELF));
    EXPECT_THAT(refused, StatusIs(absl::StatusCode::kFailedPrecondition));
  }
}

TEST_P(MergeTest, AMergeThatCannotBeIsRefused) {
  const std::string a = Named("А");
  const std::string b = Named("Б");
  const std::string gone = Named("Ушедший");
  Value(forum_.Do(&D::DeletePerson, forum_.Named(gone)));
  const struct {
    const char* label;
    absl::StatusOr<v1::MergePeopleResponse> answer;
    v1::ErrorReason reason;
  } kCases[] = {{"nobody", Merge(a, "people/nobody"), v1::ERROR_REASON_RESOURCE_NOT_FOUND},
                {"into nobody", Merge("people/nobody", a), v1::ERROR_REASON_RESOURCE_NOT_FOUND},
                {"one who was deleted", Merge(a, gone), v1::ERROR_REASON_RESOURCE_DELETED},
                {"into one who was deleted", Merge(gone, a), v1::ERROR_REASON_RESOURCE_DELETED},
                {"an old etag", Merge(a, b, "etag: 'r7'"), v1::ERROR_REASON_ETAG_MISMATCH},
                {"no person", Merge(a, "organizations/a"), v1::ERROR_REASON_INVALID_FIELDS},
                {"nobody named", Merge(a, ""), v1::ERROR_REASON_INVALID_FIELDS}};
  for (const auto& one : kCases) {
    EXPECT_THAT(one.answer, RefusedFor(one.reason)) << one.label;
  }
  EXPECT_EQ(Get(b).etag(), "r1");
}

TEST_P(MergeTest, EveryParticipationMovesAndIsRecordedInItsEvent) {
  forum_.Event();
  forum_.Event("", "expo");
  const std::string kursk = forum_.Delegation("kursk");
  const std::string orel = forum_.Delegation("orel", "", "events/expo");
  const std::string delegates = forum_.Category("delegates");
  const std::string guests = forum_.Category("guests", "", "events/expo");
  const std::string stays = Named("Образцова");
  const std::string goes = Named("Примерова");
  const std::string here = Registered(goes, kursk, delegates);
  const std::string there = Registered(goes, orel, guests);
  Value(forum_.Withdraw(there));
  const std::string again = Registered(stays, orel, guests);
  const int64_t before_here = Entries("events/tibo");
  const int64_t before_there = Entries("events/expo");

  const auto merged = Merge(stays, goes);
  ASSERT_THAT(merged, IsOk());
  EXPECT_THAT(merged->moved_participants(), UnorderedElementsAre(here, there));
  for (const std::string& name : {here, there, again}) {
    EXPECT_EQ(forum_.Participant(name).person(), stays) << name;
    EXPECT_EQ(forum_.Participant(name).display_name(), "Образцова") << name;
  }
  EXPECT_EQ(forum_.StateOf(here), P::NOMINATED);
  EXPECT_EQ(forum_.StateOf(there), P::WITHDRAWN);
  EXPECT_EQ(Entries("events/tibo"), before_here + 1);
  EXPECT_EQ(Entries("events/expo"), before_there + 1);
  EXPECT_THAT(forum_.Do(&D::DeletePerson, forum_.Named(stays)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
}

TEST_P(MergeTest, TwoWhoAreActiveInOneEventAreSettledFirst) {
  forum_.Event();
  const std::string kursk = forum_.Delegation("kursk");
  const std::string delegates = forum_.Category("delegates");
  const std::string stays = Named("Образцова");
  const std::string goes = Named("Примерова");
  const std::string first = Registered(stays, kursk, delegates);
  const std::string second = Registered(goes, kursk, delegates);
  const auto refused = Merge(stays, goes);
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES));
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kAlreadyExists));
  base::Metadata metadata = base::MetadataOf(refused.status());
  EXPECT_EQ(metadata["event"], "events/tibo");
  EXPECT_EQ(metadata["participant"], first);
  EXPECT_EQ(metadata["duplicateParticipant"], second);
  EXPECT_EQ(Get(goes).name(), goes);
  EXPECT_EQ(forum_.Participant(second).person(), goes);

  Value(forum_.Withdraw(second));
  EXPECT_THAT(Merge(stays, goes), IsOk());
  EXPECT_EQ(forum_.Participant(second).person(), stays);
}

TEST_P(MergeTest, ADryRunMergesNobody) {
  const std::string a = Named("А");
  const std::string b = Named("Б");
  const int64_t before = Entries("directory");
  EXPECT_EQ(Value(Merge(a, b, "validate_only: true")).person().etag(), "r2");
  EXPECT_EQ(Get(b).name(), b);
  EXPECT_EQ(Entries("directory"), before);
}

TEST_P(MergeTest, TheSameRequestIdMergesOnce) {
  const std::string a = Named("А");
  const std::string b = Named("Б");
  const auto first = Value(Merge(a, b, "request_id: 'one'"));
  EXPECT_THAT(Value(Merge(a, b, "request_id: 'one'")), EqualsProto(first));
  EXPECT_THAT(Merge(a, b, "request_id: 'two'"), RefusedFor(v1::ERROR_REASON_MERGE_WITH_SELF));
}

TEST_P(MergeTest, WhoIsMergedWhileHeRegistersIsNeverLostNorThereTwice) {
  forum_.Event();
  const std::string kursk = forum_.Delegation("kursk");
  const std::string delegates = forum_.Category("delegates");
  for (int round = 0; round < 12; ++round) {
    const std::string stays = Named(absl::StrCat("Образцова ", round));
    const std::string goes = Named(absl::StrCat("Примерова ", round));
    // In every other round both register.
    const std::vector<std::string> people =
        round % 2 == 0 ? std::vector<std::string>{goes} : std::vector<std::string>{goes, stays};
    std::vector<absl::StatusOr<P>> registered(people.size());
    absl::StatusOr<v1::MergePeopleResponse> merged;
    testing::Race(1 + static_cast<int>(people.size()), [&](int racer) {
      if (racer == 0) {
        merged = Merge(stays, goes);
      } else {
        registered[racer - 1] =
            forum_.Create(absl::StrCat("person: '", people[racer - 1], "' delegation: '", kursk,
                                       "' category: '", delegates, "'"));
      }
    });
    size_t active = 0;
    for (const absl::StatusOr<P>& each : registered) {
      if (!each.ok()) {
        EXPECT_THAT(each, RefusedFor(v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES));
        continue;
      }
      ++active;
      const std::string person = forum_.Participant(each->name()).person();
      EXPECT_EQ(person, Get(person).name()) << "a participation was left with an alias";
    }
    if (merged.ok()) {
      EXPECT_EQ(active, 1u);
      EXPECT_EQ(Get(goes).name(), stays);
    } else {
      EXPECT_THAT(merged, RefusedFor(v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES));
      EXPECT_EQ(active, 2u);
    }
  }
}

TEST_P(MergeTest, OfMergesInBothDirectionsOneWins) {
  for (int round = 0; round < 8; ++round) {
    const std::string a = Named(absl::StrCat("А ", round));
    const std::string b = Named(absl::StrCat("Б ", round));
    std::atomic<int> done = 0;
    testing::Race(2, [&](int racer) {
      const auto merged = racer == 0 ? Merge(a, b) : Merge(b, a);
      if (merged.ok()) {
        ++done;
      } else {
        EXPECT_THAT(merged, RefusedFor(v1::ERROR_REASON_MERGE_WITH_SELF));
      }
    });
    EXPECT_EQ(done, 1);
    EXPECT_EQ(Get(a).name(), Get(b).name());
  }
}

}  // namespace
}  // namespace plenary::directory
