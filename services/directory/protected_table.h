// Protected personal data in the database: a row for each kind of each person, sealed and bound to
// that row, with a blind value beside it by which exact values are found. Nothing here is recorded
// in the change log; callers record the person, whose `protected_known` tells what is there.
//
// People are named by their own names, never by an alias.
#ifndef PLENARY_SERVICES_DIRECTORY_PROTECTED_TABLE_H_
#define PLENARY_SERVICES_DIRECTORY_PROTECTED_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "google/type/date.pb.h"
#include "plenary/v1/directory.pb.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::directory {

enum class ProtectedField { kBirthDate, kPassport, kPrivateContacts };
inline constexpr ProtectedField kProtectedFields[] = {
    ProtectedField::kBirthDate, ProtectedField::kPassport, ProtectedField::kPrivateContacts};

// As the column, and the field of a person, have it: "birth_date".
absl::string_view NameOf(ProtectedField field);

// Protected data in the clear: what is known of somebody, or what is to be written.
struct ProtectedData {
  absl::optional<google::type::Date> birth_date;
  absl::optional<v1::Passport> passport;
  absl::optional<v1::PrivateContacts> private_contacts;

  bool empty() const { return !birth_date && !passport && !private_contacts; }
};

// Takes it out of a person, who holds none from then on. An unset field is not there, nor are
// contacts that hold nothing.
ProtectedData TakeProtected(v1::Person& person);
// Notes in `protected_known` and `birth_date_known` whether a field is known.
void SetKnown(ProtectedField field, bool is_known, v1::Person& person);
// Notes every field of `data` as known.
void SetKnown(const ProtectedData& data, v1::Person& person);
bool IsKnown(ProtectedField field, const v1::Person& person);

// The blind values that rows are found by; empty without keys, and for a number that
// base::NormalizedDocumentNumber doesn't know as one.
std::string BlindOfBirthDate(const vault::Vault& vault, const google::type::Date& date);
std::string BlindOfPassport(const vault::Vault& vault, absl::string_view number);

struct PersonData {
  std::string person;
  ProtectedData data;
};
// Writes the fields that are there, in the place of what was; the others stay. One round trip for
// all. FAILED_PRECONDITION: PROTECTED_DATA_KEY_MISSING where there is something to write.
absl::Status WriteProtected(storage::Tx& tx, const vault::Vault& vault,
                            absl::Span<const PersonData> people);
absl::Status WriteProtected(storage::Tx& tx, const vault::Vault& vault, absl::string_view person,
                            ProtectedData data);

// What is known of a person, of these fields. FAILED_PRECONDITION: PROTECTED_DATA_KEY_MISSING,
// where something is. DATA_LOSS: PROTECTED_DATA_UNREADABLE.
absl::StatusOr<ProtectedData> ReadProtected(storage::Tx& tx, const vault::Vault& vault,
                                            absl::string_view person,
                                            absl::Span<const ProtectedField> fields);

// At most `limit` people, deleted ones included, whose field has that blind value, by name; none
// for an empty one.
absl::StatusOr<std::vector<std::string>> FindByBlind(storage::Tx& tx, ProtectedField field,
                                                     absl::string_view blind, int limit);

// Destroys one field of a person, or all of them.
absl::Status DestroyProtected(storage::Tx& tx, absl::string_view person, ProtectedField field);
absl::Status DestroyProtected(storage::Tx& tx, absl::string_view person);

// Whether there is work for the two below.
absl::StatusOr<bool> NeedsResealing(storage::Tx& tx, const vault::Vault& vault);
// Seals anew, with the current key, at most `limit` rows that other keys of the vault sealed.
// Returns how many there were.
absl::StatusOr<int> ResealProtected(storage::Tx& tx, const vault::Vault& vault, int limit);
// Seals at most `limit` dates of birth that an older program kept in the clear. Returns how many
// there were.
absl::StatusOr<int> SealOldBirthDays(storage::Tx& tx, const vault::Vault& vault, int limit);

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_PROTECTED_TABLE_H_
