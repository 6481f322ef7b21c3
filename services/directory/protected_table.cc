#include "services/directory/protected_table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/base/document_number.h"
#include "services/base/errors.h"
#include "services/directory/table.h"

namespace plenary::directory {
namespace {

using storage::Bytes;
using storage::Param;
using storage::Row;
using storage::Statement;
using storage::Tx;

// "1975-04-12"
std::string TextOf(const google::type::Date& date) {
  return absl::StrFormat("%04d-%02d-%02d", date.year(), date.month(), date.day());
}

bool ParseDate(absl::string_view text, google::type::Date& date) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '-');
  int numbers[3] = {};
  if (parts.size() != 3) return false;
  for (size_t i = 0; i < 3; ++i) {
    if (!absl::SimpleAtoi(parts[i], &numbers[i])) return false;
  }
  date.set_year(numbers[0]);
  date.set_month(numbers[1]);
  date.set_day(numbers[2]);
  return true;
}

// A value on its way into its row.
struct Written {
  std::string person;
  ProtectedField field;
  vault::Sealed sealed;
  std::string blind;
};

absl::Status Add(const vault::Vault& vault, const std::string& person, ProtectedField field,
                 absl::string_view text, std::string blind, std::vector<Written>& written) {
  PLENARY_ASSIGN_OR_RETURN(vault::Sealed sealed, vault.Seal(person, NameOf(field), text));
  written.push_back({person, field, std::move(sealed), std::move(blind)});
  return absl::OkStatus();
}

absl::Status AddAll(const vault::Vault& vault, const PersonData& person,
                    std::vector<Written>& written) {
  const ProtectedData& data = person.data;
  if (data.birth_date) {
    PLENARY_RETURN_IF_ERROR(Add(vault, person.person, ProtectedField::kBirthDate,
                                TextOf(*data.birth_date), BlindOfBirthDate(vault, *data.birth_date),
                                written));
  }
  if (data.passport) {
    PLENARY_RETURN_IF_ERROR(Add(vault, person.person, ProtectedField::kPassport,
                                data.passport->SerializeAsString(),
                                BlindOfPassport(vault, data.passport->number()), written));
  }
  if (data.private_contacts) {
    PLENARY_RETURN_IF_ERROR(Add(vault, person.person, ProtectedField::kPrivateContacts,
                                data.private_contacts->SerializeAsString(), "", written));
  }
  return absl::OkStatus();
}

Param BytesOrNull(absl::string_view bytes) { return bytes.empty() ? Param() : Param(Bytes{bytes}); }

absl::Status Write(Tx& tx, const std::vector<Written>& written) {
  std::vector<Statement> statements;
  statements.reserve(written.size());
  for (const Written& each : written) {
    statements.push_back(
        {"INSERT INTO protected_data (person, field, key_id, sealed, blind, update_us) "
         "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (person, field) DO UPDATE SET "
         "key_id = excluded.key_id, sealed = excluded.sealed, blind = excluded.blind, "
         "update_us = excluded.update_us",
         {absl::string_view(each.person), NameOf(each.field), absl::string_view(each.sealed.key_id),
          Bytes{each.sealed.bytes}, BytesOrNull(each.blind), absl::ToUnixMicros(tx.now())},
         nullptr});
  }
  return tx.RunAll(absl::MakeSpan(statements));
}

// A row as it stands.
struct Stored {
  std::string person;
  std::string field;
  std::string key_id;
  std::string sealed;
};

std::function<void(const Row&)> ReaderInto(std::vector<Stored>& rows) {
  return [&rows](const Row& row) {
    rows.push_back({std::string(row.Text(0)), std::string(row.Text(1)), std::string(row.Text(2)),
                    std::string(row.Text(3))});
  };
}

absl::Status PutInto(const std::string& field, const std::string& text, ProtectedData& data) {
  bool is_read = false;
  if (field == NameOf(ProtectedField::kBirthDate)) {
    is_read = ParseDate(text, data.birth_date.emplace());
  } else if (field == NameOf(ProtectedField::kPassport)) {
    is_read = data.passport.emplace().ParseFromString(text);
  } else if (field == NameOf(ProtectedField::kPrivateContacts)) {
    is_read = data.private_contacts.emplace().ParseFromString(text);
  }
  if (is_read) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kDataLoss, v1::ERROR_REASON_PROTECTED_DATA_UNREADABLE,
                      absl::StrCat("what was sealed as ", field, " is none"), {{"field", field}});
}

}  // namespace

absl::string_view NameOf(ProtectedField field) {
  switch (field) {
    case ProtectedField::kBirthDate:
      return "birth_date";
    case ProtectedField::kPassport:
      return "passport";
    case ProtectedField::kPrivateContacts:
      break;
  }
  return "private_contacts";
}

ProtectedData TakeProtected(v1::Person& person) {
  ProtectedData data;
  if (person.has_birth_date()) data.birth_date = person.birth_date();
  if (person.has_passport()) data.passport = std::move(*person.mutable_passport());
  if (person.private_contacts().ByteSizeLong() > 0) {
    data.private_contacts = std::move(*person.mutable_private_contacts());
  }
  person.clear_birth_date();
  person.clear_passport();
  person.clear_private_contacts();
  return data;
}

bool IsKnown(ProtectedField field, const v1::Person& person) {
  const auto& known = person.protected_known();
  return std::find(known.begin(), known.end(), NameOf(field)) != known.end();
}

void SetKnown(ProtectedField field, bool is_known, v1::Person& person) {
  const v1::Person before = person;
  person.clear_protected_known();
  for (const ProtectedField each : kProtectedFields) {
    if (each == field ? is_known : IsKnown(each, before)) {
      person.add_protected_known(std::string(NameOf(each)));
    }
  }
  person.set_birth_date_known(IsKnown(ProtectedField::kBirthDate, person));
}

void SetKnown(const ProtectedData& data, v1::Person& person) {
  if (data.birth_date) SetKnown(ProtectedField::kBirthDate, true, person);
  if (data.passport) SetKnown(ProtectedField::kPassport, true, person);
  if (data.private_contacts) SetKnown(ProtectedField::kPrivateContacts, true, person);
}

std::string BlindOfBirthDate(const vault::Vault& vault, const google::type::Date& date) {
  return vault.Blind(NameOf(ProtectedField::kBirthDate), TextOf(date));
}

std::string BlindOfPassport(const vault::Vault& vault, absl::string_view number) {
  const absl::optional<std::string> compared = base::NormalizedDocumentNumber(number);
  return compared ? vault.Blind(NameOf(ProtectedField::kPassport), *compared) : "";
}

absl::Status WriteProtected(Tx& tx, const vault::Vault& vault,
                            absl::Span<const PersonData> people) {
  std::vector<Written> written;
  for (const PersonData& person : people) {
    PLENARY_RETURN_IF_ERROR(AddAll(vault, person, written));
  }
  return written.empty() ? absl::OkStatus() : Write(tx, written);
}

absl::Status WriteProtected(Tx& tx, const vault::Vault& vault, absl::string_view person,
                            ProtectedData data) {
  const PersonData one = {std::string(person), std::move(data)};
  return WriteProtected(tx, vault, {&one, 1});
}

absl::StatusOr<bool> KeepBirthDate(Tx& tx, const vault::Vault& vault,
                                   const google::type::Date& date, v1::Person& person) {
  PLENARY_RETURN_IF_ERROR(vault.CheckKeys());
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<PersonRow> row, FindPersonRow(tx, person.name()));
  if (!row || row->birth == BlindOfBirthDate(vault, date)) return false;
  ProtectedData data;
  data.birth_date = date;
  SetKnown(data, person);
  PLENARY_RETURN_IF_ERROR(WriteProtected(tx, vault, person.name(), std::move(data)));
  return true;
}

absl::StatusOr<ProtectedData> ReadProtected(Tx& tx, const vault::Vault& vault,
                                            absl::string_view person,
                                            absl::Span<const ProtectedField> fields) {
  std::vector<Stored> rows;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT person, field, key_id, sealed FROM protected_data WHERE person = $1",
              {person},
              ReaderInto(rows)}));
  ProtectedData data;
  for (const Stored& row : rows) {
    const bool is_asked = std::any_of(fields.begin(), fields.end(), [&](ProtectedField field) {
      return row.field == NameOf(field);
    });
    if (!is_asked) continue;
    PLENARY_ASSIGN_OR_RETURN(const std::string text,
                             vault.Open(row.person, row.field, row.key_id, row.sealed));
    PLENARY_RETURN_IF_ERROR(PutInto(row.field, text, data));
  }
  return data;
}

absl::StatusOr<std::vector<std::string>> FindByBlind(Tx& tx, ProtectedField field,
                                                     absl::string_view blind, int limit) {
  std::vector<std::string> people;
  if (blind.empty()) return people;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT person FROM protected_data WHERE field = $1 AND blind = $2 "
              "ORDER BY person LIMIT $3",
              {NameOf(field), Bytes{blind}, int64_t{limit}},
              [&](const Row& row) { people.emplace_back(row.Text(0)); }}));
  return people;
}

absl::Status DestroyProtected(Tx& tx, absl::string_view person, ProtectedField field) {
  return tx.Run({"DELETE FROM protected_data WHERE person = $1 AND field = $2",
                 {person, NameOf(field)},
                 nullptr});
}

absl::Status DestroyProtected(Tx& tx, absl::string_view person) {
  Statement statements[] = {
      {"DELETE FROM protected_data WHERE person = $1", {person}, nullptr},
      {"DELETE FROM unsealed_birth_days WHERE person = $1", {person}, nullptr},
  };
  return tx.RunAll(absl::MakeSpan(statements));
}

absl::StatusOr<bool> NeedsResealing(Tx& tx, const vault::Vault& vault) {
  bool is_needed = false;
  const auto note = [&](const Row&) { is_needed = true; };
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT 1 FROM unsealed_birth_days LIMIT 1", {}, note}));
  for (const std::string& key : vault.OlderKeys()) {
    PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT 1 FROM protected_data WHERE key_id = $1 LIMIT 1",
                                    {absl::string_view(key)},
                                    note}));
  }
  return is_needed;
}

absl::StatusOr<int> ResealProtected(Tx& tx, const vault::Vault& vault, int limit) {
  std::vector<Stored> rows;
  for (const std::string& key : vault.OlderKeys()) {
    if (static_cast<int>(rows.size()) >= limit) break;
    PLENARY_RETURN_IF_ERROR(
        tx.Run({"SELECT person, field, key_id, sealed FROM protected_data WHERE key_id = $1 "
                "ORDER BY person, field LIMIT $2",
                {absl::string_view(key), int64_t{limit} - static_cast<int64_t>(rows.size())},
                ReaderInto(rows)}));
  }
  std::vector<vault::Sealed> sealed;
  sealed.reserve(rows.size());
  std::vector<Statement> statements;
  statements.reserve(rows.size());
  for (const Stored& row : rows) {
    PLENARY_ASSIGN_OR_RETURN(const std::string text,
                             vault.Open(row.person, row.field, row.key_id, row.sealed));
    PLENARY_ASSIGN_OR_RETURN(sealed.emplace_back(), vault.Seal(row.person, row.field, text));
    statements.push_back(
        {"UPDATE protected_data SET key_id = $3, sealed = $4 WHERE person = $1 AND field = $2",
         {absl::string_view(row.person), absl::string_view(row.field),
          absl::string_view(sealed.back().key_id), Bytes{sealed.back().bytes}},
         nullptr});
  }
  if (!statements.empty()) PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  return static_cast<int>(rows.size());
}

absl::StatusOr<int> SealOldBirthDays(Tx& tx, const vault::Vault& vault, int limit) {
  std::vector<std::pair<std::string, int64_t>> days;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT person, birth_day FROM unsealed_birth_days ORDER BY person LIMIT $1",
              {int64_t{limit}},
              [&](const Row& row) { days.emplace_back(std::string(row.Text(0)), row.Int(1)); }}));
  for (const auto& [name, day] : days) {
    const absl::CivilDay civil = absl::CivilDay(1970, 1, 1) + day;
    PersonData one = {name, {}};
    google::type::Date& date = one.data.birth_date.emplace();
    date.set_year(static_cast<int32_t>(civil.year()));
    date.set_month(civil.month());
    date.set_day(civil.day());
    PLENARY_RETURN_IF_ERROR(WriteProtected(tx, vault, {&one, 1}));
    PLENARY_ASSIGN_OR_RETURN(const absl::optional<v1::Person> person, FindPerson(tx, name));
    if (person && person->name() == name) {
      v1::Person known = *person;
      SetKnown(one.data, known);
      PLENARY_RETURN_IF_ERROR(UpdatePersonRow(tx, *person, known));
    }
    PLENARY_RETURN_IF_ERROR(tx.Run(
        {"DELETE FROM unsealed_birth_days WHERE person = $1", {absl::string_view(name)}, nullptr}));
  }
  return static_cast<int>(days.size());
}

}  // namespace plenary::directory
