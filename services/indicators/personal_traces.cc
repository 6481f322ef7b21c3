#include "services/indicators/personal_traces.h"

#include <utility>

#include "plenary/v1/changes.pb.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/directory/table.h"
#include "services/indicators/naming_rules.h"
#include "services/indicators/personal_table.h"
#include "services/indicators/table.h"
#include "services/storage/change.h"
#include "services/storage/change_log.h"
#include "services/storage/request_log.h"
#include "services/storage/resource.h"

namespace plenary::indicators {
namespace {

using storage::Change;
using storage::Tx;

constexpr int64_t kPage = 1000;
// What erasing somebody takes whom tens of thousands of figures name.
constexpr int64_t kStatementsOfErasure = 1'000'000;

// Takes a person out of the texts of a figure or a result. Whether they were in them.
template <class Resource>
bool TakeOut(const v1::Person& person, Resource& resource) {
  const bool is_in_note = Names(resource.note(), person);
  const bool has_signed = IsNameOf(resource.document().signatory(), person);
  if (is_in_note) resource.clear_note();
  if (has_signed) resource.mutable_document()->clear_signatory();
  return is_in_note || has_signed;
}

absl::Status Keep(Change& change, const v1::Figure& left) {
  return UpdateFigureTexts(change.tx(), left);
}
absl::Status Keep(Change& change, v1::Result& left) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(left.name()));
  storage::StampUpdated(left, left, now);
  return UpdateResultRow(change.tx(), left);
}

template <class Resource>
absl::Status EraseFrom(Change& change, const v1::Person& person, Resource resource) {
  if (!TakeOut(person, resource)) return absl::OkStatus();
  Tx& tx = change.tx();
  const std::string& name = resource.name();
  PLENARY_RETURN_IF_ERROR(tx.Require(base::PartitionOf(name)));
  PLENARY_RETURN_IF_ERROR(Keep(change, resource));
  PLENARY_RETURN_IF_ERROR(storage::ErasePayloads(tx, base::PartitionOf(name), name).status());
  PLENARY_RETURN_IF_ERROR(storage::ForgetAnswersAbout(tx, name));
  change.Record(name, v1::Change::ERASED, resource);
  return absl::OkStatus();
}

template <class Resource>
using Reader = absl::StatusOr<std::vector<Resource>> (*)(Tx&, absl::string_view, int64_t);

template <class Resource>
absl::Status EraseFromAll(Change& change, const v1::Person& person, Reader<Resource> read) {
  std::string after;
  while (true) {
    PLENARY_ASSIGN_OR_RETURN(auto page, read(change.tx(), after, kPage));
    if (page.empty()) return absl::OkStatus();
    after = page.back().name();
    for (Resource& each : page) {
      PLENARY_RETURN_IF_ERROR(EraseFrom(change, person, std::move(each)));
    }
  }
}

}  // namespace

absl::StatusOr<std::vector<v1::Participant>> PersonalTraces::Of(Tx& tx, absl::string_view person) {
  return participations_.Of(tx, person);
}

absl::StatusOr<std::string> PersonalTraces::ToCome(Tx& tx, absl::string_view person,
                                                   absl::Time now) {
  return participations_.ToCome(tx, person, now);
}

absl::Status PersonalTraces::Erase(Change& change, absl::string_view person) {
  PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindPerson(change.tx(), person));
  if (found.has_value()) {
    change.tx().AllowStatements(kStatementsOfErasure);
    PLENARY_RETURN_IF_ERROR(EraseFromAll<v1::Figure>(change, *found, FiguresBehind));
    PLENARY_RETURN_IF_ERROR(EraseFromAll<v1::Result>(change, *found, ResultsBehind));
  }
  return participations_.Erase(change, person);
}

absl::StatusOr<std::vector<v1::Participant>> PersonalTraces::Behind(Tx& tx, absl::string_view event,
                                                                    absl::string_view after,
                                                                    int limit) {
  return participations_.Behind(tx, event, after, limit);
}

absl::Status PersonalTraces::Purge(Change& change, const v1::Participant& participant) {
  return participations_.Purge(change, participant);
}

absl::Status PersonalTraces::Purged(Change& change, absl::string_view event) {
  return participations_.Purged(change, event);
}

}  // namespace plenary::indicators
