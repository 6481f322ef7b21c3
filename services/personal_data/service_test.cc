#include "services/personal_data/service.h"

#include <sys/stat.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/access.h"
#include "services/delegations/personal_participations.h"
#include "services/personal_data/erasure.h"
#include "services/personal_data/purge.h"
#include "services/storage/change_log.h"
#include "tests/testing/forum_audit.h"
#include "tests/testing/forum_suite.h"
#include "tests/testing/temporary_folder.h"
#include "tests/testing/vault.h"

namespace plenary::personal_data {
namespace {

using ::plenary::testing::EqualsProto;
using ::plenary::testing::Forum;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using D = directory::DirectoryService;
using S = PersonalDataService;

constexpr char kKnown[] =
    "names { language: 'ru' family_name: 'Примерова' given_name: 'Анна' } work_phone: '+000 1' "
    "birth_date { year: 1980 month: 2 day: 29 } passport { number: 'MP 1234567' country_code: 'BY' "
    "} "
    "private_contacts { phone: '+375 00 000-00-00' }";

// A forum with the room on it.
class Office {
 public:
  explicit Office(const std::string& engine) : forum(engine) {}

  std::string Person(const std::string& person = kKnown) {
    return Value(forum.Do(&D::CreatePerson, absl::StrCat("person { ", person, " }"))).name();
  }
  v1::Person Get(const std::string& name) {
    return Value(forum.Ask(&D::GetPerson, forum.Named(name)));
  }
  // Takes part in a category of an event, with a stay and a note.
  std::string Registered(const std::string& person, const std::string& category) {
    const auto draft = forum.Create(
        absl::StrCat("person: '", person, "' category: '", category,
                     "' titles { language: 'ru' text: 'советник' } stay { hotel: 'Example Inn' } "
                     "note: 'sleeps badly'"));
    return Value(forum.Confirm(Value(forum.Nominate(Value(draft).name())).name())).name();
  }
  void CloseEvent(const std::string& event = Forum::kEvent) {
    forum.clock().Set(Forum::end() + absl::Hours(1));
    Value(forum.Do(&Forum::Events::StartEvent, forum.Named(event)));
    Value(forum.Do(&Forum::Events::CloseEvent, forum.Named(event)));
  }

  template <class Request, class Response>
  absl::StatusOr<Response> Do(absl::StatusOr<Response> (S::*method)(storage::Change&,
                                                                    const Request&) const,
                              const std::string& request, const base::Access* access = nullptr) {
    const storage::Call call = {"users/officer", Request::descriptor()->full_name(), "", access};
    return storage::ChangeAndWait(forum.store(), forum.random(), call, service, method,
                                  Parse<Request>(request));
  }
  absl::StatusOr<v1::PersonalData> Reveal(const std::string& person, const std::string& rest = "",
                                          const base::Access* access = nullptr) {
    return Do(&S::RevealPersonalData,
              absl::StrCat("name: '", person, "' fields: PASSPORT fields: BIRTH_DATE ",
                           "purpose: 'visa letter' ", rest),
              access);
  }
  absl::StatusOr<v1::Person> Erase(const std::string& person) {
    return Do(&S::ErasePerson, absl::StrCat("name: '", person, "' reason: 'asked for it'"));
  }
  std::string Hold(const std::string& resource) {
    return Value(Do(&S::CreateLegalHold,
                    absl::StrCat("legal_hold { resource: '", resource, "' reason: 'case 1' }")))
        .name();
  }
  absl::Status RunPurge() {
    return Purge(forum.store(), forum.clock(), forum.random(), participations);
  }
  std::vector<v1::Revelation> Revelations(const std::string& person) {
    const auto page = Value(storage::ReadAndWait(
        forum.store(), {"users/officer", "ListRevelations", ""}, service, &S::ListRevelations,
        Parse<v1::ListRevelationsRequest>(absl::StrCat("parent: '", person, "'"))));
    return {page.revelations().begin(), page.revelations().end()};
  }
  std::vector<storage::ChangeEntry> Log(const std::string& partition) {
    std::vector<storage::ChangeEntry> entries;
    EXPECT_THAT(storage::ReadAndWait(forum.store(),
                                     [&](storage::Tx& tx) -> absl::Status {
                                       PLENARY_ASSIGN_OR_RETURN(
                                           entries, storage::ReadChanges(tx, partition, 0, 1000));
                                       return absl::OkStatus();
                                     }),
                IsOk());
    return entries;
  }
  // Whether the change log still holds `text` somewhere.
  bool LogHolds(const std::string& text) {
    for (const std::string& partition : {std::string("directory"), std::string(Forum::kEvent)}) {
      for (const storage::ChangeEntry& entry : Log(partition)) {
        if (absl::StrContains(entry.payload, text)) return true;
      }
    }
    return false;
  }

  Forum forum;
  delegations::PersonalParticipations participations;
  const S service{forum.sealer(), testing::TestVault(), participations};
};

class PersonalDataTest : public ::testing::TestWithParam<std::string> {
 protected:
  Office office_{GetParam()};
  Forum& forum_ = office_.forum;
};
PLENARY_ON_EVERY_ENGINE(PersonalDataTest);

TEST_P(PersonalDataTest, AReadingTellsWhatWasAskedForAndIsRecordedWithWhoAndWhy) {
  const std::string person = office_.Person();
  const v1::PersonalData data = Value(office_.Reveal(person));
  EXPECT_EQ(data.passport().number(), "MP 1234567");
  EXPECT_EQ(data.birth_date().day(), 29);
  EXPECT_FALSE(data.has_private_contacts());
  const auto revelations = office_.Revelations(person);
  ASSERT_THAT(revelations, SizeIs(1));
  EXPECT_EQ(revelations[0].name(), data.revelation());
  EXPECT_EQ(revelations[0].caller(), "users/officer");
  EXPECT_EQ(revelations[0].purpose(), "visa letter");
  EXPECT_THAT(revelations[0].fields(),
              ElementsAre(v1::PersonalData::PASSPORT, v1::PersonalData::BIRTH_DATE));
  const storage::ChangeEntry last = office_.Log("directory").back();
  EXPECT_EQ(last.kind, v1::Change::READ);
  EXPECT_EQ(last.resource, data.revelation());
  EXPECT_FALSE(office_.LogHolds("1234567"));
}

TEST_P(PersonalDataTest, AReadingNeedsToSayWhatAndWhy) {
  const std::string person = office_.Person();
  EXPECT_THAT(office_.Do(&S::RevealPersonalData, absl::StrCat("name: '", person, "'")),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  EXPECT_THAT(office_.Do(&S::RevealPersonalData,
                         absl::StrCat("name: '", person,
                                      "' fields: FIELD_UNSPECIFIED purpose: 'visa letter'")),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
  EXPECT_THAT(office_.Revelations(person), IsEmpty());
}

TEST_P(PersonalDataTest, AnOfficerOfAnEventReadsOfThoseAloneWhoTakePartInIt) {
  const std::string event = forum_.Event();
  const std::string category = forum_.Category("delegates");
  const std::string comes = office_.Person();
  office_.Registered(comes, category);
  const std::string stays_away = office_.Person();
  const base::Access officer({{v1::ACCREDITATION_OFFICER, event}});
  EXPECT_THAT(office_.Reveal(comes, "", &officer), IsOk());
  EXPECT_THAT(office_.Reveal(stays_away, "", &officer), RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  const auto found = Value(office_.Do(&S::FindByPersonalData,
                                      "passport_number: 'mp1234567' purpose: 'check'", &officer));
  ASSERT_THAT(found.people(), SizeIs(1));
  EXPECT_EQ(found.people(0).name(), comes);
  EXPECT_THAT(office_.Revelations(stays_away), IsEmpty());
}

TEST_P(PersonalDataTest, SomebodyIsFoundByPassportNumberOrDateOfBirthAndTheSearchIsRecorded) {
  const std::string person = office_.Person();
  office_.Person(
      "names { language: 'ru' family_name: 'Иной' } birth_date { year: 1981 month: 1 day: 1 }");
  for (const char* by :
       {"passport_number: 'mp-123 4567'", "birth_date { year: 1980 month: 2 day: 29 }"}) {
    const auto found = Value(
        office_.Do(&S::FindByPersonalData, absl::StrCat(by, " purpose: 'lost passport found'")));
    ASSERT_THAT(found.people(), SizeIs(1)) << by;
    EXPECT_EQ(found.people(0).name(), person);
  }
  EXPECT_THAT(office_.Revelations(person), SizeIs(2));
}

TEST_P(PersonalDataTest, ErasingLeavesAPlaceWithoutANameAndCountsThatHold) {
  forum_.Event();
  const std::string category = forum_.Category("delegates", "limit: 5");
  const std::string person = office_.Person();
  const std::string participant = office_.Registered(person, category);
  office_.CloseEvent();
  const auto used = forum_.GetCategory(category).used();
  ASSERT_TRUE(office_.LogHolds("Example Inn"));

  const v1::Person left = Value(office_.Erase(person));
  EXPECT_TRUE(left.has_erase_time());
  EXPECT_TRUE(left.has_delete_time());
  EXPECT_THAT(left.names(), IsEmpty());
  EXPECT_THAT(left.protected_known(), IsEmpty());
  EXPECT_THAT(office_.Get(person), EqualsProto(left));
  const v1::Participant place = forum_.Participant(participant);
  EXPECT_EQ(place.display_name(), "");
  EXPECT_FALSE(place.has_stay());
  EXPECT_THAT(place.titles(), IsEmpty());
  EXPECT_EQ(place.state(), v1::Participant::CONFIRMED);
  EXPECT_EQ(place.category(), category);
  EXPECT_EQ(forum_.GetCategory(category).used(), used);
  for (const char* gone : {"Примерова", "Example Inn", "sleeps badly", "советник", "+000 1"}) {
    EXPECT_FALSE(office_.LogHolds(gone)) << gone;
  }
  EXPECT_THAT(testing::ForumAudit(forum_).Faults(), IsEmpty());
  EXPECT_THAT(Value(forum_.Ask(&D::SearchPeople, "query: 'Примерова'")).results(), IsEmpty());
  EXPECT_THAT(office_.Reveal(person), RefusedFor(v1::ERROR_REASON_PERSON_ERASED));
  EXPECT_THAT(office_.Erase(person), RefusedFor(v1::ERROR_REASON_PERSON_ERASED));
}

TEST_P(PersonalDataTest, WhoWasMergedIntoAPersonIsErasedWithIt) {
  const std::string person = office_.Person();
  const std::string duplicate =
      office_.Person("names { language: 'en' family_name: 'Duplicate' } work_phone: '+000 2'");
  Value(forum_.Do(&D::MergePeople,
                  forum_.Named(person, absl::StrCat("duplicate: '", duplicate, "'"))));
  Value(office_.Erase(duplicate));
  EXPECT_TRUE(office_.Get(duplicate).has_erase_time());
  EXPECT_EQ(office_.Get(duplicate).name(), person);
  EXPECT_FALSE(office_.LogHolds("Duplicate"));
  EXPECT_FALSE(office_.LogHolds("+000 2"));
}

TEST_P(PersonalDataTest, WhoIsToComeIsNotErased) {
  forum_.Event();
  const std::string participant =
      office_.Registered(office_.Person(), forum_.Category("delegates"));
  const std::string person = forum_.Participant(participant).person();
  EXPECT_THAT(office_.Erase(person), RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
  Value(forum_.Withdraw(participant));
  EXPECT_THAT(office_.Erase(person), IsOk());
}

TEST_P(PersonalDataTest, ALegalHoldOnPersonOrEventStopsErasureUntilItIsReleased) {
  const std::string event = forum_.Event();
  const std::string person = office_.Person();
  office_.Registered(person, forum_.Category("delegates"));
  office_.CloseEvent();
  for (const std::string& held : {person, event}) {
    const std::string hold = office_.Hold(held);
    EXPECT_THAT(office_.Erase(person), RefusedFor(v1::ERROR_REASON_LEGAL_HOLD));
    Value(office_.Do(&S::ReleaseLegalHold, forum_.Named(hold)));
    Value(office_.Do(&S::ReleaseLegalHold, forum_.Named(hold)));
  }
  EXPECT_THAT(office_.Erase(person), IsOk());
}

TEST_P(PersonalDataTest, AHoldOnNobodyIsRefused) {
  EXPECT_THAT(
      office_.Do(&S::CreateLegalHold, "legal_hold { resource: 'people/nobody' reason: 'case 1' }"),
      RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(PersonalDataTest, HoldsAreListedAndFilteredByWhetherTheyStand) {
  const std::string first = office_.Hold(office_.Person());
  const std::string second = office_.Hold(office_.Person());
  Value(office_.Do(&S::ReleaseLegalHold, forum_.Named(first)));
  const auto list = [&](const std::string& request) {
    const auto page = Value(storage::ReadAndWait(
        forum_.store(), {"users/auditor", "ListLegalHolds", ""}, office_.service,
        &S::ListLegalHolds, Parse<v1::ListLegalHoldsRequest>(request)));
    std::vector<std::string> names;
    for (const v1::LegalHold& each : page.legal_holds()) names.push_back(each.name());
    return names;
  };
  EXPECT_THAT(list(""), SizeIs(2));
  EXPECT_THAT(list("filter: 'released = false'"), ElementsAre(second));
  EXPECT_THAT(list("filter: 'released = true'"), ElementsAre(first));
}

TEST_P(PersonalDataTest, ThePurgeOfAnEventTakesStaysAndTheProtectedDataOfWhoComesNowhereElse) {
  const std::string purge =
      absl::StrCat("purge_time ", testing::InText(Forum::end() + absl::Hours(48)));
  forum_.Event(purge);
  const std::string other = forum_.Event("", "other");
  const std::string here = office_.Registered(office_.Person(), forum_.Category("delegates"));
  const std::string both = office_.Registered(office_.Person(), "events/tibo/categories/delegates");
  office_.Registered(forum_.Participant(both).person(), forum_.Category("guests", "", other));
  office_.CloseEvent();

  EXPECT_THAT(office_.RunPurge(), IsOk());
  EXPECT_TRUE(forum_.Participant(here).has_stay());  // the time has not come

  forum_.clock().Set(Forum::end() + absl::Hours(48));
  EXPECT_THAT(office_.RunPurge(), IsOk());
  for (const std::string& name : {here, both}) {
    const v1::Participant participant = forum_.Participant(name);
    EXPECT_FALSE(participant.has_stay());
    EXPECT_EQ(participant.note(), "");
    EXPECT_NE(participant.display_name(), "");
  }
  EXPECT_THAT(office_.Get(forum_.Participant(here).person()).protected_known(), IsEmpty());
  EXPECT_THAT(office_.Get(forum_.Participant(both).person()).protected_known(), SizeIs(3));
  const auto event = Value(forum_.Ask(&Forum::Events::GetEvent, forum_.Named(Forum::kEvent)));
  EXPECT_TRUE(event.has_purged_time());
  for (const storage::ChangeEntry& entry : office_.Log(Forum::kEvent)) {
    EXPECT_THAT(entry.payload, Not(::testing::HasSubstr("Example Inn")));
  }
  EXPECT_THAT(testing::ForumAudit(forum_).Faults(), IsEmpty());
  const auto entries = office_.Log(Forum::kEvent).size();
  EXPECT_THAT(office_.RunPurge(), IsOk());
  EXPECT_THAT(office_.Log(Forum::kEvent), SizeIs(entries));  // once is enough
}

TEST_P(PersonalDataTest, AHoldPutsAPurgeOffAndTheHourAfterItsReleaseItIsMadeUpFor) {
  const std::string purge =
      absl::StrCat("purge_time ", testing::InText(Forum::end() + absl::Hours(2)));
  const std::string event = forum_.Event(purge);
  const std::string category = forum_.Category("delegates");
  const std::string held = office_.Registered(office_.Person(), category);
  const std::string free = office_.Registered(office_.Person(), category);
  office_.CloseEvent();
  const std::string on_event = office_.Hold(event);
  const std::string on_person = office_.Hold(forum_.Participant(held).person());
  forum_.clock().Set(Forum::end() + absl::Hours(3));
  EXPECT_THAT(office_.RunPurge(), IsOk());
  EXPECT_TRUE(forum_.Participant(free).has_stay());

  Value(office_.Do(&S::ReleaseLegalHold, forum_.Named(on_event)));
  forum_.clock().Set(Forum::end() + absl::Hours(5));
  EXPECT_THAT(office_.RunPurge(), IsOk());
  EXPECT_FALSE(forum_.Participant(free).has_stay());
  EXPECT_TRUE(forum_.Participant(held).has_stay());

  Value(office_.Do(&S::ReleaseLegalHold, forum_.Named(on_person)));
  forum_.clock().Set(Forum::end() + absl::Hours(7));
  EXPECT_THAT(office_.RunPurge(), IsOk());
  EXPECT_FALSE(forum_.Participant(held).has_stay());
}

TEST_P(PersonalDataTest, APurgeBeforeTheEventEndsIsRefused) {
  EXPECT_THAT(
      forum_.Do(
          &Forum::Events::CreateEvent,
          absl::StrCat("event { kind: FORUM role: HOSTED time_zone: 'UTC' "
                       "display_names { language: 'en' text: 'F' } interval { start_time ",
                       testing::InText(Forum::start()), " end_time ", testing::InText(Forum::end()),
                       " } purge_time ", testing::InText(Forum::start()), " }")),
      RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
}

TEST_P(PersonalDataTest, AnExportHoldsEverythingThatIsKeptOnAPerson) {
  forum_.Event();
  const std::string person = office_.Person();
  const std::string participant = office_.Registered(person, forum_.Category("delegates"));
  Value(office_.Reveal(person));
  const auto exported = Value(
      office_.Do(&S::ExportPerson, absl::StrCat("name: '", person, "' purpose: 'asked for it'")));
  EXPECT_EQ(exported.person().name(), person);
  EXPECT_EQ(exported.personal_data().passport().number(), "MP 1234567");
  EXPECT_EQ(exported.personal_data().private_contacts().phone(), "+375 00 000-00-00");
  ASSERT_THAT(exported.participants(), SizeIs(1));
  EXPECT_EQ(exported.participants(0).name(), participant);
  EXPECT_THAT(exported.changes(), SizeIs(4));      // created; drafted, nominated, confirmed
  EXPECT_THAT(exported.revelations(), SizeIs(2));  // this one, too
}

// The same calls in the same order give the same names, so a second office is the first one as a
// backup has it.
TEST_P(PersonalDataTest, ErasuresAreMadeAgainOnADatabaseThatWasRestored) {
  const testing::TemporaryFolder folder;
  const std::string list = folder / "erasures";
  const std::string person = office_.Person();
  Value(office_.Erase(person));
  EXPECT_THAT(
      SyncErasures(forum_.store(), forum_.clock(), forum_.random(), office_.participations, list),
      IsOk());
  struct stat made = {};
  ASSERT_EQ(stat(list.c_str(), &made), 0);
  EXPECT_EQ(made.st_mode & 0777, 0600u);

  Office restored(GetParam());
  ASSERT_EQ(restored.Person(), person);
  EXPECT_THAT(SyncErasures(restored.forum.store(), restored.forum.clock(), restored.forum.random(),
                           restored.participations, list),
              IsOk());
  EXPECT_TRUE(restored.Get(person).has_erase_time());
  EXPECT_FALSE(restored.LogHolds("Примерова"));
  std::ifstream file(list);
  std::stringstream lines;
  lines << file.rdbuf();
  EXPECT_TRUE(absl::StrContains(lines.str(), person));
}

TEST_P(PersonalDataTest, ADamagedListOfErasuresIsSaidWithItsLine) {
  const testing::TemporaryFolder folder;
  const std::string list = folder / "erasures";
  std::ofstream(list) << "2023-06-01T00:00:00Z people/a\nnonsense\n";
  const absl::Status status =
      SyncErasures(forum_.store(), forum_.clock(), forum_.random(), office_.participations, list);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(absl::StrContains(std::string(status.message()), "line 2"));
}

}  // namespace
}  // namespace plenary::personal_data
