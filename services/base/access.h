// What a caller may do: the roles it holds, and where.
#ifndef PLENARY_SERVICES_BASE_ACCESS_H_
#define PLENARY_SERVICES_BASE_ACCESS_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "plenary/v1/common.pb.h"
#include "plenary/v1/options.pb.h"

namespace plenary::base {

// A set of roles.
class RoleSet {
 public:
  constexpr RoleSet() = default;
  constexpr RoleSet(std::initializer_list<v1::Role> roles) {
    for (const v1::Role role : roles) bits_ |= uint32_t{1} << role;
  }
  // Every role there is.
  static constexpr RoleSet Any() {
    RoleSet any;
    any.bits_ = ~uint32_t{0};
    return any;
  }
  constexpr bool Has(v1::Role role) const { return (bits_ >> role & 1) != 0; }
  void Add(v1::Role role) { bits_ |= uint32_t{1} << role; }

 private:
  uint32_t bits_ = 0;
};

// Who runs events: what is not for focal points is for these.
inline constexpr RoleSet kSecretariat = {v1::EVENT_MANAGER, v1::ADMINISTRATOR};
// Who works with the whole directory, wherever the role is bound.
inline constexpr RoleSet kDirectoryRoles = {v1::EVENT_MANAGER, v1::ACCREDITATION_OFFICER,
                                            v1::NEGOTIATOR, v1::ADMINISTRATOR};

// A role held on a resource and all that lies in it.
struct Grant {
  v1::Role role = v1::ROLE_UNSPECIFIED;
  std::string on;  // "events/…", "events/…/delegations/…", "negotiations/…"; empty: everything
};

// The places where somebody holds a role.
struct Reach {
  bool everything = false;
  // Neither of them repeats what the other or `everything` covers; sorted.
  std::vector<std::string> events;
  std::vector<std::string> delegations;
};

// What one caller may do. Immutable.
class Access {
 public:
  explicit Access(std::vector<Grant> grants, bool read_only = false)
      : grants_(std::move(grants)), read_only_(read_only) {}
  // The same with more known of who it is.
  Access ClearedFor(v1::Classification clearance) && {
    clearance_ = clearance;
    return std::move(*this);
  }
  Access As(std::string person) && {
    person_ = std::move(person);
    return std::move(*this);
  }

  const std::vector<Grant>& grants() const { return grants_; }
  // Whether the caller may change nothing, whatever its roles.
  bool read_only() const { return read_only_; }
  // Up to which classification the caller reads what it may see.
  v1::Classification clearance() const { return clearance_; }
  // Who the caller is in the directory, "people/…"; empty where that was not said.
  const std::string& person() const { return person_; }

  bool HoldsAnywhere(RoleSet roles) const;
  bool HoldsOnInstallation(RoleSet roles) const;
  // Whether one of `roles` is held on `resource` or on something that its name lies in. Says
  // nothing of what a name does not tell: the delegation of a participant, the events of a person.
  bool HoldsOn(RoleSet roles, absl::string_view resource) const;
  // Where one of `roles` is held, as far as events are concerned.
  Reach ReachOf(RoleSet roles) const;
  // Whether the caller sees every person and organization.
  bool SeesDirectory() const;
  // Whether the caller sees all of `event`, and not only delegations of it.
  bool SeesEvent(absl::string_view event) const { return HoldsOn(RoleSet::Any(), event); }

 private:
  std::vector<Grant> grants_;
  bool read_only_;
  v1::Classification clearance_ = v1::OFFICIAL;
  std::string person_;
};

// Whether the call is the secretariat's of `resource`, or the program's own (nullptr).
inline bool IsSecretariat(const Access* access, absl::string_view resource) {
  return access == nullptr || access->HoldsOn(kSecretariat, resource);
}

// Whether the caller, or the program itself (nullptr), is cleared for what is classified so.
inline bool IsClearedFor(const Access* access, v1::Classification classification) {
  return access == nullptr || access->clearance() >= classification;
}

}  // namespace plenary::base

#endif  // PLENARY_SERVICES_BASE_ACCESS_H_
