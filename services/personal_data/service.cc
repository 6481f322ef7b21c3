#include "services/personal_data/service.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/access.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/directory/erasure_table.h"
#include "services/directory/protected_table.h"
#include "services/directory/table.h"
#include "services/events/table.h"
#include "services/personal_data/erasure.h"
#include "services/personal_data/table.h"
#include "services/storage/change_log.h"
#include "services/storage/resource.h"

namespace plenary::personal_data {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;
using Field = v1::PersonalData::Field;

constexpr int kMostFound = 100;
constexpr int kChangesAtOnce = 1000;
// Who reads protected data.
constexpr base::RoleSet kReaders = {v1::ACCREDITATION_OFFICER};

absl::Status NotInYourEvent(absl::string_view person) {
  return base::Refuse(
      absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_ROLE_REQUIRED,
      absl::StrCat(person,
                   " takes part in no event in which you accredit; protected data is read "
                   "by accreditation officers of the event or of the whole installation"),
      {{"roles", "ACCREDITATION_OFFICER"}});
}

absl::Status Erased(absl::string_view person) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_PERSON_ERASED,
                      absl::StrCat("the data of ", person, " was erased; nothing is left to read"),
                      {{"resource", std::string(person)}});
}

absl::Status Held(absl::string_view hold) {
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_LEGAL_HOLD,
      absl::StrCat("a legal hold keeps this data: ", hold, "; release it first, if you may"),
      {{"legalHold", std::string(hold)}});
}

// Whether an officer of events alone may read of somebody with these participations.
bool TakesPartIn(const base::Reach& reach, const std::vector<v1::Participant>& participants) {
  return std::any_of(participants.begin(), participants.end(), [&](const v1::Participant& each) {
    return !each.has_delete_time() && std::binary_search(reach.events.begin(), reach.events.end(),
                                                         std::string(base::EventOf(each.name())));
  });
}

absl::StatusOr<bool> MayRead(Tx& tx, const base::Access* access, Participations& participations,
                             absl::string_view person) {
  if (access == nullptr || access->HoldsOnInstallation(kReaders)) return true;
  PLENARY_ASSIGN_OR_RETURN(const auto all, participations.Of(tx, person));
  return TakesPartIn(access->ReachOf(kReaders), all);
}

absl::StatusOr<v1::Person> Readable(Tx& tx, const std::string& name) {
  PLENARY_ASSIGN_OR_RETURN(v1::Person person,
                           storage::Existing(directory::FindPerson(tx, name), name));
  if (person.has_erase_time()) return Erased(name);
  return person;
}

// What somebody was told of a person, as it enters the record.
struct Reading {
  std::string person;
  std::vector<Field> fields;
  std::string purpose;
  std::string event;
};

absl::StatusOr<v1::Revelation> RecordReading(Change& change, const Reading& reading) {
  v1::Revelation revelation;
  revelation.set_name(
      base::MakeName(kRevelationPattern, {base::LastId(reading.person), change.NewId()}));
  revelation.set_caller(change.call().caller);
  for (const Field field : reading.fields) revelation.add_fields(field);
  revelation.set_purpose(reading.purpose);
  revelation.set_event(reading.event);
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(reading.person));
  *revelation.mutable_reveal_time() = storage::ToTimestamp(now);
  PLENARY_RETURN_IF_ERROR(InsertRevelation(change.tx(), reading.person, revelation));
  change.Record(revelation.name(), v1::Change::READ, revelation);
  return revelation;
}

// The fields asked for, each once. INVALID_ARGUMENT: INVALID_FIELDS.
absl::StatusOr<std::vector<Field>> FieldsOf(const v1::RevealPersonalDataRequest& request) {
  std::vector<Field> fields;
  fields.reserve(request.fields_size());
  for (const int each : request.fields()) {
    const auto field = static_cast<Field>(each);
    if (field == v1::PersonalData::FIELD_UNSPECIFIED) {
      return base::BadField("fields",
                            "must say which data: BIRTH_DATE, PASSPORT, PRIVATE_CONTACTS");
    }
    if (std::find(fields.begin(), fields.end(), field) == fields.end()) fields.push_back(field);
  }
  return fields;
}

directory::ProtectedField ToProtected(Field field) {
  switch (field) {
    case v1::PersonalData::PASSPORT:
      return directory::ProtectedField::kPassport;
    case v1::PersonalData::PRIVATE_CONTACTS:
      return directory::ProtectedField::kPrivateContacts;
    default:
      return directory::ProtectedField::kBirthDate;
  }
}

// Reads these fields of a person.
absl::StatusOr<v1::PersonalData> ReadData(Tx& tx, const vault::Vault& vault,
                                          const std::string& person,
                                          const std::vector<Field>& fields) {
  std::vector<directory::ProtectedField> wanted;
  wanted.reserve(fields.size());
  for (const Field field : fields) wanted.push_back(ToProtected(field));
  PLENARY_ASSIGN_OR_RETURN(directory::ProtectedData known,
                           directory::ReadProtected(tx, vault, person, wanted));
  v1::PersonalData data;
  data.set_person(person);
  if (known.birth_date) *data.mutable_birth_date() = *std::move(known.birth_date);
  if (known.passport) *data.mutable_passport() = *std::move(known.passport);
  if (known.private_contacts) {
    *data.mutable_private_contacts() = *std::move(known.private_contacts);
  }
  return data;
}

// What the change log holds of `resource`, the oldest first.
absl::Status AddChanges(Tx& tx, const std::string& resource, v1::PersonExport& into) {
  return tx.Run(
      {"SELECT payload FROM changes WHERE resource = $1 AND payload IS NOT NULL "
       "ORDER BY number LIMIT $2",
       {absl::string_view(resource), int64_t{kChangesAtOnce}},
       [&](const storage::Row& row) {
         const absl::string_view bytes = row.Text(0);
         into.add_changes()->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
       }});
}

// What is held besides: whoever keeps a person from being erased, and why.
absl::Status CheckErasable(Tx& tx, Participations& participations, const v1::Person& person,
                           absl::Time now) {
  PLENARY_ASSIGN_OR_RETURN(const auto all, participations.Of(tx, person.name()));
  std::vector<std::string> resources = {person.name()};
  resources.reserve(all.size() + 1);
  for (const v1::Participant& each : all) resources.emplace_back(base::EventOf(each.name()));
  PLENARY_ASSIGN_OR_RETURN(const std::string hold, StandingHoldOn(tx, resources));
  if (!hold.empty()) return Held(hold);
  PLENARY_ASSIGN_OR_RETURN(const std::string to_come,
                           participations.ToCome(tx, person.name(), now));
  return storage::CheckUnblocked(person.name(), to_come);
}

// An event or a person to put a hold on. NOT_FOUND: RESOURCE_NOT_FOUND.
absl::Status CheckHoldable(Tx& tx, const std::string& resource) {
  if (base::EventOf(resource) == resource) {
    return storage::Existing(events::FindEvent(tx, resource), resource).status();
  }
  return Readable(tx, resource).status();
}

template <class Resource, class Request>
absl::StatusOr<storage::Page<Resource>> PageOf(Tx& tx, const Call& call, const base::ListSpec& spec,
                                               const Request& request, const std::string& parent,
                                               const base::TokenSealer& sealer,
                                               std::string filter = "") {
  base::ListRequest asked;
  asked.caller = call.caller;
  asked.parent = parent;
  asked.filter = std::move(filter);
  asked.page_size = request.page_size();
  asked.page_token = request.page_token();
  std::vector<base::SqlValue> scope;
  if (!parent.empty()) scope.emplace_back(parent);
  PLENARY_ASSIGN_OR_RETURN(const base::ListQuery query,
                           base::PlanList(spec, asked, parent.empty() ? "1 = 1" : "person = $1",
                                          std::move(scope), sealer, tx.now()));
  return storage::ReadPage<Resource>(tx, query, sealer);
}

}  // namespace

absl::StatusOr<v1::PersonalData> PersonalDataService::RevealPersonalData(
    Change& change, const v1::RevealPersonalDataRequest& request) const {
  PLENARY_RETURN_IF_ERROR(vault_.CheckKeys());
  PLENARY_ASSIGN_OR_RETURN(const v1::Person person, Readable(change.tx(), request.name()));
  PLENARY_ASSIGN_OR_RETURN(
      const bool may, MayRead(change.tx(), change.call().access, participations_, person.name()));
  if (!may) return NotInYourEvent(request.name());
  PLENARY_ASSIGN_OR_RETURN(const std::vector<Field> fields, FieldsOf(request));
  PLENARY_ASSIGN_OR_RETURN(v1::PersonalData data,
                           ReadData(change.tx(), vault_, person.name(), fields));
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Revelation revelation,
      RecordReading(change, {person.name(), fields, request.purpose(), request.event()}));
  data.set_revelation(revelation.name());
  return data;
}

absl::StatusOr<v1::FindByPersonalDataResponse> PersonalDataService::FindByPersonalData(
    Change& change, const v1::FindByPersonalDataRequest& request) const {
  PLENARY_RETURN_IF_ERROR(vault_.CheckKeys());
  const bool by_passport = !request.passport_number().empty();
  if (!by_passport && !request.has_birth_date()) {
    return base::BadField("by", "must be a passport number or a date of birth");
  }
  Tx& tx = change.tx();
  const std::string blind = by_passport
                                ? directory::BlindOfPassport(vault_, request.passport_number())
                                : directory::BlindOfBirthDate(vault_, request.birth_date());
  const Field field = by_passport ? v1::PersonalData::PASSPORT : v1::PersonalData::BIRTH_DATE;
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> names,
                           directory::FindByBlind(tx, ToProtected(field), blind, kMostFound));
  v1::FindByPersonalDataResponse response;
  for (const std::string& name : names) {
    PLENARY_ASSIGN_OR_RETURN(const auto person, directory::FindPerson(tx, name));
    if (!person || person->has_delete_time()) continue;
    PLENARY_ASSIGN_OR_RETURN(const bool may,
                             MayRead(tx, change.call().access, participations_, person->name()));
    if (!may) continue;
    PLENARY_RETURN_IF_ERROR(
        RecordReading(change, {person->name(), {field}, request.purpose(), ""}).status());
    *response.add_people() = *person;
  }
  return response;
}

absl::StatusOr<v1::PersonExport> PersonalDataService::ExportPerson(
    Change& change, const v1::ExportPersonRequest& request) const {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(v1::Person person, Readable(tx, request.name()));
  v1::PersonExport exported;
  std::vector<Field> fields;
  if (!person.protected_known().empty()) {
    fields = {v1::PersonalData::BIRTH_DATE, v1::PersonalData::PASSPORT,
              v1::PersonalData::PRIVATE_CONTACTS};
    PLENARY_ASSIGN_OR_RETURN(*exported.mutable_personal_data(),
                             ReadData(tx, vault_, person.name(), fields));
  }
  PLENARY_ASSIGN_OR_RETURN(const auto participants, participations_.Of(tx, person.name()));
  PLENARY_RETURN_IF_ERROR(AddChanges(tx, person.name(), exported));
  PLENARY_ASSIGN_OR_RETURN(const auto aliases, directory::AliasesOf(tx, person.name()));
  for (const std::string& alias : aliases) {
    PLENARY_RETURN_IF_ERROR(AddChanges(tx, alias, exported));
  }
  for (const v1::Participant& each : participants) {
    *exported.add_participants() = each;
    PLENARY_RETURN_IF_ERROR(AddChanges(tx, each.name(), exported));
  }
  PLENARY_ASSIGN_OR_RETURN(const v1::Revelation revelation,
                           RecordReading(change, {person.name(), fields, request.purpose(), ""}));
  if (exported.has_personal_data()) {
    exported.mutable_personal_data()->set_revelation(revelation.name());
  }
  PLENARY_ASSIGN_OR_RETURN(const auto revelations, RevelationsOf(tx, person.name()));
  for (const v1::Revelation& each : revelations) *exported.add_revelations() = each;
  *exported.mutable_export_time() = revelation.reveal_time();
  *exported.mutable_person() = std::move(person);
  return exported;
}

absl::StatusOr<v1::ListRevelationsResponse> PersonalDataService::ListRevelations(
    Tx& tx, const Call& call, const v1::ListRevelationsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Person person,
      storage::Existing(directory::FindPerson(tx, request.parent()), request.parent()));
  PLENARY_ASSIGN_OR_RETURN(auto page, PageOf<v1::Revelation>(tx, call, RevelationList(), request,
                                                             person.name(), sealer_));
  v1::ListRevelationsResponse response;
  for (v1::Revelation& each : page.resources) *response.add_revelations() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

absl::StatusOr<v1::Person> PersonalDataService::ErasePerson(
    Change& change, const v1::ErasePersonRequest& request) const {
  Tx& tx = change.tx();
  PLENARY_RETURN_IF_ERROR(tx.Require(storage::kDirectoryPartition));
  PLENARY_ASSIGN_OR_RETURN(const v1::Person person, Readable(tx, request.name()));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(person.name()));
  PLENARY_RETURN_IF_ERROR(CheckErasable(tx, participations_, person, now));
  return Erase(change, participations_, person);
}

absl::StatusOr<v1::LegalHold> PersonalDataService::CreateLegalHold(
    Change& change, const v1::CreateLegalHoldRequest& request) const {
  v1::LegalHold hold = request.legal_hold();
  PLENARY_RETURN_IF_ERROR(CheckHoldable(change.tx(), hold.resource()));
  hold.set_name(base::MakeName(kLegalHoldPattern, {change.NewId()}));
  hold.set_caller(change.call().caller);
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(hold.name()));
  *hold.mutable_create_time() = storage::ToTimestamp(now);
  hold.clear_release_time();
  PLENARY_RETURN_IF_ERROR(InsertLegalHold(change.tx(), hold));
  change.Record(hold.name(), v1::Change::CREATED, hold);
  return hold;
}

absl::StatusOr<v1::LegalHold> PersonalDataService::ReleaseLegalHold(
    Change& change, const v1::ReleaseLegalHoldRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      v1::LegalHold hold,
      storage::Existing(FindLegalHold(change.tx(), request.name()), request.name()));
  if (hold.has_release_time()) return hold;
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(hold.name()));
  *hold.mutable_release_time() = storage::ToTimestamp(now);
  PLENARY_RETURN_IF_ERROR(UpdateLegalHoldRow(change.tx(), hold));
  change.Record(hold.name(), v1::Change::UPDATED, hold);
  return hold;
}

absl::StatusOr<v1::ListLegalHoldsResponse> PersonalDataService::ListLegalHolds(
    Tx& tx, const Call& call, const v1::ListLegalHoldsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(auto page, PageOf<v1::LegalHold>(tx, call, LegalHoldList(), request, "",
                                                            sealer_, request.filter()));
  v1::ListLegalHoldsResponse response;
  for (v1::LegalHold& each : page.resources) *response.add_legal_holds() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

}  // namespace plenary::personal_data
