#include "clients/cli/name_candidates.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "clients/cli/columns.h"
#include "clients/cli/names.h"
#include "google/protobuf/message.h"
#include "plenary/client.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/action_plans.pb.h"
#include "plenary/v1/assets.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/indicators.pb.h"
#include "plenary/v1/negotiations.pb.h"
#include "plenary/v1/schedule.pb.h"

namespace plenary::cli {
namespace {

using google::protobuf::Message;

// "events/tibo-2023/delegations/kursk" as it is typed: "kursk", or "tibo-2023/kursk".
std::string Typed(const std::string& name, bool event_is_known) {
  const std::vector<std::string> segments = absl::StrSplit(name, '/');
  if (event_is_known || segments.size() < 4) return std::string(LastId(name));
  return absl::StrCat(segments[1], "/", segments[3]);
}

// Each of a list, by its id and the cell of its table that holds its name.
template <class Request, class Response>
std::vector<Candidate> Listed(const Session& session, Request request, bool event_is_known,
                              size_t name_cell = 1) {
  request.set_page_size(1000);
  ClientOptions options = OptionsOf(session);
  options.deadline = absl::Milliseconds(300);
  options.retry.max_attempts = 1;
  Response response;
  std::vector<Candidate> candidates;
  const Client client = Client::Connect(session.settings.server.value, options);
  if (!client.Call(request, response).ok()) return candidates;
  Style style;
  style.language = session.settings.language.value;
  const auto* rows = response.GetDescriptor()->field(0);
  const auto& reflection = *response.GetReflection();
  const int size = reflection.FieldSize(response, rows);
  candidates.reserve(size);
  for (int i = 0; i < size; ++i) {
    const Message& row = reflection.GetRepeatedMessage(response, rows, i);
    const auto* name = row.GetDescriptor()->FindFieldByName("name");
    std::string id = Typed(row.GetReflection()->GetString(row, name), event_is_known);
    candidates.push_back({std::move(id), Cells(row, style)[name_cell]});
  }
  return candidates;
}

}  // namespace

std::vector<Candidate> NamesOnServer(const Session& session, absl::string_view kind) {
  if (kind == "EVENT") {
    return Listed<v1::ListEventsRequest, v1::ListEventsResponse>(session, {}, true);
  }
  if (kind == "USER") {
    return Listed<v1::ListUsersRequest, v1::ListUsersResponse>(session, {}, true);
  }
  if (kind == "ORGANIZATION") {
    return Listed<v1::ListOrganizationsRequest, v1::ListOrganizationsResponse>(session, {}, true);
  }
  if (kind == "VENUE") {
    return Listed<v1::ListVenuesRequest, v1::ListVenuesResponse>(session, {}, true);
  }
  if (kind == "ASSET") {
    return Listed<v1::ListAssetsRequest, v1::ListAssetsResponse>(session, {}, true, 2);
  }
  if (kind == "NEGOTIATION") {
    return Listed<v1::ListNegotiationsRequest, v1::ListNegotiationsResponse>(session, {}, true);
  }
  if (kind == "BODY") {
    return Listed<v1::ListBodiesRequest, v1::ListBodiesResponse>(session, {}, true);
  }
  if (kind == "ACTION_PLAN") {
    return Listed<v1::ListActionPlansRequest, v1::ListActionPlansResponse>(session, {}, true, 2);
  }
  if (kind == "INDICATOR") {
    return Listed<v1::ListIndicatorsRequest, v1::ListIndicatorsResponse>(session, {}, true);
  }
  const std::string event = ExpandName(session.settings.event.value, {"events/{event}"}, "");
  const std::string parent = event.empty() ? "events/-" : event;
  if (kind == "DELEGATION") {
    v1::ListDelegationsRequest request;
    request.set_parent(parent);
    return Listed<v1::ListDelegationsRequest, v1::ListDelegationsResponse>(session, request,
                                                                           !event.empty());
  }
  if (kind == "SESSION") {
    v1::ListSessionsRequest request;
    request.set_parent(parent);
    return Listed<v1::ListSessionsRequest, v1::ListSessionsResponse>(session, request,
                                                                     !event.empty(), 3);
  }
  if (kind == "MEETING_REQUEST") {
    v1::ListMeetingRequestsRequest request;
    request.set_parent(parent);
    return Listed<v1::ListMeetingRequestsRequest, v1::ListMeetingRequestsResponse>(
        session, request, !event.empty(), 2);
  }
  if (kind == "TRACK" && !event.empty()) {
    v1::ListTracksRequest request;
    request.set_parent(parent);
    return Listed<v1::ListTracksRequest, v1::ListTracksResponse>(session, request, true);
  }
  // The categories of all events have no list of their own.
  if (kind == "CATEGORY" && !event.empty()) {
    v1::ListCategoriesRequest request;
    request.set_parent(parent);
    return Listed<v1::ListCategoriesRequest, v1::ListCategoriesResponse>(session, request, true);
  }
  return {};
}

}  // namespace plenary::cli
