#include "services/delegations/import_reject_rules.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "services/base/errors.h"
#include "services/interchange/cells.h"

namespace plenary::delegations {
namespace {

using Reason = v1::ErrorReason;

// The fields of a list behind the fields of a request, the longest paths first.
constexpr std::pair<absl::string_view, v1::ImportField> kFieldsByPath[] = {
    {"new_person.birth_date", v1::BIRTH_DATE},
    {"new_person.country_code", v1::COUNTRY},
    {"new_person.job_titles", v1::JOB_TITLE},
    {"new_person.languages", v1::LANGUAGES},
    {"new_person.latin_name", v1::LATIN_FAMILY_NAME},
    {"new_person.organization", v1::ORGANIZATION},
    {"new_person.work_email", v1::WORK_EMAIL},
    {"new_person.work_phone", v1::WORK_PHONE},
    {"new_person.names", v1::FAMILY_NAME},
    {"participant.affiliations", v1::AFFILIATION},
    {"participant.capacity", v1::CAPACITY},
    {"participant.category", v1::CATEGORY},
    {"participant.delegation", v1::DELEGATION},
    {"participant.functions", v1::FUNCTIONS},
    {"participant.note", v1::NOTE},
    {"participant.person", v1::PERSON},
    {"participant.precedence", v1::PRECEDENCE},
    {"participant.stay.arrival.carrier", v1::ARRIVAL_CARRIER},
    {"participant.stay.arrival.number", v1::ARRIVAL_NUMBER},
    {"participant.stay.arrival.place", v1::ARRIVAL_PLACE},
    {"participant.stay.arrival", v1::ARRIVAL_TIME},
    {"participant.stay.departure.carrier", v1::DEPARTURE_CARRIER},
    {"participant.stay.departure.number", v1::DEPARTURE_NUMBER},
    {"participant.stay.departure.place", v1::DEPARTURE_PLACE},
    {"participant.stay.departure", v1::DEPARTURE_TIME},
    {"participant.stay.hotel", v1::HOTEL},
    {"participant.stay.needs", v1::NEEDS},
    {"participant.titles", v1::JOB_TITLE},
    {"participant.waiting_rank", v1::WAITING_RANK},
    {"delegation.display_names", v1::DELEGATION_NAME},
    {"delegation.basis", v1::BASIS},
    {"delegation.focal_points", v1::FOCAL_POINTS},
    {"delegation.liaison_officer", v1::LIAISON_OFFICER},
    {"delegation.note", v1::NOTE},
    {"delegation.organization", v1::ORGANIZATION},
    {"delegation.stay", v1::STAY_START},
};

// The fields to which a reason points.
constexpr std::pair<Reason, v1::ImportField> kFieldsByReason[] = {
    {v1::ERROR_REASON_DELEGATION_QUOTA_EXHAUSTED, v1::CATEGORY},
    {v1::ERROR_REASON_CATEGORY_LIMIT_REACHED, v1::CATEGORY},
    {v1::ERROR_REASON_HEAD_ALREADY_SET, v1::CAPACITY},
    {v1::ERROR_REASON_HEAD_REQUIRED, v1::CAPACITY},
    {v1::ERROR_REASON_OVERFLOW_MAY_NOT_SPEAK, v1::FUNCTIONS},
    {v1::ERROR_REASON_DELEGATION_NOT_OPEN, v1::DELEGATION},
    {v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES, v1::FAMILY_NAME},
    {v1::ERROR_REASON_REPEATED_ROW, v1::FAMILY_NAME},
    {v1::ERROR_REASON_LIKELY_DUPLICATE, v1::FAMILY_NAME},
    {v1::ERROR_REASON_QUOTA_BELOW_USE, v1::QUOTA},
};

constexpr std::pair<Reason, absl::string_view> kRemedies[] = {
    {v1::ERROR_REASON_REGISTRATION_CLOSED,
     "The secretariat can import outside the window by giving a reason."},
    {v1::ERROR_REASON_DELEGATION_QUOTA_EXHAUSTED,
     "Raise the delegation's quota, or import again and let those without a seat wait."},
    {v1::ERROR_REASON_CATEGORY_LIMIT_REACHED,
     "Raise the category's limit, or import again and let those without a seat wait."},
    {v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES,
     "Withdraw the other participation first, or leave the row out."},
    {v1::ERROR_REASON_HEAD_ALREADY_SET, "Give another capacity, or replace the head."},
    {v1::ERROR_REASON_HEAD_REQUIRED, "Set another head of the delegation first."},
    {v1::ERROR_REASON_OVERFLOW_MAY_NOT_SPEAK,
     "Take the function of a speaker away, or give another category."},
    {v1::ERROR_REASON_DELEGATION_NOT_OPEN, "The delegation declined: invite it again first."},
    {v1::ERROR_REASON_RESOURCE_DELETED, "Undelete it, or name another."},
    {v1::ERROR_REASON_RESOURCE_NOT_FOUND, "Correct the id, or leave the cell empty."},
    {v1::ERROR_REASON_WRONG_STATE, "Reinstate the participant first, or leave the row out."},
    {v1::ERROR_REASON_QUOTA_BELOW_USE, "Give a higher limit, or a reason to go below the use."},
    {v1::ERROR_REASON_REPEATED_ROW,
     "Leave one of the two out; if they are two people, decide that this row is a new one."},
};

int ColumnOf(v1::ImportField field, const RowPlace& place) {
  std::vector<v1::ImportField> fields = {field};
  // A name or a title may stand in one of several columns.
  if (field == v1::FAMILY_NAME) {
    fields = {v1::FAMILY_NAME, v1::FULL_NAME, v1::LATIN_FAMILY_NAME, v1::LATIN_FULL_NAME};
  } else if (field == v1::LATIN_FAMILY_NAME) {
    fields = {v1::LATIN_FAMILY_NAME, v1::LATIN_FULL_NAME, v1::LATIN_GIVEN_NAME};
  } else if (field == v1::JOB_TITLE || field == v1::ORGANIZATION) {
    fields = {field, v1::JOB_TITLE_AND_ORGANIZATION};
  } else if (field == v1::STAY_START) {
    fields = {v1::STAY_END, v1::STAY_START};
  }
  for (const v1::ImportField each : fields) {
    const auto found = place.said.find(each);
    if (found != place.said.end()) return found->second;
  }
  return 0;
}

// The column of the custom field in "participant.custom_values[shirt-size]", which may be empty.
int ColumnOfAnswer(absl::string_view path, const RowPlace& place) {
  for (const v1::ImportColumn& column : place.columns) {
    if (column.field() == v1::CUSTOM_VALUE &&
        absl::StrContains(path, absl::StrCat("custom_values[", column.custom_field(), "]"))) {
      return column.index();
    }
  }
  return 0;
}

int ColumnOfPath(absl::string_view path, const RowPlace& place) {
  if (absl::StrContains(path, "custom_values[")) return ColumnOfAnswer(path, place);
  for (const auto& [fragment, field] : kFieldsByPath) {
    if (absl::StrContains(path, fragment)) return ColumnOf(field, place);
  }
  return 0;
}

int ColumnOfReason(Reason reason, const RowPlace& place) {
  for (const auto& [each, field] : kFieldsByReason) {
    if (each == reason) return ColumnOf(field, place);
  }
  return 0;
}

}  // namespace

v1::ImportReject MakeReject(const RowPlace& place, int index, v1::ImportReject::Severity severity,
                            const absl::Status& error, absl::string_view remedy) {
  v1::ImportReject reject;
  reject.set_line(place.row.line);
  reject.set_column(index);
  reject.set_severity(severity);
  *reject.mutable_error() = base::ToRpcStatus(error);
  reject.set_remedy(std::string(remedy));
  for (const v1::ImportColumn& column : place.columns) {
    if (index > 0 && column.index() == index) reject.set_heading(column.heading());
  }
  if (index > 0 && static_cast<size_t>(index) <= place.row.cells.size()) {
    reject.set_cell(std::string(interchange::ReadPlain(place.row.cells[index - 1])));
  }
  return reject;
}

std::vector<v1::ImportReject> ToRejects(const RowPlace& place, const absl::Status& refusal) {
  std::vector<v1::ImportReject> rejects;
  const google::rpc::Status told = base::ToRpcStatus(refusal);
  for (const google::protobuf::Any& detail : told.details()) {
    google::rpc::BadRequest bad;
    if (!detail.UnpackTo(&bad)) continue;
    for (const auto& violation : bad.field_violations()) {
      rejects.push_back(
          MakeReject(place, ColumnOfPath(violation.field(), place), v1::ImportReject::REJECTED,
                     base::BadField(violation.field(), violation.description()),
                     absl::StrCat("Correct the cell: it ", violation.description(), ".")));
    }
  }
  if (!rejects.empty()) return rejects;
  const base::Metadata metadata = base::MetadataOf(refusal);
  const auto field = metadata.find("field");
  const int index = field != metadata.end() ? ColumnOfPath(field->second, place)
                                            : ColumnOfReason(base::ReasonOf(refusal), place);
  rejects.push_back(
      MakeReject(place, index, v1::ImportReject::REJECTED, refusal, RemedyFor(refusal)));
  return rejects;
}

std::string RemedyFor(const absl::Status& refusal) {
  const Reason reason = base::ReasonOf(refusal);
  for (const auto& [each, remedy] : kRemedies) {
    if (each == reason) return std::string(remedy);
  }
  return std::string(refusal.message());
}

bool HoldBack(const std::vector<v1::ImportReject>& rejects) {
  return std::any_of(rejects.begin(), rejects.end(), [](const v1::ImportReject& reject) {
    return reject.severity() != v1::ImportReject::REMARK;
  });
}

}  // namespace plenary::delegations
