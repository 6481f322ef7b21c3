#include "services/directory/likely_duplicate_table.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/storage/resource.h"

namespace plenary::directory {
namespace {

using storage::Bytes;
using storage::Statement;
using storage::Tx;

constexpr absl::string_view kMiddle = "/likelyDuplicates/";

}  // namespace

v1::LikelyDuplicate MakePair(absl::string_view person, absl::string_view candidate, int likeness,
                             absl::Time now) {
  v1::LikelyDuplicate pair;
  pair.set_name(absl::StrCat(person, kMiddle, base::LastId(candidate)));
  pair.set_likeness(likeness);
  *pair.mutable_create_time() = storage::ToTimestamp(now);
  return pair;
}

std::string PersonOf(const v1::LikelyDuplicate& pair) {
  return pair.name().substr(0, pair.name().find(std::string(kMiddle)));
}

std::string CandidateOf(const v1::LikelyDuplicate& pair) {
  return absl::StrCat("people/", base::LastId(pair.name()));
}

absl::Status InsertPairs(Tx& tx, const std::vector<v1::LikelyDuplicate>& pairs) {
  for (const v1::LikelyDuplicate& pair : pairs) {
    const std::string person = PersonOf(pair);
    const std::string candidate = CandidateOf(pair);
    const std::string body = pair.SerializeAsString();
    PLENARY_RETURN_IF_ERROR(
        tx.Run({"INSERT INTO likely_duplicates (name, person, candidate, create_us, body) "
                "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name) DO NOTHING",
                {absl::string_view(pair.name()), absl::string_view(person),
                 absl::string_view(candidate), storage::ToMicros(pair.create_time()), Bytes{body}},
                nullptr}));
  }
  return absl::OkStatus();
}

absl::StatusOr<absl::optional<v1::LikelyDuplicate>> FindPair(Tx& tx, absl::string_view name) {
  return storage::Find<v1::LikelyDuplicate>(
      tx, "SELECT body FROM likely_duplicates WHERE name = $1", name);
}

absl::Status DeletePair(Tx& tx, absl::string_view name) {
  return tx.Run({"DELETE FROM likely_duplicates WHERE name = $1", {name}, nullptr});
}

absl::Status DeletePairsOf(Tx& tx, absl::string_view person) {
  Statement statements[] = {
      {"DELETE FROM likely_duplicates WHERE person = $1", {person}, nullptr},
      {"DELETE FROM likely_duplicates WHERE candidate = $1", {person}, nullptr}};
  return tx.RunAll(absl::MakeSpan(statements));
}

absl::Status MovePairs(Tx& tx, absl::string_view from, absl::string_view to) {
  storage::Loaded<v1::LikelyDuplicate> loaded;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT body FROM likely_duplicates WHERE person = $1 OR candidate = $1 "
              "ORDER BY create_us, name",
              {from},
              loaded.Reader()}));
  PLENARY_ASSIGN_OR_RETURN(const std::vector<v1::LikelyDuplicate> before, loaded.TakeAll());
  std::vector<v1::LikelyDuplicate> moved;
  moved.reserve(before.size());
  for (const v1::LikelyDuplicate& pair : before) {
    const bool was_registered = PersonOf(pair) == from;
    const std::string other = was_registered ? CandidateOf(pair) : PersonOf(pair);
    if (other == to) continue;
    const std::string to_name(to);
    moved.push_back(MakePair(was_registered ? to_name : other, was_registered ? other : to_name,
                             pair.likeness(),
                             absl::FromUnixMicros(storage::ToMicros(pair.create_time()))));
  }
  PLENARY_RETURN_IF_ERROR(DeletePairsOf(tx, from));
  PLENARY_RETURN_IF_ERROR(InsertPairs(tx, moved));
  // The two may have stood on the list the other way about.
  PLENARY_RETURN_IF_ERROR(DeletePair(tx, MakePair(to, from, 0, absl::UnixEpoch()).name()));
  return absl::OkStatus();
}

const base::ListSpec& PairList() {
  using Column = base::ListOrder::Column;
  static const auto& spec = *new base::ListSpec{"ListLikelyDuplicates",
                                                "SELECT body FROM likely_duplicates",
                                                {},
                                                {{"create_time desc",
                                                  {Column{"create_us", Column::Type::kInt, true},
                                                   Column{"name", Column::Type::kText, true}}}}};
  return spec;
}

}  // namespace plenary::directory
