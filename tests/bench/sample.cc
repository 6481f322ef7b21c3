#include "tests/bench/sample.h"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grpcpp/client_context.h"
#include "plenary/v1/delegations.grpc.pb.h"
#include "plenary/v1/directory.grpc.pb.h"
#include "plenary/v1/events.grpc.pb.h"
#include "services/base/etag.h"
#include "services/base/ids.h"
#include "services/delegations/seats_table.h"
#include "services/delegations/table.h"
#include "services/directory/derived.h"
#include "services/directory/table.h"
#include "services/storage/resource.h"
#include "services/storage/sqlite_connection.h"

namespace plenary::bench {
namespace {

constexpr int kPeopleAtOnce = 1000;
constexpr int kParticipantsAtOnce = 50'000;
constexpr int kSeats = 1'000'000;
// Names of resources are made from numbers; each kind has its own range.
constexpr int64_t kOrganizations = 1'000'000'000;
constexpr int64_t kEventIds = 1'001'000'000;
constexpr int64_t kDelegationIds = 1'002'000'000;
constexpr int64_t kParticipants = 2'000'000'000;

constexpr std::array<absl::string_view, 16> kStems = {
    "Иван",  "Петр",   "Сидор",  "Карп",  "Лукаш", "Михал",  "Новик",  "Ковал",
    "Бород", "Гайдук", "Дробыш", "Жуков", "Зайц",  "Климов", "Савицк", "Шевц"};
constexpr std::array<absl::string_view, 8> kEndings = {"ов",   "ёнок", "евич", "ович",
                                                       "енко", "чук",  "ский", "ин"};
constexpr std::array<absl::string_view, 12> kGiven = {"Александр", "Сергей",  "Андрей", "Дмитрий",
                                                      "Алексей",   "Николай", "Виктор", "Олег",
                                                      "Павел",     "Юрий",    "Игорь",  "Владимир"};
constexpr std::array<absl::string_view, 6> kPatronymics = {
    "Иванович", "Петрович", "Сергеевич", "Николаевич", "Владимирович", "Андреевич"};

void Check(const absl::Status& status) {
  if (!status.ok()) throw std::runtime_error(status.ToString());
}
void Check(const grpc::Status& status) {
  if (!status.ok()) throw std::runtime_error("cannot fill the database: " + status.error_message());
}

// An instant that belongs to a number: of people and participants who were created one after
// another.
absl::Time TimeOf(int64_t number) {
  return absl::FromUnixMillis(1'680'000'000'000) + absl::Milliseconds(number);
}

void AddText(absl::string_view language, std::string text,
             google::protobuf::RepeatedPtrField<v1::LocalizedText>& texts) {
  v1::LocalizedText& added = *texts.Add();
  added.set_language(std::string(language));
  added.set_text(std::move(text));
}

std::string OrganizationName(int64_t number) {
  return absl::StrCat("organizations/", SampleId(kOrganizations + number));
}

std::string SortName(const v1::Person& person) {
  const v1::PersonName& name = person.names(0);
  return absl::StrCat(name.family_name(), " ", name.given_name(), " ", name.patronymic());
}

v1::RegistrationRow RowOf(const std::string& event, const std::string& delegation,
                          const std::string& person) {
  v1::RegistrationRow row;
  v1::Participant& participant = *row.mutable_participant();
  participant.set_person(person);
  participant.set_delegation(delegation);
  participant.set_category(CategoryName(event));
  participant.set_capacity(v1::Participant::REPRESENTATIVE);
  AddText("ru", "Начальник управления международного сотрудничества",
          *participant.mutable_titles());
  return row;
}

// Fills events through a server, one call after another.
class EventFiller {
 public:
  explicit EventFiller(const std::shared_ptr<grpc::Channel>& channel)
      : directory_(v1::DirectoryService::NewStub(channel)),
        events_(v1::EventService::NewStub(channel)),
        delegations_(v1::DelegationService::NewStub(channel)) {}

  void AddOrganization(int64_t number) {
    v1::CreateOrganizationRequest request;
    request.set_organization_id(SampleId(kOrganizations + number));
    v1::Organization& organization = *request.mutable_organization();
    organization.set_type(v1::Organization::AUTHORITY);
    AddText("ru", absl::StrCat("Министерство связи и информатизации, ", number),
            *organization.mutable_display_names());
    Call(*directory_, &v1::DirectoryService::Stub::CreateOrganization, request);
  }

  void AddEvent(int64_t number) {
    v1::CreateEventRequest request;
    request.set_event_id(SampleId(kEventIds + number));
    v1::Event& event = *request.mutable_event();
    event.set_kind(v1::Event::FORUM);
    event.set_role(v1::Event::HOSTED);
    AddText("ru", "Форум по информационно-коммуникационным технологиям",
            *event.mutable_display_names());
    event.set_time_zone("Europe/Minsk");
    *event.mutable_interval()->mutable_start_time() =
        storage::ToTimestamp(absl::FromUnixSeconds(4'000'000'000));
    *event.mutable_interval()->mutable_end_time() =
        storage::ToTimestamp(absl::FromUnixSeconds(4'000'300'000));
    event.set_seat_policy(v1::Event::ON_NOMINATION);
    Call(*events_, &v1::EventService::Stub::CreateEvent, request);
    v1::PublishEventRequest publish;
    publish.set_name(EventName(number));
    Call(*events_, &v1::EventService::Stub::PublishEvent, publish);
    v1::CreateCategoryRequest category;
    category.set_parent(EventName(number));
    category.set_category_id("delegate");
    AddText("ru", "Делегат", *category.mutable_category()->mutable_display_names());
    Call(*events_, &v1::EventService::Stub::CreateCategory, category);
  }

  void AddDelegation(int64_t event, int64_t number, int64_t first_person) {
    const std::string event_name = EventName(event);
    v1::RegisterDelegationRequest request;
    request.set_parent(event_name);
    request.set_delegation_id(SampleId(kDelegationIds + number));
    request.mutable_delegation()->set_organization(OrganizationName(number));
    v1::QuotaLimit& quota = *request.add_quotas();
    quota.set_category(CategoryName(event_name));
    quota.set_limit(kSeats);
    *request.add_participants() = RowOf(event_name, "", PersonName(first_person));
    Call(*delegations_, &v1::DelegationService::Stub::RegisterDelegation, request);
  }

 private:
  template <class Stub, class Request, class Response>
  void Call(Stub& stub,
            grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
            const Request& request) {
    grpc::ClientContext context;
    Response response;
    Check((stub.*method)(&context, request, &response));
  }

  const std::unique_ptr<v1::DirectoryService::Stub> directory_;
  const std::unique_ptr<v1::EventService::Stub> events_;
  const std::unique_ptr<v1::DelegationService::Stub> delegations_;
};

// One of those that FillEvents registered in the last event.
delegations::Participation OneRegistered(storage::Tx& tx) {
  std::string name;
  Check(tx.Run({"SELECT name FROM participants WHERE event = $1 LIMIT 1",
                {absl::string_view(FilledEvent())},
                [&](const storage::Row& row) { name = std::string(row.Text(0)); }}));
  auto found = delegations::FindParticipation(tx, name);
  Check(found.status());
  if (!found->has_value()) throw std::runtime_error("nobody is registered to be copied");
  return **found;
}

// Makes `participation` the filled participant `number`; returns what it is sorted by.
delegations::SortName MakeFilled(int64_t number, delegations::Participation& participation) {
  v1::Participant& participant = participation.participant;
  const v1::Person person = SamplePerson(kParticipants + number);
  delegations::SortName sort_name = {SortName(person), directory::ReaderSortKeys(person)};
  participant.set_name(FilledParticipant(number));
  participant.set_person(person.name());
  participant.set_delegation(DelegationName(FilledEvent(), number % kDelegations));
  participant.set_display_name(sort_name.text);
  *participant.mutable_create_time() = storage::ToTimestamp(TimeOf(number));
  *participant.mutable_update_time() = participant.create_time();
  return sort_name;
}

void CountFilled(storage::Tx& tx, int64_t count) {
  const std::string event = FilledEvent();
  for (int i = 0; i < kDelegations; ++i) {
    const int64_t seats = count / kDelegations + (i < count % kDelegations ? 1 : 0);
    Check(delegations::AddUsed(tx, DelegationName(event, i), CategoryName(event), seats));
  }
}

}  // namespace

uint64_t Scrambled(uint64_t number) {
  uint64_t mixed = number + 0x9e3779b97f4a7c15;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
  return mixed ^ (mixed >> 31);
}

std::string SampleId(int64_t number) {
  return base::IdSequence(std::string(32, 's'), TimeOf(number)).Next();
}

std::string PersonName(int64_t number) { return absl::StrCat("people/", SampleId(number)); }

std::string EventName(int64_t number) {
  return absl::StrCat("events/", SampleId(kEventIds + number));
}

std::string CategoryName(const std::string& event) {
  return absl::StrCat(event, "/categories/delegate");
}

std::string DelegationName(const std::string& event, int64_t number) {
  return absl::StrCat(event, "/delegations/", SampleId(kDelegationIds + number));
}

v1::Person SamplePerson(int64_t number) {
  const uint64_t chance = Scrambled(static_cast<uint64_t>(number));
  v1::Person person;
  v1::PersonName& name = *person.add_names();
  name.set_language("ru");
  name.set_script("Cyrl");
  name.set_family_name(absl::StrCat(kStems[chance % 16], kEndings[(chance >> 4) % 8], "-",
                                    kStems[(chance >> 8) % 16], kEndings[(chance >> 12) % 8]));
  name.set_given_name(std::string(kGiven[(chance >> 16) % 12]));
  name.set_patronymic(std::string(kPatronymics[(chance >> 24) % 6]));
  person.set_sort_name(SortName(person));
  person.set_organization(OrganizationName(number % kDelegations));
  AddText("ru", "Начальник управления", *person.mutable_job_titles());
  person.set_country_code("BY");
  person.set_work_email(absl::StrCat("person", number, "@example.org"));
  storage::StampCreated(person, PersonName(number), TimeOf(number));
  return person;
}

Registrations::Registrations(int64_t people) : order_(people) {
  std::iota(order_.begin(), order_.end(), 0);
  for (size_t left = order_.size(); left > 1; --left) {
    std::swap(order_[left - 1], order_[Scrambled(left) % left]);
  }
}

v1::BatchChangeParticipantsRequest Registrations::Number(int64_t number) const {
  const auto people = static_cast<int64_t>(order_.size());
  if (number / people >= kEvents) throw std::runtime_error("everybody is registered everywhere");
  const std::string event = EventName(number / people);
  const int64_t person = order_[number % people];
  v1::BatchChangeParticipantsRequest request;
  request.set_parent(event);
  *request.add_changes()->mutable_register_() =
      RowOf(event, DelegationName(event, number % kDelegations), PersonName(person));
  request.set_request_id(RequestId(number));
  return request;
}

std::string RequestId(int64_t number) {
  const uint64_t high = Scrambled(static_cast<uint64_t>(2 * number));
  const uint64_t low = Scrambled(static_cast<uint64_t>(2 * number + 1));
  return absl::StrFormat("%08x-%04x-4%03x-a%03x-%012x", high >> 32, high & 0xffff,
                         (high >> 16) & 0xfff, low >> 52, low & 0xffffffffffff);
}

void FillPeople(storage::Store& store, int64_t count) {
  const int64_t all = count + kDelegations;
  for (int64_t first = 0; first < all; first += kPeopleAtOnce) {
    std::vector<v1::Person> people;
    people.reserve(kPeopleAtOnce);
    for (int64_t i = first; i < std::min(first + kPeopleAtOnce, all); ++i) {
      people.push_back(SamplePerson(i));
    }
    Check(storage::WriteAndWait(
        store, {std::string(storage::kDirectoryPartition)},
        [&](storage::Tx& tx) { return directory::InsertPeople(tx, people); }));
  }
}

void FillEvents(const std::shared_ptr<grpc::Channel>& channel, int64_t people) {
  EventFiller filler(channel);
  for (int i = 0; i < kDelegations; ++i) filler.AddOrganization(i);
  for (int event = 0; event <= kEvents; ++event) {
    filler.AddEvent(event);
    for (int i = 0; i < kDelegations; ++i) filler.AddDelegation(event, i, people + i);
  }
}

void FillParticipants(const std::string& path, int64_t count) {
  auto opened = storage::sqlite::Connection::Open(path, storage::sqlite::Access::kWrite);
  Check(opened.status());
  storage::sqlite::Connection& connection = **opened;
  // A file that is lost with the benchmark needs no journal, and a large cache fills it faster.
  for (const absl::string_view sql :
       {"PRAGMA synchronous = OFF", "PRAGMA cache_size = -2000000", "BEGIN"}) {
    Check(connection.Execute(sql));
  }
  const storage::Keys keys = {FilledEvent()};
  storage::sqlite::BodyTx tx(connection, &keys, TimeOf(0), "", std::numeric_limits<int>::max());
  delegations::Participation participation = OneRegistered(tx);
  for (int64_t i = 0; i < count; ++i) {
    const delegations::SortName sort_name = MakeFilled(i, participation);
    Check(delegations::InsertParticipation(tx, participation, sort_name, /*active=*/true));
    if (i % kParticipantsAtOnce != 0) continue;
    Check(connection.Execute("COMMIT"));
    Check(connection.Execute("BEGIN"));
  }
  CountFilled(tx, count);
  Check(connection.Execute("COMMIT"));
  Check(connection.Number("PRAGMA wal_checkpoint(TRUNCATE)").status());
}

std::string FilledParticipant(int64_t number) {
  return absl::StrCat(FilledEvent(), "/participants/", SampleId(kParticipants + number));
}

std::string FilledEvent() { return EventName(kEvents); }

}  // namespace plenary::bench
