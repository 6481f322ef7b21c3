#include "services/delegations/import_delegations.h"

#include <memory>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/delegations/desk.h"
#include "services/delegations/import_lookup.h"
#include "services/delegations/import_rules.h"
#include "services/delegations/import_table.h"
#include "services/delegations/rows.h"
#include "services/delegations/seats_table.h"
#include "services/delegations/table.h"
#include "services/directory/table.h"
#include "services/names/full_name.h"
#include "services/storage/resource.h"

namespace plenary::delegations {
namespace {

using Reject = v1::ImportReject;
using google::protobuf::util::MessageDifferencer;

absl::Status Repeated(const std::string& delegation, int64_t line) {
  return base::Refuse(absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_REPEATED_ROW,
                      absl::StrCat("the same delegation stands in line ", line),
                      {{"line", absl::StrCat(line)}, {"delegation", delegation}});
}

absl::Status CannotName(v1::ErrorReason reason, absl::StatusCode code, absl::string_view words,
                        absl::string_view name, absl::string_view field) {
  return base::Refuse(code, reason, absl::StrCat("«", name, "» ", words),
                      {{"name", std::string(name)}, {"field", std::string(field)}});
}

// Carries out the rows of one transaction.
class Batch {
 public:
  Batch(Desk& desk, const DelegationImport& import) : desk_(desk), import_(import), lookup_(desk) {}

  absl::Status Do(const std::vector<DelegationRowRead>& rows, const RefusedRows& refused);
  ImportOutcome TakeOutcome() { return std::move(outcome_); }

 private:
  absl::Status LookUp(const std::vector<DelegationRowRead>& rows);
  absl::Status DoRow(const DelegationRow& row);
  // The delegation a row speaks of, and its organization where the row names one; empty where there
  // is none yet.
  absl::Status FindWhose(const DelegationRow& row, std::string& delegation,
                         std::string& organization);
  absl::StatusOr<std::string> FindPerson(const std::string& text, absl::string_view field);
  absl::Status SetPeople(const DelegationRow& row, v1::Delegation& delegation);
  absl::StatusOr<std::string> Create(const DelegationRow& row, const std::string& organization);
  absl::StatusOr<bool> Edit(const DelegationRow& row, const std::string& name);
  absl::StatusOr<bool> SetLimits(const DelegationRow& row, const std::string& delegation);
  absl::Status CheckRepeated(const std::string& delegation, int64_t line);

  Desk& desk_;
  const DelegationImport& import_;
  ImportLookup lookup_;
  ImportOutcome outcome_;
  std::map<std::string, int64_t> noted_;  // what rows of this batch were about
  bool has_written_ = false;              // for the row that is being done
};

absl::Status Batch::LookUp(const std::vector<DelegationRowRead>& rows) {
  std::set<std::string> organizations;
  std::set<std::string> delegations;
  for (const DelegationRowRead& row : rows) {
    for (const v1::LocalizedText& name : row.said.organizations) organizations.insert(name.text());
    if (!row.said.id.empty()) delegations.insert(row.said.id);
    for (const v1::LocalizedText& name : row.said.delegation.display_names()) {
      delegations.insert(name.text());
    }
  }
  return lookup_.LookUp(organizations, delegations);
}

absl::Status Batch::Do(const std::vector<DelegationRowRead>& rows, const RefusedRows& refused) {
  PLENARY_RETURN_IF_ERROR(LookUp(rows));
  for (const DelegationRowRead& row : rows) {
    const int64_t line = row.said.line;
    const auto before = refused.find(line);
    std::vector<Reject> rejects = before == refused.end() ? row.said.problems : before->second;
    if (before == refused.end() && !HoldBack(rejects)) {
      has_written_ = false;
      const absl::Status done = DoRow(row.said);
      if (!done.ok() && !IsRefusal(done)) return done;
      if (!done.ok()) {
        const RowPlace place{*row.cells, import_.reading.columns, row.said.said};
        for (Reject& reject : ToRejects(place, done)) rejects.push_back(std::move(reject));
        if (has_written_) outcome_.leftovers.insert(line);
      }
    }
    if (HoldBack(rejects)) ++outcome_.rejected;
    if (!rejects.empty()) outcome_.rejects[line] = std::move(rejects);
  }
  return absl::OkStatus();
}

absl::Status Batch::FindWhose(const DelegationRow& row, std::string& delegation,
                              std::string& organization) {
  if (!row.id.empty()) {
    const absl::StatusOr<std::string> by_id = lookup_.Delegation(row.id);
    if (by_id.ok()) delegation = *by_id;
    if (!by_id.ok() && base::ReasonOf(by_id.status()) != v1::ERROR_REASON_UNKNOWN_NAME) {
      return by_id.status();
    }
  }
  std::set<std::string> fitting;
  for (const v1::LocalizedText& name : row.organizations) {
    const auto& found = lookup_.Organizations(name.text());
    fitting.insert(found.begin(), found.end());
  }
  if (fitting.size() == 1) organization = *fitting.begin();
  if (!delegation.empty()) return absl::OkStatus();
  if (fitting.size() > 1) {
    return CannotName(v1::ERROR_REASON_AMBIGUOUS_NAME, absl::StatusCode::kFailedPrecondition,
                      "may be one of several organizations; give the id",
                      row.organizations.front().text(), "delegation.organization");
  }
  if (!organization.empty()) {
    PLENARY_ASSIGN_OR_RETURN(delegation, lookup_.DelegationOf(organization));
    return absl::OkStatus();
  }
  if (!row.organizations.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(delegation,
                           lookup_.Delegation(row.delegation.display_names().empty()
                                                  ? row.id
                                                  : row.delegation.display_names(0).text()));
  return absl::OkStatus();
}

absl::StatusOr<std::string> Batch::FindPerson(const std::string& text, absl::string_view field) {
  if (const std::string id = IdIn(text); !id.empty()) {
    const std::string name = absl::StrCat("people/", id);
    PLENARY_ASSIGN_OR_RETURN(const auto person, directory::FindPerson(desk_.tx(), name));
    PLENARY_RETURN_IF_ERROR(storage::CheckReference(person, field, name));
    return person->name();
  }
  const absl::StatusOr<names::FullName> full = names::SplitFullName(text, import_.reading.language);
  if (!full.ok()) {
    return CannotName(v1::ERROR_REASON_UNKNOWN_NAME, absl::StatusCode::kNotFound, "is no name",
                      text, field);
  }
  directory::Wanted wanted;
  v1::PersonName& name = *wanted.person.add_names();
  name.set_language(LanguageOf(text, import_.reading.language));
  name.set_family_name(full->family);
  name.set_given_name(full->given);
  name.set_patronymic(full->patronymic);
  PLENARY_ASSIGN_OR_RETURN(const auto matches,
                           directory::MatchPeople(desk_.tx(), import_.vault, {wanted}));
  std::vector<std::string> likely;
  for (const directory::PersonMatch& match : matches.front()) {
    if (match.likeness >= kLikelySame) likely.push_back(match.person.name());
  }
  if (likely.size() == 1) return likely.front();
  if (likely.empty()) {
    return CannotName(v1::ERROR_REASON_UNKNOWN_NAME, absl::StatusCode::kNotFound,
                      "is nobody who is known here; create the person first", text, field);
  }
  return CannotName(v1::ERROR_REASON_AMBIGUOUS_NAME, absl::StatusCode::kFailedPrecondition,
                    "may be one of several people; give the id in brackets", text, field);
}

absl::Status Batch::SetPeople(const DelegationRow& row, v1::Delegation& delegation) {
  if (!row.focal_points.empty()) {
    delegation.clear_focal_points();
    for (const std::string& text : row.focal_points) {
      PLENARY_ASSIGN_OR_RETURN(*delegation.add_focal_points(),
                               FindPerson(text, "delegation.focal_points"));
    }
  }
  if (!row.liaison_officer.empty()) {
    PLENARY_ASSIGN_OR_RETURN(*delegation.mutable_liaison_officer(),
                             FindPerson(row.liaison_officer, "delegation.liaison_officer"));
  }
  return absl::OkStatus();
}

absl::Status Batch::CheckRepeated(const std::string& delegation, int64_t line) {
  if (const auto noted = noted_.find(delegation); noted != noted_.end()) {
    return Repeated(delegation, noted->second);
  }
  PLENARY_ASSIGN_OR_RETURN(const auto lines,
                           FindLines(desk_.tx(), import_.operation, {delegation}));
  if (lines.front() != 0 && lines.front() != line) return Repeated(delegation, lines.front());
  return absl::OkStatus();
}

absl::Status Batch::DoRow(const DelegationRow& row) {
  std::string delegation;
  std::string organization;
  PLENARY_RETURN_IF_ERROR(FindWhose(row, delegation, organization));
  const bool is_new = delegation.empty();
  if (is_new) {
    PLENARY_ASSIGN_OR_RETURN(delegation, Create(row, organization));
  } else {
    PLENARY_RETURN_IF_ERROR(CheckRepeated(delegation, row.line));
  }
  bool is_changed = false;
  const bool may_change = is_new || import_.request.existing() != v1::SKIP_EXISTING;
  if (!is_new && may_change) {
    PLENARY_ASSIGN_OR_RETURN(is_changed, Edit(row, delegation));
  }
  if (may_change) {
    PLENARY_ASSIGN_OR_RETURN(const bool limits, SetLimits(row, delegation));
    is_changed = is_changed || limits;
  }
  outcome_.subjects.emplace_back(delegation, row.line);
  noted_.emplace(delegation, row.line);
  ++(is_new ? outcome_.created : is_changed ? outcome_.updated : outcome_.unchanged);
  return absl::OkStatus();
}

absl::StatusOr<std::string> Batch::Create(const DelegationRow& row,
                                          const std::string& organization) {
  v1::CreateDelegationRequest create;
  create.set_parent(import_.request.parent());
  if (base::IsChosenId(row.id)) create.set_delegation_id(row.id);
  *create.mutable_delegation() = row.delegation;
  PLENARY_RETURN_IF_ERROR(SetPeople(row, *create.mutable_delegation()));
  std::string whose = organization;
  if (whose.empty() && !import_.request.create_organizations()) {
    return CannotName(v1::ERROR_REASON_UNKNOWN_NAME, absl::StatusCode::kNotFound,
                      "is no organization of the directory; create it first, or import with "
                      "organizations created",
                      row.organizations.front().text(), "delegation.organization");
  }
  if (whose.empty()) {
    has_written_ = true;
    PLENARY_ASSIGN_OR_RETURN(whose, lookup_.AddOrganization(row.organizations, row.country_code));
  }
  create.mutable_delegation()->set_organization(whose);
  base::FieldErrors errors;
  base::CheckFields(create, errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_ASSIGN_OR_RETURN(const v1::Delegation created,
                           import_.service.CreateDelegation(desk_.change(), create));
  has_written_ = true;
  lookup_.NoteDelegation(whose, created.name());
  return created.name();
}

absl::StatusOr<bool> Batch::Edit(const DelegationRow& row, const std::string& name) {
  PLENARY_ASSIGN_OR_RETURN(const v1::Delegation before,
                           storage::Existing(FindDelegation(desk_.tx(), name), name));
  v1::UpdateDelegationRequest update;
  *update.mutable_delegation() = before;
  ApplyRow(row, *update.mutable_delegation());
  PLENARY_RETURN_IF_ERROR(SetPeople(row, *update.mutable_delegation()));
  if (MessageDifferencer::Equals(before, update.delegation())) return false;
  update.mutable_delegation()->clear_etag();
  update.mutable_update_mask()->mutable_paths()->Add(std::string(1, '*'));
  update.set_reason(import_.request.reason());
  base::FieldErrors errors;
  base::CheckFields(update, errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_RETURN_IF_ERROR(import_.service.UpdateDelegation(desk_.change(), update).status());
  has_written_ = true;
  return true;
}

absl::StatusOr<bool> Batch::SetLimits(const DelegationRow& row, const std::string& delegation) {
  if (row.limits.empty()) return false;
  PLENARY_ASSIGN_OR_RETURN(const auto quotas, ListQuotasOf(desk_.tx(), {delegation}, desk_.now()));
  std::map<std::string, int64_t> before;
  for (const QuotaRow& quota : quotas.front()) {
    if (quota.count.limit) before[quota.category] = *quota.count.limit;
  }
  bool is_changed = false;
  for (const auto& [category, limit] : row.limits) {
    if (const auto found = before.find(category); found != before.end() && found->second == limit) {
      continue;
    }
    v1::SetQuotaRequest request;
    request.set_delegation(delegation);
    request.set_category(category);
    request.set_limit(static_cast<int32_t>(limit));
    request.set_overbooking_reason(import_.request.reason());
    PLENARY_RETURN_IF_ERROR(import_.service.SetQuota(desk_.change(), request).status());
    has_written_ = true;
    is_changed = true;
  }
  return is_changed;
}

}  // namespace

absl::StatusOr<ImportOutcome> ImportDelegationRows(storage::Change& change,
                                                   const DelegationImport& import,
                                                   const std::vector<DelegationRowRead>& rows,
                                                   const RefusedRows& refused) {
  // To look names up; each row is done at a desk of its own.
  PLENARY_ASSIGN_OR_RETURN(
      const auto desk, Desk::Open(change, import.service.attendances(), import.request.parent()));
  Batch batch(*desk, import);
  PLENARY_RETURN_IF_ERROR(batch.Do(rows, refused));
  return batch.TakeOutcome();
}

ImportWork::Asked DelegationImportWork::AskedBy(const google::protobuf::Any& request) const {
  v1::ImportDelegationsRequest asked;
  request.UnpackTo(&asked);
  return {asked.parent(),        asked.file(),
          asked.language_code(), asked.table(),
          asked.columns(),       interchange::ListKind::kDelegations,
          asked.dry_run(),       false};
}

ImportWork::CarryOut DelegationImportWork::Prepare(const google::protobuf::Any& request,
                                                   const ListReading& reading,
                                                   const std::vector<interchange::TableRow>& rows,
                                                   const std::string& operation) const {
  auto asked = std::make_shared<v1::ImportDelegationsRequest>();
  request.UnpackTo(asked.get());
  auto read = std::make_shared<std::vector<DelegationRowRead>>();
  read->reserve(rows.size());
  for (const interchange::TableRow& row : rows) {
    read->push_back({&row, ReadDelegationRow(row, reading)});
  }
  return [this, asked, read, &reading, &operation](storage::Change& change,
                                                   const RefusedRows& refused) {
    return ImportDelegationRows(change, {vault(), service_, *asked, reading, operation}, *read,
                                refused);
  };
}

}  // namespace plenary::delegations
