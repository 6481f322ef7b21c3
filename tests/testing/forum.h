// A small world for tests of delegations: a published event on a fresh database of an engine, a
// clock that stands, and every service of the rooms, called as the server calls them.
//
//   class SeatsTest : public testing::ForumTest {};
//   PLENARY_ON_EVERY_ENGINE(SeatsTest);
//
//   TEST_P(SeatsTest, TheLastSeatIsTakenOnce) {
//     const std::string delegates = forum_.Category("delegates", "limit: 1");
//     const std::string kursk = forum_.Delegation("kursk");
//     EXPECT_EQ(forum_.StateOf(forum_.Confirmed(kursk, delegates)), P::CONFIRMED);
//     EXPECT_THAT(forum_.Confirm(forum_.Nominated(kursk, delegates)),
//                 RefusedFor(v1::ERROR_REASON_CATEGORY_LIMIT_REACHED));
//   }
#ifndef PLENARY_TESTS_TESTING_FORUM_H_
#define PLENARY_TESTS_TESTING_FORUM_H_

#include <atomic>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/events.pb.h"
#include "services/base/access.h"
#include "services/base/list_query.h"
#include "services/base/names.h"
#include "services/delegations/consequences.h"
#include "services/delegations/service.h"
#include "services/directory/service.h"
#include "services/events/service.h"
#include "services/schedule/attendance.h"
#include "services/storage/handle.h"
#include "tests/testing/clock.h"
#include "tests/testing/engines.h"
#include "tests/testing/protos.h"
#include "tests/testing/vault.h"

namespace plenary::testing {

// The value, or an exception that ends the test.
template <class T>
T Value(absl::StatusOr<T> value) {
  if (!value.ok()) throw std::runtime_error(value.status().ToString());
  return *std::move(value);
}

// Safe from several threads.
class Forum {
 public:
  using Directory = directory::DirectoryService;
  using Events = events::EventService;
  using Delegations = delegations::DelegationService;

  static constexpr char kEvent[] = "events/tibo";

  explicit Forum(const std::string& engine) : database_(OpenFresh(engine, clock_)) {}

  ManualClock& clock() { return clock_; }
  SeededRandom& random() { return random_; }
  storage::Store& store() { return *database_; }
  const base::TokenSealer& sealer() const { return sealer_; }
  delegations::Attendances& attendances() { return attendance_; }
  // The event takes place on [start, end), some weeks after the clock begins.
  static absl::Time start() {
    return absl::FromCivil(absl::CivilDay(2023, 6, 1), absl::UTCTimeZone());
  }
  static absl::Time end() { return start() + absl::Hours(72); }

  // From now on `caller` makes every call, and may do what `access` says, which outlives the calls;
  // it is the program itself ("local", nullptr) to begin with. Not safe from several threads.
  void ActAs(std::string caller, const base::Access* access) {
    caller_ = std::move(caller);
    access_ = access;
  }
  const base::Access* access() const { return access_; }

  // Calls a method of one of the three services with a request or its text:
  //   forum.Do(&Forum::Delegations::SubmitDelegation, "name: 'events/tibo/delegations/kursk'")
  template <class Service, class Request, class Response>
  absl::StatusOr<Response> Do(absl::StatusOr<Response> (Service::*method)(storage::Change&,
                                                                          const Request&) const,
                              const Request& request) {
    return storage::ChangeAndWait(store(), random_, CallOf<Request>(), std::get<Service>(services_),
                                  method, request);
  }
  template <class Service, class Request, class Response>
  absl::StatusOr<Response> Do(absl::StatusOr<Response> (Service::*method)(storage::Change&,
                                                                          const Request&) const,
                              const std::string& request) {
    return Do(method, Parse<Request>(request));
  }
  template <class Service, class Request, class Response>
  absl::StatusOr<Response> Ask(absl::StatusOr<Response> (Service::*method)(storage::Tx&,
                                                                           const storage::Call&,
                                                                           const Request&) const,
                               const Request& request) {
    return storage::ReadAndWait(store(), CallOf<Request>(), std::get<Service>(services_), method,
                                request);
  }
  template <class Service, class Request, class Response>
  absl::StatusOr<Response> Ask(absl::StatusOr<Response> (Service::*method)(storage::Tx&,
                                                                           const storage::Call&,
                                                                           const Request&) const,
                               const std::string& request) {
    return Ask(method, Parse<Request>(request));
  }

  // What tests stand on. Each answers with a name and throws where it is refused; `rest` is the
  // text of further fields.

  // A published event with what `rest` says: "seat_policy: ON_NOMINATION waiting_list: true".
  std::string Event(const std::string& rest = "", const std::string& id = "tibo") {
    v1::CreateEventRequest request;
    request.set_event_id(id);
    *request.mutable_event() = Parse<v1::Event>(
        absl::StrCat("kind: FORUM role: HOSTED time_zone: 'Europe/Minsk' "
                     "display_names { language: 'en' text: 'TIBO-2023' } interval { start_time ",
                     InText(start()), " end_time ", InText(end()), " }"),
        rest);
    const std::string name = Value(Do(&Events::CreateEvent, request)).name();
    Value(Do(&Events::PublishEvent, Named(name)));
    return name;
  }
  std::string Category(const std::string& id, const std::string& rest = "",
                       const std::string& event = kEvent) {
    v1::CreateCategoryRequest request;
    request.set_parent(event);
    request.set_category_id(id);
    *request.mutable_category() = Parse<v1::Category>(
        absl::StrCat("display_names { language: 'en' text: '", id, "' }"), rest);
    return Value(Do(&Events::CreateCategory, request)).name();
  }
  std::string Organization(const std::string& id) {
    return Value(Do(&Directory::CreateOrganization,
                    absl::StrCat("organization_id: '", id,
                                 "' organization { type: REGION "
                                 "display_names { language: 'en' text: '",
                                 id, "' } }")))
        .name();
  }
  // Somebody new.
  std::string Person(const std::string& family_name = "") {
    const std::string name = family_name.empty() ? absl::StrCat("Person ", ++people_) : family_name;
    return Value(Do(&Directory::CreatePerson,
                    absl::StrCat("person { names { language: 'en' family_name: '", name, "' } }")))
        .name();
  }
  // A delegation that is INVITED, of a new organization of the same id.
  std::string Invited(const std::string& id, const std::string& rest = "",
                      const std::string& event = kEvent) {
    v1::CreateDelegationRequest request;
    request.set_parent(event);
    request.set_delegation_id(id);
    *request.mutable_delegation() =
        Parse<v1::Delegation>(absl::StrCat("organization: '", Organization(id), "'"), rest);
    return Value(Do(&Delegations::CreateDelegation, request)).name();
  }
  // A delegation that is FORMING, of a new organization of the same id.
  std::string Delegation(const std::string& id, const std::string& rest = "",
                         const std::string& event = kEvent) {
    v1::RegisterDelegationRequest request;
    request.set_parent(event);
    request.set_delegation_id(id);
    *request.mutable_delegation() =
        Parse<v1::Delegation>(absl::StrCat("organization: '", Organization(id), "'"), rest);
    return Value(Do(&Delegations::RegisterDelegation, request)).delegation().name();
  }
  // Participants: somebody new in a delegation, or alone where it is empty.
  std::string Draft(const std::string& delegation, const std::string& category,
                    const std::string& rest = "") {
    return Value(Create(absl::StrCat("person: '", Person(), "' delegation: '", delegation,
                                     "' category: '", category, "' "),
                        rest))
        .name();
  }
  std::string Nominated(const std::string& delegation, const std::string& category,
                        const std::string& rest = "") {
    return Value(Nominate(Draft(delegation, category, rest))).name();
  }
  // Nominated and confirmed. Where there is no seat the participant waits, if the event has a
  // waiting list.
  std::string Confirmed(const std::string& delegation, const std::string& category,
                        const std::string& rest = "") {
    const v1::Participant nominated = Value(Nominate(Draft(delegation, category, rest)));
    if (nominated.state() != v1::Participant::NOMINATED) return nominated.name();
    return Value(Confirm(nominated.name())).name();
  }
  void SetQuota(const std::string& delegation, const std::string& category, int limit) {
    Value(Do(&Delegations::SetQuota, absl::StrCat("delegation: '", delegation, "' category: '",
                                                  category, "' limit: ", limit)));
  }
  std::string Hold(const std::string& delegation, const std::string& category, int seats,
                   absl::Time until) {
    return Value(HoldSeats(delegation, category, seats, until)).name();
  }

  // Verbs. `rest` is the text of further fields: "reason: 'late' when_full: WAIT".

  absl::StatusOr<v1::Participant> Create(const std::string& participant,
                                         const std::string& rest = "") {
    v1::CreateParticipantRequest request;
    *request.mutable_participant() = Parse<v1::Participant>(participant, rest);
    const absl::string_view event = base::EventOf(request.participant().category());
    request.set_parent(std::string(event));
    return Do(&Delegations::CreateParticipant, request);
  }
  absl::StatusOr<v1::Participant> Nominate(const std::string& name, const std::string& rest = "") {
    return Do(&Delegations::NominateParticipant, Named(name, rest));
  }
  absl::StatusOr<v1::Participant> Confirm(const std::string& name, const std::string& rest = "") {
    return Do(&Delegations::ConfirmParticipant, Named(name, rest));
  }
  absl::StatusOr<v1::Participant> Accept(const std::string& name, const std::string& rest = "") {
    return Do(&Delegations::AcceptParticipant, Named(name, rest));
  }
  absl::StatusOr<v1::Participant> Reject(const std::string& name,
                                         const std::string& rest = "reason: 'no'") {
    return Do(&Delegations::RejectParticipant, Named(name, rest));
  }
  absl::StatusOr<v1::Participant> Decline(const std::string& name,
                                          const std::string& rest = "reason: 'busy'") {
    return Do(&Delegations::DeclineParticipant, Named(name, rest));
  }
  absl::StatusOr<v1::Participant> Withdraw(const std::string& name,
                                           const std::string& rest = "reason: 'ill'") {
    return Do(&Delegations::WithdrawParticipant, Named(name, rest));
  }
  absl::StatusOr<v1::Participant> Reinstate(const std::string& name,
                                            const std::string& rest = "reason: 'well again'") {
    return Do(&Delegations::ReinstateParticipant, Named(name, rest));
  }
  absl::StatusOr<v1::SubstituteParticipantResponse> Substitute(const std::string& name,
                                                               const std::string& person,
                                                               const std::string& rest = "") {
    return Do(&Delegations::SubstituteParticipant,
              Named(name, absl::StrCat("substitute: '", person, "' ", rest)));
  }
  absl::StatusOr<v1::Participant> ChangeCategory(const std::string& name,
                                                 const std::string& category,
                                                 const std::string& rest = "") {
    return Do(&Delegations::ChangeCategory,
              Named(name, absl::StrCat("category: '", category, "' ", rest)));
  }
  absl::StatusOr<v1::Participant> RecordAttendance(const std::string& name,
                                                   const std::string& attendance) {
    return Do(&Delegations::RecordAttendance,
              Named(name, absl::StrCat("attendance: ", attendance)));
  }
  absl::StatusOr<v1::Delegation> Submit(const std::string& name, const std::string& rest = "") {
    return Do(&Delegations::SubmitDelegation, Named(name, rest));
  }
  absl::StatusOr<v1::Delegation> Approve(const std::string& name, const std::string& rest = "") {
    return Do(&Delegations::ApproveDelegation, Named(name, rest));
  }
  absl::StatusOr<v1::Delegation> AcceptDelegation(const std::string& name) {
    return Do(&Delegations::AcceptDelegation, Named(name));
  }
  absl::StatusOr<v1::Delegation> DeclineDelegation(const std::string& name) {
    return Do(&Delegations::DeclineDelegation, Named(name, "reason: 'no money'"));
  }
  absl::StatusOr<v1::Delegation> Return(const std::string& name) {
    return Do(&Delegations::ReturnDelegation, Named(name, "reason: 'too many'"));
  }
  // `rest`: "interval { … } acting: true".
  absl::StatusOr<v1::Delegation> SetHead(const std::string& delegation,
                                         const std::string& participant,
                                         const std::string& rest = "") {
    return Do(&Delegations::SetHead, absl::StrCat("delegation: '", delegation, "' participant: '",
                                                  participant, "' ", rest));
  }
  absl::StatusOr<v1::SeatHold> HoldSeats(const std::string& delegation, const std::string& category,
                                         int seats, absl::Time until,
                                         const std::string& rest = "") {
    return Do(&Delegations::HoldSeats,
              absl::StrCat("parent: '", delegation, "' seat_hold { category: '", category,
                           "' seats: ", seats, " expire_time ", InText(until), " } ", rest));
  }
  absl::StatusOr<v1::SeatHold> Release(const std::string& hold) {
    return Do(&Delegations::ReleaseSeatHold, Named(hold));
  }
  // Submits and approves a delegation, which must have a head.
  void Approved(const std::string& delegation) {
    Value(Submit(delegation));
    Value(Approve(delegation));
  }

  // How things stand now.

  v1::Participant Participant(const std::string& name) {
    return Value(Ask(&Delegations::GetParticipant, Named(name)));
  }
  v1::Participant::State StateOf(const std::string& participant) {
    return Participant(participant).state();
  }
  v1::Delegation GetDelegation(const std::string& name) {
    return Value(Ask(&Delegations::GetDelegation, Named(name)));
  }
  v1::Category GetCategory(const std::string& name) {
    return Value(Ask(&Events::GetCategory, Named(name)));
  }
  v1::QuotaReport QuotaReport(const std::string& parent = kEvent) {
    return Value(Ask(&Delegations::GetQuotaReport, absl::StrCat("parent: '", parent, "'")));
  }
  // The quota of a delegation in a category, empty where there is none.
  v1::Quota QuotaOf(const std::string& delegation, const std::string& category) {
    const v1::QuotaReport report = QuotaReport(delegation);
    for (const v1::Quota& quota : report.quotas()) {
      if (quota.category() == category) return quota;
    }
    return {};
  }
  // A list page by page: every participant of `parent`.
  std::vector<v1::Participant> Participants(const std::string& parent = kEvent,
                                            const std::string& rest = "") {
    auto request =
        Parse<v1::ListParticipantsRequest>(absl::StrCat("parent: '", parent, "' ", rest));
    std::vector<v1::Participant> all;
    do {
      const v1::ListParticipantsResponse page = Value(Ask(&Delegations::ListParticipants, request));
      all.insert(all.end(), page.participants().begin(), page.participants().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return all;
  }
  std::vector<v1::Delegation> AllDelegations(const std::string& parent = "events/-",
                                             const std::string& rest = "") {
    auto request = Parse<v1::ListDelegationsRequest>(absl::StrCat("parent: '", parent, "' ", rest));
    std::vector<v1::Delegation> all;
    do {
      const v1::ListDelegationsResponse page = Value(Ask(&Delegations::ListDelegations, request));
      all.insert(all.end(), page.delegations().begin(), page.delegations().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return all;
  }
  std::vector<v1::SeatHold> HoldsOf(const std::string& delegation) {
    const auto page = Value(Ask(&Delegations::ListSeatHolds,
                                absl::StrCat("page_size: 1000 parent: '", delegation, "'")));
    return {page.seat_holds().begin(), page.seat_holds().end()};
  }
  std::vector<v1::CompositionChange> CompositionOf(const std::string& delegation) {
    auto request = Parse<v1::ListCompositionChangesRequest>(
        absl::StrCat("page_size: 1000 parent: '", delegation, "'"));
    std::vector<v1::CompositionChange> all;
    do {
      const auto page = Value(Ask(&Delegations::ListCompositionChanges, request));
      all.insert(all.end(), page.composition_changes().begin(), page.composition_changes().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return all;
  }

  // The text of a request about one resource.
  static std::string Named(const std::string& name, const std::string& rest = "") {
    return absl::StrCat("name: '", name, "' ", rest);
  }

 protected:
  // As the server makes it: "plenary.v1.EventService/CreateEvent".
  template <class Request>
  storage::Call CallOf() const {
    const google::protobuf::Descriptor& type = *Request::descriptor();
    return {caller_,
            absl::StrCat(type.file()->service(0)->full_name(), "/",
                         absl::StripSuffix(type.name(), "Request")),
            "", access_};
  }

 private:
  ManualClock clock_;
  SeededRandom random_;
  OpenedDatabase database_;
  base::TokenSealer sealer_{std::string(32, 'k')};
  schedule::Attendance attendance_;
  delegations::Consequences consequences_{attendance_};
  std::tuple<Directory, Events, Delegations> services_{
      Directory(sealer_, consequences_, TestVault()), Events(sealer_, consequences_),
      Delegations(sealer_, TestVault(), attendance_)};
  std::atomic<int> people_ = 0;
  std::string caller_ = "local";
  const base::Access* access_ = nullptr;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_FORUM_H_
