// What one caller sees, and what it holds a role on.
//
// Much is told by a name alone; the rest by where the resource lies, which is looked up for many
// names at once. Every question about who sees what is answered here.
#ifndef PLENARY_SERVICES_SERVER_SIGHT_H_
#define PLENARY_SERVICES_SERVER_SIGHT_H_

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/common.pb.h"
#include "services/base/access.h"
#include "services/storage/store.h"

namespace plenary::server {

// What must be known of a resource, beside its name, to say who sees it. Empty of what does not
// exist.
struct Placement {
  // Events and delegations that it lies in; of a role binding: what the role is bound on.
  std::vector<std::string> places;
  // Events of which seeing anything is enough: those that an organization hosts, that of an open
  // session or of a programme that was printed.
  std::vector<std::string> hosted;
  // The caller that a file or an operation belongs to.
  std::vector<std::string> owners;
  // Of what may be classified: how it is.
  absl::optional<v1::Classification> classification = absl::nullopt;
  // Who in the directory has to do with an item under control.
  std::vector<std::string> people = {};
};

// By name.
using Placements = std::map<std::string, Placement, std::less<>>;

// Who asks. Borrows its arguments.
class Sight {
 public:
  // `caller` as in storage::Call.
  Sight(const base::Access& access, absl::string_view caller);

  const base::Access& access() const { return access_; }

  // Whether nothing is hidden but what belongs to one caller alone, and what is classified.
  bool SeesAll() const { return sees_all_; }
  // Whether nothing that is classified is hidden for that.
  bool IsClearedForAll() const { return base::IsClearedFor(&access_, v1::SECRET); }
  // Whether `name` is of the caller itself: "users/anna", "users/anna/tokens/…".
  bool IsSelf(absl::string_view name) const;

  // Whether the caller sees `name`; nullopt where its placement must be known.
  absl::optional<bool> SeesByName(absl::string_view name) const;
  // The same with its placement. What does not exist is not seen, unless by its name.
  bool Sees(absl::string_view name, const Placement& placement) const;

  // Whether the caller holds one of `roles` on `name`, likewise. An empty name is the installation.
  absl::optional<bool> HoldsByName(base::RoleSet roles, absl::string_view name) const;
  bool Holds(base::RoleSet roles, absl::string_view name, const Placement& placement) const;

 private:
  bool SeesSomethingIn(absl::string_view event) const;

  const base::Access& access_;
  const absl::string_view caller_;
  const absl::string_view user_;
  const bool sees_all_;
};

// Whether what is named may be classified.
bool MayBeClassified(absl::string_view name);

// The user that a caller is: "users/anna" of "users/anna/tokens/…"; empty where it is none.
absl::string_view UserOf(absl::string_view caller);

// What must be known to say of each of `names` who sees it, all of it, in one round trip.
absl::StatusOr<Placements> LookUpAll(storage::Tx& tx, const std::vector<std::string>& names);

// Answers questions about many names, and looks each up once at most.
class Lookup {
 public:
  Lookup(storage::Tx& tx, const Sight& sight) : tx_(tx), sight_(sight) {}

  // Which of `names` the caller sees. What can be told by the names alone is not looked up.
  absl::StatusOr<std::vector<bool>> WhichAreSeen(const std::vector<absl::string_view>& names);
  // Whether the caller holds one of `roles` on `name`.
  absl::StatusOr<bool> Holds(base::RoleSet roles, absl::string_view name);

 private:
  absl::Status Load(const std::vector<absl::string_view>& names);
  absl::Status LoadPeopleOf(const std::vector<absl::string_view>& organizations);

  storage::Tx& tx_;
  const Sight& sight_;
  Placements placements_;
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_SIGHT_H_
