#include "services/control/references.h"

#include <algorithm>
#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "services/base/errors.h"
#include "services/directory/table.h"
#include "services/events/table.h"
#include "services/negotiations/table.h"
#include "services/storage/resource.h"

namespace plenary::control {
namespace {

using storage::Tx;
using Executor = v1::ActionItem::Executor;

// Who keeps control of everybody's items.
constexpr base::RoleSet kKeepers = {v1::NEGOTIATOR, v1::CONTROLLER, v1::ADMINISTRATOR};

absl::Status Left(absl::string_view person, absl::string_view organization) {
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_EXECUTOR_LEFT,
      absl::StrCat(person, " is not in ", organization.empty() ? "the directory" : organization,
                   " any more; name another executor"),
      {{"person", std::string(person)}, {"organization", std::string(organization)}});
}

// Whether `person`, who is named so, is where an executor was said to be.
absl::Status CheckIsThere(const absl::optional<v1::Person>& person, const Executor& executor) {
  if (!person || person->has_delete_time()) {
    return Left(executor.person(), executor.organization());
  }
  const bool is_elsewhere =
      !executor.organization().empty() && person->organization() != executor.organization();
  return is_elsewhere ? Left(executor.person(), executor.organization()) : absl::OkStatus();
}

absl::Status Settle(Tx& tx, absl::string_view field, Executor& executor) {
  if (!executor.person().empty()) {
    PLENARY_ASSIGN_OR_RETURN(const auto person, directory::FindPerson(tx, executor.person()));
    // Who was never there is another matter than who left.
    if (!person) {
      return storage::CheckReference(person, absl::StrCat(field, ".person"), executor.person());
    }
    PLENARY_RETURN_IF_ERROR(CheckIsThere(person, executor));
    executor.set_person(person->name());
    executor.set_organization(person->organization());
  }
  return CheckOrganization(tx, executor.organization(), absl::StrCat(field, ".organization"));
}

absl::Status CheckAreThere(Tx& tx, const std::vector<const Executor*>& executors) {
  std::vector<std::string> names;
  std::vector<const Executor*> people;
  names.reserve(executors.size());
  people.reserve(executors.size());
  for (const Executor* executor : executors) {
    if (executor->person().empty()) continue;
    names.push_back(executor->person());
    people.push_back(executor);
  }
  PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindPeople(tx, names));
  for (size_t i = 0; i < people.size(); ++i) {
    PLENARY_RETURN_IF_ERROR(CheckIsThere(found[i], *people[i]));
  }
  return absl::OkStatus();
}

// The names that people have now, by those they were written with.
using NamesNow = std::map<std::string, std::string>;
absl::StatusOr<NamesNow> FindNamesNow(Tx& tx, const std::vector<std::string>& names) {
  PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindPeople(tx, names));
  NamesNow now;
  for (size_t i = 0; i < names.size(); ++i) now[names[i]] = found[i] ? found[i]->name() : names[i];
  return now;
}

}  // namespace

absl::Status CheckOrganization(Tx& tx, absl::string_view name, absl::string_view field) {
  if (name.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindOrganization(tx, name));
  return storage::CheckReference(found, field, name);
}

absl::Status CheckEvent(Tx& tx, absl::string_view name, absl::string_view field) {
  if (name.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const auto found, events::FindEvent(tx, name));
  return storage::CheckReference(found, field, name);
}

absl::Status CheckNegotiation(Tx& tx, absl::string_view name, absl::string_view field) {
  if (name.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const auto found, negotiations::FindNegotiation(tx, name));
  return storage::CheckReference(found, field, name);
}

absl::Status CheckPerson(Tx& tx, absl::string_view field, std::string& name) {
  if (name.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindPerson(tx, name));
  PLENARY_RETURN_IF_ERROR(storage::CheckReference(found, field, name));
  name = found->name();
  return absl::OkStatus();
}

absl::Status SettleExecutors(Tx& tx, absl::string_view field, v1::ActionItem& item) {
  const std::string prefix = field.empty() ? "" : absl::StrCat(field, ".");
  PLENARY_RETURN_IF_ERROR(Settle(tx, absl::StrCat(prefix, "lead"), *item.mutable_lead()));
  for (int i = 0; i < item.co_executors_size(); ++i) {
    PLENARY_RETURN_IF_ERROR(
        Settle(tx, absl::StrCat(prefix, "co_executors[", i, "]"), *item.mutable_co_executors(i)));
  }
  return absl::OkStatus();
}

absl::Status CheckExecutorsAreThere(Tx& tx, const v1::ActionItem& item) {
  std::vector<const Executor*> executors = {&item.lead()};
  executors.reserve(1 + static_cast<size_t>(item.co_executors_size()));
  for (const Executor& each : item.co_executors()) executors.push_back(&each);
  return CheckAreThere(tx, executors);
}

absl::Status CheckLeadIsThere(Tx& tx, const v1::ActionItem& item) {
  return CheckAreThere(tx, {&item.lead()});
}

absl::StatusOr<std::string> PersonOf(Tx& tx, const base::Access* access) {
  if (access == nullptr || access->person().empty()) return std::string();
  PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindPerson(tx, access->person()));
  return found ? found->name() : access->person();
}

absl::StatusOr<Actor> ActorOf(Tx& tx, const base::Access* access, const std::string& person,
                              const v1::ControlSettings& settings, const v1::ActionItem& item) {
  Actor actor;
  actor.is_program = access == nullptr;
  if (actor.is_program) return actor;
  actor.keeps_control = access->HoldsOnInstallation(kKeepers);
  actor.holds_controller = access->HoldsOnInstallation({v1::CONTROLLER});
  if (person.empty()) return actor;
  std::vector<std::string> names(settings.chairs().begin(), settings.chairs().end());
  names.reserve(names.size() + 3 + static_cast<size_t>(item.co_executors_size()));
  for (const std::string* name : {&item.lead().person(), &item.controller(), &item.author()}) {
    names.push_back(*name);
  }
  for (const Executor& each : item.co_executors()) names.push_back(each.person());
  names.erase(std::remove(names.begin(), names.end(), ""), names.end());
  PLENARY_ASSIGN_OR_RETURN(const NamesNow now, FindNamesNow(tx, names));
  const auto is_caller = [&](const std::string& name) {
    return !name.empty() && now.at(name) == person;
  };
  actor.executes = is_caller(item.lead().person()) ||
                   std::any_of(item.co_executors().begin(), item.co_executors().end(),
                               [&](const Executor& each) { return is_caller(each.person()); });
  actor.is_author = is_caller(item.author());
  actor.is_controller = is_caller(item.controller());
  actor.is_chair = std::any_of(settings.chairs().begin(), settings.chairs().end(), is_caller);
  return actor;
}

}  // namespace plenary::control
