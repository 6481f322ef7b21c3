// A small world for tests of matchmaking: a ScheduleForum with three delegations whose focal points
// may ask each other for meetings, and the service of matchmaking, called as the server calls it.
//
//   class RequestsTest : public testing::MatchmakingTest {};
//   PLENARY_ON_EVERY_ENGINE(RequestsTest);
//
//   TEST_P(RequestsTest, WhoIsAskedAccepts) {
//     const std::string request = forum_.Asked(forum_.kursk(), forum_.omsk());
//     EXPECT_THAT(forum_.Accept(request), IsOk());
//   }
#ifndef PLENARY_TESTS_TESTING_MATCHMAKING_H_
#define PLENARY_TESTS_TESTING_MATCHMAKING_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "plenary/v1/matchmaking.pb.h"
#include "services/base/access.h"
#include "services/matchmaking/service.h"
#include "tests/testing/protos.h"
#include "tests/testing/schedule.h"

namespace plenary::testing {

// Safe from several threads once it is made.
class MatchmakingForum : public ScheduleForum {
 public:
  using Matchmaking = matchmaking::MatchmakingService;
  using ScheduleForum::Ask;
  using ScheduleForum::Do;

  // Requests are taken at any time.
  explicit MatchmakingForum(const std::string& engine) : ScheduleForum(engine) {
    kursk_ = Delegation("kursk");
    omsk_ = Delegation("omsk");
    tula_ = Delegation("tula");
    Value(Settle("window {}"));
  }
  const std::string& kursk() const { return kursk_; }
  const std::string& omsk() const { return omsk_; }
  const std::string& tula() const { return tula_; }
  // Roles of their focal points.
  const base::Access& of_kursk() const { return of_kursk_; }
  const base::Access& of_omsk() const { return of_omsk_; }
  const base::Access& of_tula() const { return of_tula_; }

  template <class Request, class Response>
  absl::StatusOr<Response> Do(absl::StatusOr<Response> (Matchmaking::*method)(storage::Change&,
                                                                              const Request&) const,
                              const std::string& request) {
    return storage::ChangeAndWait(store(), random(), CallOf<Request>(), matchmaking_, method,
                                  Parse<Request>(request));
  }
  // The same for a caller of one's own, so that several may call at once.
  template <class Request, class Response>
  absl::StatusOr<Response> DoAs(const base::Access& access,
                                absl::StatusOr<Response> (Matchmaking::*method)(storage::Change&,
                                                                                const Request&)
                                    const,
                                const std::string& request) {
    storage::Call call = CallOf<Request>();
    call.access = &access;
    return storage::ChangeAndWait(store(), random(), call, matchmaking_, method,
                                  Parse<Request>(request));
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Ask(absl::StatusOr<Response> (Matchmaking::*method)(
                                   storage::Tx&, const storage::Call&, const Request&) const,
                               const std::string& request) {
    return storage::ReadAndWait(store(), CallOf<Request>(), matchmaking_, method,
                                Parse<Request>(request));
  }

  // `rest` is the text of further fields: of the settings, the request that is made, the verb.

  absl::StatusOr<v1::MatchmakingSettings> Settle(const std::string& rest) {
    return Do(&Matchmaking::UpdateMatchmakingSettings,
              absl::StrCat("settings { name: 'events/tibo/matchmaking' ", rest, " }"));
  }
  // `more`: further fields of the call.
  absl::StatusOr<v1::MeetingRequest> AskFor(const std::string& from, const std::string& to,
                                            const std::string& rest = "",
                                            const std::string& more = "") {
    auto request = Parse<v1::CreateMeetingRequestRequest>(TextOf(from, to), more);
    request.mutable_meeting_request()->MergeFrom(Parse<v1::MeetingRequest>(rest));
    return storage::ChangeAndWait(store(), random(), CallOf<v1::CreateMeetingRequestRequest>(),
                                  matchmaking_, &Matchmaking::CreateMeetingRequest, request);
  }
  static std::string TextOf(const std::string& from, const std::string& to) {
    return absl::StrCat("parent: 'events/tibo' meeting_request { from { party: '", from,
                        "' } to { party: '", to, "' } }");
  }
  std::string Asked(const std::string& from, const std::string& to, const std::string& rest = "",
                    const std::string& more = "") {
    return Value(AskFor(from, to, rest, more)).name();
  }
  // Both sides agreed.
  std::string Agreed(const std::string& from, const std::string& to, const std::string& rest = "") {
    return Asked(from, to, rest, "accepted: true");
  }
  absl::StatusOr<v1::MeetingRequest> Accept(const std::string& name, const std::string& rest = "") {
    return Do(&Matchmaking::AcceptMeetingRequest, Named(name, rest));
  }
  absl::StatusOr<v1::MeetingRequest> Decline(const std::string& name,
                                             const std::string& rest = "") {
    return Do(&Matchmaking::DeclineMeetingRequest, Named(name, rest));
  }
  absl::StatusOr<v1::MeetingRequest> Counter(
      const std::string& name, const std::string& rest = "duration { seconds: 2700 }") {
    return Do(&Matchmaking::CounterMeetingRequest, Named(name, rest));
  }
  absl::StatusOr<v1::MeetingRequest> Cancel(const std::string& name, const std::string& rest = "") {
    return Do(&Matchmaking::CancelMeetingRequest, Named(name, rest));
  }
  absl::StatusOr<v1::MeetingRequest> Update(const std::string& name, const std::string& fields,
                                            const std::string& more = "") {
    return Do(&Matchmaking::UpdateMeetingRequest,
              absl::StrCat("meeting_request { name: '", name, "' ", fields, " } ", more));
  }
  absl::StatusOr<v1::MeetingRequest> DeleteRequest(const std::string& name) {
    return Do(&Matchmaking::DeleteMeetingRequest, Named(name));
  }
  absl::StatusOr<v1::MeetingRequest> UndeleteRequest(const std::string& name) {
    return Do(&Matchmaking::UndeleteMeetingRequest, Named(name));
  }
  absl::StatusOr<v1::BlockedPair> Block(const std::string& first, const std::string& second,
                                        const std::string& rest = "") {
    return Do(&Matchmaking::CreateBlockedPair,
              absl::StrCat("parent: 'events/tibo' blocked_pair { first: '", first, "' second: '",
                           second, "' ", rest, " }"));
  }

  // How things stand now.

  v1::MeetingRequest GetRequest(const std::string& name) {
    return Value(Ask(&Matchmaking::GetMeetingRequest, Named(name)));
  }
  v1::MeetingRequest::State StateOfRequest(const std::string& name) {
    return GetRequest(name).state();
  }
  // The names that a list tells, page by page; `rest` is the text of further fields of it.
  std::vector<std::string> Requests(const std::string& rest = "",
                                    const std::string& parent = kEvent) {
    auto request = Parse<v1::ListMeetingRequestsRequest>(
        absl::StrCat("parent: '", parent, "' page_size: 2 ", rest));
    std::vector<std::string> names;
    do {
      const auto page =
          Value(storage::ReadAndWait(store(), CallOf<v1::ListMeetingRequestsRequest>(),
                                     matchmaking_, &Matchmaking::ListMeetingRequests, request));
      for (const v1::MeetingRequest& each : page.meeting_requests()) names.push_back(each.name());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return names;
  }
  // Whom a party may ask, page by page.
  std::vector<v1::MeetingPartner> Partners(const std::string& party, const std::string& rest = "") {
    auto request = Parse<v1::ListMeetingPartnersRequest>(
        absl::StrCat("parent: 'events/tibo' page_size: 2 party: '", party, "' ", rest));
    std::vector<v1::MeetingPartner> partners;
    do {
      const auto page =
          Value(storage::ReadAndWait(store(), CallOf<v1::ListMeetingPartnersRequest>(),
                                     matchmaking_, &Matchmaking::ListMeetingPartners, request));
      partners.insert(partners.end(), page.meeting_partners().begin(),
                      page.meeting_partners().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return partners;
  }

 private:
  Matchmaking matchmaking_{sealer()};
  std::string kursk_;
  std::string omsk_;
  std::string tula_;
  base::Access of_kursk_{{{v1::REGISTRAR, "events/tibo/delegations/kursk"}}};
  base::Access of_omsk_{{{v1::REGISTRAR, "events/tibo/delegations/omsk"}}};
  base::Access of_tula_{{{v1::REGISTRAR, "events/tibo/delegations/tula"}}};
};

// Its fixture.
class MatchmakingTest : public ::testing::TestWithParam<std::string> {
 protected:
  MatchmakingForum forum_{GetParam()};
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_MATCHMAKING_H_
