// CopyDelegation: "the same as last year".
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/delegations/answers.h"
#include "services/delegations/copy_rules.h"
#include "services/delegations/desk.h"
#include "services/delegations/new_delegation.h"
#include "services/delegations/seats_table.h"
#include "services/delegations/service.h"
#include "services/delegations/table.h"
#include "services/directory/table.h"
#include "services/events/table.h"
#include "services/storage/resource.h"

namespace plenary::delegations {
namespace {

using storage::Tx;
using P = v1::Participant;
using Names = google::protobuf::RepeatedPtrField<std::string>;
using Organizations = std::map<std::string, v1::Organization>;

// An organization stands so many steps below another at most.
constexpr int kMostSteps = 10;

// What is copied, and whom it is copied for.
struct Source {
  v1::Event event;
  v1::Delegation delegation;
  std::vector<P> participants;                // one of each person
  std::map<std::string, v1::Person> people;   // by the name a participant has
  Organizations organizations;                // of these people, and those above them
  std::set<std::string> participate_already;  // people
};

// Adds those of `wanted` that are not there yet; answers with the names of those above them.
absl::StatusOr<std::vector<std::string>> LoadOrganizations(Tx& tx,
                                                           const std::vector<std::string>& wanted,
                                                           Organizations& organizations) {
  std::set<std::string> missing;
  for (const std::string& name : wanted) {
    if (!name.empty() && organizations.count(name) == 0) missing.insert(name);
  }
  if (missing.empty()) return std::vector<std::string>();
  PLENARY_ASSIGN_OR_RETURN(auto found,
                           directory::FindOrganizations(tx, {missing.begin(), missing.end()}));
  std::vector<std::string> parents;
  parents.reserve(found.size());
  for (absl::optional<v1::Organization>& each : found) {
    if (!each) continue;
    parents.push_back(each->parent());
    const std::string name = each->name();
    organizations.emplace(name, *std::move(each));
  }
  return parents;
}

absl::Status LoadPeople(Tx& tx, Source& source) {
  std::vector<std::string> names;
  names.reserve(source.participants.size());
  for (const P& each : source.participants) names.push_back(each.person());
  PLENARY_ASSIGN_OR_RETURN(auto found, directory::FindPeople(tx, names));
  std::vector<std::string> organizations;
  organizations.reserve(found.size());
  for (size_t i = 0; i < found.size(); ++i) {
    if (!found[i]) continue;
    organizations.push_back(found[i]->organization());
    source.people.emplace(names[i], *std::move(found[i]));
  }
  for (int step = 0; step < kMostSteps && !organizations.empty(); ++step) {
    PLENARY_ASSIGN_OR_RETURN(organizations,
                             LoadOrganizations(tx, organizations, source.organizations));
  }
  return absl::OkStatus();
}

absl::StatusOr<Source> LoadSource(Tx& tx, const v1::CopyDelegationRequest& request) {
  const std::string& name = request.source_delegation();
  Source source;
  PLENARY_ASSIGN_OR_RETURN(source.delegation, storage::Living(FindDelegation(tx, name), name));
  const std::string event(base::EventOf(name));
  PLENARY_ASSIGN_OR_RETURN(source.event, storage::Existing(events::FindEvent(tx, event), event));
  PLENARY_ASSIGN_OR_RETURN(auto participants, ListAllOf(tx, name));
  source.participants = OneOfEach(std::move(participants));
  PLENARY_RETURN_IF_ERROR(LoadPeople(tx, source));
  PLENARY_ASSIGN_OR_RETURN(source.participate_already, PeopleWhoAreIn(tx, request.parent(), name));
  return source;
}

// Whether an organization is the delegation's or stands below it.
bool BelongsTo(const std::string& delegated, std::string organization,
               const Organizations& organizations) {
  for (int step = 0; step < kMostSteps; ++step) {
    if (organization == delegated) return true;
    const auto found = organizations.find(organization);
    if (found == organizations.end()) return false;
    organization = found->second.parent();
  }
  return false;
}

bool HasLeft(const Source& source, const P& participant, const v1::Person& person) {
  const std::string& now = person.organization();
  if (now.empty() || BelongsTo(source.delegation.organization(), now, source.organizations)) {
    return false;
  }
  const auto found = source.organizations.find(now);
  return found == source.organizations.end() || !WasAffiliatedWith(participant, found->second);
}

// The people a list of the request names, by the names that participants have them under.
// INVALID_FIELDS where somebody took no part.
absl::StatusOr<std::set<std::string>> WhoIsMeant(Tx& tx, const Source& source, const Names& asked,
                                                 absl::string_view field) {
  std::set<std::string> there;
  for (const P& each : source.participants) there.insert(each.person());
  const std::vector<std::string> names(asked.begin(), asked.end());
  PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindPeople(tx, names));
  std::set<std::string> meant;
  base::FieldErrors errors;
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string& name = found[i] ? found[i]->name() : names[i];
    if (there.count(name) == 0) {
      errors.Add(absl::StrCat(field, "[", i, "]"),
                 absl::StrCat("took no part in ", source.delegation.name()));
    }
    meant.insert(name);
  }
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  return meant;
}

// Copies at the desk of the event that is copied to.
class Copier {
 public:
  Copier(Desk& desk, const v1::CopyDelegationRequest& request, Source source)
      : desk_(desk), request_(request), source_(std::move(source)) {}

  absl::StatusOr<v1::CopyDelegationResponse> Copy() {
    PLENARY_RETURN_IF_ERROR(ReadWishes());
    PLENARY_ASSIGN_OR_RETURN(file_, AddFile());
    if (request_.with_quotas()) PLENARY_RETURN_IF_ERROR(CopyQuotas());
    v1::CopyDelegationResponse response;
    for (const P& each : source_.participants) {
      PLENARY_ASSIGN_OR_RETURN(*response.add_rows(), CopyOne(each));
    }
    *response.mutable_delegation() = file_->delegation;
    return response;
  }

 private:
  absl::Status ReadWishes() {
    PLENARY_ASSIGN_OR_RETURN(included_,
                             WhoIsMeant(desk_.tx(), source_, request_.include(), "include"));
    PLENARY_ASSIGN_OR_RETURN(excluded_,
                             WhoIsMeant(desk_.tx(), source_, request_.exclude(), "exclude"));
    for (const std::string& person : excluded_) {
      if (included_.count(person) == 0) continue;
      return base::BadField("exclude", absl::StrCat(person, " is included as well; say which"));
    }
    PLENARY_ASSIGN_OR_RETURN(const auto categories,
                             events::ListAllCategories(desk_.tx(), desk_.event().name()));
    for (const v1::Category& each : categories) categories_.emplace(each.name(), each);
    const std::string& fallback = request_.default_category();
    if (fallback.empty()) return absl::OkStatus();
    if (base::EventOf(fallback) != desk_.event().name()) {
      return base::BadField("default_category",
                            absl::StrCat("must be a category of ", desk_.event().name()));
    }
    return desk_.FindCategory(fallback, "default_category").status();
  }

  // The new delegation. Of those it is spoken to by, whoever was deleted is left out.
  absl::StatusOr<File*> AddFile() {
    v1::Delegation copy = CopyOf(source_.delegation);
    PLENARY_ASSIGN_OR_RETURN(*copy.mutable_focal_points(), Living(copy.focal_points()));
    if (!copy.liaison_officer().empty()) {
      Names officer;
      *officer.Add() = copy.liaison_officer();
      PLENARY_ASSIGN_OR_RETURN(officer, Living(officer));
      copy.set_liaison_officer(officer.empty() ? "" : officer.Get(0));
    }
    const std::string id = request_.delegation_id().empty()
                               ? std::string(base::LastId(request_.source_delegation()))
                               : request_.delegation_id();
    return AddDelegation(desk_, std::move(copy), id, v1::Delegation::FORMING);
  }

  absl::StatusOr<Names> Living(const Names& people) {
    PLENARY_ASSIGN_OR_RETURN(
        const auto found,
        directory::FindPeople(desk_.tx(), std::vector<std::string>(people.begin(), people.end())));
    Names living;
    for (const absl::optional<v1::Person>& each : found) {
      if (each && !each->has_delete_time()) *living.Add() = each->name();
    }
    return living;
  }

  absl::Status CopyQuotas() {
    PLENARY_ASSIGN_OR_RETURN(const auto quotas,
                             ListQuotasOf(desk_.tx(), {source_.delegation.name()}, desk_.now()));
    for (const QuotaRow& quota : quotas.front()) {
      const std::string category = SameCategory(quota.category);
      if (!quota.count.limit || categories_.count(category) == 0) continue;
      PLENARY_RETURN_IF_ERROR(
          SetLimit(desk_.tx(), file_->delegation.name(), category, quota.count.limit, ""));
    }
    return absl::OkStatus();
  }

  // The category of this event with the id of one of the source's, whether or not it is there.
  std::string SameCategory(absl::string_view category) const {
    return absl::StrCat(desk_.event().name(), "/categories/", base::LastId(category));
  }

  // Where somebody goes: the same category, else the one for all others; empty where there is none.
  std::string CategoryFor(const P& participant) const {
    for (const std::string& name :
         {SameCategory(participant.category()), request_.default_category()}) {
      const auto found = categories_.find(name);
      if (found != categories_.end() && FitsIn(participant, found->second)) return name;
    }
    return "";
  }

  absl::StatusOr<v1::CopyDelegationResponse::Row> CopyOne(const P& participant) {
    const auto found = source_.people.find(participant.person());
    const v1::Person* const person = found == source_.people.end() ? nullptr : &found->second;
    const std::string category = CategoryFor(participant);
    CopyFacts facts;
    facts.state = participant.state();
    facts.attendance = participant.attendance();
    facts.is_excluded = excluded_.count(participant.person()) > 0;
    facts.is_deleted = person == nullptr || person->has_delete_time();
    facts.participates_already = source_.participate_already.count(participant.person()) > 0;
    facts.has_category = !category.empty();
    facts.has_left = !facts.is_deleted && HasLeft(source_, participant, *person);
    v1::CopyDelegationResponse::Row row;
    row.set_source_participant(participant.name());
    row.set_person(participant.person());
    row.set_display_name(person != nullptr ? person->sort_name() : participant.display_name());
    row.set_mark(MarkOf(facts));
    if (IsCopied(row.mark(), included_.count(participant.person()) > 0)) {
      PLENARY_ASSIGN_OR_RETURN(*row.mutable_participant(), Add(participant, *person, category));
    }
    return row;
  }

  absl::StatusOr<P> Add(const P& participant, const v1::Person& person,
                        absl::string_view category) {
    Registration who;
    who.participant() =
        CopyOf(participant, source_.event, desk_.event(), file_->delegation.name(), category);
    who.participant().set_name(NewParticipantName(desk_));
    who.sort_name = SortNameOf(person);
    who.file = file_;
    PLENARY_RETURN_IF_ERROR(desk_.Add(who));
    return who.participant();
  }

  Desk& desk_;
  const v1::CopyDelegationRequest& request_;
  const Source source_;
  std::set<std::string> included_;
  std::set<std::string> excluded_;
  std::map<std::string, v1::Category> categories_;
  File* file_ = nullptr;
};

}  // namespace

absl::StatusOr<v1::CopyDelegationResponse> DelegationService::CopyDelegation(
    storage::Change& change, const v1::CopyDelegationRequest& request) const {
  if (base::EventOf(request.source_delegation()) == request.parent()) {
    return base::BadField("source_delegation", "must be a delegation of another event");
  }
  const auto copy = [&](Desk& desk) -> absl::StatusOr<v1::CopyDelegationResponse> {
    PLENARY_RETURN_IF_ERROR(CheckNotOver(desk.event()));
    PLENARY_ASSIGN_OR_RETURN(Source source, LoadSource(desk.tx(), request));
    return Copier(desk, request, std::move(source)).Copy();
  };
  PLENARY_ASSIGN_OR_RETURN(v1::CopyDelegationResponse response,
                           AtDesk(change, attendances_, request.parent(), copy));
  PLENARY_RETURN_IF_ERROR(
      FillCounts(change.tx(), change.tx().now(), {response.mutable_delegation()}));
  return response;
}

}  // namespace plenary::delegations
