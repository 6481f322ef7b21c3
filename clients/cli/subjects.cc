#include "clients/cli/subjects.h"

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/cli/columns.h"
#include "clients/cli/names.h"

namespace plenary::cli {
namespace {

bool MayBeId(absl::string_view text) {
  for (const char c : text) {
    if (!absl::ascii_islower(c) && !absl::ascii_isdigit(c) && c != '-') return false;
  }
  return !text.empty();
}

// "tibo-2023/kursk"
bool MayBeIdInEvent(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '/');
  return parts.size() == 2 && MayBeId(parts[0]) && MayBeId(parts[1]);
}

bool IsFullName(absl::string_view text) {
  for (const char* collection : {"people/", "assets/", "events/"}) {
    if (absl::StartsWith(text, collection)) return true;
  }
  return false;
}

template <class Resource, class Request>
absl::StatusOr<bool> IsThere(const Client& client, const std::string& name) {
  Request request;
  request.set_name(name);
  const absl::StatusOr<Resource> found = client.Call<Resource>(request);
  if (found.ok()) return true;
  // What may not be looked at is nothing that is meant here.
  if (absl::IsNotFound(found.status()) || absl::IsPermissionDenied(found.status()) ||
      absl::IsInvalidArgument(found.status())) {
    return false;
  }
  return found.status();
}

absl::StatusOr<std::string> FindById(const Client& client, const std::string& event,
                                     const std::string& id) {
  if (!event.empty()) {
    const std::string delegation = absl::StrCat(event, "/delegations/", id);
    const auto is_delegation =
        IsThere<v1::Delegation, v1::GetDelegationRequest>(client, delegation);
    if (!is_delegation.ok()) return is_delegation.status();
    if (*is_delegation) return delegation;
  }
  const std::string asset = absl::StrCat("assets/", id);
  const auto is_asset = IsThere<v1::Asset, v1::GetAssetRequest>(client, asset);
  if (!is_asset.ok()) return is_asset.status();
  if (*is_asset) return asset;
  const auto is_event =
      IsThere<v1::Event, v1::GetEventRequest>(client, absl::StrCat("events/", id));
  if (!is_event.ok()) return is_event.status();
  return *is_event ? absl::StrCat("events/", id) : "";
}

// Those of `found` that are negotiated with; all where none is, or that may not be looked at.
std::vector<v1::Organization> Counterparts(const Client& client,
                                           const std::vector<v1::Organization>& found) {
  std::vector<v1::Organization> counterparts;
  for (const v1::Organization& each : found) {
    v1::ListNegotiationsRequest request;
    request.set_filter(absl::StrCat("counterpart = \"", each.name(), "\""));
    request.set_page_size(1);
    const auto listed = client.Call<v1::ListNegotiationsResponse>(request);
    if (listed.ok() && !listed->negotiations().empty()) counterparts.push_back(each);
  }
  return counterparts.empty() ? found : counterparts;
}

absl::StatusOr<std::string> SearchOrganization(const Client& client, const std::string& text) {
  v1::SearchOrganizationsRequest request;
  request.set_query(text);
  const absl::StatusOr<v1::SearchOrganizationsResponse> found = client.SearchOrganizations(request);
  if (!found.ok()) return found.status();
  if (found->results().empty()) {
    return absl::NotFoundError(absl::StrCat("no organization is called \"", text, "\""));
  }
  std::vector<v1::Organization> best;
  for (const v1::SearchOrganizationsResponse::Result& each : found->results()) {
    if (each.match() == found->results(0).match()) best.push_back(each.organization());
  }
  if (best.size() > 1) best = Counterparts(client, best);
  if (best.size() == 1) return best[0].name();
  const std::string names =
      absl::StrJoin(best, ", ", [](std::string* out, const v1::Organization& each) {
        absl::StrAppend(out, Cells(each, {})[1], " (", each.name(), ")");
      });
  return absl::InvalidArgumentError(
      absl::StrCat("\"", text, "\" fits several, say which: ", names));
}

// Adds what the resources in `found` are called.
template <class Resources>
void AddNames(const Session& session, const Resources& found,
              std::map<std::string, std::string>& names) {
  Style style;
  style.language = session.settings.language.value;
  for (const auto& each : found) names[each.name()] = Cells(each, style)[1];
}

absl::StatusOr<std::string> FindPerson(const Client& client, const std::string& text) {
  v1::SearchPeopleRequest request;
  request.set_query(text);
  request.set_page_size(5);
  const auto found = client.Call<v1::SearchPeopleResponse>(request);
  if (!found.ok()) return found.status();
  if (found->results().empty()) {
    return absl::NotFoundError(absl::StrCat("nobody and nothing is called \"", text, "\""));
  }
  if (found->results_size() == 1) return found->results(0).person().name();
  const std::string people = absl::StrJoin(
      found->results(), ", ", [](std::string* out, const v1::SearchPeopleResponse::Result& each) {
        absl::StrAppend(out, Cells(each, {})[1], " (", each.person().name(), ")");
      });
  return absl::InvalidArgumentError(
      absl::StrCat("\"", text, "\" fits several, say which: ", people));
}

template <class Resource, class Request>
std::string Shown(const Client& client, const std::string& name, const Style& style, size_t cell) {
  Request request;
  request.set_name(name);
  const absl::StatusOr<Resource> found = client.Call<Resource>(request);
  return found.ok() ? Cells(*found, style)[cell] : "";
}

}  // namespace

absl::StatusOr<std::string> FindSubject(const Client& client, const std::string& event,
                                        const std::string& text) {
  if (IsFullName(text)) return text;
  if (MayBeIdInEvent(text)) {
    return ExpandName(text, {"events/{event}/delegations/{delegation}"}, "");
  }
  if (MayBeId(text)) {
    const absl::StatusOr<std::string> found = FindById(client, event, text);
    if (!found.ok() || !found->empty()) return found;
  }
  return FindPerson(client, text);
}

absl::StatusOr<std::string> FindPersonNamed(const Client& client, const std::string& text) {
  if (absl::StartsWith(text, "people/")) return text;
  if (MayBeId(text)) {
    const std::string name = absl::StrCat("people/", text);
    const auto is_there = IsThere<v1::Person, v1::GetPersonRequest>(client, name);
    if (!is_there.ok()) return is_there.status();
    if (*is_there) return name;
  }
  return FindPerson(client, text);
}

absl::StatusOr<std::string> FindOrganizationNamed(const Client& client, const std::string& text) {
  if (absl::StartsWith(text, "organizations/")) return text;
  if (MayBeId(text)) {
    const std::string name = absl::StrCat("organizations/", text);
    const auto is_there = IsThere<v1::Organization, v1::GetOrganizationRequest>(client, name);
    if (!is_there.ok()) return is_there.status();
    if (*is_there) return name;
  }
  return SearchOrganization(client, text);
}

std::map<std::string, std::string> DisplayNames(const Session& session, const Client& client,
                                                const std::set<std::string>& names) {
  std::map<std::string, std::string> shown;
  v1::BatchGetPeopleRequest people;
  v1::BatchGetOrganizationsRequest organizations;
  for (const std::string& name : names) {
    shown[name] = std::string(LastId(name));
    if (absl::StartsWith(name, "people/")) people.add_names(name);
    if (absl::StartsWith(name, "organizations/")) organizations.add_names(name);
  }
  if (!people.names().empty()) {
    const auto found = client.BatchGetPeople(people);
    if (found.ok()) AddNames(session, found->people(), shown);
  }
  if (!organizations.names().empty()) {
    const auto found = client.BatchGetOrganizations(organizations);
    if (found.ok()) AddNames(session, found->organizations(), shown);
  }
  return shown;
}

std::string NameOfSubject(const Session& session, const Client& client, const std::string& name) {
  Style style;
  style.language = session.settings.language.value;
  std::string shown;
  if (absl::StartsWith(name, "people/")) {
    shown = Shown<v1::Person, v1::GetPersonRequest>(client, name, style, 1);
  } else if (absl::StartsWith(name, "assets/")) {
    shown = Shown<v1::Asset, v1::GetAssetRequest>(client, name, style, 2);
  } else if (absl::StrContains(name, "/participants/")) {
    shown = Shown<v1::Participant, v1::GetParticipantRequest>(client, name, style, 1);
  }
  return shown.empty() ? std::string(LastId(name)) : shown;
}

absl::StatusOr<absl::TimeZone> ZoneOf(const Client& client, const std::string& event) {
  v1::GetEventRequest request;
  request.set_name(event);
  const absl::StatusOr<v1::Event> found = client.GetEvent(request);
  if (!found.ok()) return found.status();
  absl::TimeZone zone = absl::UTCTimeZone();
  absl::LoadTimeZone(found->time_zone(), &zone);
  return zone;
}

}  // namespace plenary::cli
